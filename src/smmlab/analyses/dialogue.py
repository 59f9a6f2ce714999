"""The room of dialogue: how the page answers, and when people are unhappy."""

from smmlab.analyses.rooms import Room, Tables
from smmlab.dialogue.mood import find_unrest, unrest_findings
from smmlab.dialogue.replies import measure_replies, reply_findings
from smmlab.findings import trace


def dialogue_room(tables: Tables) -> Room:
    """Return the results and findings about dialogue."""
    # Waiting and mood look at each comment; only reductions run inside the engine.
    talk, zone = tables.project.table("interactions"), tables.timezone
    rows = trace(talk)
    replies = measure_replies(talk, timezone=zone)
    unrest = find_unrest(talk, timezone=zone)
    return Room(
        {"replies": replies, "unrest": unrest},
        [*reply_findings(replies, sources=rows), *unrest_findings(unrest, sources=rows)],
    )
