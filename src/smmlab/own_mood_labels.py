"""Comments a person judged negative or not: mood_labels.csv in the client folder."""

from pathlib import Path
from typing import Literal, get_args

import pandas as pd

from smmlab.errors import ProjectError
from smmlab.own_answers import read_answers, write_answers
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
    rows = read_answers(folder / MOOD_LABELS_FILE, MOOD_LABEL_COLUMNS)
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
    kept = every[every["label"].notna()].itertuples(index=False, name=None)
    return write_answers(folder / MOOD_LABELS_FILE, MOOD_LABEL_COLUMNS, kept)
