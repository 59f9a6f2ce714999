"""Retention: what is not over is not known, and what was not seen is zero."""

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.audience.retention import Retention, cohort_retention, retention_findings
from smmlab.findings import Source
from smmlab.intervals import wilson_interval
from smmlab.plots.retention import plot_cohorts, plot_retention

ROWS = (Source("group.json", 1, 900, 900),)
PERIOD = 28 * 86_400
START = -3 * 86_400 + 400 * PERIOD  # a Monday on which a period begins


def acts_of(people: range, *periods: int, kind: str = "comment") -> pd.DataFrame:
    rows = [(f"p{n}", START + period * PERIOD + n) for period in periods for n in people]
    frame = pd.DataFrame(rows, columns=["person", "at"])
    return frame.assign(network="telegram", kind=kind, by_page=False)


def find(*parts: pd.DataFrame, weeks: int = 4) -> Retention:
    return cohort_retention(pd.concat(parts, ignore_index=True), timezone="UTC", weeks=weeks)


EARLY = acts_of(range(900, 930), 0)
LATE = acts_of(range(990, 993), 5)


def test_each_cohort_is_followed_as_long_as_the_files_reach() -> None:
    second, third = range(40), range(100, 160)
    found = find(
        EARLY, LATE, acts_of(second, 1), acts_of(range(20), 2), acts_of(range(12), 4),
        acts_of(third, 2), acts_of(range(100, 124), 3),
    )  # fmt: skip
    rows = found.cohorts.set_index(["start", "after"])
    begin = [pd.Timestamp(START + n * PERIOD, unit="s").strftime("%Y-%m-%d") for n in range(4)]
    assert rows.loc[(begin[1], 1), "active"] == 20
    assert rows.loc[(begin[1], 1), "share"] == pytest.approx(0.5)
    # Nobody wrote in the third period after it: zero, for that period is over.
    assert rows.loc[(begin[1], 2), "active"] == 0
    assert rows.loc[(begin[1], 3), "active"] == 12
    # The fifth period has the newest act and is not over: no row.
    assert (begin[1], 4) not in rows.index
    assert rows.loc[(begin[2], 1), "active"] == 24
    assert rows.loc[begin[0], "is_first"].all()
    assert not rows.loc[begin[1], "is_first"].any()


def test_the_curve_adds_up_the_cohorts_but_the_first() -> None:
    found = find(EARLY, LATE, acts_of(range(40), 1, 2), acts_of(range(100, 160), 2),
                 acts_of(range(100, 124), 3), acts_of(range(12), 3))  # fmt: skip
    curve = found.curve.set_index("after")
    assert curve.loc[1, ["cohorts", "people", "active"]].tolist() == [2, 100, 64]
    assert curve.loc[2, ["cohorts", "people", "active"]].tolist() == [2, 100, 12]
    assert curve.loc[3, ["cohorts", "people", "active"]].tolist() == [1, 40, 0]
    low, high = wilson_interval(64, 100)
    assert (curve.loc[1, "share_low"], curve.loc[1, "share_high"]) == (low, high)
    first = retention_findings(found, sources=ROWS)[0]
    assert first.key == "audience.retention.telegram.weeks_4"
    assert (first.value, first.numerator, first.denominator, first.n) == (0.64, 64, 100, 100)
    assert (first.low, first.high) == (low, high)
    assert "64% of newcomers" in plot_retention(found).get_title(loc="left")


def test_only_the_chosen_kinds_make_a_cohort() -> None:
    readers = acts_of(range(40), 1, 2, kind="view")
    assert find(EARLY, LATE, readers).curve.empty
    everything = pd.concat([EARLY, LATE, readers])
    found = cohort_retention(everything, timezone="UTC", kinds=("comment", "view"))
    assert found.curve["active"].tolist()[0] == 40


def test_a_relation_gives_the_same_and_the_acts_stay() -> None:
    acts = pd.concat([EARLY, LATE, acts_of(range(40), 1, 3)], ignore_index=True)
    before = acts.copy(deep=True)
    with duckdb.connect() as connection:
        other = cohort_retention(connection.from_df(acts), timezone="UTC")
    mine = cohort_retention(acts, timezone="UTC")
    pd.testing.assert_frame_equal(mine.cohorts, other.cohorts)
    pd.testing.assert_frame_equal(mine.curve, other.curve)
    pd.testing.assert_frame_equal(acts, before)


def test_too_little_time_gives_no_number() -> None:
    found = find(acts_of(range(40), 0, 1))
    assert found.curve.empty
    assert [one.status for one in retention_findings(found, sources=ROWS)] == ["unknown"]
    for draw in (plot_retention, plot_cohorts):
        assert "Telegram" in draw(found).texts[0].get_text()


def test_few_who_came_back_or_did_not_are_hidden() -> None:
    few = find(EARLY, LATE, acts_of(range(40), 1), acts_of(range(4), 2), acts_of(range(35), 3))
    cohort = few.cohorts[~few.cohorts["is_first"]].set_index("after")
    assert cohort.loc[[1, 2], "suppressed"].all()
    assert cohort.loc[[1, 2], ["active", "share", "share_low"]].isna().all(axis=None)
    assert few.curve.set_index("after").loc[[1, 2], "share"].isna().all()
    hatched = [patch for patch in plot_cohorts(few).patches if patch.get_hatch()]
    assert len(hatched) == cohort["suppressed"].sum()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 30), st.lists(st.floats(0, 1), min_size=5, max_size=5)),
                min_size=1, max_size=5))  # fmt: skip
def test_nothing_shown_tells_of_fewer_than_ten(
    cohorts: list[tuple[int, list[float]]],
) -> None:
    parts = [EARLY, acts_of(range(990, 993), 6)]
    for place, (size, shares) in enumerate(cohorts, start=1):
        first = 100 * place
        parts.append(acts_of(range(first, first + size), place))
        parts += [
            acts_of(range(first, first + int(share * size)), place + after)
            for after, share in enumerate(shares, start=1)
            if place + after < 6
        ]
    found = find(*parts)
    for table in (found.cohorts, found.curve):
        assert table["people"].ge(10).all()
        assert not table["active"].between(1, 9).any()
        assert not (table["people"] - table["active"]).between(1, 9).any()
    # What all together show less what the shown cohorts do leaves no few people either.
    mine = found.cohorts[~found.cohorts["is_first"]]
    for after, rows in mine.groupby("after"):
        whole = found.curve.loc[found.curve["after"] == after, "active"].iloc[0]
        hidden = rows["suppressed"].sum()
        if pd.notna(whole) and hidden:
            rest = int(whole) - int(rows["active"].sum())
            assert rest - (hidden - 1) >= 10
            gone = rows["people"].sum() - int(whole) - (rows["people"] - rows["active"]).sum()
            assert gone - (hidden - 1) >= 10
    assert np.isfinite(found.curve.loc[~found.curve["suppressed"], "share"]).all()
