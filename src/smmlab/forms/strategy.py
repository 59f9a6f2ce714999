"""Write the documents from a notebook: what, in which formats and language, and one button."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import ipywidgets as w

from smmlab.forms.checking import tell_beside
from smmlab.forms.frame import Form, labelled, language_box, paragraph
from smmlab.forms.written_files import files_within, list_files
from smmlab.project import Project
from smmlab.strategy.writer import DOCUMENTS, FORMATS, steps_of, write_strategy
from smmlab.texts import Words, message

_AT_WORK: Mapping[str, str] = MappingProxyType(
    {
        "audience": message("Step {n} of {all}: who the audience is"),
        "networks": message("Step {n} of {all}: which network suits it"),
        "gathering": message("Step {n} of {all}: where people can gather"),
        "content": message("Step {n} of {all}: which content spreads"),
        "dialogue": message("Step {n} of {all}: how people are answered"),
        "rivals": message("Step {n} of {all}: what rivals do"),
        "money": message("Step {n} of {all}: how the audience earns"),
        "strategy": message("Step {n} of {all}: the whole strategy is written"),
        "summary": message("Step {n} of {all}: the two pages for the owner are written"),
        "audit": message("Step {n} of {all}: the audit of the page is written"),
        "slides.pptx": message("Step {n} of {all}: the slides are drawn"),
        "companions": message("Step {n} of {all}: the calendar and the briefs are written"),
    }
)
_MADE = message("Step {n} of {all}: {file} is made")


def strategy_form(project: Project) -> Form:
    """Show the button that writes the documents; the same as ``write_strategy(project, …)``.

    While it works, it says which step is at work; then it lists the written files.
    """
    words = Words(project.brief.language)
    names = {
        "strategy": words.say("the whole strategy"),
        "summary": words.say("two pages for the owner"),
        "audit": words.say("the audit of the page"),
    }
    documents = labelled(
        w.SelectMultiple(
            options=[(names[name], name) for name in DOCUMENTS], value=DOCUMENTS, rows=3
        ),
        words.say("Documents"),
    )
    formats = labelled(
        w.SelectMultiple(options=FORMATS, value=FORMATS, rows=len(FORMATS)), words.say("Formats")
    )
    language = language_box(project.brief.language, words.say("Language"), words)
    form = Form("strategy", [documents, formats, language], words=words)
    files = w.HTML()
    files.add_class("smm-strategy-files")

    def lack() -> str:
        # The slides are one document in one format.
        if formats.value and (documents.value or "pptx" in formats.value):
            return ""
        return words.say("Choose at least one document and one format.")

    def show(found: Mapping[str, Path]) -> None:
        files.value = list_files(found, within=project.folder, words=words)
        form.text.value = paragraph(
            words.say("The documents below are written; the button writes them anew.")
            if files.value
            else words.say(
                "Nothing is written yet. Choose what you need and press the button: it takes a "
                "minute or less, and what nobody has decided gets a default that says so."
            )
        )

    def write() -> str:
        if lack():
            return lack()
        steps = steps_of(documents.value, formats.value)

        def at_work(step: str) -> None:
            place = steps.index(step)
            said = words.say(
                _AT_WORK.get(step, _MADE), n=words.number(place + 1), all=words.number(len(steps)),
                file=step,
            )  # fmt: skip
            form.tell_progress(place / len(steps), said)

        written = write_strategy(
            project, documents=documents.value, formats=formats.value, language=language.value,
            progress=at_work,
        )  # fmt: skip
        show(written)
        return words.say_many(
            "{n} file is written to the folder {folder}.",
            "{n} files are written to the folder {folder}.",
            n=len(written),
            folder=project.strategy_folder.name,
        )

    form.decides(words.say("Write the documents"), write)
    form.children = (*form.children, files)
    tell_beside(form, documents, lack, watch=(documents, formats))
    show(files_within(project.strategy_folder))
    return form
