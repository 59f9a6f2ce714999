"""Sentences that show a tone: in every tone and language, each with its opposite."""

from typing import get_args

import pytest

from smmlab.brief import Tone
from smmlab.strategy.style_examples import style_examples
from smmlab.texts import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tone", get_args(Tone))
def test_every_tone_has_examples_that_differ(tone: Tone, language: Language) -> None:
    found = style_examples(tone, language)
    assert len(found) >= 2
    assert all(one.like.strip() and one.unlike.strip() and one.like != one.unlike for one in found)
    is_cyrillic = any("а" <= letter <= "я" for letter in found[0].like.casefold())
    assert is_cyrillic == (language == "ru")
