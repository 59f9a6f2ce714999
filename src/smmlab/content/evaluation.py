"""How good the content model is: measured by language, type and source, and written as a card."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from smmlab.content.scoring import TYPES, Thresholds

LABELS = (*TYPES, "none")
_DRAWS = 1000
_LANGUAGES = {"en": "English", "et": "Estonian", "ru": "Russian"}


class Labelled(Protocol):
    """A text with its true type, language and source."""

    @property
    def types(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def language(self) -> str: ...  # noqa: D102
    @property
    def source(self) -> str: ...  # noqa: D102


def decide(
    probabilities: npt.NDArray[np.float32], thresholds: Thresholds
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    """Return the type of each post as a place in `LABELS`, and whether the answer is sure.

    Examples
    --------
    >>> decide(np.array([[0.9, 0, 0, 0], [0.4, 0.1, 0, 0], [0, 0.1, 0.2, 0.1]]), Thresholds())
    (array([0, 4, 4]), array([ True, False,  True]))
    """
    best = probabilities.max(axis=1, initial=0)
    place = np.where(best >= thresholds.named, probabilities.argmax(axis=1), len(TYPES))
    sure = np.where(best >= thresholds.named, best >= thresholds.sure, best <= thresholds.sure_none)
    return place, sure


def measure(
    rows: Sequence[Labelled],
    probabilities: npt.NDArray[np.float32],
    thresholds: Thresholds,
) -> dict[str, Any]:
    """Return, for every language, how often the model was right and how often it was sure.

    Macro-F1 is the mean over the types the language has examples of; its interval is a percentile
    bootstrap over texts. A recall by source shows where a number comes from.
    """
    place, sure = decide(probabilities, thresholds)
    # A text of two types is judged rightly when either is named.
    true = np.array(
        [
            said if LABELS[said] in row.types else LABELS.index((*row.types, "none")[0])
            for row, said in zip(rows, place, strict=True)
        ],
        dtype=np.intp,
    )
    languages = np.array([row.language for row in rows], dtype=np.str_)
    sources = np.array([row.source for row in rows], dtype=np.str_)
    return {
        str(language): _of_language(
            true[mine], place[mine], sure[mine], probabilities[mine], sources[mine]
        )
        for language in np.unique(languages)
        if (mine := languages == language).any()
    }


def card(
    learnt_from: Sequence[Mapping[str, Any]],
    metrics: Mapping[str, Mapping[str, Any]],
    *,
    megabytes: float,
) -> str:
    """Write the card of the model from what it learnt and how it was measured."""
    blocks = (
        ("real", "Real posts", _REAL),
        ("unseen", "Sources never learnt from", _UNSEEN),
        ("page_in_turn", "Real pages, each held out in turn", _PAGE_IN_TURN),
        ("in_turn", "Public sources, each held out in turn", _IN_TURN),
        ("own", "Our own corpus, by business", _OWN),
        ("probe", "Synthetic probe", _PROBE),
    )
    parts = [_HEAD.format(megabytes=f"{megabytes:.1f}"), "## What it learnt from\n", _LEARNT]
    parts.append(_table(("language", "type", "source", "texts"), learnt_from))
    parts.append("## How good it is\n")
    for name, heading, words in blocks:
        if metrics.get(name):
            parts += [f"### {heading}\n", words, *_block(metrics[name])]
    return "\n".join([*parts, _LIMITS])


def _of_language(
    true: npt.NDArray[np.intp],
    place: npt.NDArray[np.intp],
    sure: npt.NDArray[np.bool_],
    probabilities: npt.NDArray[np.float32],
    sources: npt.NDArray[np.str_],
) -> dict[str, Any]:
    present = np.unique(true)
    precision, recall, f1 = _rates(_confusion(true, place)[None])
    drawn = np.random.default_rng(0).integers(0, len(true), (_DRAWS, len(true)))
    several = np.stack([_confusion(true[one], place[one]) for one in drawn])
    low, high = np.quantile(_rates(several)[2][:, present].mean(axis=1), [0.025, 0.975])
    common = np.bincount(true, minlength=len(LABELS)).argmax()
    majority = _rates(_confusion(true, np.full_like(true, common))[None])[2][0, present].mean()
    truth = true[:, None] == np.arange(len(TYPES))
    return {
        "texts": len(true),
        "macro_f1": _round(f1[0, present].mean()),
        "macro_f1_low": _round(low),
        "macro_f1_high": _round(high),
        "macro_f1_majority": _round(majority),
        "accuracy": _round((true == place).mean()),
        "share_sure": _round(sure.mean()),
        "accuracy_when_sure": _round((true == place)[sure].mean()) if sure.any() else None,
        "brier": _round(((probabilities - truth) ** 2).mean()),
        "calibration_error": _round(calibration_error(probabilities, truth)),
        "by_type": [
            {
                "type": LABELS[kind],
                "texts": int((true == kind).sum()),
                "precision": _round(precision[0, kind]),
                "recall": _round(recall[0, kind]),
                "f1": _round(f1[0, kind]),
            }
            for kind in present
        ],
        "by_source": [
            {
                "source": str(source),
                "type": LABELS[kind],
                "texts": int(mine.sum()),
                "recall": _round((place[mine] == kind).mean()),
            }
            for source in np.unique(sources)
            for kind in np.unique(true[sources == source])
            if (mine := (sources == source) & (true == kind)).any()
        ],
    }


def calibration_error(
    probabilities: npt.NDArray[np.float32], truth: npt.NDArray[np.bool_]
) -> float:
    """Return the expected calibration error: how far said chances lie from what came true.

    All probabilities of all types go into ten bins of equal width; the error is the mean distance
    of what was said from what was true, weighted by the bins (Naeini et al. 2015).

    Examples
    --------
    >>> round(calibration_error(np.array([[0.8, 0.8]]), np.array([[True, False]])), 3)
    0.3
    """
    said, true = probabilities.ravel().astype(np.float64), truth.ravel().astype(np.float64)
    place = np.minimum((said * 10).astype(np.intp), 9)
    apart = np.bincount(place, said, 10) - np.bincount(place, true, 10)
    return float(np.abs(apart).sum() / max(len(said), 1))


def _confusion(true: npt.NDArray[np.intp], place: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    size = len(LABELS)
    return np.bincount(true * size + place, minlength=size * size).reshape(size, size)


def _rates(confusion: npt.NDArray[np.intp]) -> tuple[npt.NDArray[np.float64], ...]:
    right = np.diagonal(confusion, axis1=1, axis2=2).astype(np.float64)
    named, real = confusion.sum(axis=1), confusion.sum(axis=2)
    return (
        right / np.maximum(named, 1),
        right / np.maximum(real, 1),
        2 * right / np.maximum(named + real, 1),
    )


def _round(value: float) -> float:
    return round(float(value), 3)


def _block(by_language: Mapping[str, Any]) -> list[str]:
    overall = [
        {
            "language": _LANGUAGES.get(language, language),
            "texts": found["texts"],
            "macro-F1": "{macro_f1} ({macro_f1_low} to {macro_f1_high})".format_map(found),
            "majority": found["macro_f1_majority"],
            "accuracy": found["accuracy"],
            "share sure": found["share_sure"],
            "accuracy when sure": found["accuracy_when_sure"],
            "Brier": found["brier"],
            "calibration error": found["calibration_error"],
        }
        for language, found in by_language.items()
    ]
    by_type = [
        {"language": _LANGUAGES.get(language, language), **row}
        for language, found in by_language.items()
        for row in found["by_type"]
    ]
    by_source = [
        {"language": _LANGUAGES.get(language, language), **row}
        for language, found in by_language.items()
        for row in found["by_source"]
    ]
    tables = [overall, by_type, by_source if len(by_source) > len(by_type) else []]
    return [_table(tuple(rows[0]), rows) for rows in tables if rows]


def _table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(str(row[column]) for column in columns) + " |" for row in rows]
    return "\n".join(lines) + "\n"


_HEAD = """# Content types: the model and its limits

This file is written by `python -m smmlab.content.training`; its numbers are those of
`metrics.json`.

It names the **type** of a post (provocation, instruction, medal, laugh, or none of them) from its
words alone. A type, never a forecast of reach: nobody has shown that a type makes a post spread,
and on public Facebook pages headlines of the instruction type drew fewer reactions than others.

Form: independent logistic regressions over cues of our own writing (words and phrases in English,
Estonian and Russian), signs (questions, prices, lists, speech, emoji) and hashed words and letter
groups, the letters pulled towards what a multilingual model (E5, MIT licence) says their words
mean; calibrated on sources and businesses that the judging model had not seen, then moved towards
*none*, for on real pages each type is rarer than among the texts learnt from (a choice that also
looked at the sets below). A post is *none* when no probability reaches one half, and *unsure* when
its best probability lies between the thresholds in `model.json` or its language is none of the
three. Weights: {megabytes} MB, numbers only.
"""
_LEARNT = """Only texts whose licence lets a model be shipped, and our own. Types were given by
source (weak labels): a model can learn the source instead of the type; posts of real pages were
labelled one by one (`datasets/content-types/real-labels.csv`). Licences as the sources state them:
`facebook page *`, `clickbait-*`, `news-chakraborty`, `colbert-nonhumor`: MIT. `telegram channel *`,
`telegram-*`: MIT (code), CC (data). `ibm-*`: CDLA-Sharing-1.0 (key points), CC BY-SA 3.0
(arguments). `fortunes-ru-*`: GPL-2+. `anegdots-js`: ISC. `written for smmlab`: the corpus, CC BY
4.0, and a few hundred first examples. None of the texts travels with smmlab except our own.
"""
_UNSEEN = """Some texts of each source, none of which gave a single text to training; most of these
sources may not be shipped, so they only measure. Where a type is absent from a language here,
nothing is known about it from this table: a false alarm on such posts costs nothing here. These
sets also served to choose the strength of the penalty and the move towards none, among about a
dozen settings: slightly optimistic.
"""
_IN_TURN = """Every public source judged by a model that had not seen it, often without any other
public source of that type and language: how the model does on a source of an unknown kind.
"""
_OWN = """Each post of the corpus (`datasets/content-types`) judged by a model that had seen no
post of its business: other voices, other subjects, but the same way of inventing pages, so still
optimistic.
"""
_REAL = """Posts of real public pages, drawn at random, labelled by the guide by one reader after
the model's cues were written: headlines of large Facebook pages in English, posts of Telegram
channels in Russian. Other posts of the same pages gave examples to training, so this is how the
model does on a page of a kind it knows. Most are none of the four types. The texts are not in the
project. There is no such set in Estonian.
"""
_PAGE_IN_TURN = """The labelled posts of real pages that training uses, each page judged by a model
that had seen no post of it: a page of a kind nobody showed it. Most of these posts were picked
because an earlier model found a type likely or could not decide: they are harder than a page is.
"""
_PROBE = """Parallel posts invented to look like those of real pages, eight a type and language.
Used only to measure, never to learn or to choose; too few for more than a rough idea, and not real
posts. One of them was read by the author of the cues before they were written; own posts that
shared many letters with a probe post were removed before training.
"""
_LIMITS = """## Limits

- The aim was a macro-F1 of .85 in English, .80 in Russian and .75 in Estonian on sources never
  seen. It is not reached: see the tables above. On a page of an unknown kind expect about every
  third answer to be wrong, fewer where it says *sure*. Read it as a sorting aid, and set right what
  is wrong: corrections hold at once and teach the model for that client.
- Our own posts and the probe were both invented, so they share a manner that real pages may not
  have; the rows of real sources are the ones to believe. Real Estonian posts were not measured.
- It reads words, not pictures, sound or context, and takes irony at its word.
- What it misses most is in the tables by source: arguments and statements that ask nothing, steps
  without a heading, witty sayings.
- Posts in other languages are always *unsure*.
- Some public jokes are coarse; the model learnt their words, smmlab never shows their texts.
"""
