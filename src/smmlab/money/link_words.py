"""The check of links in words, for people: what is wrong with each link and what to do."""

import pandas as pd

from smmlab.money.link_check import SHORT_LINK
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
