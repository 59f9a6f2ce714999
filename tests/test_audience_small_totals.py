"""Hours of the day and of the week hide the same: together they tell no more than each alone."""

import numpy as np
import pandas as pd
import pytest

from smmlab.audience.hours import active_hours
from smmlab.audience.small_totals import judged_people
from smmlab.audience.week import weekly_activity

MONDAY, DAY, HOUR = 4 * 86_400, 86_400, 3_600


def acts_of(counts: np.ndarray, acts_each: int = 1) -> pd.DataFrame:
    """Return people of their own in each weekday and hour, over six weeks."""
    day, hour = np.nonzero(counts)
    day, hour = (np.repeat(which, counts[day, hour]) for which in (day, hour))
    person = np.arange(len(day))
    at = MONDAY + day * DAY + hour * HOUR + (person % 6) * 7 * DAY
    once = pd.DataFrame({"person": [f"p{n}" for n in person], "at": at})
    frame = pd.concat([once] * acts_each, ignore_index=True)
    return frame.assign(network="vkontakte", by_page=False)


def hidden(acts: pd.DataFrame) -> tuple[list[int], list[int]]:
    hours = active_hours(acts, timezone="UTC")
    week = weekly_activity(acts, timezone="UTC").hours
    return hours.index[hours["suppressed"]].tolist(), week.index[week["suppressed"]].tolist()


def test_acts_of_three_people_do_not_follow_from_two_tables() -> None:
    counts = np.zeros((7, 24), dtype=int)
    counts[:, 18] = 40
    counts[0, 5] = 10
    counts[:, 3] = [2, 2, 2, 2, 1, 1, 1]
    counts[0, 4] = 3
    of_day, of_week = hidden(acts_of(counts))
    assert of_day == of_week
    assert 4 in of_day
    assert len(of_day) > 1


@pytest.mark.parametrize("seed", range(30))
def test_any_two_tables_hide_the_same_hours(seed: int) -> None:
    rng = np.random.default_rng(seed)
    counts = rng.poisson(rng.choice([0.3, 1.0, 3.0, 12.0], size=(7, 24)))
    acts = acts_of(counts, acts_each=2)
    # Some act without a name, and some act in several hours.
    nameless = acts.sample(frac=0.1, random_state=seed).assign(person=None)
    often = acts.sample(frac=0.2, random_state=seed + 1)
    often = often.assign(at=often["at"] + HOUR * rng.integers(0, 24, len(often)))
    of_day, of_week = hidden(pd.concat([acts, nameless, often], ignore_index=True))
    assert of_day == of_week


def test_a_total_whose_cells_must_all_be_few_is_few() -> None:
    wide = np.array([[6.0, 6.0, 12.0, 3.0], [4.0, 15.0, 0.0, 0.0]])
    people = pd.Series([10, 21, 12, 3])
    assert judged_people(people, wide, smallest=10).tolist() == [9, 21, 12, 3]
