"""Whom to talk to first: the people whom others answer, with how sure their place is."""

from functools import lru_cache

import ipywidgets as w
import pandas as pd

from smmlab.audience.leaders import find_leaders
from smmlab.audience.suspects import suspect_people
from smmlab.forms.frame import Form, Shown, labelled
from smmlab.forms.number_box import number_box
from smmlab.forms.pictures import picture_of
from smmlab.plots.leaders import plot_leaders
from smmlab.project import Project
from smmlab.texts import Words


def leaders_form(project: Project) -> Form:
    """Show the leaders of the talk by their place; suspicious accounts are left out.

    The same as ``find_leaders(project.interactions, excluded=suspect_people(project.people,
    project.interactions), min_partners=…, most=…)``; its table has the pseudonyms for the
    strategist's own contact work.
    """
    words = Words(project.brief.language)
    partners = number_box(
        words.say("Different people they talk with, at least"), 3, low=2, high=10, words=words
    )
    most = number_box(words.say("People to show"), 20, low=10, high=50, words=words)
    without = labelled(
        w.Checkbox(value=True, indent=False), words.say("Leave out suspicious accounts")
    )
    form = Form("leaders", [partners, most, without], words=words)

    @lru_cache(maxsize=1)
    def suspects(_fingerprint: str) -> pd.DataFrame:
        return suspect_people(project.scan("people"), project.scan("interactions"))

    def show() -> Shown:
        found = find_leaders(
            project.scan("interactions"),
            excluded=suspects(project.fingerprint) if without.value else None,
            min_partners=partners.value,
            most=most.value,
        )
        picture = picture_of(plot_leaders(found, words=words))
        if found.empty:
            return picture, ""
        first = found[found["network"] == found.loc[found["answers"].idxmax(), "network"]]
        certain = int(first["is_certain"].sum())
        if not certain:
            return picture, words.say(
                "Nobody's place is sure: when the answers are drawn anew, others come first. Look "
                "at the people, not at their order."
            )
        return picture, words.say(
            "People compared: {people}. Those with a dark mark keep their place among the first "
            "{most} when the answers are drawn anew: talk to them first.",
            people=words.number(int(first["candidates"].iloc[0])),
            most=words.number(most.value),
        )

    form.shows(show)
    return form
