"""Write the documents from a notebook: what, in which formats and language, and one button."""

import ipywidgets as w

from smmlab.forms.frame import Form, labelled
from smmlab.project import Project
from smmlab.strategy.writer import DOCUMENTS, FORMATS, write_strategy
from smmlab.texts import LANGUAGES, Words


def strategy_form(project: Project) -> Form:
    """Show the button that writes the documents; the same as ``write_strategy(project, …)``."""
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
    language = labelled(
        w.Dropdown(options=LANGUAGES, value=project.brief.language), words.say("Language")
    )
    form = Form("strategy", [documents, formats, language], words=words)

    def write() -> str:
        written = write_strategy(
            project, documents=documents.value, formats=formats.value, language=language.value
        )
        return words.say(
            "Written: {files}. They are in the folder {folder}.",
            files=", ".join(written),
            folder=project.strategy_folder.name,
        )

    form.decides(words.say("Write the documents"), write)
    return form
