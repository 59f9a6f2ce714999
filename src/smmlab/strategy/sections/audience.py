"""Audience: who is there, who comes back, when they are awake, whom we serve first."""

from smmlab.audience.names import advice_for_segment, label_of_segment
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, Bullets, Heading, Paragraph, Section, Spans
from smmlab.strategy.material import Material, decision_notes
from smmlab.strategy.notes import advice
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.people import coming_back, groups, needs, portraits, trust
from smmlab.strategy.statements import Choice, Pen, Several, Term
from smmlab.strategy.tables import findings_table, page_of

_SEGMENT_COLUMNS = (
    "people", "share", "recency_days_median", "frequency_median", "engagement_median"
)  # fmt: skip


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    blocks: list[Block] = [
        *_first(material, pen),
        Heading(pen.say("Segments of the active people")),
        *_segments(material, pen),
        *groups(material, pen),
        *portraits(material, pen),
        *_headed(pen.say("Who comes back"), coming_back(material, pen)),
        *_headed(pen.say("What they ask for"), needs(material, pen)),
        *_headed(pen.say("Whom to hold close, and what to distrust"), trust(material, pen)),
        Heading(pen.say("Who follows")),
        *_demographics(material, pen),
        *charts_of(material, pen, "growth"),
        Heading(pen.say("When they are active")),
        *_hours(material, pen),
        *charts_of(material, pen, "week"),
    ]
    return Section("audience", pen.say("Audience"), tuple(blocks))


def _headed(heading: Spans, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return (Heading(heading), *blocks) if blocks else ()


def _first(material: Material, pen: Pen) -> tuple[Block, ...]:
    decision = material.decision("audience")
    segments = decision.choice.get("segments") or []
    if not segments:
        said = pen.say(
            "No segment is put first. The plan serves the whole target group of the brief."
        )
        return (Paragraph(said), *decision_notes(material, pen, "audience"))
    names = Several(tuple(Choice(decision, name) for name in segments))
    grounds = tuple(
        found for key in decision.findings if (found := material.finding(key)) is not None
    )
    served = pen.say("Serve these people first: {segments}.", segments=names)
    known = [name for name in segments if advice_for_segment(name)]
    how = Bullets(
        tuple(
            pen.say(
                "{segment}: {advice}",
                segment=Term(label_of_segment(name)),
                advice=Term(advice_for_segment(name)),
            )
            for name in known
        )
    )
    notes = decision_notes(material, pen, "audience")
    return (advice(pen, served, rests_on=grounds), *((how,) if known else ()), *notes)


def _segments(material: Material, pen: Pen) -> tuple[Block, ...]:
    table = findings_table(
        material, pen, "audience.segment",
        pen.say("Active people by how recently, how often and how strongly they take part"),
        pen.say("Segment"), columns=_SEGMENT_COLUMNS,
    )  # fmt: skip
    if table is None:
        return (
            Paragraph(
                pen.say(
                    "There are too few active people in these files to tell segments apart. "
                    "Comments and reactions with their authors would tell: export the discussion "
                    "group of the Telegram channel. Groups below {smallest} people are never "
                    "shown.",
                    smallest=RULES["smallest_group"],
                ),
                "note",
            ),
        )
    return (table, *charts_of(material, pen, "segments"))


def _demographics(material: Material, pen: Pen) -> tuple[Block, ...]:
    table = findings_table(
        material, pen, "audience.demographics",
        pen.say("The audience as the network reports it; the largest groups"),
        pen.say("Group"), columns=("share", "people"),
    )  # fmt: skip
    charts = charts_of(material, pen, "demographics")
    if table is None and not charts:
        return (
            Paragraph(
                pen.say(
                    "Age, sex and places of the followers are not known. Export the audience page "
                    "of each network."
                ),
                "note",
            ),
        )
    return (*charts, *((table,) if table else ()))


def _hours(material: Material, pen: Pen) -> tuple[Block, ...]:
    peak = material.finding("audience.hours.peak")
    charts = charts_of(material, pen, "hours")
    if peak is not None:
        said = pen.say(
            "People are most active around {hour}, and this stands out from the other hours.",
            hour=peak,
        )
        return (Paragraph(said), *charts)
    busy = material.finding("audience.hours.busy")
    if charts and busy is not None:
        said = pen.say(
            "No single hour stands out from every other, but these are busier than an even share: "
            "{hours}.",
            hours=busy,
        )
        return (Paragraph(said), *charts)
    if charts:
        said = pen.say(
            "No single hour stands out clearly enough to plan by it. The differences in the chart "
            "can be chance."
        )
        return (Paragraph(said), *charts)
    followers = _follower_hours(material, pen)
    if followers:
        return followers
    return (
        Paragraph(
            pen.say(
                "Hours of activity are not known. Comments with times would tell; a chat history "
                "has them."
            ),
            "note",
        ),
    )


def _follower_hours(material: Material, pen: Pen) -> tuple[Block, ...]:
    said = [
        pen.say(
            "{page}: more followers than on an even day are there at {hours}.",
            page=page_of(page),
            hours=numbers["busy"],
        )
        for page, numbers in material.group("audience.follower_hours").items()
        if "busy" in numbers and numbers["busy"].status != "unknown"
    ]
    charts = charts_of(material, pen, "follower_hours")
    return (*((Bullets(tuple(said)),) if said else ()), *charts)
