"""What an order costs and leaves, with costs and margin to type in."""

from functools import lru_cache
from math import isnan

from smmlab.analyses.rooms import SEED
from smmlab.forms.checking import tell_beside
from smmlab.forms.frame import Form, reason_box
from smmlab.forms.number_box import number_box
from smmlab.forms.optional_number import OptionalNumber
from smmlab.forms.undoing import keeps
from smmlab.money.lead_findings import MEASURES
from smmlab.money.unit_economics import HORIZON_MONTHS, UnitEconomics, unit_economics
from smmlab.project import Project
from smmlab.texts import Words

_KEPT = ("margin", "hour_cost")


def unit_economics_form(project: Project) -> Form:
    """Show costs and returns of an order and a customer; the button keeps margin and hour cost.

    The same as ``unit_economics(orders, ads, currency=…, spend=…, hours=…, hour_cost=…, margin=…,
    horizon_months=…)`` and ``project.decide("money", {"margin": …, "hour_cost": …, …})``. An empty
    field is not told; a zero is told, and counts as one.

    Parameters
    ----------
    project
        An opened client folder.
    """
    words = Words(project.brief.language)
    currency = project.brief.currency

    spend = OptionalNumber(
        words.say("Spent beside advertisements ({currency})", currency=currency), words=words
    )
    hours = OptionalNumber(words.say("Hours of work in the time of the orders"), words=words)
    hour_cost = OptionalNumber(
        words.say("Cost of an hour of work ({currency})", currency=currency), words=words
    )
    margin = OptionalNumber(
        words.say("Margin, % of the price"), is_share=True, is_positive=True, words=words
    )
    months = number_box(
        words.say("Months of a customer"), HORIZON_MONTHS, low=1, high=24, words=words
    )
    reason = reason_box(words)
    controls = [spend, hours, hour_cost, margin, months]
    form = Form("unit-economics", controls, words=words)

    @lru_cache(maxsize=8)
    def computed(
        _fingerprint: str,
        spend: float | None,
        hours: float | None,
        hour_cost: float | None,
        margin: float | None,
        months: int,
    ) -> UnitEconomics:
        return unit_economics(
            project.table("orders"), project.table("ads"), currency=currency, spend=spend,
            hours=hours, hour_cost=hour_cost, margin=margin, horizon_months=months, seed=SEED,
        )  # fmt: skip

    def show() -> tuple[None, str]:
        result = computed(
            project.fingerprint, spend.told(), hours.told(), hour_cost.told(), margin.told(),
            months.value,
        )  # fmt: skip
        return None, "\n".join(tell_economics(result, words))

    def told() -> dict[str, float]:
        typed = {"margin": margin.told(), "hour_cost": hour_cost.told()}
        return {name: value for name, value in typed.items() if value is not None}

    def lacks() -> str:
        if told():
            return ""
        return words.say("Type in a margin or the cost of an hour: these two are kept.")

    def keep() -> str:
        if lacks():
            return lacks()
        # A default is nobody's decision: what an order leaves does not choose the way to earn.
        standing = project.decision("money")
        now = standing.choice if standing.by == "strategist" else {}
        others = {name: value for name, value in now.items() if name not in _KEPT}
        project.decide("money", others | told(), reason=reason.value)
        return words.say("The decision is kept and will stand in the strategy.")

    def restore() -> None:
        filed = project.decision("money")
        hour_cost.show(filed.choice.get("hour_cost"))
        margin.show(filed.choice.get("margin"))
        reason.value = filed.reason

    restore()
    form.shows(show)
    form.children = (*form.children, reason)
    keeps(form, project, "money", keep=keep, restore=restore, lacks=lacks)
    for box in (spend, hours, hour_cost, margin):
        tell_beside(form, box, box.told)
    return form


def tell_economics(economics: UnitEconomics, words: Words) -> list[str]:
    """Say each measure on a line of its own, with its interval; what is unknown once, with why.

    Examples
    --------
    >>> import pandas as pd
    >>> from smmlab.schema import conform
    >>> nothing = unit_economics(conform(pd.DataFrame(), "orders"), currency="EUR")
    >>> tell_economics(nothing, Words("en"))
    ['There are no orders in this currency. Export the orders of the shop as CSV.']
    """
    rows = economics.table.to_dict("records")
    first = economics.table.iloc[0]
    if first.status == "unknown":
        return [words.say(first.reason)]
    said, unknown, reasons = [], [], []
    for row in rows:
        label, reason = MEASURES[row["measure"]], row["reason"]
        label = words.say(label)
        if row["status"] == "unknown":
            unknown.append(label)
            reasons.append(words.say(reason))
            continue
        value, low, high = (
            _shown(row[name], row["unit"], words) for name in ("value", "low", "high")
        )
        said.append(
            words.say("{measure}: {value} ({low} to {high})", measure=label, value=value, low=low,
                      high=high)
            if not isnan(row["low"])
            else words.say("{measure}: {value}", measure=label, value=value)
        )  # fmt: skip
    if unknown:
        said.append(words.say("Not known yet: {measures}.", measures="; ".join(unknown)))
        said += dict.fromkeys(reasons)
    if economics.other_currencies:
        said.append(
            words.say("Left out, never added: {currencies}.",
                      currencies=", ".join(economics.other_currencies))
        )  # fmt: skip
    return said


def _shown(value: float, unit: str, words: Words) -> str:
    if isnan(value):
        return ""
    if unit in ("orders", "people", "months"):
        return words.number(value, digits=0)
    return words.number(value, digits=1) if unit == "ratio" else words.money(value, unit)
