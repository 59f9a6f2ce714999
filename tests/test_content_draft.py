"""A text before it is published: what is said of it and what is advised."""

from dataclasses import replace

import pytest

from smmlab.content.draft import LONG, read_draft
from smmlab.content.types import classify_texts
from smmlab.plots.draft import plot_draft
from smmlab.texts import Words


def advice_of(text: str) -> str:
    return " ".join(read_draft(text).advice)


@pytest.mark.parametrize("text", ["", "  \n ", "https://example.com/x"])
def test_without_a_text_nothing_is_claimed(text):
    draft = read_draft(text)
    assert (draft.probabilities, draft.advice, draft.is_sure) == ({}, (), False)


def test_the_draft_says_what_the_classifier_says():
    text = "How to descale a kettle: pour in vinegar, boil, wait, rinse."
    row, draft = classify_texts([text]).iloc[0], read_draft(text)
    assert (draft.type, draft.cues) == (row["type"], row["cues"])
    assert draft.probabilities["laugh"] == row["p_laugh"]
    assert draft.is_sure == (row["status"] == "sure")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("How to descale a kettle: pour in vinegar, boil, wait, rinse.", "Number the steps"),
        ("Should dogs be allowed on trams? Tell us in the comments.", "within the hour"),
        ("Meeting on Monday. " * 40, "It is long"),
        ("TULE KOHE MEILE kohvile, täna avatud", "capitals"),
        ("Open today #a #b #c #d #e #f", "hashtags"),
        ("Heute haben wir ein neues Angebot für euch, kommt doch alle gerne vorbei!", "reads"),
    ],
)
def test_advice_fits_the_text(text, part):
    assert part in advice_of(text)


def test_advice_about_length_and_hashtags_is_not_given_without_cause():
    said = advice_of("Meeting on Monday #a #b #c #d #e")
    assert "long" not in said
    assert "hashtags" not in said
    assert len("Meeting on Monday") < LONG


def test_what_is_set_right_counts_for_the_next_text():
    import pandas as pd

    text = "Tuesday {n}: the mill grinds rye, the door is open from ten to four."
    corrected = pd.DataFrame({"text": [text.format(n=n) for n in range(8)], "types": "laugh"})
    assert read_draft(text.format(n=77)).type != "laugh"
    assert read_draft(text.format(n=77), corrected=corrected).type == "laugh"


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_the_picture_shows_the_four_probabilities(language):
    draft = read_draft("How to descale a kettle: pour in vinegar, boil, wait, rinse.")
    axes = plot_draft(draft, words=Words(language))
    widths = [bar.get_width() for bar in axes.patches]
    assert widths == list(draft.probabilities.values())[::-1]
    assert axes.get_title(loc="left")


def test_no_probability_is_drawn_as_certain():
    draft = read_draft("How to descale a kettle: pour in vinegar, boil, wait, rinse.")
    likely = {"provocation": 0.0004, "instruction": 0.9998, "medal": 0.248, "laugh": 0.01}
    axes = plot_draft(replace(draft, probabilities=likely))
    assert [text.get_text() for text in axes.texts] == ["1%", "25%", "over 99%", "under 1%"]
