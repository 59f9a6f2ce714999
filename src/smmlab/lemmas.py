"""Base forms of words, from dictionaries that a computer unpacks once."""

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simplemma import Lemmatizer


def lemma(word: str, language: str) -> str:
    """Return the base form of a word as a dictionary writes it; an unknown word stays as it is.

    Parameters
    ----------
    word
        A word as it was written.
    language
        ``en``, ``et`` or ``ru``.

    References
    ----------
    Barbaresi, simplemma (dictionaries of word forms with a few rules of endings).

    Examples
    --------
    >>> lemma("bought", "en"), lemma("Tallinnas", "et")
    ('buy', 'Tallinn')
    """
    return _lemmatizer(_unpacked()).lemmatize(word, lang=language)


def _unpacked() -> Path:
    import platformdirs

    return Path(platformdirs.user_cache_dir("smmlab", appauthor=False)) / "dictionaries"


@cache
def _lemmatizer(unpacked: Path) -> "Lemmatizer":
    import simplemma
    from simplemma.strategies import DefaultStrategy
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory, TrieDictionaryFactory

    # Unpacking takes seconds for each language, and every notebook is a process of its own.
    place = unpacked / simplemma.__version__
    factory = (
        TrieDictionaryFactory(disk_cache_dir=str(place))
        if _can_write(place)
        else DefaultDictionaryFactory()
    )
    return simplemma.Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=factory))


def _can_write(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)
