"""How many posts an experiment needs: a published size, and the power worked out again."""

import math

import pytest
from scipy.stats import nct, t

from smmlab.content.sample_size import posts_to_tell
from smmlab.errors import DataError


def power(posts: int, ratio: float, spread: float, share: float) -> float:
    """Return the exact power of the two-sided t test, from the noncentral t."""
    shift = math.log(ratio) / (spread * math.sqrt((1 / share + 1 / (1 - share)) / posts))
    edge = t.ppf(0.975, posts - 2)
    return float(nct.sf(edge, posts - 2, shift) + nct.cdf(-edge, posts - 2, shift))


def test_a_medium_effect_takes_the_published_number():
    # Cohen (1992), A Power Primer, table 2: 64 in each group for d = 0.5.
    assert posts_to_tell(math.exp(0.5), 1.0) == 128


@pytest.mark.parametrize("ratio", [1.3, 2.0, 4.0])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.7])
def test_the_number_has_the_power_that_was_asked_for(ratio, share):
    posts = posts_to_tell(ratio, 0.8, share=share)
    assert power(posts, ratio, 0.8, share) == pytest.approx(0.8, abs=0.06)


def test_a_rare_kind_takes_more_and_either_side_the_same():
    assert posts_to_tell(2, 0.6, share=0.2) > posts_to_tell(2, 0.6)
    assert posts_to_tell(2, 0.6, share=0.2) == posts_to_tell(2, 0.6, share=0.8)


@pytest.mark.parametrize("share", [0, 1, -0.1, 1.5])
def test_a_part_that_cannot_be_is_refused(share):
    with pytest.raises(DataError):
        posts_to_tell(2, 0.6, share=share)


@pytest.mark.parametrize(("ratio", "spread"), [(1, 0.6), (0.5, 0.6), (2, 0), (2, -1)])
def test_a_ratio_or_spread_that_cannot_be_is_refused(ratio, spread):
    with pytest.raises(DataError):
        posts_to_tell(ratio, spread)
