"""A finding: one number that knows how sure it is and which rows it came from."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

import narwhals as nw
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.errors import DataError
from smmlab.texts import message

Status = Literal["measured", "estimated", "unknown"]
SMALLEST_GROUP = 10
"""No group of fewer people is shown (methods: cell size 10, never below 5)."""


@dataclass(frozen=True)
class Source:
    """Rows of one file: ``lines`` runs from the first to the last, ``rows`` says how many."""

    file: str
    first: int
    last: int
    rows: int

    def __str__(self) -> str:
        """Write the source as an appendix shows it.

        Examples
        --------
        >>> str(Source("posts.csv", 2, 40, 12)), str(Source("posts.csv", 2, 2, 1))
        ('posts.csv: 12 rows, lines 2-40', 'posts.csv: line 2')
        """
        if self.rows == 1:
            return f"{self.file}: line {self.first}"
        return f"{self.file}: {self.rows} rows, lines {self.first}-{self.last}"


@dataclass(frozen=True)
class Finding:
    """One number for the strategy.

    Parameters
    ----------
    key
        Dotted name, unique in a project: ``audience.segment.loyal.share``.
    value
        The number, a label, or None when the status is ``unknown``.
    unit
        ``people``, ``posts``, ``share`` (0-1), ``hours``, ``EUR``, ``label``…
    n
        How many observations it rests on.
    low, high
        Interval; the method says of which kind.
    numerator, denominator
        For a rate, both counts.
    status
        ``measured`` (counted in these files), ``estimated`` (a model or public figure is in it)
        or ``unknown`` (cannot be known from these files; ``method`` says what would tell).
    method
        One phrase, marked with `smmlab.texts.message`, without digits typed by hand.
    sources
        The rows behind it.
    """

    key: str
    value: float | int | str | None
    unit: str
    n: int | None = None
    low: float | None = None
    high: float | None = None
    status: Status = "measured"
    method: str = ""
    sources: tuple[Source, ...] = ()
    numerator: float | None = None
    denominator: float | None = None

    def __post_init__(self) -> None:
        if (self.value is None) != (self.status == "unknown"):
            raise ValueError(f"{self.key}: a value is missing exactly when the status is unknown")

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as plain values, its sources as text."""
        plain = asdict(self)
        plain["source"] = [str(source) for source in self.sources]
        del plain["sources"]
        return plain


def trace(frame: IntoFrame) -> tuple[Source, ...]:
    """Return the files and line ranges a canonical frame came from.

    Parameters
    ----------
    frame
        Any frame with ``source_file`` and ``source_row``: pandas, Polars or a DuckDB relation.

    Raises
    ------
    DataError
        When one of the two is absent, as in what was computed from a table.

    Examples
    --------
    >>> rows = pd.DataFrame({"source_file": ["a.csv", "a.csv"], "source_row": [2, 5]})
    >>> [str(source) for source in trace(rows)]
    ['a.csv: 2 rows, lines 2-5']
    """
    rows, row = nw.from_native(frame).lazy(), nw.col("source_row")
    if not {"source_file", "source_row"} <= set(rows.collect_schema().names()):
        raise DataError(
            message(
                "These rows do not say from which file and line they came. Use a table of the "
                "project, for example project.posts."
            ),
            {},
        )
    ranges = (
        rows.group_by("source_file")
        .agg(first=row.min(), last=row.max(), rows=nw.len())
        .sort("source_file")
        .collect("pandas")
        .to_native()
    )
    return tuple(
        Source(str(file), int(first), int(last), int(rows))
        for file, first, last, rows in ranges.itertuples(index=False)
    )


def findings_frame(findings: Iterable[Finding]) -> pd.DataFrame:
    """Return findings as a table for people, one row each."""
    return pd.DataFrame([finding.as_dict() for finding in findings])
