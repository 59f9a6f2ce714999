"""The plan for unrest: levels of the page, roles of the brief, first words in its languages."""

from typing import get_args

import pandas as pd
import pytest

from smmlab.brief import Brief, Tone
from smmlab.dialogue.alerts import MoodWatch
from smmlab.dialogue.escalation import first_words, plan_escalation

CALM = MoodWatch(pd.DataFrame(), "week", 0, 0, watch_voices=6, act_voices=10)


def test_levels_come_from_the_watch_and_roles_from_the_brief() -> None:
    plan = plan_escalation(CALM, Brief(name="Kaja", owner="Marek", face="Liis"))
    assert (plan.watch_voices, plan.act_voices, plan.span) == (6, 10, "week")
    assert (plan.owner, plan.face) == ("Marek", "Liis")


def test_without_a_face_the_owner_speaks() -> None:
    plan = plan_escalation(CALM, Brief(name="Kaja", owner="Marek"))
    assert plan.face == "Marek"
    assert "Marek" in plan.first_words[0].text


def test_the_first_hour_has_a_row_for_each_language_we_can_write() -> None:
    brief = Brief(name="Kaja", face="Liis, the barista", content_languages=("et", "fi", "ru"))
    table = plan_escalation(CALM, brief).first_hour
    assert table["language"].tolist() == ["et", "ru"]
    assert table["text"].str.contains("Liis").tolist() == [True, False]
    assert not table["text"].str.contains("barista").any()


def test_a_name_in_other_letters_than_the_text_stays_to_be_filled_in() -> None:
    texts = {one.language: one.text for one in first_words(["en", "et", "ru"], who="Лийс, бариста")}
    assert "[name]" in texts["en"]
    assert "[nimi]" in texts["et"]
    assert "Вам пишет Лийс:" in texts["ru"]
    (latin,) = first_words(["ru"], who="barista Liis")
    assert "[имя]" in latin.text
    assert "Liis" not in latin.text


@pytest.mark.parametrize("tone", get_args(Tone))
def test_every_tone_names_the_face_and_leaves_the_hour_open(tone: Tone) -> None:
    brief = Brief(name="Kaja", face="Liis", tone=tone, content_languages=("en",))
    (text,) = plan_escalation(CALM, brief).first_hour["text"]
    assert "Liis" in text
    assert "…" in text
