"""Tables of posts: where the table starts, what is a total, which clock, and the account."""

from pathlib import Path

import pandas as pd
import pytest

from meta_files import raw
from sheet_files import workbook
from smmlab.errors import ExportError
from smmlab.exports.catalogue import check_account
from smmlab.exports.hints import Hints
from smmlab.exports.post_tables import (
    NO_ID,
    PostMoments,
    PostTable,
    finish,
    has_columns,
    link_only_caution,
    open_table,
    paid_share,
    read_moments,
    refuse_spoilt_ids,
)
from smmlab.exports.sieve import Fault
from smmlab.exports.source import open_export

NAMES = {"date": ("Date",), "post_id": ("Post ID",), "link": ("Link",), "text": ("Text",)}
SIGNS = ("Post ID", "Date")
HEADER = "Date,Post ID,Link,Text\n"


def opened(folder: Path, text: str) -> PostTable:
    return open_table(raw(folder, text), NAMES, signs=SIGNS)


def of(*texts: str | None) -> pd.Series:
    return pd.Series(texts, dtype="str")


def moments(
    folder: Path,
    text: str,
    *,
    post_id: str = "1",
    network: str = "facebook",
    zone: str | None = None,
) -> PostMoments:
    export = open_export(raw(folder, "x").path, hints=Hints(zone="Europe/Tallinn"))
    return read_moments(of(text), of(post_id), of(None), of(network), export, zone=zone)


def test_the_table_may_stand_below_other_lines_and_hold_its_names_again(tmp_path: Path) -> None:
    text = f"Report\n{HEADER}2026-03-01,1,,a\n{HEADER}2026-03-02,2,,b\n".replace(
        "Report", "Report,,,"
    )
    table = opened(tmp_path, text)
    assert table.cells.lines.tolist() == [3, 5]
    assert [row.line for row in table.notes] == [1, 4]
    assert table.rows_read == 4


def test_totals_are_notes_unless_they_link_to_a_post(tmp_path: Path) -> None:
    rows = "Total,,,\n,Итого,,\n,,KOKKU,\n2026-03-01,1,,Total\nTotal,2,https://vk.com/wall-1_2,a\n"
    table = opened(tmp_path, HEADER + rows)
    assert [row.line for row in table.notes] == [2, 3, 4]
    assert table.cells.lines.tolist() == [5, 6]


def test_every_sheet_with_the_columns_is_read(tmp_path: Path) -> None:
    header = HEADER.strip().split(",")
    export = workbook(
        tmp_path,
        {"One": [header, ["2026-03-01", "1", "", "a"]], "Info": [["x"], ["y"]],
         "Two": [["Post ID", "Date", "Mood"], ["2", "2026-03-02", "good"]]},
    )  # fmt: skip
    table = open_table(export, NAMES, signs=SIGNS)
    assert table.cells.frame["post_id"].tolist() == ["1", "2"]
    assert table.cells.lines.tolist() == [2, 20_000_002]
    assert [row.line for row in table.notes] == [10_000_001, 10_000_002]
    assert table.cells.matched.unknown == ("Mood",)
    assert has_columns(export, SIGNS)


def test_a_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    export = raw(tmp_path, "a,b\n1,2\n")
    assert not has_columns(export, SIGNS)
    with pytest.raises(ExportError, match="Expected the columns Date, Post ID"):
        open_table(export, NAMES, signs=SIGNS)


def test_a_time_without_zone_is_the_projects_unless_the_source_knows_better(tmp_path: Path) -> None:
    local = moments(tmp_path, "2026-03-01 10:00")
    assert (local.at[0], local.clock[0], local.precision[0]) == (
        1_772_352_000, "Europe/Tallinn", "minute",
    )  # fmt: skip
    assert [caution.code for caution in local.cautions] == ["project-zone"]
    known = moments(tmp_path, "2026-03-01 10:00", zone="America/New_York")
    assert (known.at[0] - local.at[0], known.cautions) == (7 * 3600, ())
    offset = moments(tmp_path, "2026-03-01T10:00:00Z")
    assert (offset.clock[0], offset.cautions) == ("UTC", ())


def test_an_id_wins_but_not_one_from_the_future(tmp_path: Path) -> None:
    at = 1_772_468_430
    by_id = moments(tmp_path, "soon", post_id=str(at << 32), network="tiktok")
    assert (by_id.at[0], by_id.clock[0], by_id.precision[0]) == (at, "id", "second")
    assert not by_id.fault.mask[0]
    later = moments(
        tmp_path, "2026-03-01 10:00", post_id=str(1_900_000_000 << 32), network="tiktok"
    )
    assert later.clock[0] == "Europe/Tallinn"


def test_times_that_cannot_be_are_faults_and_absent_ones_are_not(tmp_path: Path) -> None:
    assert moments(tmp_path, "2030-01-01").fault.mask[0]
    none = moments(tmp_path, "")
    assert (none.fault.mask[0], none.precision[0], none.clock[0]) == (False, "unknown", "unknown")
    twice = moments(tmp_path, "2025-10-26 03:30")
    assert "repeated-hour" in {caution.code for caution in twice.cautions}


def test_of_an_hour_that_does_not_exist_the_day_is_kept(tmp_path: Path) -> None:
    skipped, day = moments(tmp_path, "2026-03-29 03:30"), moments(tmp_path, "2026-03-29")
    assert (skipped.at[0], skipped.precision[0], skipped.fault.mask[0]) == (day.at[0], "day", False)
    assert [caution.code for caution in skipped.cautions] == ["project-zone", "skipped-hour"]
    named = moments(tmp_path, "2026-03-29 03:30", zone="Europe/Tallinn")
    assert (named.at[0], named.precision[0]) == (day.at[0], "day")
    assert [caution.code for caution in named.cautions] == ["skipped-hour"]


def test_ids_in_scientific_form_are_refused() -> None:
    refuse_spoilt_ids(of("122169575834762707", None))
    with pytest.raises(ExportError, match="saved in Excel"):
        refuse_spoilt_ids(of("1.22166E+17", None))


def test_the_paid_share_of_nothing_is_missing() -> None:
    organic = pd.Series([3, 0, None, 0], dtype="Int64")
    paid = pd.Series([1, 0, 1, 5], dtype="Int64")
    assert paid_share(organic, paid).fillna(-1).tolist() == [0.25, -1, -1, 1]


def test_posts_known_by_their_links_are_told() -> None:
    networks = of("instagram", "telegram", "telegram", "facebook")
    ids = of("link:abc", "kohvik/15", "123/15", "77")
    (caution,) = link_only_caution(networks, ids)
    assert caution.values == {"n": 2, "networks": "instagram, telegram"}
    assert link_only_caution(of("facebook"), of("77")) == ()


def test_every_row_is_accounted_for(tmp_path: Path) -> None:
    table = opened(tmp_path, f"{HEADER}2026-03-01,1,,a\n2026-03-01,1,,b\n,,,c\nx\nTotal,,,\n")
    ids = table.cells.frame["post_id"]
    posts = pd.DataFrame({"network": "facebook", "post_id": ids, "text": table.cells.frame["text"]})
    reading = finish(table, posts, [Fault(ids.isna(), NO_ID, ids)], "posts", exported_at=5)
    check_account(reading)
    assert reading.rows_read == 5
    assert [row.line for row in reading.merged] == [3]
    assert [row.line for row in reading.rejected] == [4, 5]
    assert [row.line for row in reading.notes] == [6]
    assert (reading.exported_at, reading.warnings) == (5, ())


def test_names_without_rows_are_told(tmp_path: Path) -> None:
    table = opened(tmp_path, HEADER)
    posts = pd.DataFrame({"network": of(), "post_id": of()})
    (caution,) = finish(table, posts, [], "posts").warnings
    assert caution.code == "no-rows"
