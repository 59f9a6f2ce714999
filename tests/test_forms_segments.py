"""The form of portraits: a picture, whole sentences, and one decision."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ipywidgets as w
import pytest

from smmlab.forms import segments as segments_module
from smmlab.forms.segments import segments_form

if TYPE_CHECKING:
    from smmlab.forms.frame import Form
    from smmlab.project import Project


def find(form: "Form", kind: type, description: str = "") -> Any:
    found = [c for c in form.children if isinstance(c, kind) and description in c.description]
    assert found, f"no {kind.__name__} {description!r}"
    return found[0]


def portrait_of(form: "Form") -> Any:
    return [c for c in form.children if isinstance(c, w.Dropdown)][-1]


def test_a_segment_is_shown_in_a_picture_and_in_sentences(cafe: "Project") -> None:
    form = segments_form(cafe)
    overview, sizes = bytes(form.picture.value), form.text.value
    assert overview.startswith(b"\x89PNG")
    one = portrait_of(form)
    one.value = one.options[1][1]
    assert bytes(form.picture.value) != overview
    assert form.text.value.count("<p") > 3
    assert one.options[1][0] in form.text.value
    assert sizes.count("<p") == len(find(form, w.SelectMultiple).options)
    find(form, w.BoundedIntText).value = 60
    assert form.picture.value


def test_a_decision_lands_in_the_file_with_the_segments_as_before(cafe_copy: "Project") -> None:
    form = segments_form(cafe_copy)
    form.button.click()
    assert "audience" not in cafe_copy.decisions()
    first = find(form, w.SelectMultiple)
    name = first.options[0][1]
    first.value = (name,)
    find(form, w.Textarea).value = "They come every week."
    form.button.click()
    kept = cafe_copy.decisions()["audience"]
    assert kept.choice == {"segments": [name]}
    assert kept.findings == (f"audience.segment.{name}.share",)
    assert kept.reason == "They come every week."


def test_no_groups_are_told_with_the_reason_drawn_and_the_rules_stay(
    cafe: "Project", monkeypatch: pytest.MonkeyPatch
) -> None:
    found = segments_module.find_groups
    monkeypatch.setattr(
        segments_module, "find_groups", lambda people: replace(found(people), chosen=None)
    )
    form = segments_form(cafe)
    by_rules, portraits = find(form, w.SelectMultiple).options, form.picture.value
    find(form, w.Dropdown).value = "groups"
    assert form.picture.layout.display is None
    assert form.picture.value != portraits
    assert form.text.value.count("<p") == 1
    assert find(form, w.SelectMultiple).options == by_rules


def test_found_groups_are_kept_under_their_names(
    cafe_copy: "Project", monkeypatch: pytest.MonkeyPatch
) -> None:
    class Halves:
        chosen = 2

        def __init__(self, people: Any) -> None:
            busy = people["interactions"] > people["interactions"].median()
            names = busy.map({True: "A", False: "B"})
            self.people = people[["network", "person"]].assign(group=names)

    monkeypatch.setattr(segments_module, "find_groups", Halves)
    form = segments_form(cafe_copy)
    find(form, w.Dropdown).value = "groups"
    first = find(form, w.SelectMultiple)
    assert len(first.options) == 2
    name = first.options[0][1]
    first.value = (name,)
    form.button.click()
    kept = cafe_copy.decisions()["audience"]
    assert kept.findings == (f"audience.group.{name}.share",)
