"""Rows that tell a thing portion by portion: an ad by ages, a source by how its tag is written.

No reader adds them up: that is done over all files together, so that a file may be cut anywhere.
"""

from collections.abc import Sequence
from functools import reduce

import pandas as pd

# Kinds of result that count people: somebody may stand in two portions.
OF_PEOPLE = r"reach|unique|recall|people|охват|охопл|унікальн|уникальн|couverture"
_BETWEEN = "\x1f"


def portions_of(cells: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Say which portion each row is.

    Parameters
    ----------
    cells
        Texts as the file has them, all columns.
    names
        The columns that say what is counted, and not how much.

    Returns
    -------
    DataFrame
        The columns that a part has beside those of its table: ``split``, ``portion``, ``row`` and
        ``sound``, on the index of the cells.

    Examples
    --------
    >>> cells = pd.DataFrame({"Age": ["18-24", "25-34"], "Clicks": ["4", "5"]})
    >>> portions = portions_of(cells, ["Age"])
    >>> portions["split"].tolist(), portions["portion"].nunique(), portions["sound"].tolist()
    (['Age', 'Age'], 2, [2, 2])
    """
    return pd.DataFrame(
        {
            "split": _BETWEEN.join(sorted(names)),
            "portion": digest(_joined(cells, sorted(names))),
            "row": digest(_joined(cells, sorted(cells.columns))),
            "sound": 2,
        },
        index=cells.index,
    )


def readable(part: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a part without the portions that could not be read.

    Those stand in a part only so that nothing is added up there.

    Examples
    --------
    >>> part = pd.DataFrame({"ad": ["a", "b", "c"], "sound": pd.array([2, 0, None], dtype="Int64")})
    >>> readable(part)["ad"].tolist()
    ['a', 'c']
    """
    return part[part["sound"].ne(0).fillna(True)] if "sound" in part else part


def digest(texts: pd.Series) -> pd.Series:
    """Return short marks for texts: what tells portions apart may name people, and is not kept.

    An import makes keyed pseudonyms of them.

    Examples
    --------
    >>> marks = digest(pd.Series(["Mari", "Mari", "Jüri"]))
    >>> bool(marks[0] == marks[1]), bool(marks[1] == marks[2]), "Mari" in set(marks)
    (True, False, False)
    """
    marks = pd.util.hash_array(texts.to_numpy(dtype=object), categorize=False)
    return pd.Series(marks, index=texts.index).astype("str")


def _joined(cells: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    texts = [cells[name].astype("str").str.strip().fillna("") for name in names]
    nothing = pd.Series("", index=cells.index, dtype="str")
    return reduce(lambda before, text: before + _BETWEEN + text, texts) if texts else nothing
