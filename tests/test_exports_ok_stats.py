"""Odnoklassniki statistics by day: series of milliseconds and numbers."""

import json
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from meta_files import codes, only_smmlab_errors
from smmlab.errors import ExportError
from smmlab.exports.catalogue import READERS
from smmlab.exports.ok.stats import READER
from vk_files import NOW, facts, lines_of, raw_json, read_json, reasons, spoilt

MIDNIGHT = 1_772_312_400_000  # 2026-03-01 00:00 in Moscow, milliseconds
DAY = 86_400_000


def points(*values: Any, start: int = MIDNIGHT) -> list[dict[str, Any]]:
    return [{"time": start + at * DAY, "value": value} for at, value in enumerate(values)]


def test_every_series_becomes_its_metric_on_days_of_moscow() -> None:
    series = {"reach": "reach", "renderings": "impressions", "likes": "reactions",
              "comments": "comments", "reshares": "shares", "link_clicks": "link_clicks",
              "page_visits": "visits", "new_members": "follows", "left_members": "unfollows",
              "members_count": "followers", "hides_from_feed": "hides",
              "complaints": "complaints"}  # fmt: skip
    value = {name: points(10 + at) for at, name in enumerate(series)}
    daily = read_json(READER, value).tables["daily"]
    assert dict(zip(daily["metric"], daily["value"], strict=True)) == {
        metric: 10.0 + at for at, metric in enumerate(series.values())
    }
    assert daily["day"].unique().tolist() == ["2026-03-01"]
    assert daily["clock"].unique().tolist() == ["Europe/Moscow"]


def test_zero_is_a_number_and_nothing_is_missing() -> None:
    value = {"reach": [*points(0, None), {"time": MIDNIGHT + 2 * DAY}], "votes": points(None)}
    reading = read_json(READER, value)
    assert reading.tables["daily"]["value"].tolist() == [0.0]
    assert lines_of(reading.notes) == [2, 4]
    assert "no number of reach" in str(reading.notes[0])
    assert lines_of(reading.rejected) == [3]
    assert "has no field value" in reasons(reading)[0]


def test_an_answer_without_a_day_is_refused_as_empty() -> None:
    empty = raw_json({"reach": [], "renderings": []})
    assert [reader.name for reader in READERS if reader.matches(empty)] == ["ok_stats"]
    with pytest.raises(ExportError, match="is empty: it holds no day"):
        READER.read(empty)
    assert not READER.matches(raw_json({"likes": [], "comments": []}))


def test_series_without_a_place_are_notes_and_told() -> None:
    reading = read_json(READER, {"reach": points(5), "members_diff": points(-2, 3)})
    assert lines_of(reading.notes) == [2, 3]
    assert codes(reading) == {"unknown-columns"}
    assert "members_diff" in str(reading.warnings[0])


@pytest.mark.parametrize(
    ("point", "said"),
    [
        ({"time": MIDNIGHT // 1000, "value": 1}, "cannot be read: expected milliseconds."),
        ({"time": None, "value": 1}, "cannot be read: expected milliseconds."),
        ({"time": (NOW + 3 * 86_400) * 1000, "value": 1}, "expected milliseconds."),
        ({"time": MIDNIGHT, "value": -1}, "-1 is no count, in the column value."),
        ({"time": MIDNIGHT, "value": "x"}, "x is no count, in the column value."),
        (7, "expected an object"),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(point: Any, said: str) -> None:
    reading = read_json(READER, {"reach": [*points(5), point]})
    assert lines_of(reading.rejected) == [2]
    assert said in reasons(reading)[0]


def test_overlapping_answers_and_any_order_give_the_same_table() -> None:
    one = read_json(READER, {"reach": points(5, 6, 9), "likes": points(1, 2)})
    other = read_json(
        READER, [{"likes": points(1, 2)[::-1]}, {"reach": points(5, 6)}, {"reach": points(5, 6, 9)}]
    )
    assert len(other.merged) == 2
    pd.testing.assert_frame_equal(facts(one, "daily"), facts(other, "daily"))


def test_answers_one_a_line_and_a_line_cut_short() -> None:
    lines = [json.dumps({"reach": points(5)}), json.dumps({"likes": points(2)}), '{"reach"']
    reading = read_json(READER, "\n".join(lines))
    assert sorted(reading.tables["daily"]["metric"]) == ["reach", "reactions"]
    assert lines_of(reading.rejected) == [3]


def test_an_error_among_answers_is_rejected_and_nothing_but_errors_refused() -> None:
    error = {"error_code": 10, "error_msg": "PERMISSION_DENIED : No access"}
    reading = read_json(READER, [{"reach": points(5)}, error])
    assert lines_of(reading.rejected) == [2]
    assert reasons(reading)[0].endswith("PERMISSION_DENIED : No access (code 10).")
    with pytest.raises(ExportError, match=r"No access \(code 10\)\. Please check"):
        READER.read(raw_json(error))


@pytest.mark.parametrize(
    "value",
    [
        {"comments": [{"text": "x"}], "time": 5, "value": 6},
        {"reach": [], "time": 1, "value": 2},
        [{"time": 1, "value": 2}],
    ],
)
def test_other_json_is_left_to_others(value: Any) -> None:
    assert not [reader.name for reader in READERS if reader.matches(raw_json(value))]


@given(spoilt([{"reach": points(5, 6), "members_diff": points(1), "likes": points(2)},
               {"error_code": 10, "error_msg": "x"}]))  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_spoilt_answers_give_only_sentences_and_a_sound_account(value: Any) -> None:
    export = raw_json(value)
    READER.matches(export)
    only_smmlab_errors(READER, export)
