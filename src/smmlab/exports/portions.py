"""Rows that tell a thing portion by portion: an ad by ages, a source by how its tag is written.

No reader adds them up: that is done over all files together, so that a file may be cut anywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import pandas as pd

from smmlab.exports.reading import Caution, Listed
from smmlab.exports.sieve import fold_repeats
from smmlab.schema import TABLES, conform

# Kinds of result that count people: somebody may stand in two portions.
OF_PEOPLE = r"reach|unique|recall|people|охват|охопл|унікальн|уникальн|couverture"
_BETWEEN = "\x1f"


@dataclass(frozen=True)
class Told:
    """Rows of one table, some of them portions of one thing.

    Parameters
    ----------
    table
        Name of the table.
    sound
        Its part, rows that repeat another folded.
    unread
        What is known of the rows that could not be read: their things have no sums.
    merged
        The rows that repeat another.
    cautions
        What was added up, and what cannot be.
    """

    table: str
    sound: pd.DataFrame
    unread: pd.DataFrame
    merged: tuple[Listed, ...]
    cautions: tuple[Caution, ...] = ()

    @property
    def part(self) -> pd.DataFrame:
        """The part with both, as it is kept."""
        both = pd.concat([self.sound, self.unread]) if len(self.unread) else self.sound
        return conform(both, self.table, part=True)


def fold_portions(rows: pd.DataFrame, unread: pd.DataFrame, table: str) -> Told:
    """Fold the rows that repeat another, those that could not be read apart.

    Parameters
    ----------
    rows
        Sound rows: a part of the table and ``source_row``.
    unread
        Rows that could not be read, as far as their keys are known.
    table
        Name of the table.
    """
    sound, merged = fold_repeats(conform(rows, table, part=True), table)
    named = conform(unread, table, part=True)[[*TABLES[table].part_key, "source_row"]]
    lost, _ = fold_repeats(conform(named.assign(sound=0), table, part=True), table)
    return Told(table, sound, lost, merged)


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
