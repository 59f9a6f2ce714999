"""From material to document: every section in turn, the appendix last."""

from collections.abc import Callable

from smmlab.strategy.document import Document, Section
from smmlab.strategy.lint import check_document
from smmlab.strategy.material import Material
from smmlab.strategy.sections import (
    appendix,
    audience,
    budget,
    calendar,
    claims,
    content,
    data,
    dialogue,
    experiments,
    gaps,
    measurement,
    money,
    negativity,
    network,
    objectives,
    place,
    placements,
    privacy,
    rhythm,
    risks,
    rivals,
    segments,
    situation,
    style,
    summary,
    utm,
)
from smmlab.strategy.statements import Day, FromBrief, Pen
from smmlab.strategy.told_elsewhere import told_elsewhere

SECTIONS: tuple[Callable[[Material, Pen], Section], ...] = (
    summary.write, data.write, situation.write, rivals.write, objectives.write, audience.write,
    segments.write, network.write, place.write, content.write, rhythm.write, style.write,
    calendar.write, dialogue.write, negativity.write, placements.write, money.write, utm.write,
    budget.write, experiments.write, measurement.write, risks.write, privacy.write, claims.write,
)  # fmt: skip
"""The sections of a strategy, in reading order, up to the gaps that name what none has said."""


def build_document(material: Material) -> Document:
    """Return the checked document.

    Raises
    ------
    StrategyError
        When a number has no finding behind it, or a required part is missing.
    """
    pen = Pen(material.words)
    written = tuple(write(material, pen) for write in SECTIONS)
    sections = (*written, gaps.write(material, pen, written))
    document = Document(
        title=pen.say("Social media strategy: {client}", client=FromBrief(material.brief.name)),
        subtitle=pen.say("Written on {day}", day=Day(material.words.date(material.made_on))),
        language=material.words.language,
        made_on=material.made_on,
        sections=sections,
        appendix=appendix.write(material, pen, first=told_elsewhere(material, pen)),
        contents_title=material.words.say("Contents"),
        author="smmlab",
    )
    check_document(document)
    return document
