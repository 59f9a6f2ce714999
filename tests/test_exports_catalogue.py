"""One door: the right reader reads, unknown files are refused, no fault escapes."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import FB, IG, facebook, instagram, raw
from smmlab.errors import ExportError, SmmlabError
from smmlab.exports import catalogue
from smmlab.exports.catalogue import READERS, AccountError, check_account, read_export
from smmlab.exports.reading import Listed, Reading
from smmlab.exports.source import RawExport, open_export

HOSTILE = settings(max_examples=40, deadline=None,
                   suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip


def test_readers_have_names_and_cards_of_their_own() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS)
    for reader in READERS:
        assert all((reader.card.title, reader.card.how_to_get, reader.card.limits))


@pytest.mark.parametrize(
    ("sample", "name"),
    [("meta/fb_content_2025_full.csv", "meta_content"),
     ("meta/ig_content_excel_damaged.csv", "meta_content"),
     ("meta/mbs_views_2025_utf16_dst.csv", "meta_series"),
     ("meta/mbs_audience_2025_utf16.csv", "meta_audience"),
     ("telegram/channel_result_reactions_6_messages.json", "telegram"),
     ("ga4/ga4_report_mh4u_daily.csv", "ga4"),
     ("shop/shopify_orders_header_masked_rows.csv", "shopify")],
)  # fmt: skip
def test_real_files_find_their_reader_and_no_other(shared: Path, sample: str, name: str) -> None:
    export = open_export(shared / "samples" / sample)
    assert [reader.name for reader in READERS if reader.matches(export)] == [name]
    reader, _ = read_export(export)
    assert reader.name == name


def test_every_real_sample_is_read_or_refused_in_words(shared: Path) -> None:
    for sample in sorted((shared / "samples").rglob("*.*")):
        harmless(open_export(sample))


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("Kuupäev;Summa\n1;2\n", "Kuupäev, Summa"),
        ('{"b": 1, "a": {}}', "a, b"),
        ("\n;;\n", "no column names"),
        (",".join(f"c{n}" * 30 for n in range(50)), "c0c0c0"),
    ],
)
def test_an_unknown_file_is_told_what_was_found_in_it(
    tmp_path: Path, content: str, found: str
) -> None:
    with pytest.raises(ExportError) as caught:
        read_export(raw(tmp_path, content, "notes.csv"))
    text = str(caught.value)
    assert f"Found: {found}" in text
    assert "notes.csv" in text
    assert "smmlab map" in text
    assert len(text) < 800


def test_an_archive_is_no_export_itself(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="archive inside an archive"):
        read_export(raw(tmp_path, b"PK\x03\x04rest"))


@pytest.mark.parametrize("fault", [ValueError, KeyError, RecursionError, OverflowError, IndexError])
def test_a_fault_of_a_reader_becomes_a_sentence_that_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def read(_raw: object) -> Reading:
        raise fault("inside")

    broken = replace(READERS[0], read=read)
    monkeypatch.setattr(catalogue, "READERS", (broken,))
    with pytest.raises(ExportError, match="Meta Business Suite: content") as found:
        read_export(raw(tmp_path, facebook({})))
    assert isinstance(found.value.__cause__, fault)


def test_how_the_text_was_decoded_is_said_first(tmp_path: Path) -> None:
    text = facebook({"Title": "Привет всем друзьям, завтра открываем новую кофейню"})
    _, reading = read_export(raw(tmp_path, text.encode("cp1251")))
    assert reading.warnings[0].code == "legacy-charset"
    assert reading.tables["posts"]["text"][0].startswith("Привет")


def test_the_account_must_come_out() -> None:
    table = pd.DataFrame({"source_row": [2, 2, 3]})
    check_account(Reading({"orders": table}, 3, notes=(Listed(4, "Total."),)))
    with pytest.raises(AccountError, match="3 rows read, but 2 imported"):
        check_account(Reading({"orders": table}, 3))


def test_a_lost_row_is_never_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loser = replace(READERS[0], read=lambda _: Reading({}, 1))
    monkeypatch.setattr(catalogue, "READERS", (loser,))
    with pytest.raises(ExportError, match="AccountError"):
        read_export(raw(tmp_path, facebook({})))


def harmless(export: RawExport) -> None:
    refused = None
    try:
        check_account(read_export(export)[1])
    except SmmlabError as problem:
        refused = problem
    # Refused by a check, not by an accident.
    assert refused is None or (str(refused) and refused.__cause__ is None)


@HOSTILE
@given(content=st.binary(min_size=1, max_size=300))
def test_random_bytes_are_harmless(tmp_path: Path, content: bytes) -> None:
    harmless(raw(tmp_path, content))


HEADERS = [
    ",".join(f'"{name}"' for name in FB), ",".join(IG), '"Reach"\n"Date","Primary"',
    '"Age & gender"\n"","Women","Men"', "Date,Primary", "Top countries",
    "Name,Email,Financial Status,Paid at,Currency,Total,Created at,Lineitem quantity,Id",
    "# Start date: 20230708\n# End date: 20240304\nDate,Sessions,Total users",
    json.dumps({"name": "k", "type": "public_channel", "id": 1, "messages": [{"id": 1}]}),
]  # fmt: skip
BITS = st.one_of(
    st.sampled_from([",", ";", '"', "\n", "\r", "\x00", "\t", "''", "[]", "1", "-1", "1E+17", "{",
                     "2025-01-01T01:00:00", "07/14/2025 00:00", "99.5", "=1+1", "\ufeff"]),
    st.text(max_size=6),
)  # fmt: skip


@HOSTILE
@given(
    header=st.sampled_from(HEADERS),
    body=st.lists(BITS, max_size=30),
    cut=st.integers(0, 60),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"]),
)
def test_mutated_real_headers_are_harmless(
    tmp_path: Path, header: str, body: list[str], cut: int, encoding: str
) -> None:
    text = header[: len(header) - cut] + "\n" + "".join(body)
    harmless(raw(tmp_path, text.encode(encoding, "ignore") or b"x"))


def test_repeated_reading_gives_the_same(tmp_path: Path) -> None:
    export = raw(tmp_path, instagram({}, {"Views": "x"}, {}))
    first, again = read_export(export)[1], read_export(export)[1]
    pd.testing.assert_frame_equal(first.tables["posts"], again.tables["posts"])
    assert (first.rejected, first.warnings) == (again.rejected, again.warnings)


def test_a_reader_that_falls_over_a_strange_file_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def falls(_raw: object) -> bool:
        raise ZeroDivisionError

    broken = replace(READERS[0], matches=falls)
    monkeypatch.setattr("smmlab.exports.catalogue.READERS", (broken, *READERS[1:]))
    with pytest.raises(ExportError, match="is not an export"):
        read_export(raw(tmp_path, "a,b\n1,2\n", "notes.csv"))
