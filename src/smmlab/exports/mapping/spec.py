"""What the columns of a file nobody knows stand for, as a person said it; kept as map.toml."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NoReturn, get_args
from zoneinfo import ZoneInfo

import tomlkit

from smmlab.errors import ExportError, ProjectError
from smmlab.exports.headers import plain_name
from smmlab.exports.hints import DateOrder
from smmlab.exports.mapping.slots import CONSTANTS, DIMENSIONS, MAPPED_TABLES, NEEDED, SLOTS
from smmlab.exports.numbers import Decimal
from smmlab.schema import EVERY_NETWORK, FORMS, INTERACTION_KINDS, METRICS
from smmlab.texts import Phrase, message

ShareUnit = Literal["percent", "fraction"]
FileKind = Literal["table", "json"]
_FIELDS = ("name", "table", "kind", "header_row", "zone", "dates", "decimal", "shares")
_TABLES = ("columns", "metrics", "constants", "values")
_LONGEST = 200_000
# A word of a file that the map translates, and the words it may be translated to.
_VALUES: Mapping[str, tuple[str, ...]] = {
    "network": EVERY_NETWORK,
    "form": FORMS,
    "kind": INTERACTION_KINDS,
    "metric": METRICS,
    "dimension": DIMENSIONS,
    "sex": ("female", "male"),
}
_CLOSED = {"network": EVERY_NETWORK, "form": FORMS, "kind": INTERACTION_KINDS,
           "dimension": DIMENSIONS}  # fmt: skip


@dataclass(frozen=True)
class ColumnMap:
    """Which column of a file stands for what, and how its cells are to be read.

    Parameters
    ----------
    table
        The canonical table that the rows belong to.
    columns
        Name in the file by canonical name.
    metrics
        For ``daily`` with one column a metric: name in the file by metric.
    constants
        What is the same in every row and stands in no column: network, page, shop, currency…
    values
        Words of the file and ours, by column: ``{"form": {"Фотопост": "photo"}}``.
    name
        What the user calls such files; the name of their metric set.
    kind
        ``table`` for text files and workbooks, ``json``.
    header
        The column names as found: by them the next file of the kind is known.
    header_row
        Which of the rows that are not blank holds the names, for people; 0 when none does.
    zone
        IANA zone of the clock of the file; empty means the project's.
    dates
        Whether day or month comes first, when the file does not show it.
    decimal
        The decimal mark of all its numbers; None lets every column show it.
    shares
        Whether shares are written in percent or as fractions of one.

    Examples
    --------
    >>> column_map = ColumnMap("daily", {"day": "Date"}, {"reach": "Seen by"})
    >>> column_map.faults(), column_map.knows(["Date", "Seen by"], "table")
    ((), True)
    """

    table: str
    columns: Mapping[str, str]
    metrics: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    name: str = ""
    kind: FileKind = "table"
    header: tuple[str, ...] = ()
    header_row: int = 1
    zone: str = ""
    dates: DateOrder | None = None
    decimal: Decimal | None = None
    shares: ShareUnit = "percent"

    @property
    def used(self) -> tuple[str, ...]:
        """The columns of the file that are read."""
        return tuple(dict.fromkeys([*self.columns.values(), *self.metrics.values()]))

    @property
    def signature(self) -> frozenset[str]:
        """The column names without case and doubled blanks: what the file is known by."""
        return frozenset(map(plain_name, self.header))

    def knows(self, header: list[str] | tuple[str, ...], kind: FileKind) -> bool:
        """Tell whether a file with this header is of the kind that was mapped.

        Items of JSON leave out what they do not have, so most of the names are enough there. A map
        that was written by hand may say nothing of the header: then its own columns are enough.
        """
        if not self.header and self.header_row:
            return set(map(plain_name, self.used)) <= set(map(plain_name, header))
        if kind != self.kind or not self.signature or not self.header_row:
            return False
        found = frozenset(map(plain_name, header))
        if kind == "table":
            return found == self.signature
        wanted = frozenset(map(plain_name, self.used))
        return wanted <= found and 2 * len(found & self.signature) > len(found | self.signature)

    def faults(self) -> tuple[Phrase, ...]:
        """Return what still has to be said before a file can be read with the map."""
        slots, said = SLOTS[self.table], {*self.columns, *self.constants}
        found = [
            Phrase(_NEEDED_ONE, {"table": self.table, "columns": " / ".join(group)})
            for group in NEEDED[self.table]
            if not said & set(group)
        ]
        if self.table == "daily" and not self.metrics and not {"metric", "value"} <= said:
            found.append(Phrase(message("Say which columns hold the metrics of the day.")))
        if self.table == "audience" and "value" in said and "dimension" not in said:
            found.append(Phrase(message("Say what the groups are: dimension is one of {allowed}."),
                                {"allowed": ", ".join(DIMENSIONS)}))  # fmt: skip
        if any(slots[name] == "money" for name in self.columns) and "currency" not in said:
            found.append(Phrase(message("Say in which currency the amounts are, for example EUR.")))
        return tuple(found)


_NEEDED_ONE = message("The table {table} needs one of these: {columns}.")


def check_map(column_map: ColumnMap) -> ColumnMap:
    """Return the map if a file can be read with it.

    Raises
    ------
    ExportError
        With the first thing that is missing.
    """
    for fault in column_map.faults():
        raise ExportError(
            message("The map of the columns is not complete. {fault}"), {"fault": fault}
        )
    return column_map


def read_map(path: Path | str) -> ColumnMap:
    """Read a map from a file.

    Raises
    ------
    ProjectError
        With what is wrong and where.
    """
    path = Path(path)
    try:
        text = path.read_bytes()[: _LONGEST + 1].decode("utf-8-sig")
    except FileNotFoundError:
        raise ProjectError(
            message(
                "There is no map of columns at {path}. Please check the name; smmlab map makes one."
            ),
            {"path": path},
        ) from None
    except ValueError:
        raise ProjectError(
            message(
                "The map of columns {path} is no text in UTF-8. Please save it as UTF-8 in a text "
                "editor."
            ),
            {"path": path},
        ) from None
    except OSError:
        raise ProjectError(
            message(
                "The map of columns {path} cannot be opened. Expected a file that may be read; "
                "please check that it is no folder and who may read it."
            ),
            {"path": path},
        ) from None
    try:
        return map_from_toml(text)
    except ExportError as problem:
        raise ProjectError(
            message("In {path}: {problem}"),
            {"path": path.name, "problem": Phrase(problem.template, problem.values)},
        ) from None


def map_from_toml(text: str) -> ColumnMap:
    r"""Read a map from the text of a map.toml.

    Raises
    ------
    ExportError
        With the field that is not as it should be, or what is missing.

    Examples
    --------
    >>> text = 'table = "people"\nconstants.network = "x"\ncolumns.person = "User"'
    >>> map_from_toml(text).used
    ('User',)
    """
    if len(text) > _LONGEST:
        _wrong("map.toml", message("a short file"))
    try:
        plain = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        raise ExportError(
            message("The map of the columns is no valid TOML: {problem}."),
            {"problem": str(problem)[:200]},
        ) from None
    unknown = [name for name in plain if name not in (*_FIELDS, *_TABLES, "header")]
    if unknown:
        raise ExportError(
            message("A map of columns has no field {found}. The fields are {allowed}."),
            {"found": unknown[0][:60], "allowed": ", ".join((*_FIELDS, "header", *_TABLES))},
        )
    return check_map(_from_plain(plain))


def map_to_toml(column_map: ColumnMap, *, remarks: Mapping[str, str] | None = None) -> str:
    """Write a map as TOML.

    Parameters
    ----------
    column_map
        The map; it may be incomplete.
    remarks
        Comments: by ``columns.at``, ``metrics.reach`` or the name of a field.
    """
    said = remarks or {}
    document = tomlkit.document()
    if "" in said:
        for line in said[""].splitlines():
            document.add(tomlkit.comment(line))
        document.add(tomlkit.nl())
    fields: dict[str, Any] = {name: getattr(column_map, name) for name in _FIELDS}
    for name, value in fields.items():
        if value in (None, "") and name not in said:
            continue
        if value in (None, ""):
            document.add(tomlkit.comment(f'{name} = ""  # {_one_line(said[name])}'))
            continue
        document.add(name, _item(value, said.get(name)))
    header = tomlkit.array()
    for cell in column_map.header:
        header.append(cell)
    document.add("header", header.multiline(multiline=len(column_map.header) > 4))
    tables = {"columns": column_map.columns, "metrics": column_map.metrics,
              "constants": column_map.constants}  # fmt: skip
    for name, values in tables.items():
        open_remarks = {
            key.partition(".")[2]: text
            for key, text in said.items()
            if key.startswith(f"{name}.") and key.partition(".")[2] not in values
        }
        if not values and not open_remarks:
            continue
        table = tomlkit.table()
        for key, value in values.items():
            table.add(key, _item(value, said.get(f"{name}.{key}")))
        for key, text in open_remarks.items():
            table.add(tomlkit.comment(f'{key} = ""  # {_one_line(text)}'))
        document.add(name, table)
    if column_map.values:
        document.add("values", {key: dict(words) for key, words in column_map.values.items()})
    return tomlkit.dumps(document)


def _item(value: object, remark: str | None) -> Any:
    item = tomlkit.item(value)
    return item.comment(_one_line(remark)) if remark else item


def _one_line(text: str) -> str:
    # What a file says may hold anything; a comment of TOML must not.
    return re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", " ", text)


def _from_plain(plain: Mapping[str, Any]) -> ColumnMap:
    table = plain.get("table")
    if table not in MAPPED_TABLES:
        _wrong("table", ", ".join(MAPPED_TABLES))
    kind = _choice(plain, "kind", get_args(FileKind), "table")
    shares = _choice(plain, "shares", get_args(ShareUnit), "percent")
    dates = _choice(plain, "dates", get_args(DateOrder), None)
    decimal = _choice(plain, "decimal", get_args(Decimal), None)
    header = plain.get("header", [])
    if not isinstance(header, list) or not all(isinstance(cell, str) for cell in header):
        _wrong("header", message("a list of column names"))
    row = plain.get("header_row", 1)
    if not isinstance(row, int) or isinstance(row, bool) or not 0 <= row <= 10_000:
        _wrong("header_row", message("a whole number"))
    columns, metrics = _texts(plain, "columns"), _texts(plain, "metrics")
    constants = _texts(plain, "constants")
    _only(columns, "columns", SLOTS[table])
    _only(metrics, "metrics", METRICS if table == "daily" else ())
    _only(constants, "constants", CONSTANTS[table])
    for name, words in _CLOSED.items():
        if name in constants and constants[name] not in words:
            _wrong(f"constants.{name}", ", ".join(words))
    if "currency" in constants and not re.fullmatch("[A-Z]{3}", constants["currency"]):
        _wrong("constants.currency", message("a code of three letters, such as EUR"))
    for name in ("from_day", "to_day"):
        if name in constants and not re.fullmatch(r"\d{4}-\d\d-\d\d", constants[name]):
            _wrong(f"constants.{name}", message("a day such as 2026-02-28"))
    return ColumnMap(
        str(table), columns, metrics, constants, _words(plain), _text(plain, "name"), kind,
        tuple(header), row, _zone(plain), dates, decimal, shares,
    )  # fmt: skip


def _text(plain: Mapping[str, Any], name: str) -> str:
    value = plain.get(name, "")
    if not isinstance(value, str) or len(value) > 500 or "\x00" in value:
        _wrong(name, message("a short text in quotation marks"))
    return value.strip()


def _choice(plain: Mapping[str, Any], name: str, allowed: tuple[Any, ...], default: Any) -> Any:
    value = plain.get(name, default)
    if value == "" and default is None:
        return None
    if value != default and value not in allowed:
        _wrong(name, ", ".join(allowed))
    return value


def _texts(plain: Mapping[str, Any], name: str) -> dict[str, str]:
    found = plain.get(name, {})
    if not isinstance(found, dict):
        _wrong(name, message("a table of names in quotation marks"))
    texts = {}
    for key, value in found.items():
        if not isinstance(value, str):
            _wrong(f"{name}.{key}"[:80], message("a short text in quotation marks"))
        if value:
            texts[key] = value if name == "columns" else value.strip()
    return texts


def _words(plain: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    found = plain.get("values", {})
    if not isinstance(found, dict):
        _wrong("values", message("a table of names in quotation marks"))
    _only(found, "values", _VALUES)
    words = {name: _texts(found, name) for name in found}
    for name, said in words.items():
        for ours in said.values():
            if ours not in _VALUES[name]:
                _wrong(f"values.{name}", ", ".join(_VALUES[name]))
    return words


def _only(found: Mapping[str, Any], name: str, allowed: Any) -> None:
    for key in found:
        if key not in allowed:
            _wrong(f"{name}.{key}"[:80], ", ".join(allowed) or message("nothing"))


def _zone(plain: Mapping[str, Any]) -> str:
    zone = _text(plain, "zone")
    try:
        if zone:
            ZoneInfo(zone)
    except (OSError, ValueError, KeyError):
        _wrong("zone", message("a time zone such as Europe/Tallinn"))
    return zone


def _wrong(name: str, allowed: str) -> NoReturn:
    raise ExportError(
        message("The map of the columns has an unexpected value in {field}; expected: {allowed}."),
        {"field": name, "allowed": Phrase(allowed)},
    )
