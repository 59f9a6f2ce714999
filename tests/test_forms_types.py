"""The forms of content types: a text is judged as it is typed, and answers are kept at once."""

from typing import TYPE_CHECKING

import ipywidgets as w

from smmlab.content.types import classify_content
from smmlab.forms.types import labels_form, least_sure, try_text_form

if TYPE_CHECKING:
    from smmlab.project import Project


def test_a_text_is_judged_as_it_is_typed(cafe: "Project") -> None:
    form = try_text_form(cafe)
    box = form.children[0]
    assert "Nothing is typed in yet." in form.text.value
    box.value = "How to descale a kettle: pour in vinegar, boil, wait, rinse. <b>x</b>"
    assert "Type: Instruction" in form.text.value
    assert "<b>" not in form.text.value
    assert bytes(form.picture.value).startswith(b"\x89PNG")
    box.value = ""
    assert form.picture.layout.display == "none"


def test_answers_are_kept_and_hold_at_once(cafe_copy: "Project") -> None:
    first = least_sure(cafe_copy, most=12).iloc[0]
    form = labels_form(cafe_copy)
    grid = form.children[0]
    choices = [child for child in grid.children if isinstance(child, w.Dropdown)]
    form.button.click()
    assert "Nothing is chosen yet." in form.note.value
    choices[0].value, choices[1].value = "medal", "laugh"
    form.button.click()
    kept = cafe_copy.labels.iloc[0]
    assert kept.tolist() == [first["network"], first["post_id"], "medal+laugh"]
    judged = classify_content(cafe_copy.posts, labels=cafe_copy.labels)
    mine = judged[judged["post_id"] == first["post_id"]].iloc[0]
    assert (mine["type"], mine["also"], mine["by"]) == ("medal", "laugh", "person")
    assert first["post_id"] not in set(least_sure(cafe_copy, most=99)["post_id"])
    assert "1 post is set right" in form.text.value
