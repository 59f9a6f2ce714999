"""Whom a finding is about, where its key names it: an age, a place, a page, a term, a day."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from smmlab.audience.group_words import group_name
from smmlab.audience.week import WEEKDAYS
from smmlab.content.timing import BLOCK_HOURS
from smmlab.strategy.document import plain
from smmlab.strategy.group_titles import ROOM, group_title
from smmlab.strategy.statements import Pen
from smmlab.texts import Words, clock, message

_SIDES: Mapping[str, str] = MappingProxyType(
    {
        "own": message("Own posts"),
        "rivals": message("Rivals' posts"),
        "comments": message("Comments"),
    }
)
_PAGE = 3  # place of its name: room, network, whose it is, name


def group_in(key: str, words: Words) -> str:
    """Return the group of the audience that a key names, or an empty text.

    Examples
    --------
    >>> group_in("audience.demographics.instagram.city.Tartu.share", Words("en"))
    'Instagram, City: Tartu'
    >>> group_in("audience.hours.telegram.share", Words("en"))
    ''
    """
    group, _dot, _counted = key.removeprefix(ROOM).rpartition(".")
    return plain(group_title(Pen(words), group)) if key.startswith(ROOM) and group else ""


def name_in(parts: Sequence[str], place: int, words: Words) -> str:
    """Return how one part of a key reads when it is a name or a number, or an empty text.

    Parameters
    ----------
    parts
        The key, taken apart at its dots.
    place
        Which of them.
    words
        The language.

    Examples
    --------
    >>> key = "rivals.vkontakte.page.kaja․ee.posts".split(".")
    >>> [name_in(key, place, Words("en")) for place in range(len(key))]
    ['', '', '', 'kaja.ee', '']
    >>> name_in(["dialogue", "weekday", "0", "answered_share"], 2, Words("et"))
    'esmaspäev'
    """
    room, kind, *_ = (*parts, "", "")
    before, part = parts[place - 1] if place else "", parts[place]
    # A one-dot leader stands for a dot inside a name, because dots divide a key.
    name = part.replace("\u2024", ".")
    said = ""
    match (room, before):
        case ("rivals", "own" | "page") if place == _PAGE and part != "unknown":
            said = name
        case (_, "hashtag") if kind == "trends":
            said = f"#{name}"
        case (_, "topic") if kind == "trends":
            said = words.say("“{term}”", term=name)
        case (_, "hour_block") if part.isdigit():
            said = f"{clock(int(part))}–{clock((int(part) + BLOCK_HOURS) % 24)}"
        case (_, "weekday") if part.isdigit():
            said = words.weekday(int(part))
        case (_, "week") if part in WEEKDAYS:
            said = words.weekday(WEEKDAYS.index(part))
        case (_, "trends" | "language_mix") if part in _SIDES:
            said = words.say(_SIDES[part])
        case (_, "language"):
            said = group_name("language", part, words)
        case _ if kind == "language_mix" and before in _SIDES:
            said = group_name("language", part, words)
    return said
