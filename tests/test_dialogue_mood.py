"""Complaints are ranked, unrest is change, and one loud voice is one voice."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import betabinom

from smmlab.dialogue.complaints import score_negativity
from smmlab.dialogue.mood import find_unrest, unrest_findings
from smmlab.errors import DataError
from smmlab.plots.dialogue import plot_unrest

START, DAY = 1_767_225_600, 86_400  # a Thursday, 2026-01-01 00:00 UTC


@pytest.mark.parametrize(
    "text",
    [
        "This is terrible", "It doesn't work!", "I am still waiting for my order", "worst cake",
        "See oli kohutav", "keegi ei vasta kirjadele", "Ei soovita kellelegi", "raha tagasi!",
        "Ужасное обслуживание", "верните деньги", "никто не отвечает", "ВСЁ ПЛОХО", "👎", "😡😡",
        "I don’t recommend",
    ],
)  # fmt: skip
def test_complaints_are_seen(text: str) -> None:
    assert score_negativity([text]).iloc[0] > 0


@pytest.mark.parametrize(
    "text",
    [
        "Lovely cake", "not bad at all", "never a bad day here", "Väga hea kohv", "pole halb",
        "ei ole üldse halb", "Очень вкусно", "совсем не плохо", "неплохо", "Добро пожаловать",
        "Спасибо, супер", "", "😍", "the latest menu", "хамон", "valem on õige",
    ],
)  # fmt: skip
def test_praise_and_negated_complaints_are_not(text: str) -> None:
    assert score_negativity([text]).iloc[0] == 0


def test_scores_rank_keep_the_index_and_leave_missing_missing() -> None:
    texts = pd.Series(["terrible, awful, scam", "bad", None], index=[7, 3, 5], dtype="str")
    scores = score_negativity(texts)
    assert scores.index.tolist() == [7, 3, 5]
    assert scores[7] > scores[3] > 0
    assert np.isnan(scores[5])
    assert score_negativity(["bad " * 300_000]).iloc[0] > 0, "long texts are cut, not followed"


def comments(per_day: list[tuple[int, int]], *, who: str = "p{day}_{n}") -> pd.DataFrame:
    """People and complaints among them, day by day."""
    rows = [
        {
            "interaction_id": f"{day}/{n}", "person": who.format(day=day, n=n), "kind": "comment",
            "at": START + day * DAY + n, "text": "kohutav" if n < bad else "tere",
            "by_page": False,
        }
        for day, (people, bad) in enumerate(per_day)
        for n in range(people)
    ]  # fmt: skip
    frame = pd.DataFrame(
        rows, columns=["interaction_id", "person", "kind", "at", "text", "by_page"]
    )
    return frame.astype({"at": "Int64", "text": "str", "person": "str", "interaction_id": "str"})


CALM = [(30, 1)] * 20


def test_a_day_unlike_the_earlier_ones_raises_the_alarm() -> None:
    unrest = find_unrest(comments([*CALM, (30, 15), *CALM]), timezone="UTC")
    assert unrest.span == "day"
    alarms = unrest.periods[unrest.periods["alarm"]]
    assert alarms["starts"].tolist() == ["2026-01-21"]
    row = alarms.iloc[0]
    # Twenty days of one in thirty before, Jeffreys prior: computed by summing the tail.
    tail = betabinom.pmf(range(15, 31), 30, 20.5, 580.5).sum()
    assert row["p_value"] == pytest.approx(tail, rel=1e-6)
    assert row["expected"] == pytest.approx(30 * 20.5 / 601)
    later = unrest.periods.iloc[-1]
    assert later["expected"] == pytest.approx(30 * 39.5 / (39 * 30 + 1)), "the bad day is no norm"
    found = {f.key: f.value for f in unrest_findings(unrest, sources=())}
    assert found == {"dialogue.unrest.alarms": 1, "dialogue.unrest.worst": "2026-01-21"}


def test_one_authors_burst_is_one_voice() -> None:
    calm = comments(CALM)
    burst = comments([(0, 0)] * 20 + [(200, 200)], who="shouter")
    crowd = comments([(0, 0)] * 20 + [(25, 0)])
    together = pd.concat([calm, burst, crowd.assign(interaction_id="x" + crowd["interaction_id"])])
    unrest = find_unrest(together, timezone="UTC")
    last = unrest.periods.iloc[-1]
    assert (last["people"], last["complaining"], bool(last["alarm"])) == (26, 1, False)


def test_calm_days_raise_none_and_few_comments_say_nothing() -> None:
    quiet = find_unrest(comments(CALM), timezone="UTC")
    assert not quiet.periods["alarm"].any()
    assert unrest_findings(quiet, sources=())[0].value == 0
    few = find_unrest(comments([(3, 1)] * 10), timezone="UTC")
    assert few.span == "week"
    assert unrest_findings(few, sources=())[0].status == "unknown"
    none = find_unrest(comments([]), timezone="UTC")
    assert none.periods.empty
    assert unrest_findings(none, sources=())[0].status == "unknown"


def test_thin_days_are_gathered_into_weeks_from_monday() -> None:
    unrest = find_unrest(comments([(6, 0)] * 60), timezone="UTC")
    assert unrest.span == "week"
    assert unrest.periods["starts"].tolist()[:2] == ["2025-12-29", "2026-01-05"]


def test_days_begin_in_the_asked_zone_and_order_is_irrelevant() -> None:
    frame = comments(CALM)
    west = find_unrest(frame, timezone="America/New_York").periods
    assert west["starts"].iloc[0] == "2025-12-31"
    mixed = find_unrest(frame.sample(frac=1, random_state=1), timezone="America/New_York").periods
    pd.testing.assert_frame_equal(west, mixed)


def test_the_page_and_the_unknown_are_no_crowd() -> None:
    frame = comments([(30, 3)])
    assert find_unrest(frame.assign(by_page=True), timezone="UTC").comments == 0
    unknown = find_unrest(frame.assign(person=pd.NA).astype({"person": "str"}), timezone="UTC")
    assert unknown.periods["people"].tolist() == [30]


def test_missing_columns_are_named_and_charts_speak() -> None:
    with pytest.raises(DataError, match="person"):
        find_unrest(comments(CALM).drop(columns="person"), timezone="UTC")
    loud = plot_unrest(find_unrest(comments([*CALM, (30, 15)]), timezone="UTC"))
    assert "January 21, 2026" in loud.get_title(loc="left")
    assert "Too few" in plot_unrest(find_unrest(comments([]), timezone="UTC")).texts[0].get_text()
