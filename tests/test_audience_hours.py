"""Hours: a peak is named only when it is one, however busy a single person is."""

import numpy as np
import pandas as pd
import pytest

from smmlab.audience.hours import active_hours, hours_findings
from smmlab.findings import Source
from smmlab.intervals import wilson_interval
from smmlab.plots.audience import plot_hours

ROWS = (Source("group.json", 1, 900, 900),)
MIDNIGHT = 1_767_225_600  # 2026-01-01 00:00 UTC


def acts_at(people: "list[str] | np.ndarray", hours: "list[int] | np.ndarray") -> pd.DataFrame:
    at = pd.array(MIDNIGHT + np.asarray(hours) * 3600, dtype="Int64")
    return pd.DataFrame({"network": "telegram", "person": people, "at": at, "by_page": False})


def everywhere(people: int, acts: int, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    names = [f"p{n}" for n in rng.integers(0, people, acts)]
    return acts_at(names, rng.integers(0, 24, acts))


def test_counts_and_shares_are_those_of_the_local_clock() -> None:
    acts = acts_at([f"p{n}" for n in range(25)], [22] * 11 + [7] * 14)
    before = acts.copy(deep=True)
    hours = active_hours(acts, timezone="Europe/Tallinn").set_index("hour")
    assert hours.loc[[0, 9], "interactions"].tolist() == [11, 14]
    assert hours.loc[[0, 9], "people"].tolist() == [11, 14]
    assert hours["timed_acts"].eq(25).all()
    assert hours["share"].sum() == pytest.approx(1)
    assert (hours["share_low"] <= hours["share"]).all()
    assert (hours["share"] <= hours["share_high"]).all()
    pd.testing.assert_frame_equal(acts, before)


def test_a_real_peak_is_named_with_its_share() -> None:
    spread = everywhere(200, 800, seed=1)
    evening = acts_at([f"p{n}" for n in range(200)], [19] * 200)
    hours = active_hours(pd.concat([spread, evening]), timezone="UTC")
    assert hours.loc[hours["is_peak"], "hour"].tolist() == [19]
    peak, share, busy = hours_findings(hours, sources=ROWS)
    assert (peak.key, peak.value, peak.unit, peak.n) == ("audience.hours.peak", 19, "hour", 1000)
    assert share.numerator == hours.loc[19, "interactions"]
    assert share.denominator == 1000
    assert (busy.key, busy.value) == ("audience.hours.busy", "19:00")
    assert "from 19:00" in plot_hours(hours).get_title(loc="left")


def test_one_busy_person_makes_no_peak() -> None:
    spread = everywhere(200, 800, seed=1)
    spammer = acts_at(["spammer"] * 300, [3] * 300)
    hours = active_hours(pd.concat([spread, spammer]), timezone="UTC")
    assert hours.loc[3, "share"] > 0.25
    assert not hours["is_peak"].any()
    alone, _high = wilson_interval(hours.loc[3, "interactions"], hours["interactions"].sum())
    assert hours.loc[3, "share_low"] < 0.5 * alone


def test_two_equal_evening_hours_are_no_peak() -> None:
    both = acts_at([f"p{n}" for n in range(400)], [19, 20] * 200)
    hours = active_hours(pd.concat([both, everywhere(300, 600, seed=2)]), timezone="UTC")
    peak, busy = hours_findings(hours, sources=ROWS)
    assert (peak.status, peak.value, peak.n) == ("unknown", None, 1000)
    assert busy.value == "19:00, 20:00"
    assert "19:00, 20:00" in plot_hours(hours).get_title(loc="left")


def test_chance_alone_rarely_names_a_peak() -> None:
    draws = [active_hours(everywhere(60, 300, seed), timezone="UTC") for seed in range(60)]
    assert np.mean([hours["is_peak"].any() for hours in draws]) <= 0.05
    assert np.mean([hours["is_busy"].any() for hours in draws]) <= 0.1


def test_the_interval_covers_as_often_as_promised() -> None:
    rng = np.random.default_rng(0)
    covered = []
    for _draw in range(60):
        # People differ: some act much, each around an hour of their own.
        own, much = rng.integers(0, 24, 80), rng.integers(1, 20, 80)
        people = np.repeat(np.arange(80), much).astype(str)
        chosen = np.where(rng.random(much.sum()) < 0.5, np.repeat(own, much),
                          rng.integers(0, 24, much.sum()))  # fmt: skip
        hours = active_hours(acts_at(people, chosen), timezone="UTC")
        inside = hours["share_low"].le(1 / 24) & hours["share_high"].ge(1 / 24)
        # A hidden hour has no interval that could cover or miss.
        covered.append(inside[~hours["suppressed"]].mean())
    assert np.mean(covered) > 0.9


def test_few_people_and_unknown_people() -> None:
    few = active_hours(acts_at([f"p{n}" for n in range(9)], [1] * 9), timezone="UTC")
    assert few.empty
    assert hours_findings(few, sources=ROWS)[0].status == "unknown"
    assert "Telegram" in plot_hours(few).texts[0].get_text()
    nameless = acts_at([f"p{n}" for n in range(40)], [5] * 40)
    nameless["person"] = nameless["person"].where(nameless.index < 15)
    hours = active_hours(nameless, timezone="UTC")
    assert hours["active_people"].iloc[0] == 15
    assert hours.loc[5, "interactions"] == 40


def test_hours_of_a_few_people_are_hidden_and_cannot_be_found_by_subtraction() -> None:
    acts = acts_at([f"p{n}" for n in range(100)], [3] * 4 + [5] * 12 + [12] * 30 + [20] * 54)
    hours = active_hours(acts, timezone="UTC").set_index("hour")
    assert hours.index[hours["suppressed"]].tolist() == [3, 5]
    assert hours.loc[[3, 5], ["people", "interactions", "share", "share_low"]].isna().all(axis=None)
    assert hours.loc[20, "share"] == pytest.approx(0.54)
    assert hours_findings(hours.reset_index(), sources=ROWS)[0].n == 100
    plot_hours(hours.reset_index())
