"""The form of suspects: what is assumed changes what is said, never what was measured."""

from typing import TYPE_CHECKING

import ipywidgets as w
import pytest

from smmlab.audience.suspects import Suspects, estimate_suspects
from smmlab.forms.suspects import _said, suspects_form
from smmlab.texts import Words
from test_audience_suspects import members

if TYPE_CHECKING:
    from smmlab.project import Project


def test_the_picture_and_the_sentence_say_the_same_where_no_rule_can_run(cafe: "Project") -> None:
    form = suspects_form(cafe)
    assert bytes(form.picture.value).startswith(b"\x89PNG")
    assert "not say enough about the members" in form.text.value
    assert "of the active accounts act together" in form.text.value
    assert next(c for c in form.children if isinstance(c, w.BoundedIntText)).disabled


def test_what_is_assumed_draws_anew(cafe: "Project", monkeypatch: pytest.MonkeyPatch) -> None:
    photos = [n % 4 > 0 for n in range(200)]

    def estimated(_people: object, **chosen: float) -> Suspects:
        return estimate_suspects(members(200, has_photo=photos), draws=200, **chosen)  # type: ignore[arg-type]

    monkeypatch.setattr("smmlab.forms.suspects.estimate_suspects", estimated)
    form = suspects_form(cafe)
    share = next(c for c in form.children if isinstance(c, w.BoundedIntText))
    assert not share.disabled
    before = bytes(form.picture.value)
    share.value = 40
    assert bytes(form.picture.value) != before
    assert not [c for c in form.children if isinstance(c, w.Output)]


def test_the_sentence_tells_shares_and_what_is_lacking() -> None:
    photos = [n % 4 > 0 for n in range(200)]
    found = estimate_suspects(members(200, has_photo=photos), draws=500)
    row = found.rules.set_index("rule").loc["no_photo"]
    said = _said(found, Words("en"))
    assert f"Between {row['share_low']:.0%} and {row['share_high']:.0%} of the members" in said
    assert f"{row['precision']:.0%} of those that the rule marks" in said
    lacking = "followers of each member; accounts each member follows; posts of each member"
    assert lacking in said
    assert "A list of members" in _said(estimate_suspects(members(0)), Words("en"))
