"""Public figures on networks: cited, graded, dated; the user's own rows win."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.resources import files
from typing import Literal, get_args

import numpy as np
import pandas as pd

from smmlab.brief import Market
from smmlab.errors import DataError
from smmlab.schema import NETWORKS
from smmlab.texts import message

Grade = Literal["A", "B", "C"]
Unit = Literal["share", "accounts", "people", "posts/week", "hours", "minutes", "rank"]
UNIT_OF_TOPIC: dict[str, tuple[Unit, ...]] = {
    "reach": ("share",), "accounts": ("accounts",), "users": ("people",),
    "population": ("people",), "adult_share": ("share",), "people_per_account": ("share",),
    "purpose": ("share",), "posts_per_week": ("posts/week",), "enterprises": ("share",),
    "half_life": ("hours",), "lifetime_order": ("rank",), "would_keep": ("share",),
    "daily_reach": ("share",), "minutes_per_day": ("minutes",), "form_order": ("rank",),
}  # fmt: skip
OLD_AFTER_YEARS = 2
# Error of a figure in log-odds (method, step 1): by grade, a year of age, another country.
SD_OF_GRADE = {"A": 0.1, "B": 0.2, "C": 0.5}
SD_PER_YEAR, SD_BORROWED = 0.07, 0.35
_NEEDED = ("topic", "network", "market", "value", "unit", "year", "grade", "source")


@dataclass(frozen=True)
class Figure:
    """One fact used in a score, with what is needed to cite it."""

    figure_id: str
    topic: str
    market: str
    segment: str
    value: float
    year: int
    grade: str
    series: str
    qualifier: str
    source_id: str
    is_own: bool

    def sd(self, year: int, *, market: str) -> float:
        """Return its error on the log-odds scale when used in a year and a market."""
        elsewhere = self.market not in (market, "GLOBAL") or self.qualifier == "convenience"
        age = max(0, year - self.year)
        return SD_OF_GRADE[self.grade] + SD_PER_YEAR * age + SD_BORROWED * elsewhere


@dataclass(frozen=True)
class Evidence:
    """Figures, rules and sources as read; ``year`` is when they are used.

    ``figures`` has one row a fact, with ``is_old`` (more than two years before ``year``) and
    ``is_weak`` (grade C) set, and ``source_file``/``source_row`` for `smmlab.findings.trace`.
    """

    figures: pd.DataFrame
    rules: pd.DataFrame
    sources: pd.DataFrame
    year: int

    def best(
        self, topics: Sequence[str], network: str, market: str, segments: Collection[str] = ("all",)
    ) -> Figure | None:
        """Return the figure to use: the user's own, else the newest, else of the widest series."""
        found = self.candidates(topics, network, market, segments)
        return found[0] if found else None

    def candidates(
        self, topics: Sequence[str], network: str, market: str, segments: Collection[str] = ("all",)
    ) -> list[Figure]:
        """Return every figure that answers, the best first."""
        found = [one for topic in topics for one in self._index.get((topic, network, market), ())]
        fitting = [one for one in found if one.segment in segments]
        # Figures of one survey can be compared with each other: prefer the series that covers most.
        return sorted(
            fitting,
            key=lambda one: (
                not one.is_own, -one.year, -self._width[one.market, one.series], one.grade,
                one.figure_id,
            ),
        )  # fmt: skip

    def populations(self, market: str) -> list[Figure]:
        """Return the newest count of each group of people in a market."""
        found = self._index.get(("population", "any", market), [])
        segments = dict.fromkeys(one.segment for one in found)
        best = (self.best(["population"], "any", market, [segment]) for segment in segments)
        groups = [one for one in best if one is not None]
        # Where the client names ages, only the client's count: bands of two sources overlap.
        mine = [one for one in groups if one.is_own and one.segment.startswith("age:")]
        return [one for one in groups if one.is_own or not mine or ":" not in one.segment]

    def in_series(self, total: Figure, network: str) -> list[Figure]:
        """Return the figures that were measured together with one: its bands of age and sex."""
        found = self._index.get((total.topic, network, total.market), [])
        return [one for one in found if one.series == total.series]

    @cached_property
    def _index(self) -> dict[tuple[str, str, str], list[Figure]]:
        index: dict[tuple[str, str, str], list[Figure]] = {}
        for row in self.figures.to_dict("records"):
            figure = _figure_of(row)
            index.setdefault((figure.topic, str(row["network"]), figure.market), []).append(figure)
        return index

    @cached_property
    def _width(self) -> dict[tuple[str, str], int]:
        counts = self.figures.groupby(["market", "series"])["network"].nunique()
        return {(str(market), str(series)): int(n) for (market, series), n in counts.items()}


def _figure_of(row: dict[str, object]) -> Figure:
    """Return a row of the figures as a `Figure`."""
    return Figure(
        figure_id=str(row["figure_id"]),
        topic=str(row["topic"]),
        market=str(row["market"]),
        segment=str(row["segment"]),
        value=float(str(row["value"])),
        year=int(str(row["year"])),
        grade=str(row["grade"]),
        series=str(row["series"]),
        qualifier=str(row["qualifier"]),
        source_id=str(row["source_id"]),
        is_own=bool(row["is_own"]),
    )


def load_evidence(own: pd.DataFrame | None = None, *, year: int | None = None) -> Evidence:
    """Load the packaged evidence and lay the user's own rows over it.

    Parameters
    ----------
    own
        The user's evidence.csv: topic, network, market, value, unit, year, grade, source; optional
        segment, base, series, qualifier, note. Replaces packaged rows of the same topic, network,
        market and segment.
    year
        The year the figures are used in, for their age; this year when not given.

    Returns
    -------
    Evidence
        Figures with the columns of ``datasets/networks/figures.csv``, flags and sources.

    Raises
    ------
    DataError
        Naming every fault of the user's rows at once.

    Examples
    --------
    >>> evidence = load_evidence(year=2026)
    >>> evidence.best(["reach"], "pinterest", "US").value
    0.35
    """
    used_in = date.today().year if year is None else year
    figures = _packaged("figures.csv").assign(
        source_file="networks/figures.csv",
        source_row=lambda rows: rows.index + 2,
        is_own=False,
    )
    figures["value"] = figures["value"].astype("float64")
    figures["year"] = figures["year"].astype("int64")
    if own is not None and len(own):
        mine = _own_rows(own)
        keys = ["topic", "network", "market", "segment"]
        replaced = pd.MultiIndex.from_frame(figures[keys]).isin(
            pd.MultiIndex.from_frame(mine[keys])
        )
        figures = pd.concat([figures[~replaced], mine], ignore_index=True)
    figures["is_old"] = used_in - figures["year"] > OLD_AFTER_YEARS
    figures["is_weak"] = figures["grade"] == "C"
    rules = _packaged("rules.csv").assign(source_row=lambda rows: rows.index + 2)
    return Evidence(figures, rules, _packaged("sources.csv"), used_in)


def _packaged(name: str) -> pd.DataFrame:
    with (files("smmlab.datasets") / "networks" / name).open("rb") as stream:
        # Empty cells are empty texts here; a figure without a value would fail in astype.
        return pd.read_csv(stream, dtype="str", keep_default_na=False)


def _own_rows(own: pd.DataFrame) -> pd.DataFrame:
    lacking = [name for name in _NEEDED if name not in own.columns]
    if lacking:
        raise DataError(
            message(
                "evidence.csv lacks the columns {lacking}. It needs {needed}: one fact a row, with "
                "its source and a grade A, B or C."
            ),
            {"lacking": ", ".join(lacking), "needed": ", ".join(_NEEDED)},
        )
    rows = own.reset_index(drop=True)
    percent = rows["unit"].astype("str").str.strip() == "%"
    value = pd.to_numeric(rows["value"], errors="coerce").astype("float64")
    year = pd.to_numeric(rows["year"], errors="coerce").astype("float64")
    mine = pd.DataFrame(
        {
            "topic": _text(rows, "topic"),
            "network": _text(rows, "network"),
            "market": _text(rows, "market"),
            "segment": _text(rows, "segment", otherwise="all"),
            "value": value.where(~percent, value / 100),
            "unit": _text(rows, "unit").where(~percent, "share"),
            "year": year,
            "qualifier": _text(rows, "qualifier"),
            "base": _text(rows, "base"),
            "series": _text(rows, "series", otherwise="own"),
            "source_id": _text(rows, "source"),
            "grade": _text(rows, "grade"),
            "read_on": _text(rows, "read_on"),
            "note": _text(rows, "note"),
            "source_file": "evidence.csv",
            "source_row": rows.index + 2,
            "is_own": True,
        }
    )
    mine.insert(0, "figure_id", "own." + mine["source_row"].astype("str"))
    _refuse_faults(mine)
    return mine.astype({"year": "int64"})


def _refuse_faults(mine: pd.DataFrame) -> None:
    units = mine["topic"].map(UNIT_OF_TOPIC)
    # A share of 0 or 1 has no odds; a rate of a whole population is never exactly either.
    ranges = (mine["value"] > 0) & ((mine["unit"] != "share") | (mine["value"] < 1))
    tests = {
        "topic": mine["topic"].isin(UNIT_OF_TOPIC),
        "network": mine["network"].isin((*NETWORKS, "any")),
        "market": mine["market"].isin(get_args(Market)),
        "unit": [isinstance(u, tuple) and v in u for u, v in zip(units, mine["unit"], strict=True)],
        "value": ranges & np.isfinite(mine["value"]),
        "year": mine["year"].between(1990, 2100),
        "grade": mine["grade"].isin(get_args(Grade)),
        "source": mine["source_id"] != "",
    }
    faults = [
        f"{row}: {name}"
        for name, passed in tests.items()
        for row in mine.loc[~np.asarray(passed, dtype=bool), "source_row"]
    ]
    if faults:
        raise DataError(
            message(
                "evidence.csv holds values that cannot be used (line: column): {faults}. "
                "Shares lie between 0 and 1 (or have the unit %), grades are A, B or C, "
                "every row has a source."
            ),
            {"faults": "; ".join(faults)},
        )


def _text(rows: pd.DataFrame, name: str, *, otherwise: str = "") -> pd.Series:
    if name not in rows.columns:
        return pd.Series([otherwise] * len(rows), index=rows.index, dtype="str")
    texts = rows[name].astype("str").str.strip()
    empty = texts.isna() | (texts == "")
    return texts.where(~empty, otherwise)
