"""Tables as people read them in a notebook: headings and values in the client's language."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from smmlab.errors import DataError
from smmlab.forms.told_cells import MISSING, Column, is_missing
from smmlab.forms.told_tables import TOLD
from smmlab.schema import require
from smmlab.texts import Words, for_html, message

_NOTHING = message("There is nothing to show here yet: no table of this step has rows.")
_CELL = "padding:.3em .6em;vertical-align:top;border-bottom:1px solid rgba(128,128,128,.35);"
_WHOLE = "white-space:nowrap;"
# Only what is long breaks inside a word; were short words to, a narrow page would break them first.
_BROKEN = "white-space:normal;min-width:12em;max-width:34em;overflow-wrap:anywhere;"
_NAME = "white-space:normal;min-width:9em;max-width:15em;overflow-wrap:anywhere;font-size:.85em;"
_SHORT, _SHORT_NUMBER = 24, 14
# Many columns fit beside each other when short texts break between words and long ones are narrow.
_MANY = 8
_TIGHT_CELL = "padding:.3em .35em;vertical-align:top;border-bottom:1px solid rgba(128,128,128,.35);"
_TIGHT = "white-space:normal;"
_TIGHT_BROKEN = "white-space:normal;min-width:9em;max-width:34em;overflow-wrap:anywhere;"


class Shown:
    """A piece of HTML that shows itself when it ends a cell, and its text where there is no page.

    Parameters
    ----------
    html
        Safe HTML: every value in it has been escaped.
    text
        The same as plain text.

    Examples
    --------
    >>> Shown("<p>Nothing yet</p>", "Nothing yet")
    Nothing yet
    """

    def __init__(self, html: str, text: str) -> None:
        self.html, self.text = html, text

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def show_table(frame: pd.DataFrame, table: str = "", *, words: Words) -> Shown:
    """Return a table with headings, words, numbers and dates in the reader's language.

    Parameters
    ----------
    frame
        The rows.
    table
        What they are: a key of `smmlab.forms.told_tables.TOLD`, for example ``topics``. When not
        given, the headings and texts of the frame are taken as they are.
    words
        The language.

    Returns
    -------
    Shown
        The table; where there are no rows, a sentence that says what would fill it.

    Raises
    ------
    DataError
        When there is no such table, or a column of it is absent.

    Examples
    --------
    >>> said = pd.DataFrame({"topic": ["price"], "questions": 12, "people": 11, "answered": 9,
    ...     "share": 0.75, "share_low": 0.47, "share_high": 0.91})
    >>> print(show_table(said, "topics", words=Words("en")))
    Topic	Questions	People	Answered	Answered, share (interval)
    Price and payment	12	11	9	75% (47% to 91%)
    """
    if table and table not in TOLD:
        raise DataError(
            message("There is no table {found}. There is one for {allowed}."),
            {"found": table, "allowed": ", ".join(TOLD)},
        )
    if not table:
        if frame.empty:
            return sentence(words.say(_NOTHING))
        plain = [Column(str(name), _as_it_is(str(name))) for name in frame.columns]
        return _table([column.heading for column in plain], plain, frame, words)
    told = TOLD[table]
    if frame.empty or (told.counted and not frame[told.counted].any()):
        return sentence(words.say(told.empty))
    require(frame, told.needs, table=table)
    return _table([words.say(one.heading) for one in told.columns], told.columns, frame, words)


def sentence(text: str) -> Shown:
    """Return a sentence in the place of a table: what is missing and what would fill it.

    Examples
    --------
    >>> sentence("Export the orders <of the shop>.").html
    '<p class="smm-empty" style="max-width:48em">Export the orders &lt;of the shop&gt;.</p>'
    """
    return Shown(f'<p class="smm-empty" style="max-width:48em">{for_html(text)}</p>', text)


def _table(
    headings: list[str], columns: "tuple[Column, ...] | list[Column]", frame: pd.DataFrame,
    words: Words,
) -> Shown:  # fmt: skip
    rows = [
        [column.tell(row, words) or MISSING for column in columns]
        for row in frame.to_dict("records")
    ]
    heads = "".join(
        f'<th scope="col" style="{style}">{for_html(heading)}</th>'
        for one, heading in zip(columns, headings, strict=True)
        for style in (_style(one, heading, is_heading=True, is_tight=len(columns) >= _MANY),)
    )
    body = "".join(f"<tr>{_cells(columns, row)}</tr>" for row in rows)
    html = (
        # A long table scrolls in its own frame, also by the keyboard, and never widens the page;
        # the hours of a day are seen whole.
        '<div class="smm-table" tabindex="0" style="overflow:auto;max-height:45em;max-width:100%">'
        f'<table style="border-collapse:collapse;margin:0"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
    text = "\n".join("\t".join(line) for line in (headings, *rows))
    return Shown(html, text)


def _cells(columns: "tuple[Column, ...] | list[Column]", row: list[str]) -> str:
    return "".join(
        f'<td style="{_style(one, cell, is_tight=len(columns) >= _MANY)}">{_safe(one, cell)}</td>'
        for one, cell in zip(columns, row, strict=True)
    )


def _safe(column: Column, told: str) -> str:
    safe = for_html(told)
    return safe.replace(".", ".<wbr>").replace("_", "_<wbr>") if column.is_name else safe


def _style(column: Column, told: str, *, is_heading: bool = False, is_tight: bool = False) -> str:
    side = "text-align:right;" if column.is_number else "text-align:left;"
    if is_tight and not column.is_name:
        is_whole = column.is_number and not is_heading
        look = _WHOLE if is_whole else _TIGHT if len(told) <= _SHORT else _TIGHT_BROKEN
        return f"{_TIGHT_CELL}{side}{look}"
    if column.is_name:
        return f"{_CELL}{side}{_NAME}"
    if column.is_number and len(told) > _SHORT_NUMBER:
        # It breaks between words; a number is not cut in two, for no plain blank is in it.
        least = "8em" if is_heading else "5em"
        return f"{_CELL}{side}white-space:normal;min-width:{least};max-width:11em;"
    return f"{_CELL}{side}{_WHOLE if len(told) <= _SHORT else _BROKEN}"


def _as_it_is(name: str) -> Any:
    def tell(row: Mapping[str, Any], _words: Words) -> str:
        return "" if is_missing(row[name]) else str(row[name])

    return tell
