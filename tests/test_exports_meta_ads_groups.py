"""Groups of one ad: what adds up, over all files, and what cannot."""

import pandas as pd
import pytest

from ads_files import AGES, ads
from meta_files import codes
from vk_files import facts, lines_of

NAN = float("nan")


MANY_PEOPLE = "actions:unique_link_click"


def test_groups_add_up_and_reach_does_not() -> None:
    reading = ads({"Age": "18-24", "Gender": "female", "Amount spent (EUR)": "0.1"},
                  {"Age": "25-34", "Gender": "male", "Amount spent (EUR)": "0.2", "Results": ""},
                  {"Age": "65+", "Gender": "unknown", "Amount spent (EUR)": ""},
                  header=AGES)  # fmt: skip
    found = reading.tables["ads"].iloc[0]
    assert found[["spend", "impressions", "clicks", "results"]].tolist() == [0.3, 3600, 45, 18]
    assert pd.isna(found["reach"])
    assert found["source_row"] == 2
    assert reading.merged == ()
    assert codes(reading) == {"groups-added"}
    assert "share their names: 1." in str(reading.warnings[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"Result indicator": "actions:like"}, {}),
        ({"Result indicator": ""}, {}),
        ({"Result indicator": ""}, {"Result indicator": ""}),
        ({"Result indicator": "reach"}, {"Result indicator": "reach"}),
        ({"Result indicator": MANY_PEOPLE}, {"Result indicator": MANY_PEOPLE}),
        ({"Result indicator": "Охват"}, {"Result indicator": "Охват"}),
        ({"Result indicator": "Охоплення"}, {"Result indicator": "Охоплення"}),
    ],
)
def test_results_of_unlike_kinds_or_of_people_are_not_added(
    one: dict[str, str], other: dict[str, str]
) -> None:
    reading = ads({"Age": "18-24", **one}, {"Age": "25-34", **other}, header=AGES[:-1])
    assert reading.tables["ads"][["results", "result_kind"]].isna().all(axis=None)
    assert codes(reading) - {"result-kind-unknown"} == {"groups-added", "results-not-added"}


def test_a_group_without_results_does_not_hide_the_kind_of_the_others() -> None:
    none = {"Age": "18-24", "Results": "0", "Result indicator": ""}
    found = ads(none, {"Age": "25-34"}, header=AGES[:-1]).tables["ads"].iloc[0]
    assert (found["results"], found["result_kind"]) == (9, "actions:link_click")


def test_a_group_that_cannot_be_read_leaves_no_half_sum() -> None:
    reading = ads({"Age": "18-24"}, {"Age": "25-34", "Impressions": "x"},
                  {"Age": "25-34", "Ad name": "Teine"},
                  {"Age": "65+", "Ad name": "Kolmas", "Impressions": "x"},
                  header=AGES[:-1])  # fmt: skip
    assert lines_of(reading.rejected) == [3, 5]
    known = reading.tables["ads"].set_index("ad")
    assert known["spend"].to_dict() == pytest.approx({"Kook": NAN, "Teine": 4.05}, nan_ok=True)
    assert known.loc["Kook", ["impressions", "clicks", "results", "reach"]].isna().all()
    assert "Their sums would be too small" in str(reading.warnings[-1])
    assert codes(reading) == {"groups-unread"}


def test_groups_in_two_currencies_are_never_added() -> None:
    header = [*(name for name in AGES if "spent" not in name), "Amount spent", "Currency"]
    one = {"Age": "18-24", "Amount spent": "1", "Currency": "EUR"}
    reading = ads(one, {**one, "Age": "25-34", "Currency": "USD"}, header=header)
    found = reading.tables["ads"].iloc[0]
    assert found[["spend", "currency"]].isna().all()
    assert found["impressions"] == 2400
    assert {"currencies-not-added", "groups-added"} <= codes(reading)


def test_the_same_row_twice_counts_once() -> None:
    reading = ads({}, {}, {"Ad name": "Sai"})
    assert reading.tables["ads"]["spend"].tolist() == [4.05, 4.05]
    assert lines_of(reading.merged) == [3]
    assert reading.warnings == ()


def test_a_file_cut_in_two_gives_the_same_ads() -> None:
    changes = [{"Ad name": f"Ad {n}", "Reach": str(n)} for n in range(6)]
    whole = facts(ads(*changes), "ads")
    parts = pd.concat([facts(ads(*changes[:4]), "ads"), facts(ads(*changes[3:]), "ads")])
    parts = parts.drop_duplicates().sort_values("ad").reset_index(drop=True)
    pd.testing.assert_frame_equal(parts, whole)
