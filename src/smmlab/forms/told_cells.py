"""How one cell of a table is told: counts, shares, moments, words of ours, words of others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from smmlab.texts import Words
from smmlab.texts.labels import label_of

MISSING = "–"
_LONGEST = 160
Row = Mapping[str, Any]
Tell = Callable[[Row, Words], str]


@dataclass(frozen=True)
class Column:
    """One column: its heading as a template, how a row tells it, and what it holds.

    A number stands at the right; a name is small and breaks after its dots.
    """

    heading: str
    tell: Tell
    is_number: bool = False
    is_name: bool = False


@dataclass(frozen=True)
class Told:
    """A table: its columns in order, the columns of the frame it needs, and what to say of none.

    Rows that count nothing in ``counted`` are as good as none.
    """

    columns: tuple[Column, ...]
    needs: tuple[str, ...]
    empty: str
    counted: str = ""


def is_missing(value: object) -> bool:
    """Tell whether a cell holds nothing: None, NaN, NaT or an empty text.

    Examples
    --------
    >>> [is_missing(value) for value in (None, float("nan"), "", 0, False)]
    [True, True, True, False, False]
    """
    return value is None or bool(pd.isna(value)) or value == ""


def count(heading: str, name: str, *, digits: int = 0) -> Column:
    """Return a column of numbers, missing ones left open."""
    return Column(
        heading, known(name, lambda value, words: words.number(float(value), digits=digits)), True
    )


def share(heading: str, name: str) -> Column:
    """Return a column of shares with their intervals, from ``name``, its low and its high."""
    return Column(heading, between(name, lambda value, words: words.percent(value)), True)


def text(heading: str, name: str) -> Column:
    """Return a column of texts, whole."""
    return Column(heading, known(name, lambda value, _words: str(value)))


def name(heading: str, column: str) -> Column:
    """Return a column of names with dots in them, such as the keys of findings."""
    return Column(heading, known(column, lambda value, _words: str(value)), is_name=True)


def glimpse(heading: str, name: str) -> Column:
    """Return a column of the beginnings of posts, long ones cut."""
    return Column(heading, known(name, lambda value, _words: _shortened(str(value))))


def word(heading: str, name: str, called: Mapping[Any, str] | None = None) -> Column:
    """Return a column of words of ours, or of a closed vocabulary; others stay as they are."""

    def tell(value: Any, words: Words) -> str:
        code = str(value)
        label = label_of(code) if called is None else called.get(code, "")
        return words.say(label) if label else code

    return Column(heading, known(name, tell))


def yes_or_no(heading: str, name: str) -> Column:
    """Return a column of answers."""

    def tell(value: Any, words: Words) -> str:
        label = label_of("yes" if value else "no")
        return words.say(label)

    return Column(heading, known(name, tell))


def known(name: str, tell: Callable[[Any, Words], str]) -> Tell:
    """Tell a value that is there, and nothing of one that is not."""
    return lambda row, words: "" if is_missing(row[name]) else tell(row[name], words)


def between(name: str, tell: Callable[[float, Words], str], stem: str = "") -> Tell:
    """Tell a number with its interval, ``<stem>_low`` to ``<stem>_high``, where there is one."""
    low, high = f"{stem or name}_low", f"{stem or name}_high"

    def told(row: Row, words: Words) -> str:
        if is_missing(row[name]):
            return ""
        value = tell(float(row[name]), words)
        if is_missing(row[low]) or is_missing(row[high]):
            return value
        return words.say(
            "{value} ({low} to {high})",
            value=value,
            low=tell(float(row[low]), words),
            high=tell(float(row[high]), words),
        )

    return told


def _shortened(value: str) -> str:
    flat = " ".join(value.split())
    return flat if len(flat) <= _LONGEST else flat[:_LONGEST].rstrip() + "…"
