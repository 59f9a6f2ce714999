"""What works here: what stands out, what was held equal, how small a difference could be seen."""

from collections.abc import Iterable, Mapping

from smmlab.content.effect_rows import VAGUE_LEVELS
from smmlab.content.effect_words import FACTOR_NAMES, level_label
from smmlab.content.timing import BLOCK_HOURS
from smmlab.findings import Finding
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, DataTable, Heading, Paragraph, Spans, joined
from smmlab.strategy.material import Material
from smmlab.strategy.statements import Name, Pen, Several, Spread, Term
from smmlab.strategy.tables import findings_table
from smmlab.texts import clock, message
from smmlab.texts.labels import label_of

_PREFIX = "content.effects"
_TABLED = ("form", "type", "tone", "stops_the_thumb", "sells", "face")
_UNTOLD = "missing"
_STANDS = ("better", "worse")
_MOST_NAMED = 5
_NOTHING = message("nothing")


def what_works(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say what goes with more response when the other traits of posts are held equal."""
    heading = Heading(pen.say("What works here"))
    grouped = {
        key: numbers for key, numbers in material.group(_PREFIX).items() if "verdict" in numbers
    }
    if not grouped:
        honest = pen.say(
            "What works here cannot be told yet: no group of own posts has ten with a time of "
            "day and counts. Export a longer period."
        )
        return heading, Paragraph(honest, "note")
    blocks: list[Block] = [
        heading, Paragraph(_answer(grouped, pen)), *_standing(material, pen, grouped),
        # Two tall charts in a row would leave half a page empty: the tables stand between them.
        *charts_of(material, pen, "effects"), *_compared(material, pen),
    ]  # fmt: skip
    table = findings_table(
        material, pen, _PREFIX, pen.say("Response to each kind of post, against the usual kind"),
        pen.say("Kind of post"), name=lambda key: _named(material, pen, key),
        columns=("rate_ratio", "verdict"),
        only=[
            key
            for key, numbers in grouped.items()
            if _is_tabled(key) or numbers["verdict"].value in _STANDS
        ]
        or [""],
    )  # fmt: skip
    if table is not None:
        blocks.append(table)
    return (
        *blocks,
        *_smallest(grouped, pen),
        *_map(material, pen),
    )


def _answer(grouped: Mapping[str, Mapping[str, Finding]], pen: Pen) -> Spans:
    if any(numbers["verdict"].value in _STANDS for numbers in grouped.values()):
        return pen.say(
            "The comparison takes apart what usually comes together: a form, a subject, a time, a "
            "wide reach. Some kinds of posts still earn clearly more or less than others. These "
            "are associations: only a test in a drawn order would show that one causes the other."
        )
    return pen.say(
        "The comparison takes apart what usually comes together: a form, a subject, a time, a wide "
        "reach. No kind of post then stands out from chance. Choose by what a post is for, and "
        "test."
    )


def _standing(
    material: Material, pen: Pen, grouped: Mapping[str, Mapping[str, Finding]]
) -> tuple[Block, ...]:
    """Name what stands out, the surest first."""
    stands = [key for key, found in grouped.items() if found["verdict"].value in _STANDS]
    stands.sort(key=lambda key: float(grouped[key]["adjusted_p"].value or 0))
    blocks: list[Block] = []
    for key in stands[:_MOST_NAMED]:
        network, level, reference = _parts(material, pen, key)
        said = pen.say(
            "{network}: “{level}” draws {ratio} times the response of “{reference}”.",
            network=network,
            level=level,
            ratio=Spread(grouped[key]["rate_ratio"]),
            reference=reference,
        )
        blocks.append(Paragraph(said))
    return tuple(blocks)


def _compared(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Return a table of what was compared on each network, what was held equal and what was not."""
    models = getattr(material.result("effects"), "models", None)
    if models is None:
        return ()
    rows: list[tuple[Spans, ...]] = []
    notes: dict[str, Paragraph] = {}
    for row in models.to_dict("records"):
        network = str(row["network"])
        posts, weeks = (
            material.finding(f"{_PREFIX}.{network}.compared.{name}") for name in ("posts", "weeks")
        )
        if posts is None or weeks is None:
            continue
        label = label_of(network)
        rows.append((
            pen.value(Term(label) if label else Name(network)), pen.value(posts), pen.value(weeks),
            _listed(row["held_equal"], pen), _reasons(row["left_out"], pen),
        ))  # fmt: skip
        if row["problem"] is not None and row["problem"] == row["problem"]:
            notes[str(row["problem"])] = Paragraph(pen.value(Term(str(row["problem"]))), "note")
        elif row["exposure"] == "followers":
            said = pen.say(
                "Where reach and views are missing, the number of followers on the day stands in "
                "for them."
            )
            notes["followers"] = Paragraph(said, "note")
    if not rows:
        return ()
    header = (
        pen.say("Network"), pen.say("Posts"), pen.say("Weeks"), pen.say("Held equal"),
        pen.say("Left out, and why"),
    )  # fmt: skip
    caption = pen.say("What was compared on each network")
    return (DataTable(caption, header, tuple(rows), weights=(2, 1, 1, 4, 4)), *notes.values())


def _listed(names: Iterable[str], pen: Pen) -> Spans:
    found = tuple(Term(FACTOR_NAMES[name]) for name in names if name in FACTOR_NAMES)
    return pen.value(Several(found or (Term(_NOTHING),)))


def _reasons(left_out: Mapping[str, str], pen: Pen) -> Spans:
    """Return the factors that were left out, those with one reason together."""
    spans: list[Spans] = []
    for reason in dict.fromkeys(left_out.values()):
        names = tuple(Term(FACTOR_NAMES[name]) for name, why in left_out.items() if why == reason)
        spans.append(pen.say("{traits}: {reason}", traits=Several(names), reason=Term(reason)))
    if not spans:
        return pen.value(Term(_NOTHING))
    return joined("; ", spans)


def _smallest(grouped: Mapping[str, Mapping[str, Finding]], pen: Pen) -> tuple[Block, ...]:
    known = sorted(
        (numbers["detectable"] for numbers in grouped.values() if "detectable" in numbers),
        key=lambda found: float(found.value or 0),
    )
    if not known:
        return ()
    said = pen.say(
        "How small a difference could be seen: the best comparison would show {best} times the "
        "response, the middle one {middle} times, in four cases out of five. Smaller differences "
        "stay hidden until there are more posts: “no clear difference” does not mean “no "
        "difference”.",
        best=known[0],
        middle=known[(len(known) - 1) // 2],
    )
    return (Paragraph(said, "note"),)


def _map(material: Material, pen: Pen) -> tuple[Block, ...]:
    cells = material.result("type_forms")
    # One filled cell compares nothing.
    if cells is None or cells["median"].notna().sum() < 2:
        return ()
    return charts_of(material, pen, "type_forms")


def _named(material: Material, pen: Pen, key: str) -> Spans:
    network, level, reference = _parts(material, pen, key)
    return pen.say(
        "{network}: {level}, against {reference}", network=network, level=level, reference=reference
    )


def _parts(material: Material, pen: Pen, key: str) -> tuple[Name | Term, ...]:
    """Return the network, the level and the one it is compared with, as values of a statement."""
    network, factor, level = key.split(".", maxsplit=2)
    label = label_of(network)
    return (
        Term(label) if label else Name(network),
        _level(factor, level, pen),
        _level(factor, _reference(material, network, factor), pen),
    )


def _level(factor: str, level: str, pen: Pen) -> Name | Term:
    if factor == "hour_block" and level.isdigit():
        return Name(f"{clock(int(level))}–{clock((int(level) + BLOCK_HOURS) % 24)}")
    if factor == "weekday" and level.isdigit():
        return Name(pen.words.weekday(int(level)))
    label = level_label(factor, level)
    return Term(label) if label else Name(level)


def _reference(material: Material, network: str, factor: str) -> str:
    table = getattr(material.result("effects"), "table", None)
    if table is None:
        return _UNTOLD
    mine = table[(table["network"] == network) & (table["factor"] == factor)]
    return str(mine["reference"].iloc[0]) if len(mine) else _UNTOLD


def _is_tabled(key: str) -> bool:
    _, factor, level = key.split(".", maxsplit=2)
    return factor in _TABLED and level not in VAGUE_LEVELS
