"""The reputation of a project: the mood of its comments, what they are about, what others say."""

from collections.abc import Sequence

import pandas as pd

from smmlab.analyses.rooms import SEED, Room, Tables
from smmlab.dialogue.alerts import alert_findings, watch_mood
from smmlab.dialogue.complaint_topics import complaint_findings, count_complaints
from smmlab.dialogue.mentions import find_mentions, mention_findings
from smmlab.dialogue.negative_share import correct_share, negative_share_findings
from smmlab.findings import Source, trace
from smmlab.own_mood_labels import read_mood_labels


def reputation_room(tables: Tables, scored: pd.DataFrame, rows: Sequence[Source]) -> Room:
    """Return what the scored comments, and the pages of others, tell of the client's name."""
    brief = tables.project.brief
    watch = watch_mood(scored, timezone=tables.timezone, seed=SEED)
    complaints = count_complaints(scored)
    share = correct_share(scored, read_mood_labels(tables.project.folder), seed=SEED)
    mentions = find_mentions(
        tables.posts, tables.project.relation("interactions"), name=brief.name,
        timezone=tables.timezone, seed=SEED,
    )  # fmt: skip
    others = trace(tables.posts[~tables.posts["is_own"]])
    return Room(
        {"mood": watch, "complaints": complaints, "negative_share": share, "mentions": mentions},
        [
            *alert_findings(watch, sources=rows),
            *complaint_findings(complaints, sources=rows),
            *negative_share_findings(share, sources=rows),
            *mention_findings(mentions, sources=others),
        ],
    )
