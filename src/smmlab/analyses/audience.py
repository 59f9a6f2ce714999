"""The audience of a project: who acts, who they are, what they want, whom to trust."""

from dataclasses import replace

import pandas as pd

from smmlab.analyses.rooms import SEED, Room, Tables
from smmlab.audience.clusters import Groups, find_groups
from smmlab.audience.composition import compare_audiences, composition_findings
from smmlab.audience.demographics import demographics_findings, summarise_audience
from smmlab.audience.follower_hours import follower_hours, follower_hours_findings
from smmlab.audience.group_findings import group_findings
from smmlab.audience.growth import measure_growth
from smmlab.audience.growth_findings import growth_findings
from smmlab.audience.hours import active_hours, hours_findings
from smmlab.audience.leaders import find_leaders, leader_findings
from smmlab.audience.look_alikes import look_alike_findings, look_alikes
from smmlab.audience.market import market_population
from smmlab.audience.portrait_findings import portrait_findings
from smmlab.audience.portraits import Portraits, describe_segments
from smmlab.audience.questions import find_questions, need_findings
from smmlab.audience.retention import cohort_retention, retention_findings
from smmlab.audience.segments import segment_audience, segment_findings
from smmlab.audience.suspects import estimate_suspects, suspect_findings, suspect_people
from smmlab.audience.week import week_findings, weekly_activity
from smmlab.audience.words import distinctive_words, word_findings
from smmlab.comments import person_languages
from smmlab.findings import trace
from smmlab.money.orders import counted_orders
from smmlab.networks.evidence import load_evidence
from smmlab.reduce.frames import to_pandas
from smmlab.reduce.people import person_features


def audience_rooms(tables: Tables) -> Room:
    """Run every analysis of the audience."""
    rooms = (_groups_of_people(tables), _times(tables), _who_and_what(tables), _trust(tables))
    results = {name: result for room in rooms for name, result in room.results.items()}
    return Room(results, [finding for room in rooms for finding in room.findings])


def _groups_of_people(tables: Tables) -> Room:
    acts, rows = tables.acts, tables.acts_sources
    segments = segment_audience(acts, timezone=tables.timezone)
    features = to_pandas(person_features(acts, timezone=tables.timezone))
    groups = find_groups(features, seed=SEED)
    portraits = _portraits(tables, tables.scored, features)
    found = [
        *segment_findings(segments, sources=rows),
        *portrait_findings(portraits, sources=rows),
        *group_findings(groups, sources=rows),
    ]
    results = {"segments": segments, "groups": groups, "portraits": portraits}
    if groups.chosen is not None:
        drawn = _portraits(tables, _members(groups), features)
        found += portrait_findings(drawn, sources=rows)
        names = dict(zip(drawn.names["group"], drawn.names["segment"], strict=True))
        results["groups"] = replace(groups, names=names)
    return Room(results, found)


def _members(groups: Groups) -> pd.DataFrame:
    return groups.people.dropna(subset=["group"]).rename(columns={"group": "segment"})


def _portraits(tables: Tables, members: pd.DataFrame, features: pd.DataFrame) -> Portraits:
    return describe_segments(
        members,
        tables.acts,
        timezone=tables.timezone,
        features=features,
        posts=tables.own_posts,
        types=tables.types,
        orders=counted_orders(tables.orders),
        seed=SEED,
    )


def _times(tables: Tables) -> Room:
    acts, rows, zone = tables.acts, tables.acts_sources, tables.timezone
    audience, daily = tables.audience, tables.project.table("daily")
    hours = active_hours(acts, timezone=zone)
    week = weekly_activity(acts, timezone=zone)
    followers = follower_hours(audience)
    growth = measure_growth(daily)
    retention = cohort_retention(acts, timezone=zone)
    return Room(
        {
            "hours": hours,
            "week": week,
            "follower_hours": followers,
            "growth": growth,
            "retention": retention,
        },
        [
            *hours_findings(hours, sources=rows),
            *week_findings(week, sources=rows),
            *follower_hours_findings(followers, sources=trace(audience)),
            *growth_findings(growth, sources=trace(daily)),
            *retention_findings(retention, sources=rows),
        ],
    )


def _who_and_what(tables: Tables) -> Room:
    project, rows = tables.project, tables.acts_sources
    audience, people = tables.audience, tables.people
    told = (*trace(audience), *trace(people))
    comments = tables.comments
    demographics = summarise_audience(audience)
    composition = compare_audiences(
        demographics,
        people,
        languages=person_languages(comments),
        population=market_population(
            load_evidence(project.evidence).figures, market=project.brief.market
        ),
    )
    questions, needs = find_questions(tables.asked), tables.needs
    words = distinctive_words(comments, tables.scored, split=tables.terms)
    return Room(
        {
            "demographics": demographics,
            "composition": composition,
            "questions": questions,
            "needs": needs,
            "words": words,
        },
        [
            *demographics_findings(demographics, sources=trace(audience)),
            *composition_findings(composition, sources=(*told, *rows)),
            *need_findings(questions, needs, sources=rows),
            *word_findings(words, sources=rows),
        ],
    )


def _trust(tables: Tables) -> Room:
    people, acts, rows = tables.people, tables.acts, tables.acts_sources
    suspects = estimate_suspects(people, acts, seed=SEED)
    leaders = find_leaders(acts, excluded=suspect_people(people, acts), seed=SEED)
    others = tables.posts[~tables.posts["is_own"]]
    alike = look_alikes(others["page"].unique(), tables.own_posts["page"].unique())
    return Room(
        {"suspects": suspects, "leaders": leaders},
        [
            *look_alike_findings(alike, sources=trace(others)),
            *suspect_findings(suspects, sources=trace(people), interaction_sources=rows),
            *leader_findings(leaders, sources=rows),
        ],
    )
