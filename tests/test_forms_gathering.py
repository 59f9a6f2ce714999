"""The form of the place: filled in from the files, answers win, the decision carries the tasks."""

from typing import TYPE_CHECKING

import ipywidgets as w
import pytest

from smmlab.analyses import findings_about
from smmlab.forms.gathering import place_form
from smmlab.gathering.checklist import ITEM

if TYPE_CHECKING:
    from smmlab.project import Project


def item(form: w.Widget, key: str) -> w.ToggleButtons:
    rows = [row for row in form.children if isinstance(row, w.HBox)]
    return next(row.children[1] for row in rows
                if f"smm-place-item-{key}" in row.children[1]._dom_classes)  # fmt: skip


def is_hidden(form: w.Widget, key: str) -> bool:
    row = next(row for row in form.children
               if isinstance(row, w.HBox) and row.children[1] is item(form, key))  # fmt: skip
    return bool(row.layout.display == "none")


def menus(form: w.Widget) -> list[w.Dropdown]:
    return [c for c in form.children if isinstance(c, w.Dropdown)]


@pytest.fixture
def on_facebook(cafe_copy: "Project") -> "Project":
    cafe_copy.decide("network", {"network": "facebook"}, reason="Test.")
    return cafe_copy


def test_the_form_opens_on_the_chosen_network_with_what_the_files_tell(
    on_facebook: "Project",
) -> None:
    form = place_form(on_facebook)
    network, kind = menus(form)
    assert (network.value, kind.value) == ("facebook", "page")
    assert any("Forbidden" in label for label, _kind in kind.options)
    assert item(form, "recent").value == "yes"
    assert item(form, "pinned").value == "cannot_tell"
    assert bytes(form.picture.value).startswith(b"\x89PNG")


def test_an_answer_changes_the_picture_and_the_list(on_facebook: "Project") -> None:
    form = place_form(on_facebook)
    before = bytes(form.picture.value)
    item(form, "contact").value = "no"
    assert bytes(form.picture.value) != before
    assert "A way to ask and to buy" in form.text.value


def test_rows_that_settle_an_item_contradict_the_answer(on_facebook: "Project") -> None:
    form = place_form(on_facebook)
    item(form, "recent").value = "no"
    assert "The rows tell another thing than your answer" in form.text.value
    assert "The place is alive" in form.text.value


def test_a_forbidden_kind_says_why_and_where_it_was_read(on_facebook: "Project") -> None:
    form = place_form(on_facebook)
    menus(form)[1].value = "personal_face"
    assert "Forbidden" in form.text.value
    assert "Facebook Terms of Service" in form.text.value
    assert "2026" in form.text.value


def test_another_network_brings_its_kinds_and_items_and_one_picture(
    on_facebook: "Project",
) -> None:
    form = place_form(on_facebook)
    item(form, "contact").value = "no"
    pictures: list[bytes] = []
    form.picture.observe(lambda change: pictures.append(change["new"]), names="value")
    menus(form)[0].value = "telegram"
    assert menus(form)[1].value == "channel"
    assert is_hidden(form, "cover")
    assert not is_hidden(form, "rules")
    assert item(form, "contact").value == "cannot_tell"
    assert len(pictures) == 1


def test_the_decision_is_kept_and_shown_again(on_facebook: "Project") -> None:
    form = place_form(on_facebook)
    item(form, "contact").value = "no"
    item(form, "about").value = "yes"
    next(c for c in form.children if isinstance(c, w.Textarea)).value = "Because."
    next(c for c in form.children if isinstance(c, w.Text)).value = "Mari"
    form.button.click()
    kept = on_facebook.decisions()["place"]
    assert kept.choice["answers"] == {"contact": "no", "about": "yes"}
    assert (kept.choice["network"], kept.choice["kind"], kept.choice["face"]) == (
        "facebook", "page", "Mari",
    )  # fmt: skip
    tasks = kept.choice["tasks"]
    assert "contact" in tasks
    assert "about" not in tasks
    assert set(tasks) <= set(ITEM)
    again = place_form(on_facebook)
    assert item(again, "contact").value == "no"
    assert next(c for c in again.children if isinstance(c, w.Textarea)).value == "Because."
    found = findings_about(on_facebook, "gathering").set_index("key")
    assert found.loc["gathering.facebook.about", "value"] == "yes"
    assert set(kept.findings) <= set(found.index)


def test_the_last_decision_is_taken_back_with_its_answers(on_facebook: "Project") -> None:
    form = place_form(on_facebook)
    reason = next(c for c in form.children if isinstance(c, w.Textarea))
    face = next(c for c in form.children if isinstance(c, w.Text))
    for answer, why, who in (("no", "First.", "Mari"), ("yes", "Then.", "Jaan")):
        item(form, "contact").value, reason.value, face.value = answer, why, who
        form.button.click()
    # What was kept is there when one comes back from another network.
    menus(form)[0].value = "telegram"
    menus(form)[0].value = "facebook"
    assert item(form, "contact").value == "yes"
    menus(form)[0].value = "telegram"
    form.take_back.click()
    filed = on_facebook.decisions()["place"]
    assert filed.choice["answers"] == {"contact": "no"}
    assert menus(form)[0].value == "facebook"
    assert (item(form, "contact").value, reason.value, face.value) == ("no", "First.", "Mari")
    form.take_back.click()
    assert "place" not in on_facebook.decisions()
    assert (item(form, "contact").value, reason.value) == ("cannot_tell", "")
    assert face.value != "Mari"
