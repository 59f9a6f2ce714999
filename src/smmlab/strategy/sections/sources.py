"""A page that was read, as a list of sources shows it: its title, where it lies, and when."""

import re
from datetime import date
from urllib.parse import quote

from smmlab.strategy.document import Spans
from smmlab.strategy.statements import Day, Name, Pen, Quote

# What we note beside a title for ourselves: which copy was read, and of whom it tells.
_NOTE = re.compile(
    r"""\s*\((?:(?:older|earlier|its|their|before|copy|quotes|eff\.|updated?|re-keyed|chart)\b[^()]*
    |[^()]*;\s(?:its|their)\sopening|[^()]*\bcopy\sof[^()]*|[^()]*\sedition|German\stext)\)
    |,\s(?:quoted|copied|translated\ssummary)(?=\)|$)""",
    re.VERBOSE,
)
_IN_A_REPOSITORY = re.compile(r"github:(?P<place>[^@\s]+)@(?P<version>\w+) (?P<file>[^;]+\S)")


def web_address(address: str) -> str:
    """Return an address that a browser opens, also for a file of a repository.

    Examples
    --------
    >>> web_address("github:terms/copies@0009d00 X/Community Guidelines.md")
    'https://github.com/terms/copies/blob/0009d00/X/Community%20Guidelines.md'
    >>> web_address("https://x.example")
    'https://x.example'
    """
    return _IN_A_REPOSITORY.sub(
        lambda found: (
            f"https://github.com/{found['place']}/blob/{found['version']}/{quote(found['file'])}"
        ),
        address,
    )


def shown_title(title: str) -> str:
    """Return the title of a source without the notes that we keep beside it.

    Examples
    --------
    >>> shown_title("Instagram Community Guidelines (copy of about 2021)")
    'Instagram Community Guidelines'
    >>> shown_title("Population of Estonia (Statistics Estonia, quoted)")
    'Population of Estonia (Statistics Estonia)'
    >>> shown_title("VK: farewell to arms (advertising rules of 2012)")
    'VK: farewell to arms (advertising rules of 2012)'
    """
    return _NOTE.sub("", title)


def source_line(pen: Pen, title: str, address: str, read_on: str) -> Spans:
    """Return a source as one line; its title stays in its own language, within quotation marks.

    Parameters
    ----------
    pen
        Of the document.
    title, address
        As the page gives them.
    read_on
        ISO date; anything else is shown as it is.

    Examples
    --------
    >>> from smmlab.strategy.document import plain
    >>> from smmlab.texts import Words
    >>> plain(source_line(Pen(Words("en")), "Spam policy", "https://x.example", "2026-11-26"))
    '“Spam policy”, https://x.example, read on November 26, 2026'
    """
    return pen.say(
        "{title}, {address}, read on {day}",
        title=Quote(shown_title(title)),
        address=Name(web_address(address)),
        day=read_day(pen, read_on),
    )


def read_day(pen: Pen, read_on: str) -> Day:
    """Return the day on which a page was read, as the language writes it.

    Examples
    --------
    >>> from smmlab.texts import Words
    >>> read_day(Pen(Words("et")), "2026-11-26")
    Day(text='26. november 2026')
    """
    try:
        return Day(pen.words.date(date.fromisoformat(read_on)))
    except ValueError:
        return Day(read_on)
