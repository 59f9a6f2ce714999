"""Tags: credit by rule, conversion only where visits and orders share tags and days."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from scipy.stats import binomtest

from smmlab.errors import DataError
from smmlab.findings import Finding, Source
from smmlab.money.utm import UNTAGGED, attribute_orders, utm_findings
from smmlab.plots.money import plot_utm
from smmlab.schema import conform

ROWS = (Source("orders.csv", 2, 99, 98),)
DAY = 86_400
LAUNCH = ("instagram", "social", "launch")
Tags = tuple[str | None, str | None, str | None]


def orders(*rows: tuple[Tags, int], **columns: object) -> pd.DataFrame:
    """Make orders from tags and days since 1 January 1970, at noon."""
    frame = pd.DataFrame(
        [
            {"order_id": f"#{n}", "utm_source": tags[0], "utm_medium": tags[1],
             "utm_campaign": tags[2], "at": day * DAY + DAY // 2, "amount": 10.0 + n,
             "currency": "EUR", "status": "paid", "refunded": 0.0, **columns}
            for n, (tags, day) in enumerate(rows)
        ]
    )  # fmt: skip
    return conform(frame, "orders")


def visits(*rows: tuple[Tags, str, str, int], **columns: object) -> pd.DataFrame:
    frame = pd.DataFrame(
        [
            {"source": tags[0], "medium": tags[1], "campaign": tags[2], "day": day,
             "to_day": to_day, "sessions": sessions, **columns}
            for tags, day, to_day, sessions in rows
        ]
    )  # fmt: skip
    return conform(frame, "visits")


def month(tags: Tags, sessions: int) -> tuple[Tags, str, str, int]:
    return (tags, "1970-01-01", "1970-01-31", sessions)


def row_of(table: pd.DataFrame, source: str) -> pd.Series:
    return table.set_index("source").loc[source]


def test_conversion_counts_only_the_days_of_the_report() -> None:
    frame = orders((LAUNCH, 0), (LAUNCH, 30), (LAUNCH, 31), ((None, None, None), 3))
    report = visits(month(LAUNCH, 80))
    before = frame.copy(deep=True), report.copy(deep=True)
    table = attribute_orders(frame, report)
    launch = row_of(table, "instagram")
    assert launch[["sessions", "orders", "converted_orders"]].tolist() == [80, 3, 2]
    assert launch["revenue"] == 10 + 11 + 12
    expected = binomtest(2, 80).proportion_ci(method="wilson")
    assert launch["conversion_rate"] == 2 / 80
    assert launch["cr_low"] == pytest.approx(expected.low)
    assert launch["cr_high"] == pytest.approx(expected.high)
    untagged = row_of(table, UNTAGGED)
    assert untagged["orders"] == 1
    assert untagged[["sessions", "conversion_rate"]].isna().all()
    assert_frame_equal(frame, before[0])
    assert_frame_equal(report, before[1])


def test_days_are_those_of_the_clock_of_the_report() -> None:
    late = orders((LAUNCH, 30)).assign(at=31 * DAY - 3600)  # 31 January 23:00 UTC
    report = visits(month(LAUNCH, 80))
    assert row_of(attribute_orders(late, report), "instagram")["converted_orders"] == 1
    tallinn = attribute_orders(late, report, timezone="Europe/Tallinn")
    assert row_of(tallinn, "instagram")["converted_orders"] == 0


def test_without_the_same_tags_conversion_is_missing_not_zero() -> None:
    report = visits(month(("facebook", "social", "other"), 80))
    launch = row_of(attribute_orders(orders((LAUNCH, 1)), report), "instagram")
    assert launch[["sessions", "conversion_rate", "cr_low", "converted_orders"]].isna().all()
    alone = attribute_orders(orders((LAUNCH, 1)), visits(month(LAUNCH, 9)).head(0))
    assert pd.isna(row_of(alone, "instagram")["conversion_rate"])


def test_a_campaign_that_no_order_names_brought_none_if_the_shop_notes_tags() -> None:
    report = visits(month(LAUNCH, 80), month(("telegram", "messenger", "summer"), 50),
                    month(("google", "organic", None), 900),
                    month(("google", "organic", "(organic)"), 900))  # fmt: skip
    table = attribute_orders(orders((LAUNCH, 1)), report)
    assert set(table["source"]) == {"instagram", "telegram"}
    summer = row_of(table, "telegram")
    assert (summer["orders"], summer["conversion_rate"]) == (0, 0.0)
    blind = attribute_orders(orders(((None, None, None), 1)), report)
    assert row_of(blind, "telegram")[["orders", "conversion_rate"]].isna().all()


def test_more_orders_than_visits_is_no_rate() -> None:
    table = attribute_orders(orders((LAUNCH, 1), (LAUNCH, 2)), visits(month(LAUNCH, 1)))
    assert pd.isna(row_of(table, "instagram")["conversion_rate"])


def test_overlapping_reports_are_not_added() -> None:
    daily = [(LAUNCH, f"1970-01-{day:02}", f"1970-01-{day:02}", 10) for day in (1, 2, 3)]
    table = attribute_orders(orders((LAUNCH, 0), (LAUNCH, 20)), visits(*daily, month(LAUNCH, 500)))
    launch = row_of(table, "instagram")
    assert launch[["sessions", "converted_orders"]].tolist() == [30, 1]
    parts = visits(month(LAUNCH, 30), month(LAUNCH, 50)).assign(content=["a", "b"])
    both = pd.concat([parts, visits(month(LAUNCH, 80))])
    for report in (parts, both):
        assert row_of(attribute_orders(orders((LAUNCH, 0)), report), "instagram")["sessions"] == 80


def test_a_report_without_campaigns_is_joined_by_source_and_medium() -> None:
    report = visits(month(("instagram", "social", None), 100),
                    month(("google", "organic", None), 900))  # fmt: skip
    frame = orders((LAUNCH, 1), (("instagram", "social", "other"), 2))
    table = attribute_orders(frame, report)
    assert len(table) == 1
    assert table.loc[0, ["sessions", "orders", "conversion_rate"]].tolist() == [100, 2, 0.02]
    assert pd.isna(table.loc[0, "campaign"])


def test_currencies_stay_apart_and_cancelled_orders_out() -> None:
    frame = orders((LAUNCH, 1), (LAUNCH, 2), (LAUNCH, 3))
    frame = frame.assign(currency=["EUR", "USD", "EUR"], status=["paid", "paid", "cancelled"])
    table = attribute_orders(frame, visits(month(LAUNCH, 50)))
    assert table[["currency", "revenue"]].to_numpy().tolist() == [["EUR", 10.0], ["USD", 11.0]]
    assert table["conversion_rate"].tolist() == [2 / 50, 2 / 50]
    keys = [finding.key for finding in utm_findings(table, sources=ROWS)]
    assert len(keys) == len(set(keys))
    assert "money.utm.instagram.social.launch.USD.revenue" in keys


def test_tags_that_import_did_not_fold_are_refused() -> None:
    for wrong in ("Instagram", " instagram", "cafe\u0301"):
        with pytest.raises(DataError, match="utm_source"):
            attribute_orders(orders(((wrong, "social", None), 1)), visits(month(LAUNCH, 5)))
    with pytest.raises(DataError, match="sessions"):
        attribute_orders(orders((LAUNCH, 1)), pd.DataFrame({"day": []}))


def findings_of(*tags: Tags, sessions: int = 80) -> dict[str, Finding]:
    frame = orders(*((tag, 1) for tag in tags))
    table = attribute_orders(frame, visits(month(LAUNCH, sessions)))
    return {finding.key: finding for finding in utm_findings(table, sources=ROWS)}


def test_findings_carry_numerator_and_denominator() -> None:
    found = findings_of(LAUNCH, LAUNCH, (None, None, None))
    rate = found["money.utm.instagram.social.launch.conversion_rate"]
    assert (rate.numerator, rate.denominator, rate.n) == (2, 80, 80)
    assert rate.value == 2 / 80
    assert "not an effect" in rate.method
    tagged = found["money.utm.tagged_share"]
    assert (tagged.numerator, tagged.denominator) == (2, 3)
    assert found["money.utm.(untagged).orders"].value == 1
    assert "money.utm.(untagged).conversion_rate" not in found


def test_few_visits_and_dots_in_tags() -> None:
    few = findings_of(LAUNCH, sessions=9)["money.utm.instagram.social.launch.conversion_rate"]
    assert few.status == "unknown"
    dotted = findings_of(("l.instagram.com", "referral", None))
    assert "money.utm.l․instagram․com.referral.orders" in dotted


def test_the_chart_shows_rates_or_else_orders() -> None:
    frame = orders((LAUNCH, 1), (LAUNCH, 2), (("a$b$", "social", "x"), 2))
    report = visits(month(LAUNCH, 80), month(("a$b$", "social", "x"), 80))
    axes = plot_utm(attribute_orders(frame, report))
    axes.figure.canvas.draw()
    points = next(line.get_xdata() for line in axes.lines if line.get_marker() == "o")
    assert sorted(points) == pytest.approx([1.25, 2.5])
    assert "No tagged link" in axes.get_title(loc="left")
    without = plot_utm(attribute_orders(frame, report.head(0)))
    without.figure.canvas.draw()
    assert [bar.get_width() for bar in without.patches] == [1, 2]
    nothing = attribute_orders(frame.head(0), report.head(0))
    assert utm_findings(nothing, sources=())[0].status == "unknown"
    assert "traffic acquisition" in plot_utm(nothing).texts[0].get_text()
