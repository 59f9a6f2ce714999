"""Links with tags: one is built by the scheme, or read back with everything that is wrong."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import Literal, get_args
from urllib.parse import SplitResult, quote, unquote, unquote_plus, urlencode, urlsplit, urlunsplit

from smmlab.errors import DataError
from smmlab.texts import message
from smmlab.utm_scheme import TAGS, UtmScheme, has_contact, shown_tag, slug

TagProblem = Literal[
    "bad_address", "personal", "no_tags", "after_hash", "missing_tag", "unknown_source",
    "unknown_medium", "unknown_campaign", "other_network", "repeated", "entity", "encoded_twice",
    "control", "too_long", "blank", "not_plain", "mixed_case",
]  # fmt: skip
PROBLEMS: tuple[TagProblem, ...] = get_args(TagProblem)
"""What can be wrong with a link, the worst first."""

PROBLEM_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "bad_address": message("The address cannot be read"),
        "personal": message("Personal data in the link"),
        "no_tags": message("No tags"),
        "after_hash": message("Tags after the sign #"),
        "missing_tag": message("A tag is missing"),
        "unknown_source": message("The source is not in the scheme"),
        "unknown_medium": message("The medium is not in the scheme"),
        "unknown_campaign": message("The campaign is not in the scheme"),
        "other_network": message("The source of another network"),
        "repeated": message("A tag stands twice"),
        "entity": message("The sign & is written as &amp;"),
        "encoded_twice": message("Encoded twice"),
        "control": message("Signs that cannot be seen"),
        "too_long": message("A tag is too long"),
        "blank": message("Blanks in a tag"),
        "not_plain": message("Letters that are not plain"),
        "mixed_case": message("Capital letters in a tag"),
    }
)
"""How the problems are called."""

WHAT_TO_DO: Mapping[str, str] = MappingProxyType(
    {
        "bad_address": message("Copy the address of the page from the browser again."),
        "personal": message("Take the person out of the link at once and publish it anew."),
        "no_tags": message("Build the link with the scheme and put it in place of this one."),
        "after_hash": message("Put the tags before the sign #: counters do not look behind it."),
        "missing_tag": message(
            "Add utm_source, utm_medium and utm_campaign: they belong together."
        ),
        "unknown_source": message("Write the source as the scheme has it."),
        "unknown_medium": message("Write the medium as the scheme has it."),
        "unknown_campaign": message(
            "Write the campaign as the scheme has it, or add it to utm.toml."
        ),
        "other_network": message("Build a link of its own for each network."),
        "repeated": message("Keep the first one: it is the one that counts."),
        "entity": message("Write & in place of &amp;: only the first tag is read."),
        "encoded_twice": message("Build the link anew from the plain address."),
        "control": message("Type the tag by hand; do not copy it."),
        "too_long": message("Choose a shorter name."),
        "blank": message("Put a hyphen in place of each blank."),
        "not_plain": message("Write small Latin letters, digits and hyphens only."),
        "mixed_case": message("Write small letters only: others are counted apart."),
    }
)
"""What to do about each problem."""

_LONGEST_READ = 200
_NEEDED = TAGS[:3]
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff\ufffd]")
# A host with a port looks as if it had a scheme; a host without a scheme is what people type.
_BARE_HOST = re.compile(r"(?i)^(?://)?[^\s/?#:@]+\.[^\s/?#:@.]{2,}(?::[0-9]+)?(?:[/?#]|$)")
_UNSAFE = re.compile(r"[\s<>\"\\^`{|}]")
_UTM = re.compile(r"(?i)^(?:amp;)?utm_[a-z_]+$")


@dataclass(frozen=True)
class LinkNote:
    """What was changed or is worth knowing about a link: a sentence and its values."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class TaggedLink:
    """A link with its tags."""

    url: str
    tags: Mapping[str, str]
    notes: tuple[LinkNote, ...] = ()


@dataclass(frozen=True)
class TagFault:
    """One thing that is wrong: the tag (empty for the whole link), what was found, what is meant.

    What was found may be shown: contacts are hidden in it.
    """

    problem: TagProblem
    tag: str = ""
    found: str = ""
    meant: str = ""


@dataclass(frozen=True)
class ReadTags:
    """The tags of a link as counters compare them, and its faults, the worst first."""

    tags: Mapping[str, str]
    faults: tuple[TagFault, ...] = ()


def tag_link(
    url: str,
    scheme: UtmScheme,
    *,
    network: str,
    campaign: str,
    medium: str = "social",
    content: str = "",
    term: str = "",
) -> TaggedLink:
    """Put the tags of the scheme into an address.

    Parameters
    ----------
    url
        Address of a page; its own query and what stands after # are kept, older utm tags are not.
    scheme
        The client's scheme.
    network
        Where the link will stand, one of the scheme's sources.
    campaign, medium, content, term
        The other tags; capitals, blanks and marks on letters are folded, with a note.

    Returns
    -------
    TaggedLink
        The address with its tags before the sign #, the tags, and notes on what was changed.

    Raises
    ------
    DataError
        When the address is none of a web page, names a person, or a tag is against the scheme or
        holds personal data.

    Examples
    --------
    >>> tag_link("kohvik.ee/pood?x=1#menu", UtmScheme(), network="facebook", campaign="2026-12",
    ...          content="medal-1204").url
    'https://kohvik.ee/pood?x=1&utm_source=facebook&utm_medium=social&utm_campaign=2026-12&utm_content=medal-1204#menu'
    """
    parts, notes = _address(url)
    asked = {"network": network, "medium": medium, "campaign": campaign, "content": content,
             "term": term}  # fmt: skip
    plain: dict[str, str] = {}
    for name, value in asked.items():
        # Personal data must not hide behind folding: it is looked for in what was typed.
        told = value.strip() if scheme.is_personal(value) else slug(value)
        plain[name] = told
        if told != value and not scheme.is_personal(value):
            notes.append(
                LinkNote(
                    message("{found} was written as {meant}, because tags have one spelling only."),
                    {"found": shown_tag(value), "meant": told or "–"},
                )
            )
    tags = scheme.tags(
        plain["network"],
        campaign=plain["campaign"],
        medium=plain["medium"],
        content=plain["content"],
        term=plain["term"],
    )
    query, older = _without_tags(parts.query)
    fragment, behind = _fragment_without_tags(parts.fragment)
    if older or behind:
        notes.append(LinkNote(message("Older tags in the address were replaced.")))
    if has_contact(unquote(f"{parts.path}?{query}#{fragment}")):
        notes.append(
            LinkNote(
                message(
                    "The address itself seems to hold an e-mail address or a telephone number. Do "
                    "not publish such a link."
                )
            )
        )
    host = (parts.hostname or "").removeprefix("www.")
    if scheme.site and not _is_within(host, scheme.site):
        notes.append(
            LinkNote(
                message(
                    "The link leads to {host}, not to {site}: only the counter of that site can "
                    "read its tags."
                ),
                {"host": host, "site": scheme.site},
            )
        )
    whole = "&".join(part for part in (query, urlencode(tags)) if part)
    linked = urlunsplit((parts.scheme, parts.netloc, parts.path or "/", whole, fragment))
    return TaggedLink(linked, MappingProxyType(tags), tuple(notes))


def read_tags(url: str, scheme: UtmScheme | None = None) -> ReadTags:
    """Read the tags of a link as counters do, and say what is wrong with it.

    Parameters
    ----------
    url
        A link as it was published.
    scheme
        The client's scheme, to compare with; without it only the writing is judged.

    Returns
    -------
    ReadTags
        Tags in small letters, decoded once, the first of repeated ones, and the faults.

    Examples
    --------
    >>> read = read_tags("https://kohvik.ee/?utm_source=Facebook&utm_source=fb", UtmScheme())
    >>> dict(read.tags), [fault.problem for fault in read.faults]
    ({'utm_source': 'facebook'}, ['missing_tag', 'missing_tag', 'repeated', 'mixed_case'])
    """
    try:
        parts = urlsplit(url.strip())
        usable = parts.scheme in ("http", "https", "") and bool(parts.path or parts.netloc)
        _ = parts.port
    except ValueError:
        return ReadTags({}, (TagFault("bad_address"),))
    if not usable:
        return ReadTags({}, (TagFault("bad_address"),))
    faults: list[TagFault] = []
    raw: dict[str, str] = {}
    pairs = [pair.partition("=")[::2] for pair in re.split("[&?]", parts.query)]
    for key, value in ((unquote_plus(key), value) for key, value in pairs if value):
        name = key.lower().removeprefix("amp;")
        if name not in TAGS:
            continue
        faults += [TagFault("entity", name)] if key.lower() != name else []
        faults += [TagFault("mixed_case", name, shown_tag(key))] if key != key.lower() else []
        if name in raw:
            faults.append(TagFault("repeated", name))
        raw.setdefault(name, value)
    _, behind = _fragment_without_tags(parts.fragment)
    if behind:
        faults.append(TagFault("after_hash"))
    elif not raw:
        faults.append(TagFault("no_tags"))
    else:
        faults += [TagFault("missing_tag", name) for name in _NEEDED if name not in raw]
    tags = {name: _read(name, raw[name], faults, scheme or UtmScheme())
            for name in TAGS if name in raw}  # fmt: skip
    if scheme is not None:
        faults += _against(tags, scheme, [f.tag for f in faults if f.problem == "personal"])
    faults.sort(key=lambda fault: (PROBLEMS.index(fault.problem), fault.tag))
    return ReadTags(MappingProxyType(tags), tuple(dict.fromkeys(faults)))


def near_tag(value: str, allowed: tuple[str, ...]) -> str:
    """Return what was probably meant among the allowed values; empty where nothing is near.

    Examples
    --------
    >>> near_tag("Facebok", ("facebook", "instagram")), near_tag("shop", ("facebook",))
    ('facebook', '')
    """
    folded = slug(value)
    plain = {name.replace("-", "").replace("_", ""): name for name in allowed}
    bare = folded.replace("-", "").replace("_", "")
    if bare in plain:
        return plain[bare]
    found = get_close_matches(bare, list(plain), n=1, cutoff=0.8) if len(bare) > 3 else []
    return plain[found[0]] if found else ""


def _read(name: str, value: str, faults: list[TagFault], scheme: UtmScheme) -> str:
    """Decode one value once, fold it, and add what is wrong with it."""
    text = unicodedata.normalize("NFC", unquote_plus(value))
    shown = shown_tag(text)

    def add(problem: TagProblem, meant: str = "") -> None:
        faults.append(TagFault(problem, name, shown, meant))

    if scheme.is_personal(text[:2000]):
        # What else is wrong with it does not matter before the person is out.
        add("personal")
        return shown
    if len(text) > _LONGEST_READ:
        add("too_long")
    if _CONTROL.search(text):
        add("control")
        text = _CONTROL.sub("", text)
    if re.search(r"%[0-9A-Fa-f]{2}", text):
        add("encoded_twice")
    if re.search(r"\s", text):
        add("blank", slug(text))
    if text != text.lower():
        add("mixed_case", slug(text))
    folded = text.strip().lower()[:_LONGEST_READ]
    if folded != slug(folded) and not re.search(r"\s|%[0-9a-f]{2}", folded):
        add("not_plain", slug(folded))
    return folded


def _against(tags: Mapping[str, str], scheme: UtmScheme, personal: list[str]) -> list[TagFault]:
    """Return what is not in the scheme, with what was probably meant."""
    campaigns = tuple(one.name for one in scheme.campaigns)
    sources = tuple(scheme.sources.values())
    checked: tuple[tuple[TagProblem, str, bool, tuple[str, ...]], ...] = (
        ("unknown_source", "utm_source", tags.get("utm_source") in sources, sources),
        ("unknown_medium", "utm_medium", tags.get("utm_medium") in scheme.media, scheme.media),
        ("unknown_campaign", "utm_campaign", scheme.has_campaign(tags.get("utm_campaign", "")),
         campaigns),
    )  # fmt: skip
    return [
        TagFault(problem, name, shown_tag(tags[name]), near_tag(tags[name], allowed))
        for problem, name, is_known, allowed in checked
        if name in tags and name not in personal and not is_known
    ]


def _address(url: str) -> tuple[SplitResult, list[LinkNote]]:
    text, notes = url.strip(), list[LinkNote]()
    if _BARE_HOST.match(text):
        text = "https://" + text.removeprefix("//")
        notes.append(LinkNote(message("https:// was put before the address.")))
    odd = _CONTROL.search(text)
    try:
        parts = urlsplit(text)
        _ = parts.port
        host = parts.hostname or ""
        host.encode("idna")
    except (ValueError, UnicodeError):
        odd, parts, host = re.match("", ""), urlsplit(""), ""
    if odd or parts.scheme not in ("http", "https") or not host or "." not in host:
        raise DataError(
            message(
                "Expected the address of a web page, such as https://example.com/shop, found "
                "{found}. Copy it from the address line of the browser."
            ),
            {"found": shown_tag(text)},
        )
    if "@" in parts.netloc:
        raise DataError(
            message(
                "The address holds a name or a password before the sign @. Take it out: everybody "
                "who gets the link could read it."
            )
        )
    return SplitResult(
        *(_UNSAFE.sub(lambda sign: quote(sign.group()), part) for part in parts)
    ), notes


def _without_tags(query: str) -> tuple[str, bool]:
    """Return a query as it is written, without utm tags, and whether there were any."""
    pairs = [pair for pair in query.split("&") if pair]
    kept = [pair for pair in pairs if not _UTM.match(unquote_plus(pair.partition("=")[0]))]
    return "&".join(kept), len(kept) < len(pairs)


def _fragment_without_tags(fragment: str) -> tuple[str, bool]:
    """Do the same after the sign #, where an address within the page may stand."""
    head, mark, tail = fragment.rpartition("?")
    kept, found = _without_tags(tail)
    if not found:
        return fragment, False
    return (f"{head}{mark}{kept}" if kept else head), True


def _is_within(host: str, site: str) -> bool:
    """Tell whether a host is the site or one below it, however its letters are written."""
    ours, theirs = (_idna(name.removeprefix("www.")) for name in (site, host))
    return theirs == ours or theirs.endswith(f".{ours}")


def _idna(host: str) -> str:
    try:
        return host.lower().encode("idna").decode()
    except UnicodeError:
        return host.lower()
