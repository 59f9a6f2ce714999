"""Texts from files are hostile: the one place that makes them harmless, per medium."""

import html
import re

# C0/C1 controls, bidi overrides and isolates, zero-width characters except the joiner emoji need.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$~^&])")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def without_invisible(text: str) -> str:
    r"""Return the text without control, bidi and zero-width characters.

    Examples
    --------
    >>> without_invisible("kohv\u202eik")
    'kohvik'
    """
    return _INVISIBLE.sub("", text)


def for_html(text: str) -> str:
    """Escape a text for HTML element content and quoted attributes.

    Examples
    --------
    >>> for_html("<b>Kohv & kook</b>")
    '&lt;b&gt;Kohv &amp; kook&lt;/b&gt;'
    """
    return html.escape(without_invisible(text), quote=True)


def for_markdown(text: str) -> str:
    r"""Escape a text so that Markdown shows it letter by letter, on one line.

    Examples
    --------
    >>> for_markdown("[win](http://x) $1")
    '\\[win\\]\\(http://x\\) \\$1'
    """
    return _MARKDOWN.sub(r"\\\1", " ".join(without_invisible(text).split()))


def for_spreadsheet(text: str) -> str:
    """Keep a spreadsheet from reading a text as a formula.

    Examples
    --------
    >>> for_spreadsheet("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    >>> for_spreadsheet("tasub proovida")
    'tasub proovida'
    """
    # Tabs and carriage returns are judged before they are stripped: Excel obeys what follows them.
    risky = text.lstrip(" \u00a0").startswith(_FORMULA_STARTS)
    clean = without_invisible(text)
    return f"'{clean}" if risky or clean.lstrip().startswith(_FORMULA_STARTS) else clean


def for_terminal(text: str) -> str:
    r"""Keep a text on one line and from steering a terminal.

    Examples
    --------
    >>> for_terminal("kook\x1b[2J\nja kohv")
    'kook[2J ja kohv'
    """
    return " ".join(without_invisible(text).split())
