"""Comments a person judged negative or not: mood_labels.csv in the client folder."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

import pandas as pd

from smmlab.disk import on_disk, replace_file
from smmlab.errors import ProjectError
from smmlab.own_evidence import read_typed_table
from smmlab.texts import message

MoodLabel = Literal["negative", "other", "unsure"]
MOOD_LABELS: tuple[MoodLabel, ...] = get_args(MoodLabel)
MOOD_LABELS_FILE = "mood_labels.csv"
MOOD_LABEL_COLUMNS = ("network", "interaction_id", "text_hash", "label")
"""The header of mood_labels.csv; the text itself is never written there."""

_KEY = ["network", "interaction_id"]


def read_mood_labels(folder: Path) -> pd.DataFrame:
    """Return how comments were judged by a person, checked; no rows when there are none.

    Parameters
    ----------
    folder
        The client folder.

    Returns
    -------
    DataFrame
        ``network``, ``interaction_id``, ``text_hash`` (of the text that was judged: a comment that
        was changed since must be judged anew) and ``label``, one of `MOOD_LABELS`; one row a
        comment.

    Raises
    ------
    ProjectError
        Naming the lines that cannot be used.

    Examples
    --------
    >>> read_mood_labels(Path("no-such-client")).empty
    True
    """
    typed = read_typed_table(folder / MOOD_LABELS_FILE)
    if typed is None:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in MOOD_LABEL_COLUMNS})
    if sorted(map(str, typed.columns)) != sorted(MOOD_LABEL_COLUMNS):
        raise ProjectError(
            message("The header of mood_labels.csv must be {wanted}. It is {found}."),
            {"wanted": ", ".join(MOOD_LABEL_COLUMNS), "found": ", ".join(map(str, typed.columns))},
        )
    rows = typed[list(MOOD_LABEL_COLUMNS)].astype("str").apply(lambda column: column.str.strip())
    wrong = (
        rows.isna().any(axis=1)
        | ~rows["label"].isin(MOOD_LABELS)
        | rows.duplicated(_KEY, keep=False)
    )
    if wrong.any():
        raise ProjectError(
            message(
                "Lines of mood_labels.csv that cannot be used: {lines}. Each comment stands once, "
                "every cell is filled, and the label is one of {allowed}."
            ),
            {
                "lines": ", ".join(map(str, rows.index[wrong])),
                "allowed": ", ".join(MOOD_LABELS),
            },
        )
    return rows.reset_index(drop=True)


def keep_mood_labels(folder: Path, rows: pd.DataFrame) -> Path:
    """Write down how comments were judged; an earlier answer about the same comment is replaced.

    Parameters
    ----------
    folder
        The client folder.
    rows
        The columns of mood_labels.csv; a missing ``label`` takes an earlier answer back.

    Raises
    ------
    ProjectError
        When a label is not known, or the disk refuses.
    """
    given = rows[list(MOOD_LABEL_COLUMNS)].drop_duplicates(_KEY, keep="last")
    odd = given["label"].dropna()
    odd = odd[~odd.isin(MOOD_LABELS)]
    if len(odd):
        raise ProjectError(
            message("A comment is one of {allowed}. Found: {found}."),
            {"allowed": ", ".join(MOOD_LABELS), "found": ", ".join(map(str, odd.unique()))},
        )
    every = pd.concat([read_mood_labels(folder), given]).drop_duplicates(_KEY, keep="last")
    kept: Sequence[tuple[str, ...]] = list(
        every[every["label"].notna()].itertuples(index=False, name=None)
    )
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([MOOD_LABEL_COLUMNS, *kept])
    path = folder / MOOD_LABELS_FILE
    with on_disk():
        replace_file(path, buffer.getvalue().encode("utf-8"))
    return path
