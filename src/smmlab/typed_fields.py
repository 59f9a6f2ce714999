"""Records of plain values, such as the brief, and the one sentence for each value that is wrong."""

import math
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import MappingProxyType, UnionType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from smmlab.errors import ProjectError
from smmlab.texts import message

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")

_DAY = date(2027, 1, 31)
_EXPECTED: Mapping[object, str] = MappingProxyType(
    {
        str: message("{field} should be text; found {found}. Put it in quotation marks."),
        int: message("{field} should be a whole number; found {found}. Write digits only."),
        float: message("{field} should be a number; found {found}. Write digits only."),
        date: message(
            "{field} should be a day; found {found}. Write year, month and day, as in {example}."
        ),
        tuple: message(
            "{field} should be a list of texts; found {found}. Write it in square brackets, each "
            "text in quotation marks."
        ),
        dict: message(
            "{field} should be a table of names and whole numbers; found {found}. Give each name "
            "a number."
        ),
    }
)
_TABLE = message(
    "{field} should be a table of its own; found {found}. Begin it with a line [{field}]."
)
_TABLES = message(
    "{field} should be a list of tables; found {found}. Begin each one with a line [[{field}]]."
)


def build(kind: type[Record], plain: object, *, where: str = "") -> Record:
    """Build a record from the plain values of a file.

    Parameters
    ----------
    kind
        A dataclass of texts, numbers, days, lists of texts and other such dataclasses.
    plain
        A mapping from field names to values, as TOML holds them.
    where
        Name of the field that holds the record.

    Raises
    ------
    ProjectError
        Naming the field that is unknown, missing or of another kind. What the values of the
        fields are is left to `check_types`.

    Examples
    --------
    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Cup:
    ...     size: int
    >>> build(Cup, {"size": 3}), build(Cup, {"size": 3.0})
    (Cup(size=3), Cup(size=3))
    """
    if not isinstance(plain, Mapping):
        raise ProjectError(_TABLE, {"field": where, "found": plain})
    types, prefix = _types(kind), f"{where}." if where else ""
    for name in plain:
        if name not in types:
            raise ProjectError(
                message(
                    "There is no field {field} in a brief. Correct the name or take it out; there "
                    "are {allowed}."
                ),
                {"field": f"{prefix}{name}", "allowed": ", ".join(types)},
            )
    for field in fields(kind):
        is_needed = field.default is MISSING and field.default_factory is MISSING
        if is_needed and plain.get(field.name) is None:
            raise ProjectError(
                message("The brief has no {field}. Add it to project.toml."),
                {"field": f"{prefix}{field.name}"},
            )
    return kind(
        **{
            name: _made(types[name], value, f"{prefix}{name}")
            for name, value in plain.items()
            if value is not None
        }
    )


def check_types(record: "DataclassInstance", *, where: str = "") -> None:
    """Check that every value of a record is of the type its field has.

    Raises
    ------
    ProjectError
        Naming the first field with a wrong value, what was expected and what was found.

    Examples
    --------
    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Cup:
    ...     size: int
    >>> check_types(Cup("big"))
    Traceback (most recent call last):
    smmlab.errors.ProjectError: size should be a whole number; found big. Write digits only.
    """
    for name, kind in _types(type(record)).items():
        _check(kind, getattr(record, name), f"{where}.{name}" if where else name)


@cache
def _types(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _made(kind: Any, value: Any, where: str) -> Any:
    choices = _choices(kind)
    base = next((one for one in choices if one is not type(None)), kind)
    if is_dataclass(base) and isinstance(base, type):
        return build(base, value, where=where)
    if get_origin(base) is tuple and isinstance(value, (list, tuple)):
        inside = get_args(base)[0]
        return tuple(_made(inside, one, f"{where}.{n}") for n, one in enumerate(value, 1))
    if base is date:
        return _day(value)
    if base is int and isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _day(value: Any) -> Any:
    try:
        return value.date() if isinstance(value, datetime) else date.fromisoformat(value)
    except (TypeError, ValueError):
        return value


def _check(kind: Any, value: Any, where: str) -> None:
    choices = _choices(kind)
    if value is None and type(None) in choices:
        return
    words = [word for one in choices if get_origin(one) is Literal for word in get_args(one)]
    if words:
        if not isinstance(value, str) or value not in words:
            raise ProjectError(
                message("{field} must be one of {allowed}; found {found}."),
                {"field": where, "allowed": ", ".join(filter(None, words)), "found": value},
            )
        return
    base = next((one for one in choices if one is not type(None)), kind)
    inside = get_args(base)
    if is_dataclass(base):
        if not is_dataclass(value) or isinstance(value, type):
            raise ProjectError(_TABLE, {"field": where, "found": value})
        check_types(value, where=where)
    elif get_origin(base) is tuple:
        if not isinstance(value, tuple):
            many = _TABLES if is_dataclass(inside[0]) else _EXPECTED[tuple]
            raise ProjectError(many, {"field": where, "found": value})
        for number, one in enumerate(value, 1):
            _check(inside[0], one, f"{where}.{number}")
    elif get_origin(base) is dict:
        if not isinstance(value, Mapping) or not all(
            isinstance(name, str) and _is(int, count) for name, count in value.items()
        ):
            raise ProjectError(_EXPECTED[dict], {"field": where, "found": value})
    elif not _is(base, value):
        raise ProjectError(
            _EXPECTED[base], {"field": where, "found": value, "example": _DAY.isoformat()}
        )


def _is(kind: type, value: Any) -> bool:
    if kind is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool) and _finite(value)
    if kind is date:
        return isinstance(value, date) and not isinstance(value, datetime)
    return isinstance(value, kind) and not isinstance(value, bool)


def _finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _choices(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
