"""The import as a form: drop the files, read what became of every row."""

import os
import tempfile
import weakref
from functools import partial
from pathlib import Path
from typing import Any

import ipywidgets as w

from smmlab.errors import SmmlabError
from smmlab.exports.catalogue import is_known
from smmlab.exports.source import open_export
from smmlab.forms.frame import Form, in_words, labelled, paragraph
from smmlab.forms.mapping import mapping_form
from smmlab.project import Project
from smmlab.texts import Words, for_html

_AS_SHOWN = ""  # a choice of None would be shown as no choice


def import_form(project: Project) -> Form:
    """Show a field for export files; each one dropped is imported and accounted for.

    The same as ``project.add(path, is_own=…, dates=…)`` for every file; below, a table that nobody
    knows is asked what its columns mean.
    """
    words = Words(project.brief.language)
    upload = w.FileUpload(
        multiple=True, description=words.say("Choose files"), layout=w.Layout(width="max-content")
    )
    upload.add_class("smm-import-upload")
    rival = labelled(w.Checkbox(value=False), words.say("These are files of a rival's page"))
    orders = [
        (words.say("as the file shows; ask when it does not"), _AS_SHOWN),
        (words.say("the day first: 31/12/2026"), "dmy"),
        (words.say("the month first: 12/31/2026"), "mdy"),
    ]
    dates = labelled(w.Dropdown(options=orders), words.say("Dates written with numbers"))
    form = Form("import", [rival, dates], words=words)
    bar = w.FloatProgress(max=1.0, layout=w.Layout(width="600px", display="none"))
    bar.add_class("smm-import-progress")
    strange = w.VBox()
    form.children = (upload, *form.children[:-1], bar, *form.children[-1:], strange)
    # What nobody knows waits here for a map of its columns, as long as the form lives.
    kept = tempfile.TemporaryDirectory(prefix="smmlab-")
    weakref.finalize(form, kept.cleanup)

    def uploaded(change: dict[str, Any]) -> None:
        if not change["new"]:
            return
        bar.layout.display = None
        reports, unknown = [], []
        for number, file in enumerate(change["new"]):
            name = _name_of(file)
            form.text.value = paragraph(words.say("Reading {file}…", file=name))
            path = _write(file, Path(kept.name) / name)
            told = partial(_move, bar, before=number, files=len(change["new"]))
            try:
                report = project.add(
                    path, is_own=not rival.value, dates=dates.value or None, told=told
                )
            except SmmlabError as problem:
                reports.append(paragraph(f"{name}: {in_words(problem, words)}"))
                continue
            reports.append(report.as_html(words))
            asked = _mapping(project, path, is_own=not rival.value) if report.error else None
            if asked is not None:
                unknown += [w.HTML(f"<h4>{for_html(name)}</h4>"), asked]
        bar.layout.display = "none"
        strange.children = unknown
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


def _write(file: dict[str, Any], path: Path) -> Path:
    path.write_bytes(bytes(file["content"]))
    moment = file["last_modified"].timestamp()
    os.utime(path, (moment, moment))
    return path


def _mapping(project: Project, path: Path, *, is_own: bool) -> Form | None:
    """Return the form that asks what the columns mean, for a table that nobody knows."""
    try:
        return None if is_known(open_export(path)) else mapping_form(project, path, is_own=is_own)
    except SmmlabError:
        return None


def _what_is_there(project: Project, words: Words) -> str:
    """Return what the tables hold now, and what to export next."""
    state = project.status()
    tables = state.tables
    held = words.say(
        "In the tables now, posts: {posts}, interactions of people: {interactions}.",
        posts=words.number(tables["posts"].rows),
        interactions=words.number(tables["interactions"].rows),
    )
    gaps = "".join(f"<li>{for_html(gap.line(words))}</li>" for gap in state.missing)
    heading = for_html(words.say("Still missing for a good strategy"))
    return paragraph(held) + (f"<p><b>{heading}</b></p><ul>{gaps}</ul>" if gaps else "")
