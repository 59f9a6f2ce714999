"""A number beyond its limits becomes the limit, and the form says so under the box at once."""

from typing import TYPE_CHECKING

import ipywidgets as w
import pytest

from smmlab.forms.content import content_form
from smmlab.forms.frame import Form
from smmlab.forms.number_box import number_box
from smmlab.forms.slots import draw_slots_form
from smmlab.texts import Language, Words

if TYPE_CHECKING:
    from smmlab.project import Project


def said_below(form: Form, box: w.Widget) -> str:
    below = form.children[form.children.index(box) + 1]
    return "" if below.layout.display == "none" else below.value


@pytest.mark.parametrize(
    ("language", "above", "below"),
    [
        ("en", "Not more than 40: 99 was changed to 40.", "Not less than 1: −3 was changed to 1."),
        (
            "et",
            "Suurim lubatud arv on 40: arvu 99 asemel on nüüd 40.",
            "Väikseim lubatud arv on 1: arvu −3 asemel on nüüd 1.",
        ),
        (
            "ru",
            "Не больше 40: вместо 99 теперь стоит 40.",
            "Не меньше 1: вместо −3 теперь стоит 1.",
        ),
    ],
)
def test_what_was_changed_is_told_until_a_number_stands(
    language: Language, above: str, below: str
) -> None:
    words = Words(language)
    box = number_box("Weeks", 4, low=1, high=40, words=words)
    form = Form("made", [box], words=words)
    form.shows(lambda: (None, str(box.value)))
    assert said_below(form, box) == ""
    for typed, kept, said in ((99, 40, above), (-3, 1, below)):
        box.value = typed
        assert box.value == kept
        assert said in said_below(form, box)
        # What follows from the number follows from the one that is kept.
        assert f">{kept}<" in form.text.value
    box.value = 12
    assert said_below(form, box) == ""


def test_the_limits_stand_beside_the_label_where_they_help() -> None:
    words = Words("et")
    near = number_box("Künnis", 5, low=3, high=10_000, step=0.1, words=words)
    far = number_box("Jälgijaid", 0, low=0, high=1e9, words=words, tells_limits=False)
    assert (near.description, far.description) == ("Künnis (3–10\u00a0000)", "Jälgijaid")
    near.value = 2.95
    assert near.value == 3
    assert "arvu 2,95 asemel" in near.beside.value


def test_the_front_end_gets_no_limits_so_that_it_hands_over_what_is_typed() -> None:
    for step in (1, 0.5):
        box = number_box("Weeks", 4, low=1, high=40, step=step, words=Words("en"))
        state = box.get_state()
        assert not {"min", "max"} & set(state)
        assert not state["_model_name"].startswith("Bounded")
        # As the front end sends it.
        box.set_state({"value": 99})
        assert box.value == 40
        assert "99" in box.beside.value


def test_a_number_that_came_from_a_file_is_told_too(cafe_copy: "Project") -> None:
    cafe_copy.decide("rhythm", {"posts_per_week": 13, "hours": [8, 21]}, reason="")
    slots, content = draw_slots_form(cafe_copy), content_form(cafe_copy)
    posts, a_week = slots.controls[3], content.controls[4]
    assert (posts.value, a_week.value) == (7, 13)
    assert "13 was changed to 7" in said_below(slots, posts)
    assert said_below(content, a_week) == ""


def test_boxes_in_a_grid_say_it_below_the_grid() -> None:
    words = Words("en")
    boxes = [number_box(name, 1, low=0, high=9, words=words) for name in ("One", "Other")]
    form = Form("made", boxes, words=words)
    grid = w.GridBox(boxes)
    form.children = (grid, form.text)
    # Once, also when something is put under the form later.
    form.children = (*form.children, w.HTML("later"))
    assert [form.children.index(box.beside) for box in boxes] == [1, 2]
    assert sum(child in (boxes[0].beside, boxes[1].beside) for child in form.children) == 2
    boxes[1].value = 10
    assert "10 was changed to 9" in form.children[2].value
