"""The form of leaders: a control changes the picture, and nobody is named."""

from typing import TYPE_CHECKING

import ipywidgets as w

from smmlab.audience.leaders import find_leaders
from smmlab.forms.leaders import leaders_form

if TYPE_CHECKING:
    from smmlab.project import Project


def test_the_form_shows_what_the_function_finds(cafe: "Project") -> None:
    form = leaders_form(cafe)
    assert bytes(form.picture.value).startswith(b"\x89PNG")
    found = find_leaders(cafe.scan("interactions"))
    people = cafe.people["person"].tolist() + cafe.interactions["person"].dropna().tolist()
    assert not [name for name in set(people) if name in form.text.value]
    if found.empty:
        assert "Telegram" in form.text.value
    before = bytes(form.picture.value), form.text.value
    partners = next(c for c in form.children if isinstance(c, w.BoundedIntText) and c.max == 10)
    partners.value = 10
    assert (bytes(form.picture.value), form.text.value) != before
