"""Where a visit came from, by written rules: the channel, the network, paid or not."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, NamedTuple, get_args

import numpy as np
import pandas as pd

Channel = Literal[
    "social", "search", "email", "direct", "referral", "affiliate", "display", "sms", "push",
    "other",
]  # fmt: skip
CHANNELS: tuple[Channel, ...] = get_args(Channel)

HIDING_HOSTS: tuple[str, ...] = (
    "bit.ly", "tinyurl.com", "goo.gl", "clck.ru", "t.ly", "cutt.ly", "is.gd", "ow.ly", "buff.ly",
    "rb.gy", "shorturl.at", "u.to", "t2m.io", "rebrand.ly", "app.link",
    "onelink.me", "page.link", "linktr.ee", "linkin.bio", "lnk.bio", "lnk.to", "beacons.ai",
    "beacons.page", "taplink.cc", "taplink.ru", "taplink.at", "taplink.ws", "bio.link", "bio.site",
    "campsite.bio", "msha.ke", "solo.to", "hoo.be", "flow.page", "many.link",
)  # fmt: skip
"""Short links and pages of links: nobody sees which link, and which tags, are behind them.

A host stands for its subdomains too.
"""

# Google's rule for paid media is ^(.*cp.*|ppc|retargeting|paid.*)$ with a social source. Here cp
# begins a word of three letters, such as cpc or cpm: nobody paid for "mcpherson" or "tcp".
_PAID = re.compile(r"(?:.*[^a-z])?cp[a-z](?:[^a-z].*)?|ppc|retargeting|paid.*", re.DOTALL)
_MISSING = ("", "(not set)", "not set", "nan", "none", "null", "не определено", "not defined")
_LONGEST = 200


class _Told(NamedTuple):
    """What one pair of source and medium says; None where it says nothing."""

    channel: Channel | None = None
    network: str | None = None
    is_paid: bool | None = None


def name_channels(source: pd.Series, medium: pd.Series) -> pd.DataFrame:
    """Name the channel and the network of each visit or order, and tell paid from unpaid.

    Parameters
    ----------
    source, medium
        What utm_source and utm_medium say, or source and medium of a report; missing where nothing
        is known. Case and blanks around do not matter.

    Returns
    -------
    DataFrame
        Under the index of ``source``: ``channel`` (one of `CHANNELS`; missing where both are
        missing), ``network`` (missing where the source is none), ``is_paid`` (boolean; missing
        where the medium does not tell). A visit that a network sent without tags, such as
        ``l.facebook.com / referral``, may have come from an advertisement as well: missing.

    Notes
    -----
    Paid media follow the rule of Google Analytics' default channel group,
    ``^(.*cp.*|ppc|retargeting|paid.*)$``, except that ``cp`` begins a word of three letters; the
    words of people for it, such as ``ads`` or ``таргет``, stand in channels.toml.

    Examples
    --------
    >>> name_channels(pd.Series(["fb", "google", "l.instagram.com"]),
    ...               pd.Series(["cpc", "organic", "referral"])).astype(object).values.tolist()
    [['social', 'facebook', True], ['search', nan, False], ['social', 'instagram', <NA>]]
    """
    # A shop with a million orders has a hundred pairs.
    (of_source, sources), (of_medium, media) = _coded(source), _coded(medium)
    codes, distinct = pd.factorize(of_source * len(media) + of_medium)
    told = [_tell(sources[pair // len(media)], media[pair % len(media)]) for pair in distinct]
    table = pd.DataFrame(told, columns=list(_Told._fields))
    named = table.astype({"channel": "str", "network": "str", "is_paid": "boolean"})
    return named.take(codes).set_axis(source.index, axis=0)


def source_networks(source: pd.Series) -> pd.Series:
    """Return the network that each source names, missing where it names none.

    Parameters
    ----------
    source
        What utm_source says, or the host a visit came from.

    Examples
    --------
    >>> source_networks(pd.Series(["FB", "lm.facebook.com", "away.vk.com", "shop.ee"])).tolist()
    ['facebook', 'facebook', 'vkontakte', nan]
    """
    codes, sources = _coded(source)
    found = pd.Series([_looked_up(name, _networks()) for name in sources], dtype="str")
    return found.take(codes).set_axis(source.index, axis=0)


def channel_name(name: str) -> str:
    """Return the one name of letters for a word or a sender of them; other names as they are.

    Parameters
    ----------
    name
        How somebody calls a channel, in small letters.

    Examples
    --------
    >>> [channel_name(name) for name in ("newsletter", "рассылка", "instagram")]
    ['email', 'email', 'instagram']
    """
    return "email" if _looked_up(name, _table("sources")) == "email" else name


def _coded(values: pd.Series) -> tuple[np.ndarray, list[str]]:
    """Return the place of each value among the different ones, and these folded."""
    codes, distinct = pd.factorize(values.astype("str"), use_na_sentinel=False)
    plain = ["" if pd.isna(text) else str(text)[:_LONGEST].strip().casefold() for text in distinct]
    return codes, ["" if text in _MISSING else text for text in plain]


def _tell(source: str, medium: str) -> _Told:
    channels, media, words = _table("sources"), _table("media"), _table("paid")
    if not source and not medium:
        return _Told()
    network = _looked_up(source, _networks())
    channel = _channel(source, medium, network, channels, media)
    is_paid: bool | None = None
    said = words.get(medium) or words.get(source)
    if _PAID.fullmatch(medium) or said == "yes":
        is_paid = True
    elif said == "no" or channel == "direct" or (channel == "referral" and network is None):
        is_paid = False
    return _Told(channel, network, is_paid)


def _channel(
    source: str,
    medium: str,
    network: str | None,
    channels: Mapping[str, str],
    media: Mapping[str, str],
) -> Channel:
    by_source, by_medium = _looked_up(source, channels), media.get(medium)
    if by_source == "direct" and medium in ("", "(none)"):
        return "direct"
    if network is not None:
        return "social"
    # A letter stays a letter, however its medium is called; an engine sells banners as well.
    if "email" in (by_source, by_medium):
        return "email"
    found = by_source if by_source and by_medium in (None, "referral") else by_medium or by_source
    if found is None and medium == "(none)" and not source:
        found = "direct"
    return next((one for one in CHANNELS if one == found), "other")


def _looked_up(name: str, table: Mapping[str, str]) -> str | None:
    """Look a name up; of a host its subdomains are taken off one by one."""
    while name:
        if name in table:
            return table[name]
        _, dot, name = name.partition(".")
        if not dot or "." not in name:
            return None
    return None


@cache
def _lists() -> Mapping[str, Mapping[str, list[str]]]:
    return MappingProxyType(
        tomllib.loads((files("smmlab") / "channels.toml").read_text(encoding="utf-8"))
    )


@cache
def _table(part: str) -> Mapping[str, str]:
    return MappingProxyType(
        {name: kind for kind, names in _lists()[part].items() for name in names}
    )


def _networks() -> Mapping[str, str]:
    return _table("networks")
