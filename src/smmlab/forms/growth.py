"""How the pages gain and lose followers."""

import ipywidgets as w
import pandas as pd

from smmlab.audience.growth import measure_growth
from smmlab.forms.frame import Form, Shown, confidence_box, labelled
from smmlab.forms.number_box import number_box
from smmlab.forms.pictures import picture_of
from smmlab.plots.growth import plot_growth
from smmlab.project import Project
from smmlab.texts import Words
from smmlab.texts.labels import network_and_page

_MOST = 5  # days written out


def growth_form(project: Project) -> Form:
    """Show the followers of a page, its churn, and the days unlike all others.

    The same as ``measure_growth(project.daily, threshold=…, confidence=…)``.
    """
    words = Words(project.brief.language)
    known = measure_growth(project.table("daily")).pages
    page = labelled(
        w.Dropdown(options=[(_name(row, words), place) for place, row in known.iterrows()]),
        words.say("Page"),
    )
    threshold = number_box(
        words.say("Threshold for an unusual day"), 5, low=3, high=10, step=0.1, words=words
    )
    confidence = confidence_box(words)
    form = Form("growth", [page, threshold, confidence], words=words)

    def show() -> Shown:
        found = measure_growth(
            project.table("daily"), threshold=threshold.value, confidence=confidence.value
        )
        chosen = found.of_page(page.value or 0)
        picture = picture_of(plot_growth(chosen, words=words))
        if chosen.pages.empty:
            return picture, ""
        row = chosen.pages.iloc[0]
        jumps = chosen.days.loc[chosen.days["is_jump"], "day"]
        return picture, "\n".join([_churn(row, words), _jumps(jumps, words)])

    form.shows(show)
    return form


def _name(row: pd.Series, words: Words) -> str:
    named = network_and_page(row["network"], row["page"], words)
    return named or words.say("network not named in the file")


def _churn(row: pd.Series, words: Words) -> str:
    if pd.isna(row["churn_rate"]):
        return words.say(
            "The files do not tell what part of the followers leaves: that needs followers and "
            "unfollows by day."
        )
    if pd.isna(row["churn_low"]):
        return words.say(
            "{share} of the followers leave within thirty days.",
            share=words.percent(float(row["churn_rate"])),
        )
    return words.say(
        "{share} of the followers leave within thirty days (interval {low} to {high}).",
        share=words.percent(float(row["churn_rate"])),
        low=words.percent(float(row["churn_low"])),
        high=words.percent(float(row["churn_high"])),
    )


def _jumps(days: pd.Series, words: Words) -> str:
    if days.empty:
        return words.say("No day is unlike those around it.")
    named = "; ".join(words.date(pd.Timestamp(day).date()) for day in days.head(_MOST))
    return words.say_many(
        "{n} day is unlike those around it: {days}. A campaign, a post that went round or bought "
        "followers look alike here: find out what happened.",
        "{n} days are unlike those around them: {days}. A campaign, a post that went round or "
        "bought followers look alike here: find out what happened.",
        n=len(days),
        days=named + ("…" if len(days) > _MOST else ""),
    )
