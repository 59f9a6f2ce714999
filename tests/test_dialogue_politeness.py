"""The checklist: measured on answers written by hand, and counted on a page's own."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from dialogue_cases import acts, ours, said
from smmlab.dialogue.politeness import (
    MARKERS,
    measure_politeness,
    politeness_findings,
    read_politeness,
)
from smmlab.dialogue.talk import follow_talk

LETTERS = dict(zip("gtanfoqsbS", MARKERS, strict=True))
LABELLED = tomllib.loads((Path(__file__).parent / "labelled_replies.toml").read_text("utf-8"))


def judged(language: str, part: str) -> tuple[np.ndarray, np.ndarray]:
    rows = LABELLED[language][part]
    truth = np.array([[letter in marks.split() for letter in LETTERS] for _, marks in rows])
    found = read_politeness([text for text, _ in rows], [language] * len(rows))
    return truth, found.to_numpy()


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_what_the_lists_were_set_right_on(language: str) -> None:
    truth, found = judged(language, "answers")
    assert len(truth) >= 60
    assert (truth & found).sum() / found.sum() >= 0.96
    assert (truth & found).sum() / truth.sum() >= 0.97


# Precision and recall of all markers together on answers written afterwards, see the labels.
FRESH = {"en": (1.00, 0.52), "et": (1.00, 0.70), "ru": (1.00, 0.59)}


@pytest.mark.parametrize("language", FRESH)
def test_what_to_expect_of_others(language: str) -> None:
    truth, found = judged(language, "fresh")
    precision, recall = FRESH[language]
    assert (truth & found).sum() / found.sum() == pytest.approx(precision, abs=0.005)
    assert (truth & found).sum() / truth.sum() == pytest.approx(recall, abs=0.005)


def ticked(text: str, language: str = "en") -> set[str]:
    row = read_politeness([text], [language]).iloc[0]
    return {marker for marker in MARKERS if row[marker]}


def test_rules_of_shape() -> None:
    assert "shouts" in ticked("NEVER AGAIN please")
    assert "shouts" not in ticked("The BBC and NATO")
    assert "shouts" in ticked("Really!!!")
    assert "fact" in ticked("See www.cake.example")
    assert "fact" not in ticked("See you")
    assert "names" in ticked("Hello Anna, yes")
    assert "names" not in ticked("Hello there, yes")
    assert "names" not in ticked("Unfortunately, no")
    assert "signs" in ticked("All done. – Kate")
    assert "signs" not in ticked("All done – really")


def test_another_language_is_read_by_all_lists() -> None:
    assert "thanks" in ticked("Aitäh!", "other")
    assert "thanks" in ticked("Спасибо!", "other")
    assert "thanks" not in ticked("Aitäh!", "en")


def test_only_answers_of_the_page_count() -> None:
    rows = [said("a", 0, "Thank you"), ours("r", 1, "Thank you!", to="a"),
            ours("s", 2, "Yes.", to="a"), ours("t", 3, "  ", to="a"),
            {**ours("u", 4, "Thank you all", to="a"), "reply_to": None}]  # fmt: skip
    table = measure_politeness(follow_talk(acts(rows))).set_index("marker")
    assert (table.loc["thanks", "found"], table.loc["thanks", "answers"]) == (1, 2)
    assert table.index.tolist() == list(MARKERS)
    assert not table.loc["blames", "wanted"]
    assert (table["share_low"] <= table["share"]).all()
    assert (table["share"] <= table["share_high"]).all()


def test_nine_answers_are_too_few_and_ten_are_told() -> None:
    def told(n: int) -> list:
        rows = [said("a", 0, "Hi"), *(ours(f"r{i}", i + 1, "Thank you", to="a") for i in range(n))]
        return politeness_findings(measure_politeness(follow_talk(acts(rows))), sources=())

    assert [one.status for one in told(9)] == ["unknown"]
    ten = {one.key: one for one in told(10)}
    assert ten["dialogue.politeness.thanks.share"].value == 1
    assert len(ten) == len(MARKERS)
