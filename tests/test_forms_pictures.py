"""A chart for those who see it and for those who do not."""

from smmlab.forms.pictures import Picture, picture_of
from smmlab.plots.theme import empty, new_axes, title


def test_a_chart_is_a_picture_with_its_titles() -> None:
    axes = new_axes()
    axes.bar(["a"], [1])
    title(axes, "Posts a week", subtitle="Fewer in summer")
    picture = picture_of(axes)
    assert picture.png.startswith(b"\x89PNG")
    assert "Posts a week" in picture.alt
    assert "\n" not in picture.alt


def test_the_titles_of_all_panels_are_told_once() -> None:
    axes = new_axes()
    beside = axes.get_figure(root=True).add_subplot(111)  # type: ignore[union-attr]
    for chart in (axes, beside):
        chart.plot([1, 2])
        chart.set_title("Costs in $\nby month".replace("$", r"\$"))
    assert picture_of(axes).alt == "Costs in $ by month"


def test_a_chart_without_data_is_only_its_sentence() -> None:
    assert picture_of(empty(new_axes(), "Export the orders, in $.")) == Picture(
        b"", "Export the orders, in $."
    )


def test_the_same_chart_is_the_same_picture() -> None:
    def draw() -> Picture:
        axes = new_axes()
        axes.plot([1, 2])
        return picture_of(axes)

    assert draw() == draw()
