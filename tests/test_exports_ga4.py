"""Google Analytics reports: remarks, stacked tables, days, tags, files saved again."""

from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ga4_files import ACCOUNT, PERIOD, read_text, report
from meta_files import only_smmlab_errors
from meta_files import read as read_with
from sheet_files import STEP, workbook
from smmlab.errors import ExportError
from smmlab.exports.catalogue import check_account
from smmlab.exports.source import open_export
from smmlab.exports.web.ga4 import READER


@pytest.fixture
def read(tmp_path: Path):
    return partial(read_text, tmp_path)


def test_traffic_by_source_covers_the_period_of_the_report(read) -> None:
    table = """
Session source / medium,Sessions,Engaged sessions,Key events,Total revenue,Engagement rate
(direct) / (none),100,50,3,0,0.5
Facebook / Social,40,30,2.5,19.9,0.75
(not set),5,0,0,0,0
"""
    reading = read(report(table))
    visits = reading.tables["visits"]
    assert visits["source"].fillna("?").tolist() == ["(direct)", "facebook", "?"]
    assert visits["medium"].fillna("?").tolist() == ["(none)", "social", "?"]
    assert set(zip(visits["day"], visits["to_day"], strict=True)) == {("2026-01-01", "2026-01-31")}
    assert visits["sessions"].tolist() == [100, 40, 5]
    assert visits["revenue"].tolist() == [0, 19.9, 0]
    assert visits["users"].isna().all(), "a column the report does not have stays missing"
    assert set(visits["property"]) == {"kohvik.ee - GA4"}
    assert len(reading.notes) == 9
    assert visits["source_row"].tolist() == [12, 13, 14]


def test_the_same_tag_in_other_letters_is_added_up_but_people_are_not(read) -> None:
    table = """Session source,Session medium,Session campaign,Sessions,Total users
Facebook,social,Kevad,40,30
 facebook ,Social,kevad,2,2
vk,social,kevad,1,1
"""
    reading = read(report(table))
    visits = reading.tables["visits"].set_index("source")
    assert visits["sessions"].to_dict() == {"facebook": 42, "vk": 1}
    assert pd.isna(visits.loc["facebook", "users"])
    assert visits.loc["vk", "users"] == 1
    assert set(visits["campaign"]) == {"kevad"}
    assert reading.merged == ()


def test_the_chart_above_the_full_table_does_not_count_twice(read) -> None:
    name = "Session primary channel group (Default Channel Group)"
    text = report(
        f"\n{name},Nth day,Sessions\nOrganic Social,0000,4\nDirect,0000,5\n\n{PERIOD}"
        f"{name},Sessions,Engaged sessions\nOrganic Social,40,9\nDirect,50,8\nEmail,1,1\n\n"
        f"{PERIOD}Country,Active users\nEstonia,7\n"
    )
    reading = read(text)
    visits = reading.tables["visits"]
    assert visits["channel"].tolist() == ["Organic Social", "Direct", "Email"]
    assert visits["sessions"].sum() == 91
    assert [c.code for c in reading.warnings] == ["ga4_unused_tables"]
    assert reading.warnings[0].values["n"] == 2


def test_totals_are_notes(read) -> None:
    remarks = """\
# ----------------------------------------
# kohvik.ee
# Free form-Free form 1
# 20260101-20260131
# ----------------------------------------

"""
    table = "Session source / medium,Sessions\n,45,Grand total\na / b,40\nc / d,5\n"
    reading = read(report(table, remarks))
    visits = reading.tables["visits"]
    assert (visits["sessions"].tolist(), set(visits["property"])) == ([40, 5], {"kohvik.ee"})
    assert len(reading.notes) == 6
    even = "Session source / medium,Sessions,Totals\n,45,Grand total\na / b,40,\nc / d,5,\n"
    assert read(report(even, remarks)).tables["visits"]["sessions"].tolist() == [40, 5]


def test_numbers_that_are_none_are_rejected_with_the_row(read) -> None:
    table = "Session source / medium,Sessions,Total revenue\na / b,x,1\nc / d,-2,1\n" \
        "e / f,1.5,1\ng / h,,\ni / j,7,\n"  # fmt: skip
    reading = read(report(table))
    assert reading.tables["visits"]["source"].tolist() == ["i"]
    assert [listed.line for listed in reading.rejected] == [11, 12, 13, 14]
    assert str(reading.rejected[0]) == "line 11: x is no count, in the column Sessions."


def test_addresses_in_tags_are_told_and_the_import_hides_them(read) -> None:
    reading = read(report("Session source,Sessions\nmari@kohvik.ee,1\n"))
    assert reading.tables["visits"]["source"].tolist() == ["mari@kohvik.ee"]
    assert [c.code for c in reading.warnings] == ["personal-tags"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Date,Sessions,Engaged sessions\n03-04-2024,1,1\n", "--dates"),
        ("Date,Sessions,Engaged sessions\n16-04-2024,1,1\n04-16-2024,1,1\n", "--dates"),
        ("Session source / medium,Sessions\na / b,1\n", "which days"),
        (report("Источник,Сеансы\nfacebook,5\n"), "English"),
        (report("Event name,Event count\nclick,5\n"), "No table"),
        (report("First user source,Date,Sessions\na,20260101,5\n"), "First user source tells"),
        (report(""), "no table"),
    ],
)
def test_what_cannot_be_known_is_refused_with_a_reason(read, text: str, reason: str) -> None:
    with pytest.raises(ExportError, match=reason):
        read(text)


def test_foreign_files_do_not_match(tmp_path: Path) -> None:
    for text in ("# Heading\n\nprose", "Date,Video views\n1,2\n", "Name,Email\na,b\n", "x"):
        path = tmp_path / "other.csv"
        path.write_text(text, encoding="utf-8")
        assert not READER.matches(open_export(path))


def test_what_google_does_not_tell_is_missing_and_other_is_told(read) -> None:
    table = """Session source,Session medium,Session primary channel group,Sessions
(other),(other),(other),5
(data not available),(data not available),(data not available),4
a,b,Unassigned,3
"""
    reading = read(report(table))
    visits = reading.tables["visits"]
    assert visits["source"].fillna("?").tolist() == ["(other)", "?", "a"]
    assert visits["channel"].fillna("?").tolist() == ["(other)", "?", "Unassigned"]
    assert [c.code for c in reading.warnings] == ["ga4_other"]


def test_where_people_first_came_from_is_not_where_a_visit_came_from(read) -> None:
    with pytest.raises(ExportError, match="First user campaign tells"):
        read(report("First user campaign,Sessions\na,5\n"))
    # Beside the source of the session it would split visits; the table is left alone.
    both = "Session source,First user source,Sessions\na,b,5\na,c,6\n"
    with pytest.raises(ExportError, match="First user source tells"):
        read(report(both))


@pytest.mark.parametrize("words", ["Grand total", "Totals", "Общий итог", "Итого"])
@pytest.mark.parametrize("shape", [",,9,{}", "{},,9"])
def test_a_grand_total_is_a_note(read, words: str, shape: str) -> None:
    table = "Session source,Session medium,Sessions\n" + shape.format(words) + "\na,b,9\n"
    reading = read(report(table))
    assert reading.tables["visits"]["sessions"].tolist() == [9]
    assert [note.line for note in reading.notes][-1] == 11


def test_a_tag_may_be_called_total(read) -> None:
    reading = read(report("Session source,Session medium,Sessions\nTotal,cpc,9\n"))
    assert reading.tables["visits"]["source"].tolist() == ["total"]


def test_a_number_that_splits_the_rows_is_no_metric(read) -> None:
    split = "Session source,Item ID,Sessions\na,1,5\na,2,6\n"
    with pytest.raises(ExportError, match="No table"):
        read(report(split))
    metric = "Session source,Mood,Sessions\na,1,5\nb,2,6\n"
    reading = read(report(metric))
    assert reading.tables["visits"]["sessions"].tolist() == [5, 6]
    assert [c.code for c in reading.warnings] == ["unknown-columns"]
    by_hour = "Session source,Hour,Sessions\na,1,5\na,2,6\n"
    assert read(report(by_hour)).tables["visits"]["sessions"].tolist() == [11]


def test_the_finest_table_is_read_once(read) -> None:
    text = report(
        f"Session source,Session medium,Sessions\na,b,9\n\n{PERIOD}"
        f"Session source / medium,Session campaign,Sessions\na / b,c,4\na / b,(not set),5\n\n"
        f"{PERIOD}Session default channel group,Sessions\nDirect,9\n(not set),1\n\n"
        f"{PERIOD}Session manual term,Sessions\n(not set),3\n"
    )
    reading = read(text)
    visits = reading.tables["visits"]
    assert visits["sessions"].tolist() == [4, 5, 9, 3]
    unused = [note.line for note in reading.notes if "not used" in note.reason]
    assert unused == [11], "sources and mediums stand again beside the campaigns"
    assert visits["term"].isna().all(), "what is not set is the same in both last tables"


def test_remarks_may_be_quoted_or_followed_by_separators(read) -> None:
    remarks = (ACCOUNT + PERIOD).replace("# Property: kohvik.ee - GA4", '"# Property: ""K"", e"')
    remarks = "".join(line + ",,\n" for line in remarks.splitlines())
    reading = read(report("Session source,Session medium,Sessions\na,b,1\n", remarks))
    assert reading.tables["visits"][["property", "day"]].values.tolist() == [
        ['"K", e', "2026-01-01"]
    ]


def test_estimates_are_told(read) -> None:
    remarks = ACCOUNT + PERIOD + "# Thresholding applied.\n"
    reading = read(report("Session source,Sessions\na,1\n", remarks))
    assert [c.code for c in reading.warnings] == ["ga4_estimated"]
    assert "Thresholding applied. They are estimates" in str(reading.warnings[0])


def test_what_excel_spoilt_is_refused(read) -> None:
    with pytest.raises(ExportError, match="Excel"):
        read(report("Session source,Sessions\na,12.апр\n"))


def test_a_workbook_saved_from_the_report_is_read_sheet_by_sheet(tmp_path: Path) -> None:
    text = (ACCOUNT + PERIOD).splitlines()
    tables = [
        *([line] for line in text), [],
        ["Session source", "Session medium", "Sessions"], ["", "", "9", "Grand total"],
        ["vk", "c\nd", "5"], ["x", "y", "4"], [], ["Country", "Sessions"], ["Eesti", "9"],
    ]  # fmt: skip
    reading = read_with(READER, workbook(tmp_path, {"Note": [["x"]], "Report": tables}))
    visits = reading.tables["visits"]
    assert visits[["source", "medium", "day", "sessions", "source_row"]].values.tolist() == [
        ["vk", "c d", "2026-01-01", 5, STEP + 13], ["x", "y", "2026-01-01", 4, STEP + 14],
    ]  # fmt: skip
    assert [c.code for c in reading.warnings] == ["ga4_unused_tables"]
    assert reading.rows_read == 9 + 3 + 1


MUTATED = report(
    f"Session source / medium,Date,Sessions,Total revenue\na / b,20260101,5,1\n,,5,1,Grand total\n"
    f"\n{PERIOD}Nth day,Active users\n0000,5\n\n{PERIOD}Country,Sessions\nEesti,4\n"
)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(
    cuts=st.lists(st.tuples(st.integers(0, len(MUTATED)), st.integers(0, 12)), max_size=4),
    bits=st.lists(st.sampled_from(["\n", ",", '"', "#", "\r", "0", "-", "x", "\n\n", "é"]),
                  min_size=4, max_size=4),
)  # fmt: skip
def test_mutated_reports_are_harmless(tmp_path_factory, cuts, bits) -> None:
    text = MUTATED
    for (start, length), bit in zip(cuts, bits, strict=False):
        text = text[:start] + bit + text[start + length :]
    path = tmp_path_factory.mktemp("ga4") / "data-export.csv"
    path.write_text(text or "x", encoding="utf-8", newline="")
    only_smmlab_errors(READER, open_export(path))


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["Facebook / social", "facebook / social", "vk / cpc", "", "(not set)"]),
        st.sampled_from(["20260101", "20260102", "", "x"]),
        st.sampled_from(["1", "20", "-1", "?", ""]),
    ).filter(any),
    max_size=8,
)


@settings(max_examples=15, deadline=None, derandomize=True, phases=[Phase.generate])
@given(rows=ROWS, data=st.data())
def test_order_is_irrelevant_and_every_row_accounted_for(tmp_path_factory, rows, data) -> None:
    def visits_of(arranged) -> pd.DataFrame:
        body = "".join(",".join(row) + "\n" for row in [*arranged, ("x / y", "20260103", "7")])
        path = tmp_path_factory.mktemp("ga4") / "data-export.csv"
        path.write_text(report("Session source / medium,Date,Sessions\n" + body), "utf-8")
        reading = READER.read(open_export(path))
        check_account(reading)
        visits = reading.tables["visits"].drop(columns="source_row")
        return visits.sort_values(["day", "source"], ignore_index=True)

    shuffled = data.draw(st.permutations(rows))
    pd.testing.assert_frame_equal(visits_of(rows), visits_of(list(shuffled)))


def test_the_real_report(shared: Path) -> None:
    raw = open_export(shared / "samples" / "ga4" / "ga4_report_mh4u_daily.csv")
    assert READER.matches(raw)
    reading = READER.read(raw)
    check_account(reading)
    daily = reading.tables["daily"]
    users = daily[daily["metric"] == "visitors"]
    assert len(users) == daily["day"].nunique() == 241
    assert (users["day"].min(), users["day"].max()) == ("2023-07-08", "2024-03-04")
    assert users.loc[users["day"] == "2023-10-10", "value"].tolist() == [2831]
    assert len(reading.notes) == 9


def test_the_same_columns_of_another_period_are_another_table(read) -> None:
    table = "\nSession source,Sessions\nvk,7\nfb,2\n"
    february = table.replace("7", "9")
    later = "# Start date: 20260201\n# End date: 20260228"
    reading = read(report(f"{table}\n{later}\n{february}"))
    visits = reading.tables["visits"].set_index(["source", "day"])["sessions"].to_dict()
    assert visits == {
        ("vk", "2026-01-01"): 7, ("fb", "2026-01-01"): 2,
        ("vk", "2026-02-01"): 9, ("fb", "2026-02-01"): 2,
    }  # fmt: skip
    # The same period again says nothing new, and a finer table only of its own period.
    again = read(report(f"{table}\n# Start date: 20260101\n# End date: 20260131\n{table}"))
    assert again.tables["visits"]["sessions"].tolist() == [7, 2]
    finer = february.replace("source", "source / medium").replace("vk", "vk / cpc")
    both = read(report(f"{table}\n{later}\n{finer}"))
    assert both.tables["visits"]["sessions"].sum() == 7 + 2 + 9 + 2
