"""Share of voice: whose posts, and whose response, fill a network that the client shares."""

from collections.abc import Sequence

import pandas as pd

from smmlab.findings import Finding, Source
from smmlab.rivals.comparable import PAGE, comparable_posts
from smmlab.texts import message

_COLUMNS = (
    "network", "page", "is_own", "posts", "share_of_posts", "engagements", "share_of_engagements",
    "counted", "from_at", "to_at",
)  # fmt: skip

_NO_RIVALS = message(
    "No page of a rival is in these files. Import a rival page's export, marked as a rival's, to "
    "see the share of voice."
)
_NO_OVERLAP = message(
    "The files of the client and of the rivals do not cover the same days. Export both for the "
    "same period."
)
_UNLIKE = message(
    "The files of the client and of the rivals share no count of responses, so they cannot be "
    "compared."
)
_POSTS = message(
    "Own posts among all posts of the imported pages, in the period that their files have in "
    "common; pages whose files cover other days are left out."
)
_ENGAGEMENTS = message(
    "Own responses among those of all imported pages, in the period that their files have in "
    "common; only kinds of response that every page's file counts."
)


def share_of_voice(posts: pd.DataFrame) -> pd.DataFrame:
    """Compare the pages of each network over the time that most of their files cover.

    Parameters
    ----------
    posts
        Canonical posts, own and rivals'. Posts without a time are left out.

    Returns
    -------
    DataFrame
        One row a page, most posts first within its network: ``network``, ``page``, ``is_own``,
        ``posts``, ``share_of_posts`` (0-1 within the network), ``engagements`` (sum of the
        ``counted`` counts, missing when the pages have none in common), ``share_of_engagements``,
        ``counted`` (names joined by commas), ``from_at`` and ``to_at`` (the common period, epoch
        seconds). Posts and period are missing for a page whose files do not cover the period that
        is compared; see `smmlab.rivals.comparable.comparable_posts`.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> posts = pd.DataFrame({
    ...     "network": "telegram", "page": ["Kaja", "Kaja", "Rival"], "is_own": [True, True, False],
    ...     "at": [100, 200, 150], "reactions": [3, 1, 4], "comments": None, "shares": None,
    ...     "saves": None})
    >>> share_of_voice(posts)[["page", "posts", "engagements"]]
        page  posts  engagements
    0   Kaja      2            4
    1  Rival      1            4
    """
    found = comparable_posts(posts)
    sums = found.posts.groupby(list(PAGE), dropna=False, as_index=False).agg(
        inside=("engagements", "size"), engagements=("engagements", "sum")
    )
    return _shares(found.pages.merge(sums, on=list(PAGE), how="left"))


def voice_findings(voice: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Return the client's share of posts and of responses, a network at a time."""
    rows = tuple(sources)
    sides = voice.groupby("network")["is_own"].agg(["any", "all"])
    shared = sides.index[sides["any"] & ~sides["all"]]
    if shared.empty:
        return [
            Finding(
                "rivals.voice", None, "share", len(voice), status="unknown", method=_NO_RIVALS,
                sources=rows,
            )
        ]  # fmt: skip
    return [
        finding
        for network in shared
        for finding in _network_findings(voice[voice["network"] == network], str(network), rows)
    ]


def _shares(pages: pd.DataFrame) -> pd.DataFrame:
    covered = pages["is_covered"]
    posts = pages["inside"].fillna(0).astype("Int64").where(covered)
    comparable = covered & (pages["counted"] != "")
    engagements = pages["engagements"].fillna(0).astype("Int64").where(comparable)
    network = pages["network"]
    # A share of nothing is missing, not zero.
    all_posts = posts.groupby(network).transform("sum").astype("float64")
    all_engagements = engagements.groupby(network).transform("sum").astype("float64")
    voice = pages.assign(
        posts=posts,
        engagements=engagements,
        share_of_posts=posts.astype("float64") / all_posts.where(all_posts > 0),
        share_of_engagements=engagements.astype("float64")
        / all_engagements.where(all_engagements > 0),
        from_at=pages["from_at"].where(covered),
        to_at=pages["to_at"].where(covered),
    )
    return voice.sort_values(
        ["network", "posts", "page"], ascending=[True, False, True], ignore_index=True
    )[list(_COLUMNS)]


def _network_findings(
    pages: pd.DataFrame, network: str, sources: tuple[Source, ...]
) -> list[Finding]:
    findings = []
    told = pages[pages["posts"].notna()]
    # Where one side alone remains, there is nothing to share.
    lacks_overlap = told["is_own"].nunique() < 2
    for measure, method in (("posts", _POSTS), ("engagements", _ENGAGEMENTS)):
        key, total = f"rivals.{network}.share_of_{measure}", told[measure].sum()
        if lacks_overlap or told[measure].isna().any() or total == 0:
            lack = _NO_OVERLAP if lacks_overlap or measure == "posts" else _UNLIKE
            findings.append(
                Finding(key, None, "share", 0, status="unknown", method=lack, sources=sources)
            )
            continue
        own = float(told.loc[told["is_own"], measure].sum())
        findings.append(
            Finding(
                key, own / float(total), "share", int(told["posts"].sum()), method=method,
                sources=sources, numerator=own, denominator=float(total),
            )
        )  # fmt: skip
    return findings
