"""A picture of one text: how likely each type is, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smmlab.plots.theme import ACCENT, MUTED, empty, new_axes, title
from smmlab.texts import Phrase, Words
from smmlab.texts.labels import LABELS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from smmlab.content.draft import Draft


def plot_draft(draft: Draft, *, words: Words | None = None, ax: Axes | None = None) -> Axes:
    """Draw the four probabilities of a text, each judged on its own.

    Parameters
    ----------
    draft
        Result of `smmlab.content.draft.read_draft`.

    Examples
    --------
    >>> from smmlab.content.draft import read_draft
    >>> plot_draft(read_draft("")).texts[0].get_text()
    'There is no text to judge yet.'
    """
    words = words or Words("en")
    axes = new_axes(ax, height=2.4)
    if not draft.probabilities:
        return empty(axes, words.say("There is no text to judge yet."))
    kinds = list(draft.probabilities)[::-1]
    shares = [draft.probabilities[kind] for kind in kinds]
    named = {draft.type, draft.also}
    axes.barh(
        [words.say(LABELS[kind]) for kind in kinds], shares,
        color=[ACCENT if kind in named else MUTED for kind in kinds], height=0.6,
    )  # fmt: skip
    for place, share in enumerate(shares):
        axes.text(share + 0.01, place, words.chance(share, digits=0), va="center", fontsize=9)
    axes.axvline(0.5, color=MUTED, linewidth=0.8, linestyle=":")
    axes.set_xlim(0, 1.1)
    axes.set_xticks([])
    kind = Phrase(LABELS[draft.type])
    headline = (
        words.say("Type: {type}", type=kind)
        if draft.is_sure
        else words.say("Likeliest type: {type}, not sure", type=kind)
    )
    title(axes, headline, subtitle=words.say("Each type judged on its own; no forecast of reach"))
    return axes
