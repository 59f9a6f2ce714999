"""Alarms keep the number of false ones they state, find what was planted, and count people."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import betabinom, binom

from mood_cases import DAY, START, scored_days
from smmlab.dialogue.alerts import alert_findings, watch_mood
from smmlab.dialogue.calm_baseline import (
    Baseline,
    count_episodes,
    draw_counts,
    fit_baseline,
    lasting_scores,
    period_scores,
    raise_alarms,
    set_levels,
)
from smmlab.dialogue.voices import count_periods, list_voices
from smmlab.errors import DataError

CALM = [(40, bad) for bad in (4, 3, 5, 4, 6, 2, 4, 5, 3, 4)] * 4


def one_history(
    seed: int, volume: int, share: float, clumping: float, spike: int = 0
) -> np.ndarray:
    """Return which of a hundred days raise the alarm; the last days hold a doubled share."""
    rng = np.random.default_rng(seed)
    week = 1 + 0.4 * np.sin(2 * np.pi * np.arange(100) / 7)
    voices = np.maximum(rng.poisson(volume * week), 20).astype(float)
    shares = np.full(100, share)
    shares[80 : 80 + spike] *= 2
    if clumping:
        shares = rng.beta(shares * (1 / clumping - 1), (1 - shares) * (1 / clumping - 1))
    negative = rng.binomial(voices.astype(int), shares).astype(float)
    calm = fit_baseline(negative, voices)
    levels = set_levels(voices, calm, false_alarms=1, quarter=91, seed=seed)
    assert levels.false_alarms <= 1
    _, scores = period_scores(negative, voices, calm.share, calm.clumping)
    return raise_alarms(scores, lasting_scores(scores[None])[0], levels.single, levels.lasting)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smmlab.dialogue.calm_baseline._PERIODS", 5_000)
    monkeypatch.setattr("smmlab.dialogue.calm_baseline._FEWEST_DRAWS", 40)


@pytest.mark.usefixtures("quick")
def test_a_calm_page_raises_as_many_alarms_as_stated() -> None:
    settings = [(0.1, 0.0), (0.2, 0.02), (0.05, 0.0), (0.3, 0.01)]
    raised = [one_history(seed, 50, *settings[seed % 4]) for seed in range(44)]
    stated = 44 * 100 / 91
    # Forty-four histories: the count scatters by a seventh around what is expected.
    assert stated / 1.5 < count_episodes(np.array(raised)) < stated * 1.5


@pytest.mark.usefixtures("quick")
def test_a_doubled_share_is_found_within_two_days() -> None:
    found = [one_history(seed, 100, 0.15, 0.0, spike=3)[80:82].any() for seed in range(25)]
    assert np.mean(found) >= 0.8


def test_a_day_unlike_the_others_raises_the_alarm() -> None:
    watch = watch_mood(scored_days([*CALM, (40, 20), *CALM]), timezone="UTC")
    alarms = watch.periods[watch.periods["alarm"]]
    assert watch.span == "day"
    assert alarms["starts"].tolist() == ["2026-02-10"]
    assert alarms["reason"].tolist() == ["single"]
    row = alarms.iloc[0]
    assert (row["voices"], row["negative"]) == (40, 20)
    # The baseline leaves the day out: 4 of 40 on all other days, half a voice on either side.
    usual = (80 * 4 + 0.5) / (80 * 40 + 1)
    assert watch.usual_share == pytest.approx(usual)
    assert row["times_usual"] == pytest.approx(0.5 / usual)
    both = binom.sf(19, 40, usual), binom.sf(20, 40, usual)
    assert row["p_value"] == pytest.approx(np.mean(both), rel=1e-6)
    assert watch.calm_periods == 80
    assert watch.usual_voices == 40


def test_a_slow_rise_is_found_by_the_average() -> None:
    rise = [(40, 7)] * 8
    watch = watch_mood(scored_days([*CALM, *rise, *CALM]), timezone="UTC")
    alarms = watch.periods[watch.periods["alarm"]]
    assert set(alarms["reason"]) == {"lasting"}
    assert alarms["starts"].between("2026-02-10", "2026-02-17").all()


def test_the_level_is_the_fewest_voices_that_raise_the_alarm() -> None:
    watch = watch_mood(scored_days(CALM), timezone="UTC")
    assert watch.watch_voices is not None
    assert watch.act_voices is not None
    assert watch.watch_voices < watch.act_voices <= 40
    assert watch.periods["limit"].iloc[0] * 40 * watch.usual_share == pytest.approx(
        watch.watch_voices
    )
    for bad, alarm in ((watch.watch_voices - 1, False), (watch.watch_voices, True)):
        score = period_scores(np.array([bad]), np.array([40.0]), watch.usual_share, 0.0)[1][0]
        level = period_scores(
            np.array([watch.watch_voices]), np.array([40.0]), watch.usual_share, 0.0
        )[1][0]
        assert (score >= level) is np.bool_(alarm)
    assert watch.found_times is not None
    # The smallest multiple whose two days are missed less than one time in five.
    chance = binom.sf(watch.watch_voices - 1, 40, watch.usual_share * watch.found_times)
    less = binom.sf(watch.watch_voices - 1, 40, watch.usual_share * (watch.found_times - 0.2))
    assert 1 - (1 - chance) ** 2 > 0.78
    assert 1 - (1 - less) ** 2 < 0.82


def test_one_authors_burst_is_one_voice() -> None:
    burst = scored_days([(0, 0)] * 20 + [(200, 200)], who="shouter", seconds=20)
    watch = watch_mood(
        pd.concat([scored_days(CALM), burst.assign(interaction_id="x" + burst["interaction_id"])]),
        timezone="UTC",
    )
    day = watch.periods.iloc[20]
    assert (day["voices"], day["negative"]) == (41, 5)
    assert not day["alarm"]
    assert watch.comments == 1800


def test_people_without_a_name_and_on_two_networks_are_voices_of_their_own() -> None:
    rows = scored_days([(30, 3)])
    nobody = list_voices(rows.assign(person=None), timezone="UTC", span="day")
    assert len(nobody) == 30
    twice = pd.concat([rows, rows.assign(network="vkontakte")])
    assert len(list_voices(twice, timezone="UTC", span="day")) == 60


def test_the_same_words_of_many_within_an_hour_are_noted() -> None:
    said = "Boycott this place, they cheat everybody!"
    rows = scored_days([(40, 4)]).assign(text=said)
    # Only the first four wrote within the hour.
    rows["at"] = START + np.where(np.arange(40) < 4, np.arange(40) * 900, np.arange(40) * 1000)
    rows = rows.iloc[[0, 1, 2, 3, 10, 20]]
    assert list_voices(rows, timezone="UTC", span="day")["alike"].tolist() == [
        True, True, False, True, False, True,
    ]  # in order of the names: the last is the fourth to write  # fmt: skip
    short = rows.assign(text="thank you")
    assert not list_voices(short, timezone="UTC", span="day")["alike"].any()
    alone = rows.assign(person="one")
    assert not list_voices(alone, timezone="UTC", span="day")["alike"].any()


def test_thin_days_are_gathered_into_weeks_from_monday() -> None:
    watch = watch_mood(scored_days([(6, 1)] * 100), timezone="UTC")
    assert watch.span == "week"
    assert watch.periods["starts"].tolist()[:2] == ["2025-12-29", "2026-01-05"]
    assert watch.false_alarms_per_quarter is not None
    assert watch.false_alarms_per_quarter <= 0.25
    rarer = watch_mood(scored_days(CALM), timezone="UTC", false_alarms_per_quarter=0.2)
    usual = watch_mood(scored_days(CALM), timezone="UTC")
    assert (rarer.watch_voices or 0) >= (usual.watch_voices or 0)
    assert (rarer.false_alarms_per_quarter or 1) <= 0.2


def test_few_comments_say_nothing() -> None:
    for per_day in ([], [(30, 3)], [(3, 1)] * 30):
        watch = watch_mood(scored_days(per_day), timezone="UTC")
        assert not watch.periods["alarm"].any()
        assert watch.false_alarms_per_quarter is None
        (found,) = alert_findings(watch, sources=())
        assert (found.key, found.status) == ("dialogue.alerts.alarms", "unknown")


def test_a_page_without_any_complaint_and_one_of_nothing_else() -> None:
    for bad in (0, 40):
        watch = watch_mood(scored_days([(40, bad)] * 40), timezone="UTC")
        assert not watch.periods["alarm"].any()
        assert watch.usual_share is not None
        assert 0 < watch.usual_share < 1


def test_unread_comments_are_counted_apart_and_days_begin_in_the_zone() -> None:
    rows = scored_days(CALM)
    rows.loc[:9, "negative"] = pd.NA
    west = watch_mood(rows.sample(frac=1, random_state=1), timezone="America/New_York")
    assert west.unread == 10
    assert west.periods["starts"].iloc[0] == "2025-12-31"
    pd.testing.assert_frame_equal(
        west.periods, watch_mood(rows, timezone="America/New_York").periods
    )


def test_findings_tell_alarms_levels_and_what_can_be_found() -> None:
    watch = watch_mood(scored_days([*CALM, (40, 20), *CALM]), timezone="UTC")
    found = {finding.key: finding for finding in alert_findings(watch, sources=())}
    assert found["dialogue.alerts.alarms"].value == 1
    assert found["dialogue.alerts.alarms"].denominator == 81
    assert found["dialogue.alerts.worst"].value == "2026-02-10"
    assert found["dialogue.alerts.watch_voices"].value == watch.watch_voices
    stated = found["dialogue.alerts.false_alarms"].value
    assert stated == pytest.approx(watch.false_alarms_per_quarter, abs=0.005)
    assert "dialogue.alerts.alike" not in found
    calm = {f.key: f for f in alert_findings(watch_mood(scored_days(CALM), timezone="UTC"),
                                             sources=())}  # fmt: skip
    assert calm["dialogue.alerts.alarms"].value == 0
    assert "dialogue.alerts.worst" not in calm
    assert "dialogue.alerts.calm_days" not in calm


def test_the_newest_alarm_is_told_and_how_long_the_files_go_on_after_it() -> None:
    watch = watch_mood(scored_days([*CALM, (40, 25), *CALM[:9], (40, 20), *CALM[:9]]),
                       timezone="UTC")  # fmt: skip
    found = {finding.key: finding for finding in alert_findings(watch, sources=())}
    assert found["dialogue.alerts.alarms"].value == 2
    assert found["dialogue.alerts.worst"].value == "2026-02-10"
    assert found["dialogue.alerts.newest"].value == "2026-02-20"
    assert found["dialogue.alerts.ends"].value == watch.ends == "2026-03-01"
    assert found["dialogue.alerts.calm_days"].value == 9


def test_a_week_ends_on_its_sunday_and_the_files_may_end_within_it() -> None:
    weeks = [(0, 0) if day % 7 else (30, 3) for day in range(84)]
    rows = scored_days([*weeks, (30, 25)])
    watch = watch_mood(rows, timezone="UTC", span="week")
    found = {finding.key: finding for finding in alert_findings(watch, sources=())}
    assert found["dialogue.alerts.newest"].value == "2026-03-23"
    assert found["dialogue.alerts.calm_days"].value == 0
    # Ten more days without words reach beyond the Sunday of that week.
    more = scored_days([*weeks, (30, 25), *[(0, 0)] * 9, (1, 0)])
    again = {f.key: f for f in alert_findings(watch_mood(more, timezone="UTC", span="week"),
                                              sources=())}  # fmt: skip
    assert again["dialogue.alerts.ends"].value == "2026-04-05"
    assert again["dialogue.alerts.calm_days"].value == 7


def test_what_is_absent_or_cannot_be_is_named() -> None:
    with pytest.raises(DataError, match="negative"):
        watch_mood(scored_days(CALM).drop(columns="negative"), timezone="UTC")
    with pytest.raises(DataError, match="above zero"):
        watch_mood(scored_days(CALM), timezone="UTC", false_alarms_per_quarter=0)


def test_clumped_days_are_known_as_such() -> None:
    voices = np.full(2000, 60.0)
    for clumping in (0.0, 0.03):
        counts = draw_counts(voices, 0.2, clumping, seed=3)
        found = fit_baseline(counts, voices)
        assert found.share == pytest.approx(0.2, abs=0.01)
        assert found.clumping == pytest.approx(clumping, abs=0.006)
    counts = draw_counts(voices, 0.2, 0.03, seed=4)
    expected = betabinom(60, 0.2 * (1 / 0.03 - 1), 0.8 * (1 / 0.03 - 1))
    assert counts.var() == pytest.approx(expected.var(), rel=0.1)


def test_a_long_incident_does_not_become_the_norm() -> None:
    voices = np.full(60, 50.0)
    negative = np.where(np.arange(60) < 12, 25.0, 5.0)
    found = fit_baseline(negative, voices)
    assert found.share == pytest.approx(0.1, abs=0.005)
    assert not found.is_calm[:12].any()


@settings(max_examples=30)
@given(
    bad=st.integers(0, 30), more=st.integers(1, 10), share=st.floats(0.02, 0.6),
    clumping=st.floats(0, 0.2),
)  # fmt: skip
def test_more_unhappy_people_are_never_less_of_an_alarm(
    bad: int, more: int, share: float, clumping: float
) -> None:
    counts, voices = np.array([bad, bad + more], dtype=float), np.full(2, 40.0)
    tail, scores = period_scores(counts, voices, share, clumping)
    assert 0 <= tail[1] <= tail[0] <= 1
    assert scores[1] >= scores[0]


def test_runs_of_alarms_count_once() -> None:
    raised = np.array([[True, True, False, True], [True, False, False, True]])
    assert count_episodes(raised) == 4
    calm = Baseline(0.1, 0.0, np.ones(30, dtype=bool))
    one, other = (
        set_levels(np.full(30, 40.0), calm, false_alarms=1, quarter=91, seed=seed)
        for seed in (1, 1)
    )
    assert one == other


def test_periods_are_counted_in_order() -> None:
    voices = list_voices(scored_days([(5, 1), (7, 2)]), timezone="UTC", span="day")
    counted = count_periods(voices.iloc[::-1])
    assert counted[["voices", "negative"]].to_numpy().tolist() == [[5, 1], [7, 2]]
    assert (counted["starts"].diff().dropna().dt.total_seconds() == DAY).all()
