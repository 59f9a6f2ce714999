"""Links in the client's own posts against the scheme of tags: which are good, and what to mend."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from smmlab.channels import HIDING_HOSTS, source_networks
from smmlab.exports.privacy import mask_contacts
from smmlab.findings import Finding, Source
from smmlab.intervals import wilson_interval
from smmlab.money.tags import PROBLEMS, read_tags
from smmlab.schema import require
from smmlab.texts import message
from smmlab.utm_scheme import UtmScheme

LINK_COLUMNS = ("network", "post_id", "at", "url", "problem", "tag", "found", "meant", "more")

SHORT_LINK = "short_link"
"""The problem of a link that hides whether it carries tags."""

_LINK = r"(?i)(?<![\w@/.])((?:https?://|www\.)[^\s<>()\"'«»“”]+)"
_END = ".,;:!?…*_~}»”"
_HOST = r"(?i)^(?:https?://)?(?:[^/?#\s]*@)?(?:www\.)?([^/?#:\s]+)"

_GOOD = message(
    "Links to the site in own posts that carry every tag as the scheme has it, among all links to "
    "the site; Wilson interval. Links to networks and short links are left out."
)
_BARE = message("Links to the site in own posts that carry no tags, counted.")
_NO_LINKS = message(
    "There are no links to the site in these posts. Where a network allows links in posts, build "
    "each with the scheme; elsewhere put a tagged one into the description."
)


@dataclass(frozen=True)
class LinkCheck:
    """What became of the links.

    Parameters
    ----------
    links
        A row a link: ``network``, ``post_id``, ``at`` (epoch seconds), ``url`` (contacts hidden),
        ``problem`` (the worst, one of `smmlab.money.tags.PROBLEMS`, or ``short_link``; missing
        where the link is good), ``tag``, ``found`` and ``meant`` of it, ``more`` (other problems,
        joined by a plus sign).
    shares
        A row a network: ``network``, ``links`` to the site, ``good`` ones, ``untagged`` ones,
        ``share`` of good ones with ``low`` and ``high`` (0-1, Wilson).
    """

    links: pd.DataFrame
    shares: pd.DataFrame


def check_links(posts: pd.DataFrame, scheme: UtmScheme, *, confidence: float = 0.95) -> LinkCheck:
    """Check every link to the site in the texts of own posts.

    Parameters
    ----------
    posts
        Canonical posts: ``network``, ``post_id``, ``is_own``, ``at``, ``text``; those of other
        pages are left out.
    scheme
        The client's scheme. While it names no site, every link counts that leads neither to a
        network nor through a short link.
    confidence
        Of the intervals, 0-1.

    Returns
    -------
    LinkCheck
        The links, newest first, and the share of good ones by network.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> posts = pd.DataFrame({"network": "facebook", "post_id": ["a", "b"], "is_own": True,
    ...     "at": [0, 60], "text": ["Vaata: https://kohvik.ee/pood.", "https://kohvik.ee/?"
    ...     "utm_source=facebook&utm_medium=social&utm_campaign=2026-12"]})
    >>> check = check_links(posts, UtmScheme())
    >>> check.links["problem"].tolist(), check.shares["share"].tolist()
    ([nan, 'no_tags'], [0.5])
    """
    require(posts, ("network", "post_id", "is_own", "at", "text"), table="posts")
    links = _links(posts[posts["is_own"].astype(bool)], scheme)
    pairs = links[["network", "url"]].drop_duplicates()
    verdicts = pd.DataFrame(
        [_judge(network, url, scheme) for network, url in pairs.to_numpy()],
        columns=["problem", "tag", "found", "meant", "more"], index=pairs.index,
    ).astype("str")  # fmt: skip
    judged = pairs.join(verdicts.mask(verdicts == ""))
    table = links.merge(judged, on=["network", "url"], how="left")
    is_short = table["is_short"].astype(bool)
    blank = ["tag", "found", "meant", "more"]
    table["problem"] = table["problem"].mask(is_short, SHORT_LINK)
    table[blank] = table[blank].mask(is_short)
    shares = _shares(table[~is_short], confidence)
    table["url"] = mask_contacts(table["url"])
    table = table.sort_values(["at", "network", "post_id", "url"],
                              ascending=[False, True, True, True], kind="stable")  # fmt: skip
    return LinkCheck(table[list(LINK_COLUMNS)].reset_index(drop=True), shares)


def link_findings(check: LinkCheck, *, sources: Sequence[Source]) -> list[Finding]:
    """Return the share of good links of every network, and how many carry no tags.

    Parameters
    ----------
    check
        Result of `check_links`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> nothing = check_links(conform(pd.DataFrame(), "posts"), UtmScheme())
    >>> [found.status for found in link_findings(nothing, sources=())]
    ['unknown']
    """
    rows = tuple(sources)
    if check.shares.empty:
        return [Finding("money.links.good_share", None, "share", status="unknown",
                        method=_NO_LINKS, sources=rows)]  # fmt: skip
    findings = []
    links, good = int(check.shares["links"].sum()), int(check.shares["good"].sum())
    low, high = wilson_interval(good, links)
    findings.append(
        Finding("money.links.good_share", good / links, "share", links, float(low), float(high),
                method=_GOOD, sources=rows, numerator=good, denominator=links)
    )  # fmt: skip
    bare = int(check.shares["untagged"].sum())
    findings.append(
        Finding("money.links.untagged", bare, "links", links, method=_BARE, sources=rows)
    )
    return findings + [
        Finding(f"money.links.network.{row['network']}.good_share", float(row["share"]), "share",
                int(row["links"]), float(row["low"]), float(row["high"]), method=_GOOD,
                sources=rows, numerator=int(row["good"]), denominator=int(row["links"]))
        for row in check.shares.to_dict("records")
    ]  # fmt: skip


def _links(own: pd.DataFrame, scheme: UtmScheme) -> pd.DataFrame:
    """Return the links to the site, and the short ones, one row each."""
    texts = own["text"].astype("str").fillna("")
    pattern = _LINK
    if scheme.site:
        # People write their own site without anything before it.
        site = re.escape(scheme.site)
        pattern = rf"{_LINK[:-1]}|(?:[\w-]{{1,63}}\.){{0,4}}{site}(?![\w.-]*\w)[^\s<>()\"'«»“”]*)"
    found = texts[texts.str.contains(".", regex=False)].str.findall(pattern).explode()
    url = found.dropna().astype("str").str.rstrip(_END)
    # A contact that the import has hidden ends in a bracket of its own.
    url = url.where(url.str.contains("[", regex=False), url.str.rstrip(f"{_END}]"))
    rows = own.loc[url.index, ["network", "post_id", "at"]].reset_index(drop=True)
    rows = rows.assign(url=url.to_numpy())
    rows = rows.astype({"network": "str", "post_id": "str", "at": "Int64", "url": "str"})
    host = rows["url"].str.extract(_HOST, expand=False).str.lower()
    below = tuple(f".{name}" for name in HIDING_HOSTS)
    is_short = host.isin(HIDING_HOSTS) | host.str.endswith(below)
    is_site = (
        host.eq(scheme.site) | host.str.endswith(f".{scheme.site}")
        if scheme.site
        else source_networks(host).isna() & ~is_short
    )
    kept = (is_site | is_short).fillna(False).astype(bool)
    return rows.assign(is_short=is_short)[kept].drop_duplicates().reset_index(drop=True)


def _judge(network: str, url: str, scheme: UtmScheme) -> tuple[str, str, str, str, str]:
    read = read_tags(url, scheme)
    faults = [(fault.problem, fault.tag, fault.found, fault.meant) for fault in read.faults]
    # A link that names another network of the scheme was copied from a post there.
    source, asked = read.tags.get("utm_source"), scheme.sources.get(network)
    if source and asked and source != asked and source in scheme.sources.values():
        faults.append(("other_network", "utm_source", source, asked))
    if not faults:
        return "", "", "", "", ""
    faults.sort(key=lambda fault: PROBLEMS.index(fault[0]))
    worst, *others = faults
    more = "+".join(dict.fromkeys(one[0] for one in others if one[0] != worst[0]))
    return (*worst, more)


def _shares(links: pd.DataFrame, confidence: float) -> pd.DataFrame:
    counted = pd.DataFrame(
        {
            "network": links["network"],
            "links": 1,
            "good": links["problem"].isna().astype("int64"),
            "untagged": links["problem"].isin(["no_tags", "after_hash"]).astype("int64"),
        }
    )
    sums = counted.groupby("network", as_index=False).sum()
    sums = sums.astype({"network": "str"} | dict.fromkeys(("links", "good", "untagged"), "int64"))
    low, high = wilson_interval(
        sums["good"].to_numpy(), sums["links"].to_numpy(), confidence=confidence
    )
    return sums.assign(share=sums["good"] / sums["links"], low=low, high=high)
