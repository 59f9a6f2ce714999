"""The chart of words: the numbers of the table, groups named, no sign that has no letter."""

import pandas as pd
import pytest

from smmlab.plots.theme import as_png
from smmlab.plots.words import plot_words
from smmlab.texts import Words

COLUMNS = [
    "group", "language", "kind", "term", "people", "group_people", "share", "share_low",
    "share_high", "log_odds", "log_odds_low", "log_odds_high", "z", "adjusted_p",
]  # fmt: skip
WORDS = pd.DataFrame(
    [
        ("core", "en", "word", "be$n$", 20, 50, 0.4, 0.3, 0.5, 1.2, 0.7, 1.7, 5.0, 0.001),
        ("core", "en", "emoji", "🥐", 22, 50, 0.44, 0.3, 0.5, 1.5, 0.8, 2.2, 6.0, 0.001),
        ("core", "et", "phrase", "hea kohv", 12, 30, 0.4, 0.2, 0.6, 0.9, 0.3, 1.5, 3.0, 0.01),
        ("telegram", "ru", "word", "чай", 30, 90, 0.33, 0.2, 0.4, 0.8, 0.5, 1.1, 7.0, 0.001),
    ],
    columns=COLUMNS,
)


def test_dots_and_intervals_are_those_of_the_table_without_emoji() -> None:
    axes = plot_words(WORDS)
    rows = WORDS[WORDS["kind"] != "emoji"].sort_values("z", ascending=False)
    drawn = [part[:, 0].tolist() for part in axes.containers[0].lines[2][0].get_segments()]
    assert drawn == [pytest.approx(pair) for pair in
                     rows[["log_odds_low", "log_odds_high"]].to_numpy()]  # fmt: skip
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == ["чай", r"be\$n\$", "hea kohv"]


def test_groups_and_shares_are_named_beside_their_dots() -> None:
    axes = plot_words(WORDS)
    texts = [text.get_text() for text in axes.texts]
    assert texts == ["33%", "40%", "40%", "Telegram", "Core"]
    assert "чай" in axes.get_title(loc="left")
    assert "Telegram" in axes.get_title(loc="left")


def test_one_language_can_be_chosen() -> None:
    labels = plot_words(WORDS, language="et").get_yticklabels()
    assert [label.get_text() for label in labels] == ["hea kohv"]


def test_without_words_it_teaches_which_export_to_fetch() -> None:
    assert "Telegram" in plot_words(WORDS.head(0)).texts[0].get_text()


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_it_is_drawn_in_every_language(language: str) -> None:
    # Warnings are errors: a letter without a picture would warn.
    assert as_png(plot_words(WORDS, words=Words(language))).startswith(b"\x89PNG")
