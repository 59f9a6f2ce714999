"""What to distrust: the share of accounts that look fake, for the share the client assumes."""

from dataclasses import replace
from functools import cache

import pandas as pd

from smmlab.audience.coordination import find_coordination
from smmlab.audience.fake_rules import COLUMN_LABELS
from smmlab.audience.suspects import Suspects, estimate_suspects
from smmlab.forms.frame import Form, Shown, confidence_box
from smmlab.forms.number_box import number_box
from smmlab.forms.pictures import picture_of
from smmlab.plots.suspects import plot_suspects
from smmlab.project import Project
from smmlab.texts import Phrase, Phrases, Words


def suspects_form(project: Project) -> Form:
    """Show the share of suspicious accounts; what share of fakes is assumed is typed.

    The same as ``estimate_suspects(project.people, project.interactions, prevalence=…,
    confidence=…)``.
    """
    words = Words(project.brief.language)
    prevalence = number_box(
        words.say("Share of fake accounts assumed, %"), 10, low=1, high=50, words=words
    )
    confidence = confidence_box(words)
    form = Form("suspects", [prevalence, confidence], words=words)

    @cache
    def together(level: float, _fingerprint: str) -> pd.DataFrame:
        # What is assumed does not change who acts together.
        return find_coordination(project.scan("interactions"), confidence=level)

    def show() -> Shown:
        rules = estimate_suspects(
            project.scan("people"), prevalence=prevalence.value / 100, confidence=confidence.value
        )
        # Where no rule can run, nothing depends on what is assumed.
        prevalence.disabled = _judged(rules).empty
        found = replace(rules, coordination=together(confidence.value, project.fingerprint))
        return picture_of(plot_suspects(found, words=words)), _said(found, words)

    form.shows(show)
    return form


def _judged(found: Suspects) -> pd.DataFrame:
    return found.rules[found.rules["is_chosen"] & found.rules["share"].notna()]


def _said(found: Suspects, words: Words) -> str:
    chosen = _judged(found)
    if chosen.empty:
        return _said_of_acts(found, words)
    row = chosen.sort_values("checked").iloc[-1]
    said = words.say(
        "Between {low} and {high} of the members look fake. If {assumed} of all accounts are fake, "
        "{right} of those that the rule marks are: never judge a single account by it.",
        low=words.percent(float(row["share_low"]), digits=0),
        high=words.percent(float(row["share_high"]), digits=0),
        assumed=words.percent(found.prevalence, digits=0),
        right=words.percent(float(row["precision"]), digits=0),
    )
    others = found.rules.loc[found.rules["network"] == row["network"], "missing"]
    lacking = dict.fromkeys(name for names in others if names for name in names.split(", "))
    if not lacking:
        return said
    columns = Phrases(Phrase(COLUMN_LABELS[name]) for name in lacking)
    return f"{said}\n" + words.say("Other rules need what these files lack: {columns}.",
                                   columns=columns)  # fmt: skip


def _said_of_acts(found: Suspects, words: Words) -> str:
    """Say what is known where no rule can run: who acts together, if that can be shown."""
    lacking = words.say(
        "These files do not say enough about the members to tell how many look fake. A list of "
        "members with followers, accounts followed or profile pictures would help."
    )
    together = found.coordination
    known = None if together is None else together[together["share"].notna()]
    if known is None or known.empty:
        return lacking
    row = known.sort_values("active_people").iloc[-1]
    return f"{lacking}\n" + words.say(
        "What they do tell: between {low} and {high} of the active accounts act together within "
        "seconds, again and again.",
        low=words.percent(float(row["share_low"]), digits=0),
        high=words.percent(float(row["share_high"]), digits=0),
    )
