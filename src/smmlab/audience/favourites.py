"""Which forms and types of posts a segment turns to more than the people around it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.audience.shares import acts_table, share_acts
from smmlab.findings import SMALLEST_GROUP
from smmlab.reduce.clock import DAY
from smmlab.reduce.frames import to_pandas
from smmlab.reduce.people import person_labels

if TYPE_CHECKING:
    from scipy.sparse import csr_array

LEAST_LIFT = 1.2
"""A fifth more than expected: a smaller liking is no ground for a plan, however sure it is."""

_PERIOD = 28 * DAY
_BREAK = "\x1f"  # no label holds it
_ROUNDING = 1e-9
_UNSURE = ("", "none", "other", "unknown")  # labels that say nothing one could publish more of
_COLUMNS = (
    "segment", "value", "people", "interactions", "share", "share_low", "share_high", "lift",
    "lift_low", "lift_high", "is_favoured",
)  # fmt: skip

Floats = npt.NDArray[np.float64]


def find_favourites(
    members: pd.DataFrame,
    interactions: IntoFrame,
    posts: IntoFrame,
    *,
    label: str,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Compare what each segment acts on with what the same posts got from everybody.

    Parameters
    ----------
    members
        ``network``, ``person``, ``segment``: all active people, a row a person.
    interactions
        Canonical interactions in any engine: ``network``, ``person``, ``post_id``, ``by_page``.
    posts
        ``network``, ``post_id``, the label and, if known, ``at`` (epoch seconds UTC). Posts whose
        label is unsure (``none``, ``other``) are left out.
    label
        Name of the column: ``form`` or ``type``.
    confidence
        Of the intervals and of the comparison, 0-1.

    Returns
    -------
    DataFrame
        A row a segment and value on which somebody of the segment acted: ``segment``, ``value``,
        ``people`` and ``interactions`` of the segment on such posts; ``share`` of the segment's
        acts (0-1, ``share_low``, ``share_high``); ``lift`` (times the acts to be expected if the
        segment chose as everybody did among the posts of the same network and the same four
        weeks; ``lift_low``, ``lift_high``); ``is_favoured`` (from at least ten people, the lift is
        at least `LEAST_LIFT` and above one even when all segments and values are judged at once).

    Raises
    ------
    DataError
        When a column is absent.

    Notes
    -----
    People can only act on what was there: whoever came last month met other posts than those who
    left last year. So acts are expected within strata of a network and four weeks in which posts
    were published. Each person is a cluster: the variance of the logarithm of the lift is the
    sum of squared influences of persons, never below that of independent acts.

    References
    ----------
    Indirect standardisation; Benjamini and Hochberg (1995) over all cells of the table.

    Examples
    --------
    >>> posts = pd.DataFrame({"network": "telegram", "post_id": ["1", "2"],
    ...                       "form": ["poll", "photo"], "at": [0, 0]})
    >>> names = [f"p{n}" for n in range(40)]
    >>> acts = pd.DataFrame({"network": "telegram", "person": names, "by_page": False,
    ...                      "post_id": ["1"] * 20 + ["2"] * 20})
    >>> members = pd.DataFrame({"network": "telegram", "person": names,
    ...                         "segment": ["fans"] * 18 + ["guests"] * 22})
    >>> found = find_favourites(members, acts, posts, label="form")
    >>> found.loc[found["is_favoured"], ["segment", "value", "people"]]
      segment  value  people
    0    fans   poll      18
    1  guests  photo      20
    """
    counts = _count(members, interactions, posts, label)
    if counts.empty:
        return no_favourites()
    acts = _Acts.of(counts)
    rows = [acts.cell(value, confidence) for value in range(len(acts.values))]
    table = pd.concat(rows, ignore_index=True)
    shares = acts.shares(confidence)
    table = table.merge(shares, on=["segment", "value"], how="left", validate="1:1")
    table = table[table["people"] > 0]
    enough = table["people"] >= SMALLEST_GROUP
    table["is_favoured"] = False
    table.loc[enough, "is_favoured"] = (
        _passes(table.loc[enough, "p_value"].to_numpy(), 1 - confidence)
        & (table.loc[enough, "lift"] >= LEAST_LIFT).to_numpy()
    )
    ordered = table.sort_values(["segment", "interactions", "value"], ascending=[True, False, True])
    return ordered[list(_COLUMNS)].reset_index(drop=True)


def no_favourites() -> pd.DataFrame:
    """Return the table of `find_favourites` without a row: for posts without labels.

    Examples
    --------
    >>> len(no_favourites())
    0
    """
    whole = dict.fromkeys(("people", "interactions"), "int64")
    types = dict.fromkeys(_COLUMNS, "float64") | dict.fromkeys(("segment", "value"), "str")
    kinds = types | whole | {"is_favoured": "bool"}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})


def _count(
    members: pd.DataFrame, interactions: IntoFrame, posts: IntoFrame, label: str
) -> pd.DataFrame:
    """Return acts by person, stratum and value, with the person's segment."""
    frame = nw.from_native(posts).lazy()
    timed = "at" in frame.collect_schema().names()
    kept = frame.select("network", "post_id", label, *(["at"] if timed else []))
    rows = to_pandas(kept.to_native()).astype({label: "str"})
    rows = rows[rows[label].notna() & ~rows[label].isin(_UNSURE)]
    period = rows["at"].astype("Int64") // _PERIOD if timed else pd.Series(0, rows.index)
    # One label carries both, so that the large join counts once.
    marked = rows[["network", "post_id"]].assign(
        mark=period.astype("str").fillna("") + _BREAK + rows[label]
    )
    marked = marked.drop_duplicates(["network", "post_id"])
    counts = to_pandas(person_labels(interactions, marked, label="mark"))
    counts = counts.merge(members[["network", "person", "segment"]], on=["network", "person"])
    if counts.empty:
        return counts
    marks = counts["mark"].astype("category")
    parts = marks.cat.categories.to_series().astype("str").str.split(_BREAK, n=1, expand=True)
    parts = parts.reindex(columns=[0, 1])
    code = marks.cat.codes.to_numpy()
    return counts.assign(
        stratum=counts["network"].astype("str") + _BREAK + parts[0].to_numpy()[code],
        value=parts[1].to_numpy()[code],
    )


@dataclass(frozen=True)
class _Acts:
    """Acts as sparse tables of persons by strata, one for each value of the label."""

    segments: list[str]
    values: list[str]
    segment: npt.NDArray[np.int64]
    of_value: "list[csr_array]"
    of_all: "csr_array"
    by_value: Floats

    @classmethod
    def of(cls, counts: pd.DataFrame) -> "_Acts":
        from scipy.sparse import csr_array

        person = counts.groupby(["network", "person"], sort=False).ngroup().to_numpy()
        stratum, _strata = pd.factorize(counts["stratum"])
        value, values = pd.factorize(counts["value"], sort=True)
        segment, segments = pd.factorize(counts["segment"], sort=True)
        acts = counts["interactions"].to_numpy(dtype=np.float64)
        size = (person.max() + 1, stratum.max() + 1)
        of_person = np.empty(size[0], dtype=np.int64)
        of_person[person] = segment

        def table(chosen: npt.NDArray[np.bool_]) -> "csr_array":
            return csr_array((acts[chosen], (person[chosen], stratum[chosen])), shape=size)

        everything = np.ones(len(counts), dtype=bool)
        return cls(
            [str(name) for name in segments], [str(name) for name in values], of_person,
            [table(value == number) for number in range(len(values))], table(everything),
            acts_table(person, value, acts, people=size[0], cells=len(values)),
        )  # fmt: skip

    def shares(self, confidence: float) -> pd.DataFrame:
        """Return people, acts and shares of each segment and value."""
        parts = []
        for number, name in enumerate(self.segments):
            found = share_acts(self.by_value[self.segment == number], confidence=confidence)
            parts.append(found.assign(segment=name, value=self.values))
        return pd.concat(parts, ignore_index=True).drop(columns=["is_busy", "is_peak"])

    def cell(self, value: int, confidence: float) -> pd.DataFrame:
        """Return lift, interval and p-value of one value in every segment."""
        from scipy.stats import t

        groups = np.arange(len(self.segments))
        inside = self.segment[:, None] == groups
        of_value, of_all = self.of_value[value], self.of_all
        total = np.asarray(of_all.sum(axis=0)).ravel()
        usual = np.asarray(of_value.sum(axis=0)).ravel() / total
        # Strata by segments: the segment's part of all acts there.
        part = of_all.T @ inside.astype(np.float64) / total[:, None]
        own = np.asarray(of_value.sum(axis=1)).ravel()[:, None] * inside
        due = (of_all @ usual)[:, None] * inside
        found, expected = own.sum(axis=0), due.sum(axis=0)
        drift = of_value @ part - of_all @ (part * usual[:, None])
        with np.errstate(divide="ignore", invalid="ignore"):
            lift = found / expected
            influence = own / found - (due + drift) / expected
            # The segment is a part of everybody: what it does moves both sides of the lift.
            within = (part**2 * (total * usual)[:, None]).sum(axis=0) / expected
        people = inside.sum(axis=0)
        acts = (np.asarray(of_all.sum(axis=1)).ravel()[:, None] * inside).sum(axis=0)
        squares = (influence**2).sum(axis=0) * people / np.maximum(people - 1, 1)
        least = _least_variance(found, expected, acts, within)
        spread = np.sqrt(np.maximum(squares, least))
        quantile = t.ppf(0.5 + confidence / 2, np.maximum(people - 1, 1))
        with np.errstate(divide="ignore", invalid="ignore"):
            # Rounding is no difference, however sure.
            middle = np.where(np.abs(lift - 1) < _ROUNDING, 0.0, np.log(lift))
            p_value = 2 * t.sf(np.abs(middle) / spread, np.maximum(people - 1, 1))
            low, high = np.exp(middle - quantile * spread), np.exp(middle + quantile * spread)
        return pd.DataFrame(
            {"segment": self.segments, "value": self.values[value], "lift": lift, "lift_low": low,
             "lift_high": high, "p_value": np.where(middle == 0, 1.0, p_value)}
        )  # fmt: skip


def _least_variance(found: Floats, expected: Floats, acts: Floats, within: Floats) -> Floats:
    """Return the variance that acts would have if none depended on another (Agresti and Coull)."""
    # A value that everyone meets in every stratum leaves nothing to choose, and nothing to chance.
    has_choice = expected < acts * (1 - _ROUNDING)
    share = (found + 2) / (acts + 4)
    with np.errstate(divide="ignore", invalid="ignore"):
        alone = (1 - within) ** 2 * (1 - share) / (share * acts)
    variance: Floats = np.where(has_choice, alone, 0.0)
    return variance


def _passes(p_values: Floats, error: float) -> npt.NDArray[np.bool_]:
    """Return which are below the step-up threshold of Benjamini and Hochberg."""
    if not len(p_values):
        return np.zeros(0, dtype=bool)
    order = np.argsort(p_values)
    ranks = np.arange(1, len(p_values) + 1)
    fits = np.flatnonzero(p_values[order] <= error * ranks / len(p_values))
    passes = np.zeros(len(p_values), dtype=bool)
    if len(fits):
        passes[order[: fits[-1] + 1]] = True
    return passes
