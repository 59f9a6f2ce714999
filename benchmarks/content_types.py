"""Which way of telling content types is worth shipping: a table of candidates, same texts for all.

``python benchmarks/content_types.py --labelled FILE… [--probe FILE…]`` learns from the texts that
may be shipped and measures on sources that gave none. Macro-F1 over the types a language has.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from smmlab.content.batch import read_batch
from smmlab.content.corpus import Row, own_rows, read_rows
from smmlab.content.cues import find_cues
from smmlab.content.evaluation import LABELS, measure
from smmlab.content.hashing import hashed_matrix
from smmlab.content.scoring import TYPES, Thresholds, cue_counts, score
from smmlab.content.training import (
    SEED,
    augment,
    balance,
    fit,
    learnable,
    train,
    unseen,
)

Judge = Callable[[Sequence[Row]], np.ndarray]


def candidates(known: Sequence[Row]) -> dict[str, Judge]:
    """Train every candidate and return functions from rows to probabilities of the four types."""
    shown = augment(known, seed=SEED)
    cues, words = _cues(shown), _words(shown)
    cue_weights, word_weights = fit(cues, shown, strength=0.3), fit(words, shown, strength=1.0)
    shipped = train(known).weights

    def linear(weights: tuple[np.ndarray, np.ndarray], matrix: Callable[..., object]) -> Judge:
        def judge(rows: Sequence[Row]) -> np.ndarray:
            logits = matrix(rows) @ weights[0] + weights[1]
            return 1 / (1 + np.exp(-logits[:, : len(TYPES)]))

        return judge

    return {
        "majority": lambda rows: np.zeros((len(rows), len(TYPES))),
        "random": lambda rows: _one_hot(np.random.default_rng(SEED).integers(0, 5, len(rows))),
        "complement naive Bayes, words": _complement(shown),
        "cues and signs": linear(cue_weights, _cues),
        "words and letter groups": linear(word_weights, _words),
        "shipped: both and meanings, calibrated": lambda rows: score(
            read_batch([row.text for row in rows]), shipped
        ).probabilities[:, : len(TYPES)],
    }


def _cues(rows: Sequence[Row]) -> np.ndarray:
    batch = read_batch([row.text for row in rows])
    return cue_counts(batch, find_cues(batch))


def _words(rows: Sequence[Row]) -> csr_matrix:
    return hashed_matrix(read_batch([row.text for row in rows]))


def _complement(shown: Sequence[Row]) -> Judge:
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.naive_bayes import ComplementNB

    count = CountVectorizer(ngram_range=(1, 2), min_df=2, binary=True)
    model = ComplementNB().fit(
        count.fit_transform([row.text for row in shown]),
        [LABELS.index(row.type) for row in shown],
        sample_weight=balance(shown),
    )
    return lambda rows: _one_hot(model.predict(count.transform([row.text for row in rows])))


def _one_hot(places: np.ndarray) -> np.ndarray:
    return np.eye(len(LABELS))[places][:, : len(TYPES)]


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labelled", nargs="+", type=Path, required=True)
    parser.add_argument("--probe", nargs="*", type=Path, default=[])
    given = parser.parse_args()
    rows = [row for path in given.labelled for row in read_rows(path)]
    known = [*learnable(rows, seed=SEED), *own_rows()]
    sets = {
        "unseen": unseen(rows, known),
        "probe": [row for path in given.probe for row in read_rows(path)],
    }
    out = sys.stdout.write
    out("| candidate | set | en | et | ru | texts/s |\n| --- | --- | --- | --- | --- | --- |\n")
    for name, judge in candidates(known).items():
        for place, texts in sets.items():
            if not texts:
                continue
            start = time.perf_counter()
            found = judge(texts)
            speed = len(texts) / (time.perf_counter() - start)
            if name == "majority":
                scores = {k: v["macro_f1_majority"] for k, v in _measured(texts, found).items()}
            else:
                scores = {k: v["macro_f1"] for k, v in _measured(texts, found).items()}
            cells = " | ".join(
                f"{scores.get(code, float('nan')):.2f}" for code in ("en", "et", "ru")
            )
            out(f"| {name} | {place} | {cells} | {speed:,.0f} |\n")
    return 0


def _measured(texts: Sequence[Row], found: np.ndarray) -> dict[str, dict[str, float]]:
    return measure(texts, found.astype(np.float32), Thresholds())


if __name__ == "__main__":
    sys.exit(main())
