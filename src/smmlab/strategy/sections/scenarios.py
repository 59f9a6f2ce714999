"""Ways to earn: what each would bring, what it turns on, and whether size or activity earns."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from smmlab.findings import Finding
from smmlab.money.benchmarks import cited_figures
from smmlab.money.scenario_labels import BASIS_LABELS, INPUT_LABELS, THRESHOLD_RULES
from smmlab.money.scenarios import REASONS, Scenarios
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import (
    Block,
    Bullets,
    DataTable,
    Heading,
    Paragraph,
    Span,
    Spans,
    joined,
)
from smmlab.strategy.material import Material
from smmlab.strategy.rules import RULES, Rule
from smmlab.strategy.sections.idle_or_active import idle_or_active
from smmlab.strategy.sections.sources import read_day, shown_title, source_line
from smmlab.strategy.statements import Pen, Quote, Several, Term
from smmlab.strategy.tables import findings_table
from smmlab.texts import message
from smmlab.texts.labels import LABELS, NETWORK_NAMES

_MODELS = "money.scenario"
_MOST_DRIVERS = 3
_THRESHOLD = message("What the network asks for, read on the day named in its source.")
_OWN = message("Followers on the last day that tells.")
_SOURCES = message("Sources of the public figures used here, counted by how they were read.")
_SECOND_HAND = "secondary"
_WEAK = message("weak, second hand")
_OWN_PAGE = message("the publisher's own page")
_VERDICT_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "reached": message("reached"),
        "below": message("not yet reached"),
        "unknown": message("to be looked up"),
    }
)


def scenarios(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Write the comparison of the models, what moves it, and the verdict on idle and active."""
    found = material.result("scenarios")
    if found is None:
        return ()
    heading = Heading(pen.say("Ways to earn compared"))
    counted = found.table[found.table["status"] == "counted"]
    if counted.empty:
        lack = pen.say(
            "No way to earn can be counted yet. Import posts with their reach and the orders of "
            "the shop, or tell the figures in the form of the notebook on money."
        )
        return (heading, Paragraph(lack, "note"), *_asked(material, pen))
    return (
        heading,
        *_verdict(material, pen, found),
        *_table(material, pen),
        *charts_of(material, pen, "scenarios"),
        *_asked(material, pen),
        *_drivers(material, pen, str(counted["model"].iloc[0])),
        *charts_of(material, pen, "income_fan", of="scenarios"),
        *idle_or_active(material, pen),
        *_thresholds(material, pen),
        *_sources(pen, found.inputs),
    )


def is_tried_first(material: Material) -> bool:
    """Tell whether the way to earn is only a default that no figures recommend."""
    found = material.result("scenarios")
    is_recommended = found is not None and found.recommendation is not None
    return material.decision("money").by == "default" and not is_recommended


def _verdict(material: Material, pen: Pen, found: Scenarios) -> tuple[Block, ...]:
    recommended = found.recommendation
    if recommended is not None:
        said = pen.say(
            "{model} is the best way to earn from this audience in {share} of the draws.",
            model=Term(_CAPITAL[recommended]),
            share=material.findings[f"{_MODELS}.{recommended}.p_best"],
        )
        return (Paragraph(said, "lead"), *_decided_otherwise(material, pen, recommended))
    first = str(found.table["model"].iloc[0])
    none = pen.say(
        "{model} wins the most draws, but not so clearly that it could be recommended:",
        model=Term(_CAPITAL[first]),
    )
    numbers: dict[str, Finding] = {
        name: known
        for name in ("p_best", "p_loss", "regret", "regret_share", "borrowed_share")
        if (known := material.finding(f"{_MODELS}.{first}.{name}")) is not None
    }
    could_earn = material.findings[f"{_MODELS}.could_earn"]
    why = tuple(
        pen.say(REASONS[reason], could_earn=could_earn, **numbers, **_LIMITS)
        for reason in found.reasons
    )
    return (Paragraph(none, "lead"), Bullets(why), *_decided_otherwise(material, pen, None))


def _decided_otherwise(material: Material, pen: Pen, recommended: str | None) -> tuple[Block, ...]:
    decision = material.decision("money")
    if decision.by == "default" or decision.choice.get("model") == recommended:
        return ()
    said = pen.say(
        "The decision above is the strategist's own: it rests on what is known beyond these "
        "figures."
    )
    return (Paragraph(said),)


_LIMITS: Mapping[str, Rule] = MappingProxyType(
    {
        "certain": RULES["scenario_certainty"],
        "most_regret": RULES["scenario_regret"],
        "most_borrowed": RULES["scenario_borrowed"],
        "most_loss": RULES["scenario_loss"],
    }
)


_CAPITAL: Mapping[str, str] = MappingProxyType(
    {
        "own_goods": message("Selling own goods"),
        "services": message("Selling services"),
        "ads": message("Selling advertising"),
        "affiliate": message("Recommending goods of others"),
    }
)


def _table(material: Material, pen: Pen) -> tuple[Block, ...]:
    table = findings_table(
        material, pen, _MODELS,
        pen.say("What each way would bring a month; eight out of ten draws lie in the interval"),
        pen.say("Way to earn"), columns=("earned", "income", "p_loss", "p_best", "regret"),
    )  # fmt: skip
    cost = material.finding(f"{_MODELS}.page_cost")
    shown: tuple[Block, ...] = () if table is None else (table,)
    if cost is None:
        return shown
    said = (
        pen.say(
            "Work and money for the page cost about {cost} a month, whatever is sold. Only "
            "what can be traced to the posts counts here: people who saw a post and bought "
            "at the counter are not in it.",
            cost=cost,
        )
        if is_money_known(material)
        else pen.say(
            "The work on the page costs about {cost} a month, whatever is sold; other money for "
            "the page is not known and not in it. Only what can be traced to the posts counts "
            "here, not people who saw a post and bought at the counter.",
            cost=cost,
        )
    )
    return (*shown, Paragraph(said, "note"))


def is_money_known(material: Material) -> bool:
    """Tell whether anybody has said what the page costs besides work."""
    found = material.result("scenarios")
    return found is not None and "page_budget" in set(found.inputs["input"])


def _asked(material: Material, pen: Pen) -> tuple[Block, ...]:
    reasons: list[Spans] = []
    for name, numbers in material.group(_MODELS).items():
        found = numbers.get("income")
        if found is not None and found.status == "unknown" and "earned" not in numbers:
            # A reason is a sentence: it begins anew after the name, not after a colon.
            model = pen.value(Term(_CAPITAL[name]))
            reasons.append(joined(". ", (model, pen.mentioned(found))))
    if not reasons:
        return ()
    return (Paragraph(pen.say("What cannot be counted yet:")), Bullets(tuple(reasons)))


def _drivers(material: Material, pen: Pen, model: str) -> tuple[Block, ...]:
    moved = material.group(f"money.drivers.{model}").get("", {})
    rows = material.result("scenarios").drivers
    rows = rows[rows["model"] == model].head(_MOST_DRIVERS)
    points = tuple(
        pen.say(
            "{input} ({basis}): {share} of what moves it.",
            input=Term(INPUT_LABELS[row["input"]]),
            basis=Term(BASIS_LABELS[row["basis"]]),
            share=moved[row["input"]],
        )
        for row in rows.to_dict("records")
        if row["input"] in moved
    )
    if not points:
        return ()
    said = pen.say("What {model} turns on most:", model=Term(LABELS[model]))
    return (Paragraph(said), Bullets(points))


def _thresholds(material: Material, pen: Pen) -> tuple[Block, ...]:
    rows = material.result("pay_thresholds")
    if rows is None or rows.empty:
        return ()
    body: list[tuple[Spans, ...]] = []
    for row in rows.to_dict("records"):
        source = Several((Quote(shown_title(row["title"])), read_day(pen, row["read_on"])))
        key = f"money.threshold.{row['network']}.{row['measure']}"
        asked = Finding(key, float(row["value"]), "count", status="estimated", method=_THRESHOLD)
        own: Spans = (Span("–"),)
        if pd.notna(row["own"]):
            own = pen.value(
                Finding(f"{key}.own", int(row["own"]), "people", method=_OWN)
            )  # fmt: skip
        body.append(
            (
                pen.value(Term(NETWORK_NAMES[row["network"]])),
                pen.value(Term(THRESHOLD_RULES[row["threshold_id"]])),
                pen.value(asked),
                own,
                pen.value(Term(_VERDICT_LABELS[row["verdict"]])),
                pen.value(source),
            )
        )
    header = (
        pen.say("Network"), pen.say("Rule"), pen.say("Asked for"), pen.say("Ours"),
        pen.say("Verdict"), pen.say("Source"),
    )  # fmt: skip
    caption = pen.say("From where on a network pays those who publish")
    return (DataTable(caption, header, tuple(body), weights=(2, 5, 2, 2, 2, 4)),)


def _sources(pen: Pen, inputs: pd.DataFrame) -> tuple[Block, ...]:
    public = inputs.loc[inputs["basis"] == "public", "figures"].str.split().explode().dropna()
    figures = cited_figures()
    used = figures[figures["figure_id"].isin(public)].drop_duplicates("source_id")
    if used.empty:
        return ()
    is_weak = used["read_as"] == _SECOND_HAND
    # The ones that can be relied on most stand first.
    names = tuple(
        (
            *pen.value(Term(_WEAK if row["read_as"] == _SECOND_HAND else _OWN_PAGE)), Span(": "),
            *source_line(pen, row["title"], f"{row['publisher']}, {row['address']}",
                         row["read_on"]),
        )
        for row in pd.concat([used[~is_weak], used[is_weak]]).to_dict("records")
    )  # fmt: skip
    said = pen.say(
        "Where the client's files are silent, the simulation starts from public figures with wide "
        "ranges. They are a weak ground: {weak} of the {all} sources are second hand, pages that "
        "quote others or give advice. Own figures replace them as soon as they exist. They were "
        "read here:",
        weak=_of_sources("weak", int(is_weak.sum())),
        all=_of_sources("all", len(used)),
    ) if is_weak.any() else pen.say(
        "Where the client's files are silent, the simulation starts from public figures with wide "
        "ranges. They were read here:"
    )  # fmt: skip
    return (Paragraph(said, "note"), Bullets(names))


def _of_sources(name: str, number: int) -> Finding:
    return Finding(f"money.sources.{name}", number, "sources", status="estimated", method=_SOURCES)
