"""How the audience could earn: tell what the files cannot, see what follows, choose a model."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import ipywidgets as w
import pandas as pd
from matplotlib.axes import Axes

from smmlab.analyses.rooms import SEED, Tables
from smmlab.analyses.scenarios import compared_models, own_earning
from smmlab.forms.checking import tell_beside
from smmlab.forms.frame import Form, Shown, labelled, reason_box
from smmlab.forms.optional_number import OptionalNumber
from smmlab.forms.pictures import Picture, picture_of
from smmlab.forms.undoing import keeps
from smmlab.money.active_share import ActiveShare, compare_active_share
from smmlab.money.scenario_draws import INPUTS, InputName
from smmlab.money.scenario_findings import rounded
from smmlab.money.scenario_inputs import SHARES, Assumptions, scenario_inputs, told_assumptions
from smmlab.money.scenario_labels import BASIS_LABELS, INPUT_LABELS, INPUT_UNITS
from smmlab.money.scenario_models import MODELS, Model
from smmlab.money.scenarios import REASONS, Scenarios, simulate_income
from smmlab.plots.scenarios import (
    active_headline,
    headline,
    plot_active_share,
    plot_earning_drivers,
    plot_income_fan,
    plot_scenarios,
)
from smmlab.plots.theme import signed
from smmlab.project import Project
from smmlab.texts import Words, message
from smmlab.texts.labels import LABELS

_TOLD: tuple[InputName, ...] = (
    "margin", "order_value", "hour_cost", "page_hours", "page_budget", "price_per_thousand",
    "sponsored_share", "payout", "commission", "link_share", "hour_price", "service_hours",
    "followers", "active", "idle_worth",
)  # fmt: skip
_GROWTH = INPUT_LABELS["growth"]
_FILES = "files"
_GROWTHS = (-0.05, -0.02, 0.0, 0.02, 0.05, 0.1)
_PICTURES: Mapping[str, tuple[str, Callable[..., Axes]]] = MappingProxyType(
    {
        "models": (message("the models side by side"), plot_scenarios),
        "fan": (message("the months ahead"), plot_income_fan),
        "drivers": (message("what moves the earnings"), plot_earning_drivers),
        "audiences": (message("many idle or few active followers"), plot_active_share),
    }
)


def scenarios_form(project: Project) -> Form:
    """Tell what the files cannot and see what each model would earn; the button keeps the model.

    The same as ``simulate_income(earning_inputs(project), currency=…)``,
    ``compare_active_share(…)``, their plots, and
    ``project.decide("money", {"model": …, "margin": …}, reason=…)``. A field that is left empty is
    not told: then the files speak, and public figures or wide assumptions where they are silent.
    A zero is told, and counts as one.

    Parameters
    ----------
    project
        An opened client folder.
    """
    brief = project.brief
    words, currency = Words(brief.language), brief.currency
    own = own_earning(Tables(project))
    boxes = {name: _box(name, currency, words) for name in _TOLD}
    growth = _choice("growth", _growths(None, words), words.say(_GROWTH))
    pictures = [(words.say(label), name) for name, (label, _) in _PICTURES.items()]
    picture = _choice("picture-choice", pictures, words.say("Show"))
    models = [(words.say(LABELS[name]), name) for name in MODELS]
    model = _choice("model", models, words.say("How the audience earns"))
    reason = reason_box(words)
    ways = {name: _way(name, words) for name in MODELS}
    # On a narrow screen they stand below each other.
    in_a_row = w.HBox(list(ways.values()), layout=w.Layout(flex_flow="row wrap"))
    form = Form("scenarios", [*boxes.values(), growth, *ways.values(), picture, model], words=words)
    form.children = (
        w.HTML(words.say("What the files cannot tell (an empty field is not told; zero is zero)")),
        *boxes.values(),
        growth, w.HTML(words.say("Ways to earn compared")), in_a_row, picture,
        form.picture, form.text, model, reason,
    )  # fmt: skip

    def assumed() -> dict[str, float]:
        typed: dict[str, float | None] = {name: box.told() for name, box in boxes.items()}
        told = {**typed, "growth": None if growth.value == _FILES else growth.value}
        return {name: value for name, value in told.items() if value is not None}

    def chosen() -> tuple[Model, ...]:
        return tuple(name for name, way in ways.items() if way.value)

    def show() -> Shown:
        inputs = scenario_inputs(own, Assumptions(**assumed()), market=brief.market)
        found = simulate_income(inputs, currency=currency, models=chosen(), seed=SEED)
        compared = compare_active_share(inputs, currency=currency, models=chosen(), seed=SEED)
        of_model = model.value if model.value in chosen() else None
        drawn = _drawn(picture.value, found, compared, of_model, words)
        return drawn, "\n".join(tell_scenarios(found, compared, words))

    def keep() -> str:
        # What others keep with this decision stays as it is.
        # Other forms may have kept something else since this one was opened.
        standing = project.decision("money").choice
        rest = {n: v for n, v in standing.items() if n not in (*_TOLD, "growth", "models")}
        keys = [f"money.scenario.{model.value}.{part}" for part in ("p_best", "earned")]
        choice: dict[str, Any] = {**rest, "model": model.value, **assumed()}
        if chosen() and set(chosen()) != set(MODELS):
            choice["models"] = list(chosen())
        project.decide("money", choice, reason=reason.value, findings=keys)
        return words.say("The decision is kept and will stand in the strategy.")

    def restore() -> None:
        filed = project.decision("money")
        told, compared = told_assumptions(filed.choice), compared_models(filed.choice)
        for name, box in boxes.items():
            box.show(getattr(told, name))
        growth.options = _growths(told.growth, words)
        growth.value = _FILES if told.growth is None else told.growth
        for one, way in ways.items():
            way.value = one in compared
        model.value, reason.value = _model(filed.choice), filed.reason

    restore()
    form.shows(show)
    keeps(form, project, "money", keep=keep, restore=restore)
    _tell_wrong(form, boxes, ways, in_a_row)
    return form


def _drawn(
    name: str, found: Scenarios, compared: ActiveShare, model: Model | None, words: Words
) -> Picture | None:
    """Return a picture; None where the sentences say alone what is lacking."""
    _, plot = _PICTURES[name]
    if name == "audiences":
        axes = plot(compared, words=words)
    elif name == "models":
        axes = plot(found, words=words)
    else:
        axes = plot(found, model=model, words=words)
    drawn = picture_of(axes)
    return drawn if drawn.png else None


def _tell_wrong(
    form: Form,
    boxes: Mapping[InputName, OptionalNumber],
    ways: Mapping[Model, w.Checkbox],
    in_a_row: w.HBox,
) -> None:
    """Say under a field what is wrong with it."""
    for box in boxes.values():
        tell_beside(form, box, box.told)
    nothing = form.words.say("Tick at least one way to earn.")
    tell_beside(
        form, in_a_row, lambda: "" if any(way.value for way in ways.values()) else nothing,
        watch=tuple(ways.values()),
    )  # fmt: skip


def tell_scenarios(found: Scenarios, compared: ActiveShare, words: Words) -> list[str]:
    """Say what the comparison shows, what speaks against a recommendation, and what to tell.

    Examples
    --------
    >>> from smmlab.money.scenarios import simulate_income
    >>> nothing = simulate_income({}, currency="EUR", draws=1000)
    >>> tell_scenarios(nothing, compare_active_share({}, currency="EUR"), Words("en"))[0]
    'No model can be counted yet: the files say too little, and nothing else was told.'
    """
    said = _speaks_against(found, words)
    # Where nothing can be counted, the reason says so already.
    if "lack" not in found.reasons:
        said = [f"{headline(found, words)}.", *said]
    if found.page_cost is not None:
        said.append(
            words.say(
                "The page itself costs about {money} a month.",
                money=words.money(rounded(found.page_cost[0]), found.currency, is_rough=True),
            )
        )
    asked = found.table[found.table["status"] == "asked"]
    for row in asked.to_dict("records"):
        model, lacks = (
            row["model"],
            "; ".join(words.say(INPUT_LABELS[name]) for name in _split(row["asks"])),
        )
        said.append(
            words.say(
                "Not counted: {model}. To be told: {lacks}.",
                model=words.say(LABELS[model]), lacks=lacks,
            )
        )  # fmt: skip
    for basis, label in BASIS_LABELS.items():
        names = found.inputs.loc[found.inputs["basis"] == basis, "input"]
        if len(names):
            said.append(
                words.say(
                    "{basis}: {inputs}.",
                    basis=words.say(label).capitalize(),
                    inputs="; ".join(words.say(INPUT_LABELS[name]) for name in names),
                )
            )
    said.append(f"{active_headline(compared, words).rstrip('.')}.")
    return said


def _speaks_against(found: Scenarios, words: Words) -> list[str]:
    if found.could_earn is None:
        return [words.say(REASONS[reason]) for reason in found.reasons]
    first, best = found.table.iloc[0], found.could_earn
    chances = ("p_best", "p_loss")
    numbers = {
        **{name: words.percent(limit) for name, limit in found.limits.items()},
        **{name: words.chance(first[name]) for name in chances if pd.notna(first[name])},
        "borrowed_share": words.percent(first["borrowed_share"], digits=0),
        "regret": words.money(rounded(first["regret"]), found.currency, is_rough=True),
        "could_earn": words.money(rounded(best), found.currency, is_rough=True),
        "regret_share": words.percent(first["regret"] / best, digits=0) if best > 0 else "",
    }
    return [words.say(REASONS[reason], **numbers) for reason in found.reasons]


def _box(name: InputName, currency: str, words: Words) -> OptionalNumber:
    label, unit = words.say(INPUT_LABELS[name]), INPUT_UNITS[name]
    if unit == "share":
        label = words.say("{label}, %", label=label)
    elif unit == "money":
        label = words.say("{label}, {currency}", label=label, currency=currency)
    box = OptionalNumber(label, is_share=name in SHARES, words=words)
    box.add_class(f"smm-scenarios-{name.replace('_', '-')}")
    return box


def _choice(name: str, options: Sequence[tuple[str, Any]], label: str) -> w.Dropdown:
    choice = labelled(w.Dropdown(options=options), label)
    choice.add_class(f"smm-scenarios-{name}")
    return choice


def _way(name: Model, words: Words) -> w.Checkbox:
    way = w.Checkbox(
        description=words.say(LABELS[name]), indent=False, layout=w.Layout(width="max-content")
    )
    way.add_class(f"smm-scenarios-way-{name.replace('_', '-')}")
    return way


def _split(asks: str) -> list[InputName]:
    return [name for name in INPUTS if name in asks.split(", ")]


def _growths(told: float | None, words: Words) -> list[tuple[str, float | str]]:
    rates = sorted({*_GROWTHS, *([] if told is None else [told])})
    return [
        (words.say("left to the files"), _FILES),
        *((f"{signed(100 * rate, words, digits=0)} %", rate) for rate in rates),
    ]


def _model(choice: Mapping[str, object]) -> str:
    kept = choice.get("model")
    return kept if isinstance(kept, str) and kept in MODELS else MODELS[0]
