"""Competitors of a LinkedIn page: known, and refused with what to do instead."""

from pathlib import Path

import pytest

from meta_files import raw
from sheet_files import workbook
from smmlab.errors import ExportError
from smmlab.exports.linkedin.competitors import READER

HEADER = ("Page", "New Followers", "Posts", "Comments", "Comments per day", "Reactions")


@pytest.mark.parametrize(
    "header", [HEADER, ("Page", "Total Followers", "New Followers", "Total post engagements")]
)
def test_the_file_is_known_and_refused_in_words(tmp_path: Path, header: tuple[str, ...]) -> None:
    rows = [("Jun 30, 2025 - Jul 29, 2025",), header, ("Kaja", *"12345"[: len(header) - 1])]
    export = workbook(tmp_path, {"Sheet": rows}, "kohvik_competitor_analytics_1.xlsx")
    assert READER.matches(export)
    with pytest.raises(ExportError, match="into the brief, under rivals_per_network"):
        READER.read(export)


def test_other_tables_are_left_alone(tmp_path: Path) -> None:
    assert not READER.matches(raw(tmp_path, "Page,Views\na,1\n"))
