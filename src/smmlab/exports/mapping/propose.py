"""A proposal for a file nobody knows: which column may be what, how sure that is, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from smmlab.errors import ExportError, SmmlabError
from smmlab.exports.mapping.conventions import with_conventions
from smmlab.exports.mapping.found import Found, find_table
from smmlab.exports.mapping.judging import CONTENT, Reason, judge
from smmlab.exports.mapping.marks import decimal_of, numbered_columns
from smmlab.exports.mapping.moments_in import in_numbers
from smmlab.exports.mapping.shapes import Shape, shape_of
from smmlab.exports.mapping.slots import CONSTANTS, MAPPED_TABLES, SLOTS
from smmlab.exports.mapping.spec import ColumnMap, map_to_toml
from smmlab.exports.moments import find_date_order
from smmlab.exports.source import RawExport
from smmlab.schema import EVERY_NETWORK, METRICS
from smmlab.texts import Phrase, message

# What makes a table this one and no other, and how much it weighs.
_MARKS: Mapping[str, Mapping[str, float]] = {
    "posts": {"url": 2, "post_id": 1.5, "text": 2, "form": 1, "at": 1, "saves": 1, "views": 0.5,
              "reactions": 0.5, "comments": 0.5, "shares": 0.5, "reach": 0.5, "impressions": 0.5},
    "daily": {"day": 1.5, "metric": 2, "value": 0.5},
    "audience": {"age": 2, "sex": 1.5, "dimension": 2, "city": 1, "country": 1, "share": 1.5,
                 "count": 0.5, "value": 0.5},
    "ads": {"spend": 3, "campaign": 1.5, "ad_set": 1, "ad": 1, "impressions": 0.5, "clicks": 0.5,
            "results": 0.5},
    "visits": {"sessions": 2.5, "source": 2, "medium": 2, "users": 1, "campaign": 0.5,
               "revenue": 0.5, "engaged_sessions": 1},
    "orders": {"order_id": 3, "amount": 2, "customer": 1, "status": 0.5, "discount_code": 0.5,
               "at": 0.5},
    "interactions": {"person": 2, "kind": 1.5, "interaction_id": 1, "reply_to": 1.5, "text": 1.5,
                     "at": 0.5, "post_id": 1},
    "people": {"person": 2, "birth_year": 2, "joined_at": 2, "last_seen": 2, "following": 1.5,
               "followers": 0.5, "sex": 1, "city": 0.5, "deactivated": 1},
}  # fmt: skip


@dataclass(frozen=True)
class Proposal:
    """A map to look over, with the reasons and what nobody could tell.

    Parameters
    ----------
    column_map
        The map; it may be incomplete.
    reasons
        Why each column.
    unused
        Columns of the file without a meaning.
    questions
        What a person must say before the file can be read.
    """

    column_map: ColumnMap
    reasons: tuple[Reason, ...]
    unused: tuple[str, ...]
    questions: tuple[Phrase, ...]

    def as_toml(self) -> str:
        """Return the proposal as a map.toml, its reasons and questions as comments."""
        column_map = self.column_map
        remarks = {}
        for reason in self.reasons:
            group = "metrics" if reason.column in column_map.metrics.values() else "columns"
            remarks[f"{group}.{reason.name}"] = f"{reason.score:.2f}: {reason.why}"
        for name in CONSTANTS[column_map.table]:
            if name not in column_map.columns and name in ("network", "page", "shop", "currency"):
                remarks[f"constants.{name}"] = _ASKED[name]
        top = [str(question) for question in self.questions]
        if self.unused:
            top.append("Not used: " + ", ".join(self.unused))
        remarks[""] = "\n".join(" ".join(line.split()) for line in top)
        if not remarks[""]:
            del remarks[""]
        remarks["zone"] = "time zone of the file, such as Europe/Tallinn; empty: the project's"
        remarks["dates"] = "dmy or mdy, when the file does not show it"
        if column_map.decimal is None:
            remarks["decimal"] = "the decimal mark, . or ,"
        return map_to_toml(column_map, remarks=remarks)


_ASKED = {
    "network": "one of " + ", ".join(EVERY_NETWORK),
    "page": "name of the page or channel",
    "shop": "name of the shop",
    "currency": "code of the currency, such as EUR",
}


def propose_map(raw: RawExport, *, table: str | None = None) -> Proposal:
    """Propose what the columns of a file stand for.

    Parameters
    ----------
    raw
        CSV, XLSX, XLS, JSON, or JSON with one record a line.
    table
        The canonical table, when a person has chosen it.

    Raises
    ------
    ExportError
        When the file holds no table.
    """
    try:
        found = find_table(raw)
        return _propose(raw, found, table)
    except SmmlabError:
        raise
    except Exception as problem:
        raise ExportError(
            message("{name} could not be looked through ({fault}). Please export it again."),
            {"name": raw.name, "fault": type(problem).__name__},
        ) from problem


def _propose(raw: RawExport, found: Found, table: str | None) -> Proposal:
    shapes = [shape_of(found.frame[name], name) for name in found.header]
    tables = [table] if table in MAPPED_TABLES else list(MAPPED_TABLES)
    best = max(
        (_assign(found, shapes, name) for name in tables), key=lambda one: (one[0], one[1].table)
    )
    _, column_map, reasons = best
    column_map = with_conventions(raw, found, column_map, shapes)
    used = set(column_map.used)
    unused = tuple(name for name in found.header if name not in used)
    return Proposal(column_map, reasons, unused, _questions(raw, found, column_map))


def _assign(
    found: Found, shapes: list[Shape], table: str
) -> tuple[float, ColumnMap, tuple[Reason, ...]]:
    """Give each column the meaning it fits best, the surest first; return how well it fits."""
    candidates = [
        reason
        for shape in shapes
        for name in SLOTS[table]
        if (reason := judge(shape, name, SLOTS[table][name])) is not None
    ]
    if table == "daily":
        candidates += [
            reason for shape in shapes for name in METRICS
            if (reason := judge(shape, name, "number")) is not None and reason.why != CONTENT
        ]  # fmt: skip
    order = {name: at for at, name in enumerate(found.header)}
    candidates.sort(key=lambda one: (-one.score, order[one.column]))
    chosen: dict[str, Reason] = {}
    taken: set[str] = set()
    for one in candidates:
        if one.name not in chosen and one.column not in taken:
            chosen[one.name] = one
            taken.add(one.column)
    if table in ("posts", "orders", "interactions") and "time" in chosen and "at" not in chosen:
        del chosen["time"]
    columns = {n: chosen[n].column for n in SLOTS[table] if n in chosen}
    metrics: dict[str, str] = {}
    if table == "daily":
        metrics = {name: chosen[name].column for name in METRICS if name in chosen}
        if metrics and "value" in columns and "metric" not in columns:
            chosen.pop("value")
            columns.pop("value")
    marks = _MARKS[table]
    fit = sum(marks.get(name, 0.1) * one.score for name, one in chosen.items())
    fit += _bias(table, columns, metrics, {shape.name: shape for shape in shapes})
    column_map = ColumnMap(
        table, columns, metrics, kind=found.kind, header=tuple(found.header),
        header_row=found.header_row,
    )  # fmt: skip
    fit -= 2 * sum("currency" not in str(f) for f in _own_faults(column_map))
    return fit, column_map, tuple(chosen.values())


def _own_faults(column_map: ColumnMap) -> tuple[Phrase, ...]:
    # What a person is asked anyway does not speak against a table.
    asked = {"network": "x", "shop": "x", "kind": "comment", "dimension": "age"}
    given = {n: v for n, v in asked.items() if n in CONSTANTS[column_map.table]}
    return replace(column_map, constants=given).faults()


def _bias(
    table: str, columns: Mapping[str, str], metrics: Mapping[str, str], shapes: Mapping[str, Shape]
) -> float:
    """Weigh what only the table as a whole shows."""
    if table == "daily" and "day" in columns:
        day = shapes[columns["day"]]
        # One row a day and nothing but numbers beside it.
        worded = [s for s in shapes.values() if s.of("text") > 0.5 or s.of("link") > 0.5]
        return (1.0 if day.distinct > 0.95 else 0.0) + 0.9 * len(metrics) - 4 * len(worded)
    if table == "interactions" and "person" not in columns:
        return -3.0
    if table == "people" and len(columns) < 3:
        return -2.0
    if table == "audience" and {"url", "text"} & set(columns):
        return -3.0
    return 0.0


def _questions(raw: RawExport, found: Found, column_map: ColumnMap) -> tuple[Phrase, ...]:
    asked = list(column_map.faults())
    slots = SLOTS[column_map.table]
    timed = [n for n in column_map.columns if slots[n] in ("moment", "day")]
    if timed and column_map.dates is None:
        column = found.frame[column_map.columns[timed[0]]].astype("str").str.strip().fillna("")
        try:
            find_date_order(in_numbers(column), asked=raw.hints.dates, not_after=raw.modified_at)
        except ExportError as problem:
            asked.append(Phrase(problem.template, problem.values))
    for name in numbered_columns(column_map)[0] if found.kind == "table" else ():
        try:
            decimal_of(found.frame[name], name, found.frame, column_map)
        except ExportError as problem:
            # A file has one mark, so it is asked once.
            asked.append(Phrase(problem.template, problem.values))
            break
    if "moment" in {slots[n] for n in timed} and not column_map.zone:
        asked.append(
            Phrase(
                message("On which clock are the times? They are read on that of {zone} now."),
                {"zone": raw.hints.zone},
            )
        )
    return tuple(asked)
