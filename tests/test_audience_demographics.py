"""The audience in aggregate: newest figures, shares only where they are known."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from smmlab.audience.demographics import demographics_findings, summarise_audience
from smmlab.errors import DataError
from smmlab.findings import Source
from smmlab.plots.audience import plot_audience
from smmlab.schema import conform

ROWS = (Source("audience.csv", 2, 20, 19),)


def audience(*rows: tuple[str, str, float | None, int | None, str]) -> pd.DataFrame:
    columns = ["dimension", "value", "share", "count", "to_day"]
    frame = pd.DataFrame(rows, columns=columns).assign(network="facebook", page="Kaja")
    return conform(frame, "audience")


AGES = audience(
    ("age_sex", "25-34|female", 0.325, None, "2026-10-31"),
    ("age_sex", "25-34|male", 0.125, None, "2026-10-31"),
    ("age_sex", "18-24|female", 0.5, None, "2026-10-31"),
    ("age_sex", "18-24|male", 0.05, None, "2026-10-31"),
    ("city", "St. Petersburg", 0.2, None, "2026-10-31"),
)


def test_the_newest_figures_count() -> None:
    frame = audience(("sex", "male", 0.9, None, "2025-01-31"), ("sex", "male", 0.4, None,
                     "2026-01-31"), ("city", "Tartu", 0.3, None, "2025-01-31"))  # fmt: skip
    before = frame.copy(deep=True)
    shown = summarise_audience(frame)
    assert shown[["dimension", "share"]].to_numpy().tolist() == [["sex", 0.4], ["city", 0.3]]
    assert_frame_equal(frame, before)


def test_shares_are_computed_only_where_groups_cover_everyone() -> None:
    frame = audience(
        ("sex", "male", None, 30, "2026"), ("sex", "female", None, 90, "2026"),
        ("city", "Tartu", None, 50, "2026"), ("city", "Narva", None, 40, "2026"),
        ("age", "18-24", None, 20, "2026"), ("age", "25-34", None, None, "2026"),
    )  # fmt: skip
    shown = summarise_audience(frame).set_index("value")
    assert shown.loc["female", "share"] == 0.75
    assert shown.loc[["Tartu", "Narva", "18-24"], "share"].isna().all()


def test_groups_of_few_people_are_merged_or_left_out() -> None:
    cities = audience(("city", "Tartu", None, 50, "2026"), ("city", "Elva", None, 6, "2026"),
                      ("city", "Otepää", None, 7, "2026"))  # fmt: skip
    shown = summarise_audience(cities)
    assert shown["value"].tolist() == ["Tartu", "other"]
    assert shown["count"].tolist() == [50, 13]
    assert summarise_audience(cities.head(2))["value"].tolist() == ["Tartu"]


def test_findings_know_network_group_and_that_they_are_estimates() -> None:
    findings = demographics_findings(summarise_audience(AGES), sources=ROWS, most=2)
    keys = [finding.key for finding in findings]
    assert keys == [
        "audience.demographics.facebook.age_sex.18-24.female.share",
        "audience.demographics.facebook.age_sex.25-34.female.share",
        "audience.demographics.facebook.city.St․ Petersburg.share",
    ]
    assert findings[0].value == 0.5
    assert {finding.status for finding in findings} == {"estimated"}
    two = pd.concat([AGES, AGES.assign(page="Teine")])
    both = demographics_findings(summarise_audience(two), sources=ROWS)
    assert len({finding.key for finding in both}) == len(both) == 10


def test_the_chart_shows_age_by_sex() -> None:
    axes = plot_audience(summarise_audience(AGES))
    assert sorted(bar.get_width() for bar in axes.patches) == [5, 12.5, 32.5, 50]
    assert "18-24, women, 50%" in axes.get_title(loc="left")
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["18-24", "25-34"]
    cities = plot_audience(summarise_audience(AGES.tail(1)))
    assert [bar.get_width() for bar in cities.patches] == [20]


def test_nothing_teaches_what_to_export() -> None:
    nothing = summarise_audience(conform(pd.DataFrame(), "audience"))
    assert demographics_findings(nothing, sources=())[0].value is None
    assert "Meta Business" in plot_audience(nothing).texts[0].get_text()
    with pytest.raises(DataError, match="dimension"):
        summarise_audience(pd.DataFrame({"network": []}))
