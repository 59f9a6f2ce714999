"""Mentions in texts of VK: people lose their names, communities keep theirs."""

import re

import pandas as pd

_BLANKED = "[person]"
_MENTION = re.compile(
    r"\[(id|club|public|event|app)([0-9]{1,19})(?::[^|\]\n]{0,80})?\|([^\]\n]*)\]"
)
# Typed by hand: the sign, the number and the name in brackets.
_TYPED = re.compile(r"[@*]id[0-9]{1,19}\b(?:[ \u00a0]?\([^)\n]{1,80}\))?")
_COMMUNITY = re.compile(r"[@*](?:club|public|event)[0-9]{1,19}[ \u00a0]?\(([^)\n]{1,80})\)")
# A short name with a name in brackets may be a community, but nothing says so.
_SHORT_NAME = re.compile(r"(?<![\w.])@[A-Za-z][A-Za-z0-9_.]{1,31}[ \u00a0]?\([^)\n]{1,80}\)")
_NAMED_LINK = re.compile(r"\[(https?://[^|\]\s]{1,500})\|([^\]\n]*)\]")
_PERSON_LINK = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?vk\.(?:com|ru)/id[0-9]{1,19}\b", re.IGNORECASE
)


def mask_mentions(texts: pd.Series) -> pd.Series:
    """Replace people by ``[person]``, communities by their names, and links by their words.

    Examples
    --------
    >>> texts = pd.Series(["[id1|Анна], спасибо!", "Пекарня [club5|Калач] рядом", None])
    >>> mask_mentions(texts).tolist()
    ['[person], спасибо!', 'Пекарня Калач рядом', nan]
    >>> mask_mentions(pd.Series(["@anna_k (Анна) и @club5 (Калач)"])).tolist()
    ['[person] и Калач']
    """
    plain = texts.astype("str").str.replace(_MENTION, _mention, regex=True)
    plain = plain.str.replace(_NAMED_LINK, _link, regex=True)
    plain = plain.str.replace(_TYPED, _person, regex=True)
    plain = plain.str.replace(_COMMUNITY, _name, regex=True)
    plain = plain.str.replace(_SHORT_NAME, _person, regex=True)
    return plain.str.replace(_PERSON_LINK, _person, regex=True).astype("str")


def _mention(found: re.Match[str]) -> str:
    return _BLANKED if found[1] == "id" else found[3]


def _name(found: re.Match[str]) -> str:
    return found[1]


def _link(found: re.Match[str]) -> str:
    return _BLANKED if _PERSON_LINK.match(found[1]) else found[2]


def _person(_found: re.Match[str]) -> str:
    return _BLANKED
