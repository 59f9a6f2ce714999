"""The forms of content types: a text is judged as it is typed, and answers are kept at once."""

from html import unescape
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


def choices(form: w.VBox) -> list[w.Dropdown]:
    return [child for child in form.children[0].children if isinstance(child, w.Dropdown)]


def test_answers_are_kept_and_hold_at_once(cafe_copy: "Project") -> None:
    first = least_sure(cafe_copy, most=12).iloc[0]
    form = labels_form(cafe_copy)
    form.button.click()
    assert "Nothing is chosen yet." in form.note.value
    choices(form)[0].value, choices(form)[1].value = "medal", "laugh"
    form.button.click()
    # The same words stand on two networks: they are one answer.
    same = cafe_copy.posts[cafe_copy.posts["text"] == first["text"]]
    kept = cafe_copy.labels
    assert set(kept["types"]) == {"medal+laugh"}
    assert sorted(kept["post_id"]) == sorted(same["post_id"])
    assert first["post_id"] in set(kept["post_id"])
    judged = classify_content(cafe_copy.posts, labels=kept).set_index("post_id")
    mine = judged.loc[first["post_id"]]
    assert (mine["type"], mine["also"], mine["by"]) == ("medal", "laugh", "person")
    assert first["text"] not in set(least_sure(cafe_copy, most=99)["text"])
    assert f"{len(same)} posts are set right" in form.text.value
    form.button.click()
    assert "Nothing is chosen yet." in form.note.value


def test_each_text_is_asked_about_once_and_shown_whole_but_harmless(cafe_copy: "Project") -> None:
    assert not least_sure(cafe_copy, most=99)["text"].duplicated().any()
    shown = [
        child.value
        for child in labels_form(cafe_copy).children[0].children
        if type(child) is w.HTML and "<div" in child.value
    ]
    assert len(shown) == 12
    asked = least_sure(cafe_copy, most=12)["text"]
    assert all(
        " ".join(text.split()[:3]) in unescape(one) for one, text in zip(shown, asked, strict=True)
    )


def test_a_later_form_shows_the_answers_and_takes_them_back(cafe_copy: "Project") -> None:
    rows = least_sure(cafe_copy, most=2)
    for row, types in zip(rows.itertuples(index=False), (["laugh"], []), strict=True):
        cafe_copy.label(row.network, row.post_id, types)
    form = labels_form(cafe_copy)
    # Last answers first, after the twelve questions.
    none, laugh = choices(form)[24], choices(form)[26]
    assert (none.value, laugh.value) == ("none", "laugh")
    laugh.value = ""
    form.button.click()
    assert "Taken back" in form.note.value
    assert cafe_copy.labels["types"].tolist() == ["none"]
    none.value = "medal"
    form.button.click()
    assert "Kept." in form.note.value
    assert set(cafe_copy.labels["types"]) == {"medal"}
