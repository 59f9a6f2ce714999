"""People: scores as published, ties kept together, rules that can be explained."""

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from smmlab.audience.people import NEW_DAYS, score_fifths, score_people
from smmlab.errors import DataError
from smmlab.reduce.clock import DAY

NOW = 1_790_000_000


def acts_of(days_ago: dict[str, list[int]]) -> pd.DataFrame:
    rows = [
        {"network": "telegram", "person": person, "post_id": "1", "kind": "comment",
         "at": NOW - day * DAY, "by_page": False}
        for person, days in days_ago.items() for day in days
    ]  # fmt: skip
    return pd.DataFrame(rows).astype({"at": "Int64"})


def crowd(size: int = 40) -> dict[str, list[int]]:
    """Seen on three days, the last from a hundred to two hundred days ago."""
    return {f"crowd{n}": [100 + n, 202 + n, 240 + n] for n in range(size)}


def segment_of(people: pd.DataFrame, person: str) -> str:
    return str(people.set_index("person").loc[person, "segment"])


def test_scores_are_those_published_for_the_orders_of_rfm(shared: Path) -> None:
    """R package rfm: scores in its README, segment size in its tests (checks, E2)."""
    orders = pd.read_csv(shared / "checks/rfm/rfm_data_orders.csv", parse_dates=["order_date"])
    customers = orders.groupby("customer_id").agg(
        last=("order_date", "max"), frequency=("revenue", "size"), money=("revenue", "sum")
    )
    assert (len(orders), len(customers)) == (4906, 995)
    days = (pd.Timestamp("2006-12-31") - customers["last"]).dt.days
    r = 6 - score_fifths(days)
    f, m = score_fifths(customers["frequency"]), score_fifths(customers["money"])
    scores = r * 100 + f * 10 + m
    assert scores.iloc[:5].tolist() == [343, 412, 323, 544, 433]
    assert scores["Abbey O'Reilly"] == 343
    assert scores["Aden Murphy"] == 544
    champions = customers[(r >= 4) & (f >= 4) & (m >= 4)]
    assert [len(champions), champions["frequency"].sum(), champions["money"].sum()] == [
        158, 1234, 120_178
    ]  # fmt: skip


@given(st.lists(st.integers(0, 30), min_size=1, max_size=80))
def test_equal_people_score_equally_and_order_is_kept(values: list[int]) -> None:
    series = pd.Series(values)
    scores = score_fifths(series)
    assert scores.between(1, 5).all()
    assert (scores.groupby(series).nunique() == 1).all()
    ranked = scores.groupby(series).first()
    assert ranked.is_monotonic_increasing
    assert ranked.iloc[0] == 1


def test_a_mass_tie_is_not_split() -> None:
    assert set(score_fifths(pd.Series([1] * 60 + list(range(2, 42))))[:60]) == {1}


def test_each_rule_finds_its_person() -> None:
    people = score_people(
        acts_of(
            crowd()
            | {
                "busy": list(range(0, 300, 3)),
                "new": [3, 5],
                "once": [150],
                "silent": [230, 280, 290],
                "steady": [60, 120, 180],
                "today": [0],
            }
        )
    )
    assert segment_of(people, "busy") == "core"
    assert segment_of(people, "new") == "new"
    assert segment_of(people, "today") == "new"
    assert segment_of(people, "once") == "one_time"
    assert segment_of(people, "silent") == "fading"
    assert segment_of(people, "steady") == "regular"
    assert people.iloc[0]["person"] == "busy"


def test_newcomers_are_unknown_when_files_do_not_reach_back() -> None:
    reaching = acts_of({"old": [3 * NEW_DAYS, 0], "guest": [10, 5]})
    assert segment_of(score_people(reaching), "guest") == "new"
    short = acts_of({"old": [3 * NEW_DAYS - 1, 0], "guest": [10, 5]})
    assert segment_of(score_people(short), "guest") != "new"


def test_what_happened_later_is_not_known_yet() -> None:
    acts = acts_of({"a": [10, 4, 0], "b": [9]})
    then = score_people(acts, as_of=NOW - 4 * DAY).set_index("person")
    assert then.loc["a", ["frequency", "engagement", "recency_days"]].tolist() == [2, 2, 0]
    assert then.loc["b", "recency_days"] == 5


def test_the_page_and_acts_without_person_or_time_are_nobody() -> None:
    acts = acts_of({"a": [1], "page": [1, 2], "hidden": [1], "timeless": [1]})
    acts["by_page"] = acts["person"].eq("page")
    acts["at"] = acts["at"].mask(acts["person"].eq("timeless"))
    acts["person"] = acts["person"].mask(acts["person"].eq("hidden"))
    assert score_people(acts)["person"].tolist() == ["a"]


def test_the_same_in_duckdb_and_nothing_is_changed() -> None:
    acts = acts_of(crowd(12) | {"busy": list(range(50))})
    before = acts.copy(deep=True)
    with duckdb.connect() as connection:
        assert_frame_equal(score_people(connection.from_df(acts)), score_people(acts))
    assert_frame_equal(acts, before)


def test_shuffled_rows_give_the_same_people() -> None:
    acts = acts_of(crowd(12) | {"busy": list(range(50))})
    assert_frame_equal(score_people(acts.sample(frac=1, random_state=1)), score_people(acts))


def test_nobody_is_an_empty_frame() -> None:
    nobody = acts_of({"a": [1]}).head(0)
    assert score_people(nobody).empty
    assert "segment" in score_people(nobody)


@pytest.mark.parametrize("column", ["network", "person", "post_id", "kind", "at", "by_page"])
@pytest.mark.parametrize("as_of", [None, NOW])
def test_an_absent_column_is_named(column: str, as_of: int | None) -> None:
    with pytest.raises(DataError, match=column):
        score_people(acts_of({"a": [1]}).drop(columns=column), as_of=as_of)


def test_scores_are_whole_numbers() -> None:
    assert np.issubdtype(score_people(acts_of(crowd(7)))["r"].dtype, np.integer)
