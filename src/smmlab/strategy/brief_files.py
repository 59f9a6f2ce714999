"""The briefs as files: one page a post for whoever makes it, and a table of the whole batch."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from smmlab.strategy.post_briefs import PostBrief, place_of
from smmlab.texts import Words, clock, for_spreadsheet, message
from smmlab.texts.escaping import without_invisible
from smmlab.texts.labels import label_of

_COLUMNS = (
    message("Number of the post"), message("Date"), message("Time"), message("Time zone"),
    message("Network"),
    message("Type"), message("Form"), message("Pillar"), message("What it is for"),
    message("Text"), message("How to write it"), message("Picture or video"), message("Size"),
    message("Link"), message("Ready by"), message("Done when"), message("What this rests on"),
)  # fmt: skip


def briefs_csv(briefs: Sequence[PostBrief], *, words: Words) -> bytes:
    """Return the batch as CSV that a spreadsheet cannot take for formulas, one row a post."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([for_spreadsheet(words.say(name)) for name in _COLUMNS])
    for one in briefs:
        row = (
            str(one.number), one.day.isoformat(), clock(one.hour), one.timezone,
            *(_word(name, words) for name in (one.network, one.type, one.form)),
            one.pillar, one.goal, one.text, one.manner, one.visual, one.size, one.link,
            one.deadline.isoformat(), "; ".join(one.done), " ".join(one.basis),
        )  # fmt: skip
        writer.writerow([for_spreadsheet(" ".join(cell.split())) for cell in row])
    # The mark at the start tells Excel that the letters are UTF-8.
    return buffer.getvalue().encode("utf-8-sig")


def briefs_docx(briefs: Sequence[PostBrief], *, words: Words, name: str, made_on: date) -> bytes:
    """Return the briefs as DOCX bytes, an A4 page a post; the same bytes for the same briefs.

    Parameters
    ----------
    briefs
        From `smmlab.strategy.post_briefs.brief_posts`.
    words
        Language of the pages.
    name
        The client's name, at the head of each page.
    made_on
        The day in the properties of the file.
    """
    import docx

    from smmlab.strategy.docx_styles import style_page, style_texts
    from smmlab.strategy.steady_zip import forget_template, steady_zip

    file: Any = docx.Document()
    title = words.say("Briefs for posts: {name}", name=without_invisible(name))
    style_texts(file, words.language)
    style_page(file.sections[0], title)
    core = file.core_properties
    core.title, core.author, core.comments = title[:255], "smmlab", ""
    core.last_modified_by, core.language = "smmlab", words.language
    core.created = core.modified = datetime.combine(made_on, datetime.min.time())
    forget_template(file.part)
    if not briefs:
        none = words.say("No post is planned yet: decide the mix and the posts a week.")
        file.add_paragraph(none, style="Note")
    for number, one in enumerate(briefs):
        _page(file, one, words, is_first=number == 0)
    buffer = io.BytesIO()
    file.save(buffer)
    return steady_zip(buffer.getvalue())


def _page(file: Any, one: PostBrief, words: Words, *, is_first: bool) -> None:
    when = words.say(
        "{weekday}, {date}, {time} on the clock of {zone}",
        weekday=words.weekday(one.day.weekday()), date=words.date(one.day), time=clock(one.hour),
        zone=one.timezone,
    )  # fmt: skip
    heading = file.add_paragraph(place_of(one, words), style="Heading 1")
    heading.paragraph_format.page_break_before = not is_first
    file.add_paragraph(when, style="Lead")
    facts = (
        (words.say("Number of the post"), str(one.number)),
        (words.say("Ready by"), words.date(one.deadline)),
        (words.say("Network"), _word(one.network, words) or words.say("not decided")),
        (words.say("Pillar"), one.pillar),
        (words.say("Size"), one.size),
        (words.say("Link"), one.link),
    )
    _facts(file, [(label, value) for label, value in facts if value])
    if one.link.startswith("?"):
        file.add_paragraph(
            words.say("The site is not known here: put its address before the question mark."),
            style="Note",
        )
    for title, lines in (
        (words.say("What it is for"), [one.goal]),
        (words.say("Text"), [one.text, one.manner]),
        (words.say("Picture or video"), [one.visual]),
    ):
        if any(lines):
            file.add_paragraph(title, style="Heading 2")
            for line in filter(None, lines):
                file.add_paragraph(without_invisible(line), style="Normal")
    file.add_paragraph(words.say("Done when"), style="Heading 2")
    for line in one.done:
        file.add_paragraph(f"☐  {line}", style="Checklist")
    file.add_paragraph(words.say("What this rests on"), style="Heading 2")
    file.add_paragraph(" ".join(one.basis), style="Normal")


def _facts(file: Any, facts: list[tuple[str, str]]) -> None:
    from docx.shared import Cm

    table = file.add_table(rows=0, cols=2)
    table.style = file.styles["Strategy Table"]
    table.autofit = False
    widths = (Cm(3.9), Cm(12.5))
    # Word reads the widths of the cells, LibreOffice those of the columns.
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for label, value in facts:
        cells = table.add_row().cells
        for cell, text, style, width in zip(
            cells, (label, without_invisible(value)), ("Table Head", "Table Text"), widths,
            strict=True,
        ):  # fmt: skip
            cell.width = width
            cell.paragraphs[0].text, cell.paragraphs[0].style = text, file.styles[style]


def _word(name: str, words: Words) -> str:
    return words.say(label_of(name)) if label_of(name) else name
