"""Rows of a mapped table that are doubtful, repeat each other, or are portions of one thing."""

from pathlib import Path

import pandas as pd
import pytest

from merged_parts import merged
from smmlab.exports.catalogue import check_account
from smmlab.exports.hints import Hints
from smmlab.exports.mapping.reader import read_mapped
from smmlab.exports.mapping.spec import ColumnMap
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport
from smmlab.schema import conform

NOW = 1_790_000_000
ORDERS = {"order_id": "No", "amount": "Sum"}
IN_EURO = {"shop": "pood", "currency": "EUR"}


def read(folder: Path, content: str, column_map: ColumnMap) -> Reading:
    path = folder / "table.csv"
    path.write_text(content, encoding="utf-8")
    reading = read_mapped(RawExport(path, NOW, Hints(None, "Europe/Tallinn")), column_map)
    check_account(reading)
    return reading


def told(reading: Reading) -> dict[str, object]:
    return {caution.code: caution.values.get("n") for caution in reading.warnings}


def test_goods_of_one_order_are_not_taken_for_orders(tmp_path: Path) -> None:
    content = (
        "No,Sum,Item\nA,5,tea\nA,7,cake\nB,5,tea\nB,5,bun\nC,x,tea\nC,4,bun\nD,3,tea\nD,3,tea\n"
    )
    reading = read(tmp_path, content, ColumnMap("orders", ORDERS, {}, IN_EURO))
    orders = reading.tables["orders"].set_index("order_id")["amount"].to_dict()
    # A row that cannot be read does not spoil the other of its order.
    assert orders == {"B": 5, "C": 4, "D": 3}
    assert [row.line for row in reading.rejected] == [2, 3, 6]
    assert "more than one order: Sum differs" in str(reading.rejected[0])
    # The rows of D are one row twice, which says nothing about goods.
    assert (told(reading)["orders-in-rows"], told(reading)["orders-once"]) == (1, 1)


def test_orders_of_two_shops_or_currencies_are_told_apart(tmp_path: Path) -> None:
    content = "No,Sum,Shop,Money\nA,5,x,EUR\nA,7,y,EUR\nB,5,x,EUR\nB,5,x,USD\n"
    columns = {**ORDERS, "shop": "Shop", "currency": "Money"}
    reading = read(tmp_path, content, ColumnMap("orders", columns))
    assert reading.tables["orders"]["amount"].tolist() == [5, 7]
    assert [str(row) for row in reading.rejected] == [
        f"line {line}: The order number stands for more than one order: Money differs."
        for line in (4, 5)
    ]


@pytest.mark.parametrize(
    ("currency", "cell", "amount"),
    [
        ("EUR", "$5.00", None), ("USD", "$5.00", 5), ("AUD", "5.00 $", 5), ("EUR", "5.00 €", 5),
        ("USD", "5.00 €", None), ("USD", "5.00 EUR", None), ("EUR", "5.00 EUR", 5),
        ("EUR", "5 EUR", 5), ("RUB", "5 руб.", 5), ("EUR", "5 руб.", None), ("EUR", "5.00", 5),
    ],
)  # fmt: skip
def test_a_sign_of_another_currency_is_refused(
    tmp_path: Path, currency: str, cell: str, amount: float | None
) -> None:
    content = f"No,Sum\nA,{cell}\nB,1\n"
    constants = {"shop": "pood", "currency": currency}
    reading = read(tmp_path, content, ColumnMap("orders", ORDERS, {}, constants))
    orders = reading.tables["orders"].set_index("order_id")["amount"].to_dict()
    assert orders == ({"A": amount, "B": 1} if amount else {"B": 1})
    beside = read(
        tmp_path, f"No,Sum,Money\nA,{cell},{currency}\nB,1,{currency}\n",
        ColumnMap("orders", {**ORDERS, "currency": "Money"}, {}, {"shop": "pood"}),
    )  # fmt: skip
    assert beside.tables["orders"].set_index("order_id")["amount"].to_dict() == orders


def test_posts_and_people_that_repeat_with_other_values_are_told(tmp_path: Path) -> None:
    posts = ColumnMap("posts", {"post_id": "Id", "views": "V", "reactions": "L"}, {},
                      {"network": "x"})  # fmt: skip
    reading = read(tmp_path, "Id,V,L\n1,100,1\n1,1,50\n2,5,\n2,,6\n3,4,4\n", posts)
    # What two rows of a post know each of something else is no contradiction.
    assert told(reading) == {"repeats-differ": 1}
    people = ColumnMap("people", {"person": "P", "city": "C"}, {}, {"network": "x"})
    assert told(read(tmp_path, "P,C\na,Tartu\na,Narva\na,Tartu\nb,Tartu\n", people)) == {
        "repeats-differ": 1
    }


ADS = ColumnMap(
    "ads", {"campaign": "Name", "spend": "Spend", "clicks": "Clicks", "reach": "Reach"}, {},
    {"network": "vkontakte", "currency": "EUR"},
)  # fmt: skip
ROWS = ["A,18,5,50,10,2%", "A,25,7,70,20,3%", "B,18,1,10,3,1%", "A,18,5,50,10,2%"]


def conform_ads(part: pd.DataFrame) -> pd.DataFrame:
    return conform(part, "ads", part=True).reset_index(drop=True)


def ads_of(reading: Reading) -> list[list[object]]:
    frame = merged(reading, "ads").sort_values("campaign")
    columns = ["campaign", "spend", "clicks", "reach"]
    return frame[columns].astype("object").where(frame[columns].notna(), None).to_numpy().tolist()


def test_ads_divided_by_a_column_without_a_place_are_added_up(tmp_path: Path) -> None:
    head = "Name,Age,Spend,Clicks,Reach,CTR\n"
    reading = read(tmp_path, head + "\n".join(ROWS), ADS)
    assert ads_of(reading) == [["A", 12, 120, None], ["B", 1, 10, 3]]
    assert [row.line for row in reading.merged] == [5]
    assert told(reading)["groups-added"] == 1
    halves = [read(tmp_path, head + row, ADS).tables["ads"] for row in ROWS[:3]]
    joined = pd.concat([half.assign(source_row=at) for at, half in enumerate(halves, 2)])
    whole = reading.tables["ads"]
    pd.testing.assert_frame_equal(conform_ads(joined), conform_ads(whole))


def test_a_newer_file_with_other_rates_takes_the_place_of_the_older(tmp_path: Path) -> None:
    head = "Name,Age,Spend,Clicks,Reach,CTR\n"
    older = read(tmp_path, head + ROWS[0], ADS).tables["ads"]
    newer = read(tmp_path, head + "A,18,6,60,11,2.5%\n", ADS).tables["ads"]
    assert older["portion"].tolist() == newer["portion"].tolist()
    other = read(tmp_path, head + ROWS[1], ADS).tables["ads"]
    assert older["portion"].tolist() != other["portion"].tolist()


def test_beside_a_row_that_cannot_be_read_nothing_is_added(tmp_path: Path) -> None:
    reading = read(
        tmp_path, "Name,Age,Spend,Clicks,Reach\nA,18,5,1,1\nA,25,x,1,1\nB,18,2,2,2\n", ADS
    )
    assert [row.line for row in reading.rejected] == [3]
    assert ads_of(reading)[0][:2] == ["A", None]
    assert ads_of(reading)[1] == ["B", 2, 2, 2]
    assert told(reading)["groups-unread"] == 1


def test_visits_divided_by_device_are_added_up_and_their_users_are_not(tmp_path: Path) -> None:
    visits = ColumnMap("visits", {"source": "From", "sessions": "N", "users": "U"})
    content = "From,Device,N,U\nvk,phone,5,4\nvk,desk,7,6\nfb,phone,3,2\nx,phone,1,1\nx,desk,no,1\n"
    reading = read(tmp_path, content, visits)
    frame = merged(reading, "visits").set_index("source")
    assert frame["sessions"].dropna().to_dict() == {"vk": 12, "fb": 3}
    assert frame["users"].dropna().to_dict() == {"fb": 2}
    assert (told(reading)["visits-added"], told(reading)["visits-unread"]) == (1, 1)


@pytest.mark.parametrize(("zone", "clock"), [("", "Europe/Tallinn"), ("Europe/Riga",) * 2])
def test_a_time_that_was_not_is_kept_as_its_day(tmp_path: Path, zone: str, clock: str) -> None:
    posts = {"post_id": "Id", "at": "When"}
    content = "Id,When\n1,2026-03-29 03:30\n2,2026-03-29 04:30\n"
    column_map = ColumnMap("posts", posts, {}, {"network": "vkontakte"}, zone=zone)
    reading = read(tmp_path, content, column_map)
    found = reading.tables["posts"]
    assert found["precision"].tolist() == ["day", "minute"]
    assert found["at"].tolist()[0] == pd.Timestamp("2026-03-29", tz=clock).timestamp()
    assert told(reading)["skipped-hour"] == 1


def test_durations_are_seconds_and_one_bad_number_leaves_the_others(tmp_path: Path) -> None:
    daily = ColumnMap("daily", {"day": "D"}, {"watch_seconds": "W", "reach": "R"},
                      {"network": "x"})  # fmt: skip
    content = (
        "D,W,R\n2026-06-01,1:02:03,5\n2026-06-02,0:01:20,many\n2026-06-03,00:04,\n"
        "2026-06-04,1:99:00,y\n2026-06-05,90.5,7\n,8,no\n"
    )
    reading = read(tmp_path, content, daily)
    frame = reading.tables["daily"]
    seconds = frame[frame["metric"] == "watch_seconds"].set_index("day")["value"].to_dict()
    assert seconds == {"2026-06-01": 3600 + 2 * 60 + 3, "2026-06-02": 80, "2026-06-03": 4,
                       "2026-06-05": 90.5}  # fmt: skip
    assert frame[frame["metric"] == "reach"]["value"].tolist() == [5, 7]
    # Nothing of the fourth day can be used, and the last row has no day.
    assert [row.line for row in reading.rejected] == [5, 7]
    assert told(reading) == {"numbers-unread": 1}


def test_years_of_birth_are_years(tmp_path: Path) -> None:
    people = ColumnMap("people", {"person": "P", "birth_year": "Y"}, {}, {"network": "x"})
    reading = read(tmp_path, "P,Y\na,85\nb,1880\nc,1985\nd,01.06.1985\ne,\n", people)
    assert reading.tables["people"]["birth_year"].dropna().tolist() == [1985]
    assert (
        str(reading.rejected[0]) == "line 5: 01.06.1985 in the column Y is no year, such as 1985."
    )
    assert told(reading) == {"birth-years": 2}


def test_names_of_those_who_are_answered_are_not_kept(tmp_path: Path) -> None:
    acts = ColumnMap("interactions", {"interaction_id": "I", "person": "P", "reply_to": "To"}, {},
                     {"network": "x", "kind": "comment"})  # fmt: skip
    content = "I,P,To\nfirst,a,\n2,b,first\n3,c,Mari Tamm\n4,c,mari85\n5,d,77_12\n6,d,t1_abc\n"
    reading = read(tmp_path, content, acts)
    replies = reading.tables["interactions"]["reply_to"].dropna().tolist()
    assert replies == ["first", "77_12", "t1_abc"]
    assert told(reading) == {"replies-dropped": 2}
