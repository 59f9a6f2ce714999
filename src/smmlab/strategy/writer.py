"""Write the documents of a project: build, check, render each format, replace the old files."""

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
from smmlab.strategy.collecting import gather
from smmlab.strategy.companion_files import companion_files
from smmlab.strategy.document import Document
from smmlab.strategy.markdown import chart_files, to_markdown
from smmlab.strategy.material import Material
from smmlab.strategy.owner_summary import build_summary
from smmlab.strategy.page_audit import build_audit
from smmlab.strategy.reminder import REMINDER
from smmlab.strategy.slides import build_deck
from smmlab.texts import Language, Words, message

if TYPE_CHECKING:
    from smmlab.analyses import Analyses
    from smmlab.project import Project

Format = Literal["docx", "html", "pdf", "md", "pptx"]
FORMATS: tuple[Format, ...] = get_args(Format)
DocumentName = Literal["strategy", "summary", "audit"]
DOCUMENTS: tuple[DocumentName, ...] = get_args(DocumentName)
_SLIDES = "pptx"


def write_strategy(
    project: "Project",
    *,
    documents: Sequence[str] = DOCUMENTS,
    formats: Sequence[str] = FORMATS,
    language: Language | None = None,
    analyses: "Analyses | None" = None,
    made_on: date | None = None,
    progress: Callable[[str], None] | None = None,
) -> dict[str, Path]:
    """Write the strategy of a project, and what goes with it, into its folder.

    Parameters
    ----------
    project
        An opened client folder; decisions on file are used, defaults stand in for the others.
    documents
        Any of ``strategy`` (the whole), ``summary`` (two pages for the owner) and ``audit`` (the
        state of the page, the strongest findings, what to do on Monday).
    formats
        Any of ``docx``, ``html``, ``pdf``, ``md``, in which each document is written, and
        ``pptx``, the slides of a meeting.
    language
        Language of the documents; the brief's when not given.
    analyses
        Results at hand; computed when not given.
    made_on
        The day on the documents; today on the project's clock when not given.
    progress
        Called before each step with its name: the rooms of `smmlab.analyses.analyse` where they are
        worked out here, then each document and its files, and ``companions``, as in `steps_of`.

    Returns
    -------
    dict[str, Path]
        The written files by their names within the folder: ``strategy.docx``, ``summary.pdf``,
        ``slides.pptx`` and so on, then the calendar, the briefs of its posts, the files to upload,
        a test of two times where one is drawn, and a reminder to export again when some network
        does not show how long posts live.

    Raises
    ------
    StrategyError
        When a document or a format is not known, or a document is not whole. Old files are kept
        then.

    Examples
    --------
    >>> from smmlab.strategy.writer import write_strategy
    """
    _known(documents, DOCUMENTS, message("Expected documents among {allowed}; found {found}."))
    _known(formats, FORMATS, message("Expected formats among {allowed}; found {found}."))
    if analyses is None:
        from smmlab.analyses import analyse

        analyses = analyse(project, progress=progress)
    words = Words(language or project.brief.language)
    day = made_on or datetime.now(ZoneInfo(project.brief.timezone)).date()
    material = gather(project, analyses, made_on=day, words=words)
    # Everything is rendered before anything is replaced: a failure leaves the old files whole.
    rendered: dict[str, bytes] = {}
    begin = progress or _unheard
    for name in documents:
        begin(name)
        rendered |= _rendered(name, _BUILDERS[name](material), formats, begin)
    if _SLIDES in formats:
        begin("slides.pptx")
        rendered["slides.pptx"] = _slides(material)
    begin("companions")
    rendered |= companion_files(material)
    folder = Path(project.strategy_folder)
    written = {name: _replace(folder / name, data) for name, data in rendered.items()}
    # Once lifetimes are known, an old reminder would only send people to work for nothing; an old
    # file to upload would publish last month's posts again.
    for old in (folder / REMINDER, *(folder / "uploads").glob("*.*")):
        if old.relative_to(folder).as_posix() not in rendered:
            old.unlink(missing_ok=True)
    return {name: path for name, path in written.items() if not name.startswith("charts/")}


def steps_of(documents: Sequence[str], formats: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the steps that `write_strategy` takes, in order.

    Examples
    --------
    >>> steps_of(["audit"], ["pdf", "pptx"])[-3:]
    ('audit.pdf', 'slides.pptx', 'companions')
    """
    from smmlab.analyses import ROOMS

    files = [step for name in documents for step in (name, *_files_of(name, formats))]
    slides = ("slides.pptx",) if _SLIDES in formats else ()
    return (*ROOMS, *files, *slides, "companions")


def _files_of(name: str, formats: Sequence[str]) -> dict[str, str]:
    return {f"{name}.{form}": form for form in formats if form != _SLIDES}


def _unheard(_step: str) -> None:
    """Nobody asked how far it is."""


def _known(found: Sequence[str], allowed: Sequence[str], problem: str) -> None:
    unknown = [name for name in found if name not in allowed]
    if unknown:
        raise StrategyError(problem, {"allowed": ", ".join(allowed), "found": ", ".join(unknown)})


def _rendered(
    name: str, document: Document, formats: Sequence[str], begin: Callable[[str], None]
) -> dict[str, bytes]:
    files = {}
    for file, form in _files_of(name, formats).items():
        begin(file)
        files[file] = _RENDERERS[form](document)
    if "md" in formats:
        files |= {f"charts/{chart}": png for chart, png in chart_files(document).items()}
    return files


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


def _slides(material: Material) -> bytes:
    from smmlab.strategy.pptx import to_pptx

    return to_pptx(build_deck(material))


_BUILDERS: Mapping[str, Callable[[Material], Document]] = MappingProxyType(
    {"strategy": build_document, "summary": build_summary, "audit": build_audit}
)
_RENDERERS: Mapping[str, Callable[[Document], bytes]] = MappingProxyType(
    {"docx": _docx, "html": _html, "pdf": _pdf, "md": _markdown}
)


def _replace(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
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
