"""Materials for the short documents: a few findings, and nothing else that could be told."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd

from smmlab.findings import Finding, Source
from smmlab.strategy.collecting import gather
from smmlab.strategy.material import Material
from smmlab.strategy.telling import Candidate
from smmlab.texts import Language, Words
from strategy_cases import DAY, empty_project, full_analyses, full_project, no_analyses

FILE = (Source("posts.csv", 2, 60, 41),)
HERE = Path("here")


def share(key: str, value: float, n: int, low: float, high: float, unit: str = "share") -> Finding:
    return Finding(
        key, value, unit, n=n, low=low, high=high, sources=FILE, method="Counted.",
        numerator=round(value * n), denominator=n,
    )  # fmt: skip


def complaints_with_a_chart() -> Material:
    """A client of whom one finding is known that has a chart of its own."""
    needs = pd.DataFrame(
        {"topic": ["complaint"], "share": 0.3, "share_low": 0.25, "share_high": 0.36,
         "change_low": -0.1, "change_high": 0.1, "keywords": "cold", "writers": 300}
    )  # fmt: skip
    return material_of(share("audience.need.complaint.share", 0.3, 300, 0.25, 0.36), needs=needs)


def count(key: str, value: float, unit: str, n: int | None = None) -> Finding:
    return Finding(key, value, unit, n=n, sources=FILE, method="Counted.")


def material_of(*findings: Finding, language: Language = "en", **results: object) -> Material:
    """A client with posts, of whom only these findings are known."""
    analyses = no_analyses(findings)
    vars(analyses).update(results)
    return gather(full_project(HERE), analyses, made_on=DAY, words=Words(language))  # type: ignore[arg-type]


@cache
def full_material(language: Language = "en") -> Material:
    return gather(full_project(HERE), full_analyses(), made_on=DAY, words=Words(language))  # type: ignore[arg-type]


@cache
def empty_material(language: Language = "en") -> Material:
    return gather(empty_project(HERE), no_analyses(), made_on=DAY, words=Words(language))  # type: ignore[arg-type]


def with_brief(material: Material, **values: object) -> Material:
    return replace(material, brief=replace(material.brief, **values))  # type: ignore[arg-type]


def many_topics() -> tuple[Finding, ...]:
    """Strong findings on six topics."""
    return (
        share("money.utm.tagged_share", 0.1, 200, 0.07, 0.15),
        share("audience.segment.core.share", 0.05, 400, 0.03, 0.08),
        share("audience.segment.core.acts_share", 0.7, 400, 0.65, 0.75),
        share("dialogue.questions.unanswered_share", 0.5, 120, 0.41, 0.59),
        share("audience.need.complaint.share", 0.3, 300, 0.25, 0.36),
        count("content.forms.facebook.photo.median", 0, "engagements", 60),
        count("content.rhythm.instagram.kaja.posts_per_week", 2.4, "posts", 41),
        count("content.rhythm.instagram.kaja.longest_gap_days", 30, "days", 41),
    )


def topics(found: tuple[Candidate, ...]) -> list[str]:
    return [one.topic for one in found]
