"""The forms of the mood: the watch follows its controls, and sixty answers make a share."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mood_cases import scored_days
from smmlab.dialogue.alerts import watch_mood
from smmlab.dialogue.negative_share import NegativeShare
from smmlab.forms.mood import mood_form, tell_mood
from smmlab.forms.negative_share import negative_share_form, tell_share
from smmlab.own_mood_labels import read_mood_labels
from smmlab.project import create_project
from smmlab.texts import Words

if TYPE_CHECKING:
    from smmlab.project import Project

WORDS = Words("en")
CALM = [(40, bad) for bad in (4, 3, 5, 4, 6, 2, 4, 5, 3, 4)] * 3


@pytest.fixture
def nobody(tmp_path: Path, cafe: "Project") -> "Project":
    return create_project(tmp_path / "new", cafe.brief)


def test_the_watch_follows_its_controls(cafe: "Project") -> None:
    form = mood_form(cafe)
    assert form.picture.value[:4] == b"\x89PNG"
    # The planted incident of the sample began on Tuesday the 17th.
    assert "16" in form.text.value
    before = form.text.value
    span, rate = form.controls
    rate.value = 4.0
    assert form.text.value != before
    span.value = "day"
    assert "<p" in form.text.value


def test_the_watch_tells_alarms_levels_and_doubts() -> None:
    watch = watch_mood(scored_days([*CALM, (40, 24), *CALM]), timezone="UTC")
    said = tell_mood(watch, WORDS)
    assert "Alarms, the loudest first: January 31, 2026." in said
    assert f"from {watch.watch_voices} unhappy people on" in said
    assert "eight cases of ten" in said
    rows = scored_days(CALM)
    rows.loc[:4, "negative"] = None
    calm = tell_mood(watch_mood(rows, timezone="UTC"), WORDS)
    assert "No alarm" in calm
    assert "5 comments in other languages" in calm
    few = watch_mood(scored_days([(3, 1)] * 2), timezone="UTC")
    assert "Nothing can be watched yet" in tell_mood(few, WORDS)
    # That nobody wrote, the empty chart says alone.
    assert tell_mood(watch_mood(scored_days([]), timezone="UTC"), WORDS) == ""


def test_sixty_answers_are_kept_and_make_a_share(cafe_copy: "Project") -> None:
    form = negative_share_form(cafe_copy)
    assert len(form.controls) == 60
    form.button.click()
    assert read_mood_labels(cafe_copy.folder).empty, "nothing was chosen"
    for place, answer in enumerate(form.controls):
        answer.value = ("other", "negative", "other", "unsure")[place % 4]
    form.button.click()
    kept = read_mood_labels(cafe_copy.folder)
    assert kept["label"].value_counts().to_dict() == {"other": 30, "negative": 15, "unsure": 15}
    assert "%" in form.text.value
    again = negative_share_form(cafe_copy)
    assert [a.value for a in again.controls] == [a.value for a in form.controls]


def test_hostile_texts_are_shown_as_letters(
    cafe: "Project", monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = scored_days([(40, 10)]).assign(text="<script>alert(1)</script>")
    monkeypatch.setattr("smmlab.forms.negative_share.score_comments", lambda _table: rows)
    form = negative_share_form(cafe)
    shown = form.children[0].children[0].children[0].value
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_a_new_project_says_what_is_missing(nobody: "Project") -> None:
    assert "Telegram" in negative_share_form(nobody).text.value
    assert mood_form(nobody).text.value


def test_the_share_is_told_only_with_its_interval() -> None:
    found = NegativeShare(500, 50, 60, 58, 2, (15, 20), (3, 38), 0.12, 0.06, 0.21)
    said = tell_share(found, WORDS)
    assert "12% of all comments, between 6% and 21%" in said
    assert "Of the 20 judged comments" in said
    few = NegativeShare(500, 50, 60, 20, 0, (5, 10), (1, 10))
    assert "No share can be told yet" in tell_share(few, WORDS)
    assert "%" not in tell_share(few, WORDS)
