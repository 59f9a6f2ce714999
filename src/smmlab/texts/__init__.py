"""Words in the user's language: catalogues by gettext, numbers and dates by Babel."""

from smmlab.texts.escaping import for_html, for_markdown, for_spreadsheet, for_terminal
from smmlab.texts.words import LANGUAGES, Language, Phrase, Phrases, Words, clock, message

__all__ = [
    "LANGUAGES",
    "Language",
    "Phrase",
    "Phrases",
    "Words",
    "clock",
    "for_html",
    "for_markdown",
    "for_spreadsheet",
    "for_terminal",
    "message",
]
