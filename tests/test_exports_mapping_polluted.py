"""Tables as strangers write them: read right, row by row, or refused in words; never half right.

The kinds of pollution are those that benchmarks of CSV loaders list; the files are ours.
"""

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smmlab.errors import ExportError, SmmlabError
from smmlab.exports.catalogue import check_account
from smmlab.exports.hints import Hints
from smmlab.exports.mapping.preview import preview_map
from smmlab.exports.mapping.propose import propose_map
from smmlab.exports.mapping.reader import fits, read_mapped, with_header
from smmlab.exports.mapping.spec import ColumnMap
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport

NOW = 1_790_000_000
TRUTH = {"2026-05-11": 120, "2026-05-12": 95, "2026-05-13": 0, "2026-05-14": 1200,
         "2026-05-15": 47, "2026-05-16": 8}  # fmt: skip
NOTES = {"2026-05-12": 'ütles "jah"', "2026-05-14": "üks, kaks"}
MAP = ColumnMap("daily", {"day": "Day"}, {"reach": "Seen"}, {"network": "vkontakte"}, name="stats")
HOSTILE = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def rows() -> list[list[str]]:
    body = [[day, str(seen), NOTES.get(day, "tavaline")] for day, seen in TRUTH.items()]
    return [["Day", "Seen", "Note"], *body]


def written(
    table: list[list[str]], *, delimiter: str = ",", quote: str = '"', end: str = "\n",
    every: bool = False,
) -> str:  # fmt: skip
    def cell(text: str) -> str:
        needs = every or any(sign in text for sign in (delimiter, quote, "\n", "\r"))
        return f"{quote}{text.replace(quote, quote * 2)}{quote}" if needs else text

    return "".join(delimiter.join(map(cell, row)) + end for row in table)


def raw(folder: Path, content: str | bytes, name: str = "stats.csv") -> RawExport:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return RawExport(path, NOW, Hints(None, "Europe/Tallinn"))


def told(reading: Reading) -> dict[str, int]:
    frame = reading.tables["daily"]
    return {day: int(value) for day, value in zip(frame["day"], frame["value"], strict=True)}


def changed(**cells: tuple[int, str]) -> list[list[str]]:
    table = rows()
    for name, (row, text) in cells.items():
        table[row][table[0].index(name)] = text
    return table


def with_rows(*extra: tuple[int, list[str]]) -> list[list[str]]:
    table = rows()
    for at, row in extra:
        table.insert(at, row)
    return table


WHOLE = {
    "plain": written(rows()),
    "every cell quoted": written(rows(), every=True),
    "semicolons": written(rows(), delimiter=";"),
    "tabs": written(rows(), delimiter="\t"),
    "bars": written(rows(), delimiter="|"),
    "single quotes": written(rows(), quote="'", every=True),
    "carriage returns": written(rows(), end="\r"),
    "both line ends": written(rows(), end="\r\n"),
    "no last line end": written(rows()).rstrip("\n"),
    "a mark at the start": "\ufeff" + written(rows()),
    "wide letters": written(rows()).encode("utf-16"),
    "an old alphabet": written(rows()).encode("cp1257"),
    "a separator line": "sep=;\n" + written(rows(), delimiter=";"),
    "blank lines on top": "\n\n" + written(rows()),
    "blank lines between": written(rows()).replace("\n", "\n\n"),
    "a title above": "Statistika mai 2026\n\n" + written(rows()),
    "three lines above": "Leht: Kohvik\nPeriood: mai\nLoodud: 2026-06-01\n" + written(rows()),
    "a total below": written([*rows(), ["Kokku", "1470", ""]]),
    "a sentence below": written(rows()) + "\nAllikas: võrgustik\n",
    "the header twice": written(with_rows((4, rows()[0]))),
    "empty columns at the end": written([[*row, "", ""] for row in rows()]),
    "blanks around": written([[f" {cell} " for cell in row] for row in rows()]),
    "other order of columns": written([row[::-1] for row in rows()]),
    "a column more": written([["x", *row] for row in rows()]),
    "grouped numbers": written(changed(Seen=(4, "1 200")), every=True),
    "narrow blanks": written(changed(Seen=(4, "1\u202f200"))),
    "another table below": written(rows())
    + "\nDate,Clicks,CTR\n2026-05-13,7,1\n2026-05-20,9,2\n",
    "another table of the same width": written(rows()) + "\nSeen,Day,Note\n5,2026-05-13,x\n",
    "a line end in a cell": written(changed(Note=(2, "üks\nkaks"))),
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_a_polluted_table_holds_what_the_plain_one_holds(tmp_path: Path, name: str) -> None:
    reading = read_mapped(raw(tmp_path, WHOLE[name]), MAP)
    check_account(reading)
    assert told(reading) == TRUTH
    assert reading.rejected == ()


ONE_LESS = {
    "a row too short": written(with_rows()).replace("2026-05-13,0,tavaline", "2026-05-13,0"),
    "a row too long": written(rows()).replace("13,0,tavaline", "13,0,tavaline,veel"),
    "a word for a number": written(changed(Seen=(3, "palju"))),
    "half a person": written(changed(Seen=(3, "1.5"))),
    "a number below zero": written(changed(Seen=(3, "-4"))),
    "a day that is none": written(changed(Day=(3, "2026-02-30"))),
    "a day to come": written(changed(Day=(3, "2031-05-13"))),
    "no day": written(changed(Day=(3, ""))),
    "a zero byte": written(rows()).replace("13,0,tava", "13,0\x00,tava"),
}


@pytest.mark.parametrize("name", ONE_LESS)
def test_what_cannot_be_is_listed_and_the_rest_is_right(tmp_path: Path, name: str) -> None:
    reading = read_mapped(raw(tmp_path, ONE_LESS[name]), MAP)
    check_account(reading)
    assert told(reading) == {day: seen for day, seen in TRUTH.items() if day != "2026-05-13"}
    assert [row.line for row in reading.rejected] == [4]


def test_without_the_mapped_columns_it_is_refused_with_their_names(tmp_path: Path) -> None:
    for content in (written([row[:1] for row in rows()]), written(rows()[1:])):
        with pytest.raises(ExportError, match="Seen"):
            read_mapped(raw(tmp_path, content), MAP)
    with pytest.raises(ExportError, match="empty"):
        read_mapped(raw(tmp_path, "\n \n"), MAP)
    broken = written(rows()).encode().replace(b"13,0,tava", b"13,0,ta\xff\xfe")
    with pytest.raises(ExportError, match="letters"):
        read_mapped(raw(tmp_path, broken), MAP)


def test_a_quotation_mark_never_closed_loses_no_row_unseen(tmp_path: Path) -> None:
    content = written(rows()).replace('"üks, kaks"', '"üks, kaks')
    reading = read_mapped(raw(tmp_path, content), MAP)
    check_account(reading)
    assert told(reading).items() <= TRUTH.items()
    assert reading.rejected


def test_two_columns_of_one_name_are_told_and_the_first_is_read(tmp_path: Path) -> None:
    table = [[*row, row[1] + "9"] for row in rows()]
    table[0][-1] = "Seen"
    reading = read_mapped(raw(tmp_path, written(table)), MAP)
    assert told(reading) == TRUTH
    assert "repeated-columns" in {caution.code for caution in reading.warnings}


def test_a_point_that_may_part_thousands_is_never_a_fraction_of_a_person(tmp_path: Path) -> None:
    reading = read_mapped(raw(tmp_path, written(changed(Seen=(4, "1.234")), delimiter=";")), MAP)
    assert "2026-05-14" not in told(reading)
    assert [row.line for row in reading.rejected] == [5]


def test_days_that_may_be_read_in_two_ways_are_asked(tmp_path: Path) -> None:
    table = [["Day", "Seen", "Note"], ["03/04/2026", "1", ""], ["05/06/2026", "2", ""]]
    with pytest.raises(ExportError, match="--dates"):
        read_mapped(raw(tmp_path, written(table)), MAP)
    table.append(["13/06/2026", "3", ""])
    assert told(read_mapped(raw(tmp_path, written(table)), MAP)) == {
        "2026-04-03": 1, "2026-06-05": 2, "2026-06-13": 3,
    }  # fmt: skip


LINES: dict[str, tuple[str, int | None]] = {
    # What a line of JSON holds, and how many of the three records are read; None: refused.
    "plain": ('{"Day": "2026-05-13", "Seen": 0}', 3),
    "a number as text": ('{"Day": "2026-05-13", "Seen": "0"}', 3),
    "escaped names": ('{"\\u0044ay": "2026-05-13", "Seen": 0}', 3),
    "not closed": ('{"Day": "2026-05-13", "Seen": 0', 2),
    "a comma too many": ('{"Day": "2026-05-13", "Seen": 0,}', 2),
    "a name twice": ('{"Day": "2026-05-13", "Seen": 0, "Seen": 7}', 2),
    "no number": ('{"Day": "2026-05-13", "Seen": NaN}', 2),
    "endless": ('{"Day": "2026-05-13", "Seen": 1e999}', 2),
    "a fraction of a person": ('{"Day": "2026-05-13", "Seen": {"a": 1}}', 2),
    "nothing": ('{"Day": "2026-05-13", "Seen": null}', 2),
    "a list": ("[1, 2]", 2),
    "a word": ("null", 2),
    "single quotes": ("{'Day': '2026-05-13', 'Seen': 0}", 2),
    "half an emoji": ('{"Day": "2026-05-13", "Seen": 0, "x": "\\ud83d"}', 3),
    "deep": ("[" * 50_000 + "]" * 50_000, 2),
    "a remark": ('{"Day": "2026-05-13"} // tere', 2),
}  # fmt: skip


@pytest.mark.parametrize("name", LINES)
def test_records_one_a_line_are_read_or_listed(tmp_path: Path, name: str) -> None:
    line, expected = LINES[name]
    content = "\n".join(
        ['{"Day": "2026-05-11", "Seen": 120}', line, '{"Day": "2026-05-15", "Seen": 47}']
    )
    reading = read_mapped(raw(tmp_path, content, "stats.jsonl"), MAP)
    check_account(reading)
    assert len(told(reading)) == expected
    assert told(reading).items() <= TRUTH.items()


def test_a_tail_cut_off_is_listed_and_the_rest_is_read(tmp_path: Path) -> None:
    content = '{"Day": "2026-05-11", "Seen": 120}\n{"Day": "2026-05-12", "Se'
    reading = read_mapped(raw(tmp_path, content, "stats.jsonl"), MAP)
    assert told(reading) == {"2026-05-11": 120}
    assert [row.line for row in reading.rejected] == [2]
    assert reading.rejected[0].raw


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(["Day", "Seen", "x", ""]), inner, max_size=4),
    ),
    max_leaves=20,
)


@HOSTILE
@given(value=JSON, at=st.integers(0, 300), letter=st.sampled_from(["", "\\", "]", "{", "\x00"]))
def test_whatever_json_comes_only_our_errors_go_out(
    tmp_path: Path, value: Any, at: int, letter: str
) -> None:
    text = json.dumps(value)
    at %= len(text) + 1
    harmless(raw(tmp_path, text[:at] + letter + text[at:], "stats.json"))


@HOSTILE
@given(
    table=st.lists(
        st.lists(st.text(st.sampled_from('a1,;"\n\t|=é\x00'), max_size=5), max_size=5), max_size=8
    ),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
)
def test_whatever_table_comes_only_our_errors_go_out(
    tmp_path: Path, table: list[list[str]], delimiter: str
) -> None:
    harmless(raw(tmp_path, "\n".join(delimiter.join(row) for row in [["Day", "Seen"], *table])))


def harmless(export: RawExport) -> None:
    assert fits(export, MAP) in (True, False)
    for act in (
        lambda: check_account(read_mapped(export, MAP)),
        lambda: preview_map(export, propose_map(export).column_map),
        lambda: with_header(export, MAP),
    ):
        with contextlib.suppress(SmmlabError):
            act()
