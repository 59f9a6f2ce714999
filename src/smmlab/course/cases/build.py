"""Build a case: an invented company, a year of its exports, and what is planted in them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from smmlab.brief import Brief
from smmlab.course.cases.campaigns import CaseCampaign, plan_campaigns
from smmlab.course.cases.counts import draw_counts, draw_marks
from smmlab.course.cases.letter import Month, draw_brief, draw_facts
from smmlab.course.cases.members import SEGMENTS, People, draw_people
from smmlab.course.cases.meta_files import content_files, earlier_end, series_files
from smmlab.course.cases.plan import NETWORKS, Plan, draw_plan
from smmlab.course.cases.posts import plan_posts
from smmlab.course.cases.rival_pages import rival_files
from smmlab.course.cases.shop import draw_orders, orders_file
from smmlab.course.cases.talk import Talk, hold_talk
from smmlab.course.cases.telegram_files import group_json, own_channel
from smmlab.course.cases.traffic import ga4_csv
from smmlab.course.cases.truth import CaseTruth, Difficulty
from smmlab.course.facts import CaseFacts
from smmlab.course.lessons.earning import DAYS_PER_MONTH
from smmlab.course.opening import DOWNLOADS
from smmlab.datasets.cafe.clock import local_time, utc_seconds
from smmlab.datasets.cafe.counts import Counts
from smmlab.datasets.cafe.orders import Order
from smmlab.disk import on_disk
from smmlab.texts import Language

_INTERACTIONS = (2800, 3500)
_OF_COMMENTS = 1.14  # reactions and complaints that come to every comment of the usual days
_DAY = 86_400
# Of a page that sells, and of one that is read: the level of its reach, and orders without tags.
_SELLS, _IS_READ = ((550.0, 1000.0), (270, 360)), ((2800.0, 4200.0), (110, 160))


@dataclass(frozen=True)
class Case:
    """A company that does not exist.

    Parameters
    ----------
    name
        Of the company.
    kind
        What it is, a short English word.
    brief
        For project.toml.
    facts
        The owner's letter.
    truth
        What is planted; for the teacher alone.
    files
        Raw exports by name, ``own/…`` and ``rivals/…``.
    exported
        When each file was downloaded, epoch seconds.
    """

    name: str
    kind: str
    brief: Brief
    facts: CaseFacts
    truth: CaseTruth
    files: Mapping[str, bytes]
    exported: Mapping[str, int]


def build_case(
    seed: int,
    *,
    difficulty: Difficulty = "usual",
    language: Language = "en",
    interactions: int | None = None,
) -> Case:
    """Make a company with a year of exports in the true formats and a known truth inside.

    Parameters
    ----------
    seed
        The same seed gives the same bytes, another one another company.
    difficulty
        How strong what is planted stands out.
    language
        Of the student: most posts and comments are in it, some in a second one.
    interactions
        Comments of people and their reactions in the discussion group; three to four thousand when
        not given.

    Examples
    --------
    >>> case = build_case(7)
    >>> case.brief.market, sorted(case.files)[-1]
    ('EE', 'rivals/channel-3.json')
    """
    # Each part has a stream of its own, so that a change in one leaves the others as they were.
    streams = [np.random.default_rng([seed, part]) for part in range(9)]
    plan = draw_plan(streams[0], difficulty, language)
    sizes, of_orders = _SELLS if plan.model in ("own_goods", "services") else _IS_READ
    posts = plan_posts(plan, streams[1])
    level = float(streams[2].uniform(*sizes))
    counts = {name: draw_counts(posts[name], plan, level, streams[2])
              for name in ("instagram", "facebook")}  # fmt: skip
    wanted = interactions or int(streams[3].integers(*_INTERACTIONS))
    people = draw_people(plan, round(wanted / _OF_COMMENTS), streams[3])
    talk = hold_talk(posts["telegram"], people, plan, streams[3])
    campaigns = plan_campaigns(plan, streams[4])
    untagged = int(streams[4].integers(*of_orders))
    orders = draw_orders(plan, tuple(campaigns.values()), untagged, streams[4])
    content, lost = content_files(plan, posts, counts, streams[5])
    telegram = posts["telegram"]
    own = {
        **content,
        **series_files(plan, posts, counts, streams[5]),
        "channel.json": own_channel(
            plan, telegram, draw_marks(telegram, plan, streams[6]), streams[6]
        ),
        "group.json": group_json(plan, telegram, people, talk, streams[6]),
        "Traffic_acquisition_Session_source_medium.csv": ga4_csv(
            plan, tuple(campaigns.values()), orders, streams[4]
        ),
        "orders_export_1.csv": orders_file(plan, orders),
    }
    rivals = rival_files(plan, streams[7])
    files = {f"own/{name}": data for name, data in own.items()}
    files |= {f"rivals/{name}": data for name, data in rivals.items()}
    month = _month(plan, counts, orders)
    return Case(
        name=plan.name,
        kind=plan.kind.name,
        brief=draw_brief(plan, streams[8]),
        facts=draw_facts(plan, month, streams[8]),
        truth=_truth(plan, people, talk, campaigns, lost),
        files=files,
        exported=_exported(plan, files, next(iter(content))),
    )


def write_case(case: Case, folder: Path) -> Path:
    """Write the raw exports of a case into a student's folder and return where they are.

    Parameters
    ----------
    case
        From `build_case`.
    folder
        Of the student; ``downloads/own`` and ``downloads/rivals`` are made in it.
    """
    downloads = folder / DOWNLOADS
    with on_disk():
        for name, data in case.files.items():
            path = downloads / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            os.utime(path, (case.exported[name], case.exported[name]))
    return downloads


def _exported(plan: Plan, files: Mapping[str, bytes], earlier: str) -> dict[str, int]:
    last, before = plan.last_day, earlier_end(earlier)
    now = utc_seconds(last.year, last.month, last.day, 9) + 2 * _DAY
    then = utc_seconds(before.year, before.month, before.day, 9) + 2 * _DAY
    return {name: then if name.endswith(earlier) else now for name in files}


def _month(plan: Plan, counts: Mapping[str, Counts], orders: list[Order]) -> Month:
    """Return what the files tell of a usual month, as `smmlab.course.lessons.earning` counts it."""
    reach = np.concatenate([some.reach for some in counts.values()])
    kept = [order for order in orders if order.status not in ("voided", "pending")]
    sold = sum(order.total - order.refunded for order in kept)
    days = (local_time(kept[-1].at).date() - local_time(kept[0].at).date()).days + 1
    return Month(
        own_revenue=sold / (days / DAYS_PER_MONTH),
        reach=float(reach.sum()) / (len(plan.days) / DAYS_PER_MONTH),
        middle_reach=float(np.median(reach)),
        order_value=sold / len(kept),
    )


def _truth(
    plan: Plan, people: People, talk: Talk, campaigns: Mapping[str, CaseCampaign], lost: int
) -> CaseTruth:
    waits = talk.waits
    answered = ~np.isnan(waits)
    return CaseTruth(
        networks=NETWORKS,
        buyers_network=plan.buyers,
        loud_network=plan.loud,
        working_type=plan.working_type,
        seeming_type=plan.seeming_type,
        working_factor=plan.type_factor,
        type_network=plan.type_network,
        working_block=plan.block,
        seeming_hour=plan.seeming_hour,
        segments={name: len(people.of(name)) for name in SEGMENTS[:-1]},
        leaders=tuple(people.ids[place] for place in people.leaders.tolist()),
        bots=tuple(people.ids[place] for place in people.of("bot").tolist()),
        answered_share=round(float(answered.mean()), 4),
        median_answer_minutes=round(float(np.median(waits[answered])), 1),
        incident_day=plan.incident_day,
        incident_topic=plan.incident_topic,
        selling_campaign=campaigns["selling"].name,
        idle_campaign=campaigns["idle"].name,
        model=plan.model,
        gap_type=plan.gap_type,
        gap_form=plan.gap_form,
        missing_days=plan.missing_days,
        rejected_rows=lost,
    )
