r"""Texts of Meta's archives, whose bytes were written one by one as letters of Latin-1."""

from typing import Any

from smmlab.errors import ExportError
from smmlab.texts import message


def repair_text(text: str) -> str:
    r"""Return the text as it was written, if its letters are the bytes of UTF-8.

    A text that is not in this state, or only in part, is returned as it is.

    Examples
    --------
    >>> repair_text("K\u00c3\u00bclm jook"), repair_text("Külm jook"), repair_text("Кофе")
    ('Külm jook', 'Külm jook', 'Кофе')
    """
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def repair_json(value: Any) -> Any:
    r"""Return parsed JSON with every text repaired, the names of fields too.

    Raises
    ------
    ExportError
        When it is nested more deeply than any export is.

    Examples
    --------
    >>> repair_json({"Impress\u00c3\u00b5es": [{"value": "1"}]})
    {'Impressões': [{'value': '1'}]}
    """
    try:
        return _repaired(value)
    except RecursionError:
        raise ExportError(
            message("This JSON is nested too deeply to be an export. Please export it again.")
        ) from None


def _repaired(value: Any) -> Any:
    if isinstance(value, str):
        return repair_text(value)
    if isinstance(value, list):
        return [_repaired(item) for item in value]
    if isinstance(value, dict):
        repaired = {repair_text(key): _repaired(item) for key, item in value.items()}
        # Two names that become one would hide a field.
        return (
            repaired if len(repaired) == len(value) else {k: _repaired(v) for k, v in value.items()}
        )
    return value
