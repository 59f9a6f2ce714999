"""Rivals' pages and kinds of posts as tables to work with: counts and intervals, no verdicts."""

import pandas as pd

from smmlab.course.tasks.lesson10 import rival_kinds, rival_network
from smmlab.findings import SMALLEST_GROUP
from smmlab.forms.shown_table import Shown, show_table
from smmlab.project import Project
from smmlab.rivals.voice import share_of_voice
from smmlab.texts import Words
from smmlab.texts.labels import LABELS


def show_voice(project: Project) -> Shown:
    """Show the posts of each page on the network with rivals, and the responses to them.

    Raises
    ------
    DataError
        When no page of a rival can be compared with ours.
    """
    words = Words(project.brief.language)
    voice = share_of_voice(project.posts)
    rows = voice[voice["network"].eq(rival_network(project))].dropna(subset=["posts"])
    shown = pd.DataFrame(
        {
            words.say("Page"): [str(page) for page in rows["page"]],
            words.say("Ours"): ["✓" if own else "" for own in rows["is_own"]],
            words.say("Posts"): [words.number(n) for n in rows["posts"]],
            words.say("Responses"): [words.number(n) for n in rows["engagements"].fillna(0)],
        }
    )
    return show_table(shown, words=words)


def show_kinds(project: Project) -> Shown:
    """Show each kind of post at the rivals: how many, how answered, who makes it, and our part.

    Raises
    ------
    DataError
        When no page of a rival can be compared with ours, or no type of its posts is known.
    """
    words = Words(project.brief.language)
    kinds = rival_kinds(project).sort_values(["type", "form"])
    shown = pd.DataFrame(
        {
            words.say("Type"): [words.say(LABELS[one]) for one in kinds["type"]],
            words.say("Form"): [words.say(LABELS[one]) for one in kinds["form"]],
            words.say("Posts of rivals"): [words.number(n) for n in kinds["posts"]],
            words.say("Against the middle post (interval)"): [
                _times(*row, words=words)
                for row in kinds[["ratio", "low", "high", "posts"]].itertuples(index=False)
            ],
            words.say("Rivals that make it"): [
                words.say("{count} of {of}", count=words.number(count), of=words.number(of))
                for count, of in kinds[["pages", "of_pages"]].itertuples(index=False)
            ],
            words.say("Of our own posts"): [
                words.say("{count} of {of}", count=words.number(count), of=words.number(of))
                for count, of in kinds[["own_posts", "own_of"]].itertuples(index=False)
            ],
        }
    )
    return show_table(shown, words=words)


def _times(ratio: float, low: float, high: float, posts: int, *, words: Words) -> str:
    if posts < SMALLEST_GROUP or pd.isna(ratio):
        return words.say("too few posts")
    return words.say(
        "× {value} ({low} to {high})",
        value=words.number(ratio, digits=2),
        low=words.number(low, digits=2),
        high=words.number(high, digits=2),
    )
