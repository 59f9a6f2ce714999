"""A field with something wrong in it says so under itself, and stops when it is right."""

from pathlib import Path

import ipywidgets as w

from smmlab.brief import Brief
from smmlab.errors import ProjectError
from smmlab.forms.brief import brief_form
from smmlab.forms.checking import tell_beside
from smmlab.forms.frame import Form
from smmlab.project import create_project
from smmlab.texts import Words


def problems(form: Form) -> list[str]:
    return [
        child.value
        for child in form.children
        if "smm-problem" in child._dom_classes and child.layout.display != "none"
    ]


def test_an_error_of_ours_stands_under_its_field_until_it_is_gone() -> None:
    box, other = w.Text("a"), w.Text("b")
    form = Form("small", [box, other], words=Words("en"))

    def check() -> None:
        if box.value != "a":
            raise ProjectError("Expected {good}, found {found}.", {"good": "a", "found": box.value})

    tell_beside(form, box, check)
    assert problems(form) == []
    box.value = "<b>x</b>"
    assert "Expected a, found &lt;b&gt;x&lt;/b&gt;." in problems(form)[0]
    assert "role='alert'" in problems(form)[0]
    assert "smm-wrong" in box._dom_classes
    assert "smm-wrong" not in other._dom_classes
    assert form.children.index(box) + 1 == next(
        n for n, child in enumerate(form.children) if "smm-problem" in child._dom_classes
    )
    box.value = "a"
    assert problems(form) == []
    assert "smm-wrong" not in box._dom_classes


def test_a_sentence_is_told_and_another_field_is_watched() -> None:
    low, high = w.IntText(1), w.IntText(2)
    form = Form("range", [low, high], words=Words("en"))
    tell_beside(form, low, lambda: "" if low.value < high.value else "Too high.", watch=(low, high))
    high.value = 0
    assert "Too high." in problems(form)[0]


def test_the_brief_tells_of_each_field_what_cannot_be(tmp_path: Path) -> None:
    form = brief_form(create_project(tmp_path / "kohvik", Brief("Kohvik", language="en")))
    for named, wrong, right, said in (
        ("Age from", 70, 18, "The target ages 70-65 do not make a range"),
        ("Time zone", "Nowhere", "Europe/Riga", "Nowhere is not known"),
        ("Currency", "euro", "EUR", "euro is not a three-letter code"),
        ("How many they are", "0", "", "Nobody belongs"),
        ("Hours of work a week", "200", "6", "cannot have 200"),
        ("Posts a week at most", "2.5", "2", "not a whole number"),
        ("Comments are answered from", "25", "9", "cannot be"),
    ):
        box = next(c for c in form.controls if getattr(c, "description", "").startswith(named))
        box.value = wrong
        assert len(problems(form)) == 1, named
        assert said in problems(form)[0]
        box.value = right
        assert problems(form) == []


def test_the_brief_tells_of_a_number_that_is_none(tmp_path: Path) -> None:
    form = brief_form(create_project(tmp_path / "kohvik", Brief("Kohvik", language="en")))
    hours = next(c for c in form.controls if getattr(c, "description", "").startswith("Hours"))
    assert problems(form) == []
    hours.value = "many"
    assert len(problems(form)) == 1
    assert "many" in problems(form)[0]
    hours.value = "6"
    assert problems(form) == []
