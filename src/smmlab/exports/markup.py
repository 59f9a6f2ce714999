"""Marked-up texts to plain ones: tags out, line breaks kept, characters decoded once."""

import html
import re

import pandas as pd

# Every attempt at a tag ends at the next "<" at the latest, and whatever opens without an end is
# taken up to the end of the text: the time is linear in the length, however hostile the text is.
_HIDDEN = re.compile(
    r"<!--(?:.*?-->|.*\Z)|<(script|style)(?=[\s/>])(?:.*?</\1\s*>|.*\Z)",
    re.IGNORECASE | re.DOTALL,
)
_BREAK = re.compile(
    r"<br(?=[\s/>])[^<>]*>|</(?:p|div|li|tr|h[1-6]|blockquote|pre)\s*>", re.IGNORECASE
)
_TAG = re.compile(r"""<[a-z/!?](?:(?:[^<>"']|"[^"<]*"|'[^'<]*')*+>|[^<>]*>)""", re.IGNORECASE)
# Python refuses to read numbers of thousands of digits, and no letter has more than seven.
_ABSURD = re.compile(r"&#(?:[0-9]{10,}|[xX][0-9a-fA-F]{10,});?")
_MANY_BREAKS = re.compile(r"\n{3,}")


def plain_text(texts: pd.Series) -> pd.Series:
    r"""Return marked-up texts as people read them; links keep their text, missing stays missing.

    Line breaks and ends of paragraphs become line breaks. A sign that opens no tag (``5 < 6``,
    ``<3``) stays. A tag that is written out as text (``&lt;b&gt;``) is text, not a tag.

    Parameters
    ----------
    texts
        HTML, or text without any marks.

    Examples
    --------
    >>> texts = pd.Series(['<p>Tere &amp; hei<br>kook <a href="/x">siin</a></p><p>I <3 it</p>'])
    >>> plain_text(texts).tolist()
    ['Tere & hei\nkook siin\nI <3 it']
    """
    return texts.astype("str").map(_plain, na_action="ignore").astype("str")


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "<" in text:
        text = _HIDDEN.sub("", text)
        text = _TAG.sub("", _BREAK.sub("\n", text))
    if "&" in text:
        text = html.unescape(_ABSURD.sub("\ufffd", text))
    return _MANY_BREAKS.sub("\n\n", text).strip()
