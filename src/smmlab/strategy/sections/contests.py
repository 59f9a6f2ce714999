"""Polls, quizzes and contests: where the rules of the network allow them, with the source."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from smmlab.rivals.tactics import judge_tactics
from smmlab.strategy.document import Block, DataTable, Heading, Paragraph, Span
from smmlab.strategy.material import Material
from smmlab.strategy.sections.sources import shown_title
from smmlab.strategy.statements import Day, Pen, Quote, Term
from smmlab.texts import message
from smmlab.texts.labels import NETWORK_NAMES

_VERDICTS: Mapping[str, str] = MappingProxyType(
    {
        "yes": message("allowed"),
        "careful": message("allowed with care"),
        "no": message("forbidden"),
    }
)


def contests(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say on which of our networks a prize may be given, and what to do instead."""
    decided = material.decision("network").choice
    names = [material.network] if material.network else list(decided.get("contenders") or [])[:2]
    heading = Heading(pen.say("Polls, quizzes and contests"))
    said = pen.say(
        "Polls and quizzes need no prize: ask what people want to answer, and show the result. A "
        "contest rewards an answer, a photograph or an idea rather than a repost, a like or a tag: "
        "many networks count these as bought attention."
    )
    if not names:
        return heading, Paragraph(said)
    judged = judge_tactics(material.brief, names, ["repost_prizes"])
    rows = tuple(
        (
            pen.value(Term(NETWORK_NAMES[row["network"]])),
            # Where no rule was read, nothing is allowed or forbidden: it is not known.
            pen.say("not known")
            if row["is_judgement"]
            else pen.value(Term(_VERDICTS[row["verdict"]])),
            pen.value(Term(row["rule_text"])),
            pen.value(Quote(shown_title(row["source"]))) if row["source"] else (Span("–"),),
            pen.value(Day(pen.words.date(date.fromisoformat(row["read_on"])))),
        )
        for row in judged.to_dict("records")
    )
    header = (pen.say("Network"), pen.say("Prizes for reposts"), pen.say("Rule of the network"),
              pen.say("Source"), pen.say("Read on"))  # fmt: skip
    caption = pen.say("What the rules say of prizes for reposts")
    return heading, Paragraph(said), DataTable(caption, header, rows, weights=(3, 3, 8, 6, 3))
