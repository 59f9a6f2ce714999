"""Which form for which type, and why: the same choice that the calendar follows."""

from collections.abc import Mapping
from typing import Any

from smmlab.content.form_choice import choose_forms
from smmlab.strategy.document import Block, DataTable, Span, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.planning import planned_networks, tries_two
from smmlab.strategy.statements import Name, Pen, Several, Term
from smmlab.strategy.tables import cell
from smmlab.texts.labels import label_of


def forms_by_type(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Return a table of the forms to use for each type of the mix, each with its ground."""
    mix = material.decision("content").choice.get("mix") or {}
    networks = planned_networks(material.decisions)
    chosen = choose_forms(
        material.result("type_forms"), networks=networks,
        types=sorted((kind for kind in mix if mix[kind] > 0), key=lambda kind: (-mix[kind], kind)),
        among_all=material.result("forms"),
    )  # fmt: skip
    if chosen.empty:
        return ()
    choices = chosen.to_dict("records")
    alike = {(row["type"], *map(tuple, (row["forms"], row["first"], row["last"]))): row
             for row in choices}  # fmt: skip
    # Networks that get the same forms for the same reasons need no rows of their own.
    shows_network = len(alike) > chosen["type"].nunique()
    rows = tuple(
        (
            *((_words(pen, [row["network"]]),) if shows_network else ()),
            _words(pen, [row["type"]]),
            _words(pen, row["forms"]),
            _why(material, pen, row),
        )
        for row in (choices if shows_network else alike.values())
    )
    header = (
        *((pen.say("Network"),) if shows_network else ()),
        pen.say("Type"), pen.say("Forms to use"), pen.say("Why"),
    )  # fmt: skip
    weights = (*((3,) if shows_network else ()), 3, 5, 8)
    return (DataTable(pen.say("Forms by type"), header, rows, weights=weights),)


def _why(material: Material, pen: Pen, row: Mapping[Any, Any]) -> Spans:
    kind = row["type"]
    if row["basis"] == "better":
        spans = pen.say("Did clearly better here, as a multiple of the usual response: ")
        return (*spans, *_responses(material, pen, kind, row["forms"]))
    told = _among_all(pen, row) or (
        pen.say("A default: no form is clearly better for this type, so they take turns.")
        if len(row["forms"]) > 1
        else pen.say("A default: the form for this type that both networks have.")
        if tries_two(material.decisions)
        else pen.say("A default: the form that the network has for this type.")
    )
    if not row["worse"]:
        return told
    left_out = pen.say(" Left out, because it did clearly worse: ")
    return (*told, *left_out, *_responses(material, pen, kind, row["worse"]))


def _among_all(pen: Pen, row: Mapping[Any, Any]) -> Spans:
    """Say what all posts of the network tell of its forms; nothing where they tell nothing."""
    spans: Spans = ()
    if row["first"]:
        spans = pen.say(
            "Clearly better among all posts of this network: {forms}.",
            forms=_listed(row["first"]),
        )
    if row["last"]:
        left_out = pen.say(
            "Left out, because clearly worse among all posts of this network: {forms}.",
            forms=_listed(row["last"]),
        )
        spans = (*spans, *((Span(" "),) if spans else ()), *left_out)
    return spans


def _responses(material: Material, pen: Pen, kind: str, forms: list[str]) -> Spans:
    spans: list[Span] = []
    for number, form in enumerate(forms):
        found = material.finding(f"content.type_forms.{kind}.{form}.median")
        spans += [Span("; ")] if number else []
        spans += _words(pen, [form])
        spans += [Span(" "), *cell(pen, found)] if found is not None else []
    return tuple(spans)


def _words(pen: Pen, names: list[str]) -> Spans:
    return pen.value(_listed(names))


def _listed(names: list[str]) -> Several:
    return Several(tuple(Term(label_of(one)) if label_of(one) else Name(one) for one in names))
