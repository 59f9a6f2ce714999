"""Rules of credit side by side: a row a channel, a mark a rule, and how far apart they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smmlab.findings import SMALLEST_GROUP
from smmlab.money.credit import RULE_NAMES, RULES
from smmlab.own_journeys import HOW_TO_GET_JOURNEYS
from smmlab.plots.intervals import draw_interval
from smmlab.plots.theme import ACCENT, GRID, MUTED, SECOND, empty, new_axes, title
from smmlab.texts import Words
from smmlab.texts.labels import channel_label

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from smmlab.money.credit import Rule
    from smmlab.money.credit_comparison import Credit

_MOST = 10
_LONGEST = 26
# Shape tells the rules apart in greyscale too; the two that differ most have the colours.
_MARKS = {
    "last": ("s", SECOND), "first": (">", MUTED), "linear": ("D", MUTED),
    "position": ("P", MUTED), "markov": ("o", ACCENT),
}  # fmt: skip
_APART = 0.15  # between the marks of a row


def plot_credit(
    credit: Credit,
    *,
    rule: Rule | None = None,
    words: Words = Words("en"),  # noqa: B008  # holds a language and nothing that changes
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of the orders that each rule gives each channel, with intervals.

    Parameters
    ----------
    credit
        Result of `smmlab.money.credit_comparison.compare_credit`. Channels that fewer than ten
        journeys touched are not drawn.
    rule
        Stands out, the others step back; by default last touch and removal effect stand out.
    words
        Language of the texts.
    ax
        Where to draw.

    Examples
    --------
    >>> import pandas as pd
    >>> from smmlab.money.credit_comparison import compare_credit
    >>> from smmlab.money.journeys import read_paths
    >>> ways = read_paths(pd.DataFrame({
    ...     "path": ["instagram > direct", "direct"], "conversions": [30, 10], "nulls": [50, 90],
    ...     "value": [600.0, 200.0], "currency": "EUR"}))
    >>> plot_credit(compare_credit(ways)).get_xlabel()
    'share of the orders credited'
    """
    table = credit.table
    shown = table[table["journeys"] >= SMALLEST_GROUP] if len(table) else table
    channels = list(dict.fromkeys(shown["channel"]))[:_MOST]
    axes = new_axes(ax, height=1.9 + 0.56 * max(len(channels), 2))
    if credit.conversions < SMALLEST_GROUP or not channels:
        said = (
            words.say(
                "Too few orders have a journey to share out credit. Take a longer period into "
                "journeys.csv."
            )
            if credit.conversions
            else words.say(HOW_TO_GET_JOURNEYS)
        )
        return empty(axes, said)
    for place, channel in enumerate(channels):
        rows = shown[shown["channel"] == channel].set_index("rule")
        for turn, name in enumerate(RULES):
            colour = _MARKS[name][1] if rule is None else ACCENT if name == rule else MUTED
            label = words.say(RULE_NAMES[name]) if place == 0 else None
            _draw(axes, place + (turn - 2) * _APART, rows.loc[name], rule=name, colour=colour,
                  label=label)  # fmt: skip
        if place:
            axes.axhline(place - 0.5, color=GRID, linewidth=0.8)
    axes.set_yticks(range(len(channels)), [_short(name, words) for name in channels], fontsize=9)
    axes.set_ylim(len(channels) - 0.45, -0.55)
    axes.set_xlim(0, float(shown["share_high"].max()) * 1.05)
    axes.xaxis.set_major_formatter(lambda share, _place: words.percent(share, digits=0))
    axes.set_xlabel(words.say("share of the orders credited"), color=MUTED)
    axes.legend(
        loc="upper center", bbox_to_anchor=(0.5, -0.02 - 0.55 / len(channels)), ncols=len(RULES),
        frameon=False, fontsize=8.5, handlelength=1.2, handletextpad=0.3, columnspacing=1,
    )  # fmt: skip
    title(axes, _headline(shown, words), subtitle=_subtitle(credit, words))
    return axes


def _draw(
    axes: Axes, place: float, row: pd.Series, *, rule: str, colour: str, label: str | None
) -> None:  # fmt: skip
    draw_interval(
        axes, place, row["share"], row["share_low"], row["share_high"], colour=colour,
        marker=_MARKS[rule][0],
    )  # fmt: skip
    if label:
        axes.lines[-1].set(label=label, linestyle="none")


def _headline(shown: pd.DataFrame, words: Words) -> str:
    shares = shown.pivot(index="channel", columns="rule", values="share")
    # Whoever opens the way and does not close it is missing from every ordinary report.
    hidden = shares.sub(shares["last"], axis=0)
    channel, rule = hidden.stack().idxmax()
    rows = shown[shown["channel"] == channel].set_index("rule")
    if float(rows.loc[rule, "share_low"]) <= float(rows.loc["last", "share_high"]):
        return words.say("The rules of credit do not clearly disagree about any channel")
    return words.say(
        "By the last touch {channel} gets {share} of the orders, by another rule {other}",
        channel=named_channel(str(channel), words),
        share=words.percent(float(rows.loc["last", "share"]), digits=0),
        other=words.percent(float(rows.loc[rule, "share"]), digits=0),
    )


def _subtitle(credit: Credit, words: Words) -> str:
    lines = words.say("A credit rule, not an effect. Lines: chance in the answer of each rule.")
    orders = words.say_many(
        "{n} order with its journey.", "{n} orders with their journeys.", n=credit.conversions
    )
    return f"{lines} {orders}"


def named_channel(name: str, words: Words) -> str:
    """Return what a channel of journeys.csv is called: a known one in words, others as they are.

    Examples
    --------
    >>> named_channel("instagram", Words("en")), named_channel("blog", Words("en"))
    ('Instagram', 'blog')
    """
    label = channel_label(name)
    if label:
        return words.say(label)
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"


def _short(name: str, words: Words) -> str:
    return named_channel(name, words).replace("$", r"\$")
