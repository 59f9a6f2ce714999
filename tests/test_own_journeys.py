"""The client's journeys.csv: two shapes, every fault by its line, and nobody's name kept."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from smmlab.errors import ProjectError
from smmlab.own_journeys import HOW_TO_GET_JOURNEYS, read_journeys


def typed(folder: Path, text: str, encoding: str = "utf-8") -> pd.DataFrame:
    (folder / "journeys.csv").write_bytes(text.encode(encoding))
    rows = read_journeys(folder)
    assert rows is not None
    return rows


def test_no_file_is_no_journeys_and_the_message_says_how_to_get_them(tmp_path: Path) -> None:
    assert read_journeys(tmp_path) is None
    assert all(name in HOW_TO_GET_JOURNEYS for name in ("Google Analytics", "BigQuery", "CRM"))


@pytest.mark.parametrize(
    ("mark", "encoding"), [(",", "utf-8-sig"), (";", "cp1251"), ("\t", "utf-8"), (";", "utf-16")]
)
def test_paths_are_read_in_every_encoding_and_delimiter(
    tmp_path: Path, mark: str, encoding: str
) -> None:
    lines = [
        ("path", "conversions", "value", "currency", "nulls"),
        ("Дзен > Newsletter -> (direct)", "3", "10.5", "eur", "7"),
        ("Direct x 3", "1", "", "", ""),
    ]
    rows = typed(tmp_path, "\n".join(mark.join(line) for line in lines), encoding)
    assert rows["path"].tolist() == ["дзен > email > direct", "direct > direct > direct"]
    assert rows["conversions"].tolist() == [3, 1]
    assert rows.loc[0, ["nulls", "value", "currency"]].tolist() == [7, 10.5, "EUR"]
    assert rows.loc[1, ["nulls", "value", "currency"]].isna().all()
    assert rows["source_row"].tolist() == [2, 3]
    assert set(rows["source_file"]) == {"journeys.csv"}


def test_the_report_of_google_analytics_is_read_as_it_comes(tmp_path: Path) -> None:
    rows = typed(
        tmp_path,
        "Default channel group,Days to key event,Key events,Purchase revenue\n"
        "Referral x 2 (0%) → Organic Search × 1 (50%) → Direct 50%,3,4,20.5\n",
    )
    assert rows["path"].tolist() == ["referral > referral > organic search > direct"]
    assert rows[["conversions", "value"]].to_numpy().tolist() == [[4, 20.5]]


def test_touches_keep_no_name_of_anybody(tmp_path: Path) -> None:
    rows = typed(
        tmp_path,
        "user_pseudo_id,event_timestamp,source,medium,converted,value,currency\n"
        "mari@example.ee,1750000000000000,instagram,cpc,0,,\n"
        "mari@example.ee,2025-06-15 15:06:41,(direct),(none),1,12.5,EUR\n"
        "jaan,15.06.2025 15:07,l.facebook.com,referral,0,,\n"
        "jaan,20250616,Some Blog,other,0,,\n",
    )
    assert "mari" not in rows.to_csv()
    assert rows["journey"].tolist() == [0, 0, 1, 1]
    assert rows["at"].tolist() == [1750000000, 1750000001, 1750000020, 1750032000]
    assert rows["channel"].tolist()[:3] == ["instagram paid", "direct", "facebook"]
    assert rows["converted"].tolist() == [False, True, False, False]
    assert rows["value"].dropna().tolist() == [12.5]


def test_a_column_for_the_channel_goes_before_source_and_medium(tmp_path: Path) -> None:
    rows = typed(
        tmp_path,
        "journey,at,channel,source,medium,converted\n"
        "a,2026-01-01,News  Letter,x,y,0\na,2026-01-02,,google,organic,1\n",
    )
    assert rows["channel"].tolist() == ["news letter", "search"]


def test_every_fault_is_named_by_line_and_column(tmp_path: Path) -> None:
    with pytest.raises(ProjectError) as told:
        typed(
            tmp_path,
            "path,conversions,nulls,value,currency\na > > b,1,0,1,EUR\na,1.5,-1,-2,EURO\n"
            "b,,x,,\nc,0,3,5,EUR\nd,2,1,9,EUR\n",
        )
    assert told.value.values["faults"].split("; ") == [
        "2: path", "3: conversions", "3: currency", "3: nulls", "3: value", "4: conversions",
        "4: nulls", "5: value",
    ]  # fmt: skip
    assert told.value.values["count"] == 8
    with pytest.raises(ProjectError) as told:
        typed(
            tmp_path,
            "journey,at,channel,converted,value,currency\n,soon,,2,-3,E1R\n"
            "a,2026-10-31,b,0,5,EUR\na,12345,b,,,\n",
        )
    assert told.value.values["faults"].split("; ") == [
        "2: at", "2: channel", "2: converted", "2: currency", "2: journey", "2: value",
        "3: value", "4: at", "4: converted",
    ]  # fmt: skip


def test_many_faults_are_counted_and_the_first_listed(tmp_path: Path) -> None:
    with pytest.raises(ProjectError) as told:
        typed(tmp_path, "path,conversions\n" + "a,-1\n" * 100)
    listed = told.value.values["faults"].split("; ")
    assert (told.value.values["count"], len(listed), listed[-1]) == (100, 31, "…")


@pytest.mark.parametrize(
    "header", ["a,b", "path,nulls", "journey,at,converted", "path,conversions,journey,at,channel"]
)
def test_a_header_of_neither_or_of_both_shapes_is_refused(tmp_path: Path, header: str) -> None:
    with pytest.raises(ProjectError, match="either path and conversions"):
        typed(tmp_path, f"{header}\n{','.join('1' for _ in header.split(','))}\n")


def test_a_header_alone_is_an_empty_table(tmp_path: Path) -> None:
    assert typed(tmp_path, "path,conversions\n").empty


def test_the_data_of_the_peer_are_read_whole(tmp_path: Path, shared: Path) -> None:
    shutil.copy(
        shared / "checks" / "channelattribution" / "PathData.csv", tmp_path / "journeys.csv"
    )
    rows = read_journeys(tmp_path)
    assert rows is not None
    assert rows[["conversions", "nulls"]].sum().tolist() == [19785, 68602]
    assert rows["value"].sum() == pytest.approx(74802.971587)
