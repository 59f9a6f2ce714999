"""Every choice of a form can be chosen, left and chosen again."""

from collections.abc import Iterator
from typing import Any

import ipywidgets as w
import pytest

import smmlab as sl
from smmlab.brief import Brief
from smmlab.forms.frame import Form
from smmlab.project import Project, create_project

# The form of a map is asked for with a file, that of a task with its name.
ASKED_FOR = {"mapping_form", "task_form"}
FORMS = sorted({name for name in sl.__all__ if name.endswith("_form")} - ASKED_FOR)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return create_project(tmp_path_factory.mktemp("clients") / "mari", Brief("Mari"))


def choices(widget: Any) -> Iterator[w.Dropdown]:
    for child in getattr(widget, "children", ()):
        if isinstance(child, w.Dropdown):
            yield child
        yield from choices(child)


def made(name: str, project: Project) -> Form:
    make = getattr(sl, name)
    return make(project, "money") if name == "decision_form" else make(project)


@pytest.mark.parametrize("name", FORMS)
def test_what_was_left_can_be_chosen_again(name: str, project: Project) -> None:
    for choice in choices(made(name, project)):
        if choice.options and choice.index is not None:
            for place in (len(choice.options) - 1, 0):
                choice.index = place
                # A list shows a choice whose value is nothing as an empty line.
                assert choice.value is not None, choice.description
