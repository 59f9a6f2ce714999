"""The brief as a form: what is sold, to whom, where."""

from dataclasses import replace
from typing import get_args

import ipywidgets as w

from smmlab.brief import Brief, Market, Sex, Target
from smmlab.forms.frame import Form, labelled
from smmlab.project import Project
from smmlab.texts import LANGUAGES, Words


def brief_form(project: Project) -> Form:
    """Show the brief of a project for editing; the button saves it to project.toml.

    Examples
    --------
    >>> from smmlab.forms.brief import brief_form
    """
    words, brief = Words(project.brief.language), project.brief
    fields: dict[str, w.Widget] = {
        "name": labelled(w.Text(brief.name), words.say("Name of the client")),
        "business": labelled(w.Text(brief.business), words.say("Business")),
        "goods": labelled(w.Text(brief.goods), words.say("Goods or services")),
        "place": labelled(w.Text(brief.place), words.say("Place")),
        "market": labelled(
            w.Dropdown(options=get_args(Market), value=brief.market), words.say("Market")
        ),
        "timezone": labelled(w.Text(brief.timezone), words.say("Time zone")),
        "currency": labelled(w.Text(brief.currency), words.say("Currency")),
        "language": labelled(
            w.Dropdown(options=LANGUAGES, value=brief.language), words.say("Language of documents")
        ),
        "face": labelled(w.Text(brief.face), words.say("Face of the page")),
        "owner": labelled(w.Text(brief.owner), words.say("Who answers for it")),
    }
    ages = labelled(
        w.IntRangeSlider(value=(brief.target.age_from, brief.target.age_to), min=13, max=90),
        words.say("Age of the target group"),
    )
    sexes = [
        (words.say("any"), "any"),
        (words.say("women"), "female"),
        (words.say("men"), "male"),
    ]
    assert {value for _, value in sexes} == set(get_args(Sex))
    sex = labelled(w.Dropdown(options=sexes, value=brief.target.sex), words.say("Sex"))
    form = Form("brief", [*fields.values(), ages, sex], words=words)

    def edited() -> Brief:
        low, high = ages.value
        target: Target = replace(brief.target, age_from=low, age_to=high, sex=sex.value)
        return replace(
            project.brief, target=target, **{key: field.value for key, field in fields.items()}
        )

    def show() -> tuple[bytes | None, str]:
        wanted = edited()
        return None, words.say(
            "{name}: the strategy will look for people aged {low} to {high} "
            "in the market {market}.",
            name=wanted.name,
            low=wanted.target.age_from,
            high=wanted.target.age_to,
            market=wanted.market,
        )

    def keep() -> str:
        project.save_brief(edited())
        return words.say("The brief is saved.")

    form.shows(show)
    form.decides(words.say("Save the brief"), keep)
    return form
