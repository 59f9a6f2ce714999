"""How findings are told in a notebook: what was counted, the value, how sure it is, its name."""

from collections.abc import Mapping
from types import MappingProxyType

from smmlab.findings import Finding
from smmlab.forms.told_cells import Column, Row, Told, count, is_missing, text, word
from smmlab.strategy.document import plain
from smmlab.strategy.statements import Pen, shown_unit
from smmlab.strategy.units import counted
from smmlab.texts import Words, message


def _value(row: Row, words: Words) -> str:
    found = _finding(row)
    pen = Pen(words)
    return pen.show(None) if found.value is None else plain(counted(pen, found, found.unit))


def _interval(row: Row, words: Words) -> str:
    if is_missing(row["low"]) or is_missing(row["high"]):
        return ""
    unit, pen = shown_unit(_finding(row)), Pen(words)
    low, high = pen.show(float(row["low"]), unit), pen.show(float(row["high"]), unit)
    return words.say("{low} to {high}", low=low, high=high)


def _finding(row: Row) -> Finding:
    value = None if is_missing(row["value"]) else row["value"]
    return Finding(
        str(row["key"]), value, str(row["unit"]), status="unknown" if value is None else "measured"
    )


FINDINGS_TABLE: Mapping[str, Told] = MappingProxyType(
    {
        "findings": Told(
            (
                text(message("What was counted, and how"), "method"),
                Column(message("Value"), _value, is_number=True),
                Column(message("Interval"), _interval, is_number=True),
                count(message("Observations"), "n"),
                word(message("Status"), "status"),
                text(message("Name in the appendix"), "key"),
            ),
            ("key", "value", "unit", "n", "low", "high", "status", "method"),
            message(
                "There are no findings yet: nothing this step reads is in the tables. Import the "
                "exports first; the first two notebooks show how."
            ),
        )
    }
)
"""What `smmlab.findings_about` returns."""
