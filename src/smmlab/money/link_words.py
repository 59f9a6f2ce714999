"""The check of links and tags in words, for people: what is wrong with each and what to do."""

import pandas as pd

from smmlab.money.link_check import SHORT_LINK
from smmlab.money.returned_tags import RETURNED_COLUMNS, VERDICT_LABELS
from smmlab.money.tags import PROBLEM_LABELS, WHAT_TO_DO
from smmlab.schema import require
from smmlab.texts import Words, message
from smmlab.texts.labels import label_of

_SHORT = message("A short link hides its tags")
_SHORT_FIX = message("Open it and look where it leads; then put the tagged link in its place.")
_GOOD = message("Good")


def problem_label(problem: str | None) -> str:
    """Return the label of a problem, in English as the catalogue has it; of a good link, "Good".

    Examples
    --------
    >>> problem_label("no_tags"), problem_label(None)
    ('No tags', 'Good')
    """
    if problem is None or pd.isna(problem):
        return _GOOD
    return _SHORT if problem == SHORT_LINK else PROBLEM_LABELS[problem]


def what_to_do(problem: str | None) -> str:
    """Return what to do about a problem, in English as the catalogue has it; empty when good.

    Examples
    --------
    >>> what_to_do("repeated")
    'Keep the first one: it is the one that counts.'
    """
    if problem is None or pd.isna(problem):
        return ""
    return _SHORT_FIX if problem == SHORT_LINK else WHAT_TO_DO[problem]


def link_table(links: pd.DataFrame, *, words: Words) -> pd.DataFrame:
    """Return the links as people read them.

    Parameters
    ----------
    links
        The rows of `smmlab.money.link_check.check_links`: ``network``, ``post_id``, ``url``,
        ``problem``, ``tag``, ``found``, ``meant``.
    words
        Language of headings and sentences.

    Returns
    -------
    DataFrame
        Texts under headings in the language: network, post, link, problem (with the tag and what
        was found in it), what to do (with what was probably meant).

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> links = pd.DataFrame({"network": ["facebook"], "post_id": "1", "url": "https://k.ee/",
    ...     "problem": "no_tags", "tag": None, "found": None, "meant": None})
    >>> link_table(links, words=Words("en"))["Problem"].tolist()
    ['No tags']
    """
    require(links, ("network", "post_id", "url", "problem", "tag", "found", "meant"), table="posts")
    network = links["network"].map(
        {name: words.say(label_of(name)) if label_of(name) else name
         for name in links["network"].dropna().unique()}
    )  # fmt: skip
    problem, advice = (
        links["problem"]
        .astype(object)
        .map(lambda one, say=say: words.say(say(one)) if say(one) else "")
        for say in (problem_label, what_to_do)
    )
    detail = links["tag"].fillna("").str.cat(links["found"].fillna(""), sep=" = ").str.strip(" =")
    meant = links["meant"].fillna("")
    return pd.DataFrame(
        {
            words.say("Network"): network.fillna(""),
            words.say("Post"): links["post_id"],
            words.say("Link"): links["url"],
            words.say("Problem"): problem.where(detail == "", problem + " (" + detail + ")"),
            words.say("What to do"): advice.where(meant == "", advice + " → " + meant),
        }
    ).astype("str")


def returned_table(tags: pd.DataFrame, *, words: Words) -> pd.DataFrame:
    """Return the tags that came back as people read them.

    Parameters
    ----------
    tags
        ``tags`` of `smmlab.money.returned_tags.compare_returned`.
    words
        Language of headings and words.

    Returns
    -------
    DataFrame
        Texts under headings in the language: the four tags with slashes between, sessions, orders,
        how well they keep to the scheme, and what the scheme calls them where that differs.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> tags = pd.DataFrame({"source": ["fb"], "medium": "social", "campaign": "2026-12",
    ...     "content": None, "sessions": 4, "orders": None, "verdict": "near",
    ...     "meant_source": "facebook", "meant_medium": None, "meant_campaign": None})
    >>> returned_table(tags, words=Words("en")).iloc[0].tolist()
    ['fb / social / 2026-12', '4', '–', 'Nearly: another spelling', 'facebook / social / 2026-12']
    """
    require(tags, RETURNED_COLUMNS, table="tags")
    names = ("source", "medium", "campaign")
    found = {name: tags[name].astype("str").fillna("–") for name in names}
    meant = {name: tags[f"meant_{name}"].astype("str").fillna(found[name]) for name in found}
    content = (" / " + tags["content"].astype("str")).fillna("")
    is_near = tags["verdict"] == "near"
    return pd.DataFrame(
        {
            words.say("Source, medium, campaign, content"): _joined(found) + content,
            words.say("Sessions"): _counts(tags["sessions"], words),
            words.say("Orders"): _counts(tags["orders"], words),
            words.say("Verdict"): tags["verdict"].map(
                {code: words.say(label) for code, label in VERDICT_LABELS.items()}
            ),
            words.say("In new links"): (_joined(meant) + content).where(is_near, ""),
        }
    ).astype("str")


def _joined(tags: dict[str, pd.Series]) -> pd.Series:
    return tags["source"].str.cat([tags["medium"], tags["campaign"]], sep=" / ")


def _counts(counts: pd.Series, words: Words) -> pd.Series:
    shown = [words.number(int(n)) if pd.notna(n) else "–" for n in counts]
    return pd.Series(shown, counts.index, dtype="str")
