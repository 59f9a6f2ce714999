"""Who they are: counted or reported, joined where groups agree, few people never shown."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.audience.composition import Composition, compare_audiences, composition_findings
from smmlab.audience.demographics import summarise_audience
from smmlab.audience.groups import member_groups
from smmlab.errors import DataError
from smmlab.intervals import wilson_interval
from smmlab.schema import conform

NOW = 1_790_000_000  # September 2026
NOTHING = summarise_audience(conform(pd.DataFrame(), "audience"))


def reported(network: str, dimension: str, groups: dict[str, float]) -> pd.DataFrame:
    return pd.DataFrame(
        {"network": network, "page": "Kaja", "dimension": dimension, "value": list(groups),
         "share": list(groups.values()), "count": None}
    )  # fmt: skip


def members(network: str, people: int, **columns: object) -> pd.DataFrame:
    frame = pd.DataFrame({"person": [f"{network}{n}" for n in range(people)]})
    return conform(frame.assign(network=network, **columns), "people")


def share_of(found: Composition, *where: str) -> pd.Series:
    rows = found.shares.set_index(["network", "dimension", "value"])
    return rows.loc[where]


def test_people_are_counted_with_wilson_intervals_and_the_missing_told() -> None:
    people = members("vkontakte", 120, sex=["female"] * 60 + ["male"] * 40 + [None] * 20)
    found = compare_audiences(NOTHING, people)
    row = share_of(found, "vkontakte", "sex", "female")
    low, high = wilson_interval([60], [100])
    assert (row["people"], row["known"], row["share"]) == (60, 100, 0.6)
    assert (row["share_low"], row["share_high"]) == pytest.approx((low[0], high[0]))
    assert row["missing_share"] == pytest.approx(20 / 120)
    assert row["status"] == "measured"


def test_closed_accounts_are_no_audience() -> None:
    people = members("vkontakte", 60, sex=["female"] * 30 + ["male"] * 30,
                     deactivated=[True] * 10 + [False] * 50)  # fmt: skip
    assert (
        share_of(compare_audiences(NOTHING, people), "vkontakte", "sex", "female")["people"] == 20
    )


def test_ages_come_from_years_of_birth_into_bands() -> None:
    people = members("vkontakte", 40, birth_year=[2001] * 20 + [1990] * 20)
    found = compare_audiences(NOTHING, people, as_of=NOW)
    assert share_of(found, "vkontakte", "age", "25-34")["people"] == 20
    assert share_of(found, "vkontakte", "age", "35-44")["people"] == 20
    # Without a date there is no age.
    assert compare_audiences(NOTHING, people).shares.empty
    assert not compare_audiences(NOTHING, people.assign(exported_at=NOW)).shares.empty


def test_bands_of_networks_are_joined_where_they_add_up() -> None:
    meta = reported("instagram", "age", {"18-24": 0.3, "25-34": 0.5, "35+": 0.2})
    other = reported("vkontakte", "age", {"18-21": 0.1, "21-25": 0.1, "25-35": 0.2, "35+": 0.6})
    found = compare_audiences(pd.concat([meta, other]))
    assert share_of(found, "vkontakte", "age", "18-24")["share"] == pytest.approx(0.2)
    assert share_of(found, "vkontakte", "age", "25-34")["share"] == pytest.approx(0.2)
    apart = found.differences.set_index("value")["difference"]
    assert apart.to_dict() == pytest.approx({"18-24": 0.1, "25-34": 0.3, "35+": -0.4})
    assert (found.differences["status"] == "estimated").all()


def test_bands_that_do_not_add_up_are_not_compared() -> None:
    meta = reported("instagram", "age", {"18-24": 0.5, "25-34": 0.5})
    other = reported("tiktok", "age", {"16-22": 0.5, "23-40": 0.5})
    found = compare_audiences(pd.concat([meta, other]))
    assert set(found.shares["value"]) == {"18-24", "25-34", "16-22", "23-40"}
    assert found.differences.empty


def test_who_is_not_known_is_missing_and_no_group() -> None:
    given_ = reported("facebook", "sex", {"female": 0.6, "male": 0.2, "unknown": 0.2})
    found = compare_audiences(given_)
    assert share_of(found, "facebook", "sex", "female")["share"] == pytest.approx(0.75)
    assert share_of(found, "facebook", "sex", "female")["missing_share"] == pytest.approx(0.2)
    assert "unknown" not in set(found.shares["value"])


def test_what_a_network_reports_comes_before_what_is_counted() -> None:
    people = members("vkontakte", 60, sex=["female"] * 30 + ["male"] * 30)
    given_ = reported("vkontakte", "sex", {"female": 0.8, "male": 0.2})
    found = compare_audiences(given_, people).shares
    assert found["basis"].tolist() == ["reported", "reported"]


def test_countries_and_cities_of_two_spellings_are_one() -> None:
    people = members("vkontakte", 60, country=["Эстония"] * 30 + ["Estonia"] * 30,
                     city=["Tartu"] * 40 + ["Tartu, Tartu County, Estonia"] * 20)  # fmt: skip
    found = compare_audiences(NOTHING, people)
    assert share_of(found, "vkontakte", "country", "EE")["people"] == 60
    assert share_of(found, "vkontakte", "city", "Tartu")["people"] == 60


def test_only_the_largest_places_are_shown_and_the_rest_is_one() -> None:
    cities = [f"City {n:02d}" for n in range(15) for _ in range(20 + n)]
    found = compare_audiences(NOTHING, members("vkontakte", len(cities), city=cities)).shares
    assert len(found) == 11
    assert found["value"].iloc[-1] == "other"
    assert found["share"].sum() == pytest.approx(1)
    assert found["people"].sum() == len(cities)


def test_languages_of_comments_are_compared_between_networks() -> None:
    spoken = pd.DataFrame(
        {"network": ["telegram"] * 100 + ["vkontakte"] * 100,
         "person": [f"p{n}" for n in range(200)],
         "language": ["et"] * 60 + ["ru"] * 39 + ["other"] + ["et"] * 10 + ["ru"] * 90}
    )  # fmt: skip
    found = compare_audiences(NOTHING, languages=spoken)
    # The one of another language is not known, and hides nobody.
    assert share_of(found, "telegram", "language", "et")["known"] == 99
    assert np.isnan(share_of(found, "telegram", "language", "et")["missing_share"])
    apart = found.differences.set_index("value")
    assert apart.loc["et", "difference"] == pytest.approx(60 / 99 - 0.1)
    assert apart.loc["et", "difference_low"] > 0
    assert found.associations["cramers_v"].iloc[0] > 0.4


SIZES = st.lists(st.one_of(st.integers(0, 12), st.integers(0, 60)), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(SIZES, st.integers(0, 15))
def test_no_cell_holds_fewer_than_ten(sizes: list[int], missing: int) -> None:
    cities = [f"City {n}" for n, size in enumerate(sizes) for _ in range(size)] + [None] * missing
    found = compare_audiences(NOTHING, members("vkontakte", len(cities), city=cities)).shares
    assert (found["people"] >= 10).all()
    if not found.empty:
        assert found["people"].sum() == found["known"].iloc[0] == sum(sizes)
        unknown = found["missing_share"].iloc[0]
        assert np.isnan(unknown) == (0 < missing < 10)


def test_ages_of_unknown_people_are_missing() -> None:
    people = members("x", 2, birth_year=[2000, None], sex=["male", None])
    values = member_groups(people, None, NOW).set_index("dimension")["value"]
    assert values["age"].tolist()[0] == "26"
    assert values["age"].isna().tolist() == [False, True]


def test_nothing_known_gives_nothing_and_says_what_would_tell() -> None:
    found = compare_audiences(NOTHING)
    assert found.shares.empty
    assert found.differences.empty
    assert found.associations.empty
    only = composition_findings(found, sources=())
    assert [finding.status for finding in only] == ["unknown"]


def test_findings_tell_shares_affinity_and_strength() -> None:
    people = pd.concat(
        [members("vkontakte", 100, sex=["female"] * 60 + ["male"] * 40),
         members("x.y", 100, sex=["female"] * 30 + ["male"] * 70)]
    )  # fmt: skip
    market = pd.DataFrame({"dimension": "sex", "value": ["female", "male"], "share": [0.5, 0.5]})
    found = composition_findings(compare_audiences(NOTHING, people, population=market), sources=())
    by_key = {finding.key: finding for finding in found}
    share = by_key["audience.who.vkontakte.sex.female.share"]
    assert (share.value, share.numerator, share.denominator, share.status) == (
        0.6, 60, 100, "measured",
    )  # fmt: skip
    affinity = by_key["audience.who.x\u2024y.sex.female.affinity"]
    assert affinity.value == pytest.approx(60)
    assert affinity.status == "estimated"
    assert by_key["audience.who.difference.sex"].value == pytest.approx(0.3, abs=0.01)
    bare = composition_findings(compare_audiences(NOTHING, people), sources=())
    assert {f.key: f.status for f in bare}["audience.who.affinity"] == "unknown"


def test_inputs_stay_and_columns_are_checked() -> None:
    people = members("vkontakte", 60, sex=["female"] * 30 + ["male"] * 30)
    given_ = reported("facebook", "sex", {"female": 0.6, "male": 0.4})
    before = people.copy(deep=True), given_.copy(deep=True)
    compare_audiences(given_, people)
    pd.testing.assert_frame_equal(people, before[0])
    pd.testing.assert_frame_equal(given_, before[1])
    with pytest.raises(DataError, match="birth_year"):
        compare_audiences(given_, people.drop(columns="birth_year"))
    with pytest.raises(DataError, match="share"):
        compare_audiences(given_.drop(columns="share"))


def test_an_audience_without_members_stands_beside_the_market_too() -> None:
    reported = pd.DataFrame(
        {"network": "youtube", "page": None, "dimension": "sex", "value": ["female", "male"],
         "share": [0.6, 0.4], "count": None}
    )  # fmt: skip
    market = pd.DataFrame(
        {"dimension": "sex", "value": ["female", "male"], "share": [0.5, 0.5], "people": 100.0}
    )
    nobody = conform(pd.DataFrame(), "people")
    found = compare_audiences(reported, nobody, population=market).shares
    assert found.set_index("value")["affinity"].round().to_dict() == {"female": 120, "male": 80}
