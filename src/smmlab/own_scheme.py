"""The scheme of tags as a file that people edit too: utm.toml in the client folder."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from smmlab.decision_file import read_toml, update_toml
from smmlab.errors import ProjectError
from smmlab.texts import message
from smmlab.utm_scheme import NamedCampaign, UtmScheme, shown_tag, slug

SCHEME_FILE = "utm.toml"
_PARTS: Mapping[str, type] = MappingProxyType(
    {"site": str, "sources": dict, "media": list, "campaigns": list, "forbidden": list,
     "longest": int}
)  # fmt: skip


def read_scheme(folder: Path) -> UtmScheme:
    """Return the scheme in utm.toml of a client folder; the usual one when there is no file.

    Raises
    ------
    ProjectError
        Naming the part of the file that is not as it should be.

    Examples
    --------
    >>> read_scheme(Path("no-such-client")) == UtmScheme()
    True
    """
    path = folder / SCHEME_FILE
    if not path.exists():
        return UtmScheme()
    plain = read_toml(path)
    _refuse_parts(plain)
    usual = UtmScheme()
    return UtmScheme(
        site=_host(plain.get("site", "")),
        sources={**usual.sources, **plain.get("sources", {})},
        media=tuple(plain.get("media", usual.media)),
        campaigns=tuple(
            NamedCampaign(str(one["name"]), _day(one.get("first_day")), _day(one.get("last_day")))
            for one in plain.get("campaigns", ())
        ),
        forbidden=tuple(plain.get("forbidden", ())),
        longest=plain.get("longest", usual.longest),
    )


def write_scheme(folder: Path, scheme: UtmScheme) -> Path:
    """Keep a scheme in utm.toml; comments in the file stay.

    Raises
    ------
    ProjectError
        When the disk refuses.
    """
    usual = UtmScheme()
    values: dict[str, Any] = {
        "site": scheme.site,
        "media": list(scheme.media),
        "forbidden": list(scheme.forbidden),
        "longest": scheme.longest,
        "sources": {
            name: source for name, source in scheme.sources.items()
            if usual.sources.get(name) != source
        },
        "campaigns": [
            {name: value for name, value in (("name", one.name), ("first_day", one.first_day),
                                             ("last_day", one.last_day)) if value is not None}
            for one in scheme.campaigns
        ],
    }  # fmt: skip
    values = {name: value for name, value in values.items() if value not in ("", [], {})}
    update_toml(folder / SCHEME_FILE, values, remove=set(_PARTS) - set(values))
    return folder / SCHEME_FILE


def add_campaign(folder: Path, name: str) -> UtmScheme:
    """Put a campaign into utm.toml, without days, and return the scheme; again changes nothing.

    Parameters
    ----------
    folder
        The client folder.
    name
        What the campaign is called; written as tags are.

    Raises
    ------
    ProjectError
        When the name is empty, too long or personal data, or the disk refuses.
    """
    scheme, plain = read_scheme(folder), slug(name)
    if not plain or scheme.is_personal(name):
        raise ProjectError(
            message(
                "{found} is no name of a campaign. Choose one in small Latin letters, digits and "
                "hyphens, without personal data."
            ),
            {"found": shown_tag(name)},
        )
    if not scheme.has_campaign(plain):
        scheme = replace(scheme, campaigns=(*scheme.campaigns, NamedCampaign(plain)))
        write_scheme(folder, scheme)
    return scheme


def _refuse_parts(plain: Mapping[str, Any]) -> None:
    wrong = [name for name, value in plain.items()
             if name not in _PARTS or type(value) is not _PARTS[name]]  # fmt: skip
    texts = [*plain.get("media", ()), *plain.get("forbidden", ())] if not wrong else []
    if not wrong:
        texts += plain.get("sources", {}).values()
        wrong += ["media, forbidden, sources"] if not all(isinstance(t, str) for t in texts) else []
        wrong += [] if all(map(_is_campaign, plain.get("campaigns", ()))) else ["campaigns"]
    if wrong:
        raise ProjectError(
            message(
                "utm.toml holds a part that cannot be used: {found}. It may hold {allowed}; each "
                "of the campaigns has a name, and first_day and last_day as in 2026-12-01."
            ),
            {"found": ", ".join(wrong), "allowed": ", ".join(_PARTS)},
        )


def _host(site: str) -> str:
    # People write the whole address.
    return re.sub(r"^(?:https?:)?/{0,2}(?:www\.)?|[/?#].*$", "", site.strip().lower())


def _is_campaign(one: Any) -> bool:
    return (
        isinstance(one, dict)
        and isinstance(one.get("name"), str)
        and all(isinstance(one.get(day), (date, type(None))) for day in ("first_day", "last_day"))
    )


def _day(value: Any) -> date | None:
    return value.date() if isinstance(value, datetime) else value
