"""How the things that posts are compared by are called."""

from collections.abc import Mapping
from types import MappingProxyType

from smmlab.texts import message
from smmlab.texts.labels import LABELS

FACTOR_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "reach": message("people reached"),
        "views": message("number of views"),
        "followers": message("followers on the day"),
        "trend": message("steady growth or decline over the weeks"),
        "month": message("month of publishing"),
        "form": message("form of the post"),
        "type": message("type of content"),
        "page": message("page that published it"),
        "tone": message("tone of the text"),
        "stops_the_thumb": message("entertaining or inviting talk"),
        "sells": message("selling something"),
        "face": message("a person speaking or named"),
        "hour_block": message("time of day"),
        "weekday": message("day of the week"),
    }
)
"""As parts of a list within a sentence."""

_MARKED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "stops_the_thumb": (
            message("Entertains or invites talk"),
            message("Neither entertains nor invites talk"),
        ),
        "sells": (message("Sells"), message("Does not sell")),
        "face": (message("A person speaks or is named"), message("Nobody speaks or is named")),
    }
)


def level_label(factor: str, level: str) -> str:
    """Return the text of a level to translate; an empty one when the level is a name or a time.

    Examples
    --------
    >>> level_label("sells", "no"), level_label("form", "photo"), level_label("page", "Kaja")
    ('Does not sell', 'Photo', '')
    """
    if level == "unsure":
        return message("type unsure")
    if level == "missing":
        return message("not known")
    if factor in _MARKED:
        has_it, has_not = _MARKED[factor]
        return has_it if level == "yes" else has_not
    return LABELS.get(level, "") if factor in ("form", "type", "tone") else ""
