"""Files of answers a person gave in a form: a table with a fixed header in the client folder."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from smmlab.disk import on_disk, replace_file
from smmlab.errors import ProjectError
from smmlab.own_evidence import read_typed_table
from smmlab.texts import message


def read_answers(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """Return the cells of a file of answers without blanks around them; no rows without a file.

    Parameters
    ----------
    path
        The file.
    columns
        The header it must have, in any order.

    Returns
    -------
    DataFrame
        The ``columns`` as texts, by line of the file.

    Raises
    ------
    ProjectError
        When the header is another one.

    Examples
    --------
    >>> read_answers(Path("no-such-client") / "labels.csv", ["network"]).empty
    True
    """
    typed = read_typed_table(path)
    if typed is None:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in columns})
    if sorted(map(str, typed.columns)) != sorted(columns):
        raise ProjectError(
            message("The header of {file} must be {wanted}. It is {found}."),
            {
                "file": path.name,
                "wanted": ", ".join(columns),
                "found": ", ".join(map(str, typed.columns)),
            },
        )
    return typed[list(columns)].astype("str").apply(lambda column: column.str.strip())


def write_answers(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    """Write a file of answers whole, or leave the one that is there.

    Raises
    ------
    ProjectError
        When the disk refuses.
    """
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([columns, *rows])
    with on_disk():
        replace_file(path, buffer.getvalue().encode("utf-8"))
    return path
