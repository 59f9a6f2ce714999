"""A page that was read, as a list of sources shows it: its title, where it lies, and when."""

from datetime import date

from smmlab.strategy.document import Spans
from smmlab.strategy.statements import Day, Name, Pen, Quote


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
        title=Quote(title),
        address=Name(address),
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
