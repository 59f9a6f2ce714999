"""Forms are thin: a control changes picture and sentence, the button keeps a decision."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ipywidgets as w
import pytest

from smmlab.brief import Brief
from smmlab.forms.brief import brief_form
from smmlab.forms.content import content_form
from smmlab.forms.decision import decision_form
from smmlab.forms.frame import Form, paragraph
from smmlab.forms.imports import import_form
from smmlab.forms.networks import network_form
from smmlab.forms.segments import segments_form
from smmlab.forms.strategy import strategy_form
from smmlab.project import create_project

if TYPE_CHECKING:
    from smmlab.project import Project


def find(form: Form, kind: type, description: str = "") -> Any:
    found = [c for c in form.children if isinstance(c, kind) and description in c.description]
    assert found, f"no {kind.__name__} {description!r}"
    return found[0]


def test_no_form_uses_an_output_widget(cafe: "Project") -> None:
    forms = [brief_form(cafe), import_form(cafe), segments_form(cafe), network_form(cafe),
             content_form(cafe), strategy_form(cafe)]  # fmt: skip
    assert not [c for form in forms for c in form.children if isinstance(c, w.Output)]


def test_text_from_files_is_harmless_in_a_form() -> None:
    assert "<img" not in paragraph("<img src=x onerror=alert(1)>")


def test_a_number_changes_the_picture_and_the_sentence(cafe: "Project") -> None:
    form = segments_form(cafe)
    picture, sentence = bytes(form.picture.value), form.text.value
    assert picture.startswith(b"\x89PNG")
    find(form, w.BoundedIntText).value = 60
    assert bytes(form.picture.value) != picture
    assert form.text.value != sentence


def test_a_segment_decision_lands_in_the_file(cafe_copy: "Project") -> None:
    form = segments_form(cafe_copy)
    form.button.click()
    assert "audience" not in cafe_copy.decisions()
    first = find(form, w.SelectMultiple)
    first.value = (first.options[0][1],)
    find(form, w.Textarea).value = "They come every week."
    form.button.click()
    kept = cafe_copy.decisions()["audience"]
    assert kept.choice == {"segments": [first.options[0][1]]}
    assert kept.reason == "They come every week."
    assert kept.by == "strategist"
    assert not kept.is_stale(cafe_copy.fingerprint)


def test_the_mix_is_kept_as_shares_that_sum_to_one(cafe_copy: "Project") -> None:
    form = content_form(cafe_copy)
    for box in form.children:
        if isinstance(box, w.BoundedIntText) and box.max == 100:
            box.value = 40
    form.button.click()
    mix = cafe_copy.decisions()["content"].choice["mix"]
    assert mix == pytest.approx(dict.fromkeys(mix, 0.25))
    assert cafe_copy.decisions()["rhythm"].choice["posts_per_week"] >= 1


@pytest.mark.parametrize("step", ["dialogue", "money", "objectives"])
def test_a_plain_decision_is_kept_and_shown_again(cafe_copy: "Project", step: Any) -> None:
    form = decision_form(cafe_copy, step)
    find(form, w.Textarea).value = "Because."
    form.button.click()
    kept = cafe_copy.decisions()[step]
    assert kept.choice
    assert kept.reason == "Because."
    assert find(decision_form(cafe_copy, step), w.Textarea).value == "Because."


def test_the_brief_is_saved(cafe_copy: "Project") -> None:
    form = brief_form(cafe_copy)
    for end, age in (("Age from", 30), ("Age to", 50)):
        find(form, w.BoundedIntText, end).value = age
    form.button.click()
    from smmlab.project import open_project

    target = open_project(cafe_copy.folder).brief.target
    assert (target.age_from, target.age_to) == (30, 50)


def test_a_wrong_brief_is_told_and_not_saved(cafe_copy: "Project") -> None:
    form = brief_form(cafe_copy)
    find(form, w.Text, "zone").value = "Nowhere/At_all"
    form.button.click()
    assert "Nowhere/At_all" in form.note.value
    assert cafe_copy.brief.timezone != "Nowhere/At_all"


def test_an_uploaded_file_is_answered_row_by_row(cafe_copy: "Project") -> None:
    form = import_form(cafe_copy)
    upload = next(c for c in form.children if isinstance(c, w.FileUpload))
    upload.value = (
        {"name": "../Заметки.txt", "type": "text/plain", "size": 5,
         "content": memoryview(b"hello"), "last_modified": datetime(2026, 1, 2, tzinfo=UTC)},
    )  # fmt: skip
    assert "Заметки.txt" in form.text.value
    assert "../" not in form.text.value
    assert upload.value == ()


def test_the_button_writes_the_documents(tmp_path: Path) -> None:
    # The whole sample is written by the walk in a browser.
    client = create_project(tmp_path / "new", Brief("New", market="EE"))
    form = strategy_form(client)
    find(form, w.SelectMultiple, "Documents").value = ("strategy",)
    find(form, w.SelectMultiple, "Formats").value = ("md",)
    form.button.click()
    told = " ".join(child.value for child in form.children if isinstance(child, w.HTML))
    assert "strategy/summary" not in told
    assert "strategy/strategy.md" in told
    assert (client.strategy_folder / "strategy.md").is_file()
