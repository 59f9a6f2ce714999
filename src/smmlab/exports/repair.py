"""What Excel does to exports: undone where nothing was lost, refused where something was."""

import re
from typing import NoReturn

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.distinct import distinct_texts
from smmlab.exports.ids import instagram_shortcodes
from smmlab.exports.reading import Caution
from smmlab.texts import message

_WRAPPED = re.compile(r'^"([^\r\n]*)"[;,\t]*(?=\r?$)', re.MULTILINE)
_FIRST_LINE = re.compile(r"[^\r\n]+")
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
    change. A text whose header is not one wrapped cell is returned untouched.

    Examples
    --------
    >>> unwrap_lines('"Post ID,""Page name"",Date"\n"1,""Kohvik"\n"ja kook"",Lifetime"\n')[0]
    'Post ID,"Page name",Date\n1,"Kohvik\nja kook",Lifetime\n'
    """
    first = _FIRST_LINE.search(text)
    header = first.group() if first else ""
    # Seen in real files: a cell whose quotes were doubled stands after a separator.
    if not (_WRAPPED.fullmatch(header) and re.search(r'[,;\t]""[^,;\t]', header)):
        return text, ()
    unwrapped = _WRAPPED.sub(lambda line: line.group(1).replace('""', '"'), text)
    caution = Caution(
        "whole-lines-quoted",
        message(
            "The file was saved in Excel, which put every line in quotation marks. This was "
            "undone. Please import the file as it was downloaded next time."
        ),
    )
    return unwrapped, (caution,)


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
