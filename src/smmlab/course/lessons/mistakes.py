"""Usual mistakes that a student's own data can tell from the right answer."""

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

# What a verdict takes for the same number: half a percent.
_ROUNDING = 0.005


def telling_mistakes(right: Any, mistakes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the mistakes that answer something else than the right answer.

    Parameters
    ----------
    right
        The reference.
    mistakes
        What each would answer, by its reason; a missing value is left out.

    Examples
    --------
    >>> dict(telling_mistakes(10.0, {"mean": 14.0, "same": 10.01, "unknown": float("nan")}))
    {'mean': 14.0}
    """
    return MappingProxyType(
        {
            reason: value
            for reason, value in mistakes.items()
            if _is_known(value) and not _is_same(value, right)
        }
    )


def _is_known(value: Any) -> bool:
    return value is not None and not (isinstance(value, float) and not math.isfinite(value))


def _is_same(value: Any, right: Any) -> bool:
    if isinstance(value, float) and isinstance(right, float):
        return math.isclose(value, right, rel_tol=_ROUNDING)
    return bool(value == right)
