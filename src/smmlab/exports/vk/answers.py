"""Answers of the VK API as scripts save them: whole, unwrapped, in lists, one a line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal, TypeGuard

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.items import LONGEST_RAW, objects, raw_of, read_json_lines, texts_of
from smmlab.exports.json_text import parse_json
from smmlab.exports.reading import Caution, Listed
from smmlab.exports.source import RawExport
from smmlab.texts import message

Kind = Literal["wall", "comments", "members", "stats", "reach", "nothing"]

NETWORK = "vkontakte"
# One metric set: what wall.get counts and what stats.getPostReach adds to the same posts.
METRICS_NAME = "vk-wall"

_LISTS = ("items", "wall", "users", "members", "posts", "comments")
_DEEPEST = 6
_LOOKED_AT = 50
_SIGNS = {
    "response", "error", "items", "users", "wall", "owner_id", "to_id", "from_id", "period_from",
    "reach_subscribers", "reach_total", "reach_viral", "first_name", "post_type", "copy_history",
    "deactivated", "can_access_closed", "visitors",
}  # fmt: skip
# Telegram's files and private messages of VK share some of the names above.
_FOREIGN = {"date_unixtime", "personal_information", "peer_id", "conversation_message_id"}
_OF_POST = {"post_type", "copy_history", "reposts", "post_source", "marked_as_ads"}
_OF_COMMENT = {
    "thread", "parents_stack", "reply_to_comment", "reply_to_user", "post_id", "deleted",
    "is_from_post_author",
}  # fmt: skip
_OF_MEDIA = {"sizes", "album_id", "duration", "photo_id"}
_OF_PERSON = {"first_name", "last_name", "deactivated", "can_access_closed", "last_seen", "sex"}
# Lists of customers, of no network, have the same names of people.
_OF_CUSTOMER = {"email", "phone", "created_at"}
_ID = r"-?[1-9][0-9]{0,18}"

_REFUSED = message(
    "VK answered with an error instead of data: {said} (code {code}). Please check the access "
    "token and its rights, ask VK again and import the new answer."
)
_ONE_REFUSED = message("VK answered with an error instead of data: {said} (code {code}).")
_EMPTY = message(
    "The answer of VK is empty: it holds no entry. Please check the number of the community and "
    "the rights of the access token, ask VK again and import the new answer."
)
NO_OBJECT = message("This entry is not what VK writes: expected an object.")


@dataclass(frozen=True)
class Answers:
    """Everything the answers of a file hold, page after page.

    Parameters
    ----------
    entries
        Posts, comments, members or periods, as found.
    lines
        Number of each entry over the file; the physical line when there is one entry a line.
    owners, posts
        What the wrapping of an entry says about whose wall and which post it belongs to.
    groups
        Names of communities by their id with the minus sign.
    profiles
        People beside the entries.
    rejected
        Errors among the answers, and lines that are no JSON.
    total
        How many entries VK says there are, where all answers say the same.
    """

    entries: list[Any]
    lines: np.ndarray
    owners: list[Any]
    posts: list[Any]
    groups: Mapping[str, str]
    profiles: list[Any]
    rejected: tuple[Listed, ...]
    total: int | None


@dataclass
class _Sides:
    """What stands beside the entries; filled while they are walked through."""

    groups: dict[str, set[str]] = field(default_factory=dict)
    profiles: list[Any] = field(default_factory=list)
    totals: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class _Entry:
    item: Any
    owner: Any = None
    post: Any = None


def kind_of(raw: RawExport) -> Kind | None:
    """Tell which answer of VK a file holds, ``nothing`` for errors and empty ones; never raises."""
    keys = raw.json_keys
    if keys & _FOREIGN or not keys & _SIGNS:
        return None
    try:
        values = [parse_json(_first_line(raw))] if _is_lines(raw) else [raw.json]
    except ExportError:
        return _kind_of_names(keys)
    entries = [entry.item for entry in islice(_walk(values, _Sides()), _LOOKED_AT)]
    kinds = [_kind_of_entry(item) for item in entries]
    known = [kind for kind in kinds if kind not in (None, "nothing")]
    if known and all(map(_is_whole, entries)):
        # Mere numbers are members only where the wrapping is that of VK.
        return "members" if {"response", "count"} & keys else None
    if known:
        return known[0]
    refused = bool(kinds) and kinds[0] == "nothing"
    empty = not entries and isinstance(values[0], dict) and "response" in values[0]
    return "nothing" if refused or empty else None


def open_answers(raw: RawExport) -> Answers:
    """Open a file of answers.

    Raises
    ------
    ExportError
        When it is no JSON, holds nothing, or nothing but errors; the error says what VK said.
    """
    rejected: list[Listed] = []
    sides = _Sides()
    lines: np.ndarray | None = None
    if _is_lines(raw):
        values, lines, unreadable = read_json_lines(raw.text)
        rejected += unreadable
        found = list(_walk(values, sides))
        # One entry a line: then a row is found again by its line.
        lines = lines if len(lines) == len(found) else None
    else:
        found = list(_walk([raw.json], sides))
    numbers = np.arange(1, len(found) + 1) if lines is None else lines
    errors = [_error_of(entry.item) for entry in found]
    for line, error in zip(numbers, errors, strict=True):
        if error is not None:
            shown = raw_of({"error": {"error_code": error[0], "error_msg": error[1]}})
            said: dict[str, object] = {"code": error[0], "said": error[1]}
            rejected.append(Listed(int(line), _ONE_REFUSED, said, shown[:LONGEST_RAW]))
    kept = [at for at, error in enumerate(errors) if error is None]
    if not kept:
        _refuse_nothing([error for error in errors if error is not None])
    return Answers(
        [found[at].item for at in kept],
        numbers[kept],
        [found[at].owner for at in kept],
        [found[at].post for at in kept],
        {group: min(names) for group, names in sides.groups.items()},
        sides.profiles,
        tuple(rejected),
        next(iter(sides.totals)) if len(sides.totals) == 1 else None,
    )


def ids_of(values: list[Any]) -> pd.Series:
    """Return ids as text, with the minus sign of communities; missing where there is none.

    Examples
    --------
    >>> ids_of([-5, "17", 0, True, "x"]).tolist()
    ['-5', '17', nan, nan, nan]
    """
    ids = texts_of(values)
    return ids.where(ids.str.fullmatch(_ID).fillna(False).astype(bool))


def first_id(*columns: list[Any]) -> pd.Series:
    """Return the first usable id, entry by entry; zero says that there is none.

    Examples
    --------
    >>> first_id([0, None, 5], [-7, "x", 6]).tolist()
    ['-7', nan, '5']
    """
    found = ids_of(columns[0])
    for column in columns[1:]:
        found = found.fillna(ids_of(column))
    return found


def first_given(*columns: list[Any]) -> list[Any]:
    """Return the first value that is given, entry by entry."""
    return [
        next((value for value in values if value is not None), None)
        for values in zip(*columns, strict=True)
    ]


def tell_more(found: int, total: int | None) -> tuple[Caution, ...]:
    """Say that VK has more than the file holds, if it says so itself."""
    if total is None or total <= found:
        return ()
    text = message(
        "VK says that there are {total} entries, and the file holds {found}. If the others are "
        "wanted, please ask VK for the next pages and import them too."
    )
    return (Caution("vk-more-pages", text, {"total": total, "found": found}),)


def _is_lines(raw: RawExport) -> bool:
    """Tell whether the first line is a whole JSON value and others follow."""
    first = _first_line(raw)
    if first.strip() in ("", "[", "{") or not raw.text.lstrip()[len(first) :].strip():
        return False
    try:
        parse_json(first)
    except ExportError:
        return False
    return True


def _first_line(raw: RawExport) -> str:
    return raw.text.lstrip().partition("\n")[0]


def _walk(values: list[Any], sides: _Sides) -> Iterator[_Entry]:
    for value in values:
        yield from _walk_one(value, _Entry(None), sides, 0)


def _walk_one(value: Any, around: _Entry, sides: _Sides, depth: int) -> Iterator[_Entry]:
    if depth > _DEEPEST:
        yield _Entry(value, around.owner, around.post)
    elif isinstance(value, list):
        # The oldest answers begin their list with the number of entries.
        counted = bool(value) and _is_whole(value[0]) and any(isinstance(v, dict) for v in value)
        for item in value[1:] if counted else value:
            yield from _walk_one(item, around, sides, depth + 1)
    elif isinstance(value, dict) and _wraps(value):
        owner = value.get("owner_id", around.owner)
        around = _Entry(None, owner, value.get("post_id", around.post))
        _look_aside(value, sides)
        failed = objects(value.get("execute_errors"))
        if "response" in value:
            found = value["response"]
            if failed:
                # Each call that failed left a mere false in its place.
                calls = found if isinstance(found, list) else [found]
                found = [call for call in calls if call is not False]
        else:
            found = next(value[name] for name in _LISTS if isinstance(value.get(name), list))
        yield from _walk_one(found, around, sides, depth + 1)
        yield from (_Entry({"error": error}) for error in failed)
    else:
        yield _Entry(value, around.owner, around.post)


def _wraps(value: dict[str, Any]) -> bool:
    if "date" in value or "period_from" in value:
        return False
    response = value.get("response")
    if isinstance(response, dict | list):
        return True
    if response is False and objects(value.get("execute_errors")):
        return True
    return any(isinstance(value.get(name), list) for name in _LISTS)


def _look_aside(value: dict[str, Any], sides: _Sides) -> None:
    for group in objects(value.get("groups")):
        number, name = group.get("id", group.get("gid")), group.get("name")
        if _is_whole(number) and isinstance(name, str) and name.strip():
            named = str(texts_of([" ".join(name.split())]).iloc[0])
            sides.groups.setdefault(f"-{abs(number)}", set()).add(named)
    profiles = value.get("profiles")
    if isinstance(profiles, list):
        sides.profiles.extend(profiles)
    count = value.get("count")
    if _is_whole(count):
        sides.totals.add(count)


def _is_whole(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _error_of(item: Any) -> tuple[str, str] | None:
    error = item.get("error") if isinstance(item, dict) else None
    if not isinstance(error, dict) or "error_code" not in error:
        return None
    code, said = texts_of([error.get("error_code"), error.get("error_msg")]).fillna("?")
    return code[:20], said[:200].rstrip(" .")


def _refuse_nothing(errors: list[tuple[str, str]]) -> None:
    if not errors:
        raise ExportError(_EMPTY)
    raise ExportError(_REFUSED, {"code": errors[0][0], "said": errors[0][1]})


def _kind_of_entry(item: Any) -> Kind | None:
    if not isinstance(item, dict):
        return "members" if _is_whole(item) and item > 0 else None
    if _error_of(item) is not None:
        return "nothing"
    names = item.keys()
    if names & _FOREIGN:
        return None
    kind = _kind_of_names(names)
    if kind is None and {"id", "owner_id", "date", "text"} <= names and not names & _OF_MEDIA:
        # A script may have kept only some of the fields.
        return "wall" if names & {"likes", "views", "comments", "attachments"} else None
    return kind


def _kind_of_names(names: Any) -> Kind | None:
    """Tell the kind by names: of one entry, or of all in the head of a file that is cut short."""
    if "period_from" in names or ("day" in names and names & {"visitors", "reach_subscribers"}):
        return "stats"
    if names & {"reach_total", "reach_viral"} or {"reach_subscribers", "to_group"} <= names:
        return "reach"
    timed = "id" in names and "date" in names
    if timed and names & _OF_POST and names & {"owner_id", "to_id", "from_id"}:
        return None if {"sizes", "album_id"} <= names and "post_type" not in names else "wall"
    if "id" in names and names & {"from_id", "deleted"} and names & _OF_COMMENT:
        told = names & {"thread", "parents_stack"} or not names & _OF_MEDIA
        return "comments" if told else None
    if "id" in names and names & _OF_PERSON and not names & {"date", *_OF_CUSTOMER}:
        return "members"
    return None
