"""The price of a service: parts that add up to the cent, a floor, and what more hours do."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmlab.errors import DataError
from smmlab.money.service_price import TASKS, price_service

BASE = {
    "net_income": 2000.0, "taxes_share": 0.5, "working_hours": 160.0, "unpaid_share": 0.0,
    "margin": 0.0,
}  # fmt: skip


def price(hours: dict[str, float], **more: object):
    return price_service(hours, **{**BASE, **more})


def test_an_hour_brings_the_wished_income_after_taxes_and_unpaid_hours():
    # 2,000 kept of 4,000 earned in 160 hours is 25 an hour; only half of them paid, 50.
    assert price({"posts": 10}).hour_cost == Decimal("25.00")
    assert price({"posts": 10}, unpaid_share=0.5).hour_cost == Decimal("50.00")
    assert price({"posts": 10}).floor == Decimal("250.00")


def test_the_margin_is_a_part_of_the_price():
    found = price({"posts": 10}, margin=0.2, tools=30)
    assert found.floor == Decimal("280.00")
    assert found.price == Decimal("350.00")
    assert found.parts.set_index("part")["money"].to_dict() == {
        "posts": Decimal("250.00"), "tools": Decimal("30.00"), "margin": Decimal("70.00"),
    }  # fmt: skip


def test_advertising_money_is_passed_on_or_handled_for_a_part():
    through = price({"ads": 4}, ads_budget=500, ads_percent=0.1)
    assert (through.price, through.client_pays) == (Decimal("100.00"), Decimal("600.00"))
    handled = price({"ads": 4}, ads_budget=500, ads_percent=0.1, ads_handling="percent")
    assert (handled.price, handled.client_pays) == (Decimal("150.00"), Decimal("650.00"))
    assert handled.floor == through.floor
    assert dict(zip(handled.parts["part"], handled.parts["money"], strict=True))["ads_fee"] == 50


def test_a_post_carries_its_share_of_everything():
    assert price({"posts": 10, "answers": 6}, posts=8).per_post == Decimal("50.00")
    assert price({"posts": 10}).per_post is None


def test_a_quarter_more_hours_eats_the_margin():
    found = price({"posts": 10}, margin=0.2)
    assert found.price == Decimal("312.50")
    assert found.price_if_more == Decimal("390.63")
    # 12.5 hours cost 312.50: nothing is left at the old price.
    assert found.margin_if_more == pytest.approx(0)
    assert found.hour_if_more == Decimal("25.00")
    assert price({"posts": 10}).margin_if_more < 0


@pytest.mark.parametrize(
    ("hours", "wrong"),
    [
        ({}, {}),
        ({"posts": 0.0}, {}),
        ({"cooking": 3.0}, {}),
        ({"posts": -1.0, "answers": 3.0}, {}),
        ({"posts": 5.0}, {"taxes_share": 1.0}),
        ({"posts": 5.0}, {"unpaid_share": 1.0}),
        ({"posts": 5.0}, {"margin": 1.0}),
        ({"posts": 5.0}, {"working_hours": 0.0}),
        ({"posts": 5.0}, {"net_income": float("nan")}),
        ({"posts": 5.0}, {"posts": -1}),
    ],
)
def test_what_cannot_be_is_refused(hours, wrong):
    with pytest.raises(DataError):
        price(hours, **wrong)


@given(
    hours=st.dictionaries(st.sampled_from(sorted(TASKS)), st.floats(0.1, 200), min_size=1),
    income=st.floats(0, 20_000), taxes=st.floats(0, 0.9), unpaid=st.floats(0, 0.9),
    margin=st.floats(0, 0.9), tools=st.floats(0, 500),
)  # fmt: skip
def test_the_parts_add_up_and_the_price_is_never_below_the_floor(
    hours, income, taxes, unpaid, margin, tools
):
    found = price_service(
        hours, net_income=income, taxes_share=taxes, working_hours=160, unpaid_share=unpaid,
        margin=margin, tools=tools,
    )  # fmt: skip
    assert sum(found.parts["money"], Decimal(0)) == found.price
    assert found.price >= found.floor
    assert found.price_if_more >= found.price
    assert found.hours == pytest.approx(sum(hours.values()))
