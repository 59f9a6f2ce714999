"""What the pages are made of: shares of forms and of content types, and how ours differ."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.intervals import wilson_interval
from smmlab.rivals.benchmarks import LEVEL
from smmlab.rivals.comparable import MOST_RIVALS, PAGE, comparable_posts
from smmlab.rivals.keys import has_both, page_key
from smmlab.schema import require
from smmlab.texts import message

_MIX = (*PAGE, "kind", "value", "posts", "of", "share", "low", "high", "p_value", "adjusted_p",
        "verdict")  # fmt: skip
_GAPS = ("network", "kind", "value", "own_posts", "own_of", "own_share", "rival_share", "more",
         "less", "pages", "side")  # fmt: skip
_KEY = ["network", "post_id"]
_FORM = message(
    "Posts of this form among the page's posts in the period compared; Wilson interval."
)
_TYPE = message(
    "Posts of this type among the page's posts whose type the model of types is sure of; Wilson "
    "interval. A model reads the words alone and can be wrong."
)
_SIDE = message(
    "Rivals whose share of such posts is clearly larger, or smaller, than ours (Fisher's exact "
    "test, corrected for the number of comparisons), of all rivals that could be compared."
)


def compare_mixes(posts: pd.DataFrame, types: pd.DataFrame) -> pd.DataFrame:
    """Return the share of each form and of each content type on every page.

    Parameters
    ----------
    posts
        Canonical posts, own and rivals'; networks without a rival are left out.
    types
        Content types of the posts of all pages: ``network``, ``post_id``, ``type``, ``status``;
        only ``sure`` ones count.

    Returns
    -------
    DataFrame
        One row a page and value, also where the page has none of it: ``network``, ``page``,
        ``is_own``, ``kind`` (``form`` or ``type``), ``value``, ``posts`` of it, ``of`` (posts of
        the page, or posts of a sure type), ``share`` with its Wilson interval ``low`` to ``high``,
        ``p_value`` (Fisher's exact test against the own posts), ``adjusted_p``
        (Benjamini-Hochberg over all rows tested) and ``verdict`` of a rival: ``more``, ``less``,
        ``not_distinguishable`` or ``too_few`` (below ten posts on either side); ``own`` for ours.

    Raises
    ------
    DataError
        When a column is absent.

    References
    ----------
    Wilson (1927); Fisher (1935); Benjamini and Hochberg (1995).

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> posts = conform(pd.DataFrame({
    ...     "network": "telegram", "page": ["Kaja"] * 20 + ["Rival"] * 20, "form": ["photo"] * 20 +
    ...     ["video"] * 20, "is_own": [True] * 20 + [False] * 20, "at": [*range(20)] * 2,
    ...     "post_id": [str(n) for n in range(40)]}), "posts")
    >>> types = pd.DataFrame(columns=["network", "post_id", "type", "status"])
    >>> compare_mixes(posts, types)[["page", "value", "share", "verdict"]]
        page  value  share verdict
    0   Kaja  photo    1.0     own
    1   Kaja  video    0.0     own
    2  Rival  photo    0.0    less
    3  Rival  video    1.0    more
    """
    require(types, ("network", "post_id", "type", "status"), table="posts")
    found = comparable_posts(posts, keep=("post_id", "form"), most=MOST_RIVALS)
    mine = found.posts[has_both(found.posts, rivals_alone=True)]
    sure = types.loc[types["status"].eq("sure"), [*_KEY, "type"]].drop_duplicates(_KEY)
    typed = mine.merge(sure, on=_KEY, how="inner")
    parts = [_shares(mine, "form"), _shares(typed, "type")]
    table = _with_verdicts(pd.concat(parts, ignore_index=True))
    table = table.assign(first=~table["is_own"].astype(bool))
    table = table.sort_values(["network", "kind", "first", "page", "value"], ignore_index=True)
    return table[list(_MIX)]


def find_gaps(mixes: pd.DataFrame) -> pd.DataFrame:
    """Return what rivals do that we do not, and the reverse.

    Parameters
    ----------
    mixes
        Result of `compare_mixes`.

    Returns
    -------
    DataFrame
        One row a network, kind and value, the clearest first: ``own_posts`` of ``own_of`` with
        ``own_share``; ``rival_share`` (median of the rivals' shares); of ``pages`` rivals that
        could be compared, how many do it clearly ``more`` and ``less`` than we do; ``side``:
        ``they`` (at least half of the rivals more and none less), ``we`` (the reverse),
        ``neither``, or ``too_few`` when no rival could be compared.

    Examples
    --------
    >>> mixes = pd.DataFrame({
    ...     "network": "telegram", "page": ["Kaja", "Rival"], "is_own": [True, False],
    ...     "kind": "form", "value": "video", "posts": [0, 15], "of": 20, "share": [0, 0.75],
    ...     "verdict": ["own", "more"]})
    >>> find_gaps(mixes)[["value", "own_share", "rival_share", "side"]]
       value  own_share  rival_share  side
    0  video        0.0         0.75  they
    """
    by = ["network", "kind", "value"]
    is_own = mixes["is_own"].astype(bool)
    ours = mixes[is_own].groupby(by, as_index=False).agg(own_posts=("posts", "sum"),
                                                         own_of=("of", "sum"))  # fmt: skip
    verdict = mixes["verdict"]
    compared = mixes.assign(
        more=verdict.eq("more"),
        less=verdict.eq("less"),
        pages=verdict.isin(["more", "less", "not_distinguishable"]),
        rival_share=mixes["share"].where(verdict.ne("too_few")),
    )[~is_own]
    theirs = compared.groupby(by, as_index=False).agg(
        rival_share=("rival_share", "median"), more=("more", "sum"), less=("less", "sum"),
        pages=("pages", "sum"),
    )  # fmt: skip
    table = ours.merge(theirs, on=by)
    half = table["pages"] / 2
    side = np.select(
        [
            table["pages"].eq(0),
            table["more"].gt(0) & table["more"].ge(half) & table["less"].eq(0),
            table["less"].gt(0) & table["less"].ge(half) & table["more"].eq(0),
        ],
        ["too_few", "they", "we"],
        "neither",
    )
    table = table.assign(
        own_share=table["own_posts"] / table["own_of"].where(table["own_of"] > 0),
        side=pd.array(side, dtype="str"),
        clear=-(table["more"] - table["less"]).abs(),
    ).sort_values(["network", "kind", "clear", "value"], ignore_index=True)
    return table[list(_GAPS)]


def mix_findings(
    mixes: pd.DataFrame, gaps: pd.DataFrame, *, sources: Sequence[Source]
) -> list[Finding]:
    """Return the shares on each page, and for each value the rivals that do it more and less.

    Keys: ``rivals.<network>.page.<page>.form.<value>.share`` (``.type.``; ``own`` instead of
    ``page`` for ours), and ``rivals.<network>.gap.<kind>.<value>.own_share``, ``middle_rival``,
    ``more`` and ``less`` for values on which the sides differ.
    """
    rows, found = tuple(sources), list[Finding]()
    methods = {"form": _FORM, "type": _TYPE}
    for row in mixes[mixes["of"] >= SMALLEST_GROUP].to_dict("records"):
        key = f"{page_key(row)}.{row['kind']}.{row['value']}"
        found.append(
            Finding(
                f"{key}.share", float(row["share"]), "share", int(row["of"]), float(row["low"]),
                float(row["high"]), method=methods[row["kind"]], sources=rows,
                numerator=int(row["posts"]), denominator=int(row["of"]),
            )
        )  # fmt: skip
    for row in gaps[gaps["side"].isin(["they", "we"])].to_dict("records"):
        key, pages = f"rivals.{row['network']}.gap.{row['kind']}.{row['value']}", int(row["pages"])
        found += [
            Finding(f"{key}.own_share", float(row["own_share"]), "share", int(row["own_of"]),
                    method=methods[row["kind"]], sources=rows, numerator=int(row["own_posts"]),
                    denominator=int(row["own_of"])),
            Finding(f"{key}.middle_rival", float(row["rival_share"]), "share", pages,
                    method=methods[row["kind"]], sources=rows),
            *(Finding(f"{key}.{side}", int(row[side]), "rivals", pages, status="estimated",
                      method=_SIDE, sources=rows, numerator=int(row[side]), denominator=pages)
              for side in ("more", "less")),
        ]  # fmt: skip
    return found


def _shares(posts: pd.DataFrame, kind: str) -> pd.DataFrame:
    of = posts.groupby(list(PAGE), dropna=False, as_index=False).agg(of=("at", "size"))
    values = posts[["network", kind]].drop_duplicates().rename(columns={kind: "value"})
    counted = (
        posts.rename(columns={kind: "value"})
        .groupby([*PAGE, "value"], dropna=False, as_index=False)
        .agg(posts=("at", "size"))
    )
    table = of.merge(values, on="network").merge(counted, on=[*PAGE, "value"], how="left")
    table = table.assign(kind=kind, posts=table["posts"].fillna(0).astype("int64"))
    low, high = wilson_interval(table["posts"], table["of"])
    return table.assign(share=table["posts"] / table["of"], low=low, high=high)


def _with_verdicts(table: pd.DataFrame) -> pd.DataFrame:
    from scipy.stats import false_discovery_control, fisher_exact

    by = ["network", "kind", "value"]
    is_own = table["is_own"].astype(bool)
    ours = table[is_own].groupby(by, as_index=False)[["posts", "of"]].sum()
    beside = table.merge(ours, on=by, how="left", suffixes=("", "_own"))
    enough = beside[["of", "of_own"]].min(axis=1, skipna=False).ge(SMALLEST_GROUP).fillna(False)
    tested = (enough & ~is_own).to_numpy(dtype=bool)
    p_values, adjusted = np.full(len(table), np.nan), np.full(len(table), np.nan)
    for place in np.flatnonzero(tested):
        row = beside.loc[place, ["posts", "of", "posts_own", "of_own"]].astype("int64")
        pair = [[row["posts"], row["of"] - row["posts"]],
                [row["posts_own"], row["of_own"] - row["posts_own"]]]  # fmt: skip
        p_values[place] = fisher_exact(pair).pvalue
    if tested.any():
        adjusted[tested] = false_discovery_control(np.clip(p_values[tested], 0, 1))
    higher = table["share"] > beside["posts_own"] / beside["of_own"]
    verdict = np.select(
        [is_own, ~tested, (adjusted <= LEVEL) & higher, adjusted <= LEVEL],
        ["own", "too_few", "more", "less"],
        "not_distinguishable",
    )
    return table.assign(p_value=p_values, adjusted_p=adjusted, verdict=pd.array(verdict, "str"))
