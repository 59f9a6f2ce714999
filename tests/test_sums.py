"""Portions of one thing add up over all files; what cannot be added is missing."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from part_files import write_part
from smmlab.merge import as_frame, connect, files, in_order, merge_query
from smmlab.schema import TABLES, conform

AD = {"campaign": "Sügis", "from_day": "2026-09-01", "to_day": "2026-09-07", "split": "Age",
      "sound": 2, "exported_at": 10, "source_file": "f"}  # fmt: skip
CLICKS = {"result_kind": "actions:link_click"}


def young(**said: Any) -> dict[str, Any]:
    return {**AD, "portion": "18-24", "row": "a", "source_row": 2, **said}


def old(**said: Any) -> dict[str, Any]:
    return {**AD, "portion": "65+", "row": "b", "source_row": 3, **said}


def merged(folder: Path, *parts: list[dict[str, Any]], table: str = "ads") -> pd.DataFrame:
    paths = [
        write_part(folder / f"{number}.parquet", rows, table) for number, rows in enumerate(parts)
    ]
    query = in_order(merge_query(TABLES[table], files(paths)), TABLES[table])
    with connect() as connection:
        return conform(as_frame(connection.sql(query)), table)


def one(folder: Path, *parts: list[dict[str, Any]]) -> dict[str, Any]:
    frame = merged(folder, *parts)
    assert len(frame) == 1
    return frame.astype("object").where(frame.notna(), None).iloc[0].to_dict()


def test_portions_of_two_files_add_up_and_people_do_not(tmp_path: Path) -> None:
    first = young(spend=0.1, currency="EUR", impressions=5, reach=4, clicks=1, results=2, **CLICKS)
    other = old(spend=0.2, currency="EUR", impressions=7, reach=3, results=1, **CLICKS)
    ad = one(tmp_path, [other], [first])
    assert (ad["spend"], ad["currency"], ad["impressions"], ad["clicks"]) == (0.3, "EUR", 12, 1)
    assert (ad["results"], ad["result_kind"], ad["reach"]) == (3, "actions:link_click", None)
    assert (ad["source_file"], ad["source_row"]) == ("f", 2)


def test_a_portion_alone_keeps_its_people(tmp_path: Path) -> None:
    ad = one(tmp_path, [young(reach=4, results=2, result_kind="reach")], [young(reach=4)])
    assert (ad["reach"], ad["results"], ad["result_kind"]) == (4, 2, "reach")


def test_the_same_portion_twice_counts_once_and_the_newer_export_holds(tmp_path: Path) -> None:
    newer = young(spend=5, impressions=None, exported_at=20, row="c")
    ad = one(tmp_path, [young(spend=3, impressions=9)], [newer], [young(spend=3, impressions=9)])
    assert (ad["spend"], ad["impressions"], ad["exported_at"]) == (5, 9, 20)


def test_things_of_one_name_in_one_export_add_up(tmp_path: Path) -> None:
    # Two ads of one name: the same portion, but two rows.
    twins = [young(spend=3, row="a", source_row=2), young(spend=4, row="b", source_row=3)]
    assert one(tmp_path, twins)["spend"] == 7
    assert one(tmp_path, twins[:1], twins)["spend"] == 7
    # A later export tells both anew.
    later = [{**twin, "spend": twin["spend"] + 1, "exported_at": 20, "row": twin["row"] * 2}
             for twin in twins]  # fmt: skip
    assert one(tmp_path, twins, later)["spend"] == 9


def test_two_ways_to_split_are_never_added_together(tmp_path: Path) -> None:
    by_age = [young(spend=3), old(spend=4)]
    by_place = [young(spend=2, split="Region", portion="Narva"),
                young(spend=6, split="Region", portion="Tartu")]  # fmt: skip
    whole = {**young(spend=6), "split": None, "portion": None, "row": None, "sound": None}
    assert one(tmp_path, by_age, by_place)["spend"] == 8
    assert one(tmp_path, by_age, [whole])["spend"] == 7
    assert one(tmp_path, by_age, [{**whole, "exported_at": 20}])["spend"] == 6


def test_money_in_two_currencies_is_missing(tmp_path: Path) -> None:
    dear = young(spend=3, currency="EUR", impressions=1)
    ad = one(tmp_path, [dear, old(spend=4, currency="USD", impressions=2)])
    assert (ad["spend"], ad["currency"], ad["impressions"]) == (None, None, 3)
    # Where nothing was spent, there is nothing whose currency could differ.
    assert one(tmp_path, [dear, old(currency="USD")])["spend"] == 3


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("like", 2), ("like", 3), (5, "like")),
        (("like", 2), ("click", 3), (None, None)),
        ((None, 2), (None, 3), (None, None)),
        (("like", 2), (None, 3), (None, None)),
        (("like", 2), (None, 0), (2, "like")),
        (("like", 2), (None, None), (2, "like")),
        (("reach", 2), ("reach", 3), (None, None)),
        (("Охват", 2), ("Охват", 3), (None, None)),
        ((None, 0), (None, 0), (0, None)),
        ((None, None), (None, None), (None, None)),
    ],
)
def test_results_add_up_where_they_are_of_one_known_kind(
    tmp_path: Path, first: tuple, second: tuple, expected: tuple
) -> None:
    told = [young(result_kind=first[0], results=first[1]),
            old(result_kind=second[0], results=second[1])]  # fmt: skip
    ad = one(tmp_path, told)
    assert (ad["results"], ad["result_kind"]) == expected


def test_what_cannot_be_added_within_a_portion_is_no_part_of_a_sum(tmp_path: Path) -> None:
    like, click = (young(row=kind, results=2, result_kind=kind, spend=1) for kind in ("a", "b"))
    alone = one(tmp_path, [like, click])
    assert (alone["spend"], alone["results"]) == (2, None)
    both = one(tmp_path, [like, click, old(results=5, result_kind="a", spend=4)])
    assert (both["spend"], both["results"]) == (None, None)
    euro, dollar = (young(row=code, spend=2, currency=code, impressions=1) for code in ("E", "D"))
    mixed = one(tmp_path, [euro, dollar, old(spend=5, currency="E", impressions=1)])
    assert (mixed["spend"], mixed["currency"]) == (None, "E")


def test_a_portion_that_could_not_be_read_leaves_no_sum_until_it_is(tmp_path: Path) -> None:
    unread = old(sound=0, row="damaged")
    ad = one(tmp_path, [young(spend=3, results=1, **CLICKS), unread])
    assert (ad["spend"], ad["results"], ad["source_row"]) == (None, None, 2)
    repaired = [{**row, "exported_at": 20} for row in (young(spend=3), old(spend=4))]
    assert one(tmp_path, [young(spend=3), unread], repaired)["spend"] == 7
    twin = young(sound=0, row="z", source_row=9)
    assert one(tmp_path, [young(spend=3), twin])["spend"] is None
    assert merged(tmp_path, [unread]).empty


def test_sums_too_large_for_a_table_are_missing(tmp_path: Path) -> None:
    most = 2**62
    assert one(tmp_path, [young(impressions=most), old(impressions=most)])["impressions"] is None


def test_visits_add_up_and_their_people_do_not(tmp_path: Path) -> None:
    visit = {"source": "vk", "day": "2026-01-01", "split": "Source", "sound": 2,
             "exported_at": 1, "source_file": "f"}  # fmt: skip
    rows = [{**visit, "portion": "vk", "sessions": 4, "users": 3, "revenue": 1.1, "source_row": 2},
            {**visit, "portion": "VK", "sessions": 2, "users": 2, "source_row": 3}]  # fmt: skip
    frame = merged(tmp_path, rows[:1], rows[1:], table="visits")
    assert frame[["sessions", "revenue"]].values.tolist() == [[6, 1.1]]
    assert frame["users"].isna().all()


FOLLOWS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from("abcd")), max_size=12)


@settings(deadline=None, max_examples=40,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(exports=st.lists(FOLLOWS.filter(bool), min_size=1, max_size=4))
def test_follows_of_a_day_are_those_of_all_lists(tmp_path: Path, exports: list) -> None:
    who = defaultdict(set)
    parts = []
    for listed in exports:
        for day, name in listed:
            who[f"2026-01-0{day + 1}"].add(name)
        rows = [{"metric": "follows", "day": f"2026-01-0{day + 1}", "value": 1, "split": "follower",
                 "portion": name, "sound": 2, "exported_at": 1, "source_file": "f",
                 "source_row": at} for at, (day, name) in enumerate(listed)]  # fmt: skip
        parts.append(rows)
    days = merged(tmp_path, *parts, table="daily").set_index("day")["value"]
    assert days.to_dict() == {day: len(names) for day, names in who.items()}
    assert merged(tmp_path, *parts[::-1], table="daily").set_index("day")["value"].equals(days)


def test_no_table_of_persons_is_told_portion_by_portion() -> None:
    # Forgetting a person writes parts anew, without the columns of portions.
    for table in TABLES.values():
        persons = any(column.person for column in table.columns.values())
        assert not (persons and table.added)
