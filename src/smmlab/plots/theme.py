"""One look for every chart: calm, colour-blind-safe, readable in greyscale."""

import io
from math import ceil

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.transforms import blended_transform_factory

from smmlab.texts import Words

INK, MUTED, ACCENT, SECOND, GRID = "#1f2933", "#7b8794", "#0b6e99", "#d97706", "#e4e7eb"
_EDGE = 0.006  # where a picture begins, as part of its width
# Of a picture that only says what is missing, in inches.
_LETTERS_AN_INCH, _EMPTY_LINE, _EMPTY_EDGES = 12, 0.2, 0.3


class ShownAxes(Axes):
    """Axes that show themselves when they end a notebook cell."""

    def _repr_png_(self) -> bytes:
        return as_png(self, dpi=110)


def new_axes(ax: Axes | None = None, *, width: float = 7.2, height: float = 3.8) -> Axes:
    """Return the axes to draw on, in the house style; a new figure when none is given.

    Examples
    --------
    >>> new_axes().get_title()
    ''
    """
    if ax is None:
        # A bare Figure, never pyplot: nothing is kept alive globally and no window can open.
        figure = Figure(figsize=(width, height), layout="constrained")
        ax = figure.add_subplot(axes_class=ShownAxes)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        ax.spines[side].set_color(MUTED)
    ax.tick_params(colors=INK, labelsize=9)
    ax.grid(axis="x", color=GRID, linewidth=0.8)
    ax.set_axisbelow(True)
    return ax


def title(ax: Axes, text: str, *, subtitle: str = "", from_edge: bool = False) -> None:
    """Write the finding over the chart, left-aligned, with how it was measured below it.

    ``from_edge`` starts it at the edge of the picture, over long names of rows.
    """
    full = f"{text}\n{subtitle}" if subtitle else text
    written = ax.set_title(_plain(full), loc="left", fontsize=10.5, color=INK, wrap=True)
    figure = ax.get_figure(root=True)
    if from_edge and figure is not None:
        across = blended_transform_factory(figure.transFigure, written.get_transform())
        written.set_transform(across)
        written.set_x(_EDGE)


def empty(ax: Axes, sentence: str) -> Axes:
    """Show a sentence instead of a chart: what is missing and how to get it.

    A picture of our own becomes as low as the sentence, so that no blank space is left.

    Examples
    --------
    >>> float(empty(new_axes(), "Nothing was counted.").figure.get_figheight())
    0.5
    """
    ax.set_axis_off()
    ax.text(0, 0.5, _plain(sentence), ha="left", va="center", wrap=True, color=INK, fontsize=10,
            transform=ax.transAxes)  # fmt: skip
    figure = ax.get_figure(root=True)
    if figure is not None and figure.axes == [ax] and isinstance(ax, ShownAxes):
        lines = ceil(len(sentence) / (_LETTERS_AN_INCH * figure.get_figwidth()))
        figure.set_figheight(_EMPTY_EDGES + _EMPTY_LINE * lines)
    return ax


def signed(value: float, words: Words, *, digits: int = 1) -> str:
    """Write a number that may be below zero, and never a minus before zero.

    Examples
    --------
    >>> signed(-0.5, Words("et")), signed(-0.01, Words("et"))
    ('−0,5', '0')
    """
    return words.number(round(value, digits) + 0.0, digits=digits)


def number_ticks(axis: Axis, words: Words) -> None:
    """Write the numbers of an axis as the language does: a decimal comma where it has one."""
    axis.set_major_formatter(lambda value, _place: signed(value, words, digits=3))


def as_png(ax: Axes, *, dpi: int = 150) -> bytes:
    """Return the chart as PNG bytes, the same bytes for the same chart."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    buffer = io.BytesIO()
    # A tenth larger than with the usual compression, in an eighth less time.
    figure.savefig(
        buffer,
        format="png",
        dpi=dpi,
        metadata={"Software": None},
        pil_kwargs={"compress_level": 3},
    )
    return buffer.getvalue()


def _plain(text: str) -> str:
    # A dollar sign from a client's text would start mathematics.
    return text.replace("$", r"\$")
