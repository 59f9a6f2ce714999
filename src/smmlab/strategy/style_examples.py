"""Sentences that show a tone in each language: one as we write, one as we do not."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from smmlab.brief import Tone
from smmlab.texts import Language


@dataclass(frozen=True)
class StyleExample:
    """The same thing said twice: in the client's voice, and as it should not sound."""

    like: str
    unlike: str


def style_examples(tone: Tone, language: Language) -> tuple[StyleExample, ...]:
    """Return the sentences of a tone; what stands in square brackets is filled in.

    Parameters
    ----------
    tone
        Of the brief.
    language
        Of the posts.

    Examples
    --------
    >>> style_examples("businesslike", "en")[1].unlike
    'It will come soon, we promise.'
    """
    return tuple(StyleExample(like, unlike) for like, unlike in _examples()[tone][language])


@cache
def _examples() -> Mapping[str, Mapping[str, list[list[str]]]]:
    content = (files("smmlab.strategy") / "style_examples.toml").read_text(encoding="utf-8")
    return tomllib.loads(content)
