"""The chart of portraits shows the numbers of the table and what is clear."""

import pandas as pd
import pytest

from smmlab.audience.portraits import Portraits
from smmlab.plots.portraits import plot_portraits
from smmlab.plots.theme import as_png
from smmlab.texts import Words


def portraits_of(segments: dict[str, list[float]]) -> Portraits:
    sizes = pd.DataFrame(
        {"segment": list(segments), "people": 40, "active_people": 40 * len(segments)}
    )
    features = ["comments", "reactions", "shares", "active_days", "posts"]
    rows = [
        (name, features[n], n + 1, size, size - 0.3, size + 0.4, abs(size) > 0.5)
        for name, values in segments.items()
        for n, size in enumerate(values)
    ]
    columns = ["segment", "feature", "rank", "difference", "low", "high", "is_clear"]
    nothing = pd.DataFrame()
    apart = pd.DataFrame(rows, columns=columns)
    return Portraits(sizes, nothing, apart, nothing, nothing, nothing, "no_orders")


TWO = portraits_of({"talkers": [1.8, -1.2, 0.4], "approvers": [-1.8, 1.2, -0.4], "other": [9.0]})


def test_dots_and_intervals_are_those_of_the_table() -> None:
    axes = plot_portraits(TWO)
    bars = axes.containers[0]
    drawn = [segment[:, 0].tolist() for segment in bars.lines[2][0].get_segments()]
    rows = TWO.apart[TWO.apart["segment"] != "other"]
    assert drawn == [pytest.approx(pair) for pair in rows[["low", "high"]].to_numpy()]
    clear, unclear = axes.lines[-2], axes.lines[-1]
    assert sorted(clear.get_xdata()) == sorted(rows.loc[rows["is_clear"], "difference"])
    assert sorted(unclear.get_xdata()) == sorted(rows.loc[~rows["is_clear"], "difference"])
    # Filled against empty: the two can be told apart without colour.
    assert unclear.get_markerfacecolor() == "white" != clear.get_markerfacecolor()


def test_the_title_states_the_finding_and_names_stand_beside_their_dots() -> None:
    axes = plot_portraits(TWO)
    heading = axes.get_title(loc="left")
    assert "Talkers — comments written" in heading
    assert "active people" in heading
    assert {text.get_text() for text in axes.texts} == {"Talkers", "Quiet approvers"}
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == ["comments written", "reactions given", "shares made"] * 2
    assert "standard deviations" in axes.get_xlabel()
    places = axes.get_yticks()
    assert len(set(places)) == len(places)


def test_a_difference_without_measure_does_not_squeeze_the_others() -> None:
    axes = plot_portraits(portraits_of({"all_rounders": [102.4, 2.0], "light": [-7.0, -2.0]}))
    assert axes.get_xlim()[1] < 6
    assert axes.get_xlim()[0] > -6
    assert {"102.4", "-7"} <= {text.get_text().replace("−", "-") for text in axes.texts}


def test_one_segment_shows_all_its_features() -> None:
    many = portraits_of({f"mixed_{letter}": [2, 1, 0.9, 0.8, 0.7] for letter in "abcd"})
    assert len(plot_portraits(many).get_yticks()) == 16
    one = plot_portraits(many, segment="mixed_b")
    assert len(one.get_yticks()) == 5
    # Nothing that a segment differs in hides where there is no difference.
    assert one.get_xlim()[0] < 0 < one.get_xlim()[1]


def test_unclear_differences_are_no_finding() -> None:
    axes = plot_portraits(portraits_of({"mixed_a": [0.2], "mixed_b": [-0.2]}))
    assert axes.get_title(loc="left").startswith("Nothing sets these people clearly apart")


def test_an_empty_chart_teaches() -> None:
    none = portraits_of({"other": [1.0]})
    assert "only one group" in plot_portraits(none).texts[0].get_text()
    nobody = portraits_of({})
    assert "Telegram" in plot_portraits(nobody).texts[0].get_text()


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert as_png(plot_portraits(TWO)) == as_png(plot_portraits(TWO, words=Words("en")))


def test_intervals_are_seen_to_their_ends_and_numbers_are_written_as_the_language_does() -> None:
    wide = portraits_of({"talkers": [4.9, 0.4], "light": [-0.3]})
    axes = plot_portraits(wide, words=Words("et"))
    low, high = axes.get_xlim()
    assert low < wide.apart["low"].min() < wide.apart["high"].max() < high
    assert axes.xaxis.get_major_formatter()(-0.5) == "−0,5"
    assert axes.xaxis.get_major_formatter()(-0.0) == "0"
    far = plot_portraits(portraits_of({"talkers": [1.0], "light": [-7.0]}))
    assert "−7" in {text.get_text() for text in far.texts}
