"""The form of the rivals: each control changes what is shown; without rivals it says what to do."""

from typing import TYPE_CHECKING

import ipywidgets as w
import pytest

from rival_files import watched_project
from smmlab.brief import Brief
from smmlab.forms.frame import Form
from smmlab.forms.rivals import rivals_form
from smmlab.project import create_project

if TYPE_CHECKING:
    from pathlib import Path

    from smmlab.project import Project


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> "Project":
    return watched_project(tmp_path_factory.mktemp("watched"))


def controls(form: Form) -> list[w.Dropdown]:
    return [one for one in form.controls if isinstance(one, w.Dropdown)]


def test_every_picture_has_its_sentence_and_names_are_shown_letter_by_letter(
    watched: "Project",
) -> None:
    form = rivals_form(watched)
    network, picture, measure, weeks = controls(form)
    assert [value for _, value in network.options] == ["vkontakte"]
    assert "Röst &lt;b&gt;&amp; Co&lt;/b&gt; {x}" in form.text.value
    assert "Too few posts to compare: Few." in form.text.value
    seen = {bytes(form.picture.value)}
    for _, value in picture.options:
        picture.value = value
        assert bytes(form.picture.value).startswith(b"\x89PNG")
        seen.add(bytes(form.picture.value))
        assert "<p" in form.text.value
        if value == "cells":
            assert "White space: Laugh · Video." in form.text.value
    assert len(seen) == len(picture.options)
    picture.value = "map"
    measure.value = "engagement_rate"
    assert bytes(form.picture.value) not in seen
    before = form.text.value, bytes(form.picture.value)
    weeks.value = 12
    assert (form.text.value, bytes(form.picture.value)) != before
    weeks.value = 0
    assert (form.text.value, bytes(form.picture.value)) == before


def test_without_rivals_the_form_says_what_to_import(tmp_path: "Path") -> None:
    form = rivals_form(create_project(tmp_path / "client", Brief("Kaja", market="EE")))
    assert "Import the posts of three to five rivals" in form.text.value
    for _, value in controls(form)[1].options:
        controls(form)[1].value = value
        assert form.picture.layout.display == "none"
        assert "<p" in form.text.value
    controls(form)[3].value = 12
    assert "<p" in form.text.value
