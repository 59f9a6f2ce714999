"""The mood watch as a form: days or weeks, and how many false alarms are worth the true ones."""

from functools import lru_cache

import ipywidgets as w
import pandas as pd

from smmlab.dialogue.alerts import MoodWatch, watch_mood
from smmlab.dialogue.scored import score_comments
from smmlab.dialogue.voices import Span
from smmlab.forms.frame import Form, Shown, labelled
from smmlab.forms.pictures import picture_of
from smmlab.plots.mood import plot_mood
from smmlab.project import Project
from smmlab.texts import Words

_MOST = 6  # alarms named one by one
_RATES = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0)


def mood_form(project: Project) -> Form:
    """Show when more people than usual were unhappy, and what an alarm is worth.

    The same as ``watch_mood(score_comments(project.table("interactions")), timezone=…, span=…,
    false_alarms_per_quarter=…)`` and ``plot_mood(…)``.

    Parameters
    ----------
    project
        An opened client folder.
    """
    words = Words(project.brief.language)
    span = labelled(
        w.Dropdown(
            options=[
                (words.say("as the number of comments allows"), ""),
                (words.say("by day"), "day"),
                (words.say("by week"), "week"),
            ],
            value="",
        ),
        words.say("Watch"),
    )
    rates = [(words.say("as usual"), 0.0)]
    rates += [(words.number(rate, digits=2), rate) for rate in _RATES]
    rate = labelled(w.Dropdown(options=rates, value=0.0), words.say("False alarms a quarter"))
    form = Form("mood", [span, rate], words=words)

    @lru_cache(maxsize=1)
    def scored(_fingerprint: str) -> pd.DataFrame:
        return score_comments(project.table("interactions"))

    @lru_cache(maxsize=8)
    def watched(fingerprint: str, span: Span | None, rate: float | None) -> MoodWatch:
        return watch_mood(
            scored(fingerprint), timezone=project.brief.timezone, span=span,
            false_alarms_per_quarter=rate,
        )  # fmt: skip

    def show() -> Shown:
        watch = watched(project.fingerprint, span.value or None, rate.value or None)
        return picture_of(plot_mood(watch, words=words)), tell_mood(watch, words)

    form.shows(show, says_more=True)
    return form


def tell_mood(watch: MoodWatch, words: Words) -> str:
    """Say in sentences which periods raised the alarm, and what the alarms can find."""
    tested = watch.periods[watch.periods["tested"].astype(bool)]
    if watch.periods.empty:
        # That nobody wrote, the empty chart says itself.
        return ""
    if tested.empty:
        return words.say(
            "Nothing can be watched yet: a day or week needs twenty people who comment, and the "
            "baseline three weeks of such days or ten such weeks."
        )
    lines = []
    alarms = tested[tested["alarm"]].sort_values("score", ascending=False)
    if alarms.empty:
        lines.append(words.say("No alarm in these files."))
    else:
        days = pd.to_datetime(alarms["starts"]).dt.date.head(_MOST)
        lines.append(
            words.say("Alarms, the loudest first: {days}.", days="; ".join(map(words.date, days)))
        )
    if watch.watch_voices is not None:
        lines.append(
            words.say_many(
                "In a usual period (people: {voices}), the alarm is raised from {n} unhappy "
                "person on.",
                "In a usual period (people: {voices}), the alarm is raised from {n} unhappy "
                "people on.",
                n=watch.watch_voices,
                voices=words.number(watch.usual_voices or 0),
            )
        )
    if watch.found_times is not None:
        lines.append(
            words.say(
                "A rise to {times} times the usual share would be noticed within two periods in "
                "eight cases of ten.",
                times=words.number(watch.found_times, digits=1),
            )
        )
    alike = int(alarms["alike"].sum())
    if alike >= 10:
        lines.append(
            words.say_many(
                "In alarms, {n} person wrote what others wrote word for word within the hour.",
                "In alarms, {n} people wrote what others wrote word for word within the hour.",
                n=alike,
            )
        )
    if watch.unread:
        lines.append(
            words.say_many(
                "{n} comment in another language was not read.",
                "{n} comments in other languages were not read.",
                n=watch.unread,
            )
        )
    return "\n".join(lines)
