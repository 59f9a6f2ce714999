"""What a student handed in, called so that it can be recognised, however strange it is."""

import math
from collections.abc import Mapping
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from smmlab.texts import Phrase, for_terminal, message

_LONGEST = 40
_KINDS: tuple[tuple[tuple[type, ...], str], ...] = (
    ((bool, np.bool_), message("True or False")),
    ((pd.DataFrame,), message("a whole table")),
    (
        (list, tuple, set, frozenset, pd.Series, pd.Index, np.ndarray),
        message("a list of several values"),
    ),
    ((Mapping,), message("names with values")),
)


def single(raw: Any) -> Any:
    """Return the one value of a table, column or array of one cell; anything else as it is.

    Examples
    --------
    >>> single(pd.Series([0.25])), single(np.int64(3)), single("3")
    (0.25, 3, '3')
    """
    if isinstance(raw, pd.DataFrame) and raw.size == 1:
        raw = raw.iat[0, 0]
    elif isinstance(raw, (pd.Series, pd.Index)) and raw.size == 1:
        raw = raw.to_numpy(dtype=object)[0]
    elif isinstance(raw, np.ndarray) and raw.size == 1:
        raw = raw.reshape(1)[0]
    if isinstance(raw, (np.datetime64, pd.Timestamp)):
        return pd.Timestamp(raw)
    return raw.item() if isinstance(raw, np.generic) else raw


def is_nothing(raw: Any) -> bool:
    """Tell whether a value stands for none: empty, missing or not a number.

    Examples
    --------
    >>> is_nothing(None), is_nothing(float("nan")), is_nothing(" "), is_nothing(0)
    (True, True, True, False)
    """
    if raw is None or raw is pd.NA or raw is pd.NaT:
        return True
    if isinstance(raw, str):
        return not raw.strip()
    return isinstance(raw, (float, np.floating)) and math.isnan(raw)


def called(raw: Any) -> str | Phrase:
    """Return how to call a value in a sentence; never long, and it never fails.

    Examples
    --------
    >>> called(True), called("twelve"), called([1, 2])
    ('True or False', 'twelve', 'a list of several values')
    """
    try:
        return _called(raw)
    except Exception:
        # A strange object may fail in any way when it is looked at.
        return Phrase(message("something that cannot be read"))


def _called(raw: Any) -> str | Phrase:
    if is_nothing(raw):
        return Phrase(message("nothing"))
    for kinds, name in _KINDS:
        if isinstance(raw, kinds):
            return Phrase(name)
    if isinstance(raw, (str, Real, np.generic)) or hasattr(raw, "isoformat"):
        return _short(str(raw))
    if callable(raw):
        return Phrase(message("a command that has not run yet"))
    return _short(type(raw).__name__)


def _short(text: str) -> str:
    shown = for_terminal(text[: 4 * _LONGEST])
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
