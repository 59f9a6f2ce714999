"""Agreement of several people who judged the same things."""

from typing import Literal

import numpy as np
import numpy.typing as npt

Level = Literal["nominal", "ratio"]


def krippendorff_alpha(units: npt.ArrayLike, values: npt.ArrayLike, *, level: Level) -> float:
    """Return Krippendorff's alpha: one is full agreement, zero what chance alone would give.

    Parameters
    ----------
    units
        What was judged, one entry a judgement, in any order.
    values
        What the judge said: names or numbers for ``nominal``, positive numbers for ``ratio``. Leave
        missing judgements out of both.
    level
        ``nominal``: answers are the same or not; ``ratio``: numbers with a true zero, far apart
        when one is many times the other.

    Returns
    -------
    float
        At most 1. Things judged once say nothing; missing when nothing was judged twice. 1 when
        all judgements are the same.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability.

    Examples
    --------
    >>> krippendorff_alpha([1, 1, 2, 2, 3, 3], ["a", "a", "b", "b", "a", "b"], level="nominal")
    0.444...
    """
    unit_codes = np.unique(np.asarray(units), return_inverse=True)[1].ravel()
    judged = np.bincount(unit_codes)[unit_codes] if len(unit_codes) else unit_codes
    twice = judged > 1
    if not twice.any():
        return float("nan")
    unit_codes = np.unique(unit_codes[twice], return_inverse=True)[1]
    answers, answer_codes = np.unique(np.asarray(values)[twice], return_inverse=True)
    # A small table of units by answers: how often each answer was given to each unit.
    given = np.zeros((unit_codes.max() + 1, len(answers)))
    np.add.at(given, (unit_codes, answer_codes.ravel()), 1)
    people = given.sum(axis=1)
    pairs = (given.T / (people - 1)) @ given - np.diag((given.T / (people - 1)).sum(axis=1))
    totals = pairs.sum(axis=1)
    by_chance = (np.outer(totals, totals) - np.diag(totals)) / (totals.sum() - 1)
    apart = _distances(answers, level)
    observed, expected = float((pairs * apart).sum()), float((by_chance * apart).sum())
    return 1 - observed / expected if expected > 0 else 1.0


def _distances(answers: npt.NDArray[np.generic], level: Level) -> npt.NDArray[np.float64]:
    if level == "nominal":
        return 1 - np.eye(len(answers))
    numbers = answers.astype(np.float64)
    apart: npt.NDArray[np.float64] = (
        (numbers[:, None] - numbers) / (numbers[:, None] + numbers)
    ) ** 2
    return apart
