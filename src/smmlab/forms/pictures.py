"""A chart as a form shows it: its bytes, and what it says to those who do not see it."""

from dataclasses import dataclass

from matplotlib.axes import Axes

from smmlab.plots.theme import as_png

_DPI = 110


@dataclass(frozen=True)
class Picture:
    """A PNG and its alternative text; a chart without data has no PNG, only what is missing."""

    png: bytes
    alt: str


def picture_of(axes: Axes) -> Picture:
    """Return a chart with its titles as alternative text.

    Examples
    --------
    >>> from smmlab.plots.theme import empty, new_axes
    >>> picture_of(empty(new_axes(), "Export the orders of the shop."))
    Picture(png=b'', alt='Export the orders of the shop.')
    """
    figure = axes.get_figure(root=True)
    assert figure is not None
    charts = figure.axes
    if not any(chart.axison or chart.has_data() for chart in charts):
        return Picture(b"", _joined([text.get_text() for ax in charts for text in ax.texts]))
    titles = [ax.get_title(loc=side) for ax in charts for side in ("left", "center")]
    return Picture(as_png(axes, dpi=_DPI), _joined([figure.get_suptitle(), *titles]))


def _joined(texts: list[str]) -> str:
    lines = [" ".join(text.replace(r"\$", "$").split("\n")) for text in texts if text.strip()]
    return " ".join(dict.fromkeys(lines))
