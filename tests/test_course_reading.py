"""Answers as students write them: kind to the hand, strict about what they mean, never failing."""

import json
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmlab.course.answering.reading import read_answer
from smmlab.course.task import Kind
from smmlab.errors import DataError
from smmlab.texts import Words

KINDS: tuple[Kind, ...] = get_args(Kind)
DAY = date(2026, 3, 17)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (12, 12.0), (12.5, 12.5), (np.float32(0.5), 0.5), (np.int64(7), 7.0), ("12,5", 12.5),
        (" 1 500,5 ", 1500.5), ("1\u00a0500", 1500.0), ("−3", -3.0), ("1,234.5", 1234.5),
        ("1.234,5", 1234.5), ("1'234'567", 1234567.0), (Decimal("0.25"), 0.25),
        (Fraction(1, 4), 0.25), (pd.Series([3.5]), 3.5), (pd.DataFrame({"n": [3]}), 3.0),
        (np.array([[2.5]]), 2.5), ("12 %", 0.12), (".5", 0.5), (-0.0, 0.0),
    ],
)  # fmt: skip
def test_a_number_is_read_in_every_way_it_is_written(raw: object, number: float) -> None:
    assert read_answer("number", raw) == number


@pytest.mark.parametrize(
    ("raw", "share"),
    [
        ("12,5 %", 0.125), ("0.125", 0.125), ("12.5%", 0.125), (12.5, 0.125), (0.125, 0.125),
        (1, 1.0), (0, 0.0), (100, 1.0), ("1 %", 0.01), ("0.4%", 0.004), ("12.345", 0.12345),
        (pd.Series([0.2]), 0.2),
    ],
)  # fmt: skip
def test_a_share_is_read_as_a_part_of_one(raw: object, share: float) -> None:
    assert read_answer("share", raw) == pytest.approx(share, abs=1e-12)


@pytest.mark.parametrize("raw", [-0.1, 101, "120 %", "-5%"])
def test_a_share_lies_between_nothing_and_all(raw: object) -> None:
    with pytest.raises(DataError, match="between 0 and 100%"):
        read_answer("share", raw)


@pytest.mark.parametrize(
    "raw",
    [True, np.bool_(False), None, "", "twelve", "12 posts", float("nan"), float("inf"), 10**400,
     Decimal("NaN"), Decimal("sNaN"), pd.NA, pd.NaT, 1j, len, [12], {"n": 12},
     pd.DataFrame({"n": [1, 2]}), pd.Series([], dtype=float), DAY, object()],
)  # fmt: skip
def test_what_is_no_number_is_told_in_one_sentence(raw: object) -> None:
    with pytest.raises(DataError, match=r"^The answer should be one number.* found .+\. Write"):
        read_answer("number", raw)


def test_a_mark_that_may_part_thousands_or_decimals_is_asked_about() -> None:
    for raw in ("1,500", "12.500"):
        with pytest.raises(DataError, match="may part thousands or decimals"):
            read_answer("number", raw)
    assert read_answer("count", "1,500") == 1500
    assert read_answer("number", "0,125") == 0.125


def test_a_count_is_whole_and_not_below_nothing() -> None:
    counts = [read_answer("count", raw) for raw in (12, 12.0, "12", np.uint8(12), "1 200")]
    assert counts == [12, 12, 12, 12, 1200]
    assert all(type(count) is int for count in counts)
    for raw in (12.5, -1, "12.5", "50 %", True):
        with pytest.raises(DataError, match="whole number"):
            read_answer("count", raw)


@pytest.mark.parametrize(
    "raw",
    [DAY, datetime(2026, 3, 17, 23, 59), pd.Timestamp("2026-03-17", tz="Europe/Tallinn"),
     np.datetime64("2026-03-17T10:00:00.000000000"), "2026-03-17", " 17.03.2026 ", "17.3.2026",
     "17. 03. 2026", pd.Series([pd.Timestamp("2026-03-17")]), "2026-03-17T08:00"],
)  # fmt: skip
def test_a_day_is_read_in_every_way_it_is_written(raw: object) -> None:
    found = read_answer("date", raw)
    assert (found, type(found)) == (DAY, date)


@pytest.mark.parametrize(
    "raw",
    ["17/03/2026", "March", "32.01.2026", 20260317, pd.NaT, None, "", time(9), ["2026-03-17"]],
)
def test_what_is_no_day_is_told(raw: object) -> None:
    with pytest.raises(DataError, match="The answer should be one day, such as 2026-03-17"):
        read_answer("date", raw)


def test_names_are_read_from_any_collection() -> None:
    two = ("a", "b")
    for raw in (["b", "a", "a"], {"a", "b"}, ("a", " b "), np.array(two), pd.Series(two),
                pd.Index(two), {"a": 1, "b": 2}.keys()):  # fmt: skip
        assert read_answer("choices", raw) == two
    assert read_answer("choices", "a") == ("a",)
    assert read_answer("rank", pd.Series(["b", "a"])) == ("b", "a")
    assert read_answer("choice", 18) == "18"
    for kind, raw in (("choices", []), ("choices", {"a": True}), ("choices", [["a"]]),
                      ("rank", {"a", "b"}), ("rank", []), ("choice", ["a", "b"]),
                      ("choice", 2.5), ("choice", True), ("choices", ["a"] * 101)):  # fmt: skip
        with pytest.raises(DataError):
            read_answer(kind, raw)  # type: ignore[arg-type]
    with pytest.raises(DataError, match="a stands in the order twice"):
        read_answer("rank", ["a", "b", "a"])


def test_grounds_stand_beside_their_choice() -> None:
    told = {"choice": "telegram", "because": ["orders", "people", "orders"]}
    wanted = {"choice": "telegram", "because": ("orders", "people")}
    assert read_answer("justified", told) == wanted
    assert read_answer("justified", {"choice": "telegram", "because": []})["because"] == ()
    for raw in ("telegram", {"choice": "telegram"}, {**told, "more": 1}, ["telegram", ["orders"]]):
        with pytest.raises(DataError, match="a choice and its grounds"):
            read_answer("justified", raw)


def test_levels_of_skills_go_from_0_to_4() -> None:
    assert read_answer("scales", {"a": "3", "b": np.int8(0)}) == {"a": 3, "b": 0}
    assert read_answer("scales", pd.Series({"a": 3.0})) == {"a": 3}
    for raw in ({}, {"a": 5}, {"a": -1}, {"a": True}, {"a": None}, [1, 2], "4"):
        with pytest.raises(DataError, match="from 0 to 4"):
            read_answer("scales", raw)


def test_a_text_is_whole_and_not_endless() -> None:
    assert read_answer("text", " Tere!\r\nKuidas läheb? ") == "Tere!\nKuidas läheb?"
    half = read_answer("text", "kohv \ud83d kook")
    assert half.encode("utf-8")
    for raw in ("", " \n ", 12, ["Tere"], None):
        with pytest.raises(DataError, match="a text in quotation marks"):
            read_answer("text", raw)
    with pytest.raises(DataError, match="at most 8000 letters; found 8001"):
        read_answer("text", "a" * 8001)


def test_a_week_is_read_from_rows_in_any_language() -> None:
    rows = [
        {"weekday": Words("et").weekday(0), "time": "9", "network": "telegram"},
        {"weekday": "вторник", "time": time(18, 30), "type": "laugh", "words": " Naer "},
        {"weekday": "SUNDAY", "time": "7.05", "form": None},
    ]
    week = read_answer("calendar", rows)
    assert [row["weekday"] for row in week] == ["monday", "tuesday", "sunday"]
    assert [row["time"] for row in week] == ["09:00", "18:30", "07:05"]
    assert week[1] == {"weekday": "tuesday", "time": "18:30", "network": "", "form": "",
                       "type": "laugh", "words": "Naer"}  # fmt: skip
    assert read_answer("calendar", pd.DataFrame(rows)) == week
    for row, told in (({"weekday": "someday"}, "name such as monday"),
                      ({"time": "25:00"}, "written as 18:00"), ({"time": "9:75"}, "18:00"),
                      ({"day": "monday"}, "no field day")):  # fmt: skip
        with pytest.raises(DataError, match=told):
            read_answer("calendar", [row])
    with pytest.raises(DataError, match="at most 60 rows; found 61"):
        read_answer("calendar", [{"time": "9"}] * 61)
    with pytest.raises(DataError, match="at most 60 rows; found 5000"):
        read_answer("calendar", pd.DataFrame({"time": ["9"] * 5000}))


def test_a_goal_may_be_half_told() -> None:
    goal = read_answer("goal", {"metric": "orders", "baseline": "12 %", "by": "1.9.2026"})
    assert goal == {"metric": "orders", "baseline": 0.12, "target": None, "by": date(2026, 9, 1),
                    "owner": "", "because": ()}  # fmt: skip
    assert read_answer("goal", {"metric": "x", "because": "seen"})["because"] == ("seen",)
    for raw in ({}, {"metric": ""}, {"measure": "orders"}, "orders", {"metric": "x", "by": "soon"},
                {"metric": "x", "target": True}, {"metric": "x", "because": 3}):  # fmt: skip
        with pytest.raises(DataError):
            read_answer("goal", raw)


ANSWERS: dict[Kind, Any] = {
    "number": "12,5", "share": "12,5 %", "count": 3, "date": "17.03.2026", "choice": "a",
    "choices": {"b", "a"}, "rank": ["b", "a"], "justified": {"choice": "a", "because": {"x", "y"}},
    "scales": {"a": "4"}, "text": " Tere ", "calendar": [{"weekday": "monday", "time": 9}],
    "goal": {"metric": "orders", "target": 40, "by": DAY, "because": ["seen"]},
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_read_is_read_again_as_it_was_also_from_a_file(kind: Kind) -> None:
    once = read_answer(kind, ANSWERS[kind])
    assert read_answer(kind, once) == once
    written = json.loads(json.dumps(once, default=lambda day: day.isoformat()))
    assert read_answer(kind, written) == once


class Hostile:
    """Fails whenever it is looked at."""

    def __getattribute__(self, name: str) -> Any:
        raise RuntimeError(name)

    def __str__(self) -> str:
        raise ValueError("no")

    __repr__ = __bool__ = __float__ = __len__ = __iter__ = __str__  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("no")

    def __hash__(self) -> int:
        raise RuntimeError("no")


HANDS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary()
    | st.decimals() | st.complex_numbers() | st.dates() | st.datetimes() | st.times()
    | st.sampled_from([len, pd.DataFrame({"a": [1, 2]}), pd.NA,
                       np.array([]), np.datetime64("NaT"), range(3), 10**400, "9" * 5000,
                       pd.Series([None, 1]), np.array([None])]),
    lambda inner: st.lists(inner, max_size=4) | st.tuples(inner, inner)
    | st.dictionaries(
        st.sampled_from(["choice", "because", "metric", "target", "by", "weekday", "time", "words"])
        | st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(kind=st.sampled_from(KINDS), raw=HANDS)
def test_whatever_is_handed_in_is_read_or_told_of(kind: Kind, raw: object) -> None:
    try:
        once = read_answer(kind, raw)
    except DataError as problem:
        told = Words("ru").say(problem.template, **problem.values)
        assert 0 < len(told) < 500
        assert told.endswith(".")
    else:
        assert read_answer(kind, once) == once


@pytest.mark.parametrize("kind", KINDS)
def test_what_fails_when_it_is_looked_at_is_told_of(kind: Kind) -> None:
    circle: list[Any] = []
    circle.append(circle)
    row = {"metric": Hostile(), "weekday": Hostile()}
    grounded = {"choice": Hostile(), "because": []}
    for raw in (circle, 10**5000, Hostile(), Hostile, [Hostile()], grounded,
                [row], row, {"a": Hostile()}):  # fmt: skip
        with pytest.raises(DataError):
            read_answer(kind, raw)
