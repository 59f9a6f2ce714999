"""The picture of the rules: a mark a rule, the title says who is hidden, nothing small is drawn."""

import pandas as pd
import pytest

from smmlab.money.credit import RULES
from smmlab.money.credit_comparison import Credit, compare_credit
from smmlab.money.journeys import read_paths
from smmlab.plots.credit import plot_credit
from smmlab.plots.theme import ACCENT, as_png
from smmlab.texts import Words


def credit(*rows: tuple[str, int, int]) -> Credit:
    frame = pd.DataFrame(rows, columns=["path", "conversions", "nulls"])
    frame = frame.assign(value=1.0, currency="EUR").astype({"path": "str"})
    return compare_credit(read_paths(frame), draws=40)


CAFE = credit(("insta > direct", 60, 200), ("direct", 30, 90), ("search", 20, 90), ("odd", 2, 3))


def test_the_title_names_whom_the_last_touch_hides() -> None:
    axes = plot_credit(CAFE)
    told = axes.get_title(loc="left")
    assert told.startswith("By the last touch insta gets 0% of the orders, by another rule 54%")
    assert "A credit rule, not an effect" in told
    assert "112 orders with their journeys" in told


def test_a_row_a_channel_and_a_mark_a_rule_without_small_channels() -> None:
    axes = plot_credit(CAFE)
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "Direct visits", "Search engines", "insta"
    ]  # fmt: skip
    legend = axes.get_legend()
    assert legend is not None
    assert len(legend.get_texts()) == len(RULES)
    marks = [line for line in axes.lines if line.get_marker() not in ("None", None, "")]
    assert len(marks) == 3 * len(RULES)
    first = CAFE.table[CAFE.table["channel"] == "direct"].set_index("rule")["share"]
    drawn = [float(line.get_xdata()[0]) for line in marks[: len(RULES)]]  # type: ignore[index]
    assert drawn == first.loc[list(RULES)].tolist()


def test_the_chosen_rule_stands_out() -> None:
    marks = [line for line in plot_credit(CAFE, rule="linear").lines if line.get_marker() == "D"]
    assert {line.get_color() for line in marks} == {ACCENT}


def test_rules_that_agree_are_said_to() -> None:
    same = credit(("a", 30, 40), ("b", 50, 20))
    assert plot_credit(same).get_title(loc="left").startswith("The rules of credit do not clearly")


@pytest.mark.parametrize(
    ("rows", "said"), [((), "Google Analytics"), ((("a > b", 4, 90),), "Too few orders")]
)
def test_too_little_is_a_sentence(rows: tuple[tuple[str, int, int], ...], said: str) -> None:
    axes = plot_credit(credit(*rows))
    assert said in axes.texts[0].get_text()


def test_names_from_files_start_no_mathematics_and_do_not_squeeze() -> None:
    hostile = credit(("$x^2$ " + "long " * 20, 30, 5), ("<b>&\\alpha", 20, 5))
    axes = plot_credit(hostile, words=Words("ru"))
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert max(map(len, names)) <= 30
    assert as_png(axes, dpi=50)
