"""How people use the networks in question: what for, which forms, how long a post lives."""

from smmlab.findings import Finding
from smmlab.schema import NETWORKS
from smmlab.strategy.document import Block, DataTable, Heading, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.statements import Pen, Term
from smmlab.strategy.tables import cell
from smmlab.texts.labels import NETWORK_NAMES

_HABITS = (
    "purpose.buying", "purpose.laughing", "purpose.news", "minutes_per_day.all",
    "lifetime_order.all", "form_order.first",
)  # fmt: skip


def habits(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Return a table of the chosen network or of those in question; nothing where none is known."""
    known: dict[str, dict[str, Finding]] = {
        name: {
            habit: found
            for habit in _HABITS
            if (found := material.finding(f"networks.{name}.habit.{habit}")) is not None
        }
        for name in NETWORKS
    }
    named = [name for name in NETWORKS if known[name]]
    shown = [habit for habit in _HABITS if any(habit in known[name] for name in named)]
    if not shown:
        return ()
    heads = {
        "purpose.buying": pen.say("Come for goods"),
        "purpose.laughing": pen.say("Come to be amused"),
        "purpose.news": pen.say("Come for news"),
        "minutes_per_day.all": pen.say("Minutes a day"),
        "lifetime_order.all": pen.say("A post lives"),
        "form_order.first": pen.say("First form"),
    }
    rows: tuple[tuple[Spans, ...], ...] = tuple(
        (
            pen.value(Term(NETWORK_NAMES[name])),
            *(cell(pen, known[name].get(habit)) for habit in shown),
        )
        for name in named
    )
    return (
        Heading(pen.say("How people use them")),
        DataTable(
            pen.say("Public figures of the market, or worldwide ones where it has none"),
            (pen.say("Network"), *(heads[habit] for habit in shown)),
            rows,
        ),
    )
