"""The audience in aggregate: newest figures, shares only where they are known."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy.optimize import linprog

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
    assert summarise_audience(cities.tail(2)).empty


def test_a_group_that_a_total_gives_away_takes_the_next_smallest_with_it() -> None:
    sexes = audience(("sex", "male", None, 5, "2026"), ("sex", "female", None, 95, "2026"),
                     ("sex", "unknown", None, 200, "2026"))  # fmt: skip
    shown = summarise_audience(sexes)
    assert shown["value"].tolist() == ["unknown", "other"]
    assert shown["count"].tolist() == [200, 100]
    assert shown["share"].tolist() == pytest.approx([2 / 3, 1 / 3])
    # The sexes tell how many there are, so the one place left out would be known as well.
    places = audience(("city", "Tartu", None, 180, "2026"), ("city", "Elva", None, 6, "2026"),
                      ("city", "Narva", None, 112, "2026"))  # fmt: skip
    both = summarise_audience(pd.concat([sexes, places]))
    assert both.loc[both["dimension"] == "city", "value"].tolist() == ["Tartu", "other"]
    assert both.loc[both["dimension"] == "city", "count"].tolist() == [180, 118]


def test_a_share_of_a_known_audience_can_be_few_people() -> None:
    shares = audience(("country", "Estonia", 0.7, None, "2026"), ("country", "Latvia", 0.2, None,
                      "2026"), ("country", "Malta", 0.03, None, "2026"))  # fmt: skip
    assert len(summarise_audience(shares)) == 3
    sexes = audience(("sex", "male", None, 40, "2026"), ("sex", "female", None, 60, "2026"))
    shown = summarise_audience(pd.concat([shares, sexes]))
    places = shown[shown["dimension"] == "country"]
    # Malta's three and the seven of no listed country are ten: enough not to be found out.
    assert places["value"].tolist() == ["Estonia", "Latvia"]
    elsewhere = shares.assign(share=[0.75, 0.22, 0.03])
    shown = summarise_audience(pd.concat([elsewhere, sexes]))
    places = shown[shown["dimension"] == "country"]
    assert places["value"].tolist() == ["Estonia", "other"]
    assert places["share"].tolist() == pytest.approx([0.75, 0.25])
    assert places["count"].isna().all()


def test_the_networks_own_other_group_is_not_shown_twice() -> None:
    frame = audience(("city", "Tartu", 0.6, 60, "2026"), ("city", "other", 0.32, 32, "2026"),
                     ("city", "Elva", 0.08, 8, "2026"))  # fmt: skip
    shown = summarise_audience(frame)
    assert shown["value"].tolist() == ["Tartu", "other"]
    assert shown["count"].tolist() == [60, 40]


PEOPLE = st.one_of(st.sampled_from([0, 1, 9, 10, 11]), st.integers(0, 50))
AGE_BY_SEX = st.lists(st.lists(PEOPLE, min_size=2, max_size=2), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(AGE_BY_SEX)
def test_ages_and_sexes_do_not_give_away_a_group_of_both(table: list[list[int]]) -> None:
    wide = pd.DataFrame(table, columns=["female", "male"])
    wide.index = pd.Index([f"age {n}" for n in wide.index])
    rows = [("age_sex", f"{age}|{sex}", None, int(wide.loc[age, sex]), "2026")
            for age in wide.index for sex in wide]  # fmt: skip
    rows += [("age", age, None, int(n), "2026") for age, n in wide.sum(axis=1).items()]
    rows += [("sex", sex, None, int(n), "2026") for sex, n in wide.sum().items()]
    shown = summarise_audience(audience(*rows))
    assert not (shown["count"] < 10).any()
    members = {
        (dimension, value): np.array(
            [value in (age, sex, f"{age}|{sex}") for age in wide.index for sex in wide], dtype=float
        )
        for dimension, value, *_ in rows
    }
    known, counts = [], []
    for dimension, group in shown.groupby("dimension"):
        whole = [v for d, v, *_ in rows if d == dimension]
        rest = [value for value in whole if value not in set(group["value"])]
        for value, count in zip(group["value"], group["count"], strict=True):
            values = rest if value == "other" else [value]
            known.append(sum(members[dimension, name] for name in values))
            counts.append(int(count))
    if not known:
        return
    for line in members.values():
        true = line @ wide.to_numpy().ravel()
        if 0 < true < 10:
            most = linprog(-line, A_eq=np.array(known), b_eq=counts)
            assert most.status == 3 or -most.fun >= 10 - 1e-6


def test_findings_know_network_group_and_that_they_are_estimates() -> None:
    findings = demographics_findings(summarise_audience(AGES), sources=ROWS, most=2)
    keys = [finding.key for finding in findings]
    assert keys == [
        "audience.demographics.facebook.age_sex.18-24.female.share",
        "audience.demographics.facebook.age_sex.25-34.female.share",
        "audience.demographics.facebook.age.18-24.share",
        "audience.demographics.facebook.age.25-34.share",
        "audience.demographics.facebook.sex.female.share",
        "audience.demographics.facebook.sex.male.share",
        "audience.demographics.facebook.city.St․ Petersburg.share",
    ]
    assert findings[0].value == 0.5
    assert {finding.status for finding in findings} == {"estimated"}
    two = pd.concat([AGES, AGES.assign(page="Teine")])
    both = demographics_findings(summarise_audience(two), sources=ROWS)
    assert len({finding.key for finding in both}) == len(both) == 18


def test_hours_alone_are_no_audience() -> None:
    hours = summarise_audience(audience(("hour", "18", None, 900, "2026-10-31")))
    (found,) = demographics_findings(hours, sources=ROWS)
    assert (found.key, found.status) == ("audience.demographics", "unknown")


def test_ages_and_sexes_are_added_up_before_small_groups_are_hidden() -> None:
    men = {"18-24": 8, "25-34": 7, "35-44": 6, "45-54": 43}
    cells = [("age_sex", f"{age}|male", None, n, "2026-10-31") for age, n in men.items()]
    cells += [("age_sex", f"{age}|female", None, 40, "2026-10-31") for age in men]
    shown = summarise_audience(audience(*cells)).set_index(["dimension", "value"])
    assert shown.loc[("sex", "male"), "count"] == 64
    assert shown.loc[("sex", "male"), "share"] == pytest.approx(64 / 224)
    assert shown.loc[("age", "18-24"), "count"] == 48
    assert ("age_sex", "18-24|male") not in shown.index


def test_a_cell_of_one_part_is_of_unknown_sex() -> None:
    cells = [("age_sex", "18-24|male", 0.5, None, "2026-10-31"),
             ("age_sex", "18-24", 0.5, None, "2026-10-31")]  # fmt: skip
    shown = summarise_audience(audience(*cells)).set_index(["dimension", "value"])["share"]
    assert shown["sex"].to_dict() == {"male": 0.5, "unknown": 0.5}


def test_a_network_that_tells_the_sexes_itself_is_believed() -> None:
    cells = [("age_sex", "18-24|male", 0.5, None, "2026-10-31"),
             ("age_sex", "18-24|female", 0.4, None, "2026-10-31"),
             ("sex", "male", 0.52, None, "2026-10-31"),
             ("sex", "female", 0.48, None, "2026-10-31")]  # fmt: skip
    shown = summarise_audience(audience(*cells)).set_index(["dimension", "value"])["share"]
    assert shown["sex"].to_dict() == {"male": 0.52, "female": 0.48}
    assert shown["age"].to_dict() == {"18-24": pytest.approx(0.9)}


def test_the_chart_shows_age_by_sex() -> None:
    axes = plot_audience(summarise_audience(AGES))
    assert sorted(bar.get_width() for bar in axes.patches) == [5, 12.5, 32.5, 50]
    assert "18–24, women, 50%" in axes.get_title(loc="left")
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["18–24", "25–34"]
    cities = plot_audience(summarise_audience(AGES.tail(1)))
    assert [bar.get_width() for bar in cities.patches] == [20]


def test_nothing_teaches_what_to_export() -> None:
    nothing = summarise_audience(conform(pd.DataFrame(), "audience"))
    assert demographics_findings(nothing, sources=())[0].value is None
    assert "Meta Business" in plot_audience(nothing).texts[0].get_text()
    with pytest.raises(DataError, match="dimension"):
        summarise_audience(pd.DataFrame({"network": []}))
