"""Chart of trends: the title states what rises or fades, or that nothing does."""

import numpy as np
import pandas as pd
import pytest

from smmlab.content.trend_findings import trend_findings
from smmlab.plots.theme import as_png
from smmlab.plots.trends import plot_trends
from smmlab.texts import Language, Words


def trends(**columns: object) -> pd.DataFrame:
    return pd.DataFrame(
        {"whose": ["own", "rivals", "comments"], "kind": ["hashtag", "topic", "topic"],
         "term": ["kohv", "кофе", "$x^2$ <b>"], "texts": 40,
         "lift_verdict": "too_few", "share": [0.3, 0.2, 0.1], "since": "2026-10-04",
         "rate_ratio": [1.5, 4.0, np.nan], "ratio_low": [0.5, 2.0, np.nan],
         "ratio_high": [3.0, np.inf, np.nan], "adjusted_p": [0.5, 0.01, np.nan],
         "verdict": ["steady", "rising", "steady"]} | columns
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_the_title_names_what_rises(language: Language) -> None:
    axes = plot_trends(trends(), words=Words(language))
    assert "кофе" in axes.get_title(loc="left")
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == ["#kohv", "кофе", r"\$x^2\$ <b>"]
    assert as_png(axes).startswith(b"\x89PNG")


def test_what_fades_is_named_when_nothing_rises() -> None:
    axes = plot_trends(trends(verdict=["fading", "steady", "steady"]))
    assert axes.get_title(loc="left").startswith("Own posts: “#kohv” is fading")


def test_nothing_beyond_chance_is_said() -> None:
    axes = plot_trends(trends(verdict="steady"))
    assert axes.get_title(loc="left").startswith("Nothing rises or fades beyond chance")
    # Numbers of fewer than ten people are not drawn.
    assert "too few people for a number" in [text.get_text() for text in axes.texts]


def test_an_interval_stays_within_the_axis() -> None:
    axes = plot_trends(
        trends(
            rate_ratio=[50.0, np.inf, 0.01],
            ratio_low=[0.0, 20.0, 0.0],
            ratio_high=[90.0, np.inf, 0.05],
        )
    )
    for line in axes.get_lines()[1:]:
        assert np.all((np.asarray(line.get_xdata()) >= 0.1) & (np.asarray(line.get_xdata()) <= 10))


def test_too_few_texts_say_what_to_do() -> None:
    axes = plot_trends(trends().head(0))
    assert "Export posts with their texts" in axes.texts[0].get_text().replace("\n", " ")


def test_terms_that_no_page_could_compare_are_not_drawn() -> None:
    axes = plot_trends(trends(verdict="too_few"))
    assert axes.texts[0].get_text().startswith("These files cannot tell")
    axes = plot_trends(trends(verdict=["too_few", "steady", "steady"]))
    assert "#kohv" not in [label.get_text() for label in axes.get_yticklabels()]


def test_the_same_terms_are_drawn_as_the_findings_list_first() -> None:
    several = pd.concat([
        trends(term=f"w{n}", verdict="steady" if n % 2 else "too_few", texts=100 - n).head(1)
        for n in range(40)
    ])  # fmt: skip
    several = several.assign(
        of=100, low=0.1, high=0.2, counted=9, lift=1.0, lift_low=0.9, lift_high=1.1
    )
    keys = dict.fromkeys(one.key.split(".")[4] for one in trend_findings(several, sources=()))
    drawn = [label.get_text()[1:] for label in plot_trends(several).get_yticklabels()]
    assert drawn == list(keys)[:8]
    # The commonest stand in the table too, although none could be compared.
    assert list(keys)[8:12] == ["w0", "w2", "w4", "w6"]


def test_with_three_sides_the_picture_stays_low_enough_for_letters_that_are_read() -> None:
    several = pd.concat([trends(term=f"w{n}", verdict="steady") for n in range(9)])
    width, height = plot_trends(several).figure.get_size_inches()
    assert height / width < 0.9
    one_side = several[several["whose"] == "own"]
    assert len(plot_trends(several).get_yticks()) == 18
    assert len(plot_trends(one_side).get_yticks()) == 9
