"""How many comments a second get their mood, against VADER's own loop in the same run.

``python benchmarks/mood.py`` makes comments of about fifteen words from those written for smmlab,
each with a word that no other has, as people write names and slips of the pen, and prints comments
a second: for each language told to the score, for a mix of the three with the language found out,
in one process and in two side by side, and for VADER's package on the English ones. On a machine
with other work the CPU seconds count; the wall seconds of two processes need two idle cores.
"""

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.resources import files

import pandas as pd

from smmlab.dialogue.mood_score import score_mood

LANGUAGES = ("en", "et", "ru")
WORDS = 15
SEED = 20261127


def comments(language: str, count: int, *, seed: int) -> list[str]:
    """Return different comments of about fifteen words."""
    table = files("smmlab.datasets") / "mood" / "own.csv"
    with table.open(encoding="utf-8") as stream:
        own = pd.read_csv(stream)
    written = own.loc[own["language"] == language, "text"].tolist()
    letters = "абвгдежзиклмнопрстуфхэя" if language == "ru" else "abdeghijklmnoprstuvõäöü"
    dice, made = random.Random(seed), []
    for _ in range(count):
        parts: list[str] = ["".join(dice.choices(letters, k=7))]
        while sum(len(part.split()) for part in parts) < WORDS:
            parts.append(dice.choice(written))
        made.append(". ".join(parts[1:] + parts[:1]))
    return made


def cpu(task: Callable[[], object]) -> float:
    """Return the CPU seconds of a task."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    task()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def score(job: tuple[Sequence[str], Sequence[str] | None]) -> float:
    """Score texts in a process of its own and return its CPU seconds."""
    return cpu(lambda: score_mood(list(job[0]), job[1]))


def main() -> int:
    """Print the numbers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=100_000)
    count: int = parser.parse_args().comments
    out = sys.stdout.write
    texts = {code: comments(code, count, seed=SEED) for code in LANGUAGES}
    words = sum(len(text.split()) for code in LANGUAGES for text in texts[code])
    out(f"{count:,} comments a language, {words / (3 * count):.1f} words on average\n")
    for code in LANGUAGES:
        score_mood(texts[code][:100], [code] * 100)
        took = cpu(lambda code=code: score_mood(texts[code], [code] * count))  # type: ignore[misc]
        out(f"{code}, language given, one process: {count / took:,.0f} comments a CPU second\n")
    mixed = [text for three in zip(*texts.values(), strict=True) for text in three]
    known = list(LANGUAGES) * count
    took = cpu(lambda: score_mood(mixed, known))
    out(f"mixed, language given, one process: {len(mixed) / took:,.0f} comments a CPU second\n")
    took = cpu(lambda: score_mood(mixed))
    out(f"mixed, language found out, one process: {len(mixed) / took:,.0f} comments a CPU second\n")
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(score, [(mixed[:300], None)] * 2))
        for name, languages in (("given", known), ("found out", None)):
            half = len(mixed) // 2
            jobs = [
                (mixed[place : place + half], languages and languages[place : place + half])
                for place in (0, half)
            ]
            start = time.perf_counter()
            used = max(pool.map(score, jobs))
            wall = time.perf_counter() - start
            out(
                f"mixed, language {name}, two processes: {2 * half / wall:,.0f} comments a second "
                f"by the clock, {2 * half / used:,.0f} by the CPU seconds of the slower one\n"
            )
    _against_vader(texts["en"])
    return 0


def _against_vader(texts: list[str]) -> None:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    few = texts[: len(texts) // 10]
    loop = cpu(lambda: [analyzer.polarity_scores(text)["compound"] for text in few]) * 10
    ours = cpu(lambda: score_mood(texts, ["en"] * len(texts), service=False))
    sys.stdout.write(
        f"VADER's loop: {len(texts) / loop:,.0f} comments a CPU second; ours without the list of "
        f"services: {len(texts) / ours:,.0f}; {loop / ours:.1f} times as fast\n"
    )


if __name__ == "__main__":
    sys.exit(main())
