"""What people asked in the discussion group, and how long they waited for the page."""

from dataclasses import dataclass

import pandas as pd

from smmlab.course.one_reading import shared
from smmlab.dialogue.replies import Replies, measure_replies
from smmlab.dialogue.talk import follow_talk, read_talk
from smmlab.project import Project


@dataclass(frozen=True)
class Asked:
    """The talk of a project's people with its page.

    Parameters
    ----------
    talk
        Result of `smmlab.dialogue.talk.follow_talk`.
    read
        Of the same comments, `smmlab.dialogue.talk.read_talk`.
    replies
        How long they waited, by `smmlab.dialogue.replies.measure_replies`.
    """

    talk: pd.DataFrame
    read: pd.DataFrame
    replies: Replies


@shared
def asked_questions(project: Project) -> Asked:
    """Return the talk of a project, what it asks and how long people waited.

    Raises
    ------
    DataError
        When the interactions lack a column.
    """
    acts = project.interactions
    talk = follow_talk(acts)
    read = read_talk(talk)
    return Asked(talk, read, measure_replies(acts, timezone=project.brief.timezone, asked=read))
