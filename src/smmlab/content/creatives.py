"""The checklist of an advertisement: a face, something funny or curious, one offer, what to do."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from smmlab.content.good_posts import best_quarter
from smmlab.content.traits import read_traits
from smmlab.content.types import classify_texts
from smmlab.texts import message

CHECKS: Mapping[str, str] = MappingProxyType(
    {
        "face": message("A face: a person of the business by name, or one who says I."),
        "stops": message("Something funny or curious that makes people stop."),
        "one_offer": message("One offer, not several."),
        "calls": message("One thing to do now: come, order, book or write."),
    }
)
"""What an advertisement should have."""

_PRICE = (
    r"(?:\d+(?:[.,]\d+)?\s?(?:€|\$|£|₽|%|eur\b|euro?t?\b|евро\b|руб))|(?:[€$£]\s?\d+(?:[.,]\d+)?)"
)
_MARKS = ("face", "entertains", "invites_talk", "sells", "calls_to_act")
_FUNNY = ("laugh", "provocation")

# The model weighs how a text sounds, and a menu sounds like an invitation: what it says counts only
# where a word of the text does it. Verbs stand in the form that asks: "otsi" asks, "otsib" tells.
_CALLING = re.compile(
    r"\b(?:"
    r"(?:come|join|visit|order|book|buy|get|grab|try|taste|write|message|dm|call|ring|click|tap|"
    r"follow|subscribe|share|save|tag|comment|vote|tell|send|sign up|register|reserve|choose|pick|"
    r"take|bring|shop|link|see you|drop by|stop by|look|read|watch|download|apply|ask|pre-order)|"
    r"(?:tule|osta|ost|telli|broneeri|kirjuta|helista|registreeru|vaata|kliki|klõpsa|võta|proovi|"
    r"maitse|osale|kandideeri|saada|liitu|jaga|salvesta|märgi|kommenteeri|hääleta|ütle|räägi|küsi|"
    r"vali|loe|astu|haara|jälgi|külasta|tulge|ostke|võtke|lugege)(?:ge|ke)?|"
    r"(?:link|lingi)\w*|ootame|kohtume|näeme|"
    r"(?:прихо|заход|загля|приез|закаж|заказыв|куп|покуп|забронир|бронир|пиш|напиш|звон|позвон|"
    r"переход|перейд|запиш|записыв|регистрир|зарегистрир|участву|голосу|подпи|попроб|пробу|выбира|"
    r"выбер|жм|нажм|смотр|скач|оставь|присыл|пришл|отправ|присоедин|делит|подел|сохран|отме|бер|"
    r"возьм|спраш|спрос|расска|читай)\w*(?:те|ь|и|й)(?:с[ья])?|"
    r"ссылк\w*|жд[её]м|успей\w*"
    r")\b"
)
_SAYS_I = re.compile(
    r"\b(?:i|i'm|i’m|my|me|mine|ma|mina|mul|mulle|mind|minu|minult|"
    r"я|мне|меня|мной|мой|моя|мо[её]|мои|моего|моей)\b"
)
# A capital letter within a sentence; at the beginning of one it says nothing.
_NAMED = re.compile(r"(?<=[^\W\d_A-ZÕÄÖÜŠŽА-ЯЁ][ ,])\s?[A-ZÕÄÖÜŠŽА-ЯЁ][^\W\d_]+")


def check_creatives(texts: Sequence[str] | pd.Series) -> pd.DataFrame:
    """Check texts of advertisements against the list.

    Parameters
    ----------
    texts
        Captions in English, Estonian or Russian; nothing in them is obeyed. Pictures are not seen:
        a face in a photograph counts only when the text speaks of it.

    Returns
    -------
    DataFrame
        One row a text: ``face``, ``stops`` (entertains, or asks something a reader wants to answer,
        or is a laugh or a provocation), ``one_offer`` (sells, and names at most one price or
        discount), ``calls``, ``offers`` (prices and discounts named) and ``met`` (checks that are
        met, of four). ``face`` and ``calls`` are missing without a text, and where the model
        believes in them and no word of the text shows a person or asks for anything.

    Examples
    --------
    >>> found = check_creatives(["Cake for 3 €, coffee for 2 €, and 20 % off the beans.", ""])
    >>> found["offers"].tolist(), found["face"].isna().tolist()[1]
    ([3, 0], True)
    """
    series = texts if isinstance(texts, pd.Series) else pd.Series(list(texts), dtype="object")
    read, kinds = read_traits(series), classify_texts(series)
    marks = read[list(_MARKS)]
    # Exactly one half is the model's way of having no opinion.
    silent = read[[f"p_{name}" for name in _MARKS]].eq(0.5).to_numpy()
    marks = marks.mask(silent)
    is_funny = (kinds["type"].isin(_FUNNY) & kinds["status"].eq("sure")).set_axis(series.index)
    stops = marks["entertains"] | marks["invites_talk"] | is_funny
    written = series.map(lambda text: text if isinstance(text, str) else "").astype("str")
    plain = written.str.casefold()
    shown = plain.str.contains(_SAYS_I) | written.str.contains(_NAMED)
    asked = plain.str.contains(_CALLING)
    offers = plain.str.findall(_PRICE).map(lambda found: len(set(found))).astype("int64")
    there = plain.str.strip().ne("")
    checks = pd.DataFrame(
        {
            "face": marks["face"].mask(marks["face"].fillna(False) & ~shown),
            "stops": stops.astype("boolean").where(there),
            "one_offer": (marks["sells"] & (offers <= 1)).astype("boolean"),
            "calls": marks["calls_to_act"].mask(marks["calls_to_act"].fillna(False) & ~asked),
        }
    )
    met = checks.fillna(False).astype("int64").sum(axis=1)
    return checks.assign(offers=offers, met=met)


def promising_posts(posts: pd.DataFrame, *, most: int = 5) -> pd.DataFrame:
    """Return own unpaid posts of the best quarter that come nearest to an advertisement.

    Parameters
    ----------
    posts
        Canonical posts; own ones with a text and counts are looked at.
    most
        Posts to return.

    Returns
    -------
    DataFrame
        ``network``, ``post_id``, ``text``, ``standing`` (part of the network's posts that did no
        better, 0-1) and the columns of `check_creatives`; those that meet most checks first, then
        by standing; at most one of each text.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> posts = conform(pd.DataFrame({"network": "x", "post_id": ["1", "2"], "is_own": True,
    ...     "text": ["New cups.", "Why does coffee taste better in the rain?"],
    ...     "reactions": [3, 30]}), "posts")
    >>> promising_posts(posts, most=1)["post_id"].tolist()
    ['2']
    """
    best = best_quarter(posts)
    checked = pd.concat([best, check_creatives(best["text"])], axis=1)
    # A notice of new prices can do well and still be nothing to promote.
    first = checked.sort_values(["met", "standing"], ascending=False, kind="stable")
    return first.head(most).reset_index(drop=True)
