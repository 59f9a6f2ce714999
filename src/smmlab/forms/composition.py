"""Who the audiences are, beside each other and beside the people of the market."""

from functools import lru_cache

import ipywidgets as w
import pandas as pd

from smmlab.audience.composition import compare_audiences
from smmlab.audience.demographics import summarise_audience
from smmlab.audience.groups import DIMENSIONS
from smmlab.audience.market import market_population
from smmlab.comments import person_languages, written_comments
from smmlab.forms.frame import Form, Shown, confidence_box, labelled
from smmlab.forms.pictures import picture_of
from smmlab.networks.evidence import load_evidence
from smmlab.plots.composition import DIMENSION_LABELS, plot_composition
from smmlab.project import Project
from smmlab.texts import Words


def composition_form(project: Project) -> Form:
    """Show who the audiences are by sex, age, language, country or city.

    The same as ``compare_audiences(summarise_audience(project.audience), project.people,
    languages=…, population=…, confidence=…)``.
    """
    words = Words(project.brief.language)
    dimension = labelled(
        w.Dropdown(options=[(words.say(DIMENSION_LABELS[one]), one) for one in DIMENSIONS]),
        words.say("Compare audiences by"),
    )
    confidence = confidence_box(words)
    form = Form("composition", [dimension, confidence], words=words)

    @lru_cache(maxsize=1)
    def languages(_fingerprint: str) -> pd.DataFrame:
        return person_languages(written_comments(project.scan("interactions")))

    def show() -> Shown:
        figures = load_evidence(project.evidence).figures
        found = compare_audiences(
            summarise_audience(project.table("audience")),
            project.table("people"),
            languages=languages(project.fingerprint),
            population=market_population(figures, market=project.brief.market),
            confidence=confidence.value,
        )
        chosen = dimension.value
        picture = picture_of(plot_composition(found, dimension=chosen, words=words))
        rows = found.shares[found.shares["dimension"] == chosen]
        if rows.empty:
            return picture, ""
        said = []
        missing = rows["missing_share"].max()
        if missing > 0:
            said.append(
                words.say(
                    "Of up to {share} of the people this is not known; they may differ from those "
                    "who tell.",
                    share=words.percent(float(missing), digits=0),
                )
            )
        if (rows["basis"] == "reported").any():
            said.append(words.say("What a network reports is its own guess from profiles."))
        if rows["affinity"].isna().all():
            said.append(
                words.say(
                    "To see whom you reach more often than the market has them, add figures on the "
                    "population to evidence.csv."
                )
            )
        else:
            said.append(
                words.say(
                    "An affinity index above one hundred means: here more often than in the "
                    "market. Read it beside the share: a small group can have a high index."
                )
            )
        return picture, "\n".join(said)

    form.shows(show)
    return form
