"""Whether commenters come back after their first comment."""

import ipywidgets as w

from smmlab.audience.retention import COMMENTERS, cohort_retention
from smmlab.forms.frame import Form, Shown, confidence_box, labelled
from smmlab.forms.pictures import picture_of
from smmlab.plots.retention import plot_cohorts, plot_retention
from smmlab.project import Project
from smmlab.schema import INTERACTION_KINDS
from smmlab.texts import Words


def retention_form(project: Project) -> Form:
    """Show what part of the people comes back after their first comment.

    The same as ``cohort_retention(project.interactions, timezone=…, weeks=…, kinds=…)``.
    """
    words, timezone = Words(project.brief.language), project.brief.timezone
    weeks = labelled(
        w.Dropdown(
            options=[
                (words.say_many("{n} week", "{n} weeks", n=number), number)
                for number in (1, 2, 4, 8)
            ],
            value=4,
        ),
        words.say("Length of a period"),
    )
    kinds = labelled(
        w.Dropdown(
            options=[
                (words.say("comments and answers"), COMMENTERS),
                (words.say("every kind of act"), INTERACTION_KINDS),
            ],
            value=COMMENTERS,
        ),
        words.say("What counts as coming back"),
    )
    view = labelled(
        w.Dropdown(
            options=[
                (words.say("all newcomers together"), "together"),
                (words.say("by the time of their first act"), "cohorts"),
            ],
            value="together",
        ),
        words.say("Show"),
    )
    confidence = confidence_box(words)
    form = Form("retention", [weeks, kinds, view, confidence], words=words)

    def show() -> Shown:
        found = cohort_retention(
            project.scan("interactions"),
            timezone=timezone,
            weeks=weeks.value,
            kinds=kinds.value,
            confidence=confidence.value,
        )
        draw = plot_retention if view.value == "together" else plot_cohorts
        picture = picture_of(draw(found, words=words))
        known = found.curve[~found.curve["suppressed"]]
        if known.empty:
            return picture, ""
        first = known.sort_values(["people", "after"], ascending=[False, True]).iloc[0]
        return picture, words.say(
            "Of {people} newcomers {active} took part again after {time}: {share} (interval {low} "
            "to {high}). Who only reads is not seen here.",
            people=words.number(int(first["people"])),
            active=words.number(int(first["active"])),
            time=words.say_many("{n} week", "{n} weeks", n=int(first["after"]) * weeks.value),
            share=words.percent(float(first["share"]), digits=0),
            low=words.percent(float(first["share_low"]), digits=0),
            high=words.percent(float(first["share_high"]), digits=0),
        )

    form.shows(show)
    return form
