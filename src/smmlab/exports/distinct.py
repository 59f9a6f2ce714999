"""Columns judged by their distinct texts: each is looked at once, however often it stands."""

import numpy as np
import pandas as pd


def distinct_texts(texts: pd.Series) -> tuple[pd.Series, np.ndarray]:
    """Return every text of a column once, the missing one too, and which of them each row holds.

    Examples
    --------
    >>> distinct, places = distinct_texts(pd.Series(["7", "12", "7"]))
    >>> distinct.tolist(), places.tolist()
    (['7', '12'], [0, 1, 0])
    """
    places, distinct = pd.factorize(texts.astype("str"), use_na_sentinel=False)
    return pd.Series(distinct, dtype="str"), places


def spread(judged: pd.Series, places: np.ndarray, index: pd.Index) -> pd.Series:
    """Give each row what was found for its text, as `distinct_texts` has numbered them.

    Examples
    --------
    >>> distinct, places = distinct_texts(pd.Series(["7", "12", "7"]))
    >>> spread(distinct.str.len(), places, pd.RangeIndex(3)).tolist()
    [1, 2, 1]
    """
    return judged.take(places).set_axis(index)
