"""The audience in an Instagram archive: shares in sentences, in any language."""

import json
from typing import Any

import pandas as pd
import pytest

from archive_files import (
    archived,
)
from instagram_files import FULL, audience, insight, insights, medium, post, read, take
from meta_files import codes
from smmlab.exports.meta.instagram_archive import READER
from vk_files import lines_of, reasons


def test_an_audience_with_all_its_shares() -> None:
    reading = take(audience(**FULL), zone="Europe/Tallinn")
    shares = reading.tables["audience"]
    found = {(d, v): s for d, v, s in shares[["dimension", "value", "share"]].to_numpy()}
    assert found == pytest.approx({
        ("sex", "female"): 0.6, ("sex", "male"): 0.4, ("age", "18-24"): 0.55,
        ("age", "25-34"): 0.45, ("age_sex", "18-24|female"): 0.15,
        ("age_sex", "25-34|female"): 0.45, ("age_sex", "18-24|male"): 0.4,
        ("city", "Tallinn, Estonia"): 0.405, ("city", "Narva, Estonia"): 0.12,
        ("country", "Estonia"): 0.8, ("country", "Latvia"): 0.09,
    })  # fmt: skip
    assert set(shares["from_day"]) == {"2026-05-29"}
    assert set(shares["to_day"]) == {"2026-08-26"}
    daily = reading.tables["daily"].iloc[0]
    assert (daily["metric"], daily["value"], daily["day"]) == ("followers", 1204, "2026-08-26")
    assert daily["clock"] == "Europe/Tallinn"
    assert codes(reading) == {"year-assumed"}


@pytest.mark.parametrize(
    ("said", "first", "last", "warned"),
    [
        ("May 29 - Aug 26", "2026-05-29", "2026-08-26", {"year-assumed"}),
        ("Oct 18 - Jan 15", "2025-10-18", "2026-01-15", {"year-assumed"}),
        ("Jul 3 - Sep 30", "2025-07-03", "2025-09-30", {"year-assumed"}),
        ("Dec 1, 2024 - Feb 28, 2025", "2024-12-01", "2025-02-28", set()),
        ("Dec 1 - Feb 28, 2025", "2024-12-01", "2025-02-28", set()),
        ("29 мая – 26 авг.", "2026-05-29", "2026-08-26", {"year-assumed"}),
        ("Feb 30 - Mar 3", None, None, {"no-period", "unknown-columns"}),
        ("vahemik", None, None, {"no-period", "unknown-columns"}),
    ],
)
def test_the_period_and_its_year(
    said: str, first: str | None, last: str | None, warned: set[str]
) -> None:
    reading = take(audience(Dates=said, Women="60%", Men="40%"))
    row = reading.tables["audience"].iloc[0]
    assert (row["from_day"], row["to_day"]) == (first, last) or pd.isna(row["to_day"])
    assert (first is None) == bool(pd.isna(row["from_day"]))
    assert codes(reading) == warned


def test_the_name_of_the_archive_dates_its_period_and_not_the_copied_file() -> None:
    inside = "instagram-kohvik-2025-01-15-AbCd.zip/past_instagram_insights/audience_insights.json"
    said = audience(Dates="Jan 27 - Feb 25", Women="60%", Men="40%")
    row = take(said, inside=inside).tables["audience"].iloc[0]
    assert (row["from_day"], row["to_day"]) == ("2024-01-27", "2024-02-25")
    late = 1_737_158_400  # 2025-01-18: three days after the archive was made
    assert reasons(take([post(), post(medium(2, late))], inside=inside)) != []


@pytest.mark.parametrize(
    ("women", "men"),
    [("Women", "Men"), ("Женщины", "Мужчины"), ("Жінки", "Чоловіки"), ("Mulheres", "Homens"),
     ("Frauen", "Männer"), ("Naised", "Mehed"), ("Female", "Male"), ("Vrouwen", "Mannen")],
)  # fmt: skip
def test_sexes_in_many_languages(women: str, men: str) -> None:
    shares = take(audience(**{women: "70,5%", men: "29,5%"})).tables["audience"]
    assert shares.set_index("value")["share"].to_dict() == {"female": 0.705, "male": 0.295}


@pytest.mark.parametrize(
    ("said", "shares"),
    [("Men: 31%, Women: 69%", {"female": 0.69, "male": 0.31}),
     ("Мужчины: 30%, Женщины: 68%, Не указано: 2%", {"female": 0.68, "male": 0.3}),
     ("Frauen: 60%, Women: 40%", {})],
)  # fmt: skip
def test_a_list_of_sexes_is_no_list_of_cities(said: str, shares: dict[str, float]) -> None:
    reading = take(audience(Top="Narva: 60%, Tallinn: 5%", Split=said))
    found = reading.tables["audience"]
    assert found[found["dimension"] == "sex"].set_index("value")["share"].to_dict() == shares
    assert found[found["dimension"] == "city"]["value"].tolist() == ["Narva", "Tallinn"]


def test_a_word_that_only_begins_like_men_is_no_sex() -> None:
    reading = take(audience(Women="60%", Mentions="40%", Countries="Estonia: 8%, Latvia: 9%"))
    assert set(reading.tables["audience"]["dimension"]) == {"country"}
    assert "mentions" in "".join(map(str, reading.warnings))


def test_ages_of_women_and_men_together_belong_to_no_sex() -> None:
    said = {"Women_and_men": "18-24: 30%, 25-34: 70%"}
    assert set(take(audience(**said)).tables["audience"]["dimension"]) == {"age"}


def test_ages_of_a_sex_that_are_no_whole_are_not_multiplied() -> None:
    reading = take(audience(**{**FULL, "Age_of_men": "18-24: 40%"}))
    shares = reading.tables["audience"]
    assert not shares["value"].str.endswith("|male").any()
    assert shares["value"].str.endswith("|female").any()


def test_what_is_not_used_of_an_audience_is_told() -> None:
    said = {**FULL, "Followers_change": "-31.5%", "Monday_activity": "12 AM: 120, 3 AM: 33"}
    reading = take(audience(**said))
    assert "followers change, monday activity" in "".join(map(str, reading.warnings))


def test_a_single_country_is_one_and_a_single_other_name_is_told() -> None:
    reading = take(audience(Dates="May 29 - Aug 26", Where="Eesti: 100%", Place="Narva: 100%"))
    shares = reading.tables["audience"]
    assert shares[["dimension", "value"]].to_numpy().tolist() == [["country", "Eesti"]]
    assert "place" in "".join(map(str, reading.warnings))


@pytest.mark.parametrize(
    "said",
    ["Followers: 60%, Non-followers: 40%", "Seguidores: 60%, Não seguidores: 40%",
     "Подписчики: 60%, Неподписчики: 40%"],
)  # fmt: skip
def test_followers_and_others_are_no_cities(said: str) -> None:
    reading = take(audience(Dates="May 29 - Aug 26", Women="60%", Men="40%", Kind=said))
    assert set(reading.tables["audience"]["dimension"]) == {"sex"}
    assert "kind" in "".join(map(str, reading.warnings))


def test_half_a_letter_in_an_audience_or_an_insight_takes_nothing_down() -> None:
    half = "\ud800"
    said = {**FULL, "Top_cities": f"{half}: 40%, Narva: 12%", "Date_Range": f"{half} - May 2"}
    export = archived(None)
    export.path.write_text(json.dumps(audience(**said, **{f"Odd{half}": "x"})))
    reading = read(READER, export)
    assert "\ufffd" in set(reading.tables["audience"]["value"])
    export = archived(None)
    export.path.write_text(json.dumps(insights(insight(**{f"Odd{half}": "7"}))))
    assert "\ufffd" in "".join(map(str, read(READER, export).warnings))


@pytest.mark.parametrize("odd", ["x", {}, {"string_map_data": []}, {"string_map_data": {"a": 1}}])
def test_an_audience_entry_without_shares_is_rejected(odd: Any) -> None:
    value = audience(**FULL)
    value["organic_insights_audience"].append(odd)
    assert lines_of(take(value).rejected) == [2]


def test_the_day_of_followers_needs_a_period() -> None:
    reading = take(audience(Followers="5", Women="60%", Men="40%"))
    assert reading.tables["daily"].empty
    assert "no-period" in codes(reading)
