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
    path = folder / EVIDENCE_FILE
    if not path.is_file():
        return None
    records = read_records(open_export(path).text)
    if records.ragged:
        raise ProjectError(
            message(
                "Line {line} of evidence.csv has another number of cells than its header. Give it "
                "one cell for each column, and put texts with commas in quotation marks."
            ),
            {"line": records.ragged[0].line},
        )
    frame = records.frame.set_axis([name.strip() for name in records.header], axis=1)
    # An empty cell is a missing value; the checks of the evidence tell what is needed.
    return frame.mask(frame == "")
