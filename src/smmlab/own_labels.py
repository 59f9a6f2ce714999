"""Content types that the strategist set right: labels.csv in the client folder."""

import csv
import io
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from smmlab.disk import on_disk, replace_file
from smmlab.errors import ProjectError
from smmlab.own_evidence import read_typed_table
from smmlab.schema import EVERY_NETWORK
from smmlab.texts import message

LABELS_FILE = "labels.csv"
LABEL_TYPES = ("provocation", "instruction", "medal", "laugh")
LABEL_COLUMNS = ("network", "post_id", "types")
"""The header of labels.csv; ``types`` holds one type, two joined by a plus sign, or none."""

_MOST_TYPES = 2


def read_labels(folder: Path) -> pd.DataFrame:
    """Return the corrected types of own posts, checked; no rows when there are none.

    Parameters
    ----------
    folder
        The client folder.

    Returns
    -------
    DataFrame
        ``network``, ``post_id``, ``types`` (such as ``laugh``, ``laugh+medal`` or ``none``), one
        row a post.

    Raises
    ------
    ProjectError
        Naming the lines that cannot be used.

    Examples
    --------
    >>> read_labels(Path("no-such-client")).empty
    True
    """
    typed = read_typed_table(folder / LABELS_FILE)
    if typed is None:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in LABEL_COLUMNS})
    if sorted(map(str, typed.columns)) != sorted(LABEL_COLUMNS):
        raise ProjectError(
            message("The header of labels.csv must be {wanted}. It is {found}."),
            {"wanted": ", ".join(LABEL_COLUMNS), "found": ", ".join(map(str, typed.columns))},
        )
    rows = typed[list(LABEL_COLUMNS)].astype("str").apply(lambda column: column.str.strip())
    split = rows["types"].fillna("").str.split("+")
    wrong = (
        ~rows["network"].isin(EVERY_NETWORK)
        | rows["post_id"].isna()
        | ~split.map(_is_answer).astype(bool)
        | rows.duplicated(["network", "post_id"], keep=False)
    )
    if wrong.any():
        raise ProjectError(
            message(
                "Lines of labels.csv that cannot be used: {lines}. Each post stands once, with a "
                "known network, its id, and as its type none, or one or two of {allowed} joined "
                "by a plus sign."
            ),
            {
                "lines": ", ".join(map(str, rows.index[wrong])),
                "allowed": ", ".join(LABEL_TYPES),
            },
        )
    return rows.reset_index(drop=True)


def keep_label(folder: Path, network: str, post_id: str, types: Collection[str]) -> Path:
    """Write down what a post truly is; an earlier answer about the same post is replaced.

    Parameters
    ----------
    folder
        The client folder.
    network, post_id
        The post.
    types
        Up to two of `LABEL_TYPES`; empty for none of them.

    Raises
    ------
    ProjectError
        When there are more than two types or one is not known, or the disk refuses.
    """
    answer = "+".join(kind for kind in LABEL_TYPES if kind in types) or "none"
    if set(types) - set(LABEL_TYPES) or len(set(types)) > _MOST_TYPES:
        raise ProjectError(
            message("A post has at most two types, of {allowed}. Found: {found}."),
            {"allowed": ", ".join(LABEL_TYPES), "found": ", ".join(map(str, types))},
        )
    kept = read_labels(folder)
    others = kept[(kept["network"] != network) | (kept["post_id"] != post_id)]
    rows = [*others.itertuples(index=False, name=None), (network, post_id, answer)]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerows([LABEL_COLUMNS, *rows])
    path = folder / LABELS_FILE
    with on_disk():
        replace_file(path, buffer.getvalue().encode("utf-8"))
    return path


def _is_answer(types: list[str]) -> bool:
    known = set(types) <= set(LABEL_TYPES) and len(set(types)) == len(types) <= _MOST_TYPES
    return known or types == ["none"]
