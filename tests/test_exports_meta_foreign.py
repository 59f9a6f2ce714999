"""Content exports with column names in other languages: proven or refused."""

from pathlib import Path

import pytest

from content_files import posts, read_text
from meta_files import (
    FB,
    codes,
    facebook,
    only_smmlab_errors,
    raw,
    table,
)
from smmlab.errors import ExportError
from smmlab.exports.meta.content import READER
from smmlab.exports.meta.foreign import find_order


def test_foreign_headers_without_evidence_are_refused_in_clear_words(tmp_path: Path) -> None:
    foreign = table([f"Veerg {n}" for n in range(20)], [["1"] * 20])
    export = raw(tmp_path, foreign, "Jan-14-2025_Apr-14-2025_1396269028466733.csv")
    assert READER.matches(export)
    with pytest.raises(ExportError, match="to English and export again"):
        READER.read(export)


def foreign(*rows: list[str], width: int = 17) -> str:
    return table([f"Столбец {n}" for n in range(width + 2)], list(rows))


def test_foreign_names_are_read_by_what_the_columns_hold(tmp_path: Path) -> None:
    row = facebook({"Date": "Весь период"}, header=FB[:17]).splitlines()[1].split(",")
    other = facebook({"Date": "07/14/2025", "Post type": "Фото"}, header=FB[:17])
    rows = [[*row, "40", "15"], [*other.splitlines()[1].split(","), "41", "16"]]
    reading = read_text(tmp_path, foreign(*rows), "content.csv")
    frame = posts(reading)
    assert frame[["post_id", "page", "text", "form"]].to_numpy().tolist() == [
        ["939005954986061", "Kohvik", "Kook 1", "photo"],
    ]  # fmt: skip
    assert frame[["views", "reach", "metrics_name"]].isna().all().all()
    assert {"foreign-names", "counts-by-day"} <= codes(reading)


def test_foreign_names_cut_short_are_no_index_error(tmp_path: Path) -> None:
    rows = facebook({}, {}, header=FB[:17]).splitlines()[1:]
    for width in (1, 5, 8, 16):
        text = "\n".join([",".join(f"Veerg {n}" for n in range(width)), *rows])
        only_smmlab_errors(READER, raw(tmp_path, text))


def test_an_order_of_columns_is_proven_by_ids_times_and_links() -> None:
    row = facebook({}, header=FB[:17]).splitlines()[1].split(",")
    assert find_order([row]) is not None
    assert find_order([["", *row[1:]], row]) is not None
    assert find_order([[*row[:6], "14.07.2025 00:00", *row[7:]], row]) is None
    assert find_order([[*row[:8], "https://example.ee/1", *row[9:]]]) is None
    assert find_order([row[:12]]) is None
    assert find_order([]) is None
