"""The strategist's own figures on networks: evidence.csv in the client folder."""

from pathlib import Path

import pandas as pd

from smmlab.errors import ProjectError
from smmlab.exports.delimited import read_records
from smmlab.exports.source import open_export
from smmlab.texts import message

EVIDENCE_FILE = "evidence.csv"


def read_evidence(folder: Path) -> pd.DataFrame | None:
    """Return the rows of evidence.csv as texts, or None when the client has none.

    What the columns mean and how they are checked: `smmlab.networks.evidence.load_evidence`.

    Parameters
    ----------
    folder
        The client folder.

    Raises
    ------
    ProjectError
        When a row has too few or too many cells, naming its line.

    Examples
    --------
    >>> read_evidence(Path("no-such-client")) is None
    True
    """
    return read_typed_table(folder / EVIDENCE_FILE)


def read_typed_table(path: Path) -> pd.DataFrame | None:
    """Return a table that a person typed, as texts, or None when there is no such file.

    Parameters
    ----------
    path
        The file, in the client folder.

    Returns
    -------
    DataFrame
        One text column a name of the header; empty cells are missing. The index ``line`` says at
        which line of the file a row stands.

    Raises
    ------
    ProjectError
        When rows have too few or too many cells, naming their lines.

    Examples
    --------
    >>> read_typed_table(Path("no-such-client/evidence.csv")) is None
    True
    """
    if not path.is_file():
        return None
    records = read_records(open_export(path).text)
    if records.ragged:
        raise ProjectError(
            message(
                "Line {line} of {file} has another number of cells than its header. Give it one "
                "cell for each column, and put texts with commas in quotation marks."
            ),
            {"line": ", ".join(str(row.line) for row in records.ragged), "file": path.name},
        )
    frame = records.frame.set_axis([name.strip() for name in records.header], axis=1)
    frame.index = pd.Index(records.lines, name="line", dtype="int64")
    # An empty cell is a missing value; the checks of the table tell what is needed.
    return frame.mask(frame == "")
