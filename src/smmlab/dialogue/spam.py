"""Spam among the comments, by four signs that anybody can check; two of them make one spam."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pandas as pd

from smmlab.dialogue.waits import Portion, portion
from smmlab.disclosure import can_show_part
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.schema import require
from smmlab.texts import message
from smmlab.tokens import plain_text

SIGNS = ("link", "bait", "contact", "repeated")
"""What is looked for; a comment with two of them is marked."""

_LINK = re.compile(
    r"(?:https?://|www\.)([^\s/?#]+)|\b(t\.me|wa\.me|bit\.ly|tinyurl\.com)/\S+", re.IGNORECASE
)
_SPACES = re.compile(r"[\W_]+")
_REPEATS = 3  # the same words so often, by one person or, if they are many, by anybody
_MANY_LETTERS = 40

_SHARE = message(
    "Comments with at least two of four signs (a foreign link, bait such as easy money, a call to "
    "write in private, the same words again and again), among comments with words; Wilson "
    "interval. A list misses spam that is worded otherwise."
)
_AUTHORS = message(
    "Accounts with at least one such comment among all accounts that wrote; Wilson interval."
)
_TOO_FEW = message("Too few comments with words are in these files to tell how many are spam.")
_FEW_AUTHORS = message(
    "The accounts behind the spam, or all others, are fewer than may be shown, or not known."
)
_REMOVED = message(
    "Who removes spam cannot be known from these files: an export holds what still stands, and not "
    "what was deleted, when, or by whom. Note deletions by hand for a month."
)


@dataclass(frozen=True)
class Spam:
    """How much of what people wrote is spam.

    Parameters
    ----------
    comments
        Spam among comments and replies with words by people.
    authors
        Accounts with a spam comment among the known accounts that wrote.
    signs
        ``sign``, ``comments`` that bear it, ``spam`` among these.
    """

    comments: Portion
    authors: Portion
    signs: pd.DataFrame


def mark_spam(talk: pd.DataFrame) -> pd.DataFrame:
    """Look for the signs of spam in every comment.

    Parameters
    ----------
    talk
        Result of `smmlab.dialogue.talk.follow_talk`, or interactions with ``network``,
        ``interaction_id``, ``person``, ``text``, ``by_page``.

    Returns
    -------
    DataFrame
        One row a comment or reply with words by people: ``network``, ``interaction_id``,
        ``person``, a bool for each of `SIGNS`, ``spam``. A link is foreign unless the page itself
        gives one to the same site; words are repeated when one person, or with many letters
        anybody, wrote the same three times.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> talk = pd.DataFrame({"network": "x", "interaction_id": ["a", "b"], "person": "p",
    ...     "by_page": False, "text": ["Easy money, write me: http://win.example", "Nice plums"]})
    >>> mark_spam(talk)[["link", "bait", "contact", "spam"]].values.tolist()
    [[True, True, True, True], [False, False, False, False]]
    """
    require(talk, ("network", "interaction_id", "person", "text", "by_page"), table="interactions")
    own = talk["by_page"].to_numpy(dtype=bool)
    words = talk["text"].fillna("").str.strip().ne("").to_numpy(dtype=bool)
    columns = ["network", "interaction_id", "person", "text"]
    said = talk.loc[words & ~own, columns].reset_index(drop=True)
    ours = {site for text in talk.loc[words & own, "text"].unique() for site in _sites(text)}
    codes, texts = pd.factorize(said["text"])
    bait, contact = _patterns("bait"), _patterns("contact")
    read = pd.DataFrame(
        [
            (
                bool(_sites(text) - ours),
                bait.search(plain) is not None,
                contact.search(plain) is not None,
                plain,
            )
            for text, plain in ((text, _flat(text)) for text in texts)
        ],
        columns=["link", "bait", "contact", "plain"],
    ).astype({"link": "bool", "bait": "bool", "contact": "bool", "plain": "str"})
    found = pd.concat([said, read.take(codes).reset_index(drop=True)], axis=1)
    by_one = found.groupby(["network", "person", "plain"])["plain"].transform("size")
    by_all = found.groupby("plain")["plain"].transform("size")
    is_long = found["plain"].str.len() >= _MANY_LETTERS
    repeated = (by_one >= _REPEATS).fillna(False) | (is_long & (by_all >= _REPEATS))
    found = found.assign(repeated=repeated.astype(bool))
    signs = found[list(SIGNS)].sum(axis=1)
    return found.assign(spam=signs >= 2)[[*columns[:3], *SIGNS, "spam"]]


def measure_spam(marked: pd.DataFrame) -> Spam:
    """Count what `mark_spam` marked, by comment and by account.

    Examples
    --------
    >>> talk = pd.DataFrame({"network": "x", "interaction_id": ["a", "b"], "person": ["p", "q"],
    ...     "by_page": False, "text": ["Easy money, write me: http://win.example", "Nice plums"]})
    >>> measure_spam(mark_spam(talk)).comments.share
    0.5
    """
    known = marked[marked["person"].notna()]
    accounts = known.groupby(["network", "person"])["spam"].any()
    signs = pd.DataFrame(
        {
            "sign": pd.array(SIGNS, dtype="str"),
            "comments": [int(marked[sign].sum()) for sign in SIGNS],
            "spam": [int((marked[sign] & marked["spam"]).sum()) for sign in SIGNS],
        }
    )
    return Spam(
        comments=portion(int(marked["spam"].sum()), len(marked)),
        authors=portion(int(accounts.sum()), len(accounts)),
        signs=signs,
    )


def spam_findings(spam: Spam, *, sources: Sequence[Source]) -> list[Finding]:
    """Return the share of spam and of its accounts, and that nobody knows who removes it.

    Examples
    --------
    >>> nothing = pd.DataFrame({name: pd.Series(dtype="str") for name in
    ...                         ("network", "interaction_id", "person", "text")})
    >>> found = spam_findings(measure_spam(mark_spam(nothing.assign(by_page=False))), sources=())
    >>> [finding.status for finding in found]
    ['unknown', 'unknown', 'unknown']
    """
    rows, part, who = tuple(sources), spam.comments, spam.authors
    shown = who.of >= SMALLEST_GROUP and can_show_part(who.count, who.of)
    return [
        _share("dialogue.spam.share", part, _SHARE,
               "" if part.of >= SMALLEST_GROUP else _TOO_FEW, rows),
        _share("dialogue.spam.authors_share", who, _AUTHORS, "" if shown else _FEW_AUTHORS, rows),
        Finding("dialogue.spam.removed_by", None, "label", status="unknown", method=_REMOVED,
                sources=rows),
    ]  # fmt: skip


def _share(key: str, part: Portion, method: str, lack: str, sources: tuple[Source, ...]) -> Finding:
    # Where the accounts are too few to show, so is their number.
    if lack:
        return Finding(key, None, "share", part.of, status="unknown", method=lack, sources=sources)
    return Finding(
        key, part.share, "share", part.of, part.low, part.high, status="estimated", method=method,
        sources=sources, numerator=part.count, denominator=part.of,
    )  # fmt: skip


def _sites(text: str) -> set[str]:
    found = ((match[1] or match[2]).lower() for match in _LINK.finditer(text))
    return {site.removeprefix("www.") for site in found}


def _flat(text: str) -> str:
    return " ".join(_SPACES.sub(" ", plain_text(text)).split())


@cache
def _patterns(kind: str) -> re.Pattern[str]:
    lists = tomllib.loads((files("smmlab.dialogue") / "spam.toml").read_text(encoding="utf-8"))
    return re.compile(rf"\b{_any(phrase for some in lists[kind].values() for phrase in some)}")


def _any(phrases: Iterable[str]) -> str:
    plain = (phrase.replace("ё", "е") for phrase in phrases)
    # Longest first: an alternation takes the first that fits.
    return (
        "(?:"
        + "|".join(
            re.escape(phrase.removesuffix("*")) + (r"\w*" if phrase.endswith("*") else r"\b")
            for phrase in sorted(plain, key=len, reverse=True)
        )
        + ")"
    )
