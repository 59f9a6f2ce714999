"""VK members: what people tell of themselves, and nothing that names them."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from meta_files import codes, only_smmlab_errors
from smmlab.exports.catalogue import READERS
from smmlab.exports.source import open_export
from smmlab.exports.vk.members import READER
from vk_files import NOON, NOW, facts, lines_of, raw_json, read_json, reasons, spoilt


def member(number: int = 1, **extra: Any) -> dict[str, Any]:
    return {"id": number, "first_name": "Анна", "last_name": "Петрова",
            "can_access_closed": True, "is_closed": False, **extra}  # fmt: skip


def answer(*members: Any, **extra: Any) -> dict[str, Any]:
    return {"response": {"count": len(members), "items": list(members), **extra}}


def only(**fields: Any) -> pd.Series:
    return read_json(READER, answer(member(1, **fields))).tables["people"].iloc[0]


def test_a_member_with_all_fields_and_no_name() -> None:
    reading = read_json(READER, answer(member(
        5, sex=1, bdate="12.5.1990", city={"id": 1, "title": " Нарва "},
        country={"id": 14, "title": "Эстония"}, last_seen={"time": NOON, "platform": 2},
        has_photo=1, followers_count=31)))  # fmt: skip
    person = reading.tables["people"].iloc[0]
    assert (person["person"], person["sex"], person["birth_year"]) == ("5", "female", 1990)
    assert (person["city"], person["country"]) == ("Нарва", "Эстония")
    assert (person["last_seen"], person["followers"]) == (NOON, 31)
    assert person["has_photo"]
    assert not person["deactivated"]
    assert "Анна" not in reading.tables["people"].to_csv()


@pytest.mark.parametrize(
    ("sex", "said"), [(1, "female"), (2, "male"), (0, None), (3, None), ("x", None)]
)
def test_sex_zero_is_unknown(sex: Any, said: str | None) -> None:
    found = only(sex=sex)["sex"]
    assert pd.isna(found) if said is None else found == said


@pytest.mark.parametrize(
    ("date", "year"),
    [("1.2.1985", 1985), ("12.12", None), ("1.1.1899", None), ("1.1.2099", None), ("", None),
     (1985, None), (None, None)],
)  # fmt: skip
def test_a_hidden_year_of_birth_is_missing(date: Any, year: int | None) -> None:
    found = only(bdate=date)["birth_year"]
    assert pd.isna(found) if year is None else found == year


@pytest.mark.parametrize("state", ["banned", "deleted"])
def test_banned_and_deleted_people_are_told(state: str) -> None:
    assert only(deactivated=state, first_name="DELETED")["deactivated"]


@pytest.mark.parametrize("city", [None, 7, {"id": 7}, {"title": "  "}, "Narva", []])
def test_a_place_without_a_name_is_missing(city: Any) -> None:
    assert pd.isna(only(city=city)["city"])


def test_last_seen_zero_is_hidden() -> None:
    assert pd.isna(only(last_seen={"time": 0})["last_seen"])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": None}, "no number of a person"),
        ({"id": -3}, "no number of a person: -3."),
        ({"id": 0}, "no number of a person: 0."),
        ({"last_seen": {"time": NOW + 3 * 86_400}}, "in the column last_seen cannot be."),
        ({"last_seen": {"time": 5}}, "The time 5 in the column last_seen cannot be."),
        ({"followers_count": -1}, "-1 is no count, in the column followers_count."),
    ],
)
def test_what_cannot_be_is_rejected_without_a_name(change: dict[str, Any], said: str) -> None:
    told = {"bdate": "12.5.1990", "sex": 1, **change}
    reading = read_json(READER, answer(member(1), member(2, **told)))
    assert lines_of(reading.rejected) == [2]
    assert said in reasons(reading)[0]
    assert "Анна" not in reading.rejected[0].raw
    assert "1990" not in reading.rejected[0].raw


@pytest.mark.parametrize(
    "value", [answer(3, 4), {"count": 2, "items": [3, 4]}, [answer(3), answer(4)],
              {"response": {"count": 2, "users": [3, 4]}}],
)  # fmt: skip
def test_mere_numbers_say_only_who_is_there(value: Any) -> None:
    reading = read_json(READER, value)
    assert reading.tables["people"]["person"].tolist() == ["3", "4"]
    assert reading.tables["people"]["deactivated"].isna().all()
    assert codes(reading) == {"vk-bare-members"}


@pytest.mark.parametrize("value", [[3, 4], [[3], [4]], [1], [{"a": 1}]])
def test_numbers_without_the_wrapping_of_vk_are_anybodys(tmp_path: Path, value: Any) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value))
    assert not READER.matches(open_export(path))


def test_vk_says_that_there_are_more_members() -> None:
    reading = read_json(READER, {"response": {"count": 2500, "items": [member(1)]}})
    assert codes(reading) == {"vk-more-pages"}


def test_pages_that_overlap_fold_whatever_their_order() -> None:
    first, second = member(1, sex=1), member(2, followers_count=5)
    one = read_json(READER, answer(first, second))
    other = read_json(READER, [answer(second, first), answer(member(1), second)])
    assert lines_of(other.merged) == [3, 4]
    pd.testing.assert_frame_equal(facts(one, "people"), facts(other, "people"))


def test_one_member_a_line() -> None:
    reading = read_json(READER, "\n".join(json.dumps(member(n)) for n in (1, 2)))
    assert reading.tables["people"]["person"].tolist() == ["1", "2"]


@pytest.mark.parametrize("field", ["email", "phone", "created_at"])
def test_customers_of_a_shop_are_no_members(field: str) -> None:
    export = raw_json([member(1, **{field: "x"})])
    assert not [reader.name for reader in READERS if reader.matches(export)]


@given(spoilt([answer(member(1, sex=1, bdate="1.1.1990", city={"title": "Narva"},
                             last_seen={"time": NOON}, followers_count=3),
                      member(2, deactivated="banned")), answer(5, 6)]))  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_spoilt_answers_give_only_sentences_and_a_sound_account(value: Any) -> None:
    export = raw_json(value)
    READER.matches(export)
    only_smmlab_errors(READER, export)
