"""Meta ads: totals, groups of one ad, money in its currency, three languages, two containers."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ads_files import AGES, HEADER, ads, cells, csv, read
from meta_files import codes, only_smmlab_errors, raw, table
from sheet_files import workbook
from smmlab.errors import ExportError
from smmlab.exports.catalogue import READERS
from smmlab.exports.hints import Hints
from smmlab.exports.meta.ads import READER
from smmlab.exports.source import RawExport, open_export
from vk_files import FOLDER, facts, lines_of, reasons


def test_an_ad_with_all_its_numbers_from_text_and_from_a_workbook() -> None:
    sheets = {"Worksheet": [HEADER, *cells({"Impressions": "1200"})]}
    for reading in (ads({}), read(READER, workbook(FOLDER, sheets))):
        found = reading.tables["ads"].iloc[0]
        assert (found["campaign"], found["ad_set"], found["ad"]) == ("Sügis", "Narva", "Kook")
        assert (found["from_day"], found["to_day"]) == ("2026-09-01", "2026-09-07")
        assert (found["spend"], found["currency"]) == (4.05, "EUR")
        assert found[["impressions", "reach", "clicks", "results"]].tolist() == [1200, 400, 15, 9]
        assert (found["network"], found["result_kind"]) == ("facebook", "actions:link_click")
        assert (reading.rows_read, reading.warnings) == (1, ())


def test_a_file_of_an_account_has_no_names_of_people() -> None:
    header = ("Reporting starts", "Reporting ends", "Account name", "Impressions",
              "Amount spent (EUR)")  # fmt: skip
    reading = ads({"Account name": "Mari Maasikas"}, header=header)
    assert reading.tables["ads"][["campaign", "ad_set", "ad"]].isna().all(axis=None)
    assert "Maasikas" not in reading.tables["ads"].to_csv()


def test_an_unused_column_with_people_reaches_no_table() -> None:
    reading = ads({"Created by": "Mari Maasikas, mari@kohvik.ee"}, header=(*HEADER, "Created by"))
    assert codes(reading) == {"unknown-columns"}
    assert "mari" not in reading.tables["ads"].to_csv().casefold()
    assert "Created by" in str(reading.warnings[0])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"Reporting starts": "soon"}, "The period soon - 2026-09-07 cannot be read."),
        ({"Reporting ends": ""}, "The period 2026-09-01 -  cannot be read."),
        ({"Reporting ends": "2026-08-30"}, "ends before it begins: 2026-09-01 - 2026-08-30."),
        ({"Reporting starts": "2027-01-01", "Reporting ends": "2027-01-31"},
         "begins after the file was made"),
        ({"Reporting starts": "1999-01-01"}, "cannot be read"),
        ({"Amount spent (EUR)": "-1"}, "-1 is no sum of money, in the column EUR."),
        ({"Amount spent (EUR)": "free"}, "free is no sum of money, in the column EUR."),
        ({"Amount spent (EUR)": "5%"}, "5% is no sum of money, in the column EUR."),
        ({"Amount spent (EUR)": "=2+3"}, "=2+3 is no sum of money"),
        ({"Impressions": "12.5"}, "12.5 is no count, in the column impressions."),
        ({"Impressions": "1e999"}, "1e999 is no count"),
        ({"Reach": "-4"}, "-4 is no count, in the column reach."),
        ({"Clicks (all)": "9" * 30}, "is no count, in the column clicks."),
        ({"Results": "-1"}, "-1 is no number of results."),
        ({"Results": "many"}, "many is no number of results."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_rejected_with_its_reason(change: dict[str, str], said: str) -> None:
    reading = ads({"Ad name": "Teine"}, change)
    assert lines_of(reading.rejected) == [3]
    assert said in reasons(reading)[0]
    assert reading.tables["ads"]["ad"].tolist() == ["Teine"]


def test_a_period_may_end_in_the_future_when_it_was_chosen_whole() -> None:
    reading = ads({"Reporting ends": "2026-12-31"})
    assert reading.tables["ads"]["to_day"].tolist() == ["2026-12-31"]


@pytest.mark.parametrize("nothing", ["", "-", "--", "N/A", "—", "undefined", "Не определено"])
def test_missing_is_not_zero(nothing: str) -> None:
    said = {"Reach": nothing, "Results": nothing, "Clicks (all)": nothing}
    found = ads(said).tables["ads"].iloc[0]
    assert found[["reach", "results", "clicks", "result_kind"]].isna().all()
    assert found["impressions"] == 1200


def test_an_ad_that_did_not_run_is_a_note_and_zero_is_a_fact() -> None:
    names = ("Results", "Reach", "Impressions", "Clicks (all)", "Amount spent (EUR)")
    reading = ads(dict.fromkeys(names, ""), {**dict.fromkeys(names, "0"), "Ad name": "Sai"})
    assert lines_of(reading.notes) == [2]
    assert "did not run" in reading.notes[0].reason
    assert reading.tables["ads"][["spend", "impressions"]].to_numpy().tolist() == [[0, 0]]


def test_only_ads_that_did_not_run_are_told() -> None:
    names = ("Results", "Reach", "Impressions", "Clicks (all)", "Amount spent (EUR)")
    assert codes(ads(dict.fromkeys(names, ""))) == {"no-rows"}


def test_amounts_in_several_columns_keep_their_currency() -> None:
    header = (*HEADER, "Amount spent (USD)")
    reading = ads({"Amount spent (USD)": ""}, header=header)
    assert reading.tables["ads"]["currency"].tolist() == ["EUR"]
    zero = ads({"Amount spent (EUR)": "0.00", "Amount spent (USD)": "3"}, header=header)
    assert zero.tables["ads"][["spend", "currency"]].to_numpy().tolist() == [[3, "USD"]]
    two = ads({}, {"Ad name": "Sai", "Amount spent (USD)": "3"}, header=header)
    assert reasons(two) == ["The row states what was spent in two currencies: EUR, USD."]


def test_currencies_of_a_file_are_told() -> None:
    header = [*(name for name in HEADER if "spent" not in name), "Amount spent", "Currency"]
    one = {"Amount spent": "1", "Currency": "eur"}
    reading = ads(one, {**one, "Ad name": "Sai", "Currency": "usd"},
                  {**one, "Ad name": "Pai", "Currency": "€"}, header=header)  # fmt: skip
    assert reading.tables["ads"]["currency"].tolist() == ["EUR", "USD"]
    assert reasons(reading) == ["€ is not the code of a currency."]
    assert codes(reading) == {"currencies"}
    assert codes(ads({"Amount spent": "1"}, header=header)) == {"no-currency"}


def test_unknown_kinds_of_result_are_told() -> None:
    header = [name for name in HEADER if name != "Result indicator"]
    assert codes(ads({}, header=header)) == {"result-kind-unknown"}
    assert codes(ads({"Results": "0"}, header=header)) == set()


def test_clicks_on_links_stand_in_for_all_clicks_and_are_told() -> None:
    header = [name.replace("Clicks (all)", "Link clicks") for name in HEADER]
    reading = ads({"Link clicks": "7"}, header=header)
    assert reading.tables["ads"]["clicks"].tolist() == [7]
    assert codes(reading) == {"link-clicks"}
    both = ads({"Link clicks": "7"}, header=(*HEADER, "Link clicks"))
    assert both.tables["ads"]["clicks"].tolist() == [15]
    assert both.warnings == ()


@pytest.mark.parametrize(
    ("said", "network"),
    [("facebook", "facebook"), ("Instagram", "instagram"), ("threads", "threads"),
     ("audience_network", None), ("messenger", None), ("unknown", None), ("-", None)],
)  # fmt: skip
def test_the_platform_is_the_network(said: str, network: str | None) -> None:
    found = ads({"Platform": said}).tables["ads"]["network"].iloc[0]
    assert pd.isna(found) if network is None else found == network


@pytest.mark.parametrize(
    ("said", "network"), [("Instagram stories", "instagram"), ("Facebook feed", "facebook"),
                          ("feed", None)],
)  # fmt: skip
def test_a_placement_alone_may_name_the_network(said: str, network: str | None) -> None:
    header = [name.replace("Platform", "Placement") for name in HEADER]
    found = ads({"Placement": said}, header=header).tables["ads"]["network"].iloc[0]
    assert pd.isna(found) if network is None else found == network


@pytest.mark.parametrize(
    ("name", "said", "days"),
    [("Day", "2026-09-03", ("2026-09-03", "2026-09-03")),
     ("Month", "2026-03-01 - 2026-03-11", ("2026-03-01", "2026-03-11")),
     ("Week", "2026-09-07 – 2026-09-13", ("2026-09-07", "2026-09-13")),
     ("День", "2026-09-03", ("2026-09-03", "2026-09-03")),
     ("Місяць", "2026-03-01 - 2026-03-11", ("2026-03-01", "2026-03-11"))],
)  # fmt: skip
def test_a_row_of_a_day_or_a_month_has_its_own_period(
    name: str, said: str, days: tuple[str, str]
) -> None:
    found = ads({name: said}, header=(*HEADER, name)).tables["ads"].iloc[0]
    assert (found["from_day"], found["to_day"]) == days


def test_a_month_that_names_no_days_is_rejected() -> None:
    reading = ads({"Month": "March"}, header=(*HEADER, "Month"))
    assert len(reading.rejected) == 1


def test_days_and_months_that_change_places_are_asked_for() -> None:
    export = csv({"Reporting starts": "01/09/2026", "Reporting ends": "07/09/2026"})
    with pytest.raises(ExportError, match="day or the month"):
        READER.read(export)
    told = RawExport(export.path, export.modified_at, Hints("dmy"))
    assert read(READER, told).tables["ads"]["from_day"].tolist() == ["2026-09-01"]


@pytest.mark.parametrize("said", ["3.апр", "4.Apr", "2026-04-03", "03.04.2026"])
def test_numbers_that_excel_turned_into_dates_stop_the_file(said: str) -> None:
    sheets = {"Worksheet": [HEADER, *cells({"Results": said})]}
    for export in (csv({"Amount spent (EUR)": said}), workbook(FOLDER, sheets)):
        with pytest.raises(ExportError, match="saved in Excel"):
            READER.read(export)


@pytest.mark.parametrize(
    "header",
    [
        ("Date", "Primary"),
        ("Post ID", "Publish time", "Impressions", "Reach"),
        ("Day", "Impressions", "Clicks"),
        ("Campaign name", "Amount spent (EUR)"),
        ("Campaign", "Day", "Cost", "Impressions"),
        ("Name", "Total"),
    ],
)
def test_other_tables_are_left_to_others(header: Sequence[str]) -> None:
    assert not READER.matches(raw(FOLDER, table(header, [["1"] * len(header)]), "Ads.csv"))


def test_no_other_reader_takes_an_ads_export() -> None:
    assert [r.name for r in READERS if r.matches(csv({}))] == ["meta_ads"]


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_rows_and_columns_changes_nothing(seed: int) -> None:
    changes = [{"Age": age, "Ad name": ad, "Amount spent (EUR)": str(spent)}
               for ad in ("Kook", "Sai") for age, spent in
               (("18-24", 0.1), ("25-34", 0.7), ("35-44", 1.13), ("45-54", 2.01))]  # fmt: skip
    changes.append({"Age": "", "Ad name": "Kook"})
    shuffled = [*changes, changes[0]]
    names = list(AGES[:-1])
    random.Random(seed).shuffle(shuffled)
    random.Random(seed).shuffle(names)
    one, other = ads(*changes, header=AGES[:-1]), ads(*shuffled, header=names)
    pd.testing.assert_frame_equal(facts(one, "ads"), facts(other, "ads"))


WORDS = st.sampled_from([
    "", "-", "All", "Total", "NA", "1", "0", "-1", "1e999", "9" * 40, "1,5", "1 234,56", "x", "%",
    "2026-09-01", "01/09/2026", "31/12/2026", "2026-09-01 - 2026-09-07", "\x00", "=1", "инф", "3%",
    "USD", "1.2E+17", "2026-02-31",
])  # fmt: skip


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_spoilt_tables_give_only_sentences_and_a_sound_account(data: st.DataObject) -> None:
    header = list(data.draw(st.permutations([*AGES, "Day", "Ad ID", "Amount spent (USD)"])))
    header = header[: data.draw(st.integers(3, len(header)))]
    rows: list[list[Any]] = cells(*({"Age": str(n % 3)} for n in range(4)), header=header)
    for _ in range(data.draw(st.integers(0, 8))):
        row = rows[data.draw(st.integers(0, len(rows) - 1))]
        if row and data.draw(st.booleans()):
            row[data.draw(st.integers(0, len(row) - 1))] = data.draw(WORDS)
        elif row:
            del row[data.draw(st.integers(0, len(row) - 1))]
    exports = (
        raw(FOLDER, table(header, rows), "Ads.csv"),
        workbook(FOLDER, {"Worksheet": [header, *rows]}),
    )
    for export in exports:
        READER.matches(export)
        only_smmlab_errors(READER, export)


def test_the_real_worksheet_adds_up_to_its_total(shared: Path) -> None:
    reading = READER.read(open_export(shared / "samples/meta/ads_manager_worksheet.xlsx"))
    table_of_ads = reading.tables["ads"]
    assert reading.rows_read == 51
    assert lines_of(reading.notes)[0] == 2
    assert table_of_ads["spend"].sum() == pytest.approx(77818.01)
    assert table_of_ads["impressions"].sum() == 3_159_843
    assert set(table_of_ads["currency"]) == {"UAH"}
