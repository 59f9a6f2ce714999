"""Touches become ways: in time, ended by an order, within the window, equal ones counted once."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.errors import DataError
from smmlab.money.journeys import MOST_CHANNELS, build_journeys, name_paths, read_paths

DAY = 86_400


def touches(*rows: tuple[object, int, str, bool]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["journey", "at", "channel", "converted"])
    bought = frame["converted"].astype(bool)
    return frame.assign(
        value=np.where(bought, 10.0, np.nan), currency=np.where(bought, "EUR", None)
    ).astype({"currency": "str", "channel": "str"})


def counted(frame: pd.DataFrame, window_days: int | None = 30) -> dict[str, tuple[int, int]]:
    ways = build_journeys(frame, window_days=window_days)
    found: dict[str, tuple[int, int]] = {}
    for path, row in zip(name_paths(ways), ways.table.to_dict("records"), strict=True):
        orders, nulls = found.get(path, (0, 0))
        found[path] = (orders + row["conversions"], nulls + row["nulls"])
    return found


def test_an_order_ends_a_way_and_the_next_touch_begins_another() -> None:
    frame = touches(
        ("m", 30, "direct", True), ("m", 10, "instagram", False), ("m", 20, "search", False),
        ("m", 40, "direct", True), ("m", 50, "telegram", False), ("j", 5, "direct", True),
    )  # fmt: skip
    assert counted(frame) == {
        "instagram > search > direct": (1, 0), "direct": (2, 0), "telegram": (0, 1),
    }  # fmt: skip


def test_equal_times_keep_the_order_of_the_table() -> None:
    assert counted(touches(("m", 7, "b", False), ("m", 7, "a", True))) == {"b > a": (1, 0)}


def test_the_window_reaches_back_from_the_end_and_holds_its_edge() -> None:
    frame = touches(
        ("m", 0, "instagram", False), ("m", DAY, "search", False), ("m", 31 * DAY, "direct", True)
    )
    assert counted(frame) == {"search > direct": (1, 0)}
    assert counted(frame, 31) == {"instagram > search > direct": (1, 0)}
    assert counted(frame, None) == {"instagram > search > direct": (1, 0)}
    assert counted(frame, 1) == {"direct": (1, 0)}


def test_currencies_stand_apart_and_values_are_added_within_one() -> None:
    frame = touches(("a", 1, "x", True), ("b", 1, "x", True), ("c", 1, "x", True))
    frame["currency"], frame["value"] = ["EUR", "USD", "EUR"], [1.5, 7.0, None]
    table = build_journeys(frame).table.set_index("currency")
    assert table["conversions"].to_dict() == {"EUR": 2, "USD": 1}
    assert table["value"].to_dict() == {"EUR": 1.5, "USD": 7.0}


def test_an_order_without_a_value_has_none_rather_than_nothing() -> None:
    frame = touches(("a", 1, "x", True)).assign(value=np.nan)
    assert build_journeys(frame).table["value"].isna().all()


def test_what_cannot_be_used_is_said() -> None:
    good = touches(("a", 1, "x", True))
    with pytest.raises(DataError, match="window"):
        build_journeys(good, window_days=0)
    with pytest.raises(DataError, match="channel"):
        build_journeys(good.assign(channel=pd.Series([None], dtype="str")))
    with pytest.raises(DataError, match=r"journey|touches"):
        build_journeys(good.drop(columns="journey"))
    many = touches(*((n, n, f"page {n}", False) for n in range(MOST_CHANNELS + 1)))
    with pytest.raises(DataError, match=f"{MOST_CHANNELS + 1}"):
        build_journeys(many)
    with pytest.raises(DataError, match="empty"):
        read_paths(pd.DataFrame({"path": [""], "conversions": 1, "nulls": 0, "value": 1.0,
                                 "currency": "EUR"}))  # fmt: skip


def test_nothing_is_no_way() -> None:
    empty = build_journeys(touches().astype({"at": "int64"}))
    assert (len(empty), empty.tells_nulls, empty.channels) == (0, False, ())


def test_ways_that_nobody_took_are_left_out() -> None:
    table = pd.DataFrame(
        {"path": ["a", "b"], "conversions": [0, 2], "nulls": [0, None], "value": [None, 4.0],
         "currency": [None, "EUR"]}
    )  # fmt: skip
    ways = read_paths(table)
    assert name_paths(ways).tolist() == ["b"]
    assert not ways.tells_nulls


@st.composite
def crowds(draw: st.DrawFn) -> pd.DataFrame:
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(0, 3), st.integers(0, 40), st.sampled_from("abc"), st.booleans()
            ),
            min_size=1, max_size=120,
        )
    )  # fmt: skip
    return touches(*rows)


@given(crowds(), st.randoms())
@settings(max_examples=60, deadline=None)
def test_ways_are_those_of_a_plain_loop(frame: pd.DataFrame, chance: object) -> None:
    plain: Counter[tuple[str, bool]] = Counter()
    for _who, rows in frame.sort_values("at", kind="stable").groupby("journey"):
        way: list[str] = []
        for channel, bought in zip(rows["channel"], rows["converted"], strict=True):
            way.append(channel)
            if bought:
                plain[" > ".join(way), True] += 1
                way = []
        if way:
            plain[" > ".join(way), False] += 1
    found: Counter[tuple[str, bool]] = Counter()
    for path, (orders, nulls) in counted(frame, None).items():
        found += Counter({(path, True): orders, (path, False): nulls})
    assert found == +plain


def test_long_ways_are_told_apart_to_the_last_touch() -> None:
    steps = ["abcdefgh"[n % 8] for n in range(200)]
    paths = [" > ".join(steps), " > ".join([*steps[:-1], "b"]), " > ".join(steps[:-1]),
             " > ".join(steps)]  # fmt: skip
    ways = read_paths(
        pd.DataFrame({"path": paths, "conversions": 1, "nulls": 0, "value": 1.0,
                      "currency": "EUR"})
    )  # fmt: skip
    assert sorted(zip(name_paths(ways), ways.table["conversions"], strict=True)) == sorted(
        [(paths[0], 2), (paths[1], 1), (paths[2], 1)]
    )
