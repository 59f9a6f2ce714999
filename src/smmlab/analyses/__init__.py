"""Every analysis of a project at its default settings, and all their findings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

import pandas as pd

from smmlab.analyses.audience import audience_rooms
from smmlab.analyses.content import content_room
from smmlab.analyses.dialogue import dialogue_room
from smmlab.analyses.gathering import gathering_room
from smmlab.analyses.money import money_room
from smmlab.analyses.networks import networks_room
from smmlab.analyses.placements import placement_room
from smmlab.analyses.rivals import rivals_room
from smmlab.analyses.rooms import Room, Tables
from smmlab.audience.clusters import Groups
from smmlab.audience.composition import Composition
from smmlab.audience.growth import Growth
from smmlab.audience.portraits import Portraits
from smmlab.audience.retention import Retention
from smmlab.audience.suspects import Suspects
from smmlab.audience.week import WeeklyActivity
from smmlab.content.ads import AdComparison
from smmlab.content.effects import Effects
from smmlab.content.lifetime import Lifetime
from smmlab.content.slots import Slots
from smmlab.content.timing import BestTimes
from smmlab.dialogue.alerts import MoodWatch
from smmlab.dialogue.mentions import Mentions
from smmlab.dialogue.negative_share import NegativeShare
from smmlab.dialogue.replies import Replies
from smmlab.dialogue.spam import Spam
from smmlab.dialogue.threads import Threads
from smmlab.errors import DataError
from smmlab.findings import Finding
from smmlab.gathering.choice import PlaceChoice
from smmlab.kept_findings import TOLD, counting, keep_findings, state_of, told_findings
from smmlab.money.active_share import ActiveShare
from smmlab.money.cohorts import CustomerCohorts
from smmlab.money.credit_comparison import Credit
from smmlab.money.customer_segments import CustomerSegments
from smmlab.money.funnel import Funnel
from smmlab.money.geo_test import GeoTest
from smmlab.money.lead_constraints import LeadLevers
from smmlab.money.lead_plan import LeadPlan
from smmlab.money.link_check import LinkCheck
from smmlab.money.repeat_buying import RepeatBuying
from smmlab.money.returned_tags import ReturnedTags
from smmlab.money.scenarios import Scenarios
from smmlab.money.unit_economics import UnitEconomics
from smmlab.networks.result import NetworkFit
from smmlab.project import Project
from smmlab.rivals.placement_plan import PlacementPlan
from smmlab.rivals.placements import PlacementComparison
from smmlab.rivals.trends import RivalTrends
from smmlab.texts import Words, message


@dataclass(frozen=True)
class Analyses:
    """The results of every room, and what they found."""

    segments: pd.DataFrame
    groups: Groups
    portraits: Portraits
    hours: pd.DataFrame
    week: WeeklyActivity
    follower_hours: pd.DataFrame
    growth: Growth
    retention: Retention
    demographics: pd.DataFrame
    composition: Composition
    questions: pd.DataFrame
    needs: pd.DataFrame
    words: pd.DataFrame
    suspects: Suspects
    leaders: pd.DataFrame
    fit: NetworkFit
    places: Mapping[str, PlaceChoice]
    place_audit: pd.DataFrame
    engagement: pd.DataFrame
    types: pd.DataFrame
    type_summary: pd.DataFrame
    forms: pd.DataFrame
    timing: BestTimes
    rhythm: pd.DataFrame
    slots: Slots
    lifetime: Lifetime
    effects: Effects
    type_forms: pd.DataFrame
    trends: pd.DataFrame
    language_mix: pd.DataFrame
    ads: AdComparison
    ads_trade: pd.DataFrame
    creatives: pd.DataFrame
    pillars: pd.DataFrame
    ideas: pd.DataFrame
    claims: pd.DataFrame
    replies: Replies
    threads: Threads
    spam: Spam
    politeness: pd.DataFrame
    reply_audit: pd.DataFrame
    mood: MoodWatch
    complaints: pd.DataFrame
    negative_share: NegativeShare
    mentions: Mentions
    voice: pd.DataFrame
    rival_pages: pd.DataFrame
    rival_mixes: pd.DataFrame
    rival_gaps: pd.DataFrame
    white_space: pd.DataFrame
    rival_best: pd.DataFrame
    rival_trends: RivalTrends
    rival_answers: pd.DataFrame
    placements: PlacementComparison
    placement_plan: PlacementPlan | None
    placement_segments: pd.DataFrame
    orders: pd.DataFrame
    customers: CustomerSegments
    repeat_buying: RepeatBuying
    utm: pd.DataFrame
    sales_funnel: Funnel
    type_funnel: Funnel
    customer_cohorts: CustomerCohorts
    scenarios: Scenarios
    active_share: ActiveShare
    pay_thresholds: pd.DataFrame
    links: LinkCheck
    returned_tags: ReturnedTags
    credit: Credit
    geo_test: GeoTest
    lead_plan: LeadPlan | None
    lead_levers: LeadLevers | None
    unit_economics: UnitEconomics
    findings: tuple[Finding, ...]

    def finding(self, key: str) -> Finding | None:
        """Return the finding of that key, or None."""
        return next((found for found in self.findings if found.key == key), None)

    def __repr__(self) -> str:
        rooms = ", ".join(field.name for field in fields(self) if field.name != "findings")
        return f"Analyses({len(self.findings)} findings from {rooms})"


def analyse(project: Project, *, progress: Callable[[str], None] | None = None) -> Analyses:
    """Run every analysis of a project at its default settings.

    Parameters
    ----------
    project
        An opened client folder; tables may be empty, then the findings say what is unknown.
    progress
        Called with the name of each room before it is worked out, in the order of `ROOMS`.

    Returns
    -------
    Analyses
        The frames of every room and all findings, keys unique.

    Examples
    --------
    >>> from smmlab.analyses import analyse
    """
    tables = Tables(project)
    state = state_of(project.folder)
    counted = {}
    with counting(project.folder):
        for name in ROOMS:
            if progress is not None:
                progress(name)
            counted[name] = _ROOMS[name](tables)
            keep_findings(project.folder, state, {name: counted[name].findings})
    rooms = {name: counted[name] for name in _ROOMS}
    results = {name: result for found in rooms.values() for name, result in found.results.items()}
    findings = tuple(finding for found in rooms.values() for finding in found.findings)
    return Analyses(**results, findings=findings)


def _rivals(tables: Tables) -> Room:
    rooms = (rivals_room(tables), placement_room(tables))
    results = {name: result for room in rooms for name, result in room.results.items()}
    return Room(results, [finding for room in rooms for finding in room.findings])


_ROOMS: Mapping[str, Callable[[Tables], Room]] = MappingProxyType(
    {
        "audience": audience_rooms,
        "networks": networks_room,
        "gathering": gathering_room,
        "content": content_room,
        "dialogue": dialogue_room,
        "rivals": _rivals,
        "money": money_room,
    }
)
ROOMS = tuple(sorted(_ROOMS, key="audience".__eq__))
"""The rooms as they are worked out, the largest last: a notebook that tells of another room while a
document is being written finds it counted."""


def findings_about(project: Project, room: str) -> pd.DataFrame:
    """Return the findings of one room, for reading.

    They are kept in the client folder until something in it changes, so that the next notebook, or
    the same one opened again, need not count them again; while a document is being written, its
    findings are waited for.

    Parameters
    ----------
    project
        An opened client folder.
    room
        First word of the keys: ``audience``, ``networks``, ``gathering``, ``content``,
        ``dialogue``, ``rivals`` or ``money``.

    Returns
    -------
    DataFrame
        key, value, unit, n, low, high, status, method; a row each.

    Raises
    ------
    DataError
        When there is no such room.

    Examples
    --------
    >>> from smmlab.analyses import findings_about
    """
    words = Words(project.brief.language)
    if room not in _ROOMS:
        raise DataError(
            message("There is no room {found}. Findings are about {allowed}."),
            {"found": room, "allowed": ", ".join(_ROOMS)},
        )
    kept = told_findings(project.folder, room, lambda: _ROOMS[room](Tables(project)).findings)
    table = pd.DataFrame(kept, columns=list(TOLD))
    return table.assign(method=[words.say(method) for method in table["method"]])
