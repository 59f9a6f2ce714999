"""What Excel does to exports: undone where nothing was lost, refused where something was."""

import csv
import io
import re
from functools import lru_cache
from itertools import islice
from typing import NoReturn

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.distinct import distinct_texts
from smmlab.exports.ids import instagram_shortcodes
from smmlab.exports.month_names import split_named_days
from smmlab.exports.reading import Caution
from smmlab.texts import message

_WRAPPED = re.compile(r'^"([^\r\n]*)"[;,\t]*(?=\r?$)', re.MULTILINE)
_NEXT_LINE = re.compile(r"(\r\n|\r|\n)([^\r\n]*)")
_FIRST_LINE = re.compile(r"[^\r\n]+")
_DELIMITERS = (",", ";", "\t")
_LOOKED = 15
# A point or a sign: an order may well be called 12E5.
_SCIENTIFIC = r"^[0-9](?:[.,][0-9]+[eE]\+?|[eE]\+)[0-9]{1,2}$"
# Months of Serbian, which has no other place here: it was met in a real file.
_OTHER_MONTHS = ("јан", "феб", "мај", "јун", "јул", "авг", "сеп", "дец")
_WITH_MONTH = r"^(?:[0-9]{1,4}[.\-/ ]{1,2}[^\W\d_]{3,}\.?|[^\W\d_]{3,}[.\-/ ]{1,2}[0-9]{1,4})$"
_DOTTED = r"^[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2,4}"
_WHOLE_DATE = (
    r"^(?:[0-9]{1,2}\.[0-9]{1,2}\.(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2})(?:[ T]|$)"
)
_POST_LINK = r"facebook\.com/[^?#]*?/posts/([0-9]{5,20})(?:[/?#]|$)"
_X_LINK = r"(?:x|twitter)\.com/[^?#]*?status(?:es)?/([0-9]{1,19})(?:[/?#]|$)"
# Excel keeps fifteen digits and writes zeros for the rest.
_EXACT_DIGITS, _FEWEST_IDS = 15, 3
# From where to where, and what stood there before Excel.
_Edit = tuple[int, int, str]


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


def _wrapped_rows(text: str, start: int, delimiter: str, width: int) -> list[_Edit]:
    """Return where wrapped lines stand below the header, and what each was.

    A row begins behind an even number of quotation marks, and Excel's lines have even numbers of
    them: so no line within a cell of several lines is taken for a wrapped one.
    """
    edits: list[_Edit] = []
    is_outside, at = True, start
    while line := _one_cell(delimiter).search(text, at):
        is_outside ^= text.count('"', at, line.start()) % 2 == 1
        at = line.end()
        if not is_outside:
            continue
        whole = _content(line)
        row, end = [(line.start(), at, whole)], at
        if not _is_row(whole, delimiter, width):
            row, end = _open_row(text, row[0], delimiter)
            whole = "".join(content for _, _, content in row)
            if len(row) == 1 or not _is_row(whole, delimiter, width):
                continue
        edits += row
        at = end
    return edits


def _open_row(text: str, first: _Edit, delimiter: str) -> tuple[list[_Edit], int]:
    """Return the lines of the row that a wrapped line begins, and where it ends.

    It goes on while a cell is open. Excel wraps the lines of a caption, or leaves them alone.
    """
    row, end = [first], first[1]
    is_open = first[2].count('"') % 2 == 1
    while is_open and (line := _NEXT_LINE.match(text, end)):
        wrapped = _one_cell(delimiter).fullmatch(line.group(2))
        content = _content(wrapped) if wrapped else line.group(2)
        row.append((end, line.end(), line.group(1) + content))
        end = line.end()
        is_open ^= content.count('"') % 2 == 1
    return row, end


def _content(wrapped: re.Match[str]) -> str:
    return wrapped.group(1).replace('""', '"')


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
        dated = plain[plain.str.match(_WITH_MONTH).fillna(False).astype(bool)]
        # Reading months in thirty languages takes longer than all the numbers of a small file.
        if (len(dated) and _have_months(dated)) or plain.str.match(_WHOLE_DATE).fillna(False).any():
            refuse_excel()


def _have_months(texts: pd.Series) -> bool:
    """Tell whether the word beside a number is a month, and no unit or currency."""
    words = texts.str.extract(r"([^\W\d_]+)", expand=False).str.casefold().drop_duplicates()
    known = split_named_days("1 " + words)["month"].notna() | words.isin(_OTHER_MONTHS)
    return bool(known.any())


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
