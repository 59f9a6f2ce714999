"""The import as a form: drop the files, read what became of every row."""

import os
import tempfile
from pathlib import Path
from typing import Any

import ipywidgets as w

from smmlab.errors import SmmlabError
from smmlab.forms.frame import Form, in_words, labelled, paragraph
from smmlab.project import Project
from smmlab.texts import Words


def import_form(project: Project) -> Form:
    """Show a field for export files; each one dropped is imported and accounted for.

    The same as ``project.add(path, is_own=…)`` for every file.
    """
    words = Words(project.brief.language)
    upload = w.FileUpload(multiple=True, description=words.say("Choose files"))
    upload.add_class("smm-import-upload")
    rival = labelled(w.Checkbox(value=False), words.say("These are files of a rival's page"))
    form = Form("import", [rival], words=words)
    form.children = (upload, *form.children)

    def uploaded(change: dict[str, Any]) -> None:
        if not change["new"]:
            return
        form.text.value = paragraph(words.say("Reading the files…"))
        told = [_add(project, file, is_own=not rival.value, words=words) for file in change["new"]]
        form.text.value = "".join(told) + paragraph(_what_is_there(project, words))
        # Emptied so that the same file can be dropped again.
        upload.value = ()

    upload.observe(uploaded, names="value")
    form.text.value = paragraph(_what_is_there(project, words))
    return form


def _add(project: Project, file: dict[str, Any], *, is_own: bool, words: Words) -> str:
    # The browser may send a path; only its last part is a file name.
    name = Path(str(file["name"]).replace("\\", "/")).name or "export"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(bytes(file["content"]))
        moment = file["last_modified"].timestamp()
        os.utime(path, (moment, moment))
        try:
            report = project.add(path, is_own=is_own)
        except SmmlabError as problem:
            return paragraph(f"{name}: {in_words(problem, words)}")
    return report.as_html(words)


def _what_is_there(project: Project, words: Words) -> str:
    posts, interactions = len(project.table("posts")), len(project.table("interactions"))
    return words.say(
        "In the tables now: {posts} posts and {interactions} interactions of people.",
        posts=words.number(posts),
        interactions=words.number(interactions),
    )
