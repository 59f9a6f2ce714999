"""What Excel does to exports: undone where nothing was lost, refused where something was."""

import csv
import io
import re
from functools import lru_cache
from itertools import islice, pairwise
from typing import NoReturn

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.distinct import distinct_texts
from smmlab.exports.ids import instagram_shortcodes
from smmlab.exports.reading import Caution
from smmlab.texts import message

_WRAPPED = re.compile(r'^"([^\r\n]*)"[;,\t]*(?=\r?$)', re.MULTILINE)
_FIRST_LINE = re.compile(r"[^\r\n]+")
_DELIMITERS = (",", ";", "\t")
_LOOKED = 15
_SCIENTIFIC = r"^[0-9][.,]?[0-9]*[eE]\+?[0-9]{1,2}$"
_MONTH = r"^(?:[0-9]{1,4}[.\-/ ]{1,2}[^\W\d_]{3,}\.?|[^\W\d_]{3,}[.\-/ ]{1,2}[0-9]{1,4})$"
_DOTTED = r"^[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2,4}"
_WHOLE_DATE = (
    r"^(?:[0-9]{1,2}\.[0-9]{1,2}\.(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2})(?:[ T]|$)"
)
_POST_LINK = r"facebook\.com/[^?#]*?/posts/([0-9]{5,20})(?:[/?#]|$)"
_X_LINK = r"(?:x|twitter)\.com/[^?#]*?status(?:es)?/([0-9]{1,19})(?:[/?#]|$)"
# Excel keeps fifteen digits and writes zeros for the rest.
_EXACT_DIGITS, _FEWEST_IDS = 15, 3


def unwrap_lines(text: str) -> tuple[str, tuple[Caution, ...]]:
    r"""Undo the quotation marks that Excel puts around whole lines.

    Line by line: a line that starts and ends with a quotation mark loses both and its doubled
    marks; other lines, the continued lines of captions, stay as they are. Line numbers do not
    change. Where the header is not one wrapped cell with doubled marks, only those lines are
    unwrapped that are one quoted cell where a row begins, and hold a whole row, or lines that hold
    one together.

    Examples
    --------
    >>> unwrap_lines('"Post ID,""Page name"",Date"\n"1,""Kohvik"\n"ja kook"",Lifetime"\n')[0]
    'Post ID,"Page name",Date\n1,"Kohvik\nja kook",Lifetime\n'
    >>> unwrap_lines('Date,Text,Views\n2026-02-28,Tere,7\n"2026-03-01,""Tere, kook"",8"\n')[0]
    'Date,Text,Views\n2026-02-28,Tere,7\n2026-03-01,"Tere, kook",8\n'
    """
    first = _FIRST_LINE.search(text)
    header = first.group() if first else ""
    # Seen in real files: a cell whose quotes were doubled stands after a separator.
    if _WRAPPED.fullmatch(header) and re.search(r'[,;\t]""[^,;\t]', header):
        unwrapped = _WRAPPED.sub(lambda line: line.group(1).replace('""', '"'), text)
    else:
        unwrapped = _unwrap_rows(text)
    if unwrapped == text:
        return text, ()
    caution = Caution(
        "whole-lines-quoted",
        message(
            "The file was saved in Excel, which put whole lines in quotation marks. This was "
            "undone. Please import the file as it was downloaded next time."
        ),
    )
    return unwrapped, (caution,)


def _unwrap_rows(text: str) -> str:
    """Unwrap the header if it is wrapped, and the lines whose contents have as many cells."""
    found = _find_names(text)
    if found is None:
        return text
    line, delimiter, names = found
    edits = [(line.start(), line.end(), names)] if names != line.group() else []
    if '\n"' in text:
        edits += _wrapped_rows(text, line.end(), delimiter, names.count(delimiter) + 1)
    pieces, at = [], 0
    for start, end, content in edits:
        pieces += [text[at:start], content]
        at = end
    return "".join([*pieces, text[at:]])


def _find_names(text: str) -> tuple[re.Match[str], str, str] | None:
    """Return the line of the column names, what separates them, and the line as it was.

    It is the first line with a separator; none is returned where names are quoted one by one, are
    fewer than three, or may be a sentence in quotation marks.
    """
    for line in islice(_FIRST_LINE.finditer(text), _LOOKED):
        is_setting = line.group().strip('" ').casefold().startswith(("sep=", "#"))
        delimiter = max(_DELIMITERS, key=line.group().count)
        if is_setting or delimiter not in line.group():
            continue
        wrapped = _one_cell(delimiter).fullmatch(line.group())
        names = wrapped.group(1) if wrapped else line.group()
        is_sentence = bool(wrapped) and f"{delimiter} " in names
        if '"' in names or names.count(delimiter) < 2 or is_sentence:
            return None
        return line, delimiter, names
    return None


@lru_cache
def _one_cell(delimiter: str) -> re.Pattern[str]:
    # Empty columns beside it are those of Excel's own separator.
    beside = "".join(one for one in _DELIMITERS if one != delimiter)
    return re.compile(rf'^"([^"\r\n]*(?:""[^"\r\n]*)*)"[{beside}]*(?=\r?$)', re.MULTILINE)


def _wrapped_rows(text: str, start: int, delimiter: str, width: int) -> list[tuple[int, int, str]]:
    """Return where wrapped lines stand below the header, and what each was.

    A row begins behind an even number of quotation marks, and Excel's lines have even numbers of
    them: so no line within a cell of several lines is taken for a wrapped one.
    """
    edits: list[tuple[int, int, str]] = []
    open_row: list[tuple[int, int, str]] = []
    is_outside, at = True, start
    for line in _one_cell(delimiter).finditer(text, start):
        is_outside ^= text.count('"', at, line.start()) % 2 == 1
        at = line.start()
        if not is_outside:
            continue
        edit = (line.start(), line.end(), line.group(1).replace('""', '"'))
        is_end = edit[2].count('"') % 2 == 1
        if _is_row(edit[2], delimiter, width):
            edits.append(edit)
            open_row = []
        elif not open_row:
            open_row = [edit] if is_end else []
        elif not is_end:
            open_row.append(edit)
        else:
            row = [*open_row, edit]
            open_row = []
            between = [text[one[1] : other[0]] for one, other in pairwise(row)]
            whole = "".join(map("".join, zip((one[2] for one in row), [*between, ""], strict=True)))
            edits += row if _is_row(whole, delimiter, width) else []
    return edits


def _is_row(text: str, delimiter: str, width: int) -> bool:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return [len(row) for row in rows] == [width]


def refuse_excel() -> NoReturn:
    """Refuse a file whose numbers or dates Excel has changed for good."""
    raise ExportError(
        message(
            "This file was saved in Excel. Please export again and do not open it before the "
            "import."
        )
    )


def refuse_spoilt_numbers(columns: pd.DataFrame) -> None:
    """Refuse a file with dates where numbers belong, such as ``3.апр`` or ``03.04.2025`` for 3.4.

    In a workbook such a date is met as ``2025-04-03``.
    """
    for name in columns.columns:
        distinct, _ = distinct_texts(columns[name])
        plain = distinct.str.strip()
        if (plain.str.match(_MONTH) | plain.str.match(_WHOLE_DATE)).fillna(False).any():
            refuse_excel()


def refuse_spoilt_dates(texts: pd.Series) -> None:
    """Refuse a file with dotted dates where the network writes none: ``16.02.2025``."""
    distinct, _ = distinct_texts(texts)
    if distinct.str.strip().str.match(_DOTTED).fillna(False).any():
        refuse_excel()


def find_spoilt_ids(ids: pd.Series) -> pd.Series:
    """Mask the ids that Excel took for numbers: in scientific form, or cut at fifteen digits.

    Examples
    --------
    >>> find_spoilt_ids(pd.Series(["1.22166E+17", "122169575834762707"])).tolist()
    [True, False]
    """
    plain = ids.astype("str").str.strip()
    scientific = plain.str.match(_SCIENTIFIC).fillna(False).astype(bool)
    long = plain.str.match(rf"^[0-9]{{{_EXACT_DIGITS + 2},}}$").fillna(False).astype(bool)
    cut = long & plain.str.match(rf"^[0-9]{{{_EXACT_DIGITS}}}0+$").fillna(False).astype(bool)
    spoilt = cut.sum() >= _FEWEST_IDS and 2 * cut.sum() > long.sum()
    return scientific | (cut if spoilt else False)


def rebuild_ids(links: pd.Series, *, network: str) -> pd.Series:
    """Return the id that the link of each post carries, missing where it carries none.

    For Facebook this is the id itself, in links that end in ``/posts/<id>``, and so for X; for
    Instagram the shortcode, which names the post as surely but is not the id of other exports.
    """
    if network == "instagram":
        return instagram_shortcodes(links)
    if network == "x":
        return links.astype("str").str.extract(_X_LINK, expand=False).astype("str")
    return links.astype("str").str.extract(_POST_LINK, expand=False).astype("str")
