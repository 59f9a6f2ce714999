"""A file of which nothing could be used says so, with the reason that most of its rows have."""

from pathlib import Path

import pytest

from import_cases import BRIEF
from smmlab.import_report import ImportReport
from smmlab.project import create_project
from smmlab.texts import Words

HEADER = "Video title,Video link,Post time,Video views,Likes,Comments,Shares,Add to Favorites\n"
LINK = f"https://www.tiktok.com/@kohvik/video/{1_761_934_746 << 32}"
SOUND = f"Pitsa,{LINK},2025/10/31 18:19:10,5,1,1,1,1\n"
BAD_COUNT = f"Pitsa,{LINK},2025/10/31 18:19:10,many,1,1,1,1\n"
NAMELESS = ",,2025/10/31 18:19:10,5,1,1,1,1\n"


def added(folder: Path, *rows: str) -> ImportReport:
    path = folder / "Video.csv"
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    return create_project(folder / "client", BRIEF).add(path)


@pytest.mark.parametrize("backwards", [False, True])
def test_the_most_frequent_reason_is_told(tmp_path: Path, backwards: bool) -> None:
    rows = [BAD_COUNT, NAMELESS, NAMELESS]
    report = added(tmp_path, *(rows[::-1] if backwards else rows))
    assert report.rows == {"read": 3, "imported": 0, "merged": 0, "rejected": 3, "notes": 0}
    (caution,) = (one for one in report.warnings if one.code == "all-rejected")
    said = Words("en").say(caution.template, **caution.values)
    assert "all were rejected: 3. The most frequent reason: This row has no link" in said
    assert "export the file again and do not open it before the import" in said


def test_the_reason_has_its_own_values(tmp_path: Path) -> None:
    (caution,) = (c for c in added(tmp_path, BAD_COUNT).warnings if c.code == "all-rejected")
    assert "reason: many is no count, in the column Video views. Please" in str(caution)


@pytest.mark.parametrize("rows", [[SOUND, BAD_COUNT], []])
def test_a_file_with_a_sound_row_or_no_row_says_nothing_of_it(
    tmp_path: Path, rows: list[str]
) -> None:
    assert "all-rejected" not in {caution.code for caution in added(tmp_path, *rows).warnings}
