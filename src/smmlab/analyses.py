"""Every analysis of a project at its default settings, and all their findings."""

from dataclasses import dataclass, fields

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
from smmlab.findings import Finding, findings_frame, trace
from smmlab.money.orders import order_findings, summarise_orders
from smmlab.money.utm import attribute_orders, utm_findings
from smmlab.networks.fit import NetworkFit, network_findings, score_networks
from smmlab.project import Project
from smmlab.rivals.voice import share_of_voice, voice_findings
from smmlab.texts import Words

SEED = 2026


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
    zone = project.brief.timezone
    interactions, posts = project.scan("interactions"), project.posts
    audience, orders = project.table("audience"), project.table("orders")
    visits = project.table("visits")
    own = posts[posts["is_own"]]
    # Waiting and mood look at each comment; only reductions run inside the engine.
    talk = project.table("interactions")
    acts, post_rows, order_rows = trace(interactions), trace(own), trace(orders)

    segments = segment_audience(interactions)
    demographics = summarise_audience(audience)
    hours = active_hours(interactions, timezone=zone)
    fit = score_networks(project.brief, rivals=project.rivals, seed=SEED)
    engagement = summarise_engagement(own, seed=SEED)
    types = classify_content(own)
    type_summary = summarise_types(own, types, seed=SEED)
    forms = compare_forms(own, seed=SEED)
    timing = find_best_times(own, timezone=zone, seed=SEED)
    rhythm = measure_rhythm(own, timezone=zone)
    replies = measure_replies(talk, timezone=zone)
    unrest = find_unrest(talk, timezone=zone)
    voice = share_of_voice(posts)
    order_summary = summarise_orders(orders, seed=SEED)
    utm = attribute_orders(orders, visits, timezone=zone)
    findings = (
        *segment_findings(segments, sources=acts),
        *demographics_findings(demographics, sources=trace(audience)),
        *hours_findings(hours, sources=acts),
        *network_findings(fit),
        *engagement_findings(engagement, sources=post_rows),
        *type_findings(type_summary, sources=post_rows),
        *form_findings(forms, sources=post_rows),
        *timing_findings(timing, sources=post_rows),
        *rhythm_findings(rhythm, sources=post_rows),
        *reply_findings(replies, sources=acts),
        *unrest_findings(unrest, sources=acts),
        *voice_findings(voice, sources=trace(posts)),
        *order_findings(order_summary, sources=order_rows),
        *utm_findings(utm, sources=(*order_rows, *trace(visits))),
    )
    return Analyses(
        segments, demographics, hours, fit, engagement, types, type_summary, forms, timing, rhythm,
        replies, unrest, voice, order_summary, utm, findings,
    )  # fmt: skip


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

    Examples
    --------
    >>> from smmlab.analyses import findings_about
    """
    words = Words(project.brief.language)
    found = [item for item in analyse(project).findings if item.key.split(".")[0] == room]
    columns = ["key", "value", "unit", "n", "low", "high", "status", "method"]
    table = findings_frame(found).reindex(columns=columns)
    return table.assign(method=[words.say(item.method) for item in found])
