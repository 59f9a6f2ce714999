"""What the exports already show of a place, item by item; most of it only a look can tell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import pandas as pd

from smmlab.channels import HIDING_HOSTS
from smmlab.languages import detect_languages
from smmlab.schema import require
from smmlab.texts import message

State = Literal["yes", "no", "cannot_tell"]
STATES: tuple[State, ...] = get_args(State)
NEWEST = 30
"""How many of the newest own posts are looked at."""
RECENT_DAYS = 14
"""A place whose newest post is older is silent."""

# Below these the files cannot tell (judgement).
_FEWEST_POSTS, _FEWEST_COMMENTS = 5, 10
_ENOUGH_ASKING, _ENOUGH_ANSWERED = 0.2, 0.5
_DAY = 86_400
_NEEDED = ("network", "page", "is_own", "post_id", "at", "text", "exported_at")

_LINK = r"(?i)\b(?:https?://|www\.)[^\s<>()\"']+"
# Links to a network are no links to a shop; short ones hide whether they carry tags.
_NO_SHOP = (
    r"(?i)^(?:https?://)?(?:www\.|m\.|web\.)?(?:facebook|instagram|tiktok|youtube|linkedin|x|"
    r"twitter|vk|ok|pinterest|snapchat|reddit|threads|whatsapp|wa|t|telegram|fb|youtu|lnkd)\."
    r"[a-z]{2,}(?:[/?#]|$)|^(?:https?://)?vk\.cc/|"
    rf"^(?:https?://)?(?:[\w-]+\.)*(?:{'|'.join(map(re.escape, HIDING_HOSTS))})(?:[/?#]|$)"
)
# Contacts are masked at import, so a mask is a contact.
_ASKING = (
    r"(?i)\[phone\]|\[e-mail\]|"
    r"\b[\w-]{2,}\.(?:com|net|org|eu|ee|lv|lt|fi|ru|ua|bg|de|shop|store)\b|"
    r"\+\d[\d ()-]{6,}\d|\b\d{3,4} ?\d{4}\b|[\w.+-]+@[\w-]+\.\w+|"
    r"\b(?:https?://|www\.|t\.me/)|\blink in bio\b|\b(?:dm|write to|message) us\b|"
    r"\bbook (?:a|your)\b|\border (?:at|by|here|now|via)\b|"
    r"\bkirjuta(?:ge)? meile\b|\bbroneeri|\btelli(?:ge|mus)?|\blink (?:bios|profiilis)\b|"
    r"ссылк[аеу] в (?:шапке|профиле|био|описании)|\b(?:на)?пишите\b|\bв (?:директ|личк|личные)|"
    r"\b(?:закажите|забронир|заказать)"
)
_AD, _ERID = r"(?i)(?<!\w)реклама(?:\.|,|:|\s*$|\s+(?:ООО|ИП|АО|ПАО)\b)", r"(?i)\berid\b"


@dataclass(frozen=True)
class Shown:
    """What one item shows.

    Parameters
    ----------
    state
        What the rows say.
    evidence
        A sentence with the placeholders {count}, {of} and {names}.
    count, of
        Rows counted, and among how many.
    names
        Words out of the data or language codes, joined by commas.
    is_firm
        Whether the rows settle it; otherwise a look at the place may know better.
    from_brief
        The brief says it, not the rows.
    """

    state: State
    evidence: str
    count: int | None = None
    of: int | None = None
    names: str = ""
    is_firm: bool = False
    from_brief: bool = False


def shown_by_files(
    network: str,
    posts: pd.DataFrame,
    *,
    answers: pd.DataFrame | None = None,
    languages: Sequence[str] = (),
    face: str = "",
) -> dict[str, Shown]:
    """Return what the exports and the brief show of a place on one network.

    Parameters
    ----------
    network
        Where.
    posts
        Canonical posts; own ones of the network are read.
    answers
        network, comments (of people), answered (by the page): `smmlab.reduce.answers`.
    languages
        Codes of the target group's languages.
    face
        Who speaks for the business, as the brief says.

    Returns
    -------
    dict
        By item of `smmlab.gathering.checklist`; what is absent no table keeps.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> posts = pd.DataFrame({
    ...     "network": "facebook", "page": "Kaja", "is_own": True, "post_id": ["1"],
    ...     "at": [0], "text": ["Uus kohv"], "exported_at": [40 * 86400]})
    >>> found = shown_by_files("facebook", posts)
    >>> found["recent"].state, found["recent"].count
    ('no', 40)
    """
    require(posts, _NEEDED, table="posts")
    own = posts[posts["is_own"].astype(bool) & posts["network"].eq(network)]
    newest = own.sort_values(["at", "post_id"], na_position="first").tail(NEWEST)
    texts = newest["text"].astype("str").fillna("").str.strip()
    texts = texts[texts != ""]
    found = {
        "name": _name(own),
        "recent": _recent(own),
        "language": _language(texts, languages),
        "tagged_posts": _tagged(texts),
        "ask_in_posts": _asking(texts),
        "ad_label": _labelled(texts),
        "response": _answering(network, answers),
        "face": _face(face),
    }
    return {item: shown for item, shown in found.items() if shown is not None}


def _name(own: pd.DataFrame) -> Shown | None:
    pages = sorted(own["page"].dropna().astype("str").unique())
    if not pages:
        return None
    return Shown(
        "cannot_tell", message("In the files it is called: {names}."), names=", ".join(pages[:3])
    )


def _recent(own: pd.DataFrame) -> Shown | None:
    newest, seen = own["at"].max(), own["exported_at"].max()
    if pd.isna(newest) or pd.isna(seen):
        return None
    days = max(0, int(seen - newest) // _DAY)
    return Shown(
        "yes" if days <= RECENT_DAYS else "no",
        message("Days from the newest post to the export: {count}."),
        days,
        is_firm=True,
    )


def _language(texts: pd.Series, languages: Sequence[str]) -> Shown | None:
    if not languages or texts.empty:
        return None
    spoken = set(detect_languages(texts.tolist()))
    absent = [code for code in languages if code not in spoken]
    # The model reads three languages; another one would always seem to be lacking.
    unread = [code for code in absent if code not in ("en", "et", "ru")]
    if not absent:
        said = message("Languages among the newest posts: {names}.")
        return Shown("yes", said, names=", ".join(languages), is_firm=True)
    known = len(texts) >= _FEWEST_POSTS and not unread
    return Shown(
        "no" if known else "cannot_tell",
        message("Languages of the target group that the newest posts lack: {names}."),
        names=", ".join(absent),
        is_firm=known,
    )


def _tagged(texts: pd.Series) -> Shown | None:
    links = texts.str.findall(_LINK).explode().dropna().astype("str")
    links = links[~links.str.contains(_NO_SHOP)]
    if links.empty:
        return None
    # One post with one bare link is a post that cannot be told.
    whole = links.str.contains(r"(?i)[?&]utm_source=").groupby(level=0).all()
    count, of = int(whole.sum()), len(whole)
    return Shown(
        "yes" if count == of else "no",
        message("Posts with links to a site, all of them tagged: {count} of {of}."),
        count,
        of,
        is_firm=True,
    )


def _asking(texts: pd.Series) -> Shown | None:
    if texts.empty:
        return None
    count, of = int(texts.str.contains(_ASKING).sum()), len(texts)
    enough = count >= _ENOUGH_ASKING * of
    # Invitations are known in three languages: in another one their lack proves nothing.
    is_read = enough or detect_languages(texts.tolist()).count("other") <= of / 2
    known = of >= _FEWEST_POSTS and is_read
    return Shown(
        "cannot_tell" if not known else "yes" if enough else "no",
        message("Newest posts with a contact, a link or an invitation to write: {count} of {of}."),
        count,
        of,
    )


def _labelled(texts: pd.Series) -> Shown | None:
    is_ad = texts.str.contains(_AD) | texts.str.contains(_ERID)
    if not is_ad.any():
        return None
    marked = texts[is_ad].str.contains(_ERID)
    count, of = int(marked.sum()), len(marked)
    return Shown(
        "yes" if count == of else "no",
        message("Newest posts called advertising that also carry erid: {count} of {of}."),
        count,
        of,
    )


def _answering(network: str, answers: pd.DataFrame | None) -> Shown | None:
    if answers is None:
        return None
    row = answers[answers["network"].eq(network)]
    of = int(row["comments"].sum())
    if of < _FEWEST_COMMENTS:
        return None
    count = int(row["answered"].sum())
    if not count:
        return Shown(
            "cannot_tell",
            message(
                "No answer by the page is visible; perhaps administrators answer from their own "
                "accounts."
            ),
        )
    # Not every comment asks for an answer, so a smaller part proves nothing.
    return Shown(
        "yes" if count >= _ENOUGH_ANSWERED * of else "cannot_tell",
        message("Comments of people that the page answered: {count} of {of}."),
        count,
        of,
    )


def _face(face: str) -> Shown | None:
    if not face.strip():
        return None
    return Shown(
        "yes", message("The brief names a person: {names}."), names=face.strip(), from_brief=True
    )
