"""Where else to speak: the offers by what a result costs, a budget, and a plan of tries."""

from typing import Any

import ipywidgets as w
import pandas as pd

from smmlab.analyses.placements import compare_listed
from smmlab.analyses.rooms import SEED, Tables
from smmlab.errors import ProjectError
from smmlab.forms.checking import tell_beside
from smmlab.forms.frame import Form, Shown, in_words, labelled, paragraph, reason_box
from smmlab.forms.optional_number import OptionalNumber
from smmlab.forms.pictures import picture_of
from smmlab.forms.undoing import keeps
from smmlab.own_placements import write_empty_placements
from smmlab.plots.placements import plot_placements
from smmlab.project import Project
from smmlab.rivals.placement_findings import placement_key
from smmlab.rivals.placement_plan import PlacementPlan, plan_placements
from smmlab.texts import Words, message
from smmlab.texts.labels import network_name

_MOST_TRIED = 8
_NO_BUDGET = message("Set a budget to see how to spend it.")


def placements_form(project: Project) -> Form:
    """Show the placements of placements.csv and plan a budget; the button keeps the plan.

    The same as ``compare_placements(…)`` and ``plan_placements(comparison, budget=…,
    allowed_cost=…, first=…)``, and ``project.decide("placements", {…})``. While there is no
    placements.csv the button writes an empty one; what is wrong in the file is said by line and
    column.
    """
    words = Words(project.brief.language)
    try:
        comparison, _rows = compare_listed(Tables(project))
    except ProjectError as problem:
        form = Form("placements", (), words=words)
        form.text.value = paragraph(in_words(problem, words))
        return form
    currency = project.brief.currency
    budget = OptionalNumber(
        words.say("Budget for placements ({currency})", currency=currency),
        is_positive=True, words=words,
    )  # fmt: skip
    allowed = OptionalNumber(
        words.say("A result may cost ({currency}; nothing is no limit)", currency=currency),
        is_positive=True, words=words,
    )  # fmt: skip
    first = labelled(
        w.Dropdown(
            options=[
                (words.say("as many as bring most"), 0),
                *((words.number(n), n) for n in range(1, _MOST_TRIED + 1)),
            ]
        ),
        words.say("Try first"),
    )
    reason = reason_box(words)
    form = Form("placements", [budget, allowed, first], words=words)

    def show() -> Shown:
        money, limit = budget.told(), allowed.told()
        axes = plot_placements(comparison, currency=currency, allowed_cost=limit, words=words)
        picture = picture_of(axes)
        if comparison.table.empty:
            return picture, words.say(
                "The button below writes an empty placements.csv into the client folder. Fill it "
                "in with any spreadsheet, a page on each line, and run this cell again."
            )
        if money is None:
            return picture, words.say(_NO_BUDGET)
        plan = plan_placements(
            comparison, budget=money, currency=currency, allowed_cost=limit,
            first=first.value or None, seed=SEED,
        )  # fmt: skip
        return picture, plan_in_words(plan, words)

    def lacks() -> str:
        allowed.told()
        return words.say(_NO_BUDGET) if budget.told() is None else ""

    def keep() -> str:
        if lacking := lacks():
            return lacking
        choice = {
            "budget": budget.told(),
            "currency": currency,
            "allowed_cost": allowed.told() or 0,
            "first": first.value,
        }
        project.decide(
            "placements", choice, reason=reason.value, findings=_grounds(comparison.table)
        )
        return words.say("The decision is kept and will stand in the strategy.")

    def write() -> str:
        path = write_empty_placements(project.folder)
        return words.say("Written: {path}", path=path)

    def restore() -> None:
        filed = project.decision("placements")
        budget.show(filed.choice.get("budget") or None)
        allowed.show(filed.choice.get("allowed_cost") or None)
        first.value = min(int(filed.choice.get("first", 0)), _MOST_TRIED)
        reason.value = filed.reason

    restore()
    form.shows(show, says_more=True)
    if comparison.table.empty:
        # What nobody has listed cannot be planned either.
        form.children = (form.text,)
        form.decides(words.say("Write an empty placements.csv"), write)
        return form
    form.children = (*form.children, reason)
    keeps(form, project, "placements", keep=keep, restore=restore, lacks=lacks)
    for box in (budget, allowed):
        tell_beside(form, box, box.told)
    return form


def plan_in_words(plan: PlacementPlan, words: Words) -> str:
    """Say a plan in sentences, one a line."""
    rows = plan.rounds.to_dict("records")
    untouched = [(_place(row, words), row["advice"]) for row in rows if row["round"] == 0]
    lines = [
        words.say("{place}: {advice}", place=place, advice=words.say(advice))
        for place, advice in untouched
    ]
    first = [row for row in rows if row["round"] == 1]
    if first:
        lines.append(
            words.say(
                "First: {places}. Each link carries a tag of its own. Visits before a place is "
                "judged: {visits}.",
                places=", ".join(
                    f"{_place(row, words)} {words.money(row['spend'], plan.currency)}"
                    for row in first
                ),
                visits=words.number(plan.least_visits),
            )
        )
    rest = rows[-1]
    what_next = rest["advice"]
    advice = words.say(what_next)
    if pd.notna(rest["spend"]):
        money = words.money(rest["spend"], plan.currency)
        advice = words.say("Then {money}: {advice}", money=money, advice=advice)
    lines.append(advice)
    if len(plan.policies):
        ways = plan.policies.set_index("policy")
        lines.append(
            words.say(
                "Expected results: about {results} ({low} to {high}). All money into the offer "
                "that is cheapest for a thousand people: about {other}.",
                results=words.number(ways.loc["plan", "results"], digits=0),
                low=words.number(ways.loc["plan", "results_low"], digits=0),
                high=words.number(ways.loc["plan", "results_high"], digits=0),
                other=words.number(ways.loc["cheapest", "results"], digits=0),
            )
        )
    if plan.left_out:
        lines.append(
            words.say_many(
                "{n} offer in another currency is not in this plan.",
                "{n} offers in other currencies are not in this plan.",
                n=plan.left_out,
            )
        )
    return "\n".join(lines)


def _place(row: dict[str, Any], words: Words) -> str:
    return f"{row['page']} ({network_name(row['network'], words)})"


def _grounds(table: pd.DataFrame) -> list[str]:
    known = table[table["reason"] == ""]
    return [
        f"{placement_key(row['network'], row['page'])}.cost_per_result"
        for row in known.to_dict("records")
    ]
