"""The checklist of a gathering place: what stands, what is missing, what nobody has looked at."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import shorten
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from smmlab.gathering.audit import summarise_audit
from smmlab.gathering.checklist import EFFECT_LABELS, ITEM_LABELS
from smmlab.gathering.wording import evidence_phrase, say_phrase
from smmlab.plots.theme import ACCENT, GRID, INK, MUTED, SECOND, empty, new_axes, title
from smmlab.texts import Words
from smmlab.texts.labels import LABELS, network_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# A filled disc, a cross and an empty ring differ without any colour.
_MARKS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {"yes": ("o", ACCENT, ACCENT), "no": ("X", SECOND, SECOND), "cannot_tell": ("o", "none", MUTED)}
)
_ONE_WIDTH, _LONGEST = 2.6, 88


def plot_place(
    audit: pd.DataFrame,
    *,
    words: Words = Words("en"),  # noqa: B008  # holds a language and nothing that changes
    ax: Axes | None = None,
) -> Axes:
    """Draw the checklist, the item with the largest effect on top; a column for each network.

    A disc and “yes” stand for what is there, a cross and “no” for what is missing, a ring for what
    only a look at the place can tell.

    Parameters
    ----------
    audit
        From `smmlab.gathering.audit.audit_place`; audits of several networks may be put together.

    Examples
    --------
    >>> import pandas as pd
    >>> from smmlab.gathering.audit import audit_place
    >>> posts = pd.DataFrame(columns=["network", "page", "is_own", "post_id", "at", "text",
    ...                               "exported_at"])
    >>> ax = plot_place(audit_place("x", {"name": "yes", "about": "no"}, posts=posts))
    >>> ax.get_title(loc="left").splitlines()[0]
    'X: 1 of 2 known items stand; 1 to do'
    """
    networks = list(dict.fromkeys(audit["network"]))
    items = [key for key in ITEM_LABELS if key in set(audit["item"])]
    wide = len(networks) == 1
    width = 10.0 if wide else 5.6 + 1.5 * max(2, len(networks))
    ax = new_axes(ax, width=width, height=1.5 + 0.25 * max(4, len(items)))
    if not items:
        return empty(
            ax,
            words.say(
                "No place to look at yet. Choose a network, or import the posts of your own page, "
                "and answer the checklist."
            ),
        )
    effect = audit.drop_duplicates("item").set_index("item")["effect"]
    for row in audit.to_dict("records"):
        x, y = networks.index(row["network"]), items.index(row["item"])
        marker, face, edge = _MARKS[row["state"]]
        ax.plot([x], [y], marker=marker, markersize=8, markerfacecolor=face, markeredgecolor=edge,
                linestyle="none")  # fmt: skip
        ax.annotate(_note(row, words, wide=wide), (x, y), xytext=(10, 0), fontsize=8, va="center",
                    color=INK if row["state"] != "cannot_tell" else MUTED,
                    textcoords="offset points")  # fmt: skip
    for y, key in enumerate(items[1:], start=1):
        # A line where the effect becomes smaller.
        if effect[key] != effect[items[y - 1]]:
            ax.axhline(y - 0.5, color=GRID, linewidth=1)
    ax.set_yticks(range(len(items)), [words.say(ITEM_LABELS[key]) for key in items])
    ax.set_xticks(range(len(networks)), [network_name(network, words) for network in networks])
    absent = {(network, key) for network in networks for key in items} - set(
        audit[["network", "item"]].itertuples(index=False, name=None)
    )
    for network, key in absent:
        # What a network does not have is neither there nor missing.
        ax.annotate("–", (networks.index(network), items.index(key)), color=MUTED, ha="center",
                    va="center")  # fmt: skip
    ax.xaxis.tick_top()
    ax.set_xlim(-0.15, _ONE_WIDTH if wide else len(networks) + 0.25)
    ax.set_ylim(len(items) - 0.4, -0.6)
    ax.grid(visible=False)
    ax.tick_params(length=0)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    _name_effects(ax, [str(effect[key]) for key in items], words)
    title(ax, _headline(audit, words), subtitle=words.say(
        "Largest effect on top; the order is judgement. A ring: only a look at the place tells."
    ))  # fmt: skip
    return ax


def _note(row: Mapping[str, object], words: Words, *, wide: bool) -> str:
    label = LABELS[str(row["state"])]
    state = words.say(label)
    # Whoever sees one network has room for the evidence of what the files or the brief tell.
    has_rows = row["by"] in ("files", "brief") or bool(row["names"]) or not pd.isna(row["of"])
    if not wide or not has_rows:
        return state
    said = say_phrase(evidence_phrase(row, words.locale.languages), words)
    # A dollar sign from a client's text would start mathematics.
    return shorten(f"{state} · {said}", _LONGEST, placeholder="…").replace("$", r"\$")


def _name_effects(ax: Axes, effects: list[str], words: Words) -> None:
    for effect in dict.fromkeys(effects):
        first = effects.index(effect)
        label, spot = words.say(EFFECT_LABELS[effect]), (1.0, float(first))
        ax.annotate(label, spot, xycoords=("axes fraction", "data"), fontsize=7.5, color=MUTED,
                    ha="right", va="center")  # fmt: skip


def _headline(audit: pd.DataFrame, words: Words) -> str:
    totals = summarise_audit(audit).to_dict("records")
    parts = []
    for total in totals:
        network = network_name(total["network"], words)
        if not total["known"]:
            parts.append(words.say("{network}: nobody has looked yet", network=network))
            continue
        stand, known = words.number(total["stand"]), words.number(total["known"])
        parts.append(
            words.say(
                "{network}: {stand} of {known} known items stand; {left} to do",
                network=network, stand=stand, known=known, left=words.number(total["missing"]),
            )
        )  # fmt: skip
    return "\n".join(parts)
