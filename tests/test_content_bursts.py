"""Clumps of words: no trend where there is none, however bursty the weeks, and what does stand."""

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, false_discovery_control, t

from smmlab.content.bursts import LEVEL, compare_weeks, weekly_dispersion
from smmlab.content.trends import find_trends
from smmlab.schema import conform

WEEKS, TERMS, RUNS = 26, 30, 80
LATE = np.arange(WEEKS) < 4
WEEK = 7 * 86_400
SCENARIOS = ("even", "negative binomial", "beta-binomial", "threads", "writers", "campaign")

Cells = npt.NDArray[np.int64]


def shares(dice: np.random.Generator, scenario: str) -> npt.NDArray[np.float64]:
    """Draw the share of each term in each week; on the average over time it never changes."""
    usual = np.exp(dice.uniform(np.log(0.01), np.log(0.3), TERMS))[:, None]
    if scenario == "negative binomial":
        return np.minimum(usual * dice.gamma(0.5, 2, (TERMS, WEEKS)), 0.95)
    if scenario == "beta-binomial":
        return dice.beta(9 * usual, 9 * (1 - usual), (TERMS, WEEKS))
    weekly = np.repeat(usual, WEEKS, axis=1)
    if scenario == "campaign":
        weekly[:, 12:15] = np.minimum(6 * weekly[:, 12:15], 0.95)
    return weekly


def draw(dice: np.random.Generator, scenario: str, posts: int) -> tuple[Cells, Cells]:
    """Draw how often each term comes in each week, and the texts of each week."""
    if scenario in ("threads", "writers"):
        # Texts hang together in dozens: a thread lasts days, a writer stays for a month.
        groups = max(posts // 12, 3)
        group = dice.choice(groups, posts, p=dice.dirichlet(np.full(groups, 0.7)))
        stay = 1 if scenario == "threads" else 5
        week = dice.integers(0, WEEKS, groups)[group] - dice.integers(0, stay + 1, posts)
        week %= WEEKS
        usual = shares(dice, "even")[:, :1]
        has = dice.random((TERMS, posts)) < dice.beta(usual, 1 - usual, (TERMS, groups))[:, group]
        cells = np.array([np.bincount(week, weights=row, minlength=WEEKS) for row in has])
        return cells.astype(np.int64), np.bincount(week, minlength=WEEKS)
    texts = dice.multinomial(posts, np.full(WEEKS, 1 / WEEKS))
    return dice.binomial(texts, shares(dice, scenario)), texts


def stands(cells: Cells, texts: Cells) -> npt.NDArray[np.bool_]:
    """Say which terms change, as `find_trends` does."""
    common = cells.sum(axis=1) >= 10
    verdict = np.zeros(len(cells), dtype=bool)
    if common.any():
        found = compare_weeks(cells[common], np.tile(texts, (int(common.sum()), 1)), LATE)
        adjusted = false_discovery_control(found["p_value"])
        verdict[common] = (adjusted <= LEVEL) & (found["p_without"] <= LEVEL)
    return verdict


@pytest.mark.parametrize("posts", [100, 1_000, 10_000])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_at_most_one_bursty_data_set_in_twenty_shows_a_trend_that_is_none(
    scenario: str, posts: int
) -> None:
    dice = np.random.default_rng([SCENARIOS.index(scenario), posts])
    false = sum(stands(*draw(dice, scenario, posts)).any() for _ in range(RUNS))
    assert false <= RUNS / 20


def test_a_word_that_doubles_for_a_month_is_found_among_thirty() -> None:
    dice, found = np.random.default_rng(1), 0
    for _ in range(RUNS):
        texts = dice.multinomial(10_000, np.full(WEEKS, 1 / WEEKS))
        weekly = shares(dice, "even")
        weekly[0] = np.where(LATE, 0.1, 0.05)
        found += stands(dice.binomial(texts, weekly), texts)[0]
    assert found >= 0.9 * RUNS


def test_own_posts_rivals_and_comments_of_bursty_weeks_show_no_trend() -> None:
    false = 0
    for seed in range(8):
        dice = np.random.default_rng(seed)
        sides = [said(dice, 700) for _ in range(3)]
        posts = pd.concat(sides[:2]).assign(
            is_own=[True] * 700 + [False] * 700, page=dice.choice(["a", "b"], 1400),
            post_id=[str(n) for n in range(1400)], precision="day",
        )  # fmt: skip
        posts["page"] += posts["is_own"].astype(str)
        comments = sides[2].assign(language="en", person=dice.integers(0, 150, 700).astype(str))
        trends = find_trends(
            conform(posts, "posts"), comments, timezone="UTC", kind="hashtag", seed=seed
        )
        assert set(trends["whose"]) == {"own", "rivals", "comments"}
        assert (trends["verdict"] != "too_few").sum() > 30
        false += trends["verdict"].isin(["rising", "fading"]).any()
    assert false == 0


def said(dice: np.random.Generator, texts: int) -> pd.DataFrame:
    week = dice.integers(0, WEEKS, texts)
    has = dice.random((TERMS, texts)) < shares(dice, "negative binomial")[:, week]
    tags = np.array([f"#t{chr(97 + n // 6)}{chr(97 + n % 6)}" for n in range(TERMS)])
    return pd.DataFrame(
        {"network": "instagram", "at": pd.array(week * WEEK, dtype="Int64"),
         "text": ["x " + " ".join(tags[row]) for row in has.T]}
    )  # fmt: skip


def test_even_weeks_are_compared_exactly() -> None:
    counts = np.array([[3] * 4 + [1] * 20])
    found = compare_weeks(counts, np.ones((1, 24)), np.arange(24) < 4).iloc[0]
    tails = binom.sf(11, 32, 4 / 24), binom.cdf(12, 32, 4 / 24)
    assert found["p_value"] == pytest.approx(2 * min(tails))
    assert found["rate_ratio"] == 3
    limits = binomtest(12, 32).proportion_ci(method="exact")
    odds = [limit / (1 - limit) * 5 for limit in (limits.low, limits.high)]
    assert (found["ratio_low"], found["ratio_high"]) == pytest.approx(tuple(odds))
    # Without two of the recent weeks 6 of 26 are recent; only more of them would be a rise.
    assert found["p_without"] == pytest.approx(binom.sf(5, 26, 2 / 22))


def test_bursty_weeks_count_for_less() -> None:
    counts = np.array([[6, 2, 6, 2, 0, 4, 0, 4, 0, 4, 0, 4]])
    late = np.arange(12) < 4
    spread = (4 * 4 / 4 + 8 * 4 / 2) / 10
    assert weekly_dispersion(counts, np.ones((1, 12)), late)[0] == pytest.approx([spread])
    assert weekly_dispersion(counts, np.ones((1, 12)), late)[1] == [10]
    found = compare_weeks(counts, np.ones((1, 12)), late).iloc[0]
    wanted = _student(16 / spread, 16 / spread, 1 / 3, 10)
    assert found["p_value"] == pytest.approx(wanted)
    # One week more of nothing is no week at all when nothing was written in it.
    quiet = np.append(counts, [[0]], axis=1)
    same = compare_weeks(quiet, np.append(np.ones((1, 12)), [[0]], axis=1), np.append(late, False))
    assert same["p_value"][0] == pytest.approx(wanted)


def _student(recent: float, earlier: float, part: float, free: int) -> float:
    from scipy.special import betainc
    from scipy.stats import norm

    tails = betainc(recent, earlier + 1, part), betainc(earlier, recent + 1, 1 - part)
    return float(2 * t.cdf(norm.ppf(min(tails)), free))


def test_a_clumped_side_lends_its_dispersion_to_the_term_that_shows_none() -> None:
    late = np.arange(24) < 4
    calm, usual = [5] * 4 + [2] * 20, np.ones((4, 24))
    # Clumps of a whole month, as of a writer who stays.
    clumped = [[2] * 4 + ([20] * 4 + [0] * 4) * 2 + [20] * 4] * 3
    alone = compare_weeks([calm], usual[:1], late)
    among = compare_weeks([calm, *clumped], usual, late)
    assert alone["p_value"][0] < LEVEL < among["p_value"][0]
    # The middle term sets the measure: one campaign among calm terms changes nothing for them.
    campaign = [2] * 10 + [20] * 3 + [2] * 11
    beside = compare_weeks([calm, calm, campaign], usual[:3], late)
    assert beside["p_value"][0] == alone["p_value"][0]


def test_the_shared_dispersion_grows_with_the_count_of_a_month() -> None:
    late = np.arange(20) < 4
    months = np.array([[20, 4, 12, 2, 14], [80, 16, 48, 8, 56]])
    counts = np.repeat(months, 4, axis=1) / 4
    found = compare_weeks(counts, np.ones((2, 20)), late)
    # Four months before, of mean 8 and 32, make three degrees of freedom.
    whole = (1 - 2 / 27) ** 3
    spread = np.array([(16 + 16 + 36 + 36) / 8, (16 + 16 + 36 + 36) * 16 / 32]) / 3 / whole
    mean = months.mean(axis=1)
    clumping = np.median((spread - 1) / mean)
    shared = np.maximum(1 + clumping * mean, np.median(spread))
    wanted = [
        _student(row[0] / least, row[1:].sum() / least, 0.2, 18)
        for row, least in zip(months, shared, strict=True)
    ]
    assert found["p_value"].tolist() == pytest.approx(wanted)


def test_what_two_weeks_alone_tell_is_no_trend() -> None:
    late = np.arange(26) < 4
    burst = [0, 14, 14, 1] + [1] * 22
    long = [7, 8, 7, 7] + [1] * 22
    found = compare_weeks([burst, long, *[[2] * 26] * 9], np.ones((11, 26)), late)
    assert found["p_value"][1] < found["p_value"][0] < LEVEL
    assert found["p_without"][0] > LEVEL > found["p_without"][1]
    # What never came before and a single recent week.
    one = compare_weeks([[30] + [1] * 25], np.ones((1, 26)), np.arange(26) < 1)
    assert one["p_without"][0] == 1
    two = compare_weeks([[30, 30] + [10] * 24], np.ones((1, 26)), np.arange(26) < 2)
    assert two["p_without"][0] < LEVEL


@given(
    st.lists(st.lists(st.integers(0, 30), min_size=12, max_size=12), min_size=1, max_size=5),
    st.integers(1, 11),
    st.floats(0.1, 100),
)
def test_numbers_keep_their_order_and_the_unit_of_the_expectation_does_not_matter(
    counts: list[list[int]], recent: int, unit: float
) -> None:
    late = np.arange(12) < recent
    usual = np.tile(np.arange(1.0, 13), (len(counts), 1))
    found = compare_weeks(counts, usual, late)
    pd.testing.assert_frame_equal(found, compare_weeks(counts, usual * unit, late))
    told = found[found["p_value"].notna()]
    assert told["p_value"].between(0, 1).all()
    assert (told["ratio_low"] <= told["rate_ratio"]).all()
    assert (told["rate_ratio"] <= told["ratio_high"]).all()
    assert (found["p_without"].notna() == (found["p_value"] <= LEVEL)).all()
    assert found["p_value"].isna().tolist() == [sum(row) == 0 for row in counts]


def test_two_months_tell_no_clumping() -> None:
    late = np.arange(8) < 4
    counts = np.array([[6] * 4 + [2] * 4, [3] * 8])
    found = compare_weeks(counts, np.ones((2, 8)), late)
    assert found["p_value"][0] == pytest.approx(2 * binom.sf(23, 32, 0.5))


def test_no_terms_give_no_rows() -> None:
    none = np.zeros((0, 9))
    assert compare_weeks(none, none, np.arange(9) < 4).empty
