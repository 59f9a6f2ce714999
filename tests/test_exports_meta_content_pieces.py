"""A content export read in pieces is the whole file."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from content_files import posts
from meta_files import (
    FB,
    codes,
    facebook,
    raw,
    shortcode,
)
from smmlab.exports.catalogue import read_export
from smmlab.exports.meta.content import READER
from smmlab.exports.pieces import read_pieces_of
from smmlab.exports.reading import Reading
from smmlab.exports.sieve import fold_repeats
from smmlab.exports.source import RawExport, open_export


def test_a_piece_has_the_lines_of_the_whole_file(tmp_path: Path) -> None:
    export = raw(tmp_path, facebook({}, {"Views": "x"}))
    piece = replace(export, given=(export.text, "utf-8", ()), skipped_lines=500)
    _, reading = read_export(piece)
    assert posts(reading)["source_row"].tolist() == [502]
    assert [(row.line, row.place) for row in reading.rejected] == [(503, "503")]
    assert reading.rejected[0].raw.startswith("939005954986062,")
    short = facebook({}, {}).splitlines()
    text = "\n".join([short[0], short[1], "1,2"])
    ragged = READER.read(replace(export, given=(text, "utf-8", ()), skipped_lines=7)).rejected
    assert [row.line for row in ragged] == [10]


def pieces_of(export: RawExport, monkeypatch: pytest.MonkeyPatch, size: int) -> list[Reading]:
    monkeypatch.setattr("smmlab.exports.pieces._CHUNK", size)
    return [read_export(piece)[1] for piece in read_pieces_of(export, size=size)]


def assert_pieces_are_the_whole(
    export: RawExport, monkeypatch: pytest.MonkeyPatch, size: int = 1_500
) -> None:
    whole = read_export(export)[1]
    pieces = pieces_of(export, monkeypatch, size)
    assert len(pieces) >= 3
    found = pd.concat([posts(piece) for piece in pieces], ignore_index=True)
    joined, merged = fold_repeats(found, "posts")
    in_order = posts(whole).sort_values("source_row").reset_index(drop=True)
    pd.testing.assert_frame_equal(
        joined.sort_values("source_row").reset_index(drop=True)[list(in_order)], in_order
    )
    assert sum(piece.rows_read for piece in pieces) == whole.rows_read
    for kind in ("rejected", "notes"):
        rows = [row for piece in pieces for row in getattr(piece, kind)]
        assert sorted(rows, key=lambda row: row.line) == list(getattr(whole, kind)), kind
    again = [row for piece in pieces for row in piece.merged] + list(merged)
    assert sorted(row.line for row in again) == [row.line for row in whole.merged]
    # How the bytes were decoded is no matter of the reader.
    assert set().union(*map(codes, pieces)) - {"legacy-charset"} == codes(whole) - {
        "legacy-charset"
    }


def numbered(n: int, **more: str) -> dict[str, str]:
    post = str(939005954986000 + n * 7)
    return {"Post ID": post, "Title": f"Kook\n{n}, õhtul",
            "Permalink": f"https://www.facebook.com/Kohvik/posts/{post}", **more}  # fmt: skip


MANY = [numbered(n, **{"Publish time": f"07/{(n + 12) % 28 + 1:02}/2025 {n % 24:02}:{n:02}"})
        for n in range(40)]  # fmt: skip


FAULTY = [*MANY[:20], numbered(90, Views="x"), numbered(91, Shares="-1"), *MANY[20:],
          MANY[3] | {"Views": "45"}, numbered(92, **{"Post ID": ""}), MANY[38]]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        facebook(*MANY),
        facebook(*FAULTY),
        facebook(*MANY) + facebook(*FAULTY),
        facebook(*FAULTY).replace("\r\n", "\n") + "1,2\n",
        b"\xff\xfe" + facebook(*FAULTY, delimiter="\t").encode("utf-16-le"),
        facebook(*FAULTY, delimiter=";").replace("Kook", "Пирог к чаю").replace("õ", "о")
        .encode("cp1251"),
        "sep=,\n" + facebook(*FAULTY),
        "Kohvik Kaja\n" + facebook(*FAULTY),
        facebook(*(row | {"Seconds viewed": "1202,5"} for row in MANY), delimiter=";"),
    ],
    ids=["plain", "faulty", "joined", "ragged", "utf-16", "cp1251", "separator", "title", "comma"],
)  # fmt: skip
def test_a_file_in_pieces_is_the_whole_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | bytes
) -> None:
    assert_pieces_are_the_whole(raw(tmp_path, content), monkeypatch)


def test_what_a_whole_column_shows_holds_for_a_short_last_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The last piece has a row or two: too few to show anything by themselves.
    broken = [numbered(n, **{"Publish time": f"12/{n % 28 + 1:02}/2023 0{n % 9}:12"})
              for n in range(41)]  # fmt: skip
    assert_pieces_are_the_whole(raw(tmp_path, facebook(*broken)), monkeypatch)
    iso = [numbered(n, **{"Publish time": f"2025-07-{n % 12 + 17:02} 08:00:00"}) for n in range(30)]
    iso += [numbered(n, **{"Publish time": "2025-07-03 08:00:00"}) for n in range(30, 41)]
    assert_pieces_are_the_whole(raw(tmp_path, facebook(*iso)), monkeypatch)
    made = shortcode(1_752_476_460_000)
    link = f"https://www.instagram.com/reel/{made}/"
    cut = [numbered(n, **{"Post ID": f"1835515111617{n:02}00", "Permalink": link})
           for n in range(41)]  # fmt: skip
    assert_pieces_are_the_whole(raw(tmp_path, facebook(*cut)), monkeypatch)


def test_the_real_facebook_file_in_pieces_is_the_whole_file(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = open_export(shared / "samples/meta/fb_content_2025_full.csv")
    assert_pieces_are_the_whole(export, monkeypatch, size=12_000)


def test_foreign_names_are_proven_once_for_all_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = facebook(*MANY, {"Permalink": ""}, header=FB[:17])
    names = ",".join(f"Столбец {n}" for n in range(17))
    text = names + rows[rows.index("\n") :]
    assert_pieces_are_the_whole(raw(tmp_path, text), monkeypatch)


def test_a_later_piece_without_a_usable_id_is_rejected_not_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoilt = [{"Post ID": "9.39006E+14", "Permalink": ""}] * 8
    assert_pieces_are_the_whole(raw(tmp_path, facebook(*MANY, *spoilt)), monkeypatch)


def test_rows_that_end_early_are_whole_with_times_of_another_program(tmp_path: Path) -> None:
    early = facebook({}, {"Publish time": "07/14/2025 10:30 AM"}).rstrip().removesuffix(",")
    reading = READER.read(raw(tmp_path, early))
    assert "short-rows" in codes(reading)
    assert reading.rejected == ()
