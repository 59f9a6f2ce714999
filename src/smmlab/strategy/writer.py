"""Write the strategy of a project: build once, check, render each format, replace the old files."""

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args
from zoneinfo import ZoneInfo

from smmlab.errors import StrategyError
from smmlab.strategy.build import build_document
from smmlab.strategy.calendar_files import calendar_csv, calendar_ics
from smmlab.strategy.collecting import gather
from smmlab.strategy.document import Document
from smmlab.strategy.markdown import chart_files, to_markdown
from smmlab.strategy.reminder import REMINDER, reminder_of
from smmlab.strategy.slot_files import slot_file_name, slot_files
from smmlab.texts import Language, Words, message

if TYPE_CHECKING:
    from smmlab.analyses import Analyses
    from smmlab.project import Project

Format = Literal["docx", "html", "pdf", "md"]
FORMATS: tuple[Format, ...] = get_args(Format)


def write_strategy(
    project: "Project",
    *,
    formats: Sequence[str] = FORMATS,
    language: Language | None = None,
    analyses: "Analyses | None" = None,
    made_on: date | None = None,
) -> dict[str, Path]:
    """Write the strategy of a project into its folder.

    Parameters
    ----------
    project
        An opened client folder; decisions on file are used, defaults stand in for the others.
    formats
        Any of ``docx``, ``html``, ``pdf``, ``md``.
    language
        Language of the document; the brief's when not given.
    analyses
        Results at hand; computed when not given.
    made_on
        The day on the document; today on the project's clock when not given.

    Returns
    -------
    dict[str, Path]
        The written files: one for each format, ``calendar`` and ``calendar_dates`` (the month as a
        table and as appointments), ``slots`` and ``slots_dates`` where a test of two times is
        drawn, and ``reminder`` (to export again) when some network does not show how long posts
        live.

    Raises
    ------
    StrategyError
        When a format is not known, or the document is not whole. Old files are kept then.

    Examples
    --------
    >>> from smmlab.strategy import write_strategy
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise StrategyError(
            message("Expected formats among {allowed}; found {found}."),
            {"allowed": ", ".join(FORMATS), "found": ", ".join(unknown)},
        )
    if analyses is None:
        from smmlab.analyses import analyse

        analyses = analyse(project)
    words = Words(language or project.brief.language)
    day = made_on or datetime.now(ZoneInfo(project.brief.timezone)).date()
    material = gather(project, analyses, made_on=day, words=words)
    document = build_document(material)
    # Everything is rendered before anything is replaced: a failure leaves the old strategy whole.
    rendered = {name: _RENDERERS[name](document) for name in formats}
    folder = Path(project.strategy_folder)
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[str, Path] = {}
    if "md" in formats:
        (folder / "charts").mkdir(exist_ok=True)
        for name, png in chart_files(document).items():
            _replace(folder / "charts" / name, png)
    for name, data in rendered.items():
        written[name] = _replace(folder / f"strategy.{name}", data)
    calendar = calendar_csv(material.calendar, words=words, scheme=material.scheme)
    # The mark at the start tells Excel that the letters are UTF-8.
    written["calendar"] = _replace(folder / "calendar.csv", calendar.encode("utf-8-sig"))
    name, zone = project.brief.name, project.brief.timezone
    dates = calendar_ics(
        material.calendar, name=name, timezone=zone, made_on=day, words=words,
        scheme=material.scheme,
    )  # fmt: skip
    written["calendar_dates"] = _replace(folder / "calendar.ics", dates.encode("utf-8"))
    if material.slot_test is not None:
        test = material.slot_test
        files = slot_files(test, name=name, timezone=zone, made_on=day, words=words)
        for key, ending in (("slots", "csv"), ("slots_dates", "ics")):
            file = slot_file_name(test, ending)
            written[key] = _replace(folder / file, files[file])
    reminder = reminder_of(material)
    if reminder is None:
        # Once lifetimes are known, an old reminder would only send people to work for nothing.
        (folder / REMINDER).unlink(missing_ok=True)
    else:
        written["reminder"] = _replace(folder / REMINDER, reminder.encode("utf-8"))
    return written


def _docx(document: Document) -> bytes:
    from smmlab.strategy.docx import to_docx

    return to_docx(document)


def _html(document: Document) -> bytes:
    from smmlab.strategy.html import to_html

    return to_html(document).encode("utf-8")


def _pdf(document: Document) -> bytes:
    from smmlab.strategy.pdf import to_pdf

    return to_pdf(document)


def _markdown(document: Document) -> bytes:
    return to_markdown(document).encode("utf-8")


_RENDERERS: Mapping[str, Callable[[Document], bytes]] = MappingProxyType(
    {"docx": _docx, "html": _html, "pdf": _pdf, "md": _markdown}
)


def _replace(path: Path, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path
