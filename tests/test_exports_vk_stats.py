"""VK statistics: days, weeks and months; who the people were; old answers."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from meta_files import codes, only_smmlab_errors
from smmlab.exports.source import open_export
from smmlab.exports.vk.stats import READER
from vk_files import NOW, facts, lines_of, raw_json, read_json, reasons, spoilt

DAY = 86_400
MIDNIGHT = 1_772_312_400  # 2026-03-01 00:00 in Moscow


def day(number: int = 0, days: int = 1, **extra: Any) -> dict[str, Any]:
    start = MIDNIGHT + number * DAY
    return {"period_from": start, "period_to": start + days * DAY - 1,
            "visitors": {"views": 40, "visitors": 25},
            "reach": {"reach": 100, "reach_subscribers": 70}, **extra}  # fmt: skip


def value_of(frame: pd.DataFrame, metric: str) -> float:
    return frame.set_index("metric").loc[metric, "value"]


def test_a_day_with_all_its_numbers() -> None:
    acts = {"likes": 5, "copies": 2, "comments": 3, "hidden": 1, "subscribed": 7, "unsubscribed": 4}
    daily = read_json(READER, {"response": [day(activity=acts)]}).tables["daily"]
    found = dict(zip(daily["metric"], daily["value"], strict=True))
    assert found == {"visitors": 25, "page_views": 40, "reach": 100, "reactions": 5, "shares": 2,
                     "comments": 3, "hides": 1, "follows": 7, "unfollows": 4}  # fmt: skip
    assert daily["day"].unique().tolist() == ["2026-03-01"]
    assert daily["clock"].unique().tolist() == ["Europe/Moscow"]


def test_what_vk_leaves_out_is_missing_and_not_zero() -> None:
    daily = read_json(READER, {"response": [day()]}).tables["daily"]
    assert set(daily["metric"]) == {"visitors", "page_views", "reach"}


@pytest.mark.parametrize("shift", [0, 3 * 3_600, -9 * 3_600])
def test_the_day_is_the_same_whatever_midnight_was_meant(shift: int) -> None:
    period = day()
    period = {**period, "period_from": MIDNIGHT + shift, "period_to": MIDNIGHT + shift + DAY - 1}
    assert read_json(READER, [period]).tables["daily"]["day"].unique().tolist() == ["2026-03-01"]


@pytest.mark.parametrize(
    ("days", "last"), [(7, "2026-03-07"), (31, "2026-03-31"), (365, "2027-02-28")]
)
def test_weeks_months_and_years_tell_of_the_audience_only(days: int, last: str) -> None:
    reach = {"reach": 10, "sex": [{"value": "f", "count": 6}, {"value": "m", "count": 2}]}
    reading = read_json(READER, {"response": [day(days=days, reach=reach)]})
    audience = reading.tables["audience"]
    assert reading.tables["daily"].empty
    assert audience[["from_day", "to_day"]].drop_duplicates().values.tolist() == [
        ["2026-03-01", last]
    ]
    assert audience["share"].tolist() == [0.75, 0.25]
    assert codes(reading) == {"vk-long-periods"}


def test_a_long_period_without_people_is_a_note() -> None:
    reading = read_json(READER, {"response": [day(days=31)]})
    assert lines_of(reading.notes) == [1]


def test_ages_sexes_and_places_of_those_reached() -> None:
    reach = {
        "reach": 100,
        "age": [{"value": "12-18", "count": 10}, {"value": "45-100", "count": 30}],
        "sex_age": [{"value": "f;12-18", "count": 10}, {"value": "m;45-100", "count": 30}],
        "cities": [{"name": "Narva", "count": 20}, {"name": "Tartu", "count": 5}],
        "countries": [{"code": "EE", "name": "Эстония", "count": 50}],
    }
    visitors = {"visitors": 9, "sex": [{"value": "f", "count": 9}]}
    reading = read_json(READER, {"response": [day(reach=reach, visitors=visitors)]})
    table = reading.tables["audience"]
    rows = table[["dimension", "value", "count", "share"]].values.tolist()
    assert sorted(map(tuple, rows)) == [
        ("age", "12-18", 10, 0.25),
        ("age", "45-100", 30, 0.75),
        ("age_sex", "12-18|female", 10, 0.25),
        ("age_sex", "45-100|male", 30, 0.75),
        ("city", "Narva", 20, 0.2),
        ("city", "Tartu", 5, 0.05),
        ("country", "EE", 50, 0.5),
    ]
    assert codes(reading) == set()


def test_visitors_stand_in_where_nobody_reached_is_described() -> None:
    visitors = {"visitors": 9, "sex": [{"value": "f", "count": 9}]}
    reading = read_json(READER, {"response": [day(visitors=visitors)]})
    assert reading.tables["audience"]["value"].tolist() == ["female"]
    assert codes(reading) == {"vk-visitors-only"}


def test_towns_of_one_name_are_added_and_unnamed_groups_left_out() -> None:
    cities = [{"name": "Нарва", "count": 3}, {"name": "Нарва", "count": 4}, {"count": 9}]
    reading = read_json(READER, {"response": [day(reach={"reach": 70, "cities": cities})]})
    table = reading.tables["audience"]
    assert (table["value"].tolist(), table["count"].tolist()) == (["Нарва"], [7])
    assert table["share"].tolist() == [0.1]


def test_a_total_below_its_parts_proves_nothing() -> None:
    reach = {"reach": 2, "cities": [{"name": "Narva", "count": 3}]}
    table = read_json(READER, {"response": [day(reach=reach)]}).tables["audience"]
    assert table["share"].isna().all()


def test_old_answers_say_the_day_and_count_otherwise() -> None:
    old = {"day": "2016-03-01", "views": 12, "visitors": 8, "reach": 30, "reach_subscribers": 9,
           "sex": [{"value": "f", "visitors": 5}, {"value": "m", "visitors": 3}]}  # fmt: skip
    reading = read_json(READER, {"response": [old]})
    daily = reading.tables["daily"]
    assert daily["day"].unique().tolist() == ["2016-03-01"]
    assert [value_of(daily, m) for m in ("page_views", "visitors", "reach")] == [12, 8, 30]
    assert reading.tables["audience"]["count"].tolist() == [5, 3]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"period_from": None}, "does not say which days it covers"),
        ({"period_from": NOW + 3 * DAY, "period_to": NOW + 4 * DAY}, "does not say which days"),
        ({"period_from": 10**17}, "does not say which days"),
        ({"period_to": 0}, "does not say which days"),
        ({"visitors": {"visitors": -1}}, "-1 is no count, in the column visitors."),
        ({"reach": {"reach": "много"}}, "много is no count, in the column reach."),
        ({"activity": {"likes": 1.5}}, "1.5 is no count, in the column likes."),
        ({"reach": {"age": [{"value": "12-18", "count": "x"}]}}, "x is no count"),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(change: dict[str, Any], said: str) -> None:
    reading = read_json(READER, {"response": [day(0), {**day(1), **change}]})
    assert lines_of(reading.rejected) == [2]
    assert said in reasons(reading)[0]
    assert set(reading.tables["daily"]["source_row"]) == {1}


def test_overlapping_answers_and_any_order_give_the_same_tables() -> None:
    groups = {"reach": 90, "sex": [{"value": "f", "count": 5}]}
    days = [day(0), day(1, reach=groups), day(2)]
    one = read_json(READER, {"response": days})
    later = day(1, reach={**groups, "reach": 95})
    other = read_json(READER, [{"response": days[::-1]}, {"response": [days[1], days[0]]}])
    again = read_json(READER, [{"response": [later]}, {"response": days}])
    turned = read_json(READER, [{"response": days}, {"response": [later]}])
    assert len(other.merged) == 2
    for table in ("daily", "audience"):
        pd.testing.assert_frame_equal(facts(one, table), facts(other, table))
        pd.testing.assert_frame_equal(facts(again, table), facts(turned, table))
    reach = again.tables["daily"].query("metric == 'reach' and day == '2026-03-02'")
    assert reach["value"].tolist() == [95]


@given(spoilt({"response": [
    day(0, activity={"likes": 5}, reach={"reach": 9, "age": [{"value": "12-18", "count": 3}],
                                         "cities": [{"name": "Narva", "count": 3}]}),
    day(1, days=7), {"day": "2016-03-01", "views": 1, "visitors": 2},
]}))  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_spoilt_answers_give_only_sentences_and_a_sound_account(value: Any) -> None:
    export = raw_json(value)
    READER.matches(export)
    only_smmlab_errors(READER, export)


def test_the_real_answer(shared: Path) -> None:
    reading = READER.read(open_export(shared / "samples/vk/stats_get_response_2024-01.json"))
    daily = reading.tables["daily"]
    assert sorted(daily["day"].unique()) == ["2024-01-06", "2024-01-07"]
    assert daily.query("metric == 'page_views'")["value"].tolist() == [8, 3]
    assert (reading.rows_read, reading.rejected, reading.notes) == (2, (), ())
