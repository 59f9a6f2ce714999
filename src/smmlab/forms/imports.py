"""The import as a form: drop the files, read what became of every row."""

import os
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import ipywidgets as w

from smmlab.errors import SmmlabError
from smmlab.exports.hints import DateOrder
from smmlab.forms.frame import Form, in_words, labelled, paragraph
from smmlab.project import Project
from smmlab.texts import Words, for_html


def import_form(project: Project) -> Form:
    """Show a field for export files; each one dropped is imported and accounted for.

    The same as ``project.add(path, is_own=…)`` for every file.
    """
    words = Words(project.brief.language)
    upload = w.FileUpload(multiple=True, description=words.say("Choose files"))
    upload.add_class("smm-import-upload")
    rival = labelled(w.Checkbox(value=False), words.say("These are files of a rival's page"))
    orders = [
        (words.say("as the file shows; ask when it does not"), None),
        (words.say("the day first: 31/12/2026"), "dmy"),
        (words.say("the month first: 12/31/2026"), "mdy"),
    ]
    dates = labelled(w.Dropdown(options=orders), words.say("Dates written with numbers"))
    form = Form("import", [rival, dates], words=words)
    bar = w.FloatProgress(max=1.0, layout=w.Layout(width="600px", display="none"))
    bar.add_class("smm-import-progress")
    form.children = (upload, *form.children[:-1], bar, *form.children[-1:])

    def uploaded(change: dict[str, Any]) -> None:
        if not change["new"]:
            return
        bar.layout.display = None
        reports = []
        for number, file in enumerate(change["new"]):
            name = _name_of(file)
            form.text.value = paragraph(words.say("Reading {file}…", file=name))
            reports.append(
                _add(
                    project,
                    file,
                    words,
                    is_own=not rival.value,
                    dates=dates.value,
                    told=partial(_move, bar, before=number, files=len(change["new"])),
                )
            )
        bar.layout.display = "none"
        form.text.value = "".join(reports) + _what_is_there(project, words)
        # Emptied so that the same file can be dropped again.
        upload.value = ()

    upload.observe(uploaded, names="value")
    form.text.value = _what_is_there(project, words)
    return form


def _move(bar: w.FloatProgress, done: int, size: int, *, before: int, files: int) -> None:
    bar.value = (before + done / max(size, 1)) / files


def _name_of(file: dict[str, Any]) -> str:
    # The browser may send a path; only its last part is a file name.
    return Path(str(file["name"]).replace("\\", "/")).name or "export"


def _add(
    project: Project,
    file: dict[str, Any],
    words: Words,
    *,
    is_own: bool,
    dates: DateOrder | None,
    told: Callable[[int, int], None],
) -> str:
    name = _name_of(file)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(bytes(file["content"]))
        moment = file["last_modified"].timestamp()
        os.utime(path, (moment, moment))
        try:
            report = project.add(path, is_own=is_own, dates=dates, told=told)
        except SmmlabError as problem:
            return paragraph(f"{name}: {in_words(problem, words)}")
    return report.as_html(words)


def _what_is_there(project: Project, words: Words) -> str:
    """Return what the tables hold now, and what to export next."""
    state = project.status()
    tables = state.tables
    held = words.say(
        "In the tables now: {posts} posts and {interactions} interactions of people.",
        posts=words.number(tables["posts"].rows),
        interactions=words.number(tables["interactions"].rows),
    )
    gaps = "".join(f"<li>{for_html(gap.line(words))}</li>" for gap in state.missing)
    heading = for_html(words.say("Still missing for a good strategy"))
    return paragraph(held) + (f"<p><b>{heading}</b></p><ul>{gaps}</ul>" if gaps else "")
