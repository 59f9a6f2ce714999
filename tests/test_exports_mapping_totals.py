"""Rows of mapped ads and visits that sum up others are no ads, and never add to their parts."""

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

ADS = ColumnMap(
    "ads", {"campaign": "Camp", "ad": "Ad", "day": "Day", "spend": "Cost", "reach": "Reach"}, {},
    {"network": "vkontakte", "currency": "EUR"},
)  # fmt: skip
HEAD = "Camp,Ad,Day,Age,Cost,Reach\n"
PARTS = ["K,A,2026-05-01,18-24,10,40", "K,A,2026-05-01,25-34,20,60", "K,B,2026-05-01,18-24,5,5"]
VISITS = ColumnMap("visits", {"source": "From", "medium": "By", "day": "Day", "sessions": "N"})


def read(folder: Path, content: str, column_map: ColumnMap) -> Reading:
    path = folder / "table.csv"
    path.write_text(content, encoding="utf-8")
    raw = RawExport(path, 1_790_000_000, Hints(None, "Europe/Tallinn"))
    reading = read_mapped(raw, column_map)
    check_account(reading)
    return reading


def spent(reading: Reading) -> dict[str, list[float]]:
    ads = merged(reading, "ads").set_index("ad")[["spend", "reach"]]
    return {str(ad): row.dropna().tolist() for ad, row in ads.iterrows()}


@pytest.mark.parametrize(
    "total",
    [
        ",,2026-05-01,,35,90", "Total,,2026-05-01,,35,90", "Results from 2 ads,,,,35,90",
        "Kõik,Kõik,2026-05-01,All,35,90", "Итого: 2 объявления,,2026-05-01,,35,90",
        # A whole campaign, and an ad on all its days.
        "K,,2026-05-01,,35,90", "K,A,,,30,90", "K,A,Total,,30,90",
    ],
)  # fmt: skip
def test_totals_of_ads_are_notes_wherever_they_stand(tmp_path: Path, total: str) -> None:
    for rows in ([total, *PARTS], [*PARTS, total]):
        reading = read(tmp_path, HEAD + "\n".join(rows), ADS)
        assert spent(reading) == {"A": [30], "B": [5, 5]}
        assert [row.line for row in reading.notes] == [2 + rows.index(total)]


@pytest.mark.parametrize("said", ["", "All", "все", "Total"])
def test_the_whole_of_an_ad_is_not_added_to_its_parts(tmp_path: Path, said: str) -> None:
    whole = f"K,A,2026-05-01,{said},30,90"
    reading = read(tmp_path, HEAD + "\n".join([whole, *PARTS]), ADS)
    assert spent(reading) == {"A": [30, 90], "B": [5, 5]}
    told = {caution.code: caution.values.get("n") for caution in reading.warnings}
    assert told["wholes-and-parts"] == 1
    assert "groups-added" not in told
    # Nor when they stand in two files, or the whole stands alone.
    parts = [read(tmp_path, HEAD + row, ADS).tables["ads"] for row in ("\n".join(PARTS), whole)]
    pd.testing.assert_frame_equal(
        pd.concat(parts)[["ad", "split", "portion", "row"]].sort_values("row", ignore_index=True),
        reading.tables["ads"][["ad", "split", "portion", "row"]].sort_values(
            "row", ignore_index=True
        ),
    )
    assert spent(read(tmp_path, HEAD + whole, ADS)) == {"A": [30, 90]}


def test_a_whole_is_the_same_from_a_file_that_divides_nothing(tmp_path: Path) -> None:
    plain = read(tmp_path, HEAD.replace("Age,", "") + "K,A,2026-05-01,30,90", ADS).tables["ads"]
    whole = read(tmp_path, HEAD + "K,A,2026-05-01,All,30,90", ADS).tables["ads"]
    assert plain[["split", "portion"]].equals(whole[["split", "portion"]])


def test_ads_whose_names_hold_words_of_totals_stay(tmp_path: Path) -> None:
    rows = ["Total care,x,2026-05-01,,1,1", "All,y,2026-05-01,,2,2", "K,Sum,2026-05-01,,3,3"]
    reading = read(tmp_path, HEAD + "\n".join(rows), ADS)
    assert spent(reading) == {"x": [1, 1], "y": [2, 2], "Sum": [3, 3]}
    # Where no row has a name, the rows are days.
    days = [",,2026-05-01,,1,1", ",,2026-05-02,,2,2"]
    assert read(tmp_path, HEAD + "\n".join(days), ADS).notes == ()


@pytest.mark.parametrize("said", ["Total", "Grand total", "All", "Kokku:", "Всего", "Totals"])
@pytest.mark.parametrize("day", ["", "2026-05-01"])
def test_totals_of_visits_are_notes(tmp_path: Path, said: str, day: str) -> None:
    rows = ["vk,,2026-05-01,5", ",,2026-05-01,2", "Total,email,2026-05-01,1", f"{said},,{day},8"]
    reading = read(tmp_path, "From,By,Day,N\n" + "\n".join(rows), VISITS)
    # Visits without a source are visits, and a source may be called Total.
    assert sorted(merged(reading, "visits")["sessions"]) == [1, 2, 5]
    assert [row.line for row in reading.notes] == [5]
