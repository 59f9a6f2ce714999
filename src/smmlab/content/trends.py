"""Topics and hashtags: how common each is, whether it rises or fades, and what goes with it."""

from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.content.bursts import LEVEL, compare_weeks
from smmlab.content.term_response import compare_with_term, relative_response
from smmlab.content.terms import Codes, Terms, read_hashtags, read_topics
from smmlab.content.timing import local_times
from smmlab.errors import DataError
from smmlab.findings import SMALLEST_GROUP
from smmlab.intervals import wilson_interval
from smmlab.languages import detect_languages
from smmlab.schema import require
from smmlab.texts import message

TermKind = Literal["hashtag", "topic"]
Whose = Literal["own", "rivals", "comments"]
TrendVerdict = Literal["rising", "fading", "steady", "too_few"]
_FEWEST = 5  # posts below which a term is not listed
_POSTS = ("network", "page", "post_id", "is_own", "at", "text")
_COMMENTS = ("network", "person", "at", "text", "language")
_COLUMNS = {
    "whose": "str", "kind": "str", "term": "str", "texts": "int64", "of": "int64",
    "share": "float64", "low": "float64", "high": "float64", "people": "Int64", "since": "str",
    "recent": "Int64", "recent_of": "Int64", "earlier": "Int64", "earlier_of": "Int64",
    "rate_ratio": "float64", "ratio_low": "float64", "ratio_high": "float64",
    "p_value": "float64", "p_without": "float64", "adjusted_p": "float64", "verdict": "str",
    "counted": "Int64", "lift": "float64", "lift_low": "float64", "lift_high": "float64",
    "lift_p": "float64", "lift_adjusted_p": "float64", "lift_verdict": "str",
}  # fmt: skip
_PRIVATE = [
    "recent", "earlier", "rate_ratio", "ratio_low", "ratio_high", "p_value", "p_without",
    "adjusted_p",
]  # fmt: skip


def find_trends(
    posts: pd.DataFrame,
    comments: pd.DataFrame | None = None,
    *,
    timezone: str,
    kind: TermKind,
    weeks: int = 4,
    seed: int = 0,
) -> pd.DataFrame:
    """Find the hashtags or topic words of posts and comments, and which rise or fade.

    Parameters
    ----------
    posts
        Canonical posts, own and rivals'.
    comments
        ``network``, ``person``, ``at`` (epoch seconds), ``text``, ``language``, as from
        `smmlab.comments.written_comments`.
    timezone
        IANA zone in which days begin.
    kind
        ``hashtag`` or ``topic`` (words in their base form without stop words).
    weeks
        The recent period, in weeks up to the last day of the data of each side; everything before
        is what it is compared with.
    seed
        Of the resamples for the intervals of ``lift``.

    Returns
    -------
    DataFrame
        One row a side and term, the commonest first: ``whose`` (``own``, ``rivals``,
        ``comments``), ``kind``, ``term`` (small letters, at most forty, hashtags without their
        sign; words of other people: escape them), ``texts`` with the term ``of`` all with words,
        ``share`` (0-1, Wilson ``low`` and ``high``), ``people`` (who used it in comments),
        ``since`` (first day of the recent period), ``recent`` of ``recent_of`` and ``earlier`` of
        ``earlier_of`` (posts; of comments each person once a week), ``rate_ratio`` (within pages)
        with ``ratio_low`` and ``ratio_high`` (95 %), ``p_value``, ``p_without`` (the largest,
        one-sided, when any two weeks in a row are left out; missing above a ``p_value`` of 0.05),
        ``adjusted_p`` (Benjamini-Hochberg over all rows tested), ``verdict`` (``rising``,
        ``fading``, both only where both are at most 0.05; ``steady``, ``too_few``); of posts also
        ``counted``, ``lift`` (median response with the term over that without, within pages) with
        ``lift_low`` and ``lift_high``, ``lift_p``, ``lift_adjusted_p``, ``lift_verdict``
        (``more``, ``less``, ``not_distinguishable``, ``too_few``): an association, not an effect.

    Raises
    ------
    DataError
        When a column is absent, the zone or the kind is not known, or there is no week.

    Notes
    -----
    Terms of fewer than five posts, or of fewer than ten people in comments, are not listed; no
    verdict rests on fewer than ten texts. Where the counts of a period would tell of fewer than
    ten people, comments keep their verdict without numbers. Pages whose texts are all recent or
    all earlier are not compared: their arrival is no trend. Words come in clumps: weeks, not posts,
    are the witnesses, and what two weeks alone tell is no trend (see
    `smmlab.content.bursts.compare_weeks`).

    References
    ----------
    Przyborowski and Wilenski (1940), Biometrika 31, 313-323 (two Poisson rates given their sum).
    Benjamini and Hochberg (1995).

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> posts = conform(pd.DataFrame({
    ...     "network": "telegram", "page": "Kaja", "is_own": True, "precision": "day",
    ...     "post_id": [str(n) for n in range(100)], "at": [n * 86_400 for n in range(100)],
    ...     "text": ["Coffee"] * 72 + ["Coffee #icecream"] * 28}), "posts")
    >>> trends = find_trends(posts, timezone="UTC", kind="hashtag")
    >>> trends[["term", "texts", "recent", "earlier", "verdict"]]
           term  texts  recent  earlier verdict
    0  icecream     28      28        0  rising
    """
    require(posts, _POSTS, table="posts")
    _check(kind, weeks)
    is_own = posts["is_own"].fillna(False).astype(bool)
    sides = [
        _of_posts(posts[is_own], "own", kind, timezone, weeks, seed=seed),
        _of_posts(posts[~is_own], "rivals", kind, timezone, weeks, seed=seed),
    ]
    if comments is not None:
        require(comments, _COMMENTS, table="interactions")
        sides.append(_of_comments(comments, kind, timezone, weeks))
    table = pd.concat(sides, ignore_index=True).assign(kind=kind)
    table = _judged(table).reindex(columns=list(_COLUMNS)).astype(_COLUMNS)
    return table.reset_index(drop=True)


def _check(kind: str, weeks: int) -> None:
    if kind not in get_args(TermKind):
        raise DataError(
            message("Expected one of {allowed}; found {found}."),
            {"allowed": ", ".join(get_args(TermKind)), "found": kind},
        )
    if weeks < 1:
        raise DataError(
            message("Expected a period of one week or more; found {found}."), {"found": weeks}
        )


def _of_posts(
    posts: pd.DataFrame, whose: Whose, kind: TermKind, timezone: str, weeks: int, *, seed: int
) -> pd.DataFrame:
    posts = posts.reset_index(drop=True)
    response = relative_response(posts)
    has_words = posts["text"].astype("str").fillna("").str.strip().ne("")
    posts, response = posts[has_words].reset_index(drop=True), response[has_words]
    texts = posts["text"].tolist()
    terms = (
        read_hashtags(texts) if kind == "hashtag" else read_topics(texts, detect_languages(texts))
    )
    many = len(terms.names)
    used = np.bincount(terms.codes, minlength=many)
    page = posts.groupby(["network", posts["page"].fillna("")], sort=False).ngroup()
    week, since = _weeks_ago(posts["at"], timezone, weeks)
    found = _compared(
        terms, unit=np.arange(len(posts)), page=page.to_numpy(), week=week, weeks=weeks
    )
    lift = compare_with_term(
        response.reset_index(drop=True), terms.codes, terms.rows, many, seed=seed
    )
    table = _counted(terms, used, len(posts)).assign(whose=whose, since=since)
    table = pd.concat([table, found, lift], axis=1)
    return table[used >= _FEWEST]


def _of_comments(comments: pd.DataFrame, kind: TermKind, timezone: str, weeks: int) -> pd.DataFrame:
    said = comments["text"].astype("str").fillna("")
    has_words = said.str.strip().ne("") & comments["person"].notna()
    said = comments[has_words].reset_index(drop=True)
    texts = said["text"].tolist()
    terms = (
        read_hashtags(texts) if kind == "hashtag" else read_topics(texts, said["language"].tolist())
    )
    many = len(terms.names)
    used = np.bincount(terms.codes, minlength=many)
    person = said.groupby(["network", "person"], sort=False).ngroup().to_numpy()
    people = _people(terms.codes, person[terms.rows], many)
    week, since = _weeks_ago(said["at"], timezone, weeks)
    # A person who says it ten times in a week says it once.
    unit = person * (int(week.max(initial=0)) + 2) + week + 1
    network = pd.factorize(said["network"])[0].astype(np.intp)
    found = _compared(terms, unit=unit, page=network, week=week, weeks=weeks)
    table = _counted(terms, used, len(said)).assign(whose="comments", since=since, people=people)
    table = pd.concat([table, found], axis=1)
    late = (week[terms.rows] < weeks) & (week[terms.rows] >= 0)
    early = week[terms.rows] >= weeks
    sides = [_people(terms.codes[part], person[terms.rows[part]], many) for part in (late, early)]
    table["is_private"] = np.any([(n > 0) & (n < SMALLEST_GROUP) for n in sides], axis=0)
    return table[people >= SMALLEST_GROUP]


def _counted(terms: Terms, used: Codes, of: int) -> pd.DataFrame:
    low, high = wilson_interval(used, np.full(len(used), of))
    return pd.DataFrame(
        {"term": terms.names, "texts": used, "of": of, "share": used / max(of, 1), "low": low,
         "high": high}
    )  # fmt: skip


def _people(codes: Codes, person: Codes, many: int) -> Codes:
    size = int(person.max(initial=0)) + 1
    return np.bincount(np.unique(codes * size + person) // size, minlength=many)


def _weeks_ago(at: pd.Series, timezone: str, weeks: int) -> tuple[Codes, str]:
    """Return the week of each text, counted back from the last day (-1 where it is not known)."""
    known = at.notna().to_numpy()
    ago = np.full(len(at), -1, dtype=np.intp)
    days = local_times(at[known], timezone).dt.tz_localize(None).dt.normalize()
    if days.empty:
        return ago, ""
    ago[known] = (days.max() - days).dt.days.to_numpy() // 7
    since = days.max() - pd.Timedelta(days=7 * weeks - 1)
    return ago, str(since.date())


def _compared(terms: Terms, *, unit: Codes, page: Codes, week: Codes, weeks: int) -> pd.DataFrame:
    """Compare the recent weeks with those before, within pages; each unit counts once."""
    many = len(terms.names)
    known = week >= 0
    _, first = np.unique(np.where(known, unit, -1), return_index=True)
    first = first[known[first]]
    is_late = week < weeks
    pages = int(page.max(initial=0)) + 1
    late = np.bincount(page[first], weights=is_late[first], minlength=pages)
    every = np.bincount(page[first], minlength=pages)
    part = np.divide(late, every, out=np.zeros(pages), where=every > 0)
    # A page with texts on one side only cannot tell a trend from its own coming or going.
    usable = known & ((part > 0) & (part < 1))[page]
    first = first[usable[first]]
    told = usable[terms.rows]
    codes, rows = terms.codes[told], terms.rows[told]
    size = int(unit.max(initial=0)) + 1
    _, once = np.unique(codes * size + unit[rows], return_index=True)
    codes, rows = codes[once], rows[once]
    total = np.bincount(codes, minlength=many)
    recent = np.bincount(codes[is_late[rows]], minlength=many)
    recent_of, earlier_of = int(is_late[first].sum()), int((~is_late[first]).sum())
    enough = (total >= SMALLEST_GROUP) & (min(recent_of, earlier_of) >= SMALLEST_GROUP)
    tested = np.flatnonzero(enough)
    cells, usual = _by_week(codes, rows, tested, page=page, week=week, first=first)
    numbers = compare_weeks(cells, usual, np.arange(cells.shape[1]) < weeks)
    numbers = numbers.set_axis(tested).reindex(range(many))
    return numbers.assign(
        recent=recent, recent_of=recent_of, earlier=total - recent, earlier_of=earlier_of
    )


def _by_week(
    codes: Codes, rows: Codes, tested: Codes, *, page: Codes, week: Codes, first: Codes
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return how often each term comes in each week, and how often if its pages never changed."""
    span = int(week[first].max(initial=0)) + 1
    pages = int(page.max(initial=0)) + 1
    number = np.full(int(codes.max(initial=0)) + 1, -1, dtype=np.intp)
    number[tested] = np.arange(len(tested))
    mine = number[codes] >= 0
    term, row = number[codes[mine]], rows[mine]
    size = len(tested)
    cells = np.bincount(term * span + week[row], minlength=size * span).reshape(size, span)
    seen = np.bincount(page[first] * span + week[first], minlength=pages * span)
    seen = seen.reshape(pages, span).astype(np.float64)
    used = np.bincount(term * pages + page[row], minlength=size * pages).reshape(size, pages)
    every = np.maximum(seen.sum(axis=1), 1)
    return cells.astype(np.float64), (used / every) @ seen


def _judged(table: pd.DataFrame) -> pd.DataFrame:
    table = table.reindex(columns=[*dict.fromkeys([*table.columns, *_COLUMNS])])
    adjusted, lift_adjusted = _adjusted(table["p_value"]), _adjusted(table["lift_p"])
    is_more = table["rate_ratio"] > 1
    stands = (adjusted <= LEVEL) & (table["p_without"] <= LEVEL)
    verdict = np.select(
        [table["p_value"].isna(), stands & is_more, stands], ["too_few", "rising", "fading"],
        "steady",
    )  # fmt: skip
    # Ranks and medians must point the same way.
    side = table.get("side", pd.Series(0.0, index=table.index)).fillna(0)
    lifts = lift_adjusted <= LEVEL
    response = np.select(
        [table["lift_p"].isna(), lifts & (side > 0) & ~(table["lift"] < 1),
         lifts & (side < 0) & ~(table["lift"] > 1)],
        ["too_few", "more", "less"], "not_distinguishable",
    )  # fmt: skip
    of_posts = table["whose"] != "comments"
    table = table.assign(
        adjusted_p=adjusted, lift_adjusted_p=lift_adjusted, verdict=verdict,
        lift_verdict=pd.Series(response, index=table.index).where(of_posts),
    )  # fmt: skip
    if "is_private" in table:
        private = table["is_private"].fillna(False).astype(bool)
        table[_PRIVATE] = table[_PRIVATE].astype("float64").mask(private)
    order = table["whose"].map({"own": 0, "rivals": 1, "comments": 2})
    table = table.assign(order=order)
    return table.sort_values(["order", "texts", "term"], ascending=[True, False, True])


def _adjusted(p_values: pd.Series) -> pd.Series:
    from scipy.stats import false_discovery_control

    adjusted = pd.Series(np.nan, index=p_values.index, dtype="float64")
    tested = p_values.notna()
    if tested.any():
        adjusted[tested] = false_discovery_control(p_values[tested].astype("float64").clip(0, 1))
    return adjusted
