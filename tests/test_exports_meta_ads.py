"""Meta ads: totals, groups of one ad, money in its currency, three languages, two containers."""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from merged_parts import with_sums
from meta_files import codes, only_smmlab_errors, raw, table
from meta_files import read as read_with
from sheet_files import STEP, workbook
from smmlab.errors import ExportError
from smmlab.exports.catalogue import READERS
from smmlab.exports.hints import Hints
from smmlab.exports.meta.ads import READER
from smmlab.exports.meta.ads_columns import ALIASES, SPEND
from smmlab.exports.reading import Reader, Reading
from smmlab.exports.source import RawExport, open_export
from vk_files import FOLDER, facts, lines_of, reasons

HEADER = ("Reporting starts", "Reporting ends", "Campaign name", "Ad set name", "Ad name",
          "Platform", "Results", "Result indicator", "Reach", "Impressions", "Clicks (all)",
          "Amount spent (EUR)")  # fmt: skip
ROW = {"Reporting starts": "2026-09-01", "Reporting ends": "2026-09-07", "Campaign name": "Sügis",
       "Ad set name": "Narva", "Ad name": "Kook", "Platform": "facebook", "Results": "9",
       "Result indicator": "actions:link_click", "Reach": "400", "Impressions": "1,200",
       "Clicks (all)": "15", "Amount spent (EUR)": "4.05"}  # fmt: skip
NAN = float("nan")
MANY_PEOPLE = "actions:unique_link_click"


def cells(*changes: Mapping[str, str], header: Sequence[str] = HEADER) -> list[list[str]]:
    return [[{**ROW, **change}.get(name, "") for name in header] for change in changes]


def csv(
    *changes: Mapping[str, str], header: Sequence[str] = HEADER, delimiter: str = ","
) -> RawExport:
    return raw(FOLDER, table(header, cells(*changes, header=header), delimiter), "Ads.csv")


def read(reader: Reader, export: RawExport) -> Reading:
    return with_sums(read_with(reader, export))


def ads(*changes: Mapping[str, str], header: Sequence[str] = HEADER) -> Reading:
    return read(READER, csv(*changes, header=header))


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


@pytest.mark.parametrize(
    "total",
    [
        {"Campaign name": "", "Ad set name": "", "Ad name": "", "Platform": ""},
        {"Campaign name": "", "Ad set name": "", "Ad name": ""},
        {"Campaign name": "Total", "Ad set name": "", "Ad name": "", "Platform": ""},
        {"Campaign name": "All", "Ad set name": "All", "Ad name": "All", "Platform": "All"},
        {"Campaign name": "Итого", "Ad set name": "—", "Ad name": "", "Platform": "Все"},
        {"Campaign name": "Усього", "Ad set name": "-", "Ad name": "", "Platform": "Усі"},
        {"Ad name": ""},
        {"Ad name": "", "Platform": ""},
        {"Platform": ""},
        {"Platform": "All"},
    ],
)
@pytest.mark.parametrize("place", ["first", "last"])
def test_totals_are_notes_wherever_they_stand(total: dict[str, str], place: str) -> None:
    ad = [{}, {"Platform": "instagram"}]
    reading = ads(total, *ad) if place == "first" else ads(*ad, total)
    assert lines_of(reading.notes) == [2 if place == "first" else 4]
    assert reading.notes[0].reason.startswith("A total")
    assert reading.tables["ads"]["spend"].sum() == 8.1


@pytest.mark.parametrize("name", ["All", "NA", "none", "Total", "null", "undefined", "1e5"])
def test_ads_may_have_odd_names(name: str) -> None:
    reading = ads({"Ad name": name}, {"Campaign name": name, "Ad name": name})
    assert reading.tables["ads"]["ad"].tolist() == [name, name]


def test_a_file_of_campaigns_has_only_campaigns() -> None:
    header = [name for name in HEADER if not name.startswith("Ad ") and name != "Platform"]
    reading = ads({"Campaign name": ""}, {}, {"Campaign name": "Suvi"}, header=header)
    assert reading.tables["ads"]["campaign"].tolist() == ["Sügis", "Suvi"]
    assert reading.tables["ads"][["ad_set", "ad"]].isna().all(axis=None)
    assert lines_of(reading.notes) == [2]


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


LANGUAGES = {
    "ru": ("Дата начала отчетности", "Дата окончания отчетности", "Название кампании",
           "Название группы объявлений", "Название объявления", "Платформа", "Результаты",
           "Индикатор результата", "Охват", "Показы", "Клики (все)", "Сумма затрат (EUR)"),
    "ru with ё": ("Начало отчётности", "Окончание отчётности", "Название кампании",
                  "Название группы объявлений", "Название объявления", "Платформа", "Результат",
                  "Тип результата", "Охват", "Показы", "Клики", "Потраченная сумма (EUR)"),
    "uk": ("Початок звітності", "Завершення звітності", "Назва кампанії", "Назва групи оголошень",
           "Назва оголошення", "Платформа", "Результати", "Індикатор результатів", "Охоплення",
           "Покази", "Кліки (усі)", "Сума витрат (EUR)"),
    "uk older": ("Початок звітності", "Закінчення звітності", "Назва кампанії",
                 "Назва групи оголошень", "Назва реклами", "Платформа", "Результат",
                 "Тип результату", "Охоплення", "Покази", "Кліки", "Витрачена сума (EUR)"),
}  # fmt: skip


@pytest.mark.parametrize("names", LANGUAGES.values(), ids=LANGUAGES)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_other_languages_say_the_same(names: Sequence[str], delimiter: str) -> None:
    export = raw(FOLDER, table(names, cells({}, {"Platform": "instagram"}), delimiter), "a.csv")
    reading = read(READER, export)
    expected = ads({}, {"Platform": "instagram"})
    pd.testing.assert_frame_equal(reading.tables["ads"], expected.tables["ads"])
    assert reading.warnings == ()


def test_no_name_of_a_column_stands_for_two_things() -> None:
    names = [name for aliases in ALIASES.values() for name in {a.casefold() for a in aliases}]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    "header",
    ["amount spent (eur)", "amount spent", "сумма затрат (usd)", "потраченная сумма (uah)",
     "сума витрат (usd)", "витрачена сума", "потрачена сума", "montant dépensé (eur)"],
)  # fmt: skip
def test_names_of_the_amount(header: str) -> None:
    assert SPEND.fullmatch(header)


@pytest.mark.parametrize("header", ["cost per result (eur)", "цена за результат (usd)", "spent"])
def test_the_price_of_a_result_is_no_amount(header: str) -> None:
    assert not SPEND.fullmatch(header)


def test_delivery_of_a_campaign_is_not_impressions() -> None:
    names = [*LANGUAGES["ru"], "Показ кампании"]
    export = raw(FOLDER, table(names, [[*cells({})[0], "active"]]), "a.csv")
    reading = read(READER, export)
    assert reading.tables["ads"]["impressions"].tolist() == [1200]
    assert reading.warnings == ()


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


AGES = (*HEADER, "Age", "Gender")


def test_groups_add_up_and_reach_does_not() -> None:
    reading = ads({"Age": "18-24", "Gender": "female", "Amount spent (EUR)": "0.1"},
                  {"Age": "25-34", "Gender": "male", "Amount spent (EUR)": "0.2", "Results": ""},
                  {"Age": "65+", "Gender": "unknown", "Amount spent (EUR)": ""},
                  header=AGES)  # fmt: skip
    found = reading.tables["ads"].iloc[0]
    assert found[["spend", "impressions", "clicks", "results"]].tolist() == [0.3, 3600, 45, 18]
    assert pd.isna(found["reach"])
    assert found["source_row"] == 2
    assert reading.merged == ()
    assert codes(reading) == {"groups-added"}
    assert "share their names: 1." in str(reading.warnings[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"Result indicator": "actions:like"}, {}),
        ({"Result indicator": ""}, {}),
        ({"Result indicator": ""}, {"Result indicator": ""}),
        ({"Result indicator": "reach"}, {"Result indicator": "reach"}),
        ({"Result indicator": MANY_PEOPLE}, {"Result indicator": MANY_PEOPLE}),
        ({"Result indicator": "Охват"}, {"Result indicator": "Охват"}),
        ({"Result indicator": "Охоплення"}, {"Result indicator": "Охоплення"}),
    ],
)
def test_results_of_unlike_kinds_or_of_people_are_not_added(
    one: dict[str, str], other: dict[str, str]
) -> None:
    reading = ads({"Age": "18-24", **one}, {"Age": "25-34", **other}, header=AGES[:-1])
    assert reading.tables["ads"][["results", "result_kind"]].isna().all(axis=None)
    assert codes(reading) - {"result-kind-unknown"} == {"groups-added", "results-not-added"}


def test_a_group_without_results_does_not_hide_the_kind_of_the_others() -> None:
    none = {"Age": "18-24", "Results": "0", "Result indicator": ""}
    found = ads(none, {"Age": "25-34"}, header=AGES[:-1]).tables["ads"].iloc[0]
    assert (found["results"], found["result_kind"]) == (9, "actions:link_click")


def test_a_group_that_cannot_be_read_leaves_no_half_sum() -> None:
    reading = ads({"Age": "18-24"}, {"Age": "25-34", "Impressions": "x"},
                  {"Age": "25-34", "Ad name": "Teine"},
                  {"Age": "65+", "Ad name": "Kolmas", "Impressions": "x"},
                  header=AGES[:-1])  # fmt: skip
    assert lines_of(reading.rejected) == [3, 5]
    known = reading.tables["ads"].set_index("ad")
    assert known["spend"].to_dict() == pytest.approx({"Kook": NAN, "Teine": 4.05}, nan_ok=True)
    assert known.loc["Kook", ["impressions", "clicks", "results", "reach"]].isna().all()
    assert "Their sums would be too small" in str(reading.warnings[-1])
    assert codes(reading) == {"groups-unread"}


def test_groups_in_two_currencies_are_never_added() -> None:
    header = [*(name for name in AGES if "spent" not in name), "Amount spent", "Currency"]
    one = {"Age": "18-24", "Amount spent": "1", "Currency": "EUR"}
    reading = ads(one, {**one, "Age": "25-34", "Currency": "USD"}, header=header)
    found = reading.tables["ads"].iloc[0]
    assert found[["spend", "currency"]].isna().all()
    assert found["impressions"] == 2400
    assert {"currencies-not-added", "groups-added"} <= codes(reading)


def test_the_same_row_twice_counts_once() -> None:
    reading = ads({}, {}, {"Ad name": "Sai"})
    assert reading.tables["ads"]["spend"].tolist() == [4.05, 4.05]
    assert lines_of(reading.merged) == [3]
    assert reading.warnings == ()


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


def test_ids_that_excel_spoilt_stop_a_text_file_but_no_workbook() -> None:
    header = (*HEADER, "Ad ID")
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(csv({"Ad ID": "1.2021E+17"}, header=header))
    sheets = {"Worksheet": [header, *cells({"Ad ID": "1.2021E+17"}, header=header)]}
    assert read(READER, workbook(FOLDER, sheets)).tables["ads"]["ad"].tolist() == ["Kook"]


def test_an_id_stands_in_for_a_name_that_is_absent() -> None:
    header = [name.replace("Ad name", "Ad ID") for name in HEADER]
    reading = ads({"Ad ID": "120210000000000001"}, header=header)
    assert reading.tables["ads"]["ad"].tolist() == ["120210000000000001"]


def test_lines_above_and_below_and_column_names_again_are_notes() -> None:
    text = "Ads report\nAccount: Kohvik\n" + table(HEADER, [*cells({}), HEADER])
    reading = read(READER, raw(FOLDER, text + "Data may be delayed.\n", "Ads.csv"))
    assert lines_of(reading.notes) == [1, 2, 5, 6]
    assert [row.reason for row in reading.notes] == [
        "A line above the table.", "A line above the table.", "Column names.",
        "A line below the table.",
    ]  # fmt: skip
    assert (reading.rows_read, reading.rejected) == (5, ())
    assert len(reading.tables["ads"]) == 1


def test_rows_with_too_few_or_too_many_cells_are_rejected() -> None:
    text = table(HEADER, [*cells({}), cells({})[0][:4], [*cells({})[0], "x"]])
    reading = read(READER, raw(FOLDER, text, "Ads.csv"))
    assert lines_of(reading.rejected) == [3, 4]


def test_the_raw_report_counts_and_the_laid_out_one_does_not() -> None:
    sheets = {"Formatted Report": [["Report"], [], HEADER, *cells({})],
              "Raw Data Report": [HEADER, *cells({})]}  # fmt: skip
    reading = read(READER, workbook(FOLDER, sheets))
    assert reading.tables["ads"]["source_row"].tolist() == [STEP + 2]
    assert reading.tables["ads"]["spend"].tolist() == [4.05]
    assert all("another layout" in row.reason for row in reading.notes)
    assert reading.rows_read == 1 + len(reading.notes)


def test_column_names_without_rows() -> None:
    reading = ads()
    assert (reading.rows_read, codes(reading)) == (0, {"no-rows"})


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


def test_a_file_cut_in_two_gives_the_same_ads() -> None:
    changes = [{"Ad name": f"Ad {n}", "Reach": str(n)} for n in range(6)]
    whole = facts(ads(*changes), "ads")
    parts = pd.concat([facts(ads(*changes[:4]), "ads"), facts(ads(*changes[3:]), "ads")])
    parts = parts.drop_duplicates().sort_values("ad").reset_index(drop=True)
    pd.testing.assert_frame_equal(parts, whole)


WORDS = st.sampled_from([
    "", "-", "All", "Total", "NA", "1", "0", "-1", "1e999", "9" * 40, "1,5", "1 234,56", "x", "%",
    "2026-09-01", "01/09/2026", "31/12/2026", "2026-09-01 - 2026-09-07", "\x00", "=1", "инф", "3%",
    "USD", "1.2E+17", "2026-02-31",
])  # fmt: skip


@given(st.data())
@settings(max_examples=60, deadline=None)
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
