"""The chart of audiences: shares side by side, intervals where counted, affinity beside."""

import pandas as pd
import pytest

from smmlab.audience.composition import Composition, compare_audiences
from smmlab.audience.demographics import summarise_audience
from smmlab.plots.composition import plot_composition
from smmlab.plots.theme import as_png
from smmlab.schema import conform
from smmlab.texts import Words

NOTHING = summarise_audience(conform(pd.DataFrame(), "audience"))
MARKET = pd.DataFrame({"dimension": "sex", "value": ["female", "male"], "share": [0.5, 0.5]})


def two(market: pd.DataFrame | None = None) -> Composition:
    reported = pd.DataFrame(
        {"network": "instagram", "page": "Kaja $x$", "dimension": "sex",
         "value": ["female", "male"], "share": [0.8, 0.2], "count": None}
    )  # fmt: skip
    sex = ["female"] * 60 + ["male"] * 40
    people = pd.DataFrame({"network": "vkontakte", "sex": sex})
    people["person"] = [f"p{n}" for n in range(100)]
    return compare_audiences(reported, conform(people, "people"), population=market)


def marks(axes) -> dict[str, list[float]]:  # type: ignore[no-untyped-def]
    return {
        line.get_label(): [float(x) for x in line.get_xdata()]
        for line in axes.lines
        if line.get_marker() in ("o", "s")
    }


def test_marks_are_the_shares_and_only_counted_ones_have_intervals() -> None:
    found = two()
    axes = plot_composition(found, dimension="sex")
    assert marks(axes) == {"VKontakte": [60, 40], "Instagram": [80, 20]}
    drawn = [part[:, 0].tolist() for part in axes.containers[0].lines[2][0].get_segments()]
    rows = found.shares[found.shares["basis"] == "counted"]
    assert drawn == [pytest.approx(pair) for pair in
                     (rows[["share_low", "share_high"]] * 100).to_numpy()]  # fmt: skip
    assert len(axes.containers) == 1
    faces = {line.get_label(): line.get_markerfacecolor() for line in axes.lines}
    assert faces["Instagram"] == "white" != faces["VKontakte"]


def test_the_title_names_the_largest_difference() -> None:
    heading = plot_composition(two()).get_title(loc="left")
    assert "differ most in" in heading
    assert "80%" in heading or "20%" in heading


def test_the_affinity_stands_beside_where_the_market_is_known() -> None:
    texts = {text.get_text() for text in plot_composition(two(MARKET), dimension="sex").texts}
    assert {"160", "40", "120", "80"} <= texts
    assert not plot_composition(two(), dimension="sex").texts


def test_one_audience_is_told_by_its_largest_group() -> None:
    spoken = pd.DataFrame({"network": "telegram", "person": [f"p{n}" for n in range(30)],
                           "language": ["et"] * 20 + ["ru"] * 10})  # fmt: skip
    axes = plot_composition(compare_audiences(NOTHING, languages=spoken), words=Words("et"))
    assert axes.get_yticklabels()[0].get_text() == "eesti"
    assert "67" in axes.get_title(loc="left")
    heading = plot_composition(compare_audiences(NOTHING, languages=spoken)).get_title(loc="left")
    assert heading.startswith("Telegram: the largest group is Estonian, 67% of the audience")
    assert axes.get_legend() is None


def test_ages_stand_in_their_order() -> None:
    ages = pd.DataFrame(
        {"network": "instagram", "page": "Kaja", "dimension": "age",
         "value": ["65+", "18-24", "25-34"], "share": [0.2, 0.3, 0.5], "count": None}
    )  # fmt: skip
    labels = plot_composition(compare_audiences(ages)).get_yticklabels()
    assert [label.get_text() for label in labels] == ["18–24", "25–34", "65+"]


def test_what_is_not_known_teaches_which_export_to_fetch() -> None:
    for axes in (plot_composition(compare_audiences(NOTHING)),
                 plot_composition(two(), dimension="city")):  # fmt: skip
        assert "Export the audience page" in axes.texts[0].get_text()


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_it_is_drawn_in_every_language(language: str) -> None:
    assert as_png(plot_composition(two(MARKET), words=Words(language))).startswith(b"\x89PNG")
