"""The forms of words and needs: a picture, a sentence, no comment quoted."""

from typing import TYPE_CHECKING

import ipywidgets as w
import pandas as pd
import pytest

from smmlab.forms import wants as module
from smmlab.forms.wants import needs_form, words_form

if TYPE_CHECKING:
    from smmlab.project import Project


def test_words_change_with_the_controls(cafe: "Project", monkeypatch: pytest.MonkeyPatch) -> None:
    form = words_form(cafe)
    assert form.picture.layout.display == "none"
    assert "No word sets these groups apart" in form.text.value
    asked = []
    found = pd.DataFrame(
        {"group": "core", "language": "et", "kind": ["word", "emoji"], "term": ["kook", "🥐"],
         "people": 20, "group_people": 50, "share": 0.4, "share_low": 0.3, "share_high": 0.5,
         "log_odds": 1.0, "log_odds_low": 0.5, "log_odds_high": 1.5, "z": 4.0, "adjusted_p": 0.01}
    )  # fmt: skip

    def answer(comments: pd.DataFrame, members: pd.DataFrame, **options: object) -> pd.DataFrame:
        asked.append((set(members["segment"]), options))
        return found

    monkeypatch.setattr(module, "distinctive_words", answer)
    groups, language = [c for c in form.children if isinstance(c, w.Dropdown)][:2]
    groups.value = "network"
    language.value = "et"
    assert asked[-1][0] == {"telegram"}
    assert asked[-1][1]["languages"] == ["et"]
    assert "🥐" in form.text.value


def test_needs_are_shown_without_a_quotation(cafe: "Project") -> None:
    form = needs_form(cafe)
    assert bytes(form.picture.value).startswith(b"\x89PNG")
    assert "%" in form.text.value
    assert "true shares are higher" in form.text.value
    texts = cafe.interactions["text"].dropna()
    long = texts[texts.str.len() > 15].unique()
    assert not any(text in form.text.value for text in long)
