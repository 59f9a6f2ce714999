"""What works here, by regression: what stands out, and how small a difference could be seen."""

from smmlab.findings import Finding
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, Heading, Paragraph, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.statements import Pen
from smmlab.strategy.tables import findings_table, named

_PREFIX = "content.effects"
_TABLED = ("form", "type", "tone")
_VAGUE = ("unsure", "missing")  # levels that say only what is not known


def what_works(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say what goes with more response when the other traits of posts are held equal."""
    heading = Heading(pen.say("What works here"))
    grouped = {
        key: numbers for key, numbers in material.group(_PREFIX).items() if "verdict" in numbers
    }
    if not grouped:
        honest = pen.say(
            "What works here cannot be told yet: there are too few own posts with a time of "
            "day and counts over ten weeks. Export a longer period."
        )
        return heading, Paragraph(honest, "note")
    stands = any(numbers["verdict"].value in ("better", "worse") for numbers in grouped.values())
    said = (
        pen.say(
            "Some traits go with more or less response even when form, type, time and reach are "
            "held equal. These are associations: only a drawn order would show an effect."
        )
        if stands
        else pen.say(
            "With form, type, time and reach held equal, nothing here stands out from chance. "
            "Choose by purpose, and test."
        )
    )
    blocks: list[Block] = [heading, Paragraph(said)]
    least = _least(grouped)
    if least is not None:
        blocks.append(
            Paragraph(
                pen.say(
                    "These posts would show a difference of {ratio} times or more at best; smaller "
                    "ones stay hidden until there are more posts.",
                    ratio=least,
                ),
                "note",
            )
        )
    table = findings_table(
        material, pen, _PREFIX, pen.say("Interactions against the commonest form, type or tone"),
        pen.say("Trait"), name=lambda key: _named(pen, key), columns=("rate_ratio", "verdict"),
        only=[key for key in grouped if _is_tabled(key)] or [""],
    )  # fmt: skip
    if table is not None:
        blocks.append(table)
    return (*blocks, *charts_of(material, pen, "effects"))


def _named(pen: Pen, key: str) -> Spans:
    network, _, level = key.split(".", maxsplit=2)
    return named(pen, f"{network}.{level}")


def _is_tabled(key: str) -> bool:
    _, factor, level = key.split(".", maxsplit=2)
    return factor in _TABLED and level not in _VAGUE


def _least(grouped: dict[str, dict[str, Finding]]) -> Finding | None:
    known = [numbers["detectable"] for numbers in grouped.values() if "detectable" in numbers]
    return min(known, key=lambda found: float(found.value or 0), default=None)
