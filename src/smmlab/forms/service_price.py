"""The price of the manager's own service, worked out from typed hours and wishes."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

import ipywidgets as w
import pandas as pd

from smmlab.errors import DataError
from smmlab.forms.checking import tell_beside
from smmlab.forms.frame import Form, labelled
from smmlab.forms.number_box import number_box
from smmlab.forms.typed_text import number_of
from smmlab.money.service_price import TASKS, ServicePrice, price_service
from smmlab.project import Project
from smmlab.texts import Words, message

_PARTS: Mapping[str, str] = MappingProxyType(
    {
        **TASKS,
        "tools": message("Tools"),
        "ads_fee": message("Handling of the advertising money"),
        "margin": message("Left for bad months"),
    }
)
_MOST_HOURS = 744
_SHARES = ("taxes_share", "unpaid_share", "margin")


def service_price_form(project: Project) -> Form:
    """Work out what a month of service must cost, and what more hours would do to it.

    The same as ``price_service({…}, net_income=…, taxes_share=…, working_hours=…, unpaid_share=…,
    margin=…, …)``. No rate of any tax is assumed: it is asked.

    Parameters
    ----------
    project
        An opened client folder: it gives language and currency.
    """
    words = Words(project.brief.language)
    currency = project.brief.currency
    tasks = {
        task: number_box(
            words.say("Hours a month: {task}", task=words.say(label)),
            0,
            low=0,
            high=_MOST_HOURS,
            step=1.0,
            words=words,
            tells_limits=False,
        )
        for task, label in TASKS.items()
    }
    posts = number_box(
        words.say("Posts a month"), 0, low=0, high=500, words=words, tells_limits=False
    )
    labels = {
        "net_income": words.say("Income to keep a month ({currency})", currency=currency),
        "taxes_share": words.say("Taxes and fixed costs, % of what is earned"),
        "working_hours": words.say("Hours of work a month, all clients"),
        "unpaid_share": words.say("Hours that nobody pays for, %"),
        "margin": words.say("Left for bad months, % of the price"),
        "tools": words.say("Tools a month ({currency})", currency=currency),
        "ads_budget": words.say("Advertising money of the client ({currency})", currency=currency),
    }
    boxes = {name: labelled(w.Text(value=""), label) for name, label in labels.items()}
    handling = labelled(
        w.Dropdown(
            options=[
                (words.say("the client pays the network"), "pass_through"),
                (words.say("I pay and add a part of it"), "percent"),
            ]
        ),
        words.say("Advertising money"),
    )
    percent = number_box(
        words.say("The part I add, %"), 0, low=0, high=99, step=1.0, words=words,
        tells_limits=False,
    )  # fmt: skip
    controls = [*tasks.values(), posts, *boxes.values(), handling, percent]
    form = Form("service-price", controls, words=words)

    def show() -> tuple[None, str]:
        told = {name: _told(name, box) for name, box in boxes.items()}
        asked = ("net_income", "taxes_share", "working_hours", "unpaid_share", "margin")
        lacking = [labels[name] for name in asked if told[name] is None]
        if lacking or not any(box.value for box in tasks.values()):
            lacking += [] if any(box.value for box in tasks.values()) else [
                words.say("Hours a month: {task}", task=words.say("of at least one kind of work"))
            ]  # fmt: skip
            return None, words.say("Fill in: {boxes}.", boxes="; ".join(lacking))
        price = price_service(
            {task: box.value for task, box in tasks.items()},
            net_income=told["net_income"] or 0,
            taxes_share=told["taxes_share"] or 0,
            working_hours=told["working_hours"] or 0,
            unpaid_share=told["unpaid_share"] or 0,
            margin=told["margin"] or 0,
            posts=posts.value,
            tools=told["tools"] or 0,
            ads_budget=told["ads_budget"] or 0,
            ads_handling=handling.value,
            ads_percent=percent.value / 100,
            currency=currency,
        )
        return None, "\n".join(tell_price(price, words))

    form.shows(show)
    for name, box in boxes.items():
        tell_beside(form, box, partial(_told, name, box))
    return form


def tell_price(price: ServicePrice, words: Words) -> list[str]:
    """Say a price, what it is made of, and what a quarter more hours would do.

    Examples
    --------
    >>> price = price_service({"posts": 10}, net_income=1000, taxes_share=0.5, working_hours=100,
    ...                       unpaid_share=0, margin=0)
    >>> tell_price(price, Words("en"))[0]
    'A month costs €200.00. Below €200.00 you work at a loss.'
    """

    def money(amount: Any) -> str:
        return words.money(float(amount), price.currency)

    said = [
        words.say("A month costs {price}. Below {floor} you work at a loss.",
                  price=money(price.price), floor=money(price.floor)),
        words.say("An hour costs {hour}; hours a month: {hours}.", hour=money(price.hour_cost),
                  hours=words.number(price.hours)),
    ]  # fmt: skip
    for row in price.parts.to_dict("records"):
        name = _PARTS[row["part"]]
        part = words.say(name)
        said.append(
            words.say("{part}: {money}", part=part, money=money(row["money"]))
            if pd.isna(row["hours"])
            else words.say("{part}: {money}, {hours} h", part=part, money=money(row["money"]),
                           hours=words.number(row["hours"]))
        )  # fmt: skip
    if price.per_post is not None:
        said.append(words.say("That is {money} for each post.", money=money(price.per_post)))
    if price.client_pays != price.price:
        said.append(
            words.say("With the advertising money the client pays {money}.",
                      money=money(price.client_pays))
        )  # fmt: skip
    said.append(
        words.say(
            "If the hours grow by a quarter, the same margin asks for {price}. At the old price "
            "the margin is {margin}, and an hour brings {hour} before taxes.",
            price=money(price.price_if_more),
            margin=words.percent(price.margin_if_more),
            hour=money(price.hour_if_more),
        )
    )
    return said


def _told(name: str, box: w.Text) -> float | None:
    """Return what a box holds; those that ask for percent give a share, typed with the sign or not.

    Raises
    ------
    SmmlabError
        When it is no number, or one that cannot be.
    """
    typed, label = str(box.value).strip(), str(box.description)
    value = number_of(typed, label)
    if value is None:
        return None
    if name in _SHARES and not typed.endswith("%"):
        value /= 100
    if name in _SHARES and not 0 <= value < 1:
        wrong = message("{label}: {found} cannot be. Give a percentage from 0 to below 100.")
    elif name == "working_hours" and value <= 0:
        wrong = message("{label}: {found} cannot be. Give a number above zero.")
    elif value < 0:
        wrong = message("{label}: {found} cannot be. Give zero or more.")
    else:
        return value
    raise DataError(wrong, {"label": label, "found": typed})
