"""VADER's rules over arrays give what its own loop gives."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from smmlab.dialogue.mood_phrases import join_phrases
from smmlab.dialogue.mood_rules import Tokens, compound, phrase_key
from smmlab.dialogue.mood_score import score_mood
from smmlab.dialogue.mood_words import Lexicon

PEER = SentimentIntensityAnalyzer()
# Words that take part in some rule, and words that take part in none.
WORDS = """
good great bad terrible love hate SUX GREAT Bad no No nor or never so this without doubt least at
very but But kind of sort of just enough the shit bomb ass bus stop yeah right kiss death to die for
beating heart not isn't isnt ain't couldn't VERY really kinda barely fucking fuckin hardly table
coffee Monday a I we :) :( :D ;) <3 lol !!! ??? good! good? 'love' (hate) no, but, x X despite
rarely cannot 😀 😡 ❤️ 🔛 👍🏽 word😁word 😁😁 can't kind-of badass to-die uh-uh funny, smart
""".split()  # noqa: SIM905
ODD = ["\u00a0", "\t", "\n", " ", "  ", "\u2009", "\x1f"]


def vader(texts: list[str]) -> list[float]:
    return [PEER.polarity_scores(text)["compound"] for text in texts]


def ours(texts: list[str]) -> list[float]:
    return score_mood(texts, ["en"] * len(texts), service=False)["mood"].tolist()


@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join), min_size=1, max_size=60)
)
@settings(max_examples=80, deadline=None)
def test_texts_of_words_with_a_part_score_as_in_the_package(texts: list[str]) -> None:
    assert ours(texts) == vader(texts)


@given(
    st.lists(
        st.lists(st.sampled_from([*WORDS, *ODD]), max_size=10).map("".join) | st.text(max_size=40),
        min_size=1,
        max_size=20,
    )
)
@settings(max_examples=80, deadline=None)
def test_any_text_scores_as_in_the_package(texts: list[str]) -> None:
    assert ours(texts) == vader(texts)


@pytest.mark.parametrize(
    "text",
    [
        "VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!",
        "The plot was good, but the characters are uncompelling and the dialog is not great.",
        "At least it isn't a horrible book.",
        "Today only kinda sux! But I'll get by, lol",
        "Catch utf-8 emoji such as 💘 and 💋 and 😁",
        # A value before "but" becomes equal to one after it, and the wrong one is weighed.
        "good table but so so good",
        "It was terribly, horribly good great love but hate bad",
        "NO GOOD at all", "no good or bad", "the bomb the shit",
        "a kiss of death but never so good",
        "", " ", "!", "?" * 40, "but", "but but but", "least good", "at least good",
    ],
)  # fmt: skip
def test_known_texts_score_as_in_the_package(text: str) -> None:
    assert ours([text]) == vader([text])


def test_the_odd_way_of_but_is_the_published_one() -> None:
    """Half of 3.0 equals 1.5 after it: the first of the two is weighed twice."""
    lexicon = PEER.lexicon
    halves = {}
    for word, value in sorted(lexicon.items()):
        if word.isalpha() and value > 0 and word not in ("no", "kind"):
            halves.setdefault(value, word)
    pairs = [(halves[v], halves[v / 2]) for v in halves if v / 2 in halves]
    assert pairs
    texts = [f"{one} then table but coffee table on {two}" for one, two in pairs]
    assert ours(texts) == vader(texts)
    straight = [
        (lexicon[one] * 0.5 + lexicon[two] * 1.5)
        / np.sqrt((lexicon[one] * 0.5 + lexicon[two] * 1.5) ** 2 + 15)
        for one, two in pairs
    ]
    assert not np.allclose(ours(texts), straight, atol=1e-3)


def test_scores_do_not_depend_on_the_other_texts() -> None:
    texts = ["Not good", "VERY bad!", "but fine", "no luck", "great", "table"]
    alone = [ours([text])[0] for text in texts]
    assert ours(texts * 3) == alone * 3
    assert ours(texts[::-1]) == alone[::-1]


def test_marks_weigh_up_to_a_limit() -> None:
    marks = np.array([0, 1, 4, 9])
    none = np.zeros(4, dtype=np.int64)
    louder = compound(np.full(4, 2.0), marks, none)
    expected = [(2 + 0.292 * n) / np.sqrt((2 + 0.292 * n) ** 2 + 15) for n in (0, 1, 4, 4)]
    assert louder == pytest.approx(expected)
    asked = compound(np.full(4, -2.0), none, np.array([1, 2, 3, 4]))
    weights = (0, 0.36, 0.54, 0.96)
    assert asked == pytest.approx([-(2 + w) / np.sqrt((2 + w) ** 2 + 15) for w in weights])
    assert (compound(np.zeros(4), marks, marks) == 0).all()


def test_phrase_keys_differ() -> None:
    phrases = [("bus", "stop"), ("stop", "bus"), ("bus",), ("to", "die", "for"), ("die", "for")]
    assert len({phrase_key(phrase) for phrase in phrases}) == len(phrases)


def tokens(words: list[list[int]]) -> Tokens:
    flat = [word for row in words for word in row]
    row = [place for place, row in enumerate(words) for _ in row]
    reach = [place for row in words for place in range(len(row))]
    ahead = [len(row) - place - 1 for row in words for place in range(len(row))]
    return Tokens(
        *(np.array(part, dtype=np.int64) for part in (flat, row, reach, ahead)), len(words)
    )


def test_phrases_become_one_word_the_longer_first() -> None:
    pieces = ["Still", "waiting", "for", "weeks", "x"]
    lexicon = Lexicon(words={}, phrases={("still", "wait*"): -2, ("still", "wait*", "for"): -3})
    found, names = join_phrases(
        tokens([[5, 1, 2, 3, 4], [1, 2], [1, 5, 2], [2, 1]]), pieces, lexicon
    )
    assert names[5:] == ["still wait* for", "still wait*"]
    assert found.word.tolist() == [5, 6, 4, 7, 1, 5, 2, 2, 1]
    assert found.row.tolist() == [0, 0, 0, 1, 2, 2, 2, 3, 3]
    assert found.reach.tolist() == [0, 1, 2, 0, 0, 1, 2, 0, 1]
    assert found.ahead.tolist() == [2, 1, 0, 0, 2, 1, 0, 1, 0]


def test_a_phrase_never_crosses_texts_and_nothing_found_changes_nothing() -> None:
    lexicon = Lexicon(words={}, phrases={("a", "b"): -2})
    given_tokens = tokens([[1], [2]])
    found, names = join_phrases(given_tokens, ["a", "b"], lexicon)
    assert found is given_tokens
    assert names == ["a", "b"]
    assert join_phrases(tokens([]), [], lexicon)[0].texts == 0
