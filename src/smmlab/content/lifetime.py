"""How long a post lives: half-life, shares at 24, 48 and 72 hours, and what is not known."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.content.ageing import GRID, HORIZONS, SETTLED_HOURS, Ageing, ages_of_posts
from smmlab.content.decay import Decay, compare_decay
from smmlab.content.reproduction import Reproduction, fit_hawkes, reproduction_of_threads
from smmlab.content.survival import resample_sums, truncated_shares
from smmlab.findings import SMALLEST_GROUP
from smmlab.intervals import Floats

LifetimeVerdict = Literal["supports", "contradicts", "cannot_tell"]

CLAIM_HOURS = 72
WORKED_OUT = 0.95
"""From this share on, within three days, the claim stands: public cascades reach 0.97-0.98."""
STILL_AT_WORK = 0.90
"""Under this share the claim fails: one engagement in ten comes later."""
_DRAWS = 1000
_TOP = 0.1
_FEWEST_OF_A_TYPE = 30  # events
_PAGES = (
    "network", "page", "source", "posts", "events", "half_life_hours", "low", "high",
    "checked_half_life", "decay", "verdict", "top_posts", "top_share", "top_low", "top_high",
)  # fmt: skip
_SHARES = (
    "network", "page", "hours", "events_by", "events", "share", "low", "high", "checked_share",
    "between_exports", "posts",
)  # fmt: skip
_CURVE = ("network", "page", "hours", "share", "low", "high", "checked_share")
_TYPES = (
    "network", "page", "type", "posts", "events", "half_life_hours", "low", "high", "share_72h",
    "share_low", "share_high",
)  # fmt: skip


@dataclass(frozen=True)
class Lifetime:
    """How long the posts of each own page live.

    Parameters
    ----------
    summary
        One row a page: ``network``, ``page``, ``source`` (exports, comments or reposts; missing
        when these files cannot tell), ``posts``, ``events`` (settled posts and what they earned),
        ``half_life_hours`` with ``low`` and ``high`` (95 %; missing beyond ten days),
        ``checked_half_life`` (Kaplan-Meier), ``decay`` (exponential, power_law, cannot_tell),
        ``verdict`` of "a viral post works two to three days", with the ``top_posts`` (tenth with
        most engagements) it rests on and ``top_share`` of their engagement within three days,
        ``top_low``, ``top_high``.
    shares
        One row a page and horizon: ``hours``, ``events_by`` then, ``events`` in all, ``share``
        with ``low`` and ``high``, ``checked_share`` (Kaplan-Meier), ``between_exports`` (part of
        the engagement between the two exports around the horizon), ``posts``.
    curve
        The same shares at the ages of a curve.
    types
        The same by type, or by form when no types were given, where ten posts and thirty events
        allow.
    reproductions
        Result of `smmlab.content.reproduction` by (network, page): replies that a comment brings,
        or reposts that a repost brings; absent where exports are the source.
    decays
        Result of `smmlab.content.decay.compare_decay` by (network, page).
    """

    summary: pd.DataFrame
    shares: pd.DataFrame
    curve: pd.DataFrame
    types: pd.DataFrame
    reproductions: dict[tuple[str, str], Reproduction]
    decays: dict[tuple[str, str], Decay]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the networks with a page whose posts' lives these files cannot tell."""
        open_ones = self.summary.loc[self.summary["source"].isna(), "network"]
        return tuple(dict.fromkeys(open_ones))


def measure_lifetime(
    posts: pd.DataFrame,
    snapshots: pd.DataFrame,
    interactions: IntoFrame,
    *,
    types: pd.DataFrame | None = None,
    seed: int = 0,
) -> Lifetime:
    """Measure how long own posts work, page by page.

    Parameters
    ----------
    posts
        Canonical posts; own ones whose time is known to the minute count.
    snapshots
        Canonical snapshots: the counts of a post as each export showed them.
    interactions
        Canonical interactions, of any engine; only counts by age leave it.
    types
        ``network``, ``post_id``, ``type``; the form stands in when not given.
    seed
        Of the bootstrap over posts.

    Raises
    ------
    DataError
        When a column is absent.

    Notes
    -----
    Totals of one export cannot give a lifetime. Ages come from repeated exports of the same posts
    where these pin all three horizons down, else from the times of comments, else of reposts.
    Posts count that were watched for three days and a week more. Shares are those of all events
    together, so busy posts weigh more. The check is Kaplan-Meier with time turned round, which
    allows for what came after an export. The claim is asked of the tenth of posts with most
    engagements: it stands when at least 95 % surely came within three days, fails when surely less
    than 90 % did, and is open between these and under ten such posts.

    References
    ----------
    Zhao et al. (2015), SEISMIC; Pfeffer et al. (2023), The half-life of a tweet.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> posts = conform(pd.DataFrame({
    ...     "network": "telegram", "page": "Kaja", "is_own": True, "at": 0, "precision": "second",
    ...     "post_id": [str(n) for n in range(12)], "form": "photo", "exported_at": 9_000_000}),
    ...     "posts")
    >>> acts = conform(pd.DataFrame({
    ...     "network": "telegram", "interaction_id": [str(n) for n in range(120)],
    ...     "post_id": [str(n % 12) for n in range(120)], "kind": "comment", "by_page": False,
    ...     "at": [3600 * (1 + n // 12) for n in range(120)], "precision": "second",
    ...     "exported_at": 9_000_000}), "interactions")
    >>> lifetime = measure_lifetime(posts, conform(pd.DataFrame(), "snapshots"), acts)
    >>> lifetime.summary[["source", "posts", "events"]].values.tolist()
    [['comments', 12, 120]]
    >>> lifetime.shares["share"].tolist()
    [1.0, 1.0, 1.0]
    """
    found = ages_of_posts(posts, snapshots, interactions)
    pages, shares, curves, kinds = [], [], [], []
    decays: dict[tuple[str, str], Decay] = {}
    reproductions: dict[tuple[str, str], Reproduction] = {}
    for number, one in enumerate(found):
        key = (one.network, one.page)
        if one.source is None:
            pages.append(_unknown(one))
            continue
        own_seed = seed + number
        measured = _measure(one, np.ones(len(one.posts), dtype=bool), own_seed)
        checked = _checked(one)
        decay = compare_decay(one.events, window=SETTLED_HOURS, seed=own_seed)
        decays[key] = decay
        brought = _reproduction(one, own_seed)
        if brought is not None:
            reproductions[key] = brought
        pages.append(_page(one, measured, checked, decay, own_seed))
        shares.append(_at_horizons(one, measured, checked))
        curves.append(measured.assign(network=one.network, page=one.page, checked_share=checked))
        kinds.append(_by_type(one, types, own_seed))
    return Lifetime(
        summary=pd.DataFrame(pages, columns=list(_PAGES)),
        shares=_together(shares, _SHARES),
        curve=_together(curves, _CURVE),
        types=_together(kinds, _TYPES),
        reproductions=reproductions,
        decays=decays,
    )


def _together(frames: list[pd.DataFrame], columns: tuple[str, ...]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return pd.DataFrame(columns=list(columns))
    return pd.concat(filled, ignore_index=True)[list(columns)]


def _measure(one: Ageing, kept: np.ndarray, seed: int) -> pd.DataFrame:
    """Return the share by each age of the grid, with the interval over posts.

    The resampled half-lives are kept in the frame's ``attrs``.
    """
    final = one.posts["final"].to_numpy(dtype=np.float64)[kept, None]
    reached = one.reached[kept]
    sums = resample_sums(np.hstack([reached, final]), draws=_DRAWS, seed=seed)
    drawn = sums[:, :-1] / sums[:, -1:]
    low, high = np.nanquantile(drawn, [0.025, 0.975], axis=0)
    total = float(final.sum())
    by_age = reached.sum(axis=0)
    frame = pd.DataFrame({"hours": GRID, "by": by_age, "share": by_age / total})
    frame = frame.assign(low=low, high=high)
    frame.attrs["half_lives"] = _half_life(drawn)
    return frame


def _half_life(shares: Floats) -> Floats:
    """Return the age at which each row of shares passes one half; infinite beyond the grid."""
    passed = shares >= 0.5
    after = np.where(passed.any(axis=1), passed.argmax(axis=1), 0)
    before = np.maximum(after - 1, 0)
    row = np.arange(len(shares))
    low, high = shares[row, before], shares[row, after]
    part = np.where(high > low, (0.5 - low) / np.where(high > low, high - low, 1), 1.0)
    ages: Floats = GRID[before] + part * (GRID[after] - GRID[before])
    return np.where(passed.any(axis=1), ages, np.inf)


def _checked(one: Ageing) -> Floats:
    if one.late.empty:
        return np.full(len(GRID), np.nan)
    late = one.late.astype("float64")
    # Later than ten posts were watched, a single one would decide everything.
    ends = np.sort(late["watched"].unique())[::-1]
    late = late[late["age"] <= ends[min(SMALLEST_GROUP, len(ends)) - 1]]
    return truncated_shares(
        late["age"].to_numpy(), late["events"].to_numpy(), late["watched"].to_numpy(), at=GRID
    )


def _page(
    one: Ageing, measured: pd.DataFrame, checked: Floats, decay: Decay, seed: int
) -> dict[str, object]:
    half, low, high = _half_life_of(measured)
    final = one.posts["final"].astype("float64")
    earned = one.posts["engagements"].astype("float64").fillna(final)
    # Equal posts stand together on either side of the line; too many of them are no top.
    top = (earned >= earned.quantile(1 - _TOP)).to_numpy()
    verdict: LifetimeVerdict = "cannot_tell"
    share, share_low, share_high = (float("nan"),) * 3
    enough = int(top.sum()) >= SMALLEST_GROUP and top.mean() <= 2 * _TOP
    if enough:
        at_claim = _measure(one, top, seed).set_index("hours").loc[CLAIM_HOURS]
        share, share_low, share_high = (float(at_claim[name]) for name in ("share", "low", "high"))
        verdict = judge_claim(share_low, share_high)
    checked_half = float(_half_life(checked[None])[0])
    return {
        "network": one.network, "page": one.page, "source": one.source, "posts": len(one.posts),
        "events": round(float(final.sum())), "half_life_hours": half, "low": low, "high": high,
        "checked_half_life": checked_half if np.isfinite(checked_half) else float("nan"),
        "decay": decay.law, "verdict": verdict, "top_posts": int(top.sum()) if enough else 0,
        "top_share": share, "top_low": share_low, "top_high": share_high,
    }  # fmt: skip


def _reproduction(one: Ageing, seed: int) -> Reproduction | None:
    if one.source == "comments":
        replies = one.posts["replies"].to_numpy(dtype=np.float64)
        final = one.posts["final"].to_numpy(dtype=np.float64)
        return reproduction_of_threads(final - replies, replies, seed=seed)
    if one.source != "reposts":
        return None
    # Each post begins a cascade of its own; acts of the same minute are spread out again.
    many = one.events["events"].to_numpy(dtype=np.int64)
    dice = np.random.default_rng(seed)
    ages = np.repeat(one.events["age"].to_numpy(dtype=np.float64), many)
    ages = np.maximum(ages + dice.uniform(-1 / 120, 1 / 120, len(ages)), 0)
    place = np.repeat(one.events["post"].to_numpy(dtype=np.int64), many)
    roots = np.arange(len(one.posts))
    events = pd.DataFrame(
        {
            "cascade": np.concatenate([roots, place]),
            "age": np.concatenate([np.zeros(len(roots)), ages]),
        }
    )
    inside = events["age"].iloc[len(roots) :] <= SETTLED_HOURS
    return fit_hawkes(events, window=SETTLED_HOURS) if inside.any() else None


def judge_claim(low: float, high: float) -> LifetimeVerdict:
    """Judge "a viral post works two to three days" by the interval of the share in three days.

    Examples
    --------
    >>> judge_claim(0.96, 0.99), judge_claim(0.92, 0.97), judge_claim(0.6, 0.8)
    ('supports', 'cannot_tell', 'contradicts')
    """
    if low >= WORKED_OUT:
        return "supports"
    return "contradicts" if high < STILL_AT_WORK else "cannot_tell"


def _half_life_of(measured: pd.DataFrame) -> tuple[float, float, float]:
    half = float(_half_life(measured["share"].to_numpy(dtype=np.float64)[None])[0])
    # "lower" and "higher" stay defined when a resample never reaches one half.
    low = float(np.quantile(measured.attrs["half_lives"], 0.025, method="lower"))
    high = float(np.quantile(measured.attrs["half_lives"], 0.975, method="higher"))
    return tuple(value if np.isfinite(value) else float("nan") for value in (half, low, high))  # type: ignore[return-value]


def _at_horizons(one: Ageing, measured: pd.DataFrame, checked: Floats) -> pd.DataFrame:
    frame = measured.assign(checked_share=checked)
    frame = frame[frame["hours"].isin(HORIZONS)].rename(columns={"by": "events_by"})
    return frame.assign(
        network=one.network, page=one.page, hours=list(HORIZONS), posts=len(one.posts),
        events=float(one.posts["final"].sum()), between_exports=one.between,
    )  # fmt: skip


def _by_type(one: Ageing, types: pd.DataFrame | None, seed: int) -> pd.DataFrame:
    table = one.posts.assign(network=one.network)
    if types is not None and len(types):
        known = types[["network", "post_id", "type"]].drop_duplicates(["network", "post_id"])
        table = table.merge(known, on=["network", "post_id"], how="left")
        name = table["type"]
    else:
        name = table["form"]
    rows = []
    for kind in sorted(name.dropna().unique()):
        mine = name.eq(kind).fillna(False).to_numpy(dtype=bool)
        events = float(table.loc[mine, "final"].sum())
        if mine.sum() < SMALLEST_GROUP or events < _FEWEST_OF_A_TYPE:
            continue
        measured = _measure(one, mine, seed)
        half, low, high = _half_life_of(measured)
        late = measured.set_index("hours").loc[CLAIM_HOURS]
        rows.append(
            (one.network, one.page, kind, int(mine.sum()), int(events), half, low, high,
             float(late["share"]), float(late["low"]), float(late["high"]))
        )  # fmt: skip
    return pd.DataFrame(rows, columns=list(_TYPES))


def _unknown(one: Ageing) -> dict[str, object]:
    nothing = dict.fromkeys(_PAGES, float("nan"))
    return nothing | {
        "network": one.network, "page": one.page, "source": None, "posts": 0, "events": 0,
        "decay": "cannot_tell", "verdict": "cannot_tell", "top_posts": 0,
    }  # fmt: skip
