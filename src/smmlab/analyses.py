"""Every analysis of a project at its default settings, and all their findings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any

import pandas as pd

from smmlab.audience.demographics import demographics_findings, summarise_audience
from smmlab.audience.hours import active_hours, hours_findings
from smmlab.audience.segments import segment_audience, segment_findings
from smmlab.content.forms import compare_forms, form_findings
from smmlab.content.rhythm import measure_rhythm, rhythm_findings
from smmlab.content.timing import BestTimes, find_best_times, timing_findings
from smmlab.content.totals import engagement_findings, summarise_engagement
from smmlab.content.types import classify_content, summarise_types, type_findings
from smmlab.dialogue.mood import Unrest, find_unrest, unrest_findings
from smmlab.dialogue.replies import Replies, measure_replies, reply_findings
from smmlab.errors import DataError
from smmlab.findings import Finding, findings_frame, trace
from smmlab.money.orders import order_findings, summarise_orders
from smmlab.money.utm import attribute_orders, utm_findings
from smmlab.networks.fit import NetworkFit, network_findings, score_networks
from smmlab.project import Project
from smmlab.rivals.voice import share_of_voice, voice_findings
from smmlab.texts import Words, message

# The default of every analysis, so that a notebook and the document show the same numbers.
SEED = 0


@dataclass(frozen=True)
class Analyses:
    """The results of every room, and what they found."""

    segments: pd.DataFrame
    demographics: pd.DataFrame
    hours: pd.DataFrame
    fit: NetworkFit
    engagement: pd.DataFrame
    types: pd.DataFrame
    type_summary: pd.DataFrame
    forms: pd.DataFrame
    timing: BestTimes
    rhythm: pd.DataFrame
    replies: Replies
    unrest: Unrest
    voice: pd.DataFrame
    orders: pd.DataFrame
    utm: pd.DataFrame
    findings: tuple[Finding, ...]

    def finding(self, key: str) -> Finding | None:
        """Return the finding of that key, or None."""
        return next((found for found in self.findings if found.key == key), None)

    def __repr__(self) -> str:
        rooms = ", ".join(field.name for field in fields(self) if field.name != "findings")
        return f"Analyses({len(self.findings)} findings from {rooms})"


def analyse(project: Project) -> Analyses:
    """Run every analysis of a project at its default settings.

    Parameters
    ----------
    project
        An opened client folder; tables may be empty, then the findings say what is unknown.

    Returns
    -------
    Analyses
        The frames of every room and all findings, keys unique.

    Examples
    --------
    >>> from smmlab.analyses import analyse
    """
    rooms = [room(project) for room in _ROOMS.values()]
    results = {name: result for found in rooms for name, result in found.results.items()}
    findings = tuple(finding for found in rooms for finding in found.findings)
    return Analyses(**results, findings=findings)


@dataclass(frozen=True)
class _Room:
    """What one room found: its results by the name of their field, and the findings."""

    results: dict[str, Any]
    findings: list[Finding]


def _audience(project: Project) -> _Room:
    interactions, audience = project.scan("interactions"), project.table("audience")
    acts = trace(interactions)
    segments = segment_audience(interactions)
    demographics = summarise_audience(audience)
    hours = active_hours(interactions, timezone=project.brief.timezone)
    return _Room(
        {"segments": segments, "demographics": demographics, "hours": hours},
        [
            *segment_findings(segments, sources=acts),
            *demographics_findings(demographics, sources=trace(audience)),
            *hours_findings(hours, sources=acts),
        ],
    )


def _networks(project: Project) -> _Room:
    fit = score_networks(project.brief, rivals=project.rivals, evidence=project.evidence, seed=SEED)
    return _Room({"fit": fit}, network_findings(fit))


def _content(project: Project) -> _Room:
    zone, posts = project.brief.timezone, project.posts
    own = posts[posts["is_own"]]
    rows = trace(own)
    engagement = summarise_engagement(own, seed=SEED)
    types = classify_content(own)
    type_summary = summarise_types(own, types, seed=SEED)
    forms = compare_forms(own, seed=SEED)
    timing = find_best_times(own, timezone=zone, seed=SEED)
    rhythm = measure_rhythm(own, timezone=zone)
    return _Room(
        {
            "engagement": engagement,
            "types": types,
            "type_summary": type_summary,
            "forms": forms,
            "timing": timing,
            "rhythm": rhythm,
        },
        [
            *engagement_findings(engagement, sources=rows),
            *type_findings(type_summary, sources=rows),
            *form_findings(forms, sources=rows),
            *timing_findings(timing, sources=rows),
            *rhythm_findings(rhythm, sources=rows),
        ],
    )


def _dialogue(project: Project) -> _Room:
    # Waiting and mood look at each comment; only reductions run inside the engine.
    talk, zone = project.table("interactions"), project.brief.timezone
    rows = trace(talk)
    replies = measure_replies(talk, timezone=zone)
    unrest = find_unrest(talk, timezone=zone)
    return _Room(
        {"replies": replies, "unrest": unrest},
        [*reply_findings(replies, sources=rows), *unrest_findings(unrest, sources=rows)],
    )


def _rivals(project: Project) -> _Room:
    posts = project.posts
    voice = share_of_voice(posts)
    return _Room({"voice": voice}, voice_findings(voice, sources=trace(posts)))


def _money(project: Project) -> _Room:
    orders, visits = project.table("orders"), project.table("visits")
    rows = trace(orders)
    summary = summarise_orders(orders, seed=SEED)
    utm = attribute_orders(orders, visits, timezone=project.brief.timezone)
    return _Room(
        {"orders": summary, "utm": utm},
        [
            *order_findings(summary, sources=rows),
            *utm_findings(utm, sources=(*rows, *trace(visits))),
        ],
    )


_ROOMS: Mapping[str, Callable[[Project], _Room]] = MappingProxyType(
    {
        "audience": _audience,
        "networks": _networks,
        "content": _content,
        "dialogue": _dialogue,
        "rivals": _rivals,
        "money": _money,
    }
)


def findings_about(project: Project, room: str) -> pd.DataFrame:
    """Return the findings of one room, for reading.

    Parameters
    ----------
    project
        An opened client folder.
    room
        First word of the keys: ``audience``, ``networks``, ``content``, ``dialogue``, ``rivals`` or
        ``money``.

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
    found = _ROOMS[room](project).findings
    columns = ["key", "value", "unit", "n", "low", "high", "status", "method"]
    table = findings_frame(found).reindex(columns=columns)
    return table.assign(method=[words.say(item.method) for item in found])
