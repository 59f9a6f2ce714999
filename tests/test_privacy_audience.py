"""Whatever the audience, nothing that is shown of it points at fewer than ten people.

Audiences of awkward groups go through every analysis of people. No table and no finding may count
from one to nine of them; where the rows of a table add up to a known total, what is left out may
not be so few either; and charts may write neither such a number nor a pseudonym.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.text import Text

from awkward_audiences import MARK, Audience, make_audience
from smmlab.audience.clusters import find_groups
from smmlab.audience.composition import compare_audiences, composition_findings
from smmlab.audience.coordination import coordination_findings, find_coordination
from smmlab.audience.demographics import demographics_findings, summarise_audience
from smmlab.audience.follower_hours import follower_hours, follower_hours_findings
from smmlab.audience.group_findings import group_findings
from smmlab.audience.hours import active_hours, hours_findings
from smmlab.audience.leaders import find_leaders, leader_findings
from smmlab.audience.people import score_people
from smmlab.audience.portrait_findings import portrait_findings
from smmlab.audience.portrait_text import portrait_sentences
from smmlab.audience.portraits import describe_segments
from smmlab.audience.questions import (
    find_questions,
    group_needs,
    need_findings,
    read_asking,
)
from smmlab.audience.retention import cohort_retention, retention_findings
from smmlab.audience.segments import segment_audience, segment_findings
from smmlab.audience.suspects import estimate_suspects, suspect_findings
from smmlab.audience.week import week_findings, weekly_activity
from smmlab.audience.words import distinctive_words, word_findings
from smmlab.comments import person_languages, written_comments
from smmlab.findings import Finding
from smmlab.plots.audience import plot_audience, plot_hours, plot_segments
from smmlab.plots.composition import plot_composition
from smmlab.plots.groups import plot_group_choice, plot_groups
from smmlab.plots.leaders import plot_leaders
from smmlab.plots.needs import plot_needs
from smmlab.plots.portraits import plot_portraits
from smmlab.plots.retention import plot_cohorts, plot_retention
from smmlab.plots.rhythm_of_people import plot_follower_hours, plot_week
from smmlab.plots.suspects import plot_suspects
from smmlab.plots.words import plot_words
from smmlab.texts import Words

SENTENCE_OF_FEW = re.compile(r"(?<![\d.,])[1-9]\s(?:person|people)\b")

SIZES = st.sampled_from([1, 3, 9, 10, 11, 30])
GROUPS = st.lists(SIZES, min_size=1, max_size=8)


@dataclass(frozen=True)
class Shown:
    """All that an analysis gives people to see."""

    tables: tuple[Any, ...]
    findings: tuple[Finding, ...] = ()
    axes: tuple[Axes, ...] = ()
    texts: tuple[str, ...] = ()
    parts: tuple[tuple[pd.Series, float], ...] = field(default=())
    """Counts of groups that add up to a total which is shown as well."""


def _segments(audience: Audience) -> Shown:
    table = segment_audience(audience.acts)
    whole = [(table["people"], float(table["active_people"].iloc[0]))] if len(table) else []
    return Shown(
        tables=(table,),
        findings=tuple(segment_findings(table, sources=())),
        axes=(plot_segments(table),),
        parts=tuple(whole),
    )


def _hours(audience: Audience) -> Shown:
    table = active_hours(audience.acts, timezone="Europe/Tallinn")
    return Shown((table,), tuple(hours_findings(table, sources=())), (plot_hours(table),))


def _demographics(audience: Audience) -> Shown:
    table = summarise_audience(audience.aggregate)
    everyone = len(audience.people)
    return Shown(
        (table,),
        tuple(demographics_findings(table, sources=(), most=99)),
        (plot_audience(table),),
        parts=tuple((rows["count"], everyone) for _name, rows in table.groupby("dimension")),
    )


def _portraits(audience: Audience) -> Shown:
    members = score_people(audience.acts)
    types = audience.posts[["network", "post_id"]].assign(
        type=np.array(["medal", "laugh"])[np.arange(len(audience.posts)) % 2]
    )
    found = describe_segments(
        members, audience.acts, timezone="UTC", posts=audience.posts, types=types,
        orders=audience.orders,
    )  # fmt: skip
    sizes, texts = found.sizes, []
    for segment in sizes["segment"]:
        texts += portrait_sentences(found, segment, words=Words("en"))
    whole = [(sizes["people"], float(sizes["active_people"].iloc[0]))] if len(sizes) else []
    return Shown(
        (found,),
        tuple(portrait_findings(found, sources=())),
        (plot_portraits(found),),
        tuple(texts),
        tuple(whole),
    )


def _coordination(audience: Audience) -> Shown:
    table = find_coordination(audience.acts)
    parts = tuple(
        (pd.Series([row["people"]]), float(row["active_people"]))
        for row in table.to_dict("records")
    )
    return Shown((table,), tuple(coordination_findings(table, sources=())), parts=parts)


def _leaders(audience: Audience) -> Shown:
    # The table itself names single people, for the strategist's own contact work.
    table = find_leaders(audience.acts, draws=20)
    return Shown((), tuple(leader_findings(table, sources=())), (plot_leaders(table),))


def _suspects(audience: Audience) -> Shown:
    found = estimate_suspects(audience.people, audience.acts, draws=200)
    parts = [
        (pd.Series([row[part]]), float(row[whole]))
        for table, part, whole in (
            (found.rules, "marked", "checked"),
            (found.closed, "closed", "people"),
        )
        for row in table.to_dict("records")
    ]
    return Shown(
        (found,),
        tuple(suspect_findings(found, sources=())),
        (plot_suspects(found),),
        parts=tuple(parts),
    )


def _words(audience: Audience) -> Shown:
    members = score_people(audience.acts)
    table = distinctive_words(written_comments(audience.acts), members)
    parts = tuple(
        (pd.Series([row["people"]]), float(row["group_people"])) for row in table.to_dict("records")
    )
    found = tuple(word_findings(table, sources=()))
    return Shown((table,), found, (plot_words(table),), parts=parts)


def _needs(audience: Audience) -> Shown:
    asked = read_asking(written_comments(audience.acts))
    questions, needs = find_questions(asked), group_needs(asked)
    parts = tuple(
        (pd.Series([row["people"]]), float(row["writers"]))
        for table in (questions, needs)
        for row in table.to_dict("records")
    )
    found = need_findings(questions, needs, sources=())
    return Shown((questions, needs), tuple(found), (plot_needs(needs),), parts=parts)


def _week(audience: Audience) -> Shown:
    found = weekly_activity(audience.acts, timezone="Europe/Tallinn")
    return Shown((found,), tuple(week_findings(found, sources=())), (plot_week(found),))


def _retention(audience: Audience) -> Shown:
    found = cohort_retention(audience.acts, timezone="UTC")
    parts = tuple(
        (pd.Series([row["active"]]), float(row["people"]))
        for table in (found.cohorts, found.curve)
        for row in table.to_dict("records")
    )
    axes = (plot_retention(found), plot_cohorts(found))
    return Shown((found,), tuple(retention_findings(found, sources=())), axes, parts=parts)


def _composition(audience: Audience) -> Shown:
    languages = person_languages(written_comments(audience.acts))
    found = compare_audiences(
        summarise_audience(audience.aggregate), audience.people, languages=languages
    )
    keys = ["network", "page", "basis", "dimension"]
    parts = tuple(
        (rows["people"], float(rows["known"].iloc[0]))
        for _name, rows in found.shares.groupby(keys, dropna=False)
        if rows["known"].notna().all()
    )
    findings = tuple(composition_findings(found, sources=()))
    return Shown((found,), findings, (plot_composition(found),), parts=parts)


def _follower_hours(audience: Audience) -> Shown:
    seen = audience.aggregate[audience.aggregate["dimension"] == "age_sex"].reset_index(drop=True)
    hours = seen.assign(dimension="hour", value=seen.index.astype("str"), from_day="2026-10-31")
    table = follower_hours(hours)
    return Shown(
        (table,),
        tuple(follower_hours_findings(table, sources=())),
        (plot_follower_hours(table),),
        parts=((table["followers"], float(seen["count"].sum())),),
    )


ANALYSES: dict[str, Callable[[Audience], Shown]] = {
    "segments": _segments,
    "hours": _hours,
    "demographics": _demographics,
    "portraits": _portraits,
    "coordination": _coordination,
    "leaders": _leaders,
    "suspects": _suspects,
    "words": _words,
    "needs": _needs,
    "week": _week,
    "retention": _retention,
    "composition": _composition,
    "follower_hours": _follower_hours,
}
# What these shares count is acts or answers, not people.
SHARES_OF_ACTS = ("acts_share", "answers_share", "peak_share", "questions.share")
COUNTS_OF_PEOPLE = re.compile(
    r"(^|_)(people|active|known|writers|customers|buyers|candidates|talkers|checked|marked|closed|count|followers|"
    r"smallest_group)$"
)


def _columns(result: Any) -> Iterator[tuple[str, list[Any]]]:
    """Give all columns of all tables of a result, and its single numbers."""
    if isinstance(result, pd.DataFrame):
        yield from ((str(name), result[name].tolist()) for name in result)
    elif is_dataclass(result):
        for part in fields(result):
            value = getattr(result, part.name)
            yield from [(part.name, [value])] if isinstance(value, int) else _columns(value)
    elif isinstance(result, list | tuple):
        for part in result:
            yield from _columns(part)


def _drawn(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.figure.findobj(Text)]


def _small_counts(result: Any) -> list[str]:
    return [
        f"{name}: {number}"
        for name, numbers in _columns(result)
        if COUNTS_OF_PEOPLE.search(name)
        for number in numbers
        if _few(number)
    ]


def _few(number: float | None) -> bool:
    return number is not None and pd.notna(number) and 0 < number < 10


@pytest.mark.parametrize("name", ANALYSES)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sizes=GROUPS)
@example(sizes=[9])
@example(sizes=[3, 3])
@example(sizes=[11, 1])
@example(sizes=[30, 11, 9, 30, 3, 10, 1])
@example(sizes=[1, 1, 9, 1, 1, 1, 10])
@example(sizes=[30, 3, 30, 9, 30, 1])
def test_nothing_shown_points_at_few_people(name: str, sizes: list[int]) -> None:
    shown = ANALYSES[name](make_audience(sizes))
    assert _small_counts(shown.tables) == []
    assert MARK not in str(list(_columns(shown.tables)))
    for found in shown.findings:
        assert MARK not in repr(found)
        # Followers by hour rest on days, which the network counts.
        assert found.key.startswith("audience.follower_hours") or not _few(found.n), found
        if found.unit == "people" and found.value is not None:
            assert not _few(found.value), found
            assert found.n is None or not _few(found.n - found.value), found
        if found.unit == "share" and not found.key.endswith(SHARES_OF_ACTS):
            assert not _few(found.numerator), found
            if found.numerator is not None and found.denominator is not None:
                assert not _few(found.denominator - found.numerator), found
    for counts, total in shown.parts:
        if counts.notna().all():
            assert not _few(total - counts.sum()), (counts, total)
    texts = [*shown.texts, *(text for axes in shown.axes for text in _drawn(axes))]
    plt.close("all")
    for text in texts:
        assert MARK not in text
        assert not SENTENCE_OF_FEW.search(text), text


def test_found_groups_and_those_that_were_tried_are_not_few_people() -> None:
    rng = np.random.default_rng(3)
    likes = np.concatenate([rng.poisson(2, 200), rng.poisson(60, 120), np.full(7, 5000)])
    words = np.concatenate([rng.poisson(70, 200), rng.poisson(3, 120), np.full(7, 9000)])
    people = pd.DataFrame(
        {
            "network": "telegram", "person": [f"{MARK}{n}" for n in range(len(likes))],
            "reactions": likes, "comments": words, "shares": rng.poisson(1, len(likes)),
        }
    )  # fmt: skip
    groups = find_groups(people, features=["reactions", "comments", "shares"], ks=(2, 3), draws=10)
    assert (groups.ks["verdict"] == "too_small").any()
    assert _small_counts([groups.ks, groups.profile]) == []
    drawn = [*_drawn(plot_groups(groups)), *_drawn(plot_group_choice(groups))]
    plt.close("all")
    assert not [text for text in drawn if MARK in text or SENTENCE_OF_FEW.search(text)]
    assert not [f for f in group_findings(groups, sources=()) if _few(f.n) or MARK in repr(f)]


def test_the_audiences_are_awkward_enough_to_show_something() -> None:
    audience = make_audience([30, 11, 9, 30, 3, 10, 1])
    assert len(segment_audience(audience.acts)) > 1
    assert len(find_coordination(audience.acts))
    assert len(find_leaders(audience.acts, draws=20))
    assert "other" in summarise_audience(audience.aggregate)["value"].tolist()
    text = plot_segments(segment_audience(audience.acts)).figure.findobj(Text)
    assert any(re.search(r"\d people", found.get_text()) for found in text)
    assert SENTENCE_OF_FEW.search("Core: 9 people")
    assert not SENTENCE_OF_FEW.search("19 people, 1.9 people")
    plt.close("all")
