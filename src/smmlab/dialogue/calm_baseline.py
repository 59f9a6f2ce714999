"""What a calm page looks like, and how far from it chance alone may lead."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from smmlab.dialogue.control_chart import smooth, smooth_deviation

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

WEIGHT = 0.3
"""Weight of the newest period in the moving average."""

_ROUNDS = 3
_START = 0.85  # part of the periods, the lowest ones, that the first round believes to be calm
_TOO_HIGH = 3.0  # standard deviations from which a period is left out of the baseline
_LOUDEST = 3.5  # one loud period must not keep the moving average up for weeks
_PERIODS = 25_000  # calm periods drawn to set the limits
_FEWEST_DRAWS, _MOST_DRAWS = 100, 2000
_TINY = 1e-300


@dataclass(frozen=True)
class Baseline:
    """The negative share of calm periods.

    Parameters
    ----------
    share
        Of voices, 0-1.
    clumping
        Correlation of the voices of one period (0: each speaks for itself). Voices under one post
        answer each other; their number tells less than it seems.
    is_calm
        Which of the periods it rests on.
    """

    share: float
    clumping: float
    is_calm: Bools


@dataclass(frozen=True)
class AlarmLevels:
    """How many standard deviations raise the alarm, and how often chance alone does.

    Parameters
    ----------
    single
        For a period by itself.
    lasting
        For the moving average.
    false_alarms
        Expected number for ``quarter`` periods without any change; periods in a row count once.
    """

    single: float
    lasting: float
    false_alarms: float


def fit_baseline(negative: Floats, voices: Floats) -> Baseline:
    """Estimate the share and the clumping of calm periods, leaving out those that stand out.

    Parameters
    ----------
    negative, voices
        Counts of each period that may be tested, in order of time.

    Notes
    -----
    The first round believes the lower periods only; each further round takes in what does not
    stand out from those before. So a long incident cannot hide behind the spread it causes itself.

    References
    ----------
    Williams (1982), Applied Statistics 31, 144-148 (moments of clumped counts). Hadi and Simonoff
    (1993), JASA 88, 1264-1272 (growing the clean part).

    Examples
    --------
    >>> voices = np.full(30, 50.0)
    >>> negative = np.array([4.0, 5, 6] * 9 + [30, 30, 5])
    >>> found = fit_baseline(negative, voices)
    >>> round(found.share, 2), found.is_calm[27:].tolist()
    (0.1, [False, False, False])
    """
    share, clumping, calm = _fit(negative[None, :], voices[None, :])
    return Baseline(float(share[0]), float(clumping[0]), calm[0])


def period_scores(
    negative: Floats, voices: Floats, share: npt.ArrayLike, clumping: npt.ArrayLike
) -> tuple[Floats, Floats]:
    """Return the upper tail of each count in a calm page, and the same as a normal score.

    Parameters
    ----------
    negative, voices
        Counts.
    share, clumping
        Of the baseline.

    Returns
    -------
    tuple of two arrays
        Mid-p tail of the binomial at effective counts (0-1), and the score with that tail:
        standard normal when the page is calm.

    References
    ----------
    Rao and Scott (1992), Biometrics 48, 577-585 (effective counts). Lancaster (1961), JASA 56,
    223-234 (mid-p).

    Examples
    --------
    >>> tail, score = period_scores(np.array([12.0]), np.array([40.0]), 0.1, 0.0)
    >>> tail.round(5).tolist(), score.round(2).tolist()
    ([0.00023], [3.5])
    """
    from scipy.special import betainc, ndtri

    spread = 1 + np.maximum(voices - 1, 0) * clumping
    x, n, p = np.broadcast_arrays(negative / spread, voices / spread, share)
    at_least = np.where(x > 0, betainc(np.maximum(x, _TINY), n - x + 1, p), 1.0)
    more = np.where(x < n, betainc(x + 1, np.maximum(n - x, _TINY), p), 0.0)
    tail = (at_least + more) / 2
    return tail, -ndtri(np.clip(tail, _TINY, 1 - 1e-16))


def lasting_scores(scores: Floats) -> Floats:
    """Return the moving average of scores in its own standard deviations, for each row."""
    cut = np.clip(scores, -_LOUDEST, _LOUDEST)
    exact = smooth_deviation(np.ones(scores.shape, dtype=bool), weight=WEIGHT)
    return smooth(cut, weight=WEIGHT) / exact


def set_levels(
    voices: Floats, baseline: Baseline, *, false_alarms: float, quarter: int, seed: int
) -> AlarmLevels:
    """Set the two levels so that a calm page raises the stated number of alarms.

    Parameters
    ----------
    voices
        Of each period that may be tested.
    baseline
        Of `fit_baseline`.
    false_alarms
        Wanted number for ``quarter`` periods.
    quarter
        Periods in a quarter of a year: 91 days or 13 weeks.
    seed
        Of the drawn calm histories.

    Notes
    -----
    Calm histories with these volumes, this share and this clumping are drawn, and each goes through
    the whole procedure, the estimate of its own baseline too. So the limits also hold for what a
    short history leaves uncertain; its clumping is drawn from what the history leaves possible.
    Both charts take an equal part of the false alarms.

    Examples
    --------
    >>> calm = Baseline(0.1, 0.0, np.ones(60, dtype=bool))
    >>> found = set_levels(np.full(60, 50.0), calm, false_alarms=1, quarter=91, seed=1)
    >>> 2 < found.single < 3.5 and found.false_alarms <= 1
    True
    """
    draws = int(np.clip(_PERIODS // len(voices), _FEWEST_DRAWS, _MOST_DRAWS))
    volumes = np.broadcast_to(voices, (draws, len(voices)))
    clumped = _likely_clumping(voices, baseline, draws, seed=seed)
    negative = draw_counts(volumes, baseline.share, clumped[:, None], seed=seed)
    share, clumping, _ = _fit(negative, volumes)
    _, scores = period_scores(negative, volumes, share[:, None], clumping[:, None])
    lasting = lasting_scores(scores)
    per_quarter = quarter / scores.size
    ordered, ordered_lasting = np.sort(scores, axis=None), np.sort(lasting, axis=None)
    low, high = 0, scores.size - 1  # places in order; the number of alarms falls along them
    while low < high:
        middle = (low + high) // 2
        raised = raise_alarms(scores, lasting, ordered[middle], ordered_lasting[middle])
        if count_episodes(raised) * per_quarter <= false_alarms:
            high = middle
        else:
            low = middle + 1
    single, slow = float(ordered[low]), float(ordered_lasting[low])
    raised = raise_alarms(scores, lasting, single, slow)
    return AlarmLevels(single, slow, float(count_episodes(raised) * per_quarter))


def raise_alarms(scores: Floats, lasting: Floats, single: float, slow: float) -> Bools:
    """Tell which periods raise the alarm: by themselves, or as part of a lasting rise.

    A period below the usual raises none, however high the average still stands from those before.

    Examples
    --------
    >>> raise_alarms(np.array([4.0, 1.0, -1.0]), np.array([2.0, 3.0, 3.0]), 3.0, 2.5).tolist()
    [True, True, False]
    """
    return (scores > single) | ((lasting > slow) & (scores > 0))


def draw_counts(
    voices: Floats, share: npt.ArrayLike, clumping: npt.ArrayLike, *, seed: int
) -> Floats:
    """Draw negative voices of calm periods: beta-binomial counts.

    Parameters
    ----------
    voices
        Of each period.
    share, clumping
        Of the baseline; one number, or of a shape that fits the voices.
    seed
        Of the draws.

    Examples
    --------
    >>> draw_counts(np.array([50.0, 60.0]), 0.1, 0.02, seed=1).shape
    (2,)
    """
    rng = np.random.default_rng(seed)
    p, clumped = np.broadcast_arrays(share, np.clip(clumping, 0, 0.99))
    together = 1 / np.maximum(clumped, 1e-6) - 1  # a millionth is as good as none
    shares = rng.beta(p * together, (1 - p) * together, size=voices.shape)
    return rng.binomial(voices.astype(np.int64), shares).astype(np.float64)


def count_episodes(raised: Bools) -> int:
    """Count the runs of alarms in all rows: alarms in a row are one.

    Examples
    --------
    >>> count_episodes(np.array([[True, True, False, True]]))
    2
    """
    before = np.zeros_like(raised)
    before[:, 1:] = raised[:, :-1]
    return int((raised & ~before).sum())


def _likely_clumping(voices: Floats, baseline: Baseline, draws: int, *, seed: int) -> Floats:
    """Draw the clumping that the calm periods leave possible."""
    usual, share = max(float(voices.mean()), 2.0), baseline.share
    spread = 1 + (usual - 1) * baseline.clumping
    kurtosis = 2 + 1 / (usual * share * (1 - share))
    error = spread * np.sqrt(kurtosis / max(int(baseline.is_calm.sum()), 1)) / (usual - 1)
    # What stands out is left out of an estimate, and with it some of the clumping: histories drawn
    # with the estimate show how much, and how far estimates scatter where the clumping is strong.
    volumes = np.broadcast_to(voices, (_FEWEST_DRAWS, len(voices)))
    counts = draw_counts(volumes, share, baseline.clumping, seed=seed + 1)
    _, again, _ = _fit(counts, volumes)
    middle = baseline.clumping + max(baseline.clumping - float(again.mean()), 0.0)
    error = max(float(error), float(again.std()))
    rng = np.random.default_rng([seed, 1])
    # A variance may be more above its estimate than below it: scaled inverse chi-squared.
    spread = 1 + (usual - 1) * middle
    free = 2 * (spread / (error * (usual - 1))) ** 2
    drawn = spread * free / rng.chisquare(free, draws)
    likely: Floats = np.clip((drawn - 1) / (usual - 1), 0, 0.9)
    return likely


def _fit(negative: Floats, voices: Floats) -> tuple[Floats, Floats, Bools]:
    periods = negative.shape[1]
    rates = negative / np.maximum(voices, 1)
    kept = max(int(np.ceil(_START * periods)), 1)
    # Ranks of rates would prefer the periods with few voices; ranks of scores do not.
    share = negative.sum(axis=1) / np.maximum(voices.sum(axis=1), 1)
    deviation = (rates - share[:, None]) * np.sqrt(voices)
    edge = np.partition(deviation, kept - 1, axis=1)[:, kept - 1 : kept]
    calm = deviation <= edge
    share, clumping = _moments(negative, voices, calm)
    for _ in range(_ROUNDS):
        _, scores = period_scores(negative, voices, share[:, None], clumping[:, None])
        calm = (scores <= _TOO_HIGH) & (lasting_scores(scores) <= _TOO_HIGH)
        # A baseline of a few periods would be none.
        calm |= (calm.sum(axis=1) < periods / 2)[:, None]
        share, clumping = _moments(negative, voices, calm)
    return share, clumping, calm


def _moments(negative: Floats, voices: Floats, calm: Bools) -> tuple[Floats, Floats]:
    clumping = np.zeros(len(negative))
    share = np.zeros(len(negative))
    n = np.maximum(voices, 1)
    for _ in range(3):
        weight = calm / (1 + (n - 1) * clumping[:, None])
        # Half a voice on either side: a page without a complaint yet is not above all complaint.
        share = ((weight * negative).sum(axis=1) + 0.5) / ((weight * n).sum(axis=1) + 1)
        p = share[:, None]
        squares = (negative - n * p) ** 2 / (n * p * (1 - p))
        told = calm.sum(axis=1)
        surplus = (squares * calm).sum(axis=1) - np.maximum(told - 1, 0)
        clumping = np.clip(surplus / np.maximum((calm * (n - 1)).sum(axis=1), 1), 0, 0.9)
    return share, clumping
