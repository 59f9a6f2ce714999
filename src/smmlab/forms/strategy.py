"""Write the strategy from a notebook: one button, four documents."""

import ipywidgets as w

from smmlab.forms.frame import Form, labelled
from smmlab.project import Project
from smmlab.strategy import write_strategy
from smmlab.texts import LANGUAGES, Words


def strategy_form(project: Project) -> Form:
    """Show the button that writes the strategy; the same as ``write_strategy(project, …)``."""
    words = Words(project.brief.language)
    formats = labelled(
        w.SelectMultiple(
            options=("docx", "html", "pdf", "md"), value=("docx", "html", "pdf", "md")
        ),
        words.say("Documents"),
    )
    language = labelled(
        w.Dropdown(options=LANGUAGES, value=project.brief.language), words.say("Language")
    )
    form = Form("strategy", [formats, language], words=words)

    def write() -> str:
        written = write_strategy(project, formats=tuple(formats.value), language=language.value)
        names = ", ".join(path.name for path in written.values())
        return words.say(
            "Written: {files}. They are in the folder {folder}.",
            files=names,
            folder=project.strategy_folder.name,
        )

    form.decides(words.say("Write the strategy"), write)
    return form
