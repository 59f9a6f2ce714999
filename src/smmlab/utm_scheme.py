"""One scheme for the tags of every link of a client: what each tag may say."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import unquote

import pandas as pd

from smmlab.errors import DataError, ProjectError
from smmlab.exports.privacy import mask_contacts
from smmlab.own_labels import LABEL_TYPES
from smmlab.schema import NETWORKS
from smmlab.texts import message

TAGS = ("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term")
"""The tags of a link, in the order in which they are written."""
MEDIA = ("social", "paid_social", "email", "affiliate", "referral")
"""What utm_medium may be before anybody has decided otherwise: names that Google Analytics sorts
into its channels by itself."""

# What the import puts in the place of a contact, in texts and in tags.
_HIDDEN = re.compile(r"(?i)\[(?:e-mail|phone)\]|(?<![a-z0-9])p_[0-9a-f]{16}(?![0-9a-z])")
_FEWEST_DIGITS = 6
_MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")
# A tag in Cyrillic is nine signs a letter in the address bar, and some tools cut it in the middle.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ё": "e", "і": "i", "ї": "yi",
    "є": "ye", "ґ": "g", "ў": "u",
}  # fmt: skip
_LATIN = str.maketrans(
    {
        **_CYRILLIC,
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
    }
)


@dataclass(frozen=True)
class NamedCampaign:
    """A campaign with a name of its own, and the days on which it runs, as far as they are known.

    Examples
    --------
    >>> NamedCampaign("joulukink", date(2026, 12, 1), date(2026, 12, 20)).runs_on(date(2026, 12, 6))
    True
    """

    name: str
    first_day: date | None = None
    last_day: date | None = None

    def runs_on(self, day: date) -> bool:
        """Tell whether the campaign runs on a day; without a first day nobody knows."""
        if self.first_day is None:
            return False
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True)
class UtmScheme:
    """Which tags a link may carry.

    Parameters
    ----------
    site
        Host of the client's own site, such as ``kohvik.ee``; empty while nobody has named it.
    sources
        What utm_source is for each network, and for each other place where links stand.
    media
        What utm_medium may be.
    campaigns
        Campaigns with a name of their own; besides these, every month is one, such as ``2026-12``.
    forbidden
        Words that must not stand in a tag, such as names of customers.
    longest
        The most letters a tag may have.

    Raises
    ------
    ProjectError
        Naming the value that is no tag, what was found and what to do.

    Examples
    --------
    >>> UtmScheme().tags("instagram", campaign="2026-12", content="laugh-1204")["utm_source"]
    'instagram'
    """

    site: str = ""
    sources: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType(
            {**{name: name for name in NETWORKS}, "newsletter": "newsletter"}
        )
    )
    media: tuple[str, ...] = MEDIA
    campaigns: tuple[NamedCampaign, ...] = ()
    forbidden: tuple[str, ...] = ()
    longest: int = 60

    def __post_init__(self) -> None:
        named = [campaign.name for campaign in self.campaigns]
        _check_names("sources", tuple(self.sources.values()), self.longest)
        _check_names("media", self.media, self.longest)
        _check_names("campaigns", tuple(named), self.longest)
        late = next((c for c in self.campaigns
                     if c.first_day and c.last_day and c.last_day < c.first_day), None)  # fmt: skip
        if late:
            raise ProjectError(
                message("The campaign {name} ends before it begins. Correct its days in utm.toml."),
                {"name": late.name},
            )

    def has_campaign(self, name: str) -> bool:
        """Tell whether a campaign is in the scheme: a named one, or a month.

        Examples
        --------
        >>> UtmScheme().has_campaign("2026-12"), UtmScheme().has_campaign("spring")
        (True, False)
        """
        return bool(_MONTH.fullmatch(name)) or name in {one.name for one in self.campaigns}

    def campaign_on(self, day: date) -> str:
        """Return the campaign that a post of a day belongs to: the named one, else the month.

        Where two run, the one that began last counts.

        Examples
        --------
        >>> UtmScheme().campaign_on(date(2026, 12, 4))
        '2026-12'
        """
        running = [one for one in self.campaigns if one.runs_on(day)]
        if not running:
            return f"{day:%Y-%m}"
        return max(running, key=lambda one: (one.first_day or day, one.name)).name

    def tags(
        self,
        network: str,
        *,
        campaign: str,
        medium: str = "social",
        content: str = "",
        term: str = "",
    ) -> dict[str, str]:
        """Return the tags of a link, or say which of them the scheme does not allow.

        Raises
        ------
        DataError
            When the scheme does not know the network, the medium or the campaign, a tag is not
            written as tags are, is too long or holds personal data.
        """
        for name, value, allowed in (
            ("network", network, tuple(self.sources)), ("utm_medium", medium, self.media),
        ):  # fmt: skip
            if value not in allowed:
                raise DataError(
                    message(
                        "{found} is no {name} of this scheme. Take one of {allowed}, or add it to "
                        "utm.toml in the client folder."
                    ),
                    {"found": shown_tag(value), "name": name, "allowed": ", ".join(allowed)},
                )
        tags = {"utm_source": self.sources[network], "utm_medium": medium,
                "utm_campaign": campaign, "utm_content": content, "utm_term": term}  # fmt: skip
        tags = {name: value for name, value in tags.items() if value}
        for name, value in tags.items():
            self._check(name, value)
        if not self.has_campaign(campaign):
            raise DataError(
                message(
                    "The campaign {found} is not in the scheme. Take a month such as {month}, or "
                    "add the campaign to utm.toml in the client folder: [[campaigns]] and under it "
                    "the line name."
                ),
                {"found": campaign or "–", "month": "2026-12"},
            )
        return tags

    def is_personal(self, value: str) -> bool:
        """Tell whether a value holds an e-mail address, a telephone or a forbidden word.

        Examples
        --------
        >>> UtmScheme().is_personal("mari%40example.ee"), UtmScheme().is_personal("2026-12")
        (True, False)
        """
        # A sign may be encoded once too often, and an address is one yet.
        once = unquote(value[:2000])
        twice = unquote(once)
        if any(map(has_contact, dict.fromkeys((value[:2000], once, twice)))):
            return True
        parts = set(re.split(r"[^a-z0-9]+", slug(twice)))
        return any(set(slug(word).split("-")) <= parts for word in self.forbidden if slug(word))

    def _check(self, name: str, value: str) -> None:
        if self.is_personal(value):
            raise DataError(
                message(
                    "The tag {name} holds personal data, which nobody may put into a link: every "
                    "counter and every shop on the way keeps it. Take it out."
                ),
                {"name": name},
            )
        if value != slug(value):
            raise DataError(
                message(
                    "The tag {name} should have small Latin letters, digits and hyphens only; "
                    "found {found}. Write {meant}."
                ),
                {"name": name, "found": shown_tag(value), "meant": slug(value) or "–"},
            )
        if len(value) > self.longest:
            raise DataError(
                message(
                    "The tag {name} has {found} letters; {most} are the most. Choose a shorter "
                    "name."
                ),
                {"name": name, "found": len(value), "most": self.longest},
            )


def slug(text: str) -> str:
    """Return a text as a tag is written: small Latin letters, digits, hyphens, dots, underscores.

    Letters lose their marks (õ becomes o), Cyrillic is written in Latin letters; what has no Latin
    letter becomes a hyphen. What is a tag already stays as it is.

    Examples
    --------
    >>> slug("Jõulukink 2026"), slug("Летний кофе"), slug("paid_social"), slug("✨")
    ('joulukink-2026', 'letniy-kofe', 'paid_social', '')
    """
    latin = unicodedata.normalize("NFC", text).lower().translate(_LATIN)
    # Marks go after the letters of their own have been written in Latin: й is no и.
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(sign)
    )
    return re.sub(r"-{2,}", "-", re.sub(r"[^a-z0-9._]+", "-", bare.lower())).strip("-._")


def has_contact(text: str) -> bool:
    """Tell whether a text holds an e-mail address or a telephone number, or one that was hidden.

    Examples
    --------
    >>> has_contact("mari@example.ee"), has_contact("[phone]"), has_contact("instruction-1204")
    (True, True, False)
    """
    if _HIDDEN.search(text):
        return True
    # Looking for contacts takes a while; without these signs there is none.
    if not re.search(r"[@＠/]", text) and len(re.findall(r"\d", text)) < _FEWEST_DIGITS:
        return False
    return _is_masked(text)


@lru_cache(maxsize=4096)
def _is_masked(text: str) -> bool:
    # A month stands in every link of a month.
    texts = pd.Series([text])
    return bool(mask_contacts(texts).ne(texts).any())


def shown_tag(value: str) -> str:
    """Return a value as it may be shown: contacts are hidden, a long one is cut.

    Examples
    --------
    >>> shown_tag("to mari@example.ee"), shown_tag("to%20mari%40example.ee")
    ('to [e-mail]', 'to [e-mail]')
    """
    text = value[:200]
    if not has_contact(text):
        decoded = unquote(unquote(text))
        if not has_contact(decoded):
            return text[:60] or "–"
        text = decoded
    return str(mask_contacts(pd.Series([text])).iloc[0])[:60]


def content_tag(kind: str, day: date) -> str:
    """Return utm_content of a post: its type, then month and day.

    The day tells two posts of one type apart; in this order a table sorted by name is sorted by
    date.

    Examples
    --------
    >>> content_tag("instruction", date(2026, 12, 4))
    'instruction-1204'
    """
    return f"{slug(kind)}-{day:%m%d}"


def content_type_of(contents: pd.Series) -> pd.Series:
    """Return the type of content that utm_content names before its first hyphen.

    Examples
    --------
    >>> content_type_of(pd.Series(["laugh-1204", "Medal", "banner-2", None])).tolist()
    ['laugh', 'medal', nan, nan]
    """
    # Not by split: where all are missing, its parts are numbers to pandas.
    first = contents.astype("str").str.strip().str.lower().str.extract("([^-]*)", expand=False)
    return first.where(first.isin(LABEL_TYPES)).astype("str")


def _check_names(part: str, names: tuple[str, ...], longest: int) -> None:
    odd = [name for name in names if name != slug(name) or not name or len(name) > longest]
    twice = sorted({name for name in names if names.count(name) > 1})
    if odd or twice:
        raise ProjectError(
            message(
                "In the scheme of tags, {part} holds {found}. Each name stands once, in small "
                "Latin letters, digits and hyphens, and is not longer than {most}."
            ),
            {"part": part, "found": ", ".join(map(shown_tag, (*odd, *twice))), "most": longest},
        )
