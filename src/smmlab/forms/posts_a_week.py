"""How many posts a week a form starts from: the one the strategy would plan."""

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from smmlab.analyses.rooms import SEED, Tables
from smmlab.content.posting_load import answering_hours_a_week, comments_to_answer
from smmlab.content.rhythm import measure_rhythm, rhythm_findings
from smmlab.content.totals import engagement_findings, summarise_engagement
from smmlab.defaults import default_rhythm
from smmlab.dialogue.replies import measure_replies
from smmlab.project import Project


def planned_posts_a_week(project: Project) -> int:
    """Return the posts a week that are decided, else those of the strategy's own rule.

    The same as ``default_decisions(…)["rhythm"]`` says, from the few results that it rests on.

    Parameters
    ----------
    project
        An opened client folder.
    """
    filed = project.decisions().get("rhythm")
    decided = filed.choice.get("posts_per_week") if filed else None
    if isinstance(decided, (int, float)) and decided > 0:
        return int(decided)
    tables, brief = Tables(project), project.brief
    own = tables.own_posts
    rhythm = measure_rhythm(own, timezone=tables.timezone)
    findings = [
        *rhythm_findings(rhythm, sources=()),
        *engagement_findings(summarise_engagement(own, seed=SEED), sources=()),
    ]
    known: Any = SimpleNamespace(rhythm=rhythm, timing=None, findings=findings)
    is_told = brief.posts_per_week is not None or brief.hours_per_week is None
    rule = default_rhythm(known, brief, answering_hours=0.0 if is_told else _answering(tables))
    return cast("int", rule.choice["posts_per_week"])


def _answering(tables: Tables) -> float:
    """Return the hours a week that answers take, as far as the files tell."""
    project = tables.project
    talk = project.status().tables["interactions"]
    if not talk.first_day or not talk.last_day:
        return 0.0
    days = (date.fromisoformat(talk.last_day) - date.fromisoformat(talk.first_day)).days + 1
    replies = measure_replies(project.table("interactions"), timezone=tables.timezone)
    wanted = comments_to_answer(
        replies.questions.comments, replies.by_clock.comments, project.brief.objectives
    )
    return answering_hours_a_week(wanted, days=days)
