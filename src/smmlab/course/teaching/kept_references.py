"""The references of one student's case as a file of the teacher's, and back again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from smmlab.course.answering.options import Labels
from smmlab.course.task import Reference
from smmlab.disk import on_disk, replace_file
from smmlab.texts import Phrase

REFERENCES_FILE = "references.json"
_TAG = "__"


@dataclass(frozen=True)
class KeptReferences:
    """What a student's data answer, as it was worked out.

    Parameters
    ----------
    stamp
        Of what it was worked out with; another stamp means that it is out of date.
    references
        By the name of the task; those of free answers are missing.
    problems
        Why a task could not be solved on this case, in English, by its name.
    files
        The SHA-256 of every downloaded file of the case, by its path.
    truth
        What is planted, as plain values.
    options
        What may be chosen, by the name of the task and the part of the answer; missing where it
        could not be worked out.
    """

    stamp: str
    references: Mapping[str, Reference] = field(default_factory=lambda: MappingProxyType({}))
    problems: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    truth: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    options: Mapping[str, Mapping[str, Labels]] = field(
        default_factory=lambda: MappingProxyType({})
    )


def write_references(path: Path, kept: KeptReferences) -> None:
    """Write the references of a case.

    Raises
    ------
    ProjectError
        When the disk refuses.
    """
    plain = {
        "stamp": kept.stamp,
        "references": {name: as_plain(one) for name, one in kept.references.items()},
        "problems": dict(kept.problems),
        "files": dict(kept.files),
        "truth": dict(kept.truth),
        "options": {name: _packed(one) for name, one in kept.options.items()},
    }
    with on_disk():
        replace_file(path, json.dumps(plain, ensure_ascii=False, indent=1).encode())


def read_references(path: Path) -> KeptReferences | None:
    """Return the references of a case; None when there are none that can be read."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        return KeptReferences(
            str(plain["stamp"]),
            {name: _reference(one) for name, one in plain["references"].items()},
            dict(plain["problems"]),
            dict(plain["files"]),
            dict(plain["truth"]),
            {name: _unpacked(one) for name, one in plain["options"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def as_plain(reference: Reference) -> dict[str, Any]:
    """Return a reference as JSON can hold it.

    Examples
    --------
    >>> as_plain(Reference(date(2026, 5, 1)))["value"]
    {'__': 'date', 'is': '2026-05-01'}
    """
    return {one.name: _packed(getattr(reference, one.name)) for one in fields(Reference)}


def _reference(plain: Mapping[str, Any]) -> Reference:
    found = {name: _unpacked(value) for name, value in plain.items()}
    return Reference(**found)


def _packed(value: Any) -> Any:  # noqa: PLR0911 - one line a kind of value
    """Return a value as JSON holds it; what JSON would turn into something else has a tag."""
    if hasattr(value, "tolist"):  # a number of numpy
        return _packed(value.tolist())
    if isinstance(value, date):
        return {_TAG: "date", "is": value.isoformat()}
    if isinstance(value, Mapping):
        return {_TAG: "table", "is": [[_packed(k), _packed(v)] for k, v in value.items()]}
    if isinstance(value, (set, frozenset)):
        return {_TAG: "set", "is": sorted(map(_packed, value), key=repr)}
    if isinstance(value, tuple):
        return {_TAG: "tuple", "is": [_packed(one) for one in value]}
    if isinstance(value, list):
        return [_packed(one) for one in value]
    if isinstance(value, Phrase):
        return {_TAG: "phrase", "is": [value.template, _packed(dict(value.values))]}
    return value


def _unpacked(value: Any) -> Any:  # noqa: PLR0911 - one line a kind of value
    if isinstance(value, list):
        return [_unpacked(one) for one in value]
    if not isinstance(value, dict):
        return value
    inside = value["is"]
    match value[_TAG]:
        case "date":
            return date.fromisoformat(inside)
        case "table":
            return {_unpacked(name): _unpacked(one) for name, one in inside}
        case "phrase":
            return Phrase(inside[0], _unpacked(inside[1]))
        case "set":
            return frozenset(map(_unpacked, inside))
        case _:
            return tuple(map(_unpacked, inside))
