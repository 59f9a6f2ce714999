"""How many posts it takes until one kind of post can be told apart from the others."""

import math

from smmlab.errors import DataError
from smmlab.texts import message

_FEWEST = 4
_SHARE = message("Expected a part of the posts between none and all; found {found}.")
_RATIO = message("Expected a ratio above one and a spread above zero; found {ratio} and {spread}.")


def posts_to_tell(
    ratio: float, spread: float, *, share: float = 0.5, power: float = 0.8, level: float = 0.05
) -> int:
    """Return how many posts in all show that a kind of post draws ``ratio`` times the response.

    Parameters
    ----------
    ratio
        Times the response of the other posts that should be found, above one.
    spread
        Standard deviation of the logarithm of engagements, from `smmlab.content.slots`.
    share
        Part of the posts that are of this kind, 0-1.
    power
        Chance to find the difference when it is there, 0-1.
    level
        Chance to find one when there is none (two-sided), 0-1.

    Raises
    ------
    DataError
        When the share, the ratio or the spread cannot be.

    References
    ----------
    Two-sample t test of logarithms with unequal groups: Julious (2010), Sample Sizes for Clinical
    Trials, chapter 3.

    Examples
    --------
    >>> posts_to_tell(2, 0.6), posts_to_tell(2, 0.6, share=0.2)
    (26, 39)
    """
    from scipy.stats import t

    if not 0 < share < 1:
        raise DataError(_SHARE, {"found": share})
    if not ratio > 1 or not spread > 0:
        raise DataError(_RATIO, {"ratio": ratio, "spread": spread})
    weight = spread**2 * (1 / share + 1 / (1 - share)) / math.log(ratio) ** 2

    def needed(posts: int) -> float:
        quantiles = t.ppf([1 - level / 2, power], posts - 2)
        return float(quantiles.sum()) ** 2 * weight

    # With ever more posts the quantiles fall to the normal ones: no number below that can do.
    posts = max(math.ceil(needed(10**9)), _FEWEST)
    while needed(posts) > posts:
        posts += 1
    return posts
