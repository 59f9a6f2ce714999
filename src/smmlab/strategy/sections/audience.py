"""Audience: who follows, when they are there, what they ask for, who comes back."""

from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, Bullets, Heading, Paragraph, Section, Spans
from smmlab.strategy.group_titles import group_title
from smmlab.strategy.material import Material
from smmlab.strategy.sections.people import coming_back, needs, trust
from smmlab.strategy.statements import Pen
from smmlab.strategy.tables import findings_table, page_of


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    blocks: list[Block] = [
        Heading(pen.say("Who follows")),
        *_demographics(material, pen),
        *charts_of(material, pen, "growth"),
        Heading(pen.say("When they are active")),
        *_hours(material, pen),
        *charts_of(material, pen, "week"),
        *_headed(pen.say("What they ask for"), needs(material, pen)),
        *_headed(pen.say("Who comes back"), coming_back(material, pen)),
        *_headed(pen.say("Whom to hold close, and what to distrust"), trust(material, pen)),
    ]
    return Section("audience", pen.say("Audience"), tuple(blocks))


def _headed(heading: Spans, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return (Heading(heading), *blocks) if blocks else ()


def _demographics(material: Material, pen: Pen) -> tuple[Block, ...]:
    table = findings_table(
        material, pen, "audience.demographics",
        pen.say("The audience as the network reports it; the largest groups"),
        pen.say("Group"), columns=("share", "people"), name=lambda key: group_title(pen, key),
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
