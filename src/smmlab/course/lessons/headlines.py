"""Pictures of the lessons without the headline that would tell what the student is asked."""

from matplotlib.axes import Axes
from matplotlib.text import Text


def without_headline(axes: Axes) -> Axes:
    """Take the finding from over a picture; how it was measured stays.

    Parameters
    ----------
    axes
        A picture of smmlab, which writes the finding on the first line of its title.

    Examples
    --------
    >>> from smmlab.plots.theme import new_axes, title
    >>> axes = new_axes()
    >>> title(axes, "Medals earn most", subtitle="120 posts")
    >>> without_headline(axes).get_title(loc="left")
    '120 posts'
    """
    told = axes.get_title(loc="left")
    if told:
        # The text itself is changed, so that it keeps its place and look.
        for text in axes.get_children():
            if isinstance(text, Text) and text.get_text() == told:
                text.set_text(told.partition("\n")[2])
    return axes
