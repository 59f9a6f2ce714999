"""The days on which a company's people were unhappy, and the comment that wants an answer most."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from smmlab.course.one_reading import shared
from smmlab.dialogue.alerts import MoodWatch, watch_mood
from smmlab.dialogue.scored import score_comments
from smmlab.errors import DataError
from smmlab.forms.shown_table import Shown, show_table
from smmlab.project import Project
from smmlab.texts import Words, for_html, message

_STEP = {"day": 1, "week": 7}
_SHORTEST, _LONGEST = 20, 400  # of a comment that says something and can be read at a glance
_READ = ("en", "et", "ru")


@dataclass(frozen=True)
class Incident:
    """A run of days, or weeks, on which more people than usual were unhappy.

    Parameters
    ----------
    begins
        First day of the run.
    worst
        First day of the period that stood out most.
    ends
        Last day of the run.
    watch
        The whole watch that it was found in.
    """

    begins: date
    worst: date
    ends: date
    watch: MoodWatch


@dataclass(frozen=True)
class Complaint:
    """What an unhappy customer wrote, in which language, and when."""

    text: str
    language: str
    day: date


def find_incident(project: Project, *, scored: pd.DataFrame | None = None) -> Incident:
    """Return the run of alarms around the period that stood out most.

    Parameters
    ----------
    project
        A student's folder.
    scored
        Result of `smmlab.dialogue.scored.score_comments` where it is there already.

    Raises
    ------
    DataError
        When no period stands out, or the comments are too few to tell.
    """
    comments = _scored(project) if scored is None else scored
    watch = watch_mood(comments, timezone=project.brief.timezone)
    alarms = watch.periods[watch.periods["alarm"]]
    if alarms.empty:
        raise DataError(
            message(
                "Expected comments in which a day or a week of unhappy people stands out, found "
                "none among {comments}. Import the discussion group from the folder downloads."
            ),
            {"comments": watch.comments},
        )
    days = [date.fromisoformat(day) for day in sorted(alarms["starts"])]
    worst = date.fromisoformat(str(alarms.loc[alarms["score"].idxmax(), "starts"]))
    # A thin day between two alarms, too thin to be tested, does not end a run.
    most = timedelta(days=2 * _STEP[watch.span])
    begins = ends = worst
    for day in reversed([day for day in days if day < worst]):
        begins = day if begins - day <= most else begins
    for day in [day for day in days if day > worst]:
        ends = day if day - ends <= most else ends
    return Incident(begins, worst, ends + timedelta(days=_STEP[watch.span] - 1), watch)


@shared
def _scored(project: Project) -> pd.DataFrame:
    return score_comments(project.interactions)


@shared
def find_complaint(project: Project) -> Complaint:
    """Return the angriest comment of the incident, in the student's language where there is one.

    Raises
    ------
    DataError
        When nobody complained in these files.
    """
    scored = _scored(project)
    found = find_incident(project, scored=scored)
    moments = pd.to_datetime(scored["at"].astype("Int64"), unit="s", utc=True)
    days = moments.dt.tz_convert(project.brief.timezone).dt.date
    length = scored["text"].str.strip().str.len()
    unhappy = (
        scored["negative"].fillna(value=False).astype(bool)
        & days.ge(found.begins)
        & days.le(found.ends)
        & length.between(_SHORTEST, _LONGEST)
        & scored["language"].isin(_READ)
    )
    angry = scored.assign(
        day=days, other=scored["language"].ne(project.brief.language)
    )[unhappy].sort_values(["other", "mood", "at", "interaction_id"])  # fmt: skip
    if angry.empty:
        raise DataError(
            message(
                "Expected a comment of an unhappy customer in a language that can be read, found "
                "none. Import the discussion group from the folder downloads."
            )
        )
    first = angry.iloc[0]
    return Complaint(str(first["text"]).strip(), str(first["language"]), first["day"])


def show_loudest(watch: MoodWatch, *, words: Words, most: int = 6) -> Shown:
    """Show the days, or weeks, on which most people wrote, with how many of them were unhappy.

    Parameters
    ----------
    watch
        Result of `smmlab.dialogue.alerts.watch_mood`.
    words
        The language.
    most
        How many to show.
    """
    loud = watch.periods.sort_values(["voices", "starts"], ascending=[False, True]).head(most)
    share = loud["negative"] / loud["voices"]
    rows = pd.DataFrame(
        {
            words.say("First day"): [words.date(date.fromisoformat(day)) for day in loud["starts"]],
            words.say("People who wrote"): [words.number(n) for n in loud["voices"]],
            words.say("Unhappy among them"): [words.number(n) for n in loud["negative"]],
            words.say("Share"): [words.percent(part, digits=0) for part in share],
        }
    )
    return show_table(rows, words=words)


def show_complaint(project: Project) -> Shown:
    """Show the comment that the student answers, letter by letter, with its day.

    Raises
    ------
    DataError
        When nobody complained in these files.
    """
    words = Words(project.brief.language)
    found = find_complaint(project)
    told = words.say("A customer wrote on {day}:", day=found.day)
    html = (
        f'<figure style="margin:0;max-width:48em"><figcaption>{for_html(told)}</figcaption>'
        f'<blockquote lang="{found.language}" style="margin:.6em 0;padding-left:1em;'
        f'border-left:3px solid currentColor">{for_html(found.text)}</blockquote></figure>'
    )
    return Shown(html, f"{told}\n{found.text}")
