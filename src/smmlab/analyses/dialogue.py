"""The room of dialogue: how the page answers, and when people are unhappy."""

from smmlab.analyses.reputation import reputation_room
from smmlab.analyses.rooms import Room, Tables
from smmlab.dialogue.open_questions import count_lately, find_open, open_findings
from smmlab.dialogue.politeness import measure_politeness, politeness_findings
from smmlab.dialogue.replies import measure_replies
from smmlab.dialogue.reply_audit import audit_findings, summarise_audit
from smmlab.dialogue.reply_findings import reply_findings
from smmlab.dialogue.scored import score_comments
from smmlab.dialogue.spam import mark_spam, measure_spam, spam_findings
from smmlab.dialogue.talk import follow_talk, read_talk
from smmlab.dialogue.threads import measure_threads, thread_findings
from smmlab.dialogue.working_hours import hours_of
from smmlab.findings import trace
from smmlab.own_reply_audit import read_reply_audit


def dialogue_room(tables: Tables) -> Room:
    """Return the results and findings about dialogue."""
    # Waiting and mood look at each comment; only reductions run inside the engine.
    acts, zone = tables.project.table("interactions"), tables.timezone
    rows = trace(acts)
    talk, hours = follow_talk(acts), hours_of(tables.project.brief)
    asked = read_talk(talk, languages=tables.languages)
    scored = score_comments(acts, languages=tables.languages)
    replies = measure_replies(
        acts, timezone=zone, opens=hours.opens, closes=hours.closes, workdays=hours.workdays,
        asked=asked,
    )  # fmt: skip
    threads = measure_threads(talk)
    spam = measure_spam(mark_spam(talk))
    politeness = measure_politeness(talk)
    audit = summarise_audit(read_reply_audit(tables.project.folder))
    # The queue holds what people wrote, so only its counts leave this room.
    queue = find_open(acts, scored=scored, asked=asked)
    reputation = reputation_room(tables, scored, rows)
    return Room(
        {"replies": replies, "threads": threads, "spam": spam, "politeness": politeness,
         "reply_audit": audit, **reputation.results},
        [
            *reply_findings(replies, sources=rows),
            *thread_findings(threads, sources=rows),
            *open_findings(queue, comments=count_lately(talk), sources=rows),
            *spam_findings(spam, sources=rows),
            *politeness_findings(politeness, sources=rows),
            *audit_findings(audit),
            *reputation.findings,
        ],
    )  # fmt: skip
