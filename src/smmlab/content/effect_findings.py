"""What goes with more or less response, as findings for the strategy."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from smmlab.content.effects import Effects
from smmlab.findings import Finding, Source
from smmlab.texts import message

_RATIO = message(
    "Interactions as a multiple of those of the level compared with, other traits of posts "
    "held equal (negative-binomial regression, errors by week). An association, not an effect."
)
_MEDIANS = message(
    "Ratio of the medians to that of the reference (BCa interval). Nothing else is held equal, "
    "because the posts are too few for a model. An association, not an effect."
)
_BY_RANKS = message(
    "Whether the difference stands in a Mann-Whitney test, corrected for all comparisons of the "
    "network; nothing else is held equal."
)
_POSTS = message("Own posts with a time of day and counts that were compared.")
_WEEKS = message("Weeks in which these posts were published.")
_DETECTABLE = message(
    "The smallest ratio that these posts would show as a finding in four cases out of five."
)
_ADJUSTED = message(
    "How often chance alone would show so much, corrected for all comparisons of the network "
    "(Benjamini-Hochberg)."
)
_VERDICT = message(
    "Whether the difference stands in the regression of counts and in that of ranks, corrected for "
    "all comparisons of the network."
)
_NONE = message(
    "What works here cannot be told yet: no group of own posts has ten with a time of day and "
    "counts. Export a longer period."
)
# The words of other comparisons in the document.
_WORDS: Mapping[str, str] = MappingProxyType({"more": "better", "less": "worse"})


def effect_findings(effects: Effects, *, sources: Sequence[Source]) -> list[Finding]:
    """Return ratio, verdict and detectable ratio of each level that could be compared.

    Keys: ``content.effects.<network>.<factor>.<level>.rate_ratio`` (``adjusted_p``,
    ``detectable``, ``verdict``) and ``content.effects.<network>.compared.posts`` (``weeks``).
    Pages never become findings: a page is no choice of content.
    """
    rows = tuple(sources)
    known = effects.table[
        effects.table["rate_ratio"].notna() & ~effects.table["factor"].isin(["page"])
    ]
    if known.empty:
        return [
            Finding("content.effects", None, "label", 0, status="unknown", method=_NONE,
                    sources=rows)
        ]  # fmt: skip
    compared = effects.models[effects.models["network"].isin(known["network"])]
    sizes = [
        Finding(f"content.effects.{row['network']}.compared.{name}", int(row[name]), name,
                int(row["posts"]), method=method, sources=rows)
        for row in compared.to_dict("records")
        for name, method in (("posts", _POSTS), ("weeks", _WEEKS))
    ]  # fmt: skip
    return [*sizes, *(found for row in known.to_dict("records") for found in _of(row, rows))]


def _of(row: Mapping[str, object], sources: tuple[Source, ...]) -> list[Finding]:
    key = f"content.effects.{row['network']}.{row['factor']}.{row['level']}"
    verdict = str(row["verdict"])
    posts = int(str(row["posts"]))
    ratio, low, high, chance, least = (
        float(str(row[name])) for name in ("rate_ratio", "low", "high", "adjusted_p", "detectable")
    )
    is_model = row["method"] == "model"
    found = [
        Finding(f"{key}.rate_ratio", ratio, "ratio", posts, low=low, high=high, status="estimated",
                method=_RATIO if is_model else _MEDIANS, sources=sources),
        Finding(f"{key}.adjusted_p", chance, "probability", posts, status="estimated",
                method=_ADJUSTED, sources=sources),
    ]  # fmt: skip
    if np.isfinite(least):
        found.append(
            Finding(f"{key}.detectable", least, "ratio", posts, status="estimated",
                    method=_DETECTABLE, sources=sources)
        )  # fmt: skip
    found.append(
        Finding(f"{key}.verdict", _WORDS.get(verdict, verdict), "label", posts, status="estimated",
                method=_VERDICT if is_model else _BY_RANKS, sources=sources)
    )  # fmt: skip
    return found
