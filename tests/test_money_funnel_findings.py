"""Findings of the funnel: each key once, each rate with both counts, each lack with what to do."""

import pandas as pd

from funnel_cases import LETTER, NONE, ORGANIC, PAID, orders_of, visits_of
from smmlab.findings import Finding, Source
from smmlab.money.funnel import LACKS, Funnel, measure_funnel
from smmlab.money.funnel_findings import funnel_findings

ROWS = (Source("orders.csv", 2, 99, 98),)


def found_in(funnel: Funnel) -> dict[str, Finding]:
    found = funnel_findings(funnel, sources=ROWS)
    assert len({one.key for one in found}) == len(found)
    assert all(one.sources == ROWS and one.method for one in found)
    return {one.key.removeprefix(f"money.funnel.{funnel.by}."): one for one in found}


def test_rates_have_both_counts_and_money_its_currency() -> None:
    funnel = measure_funnel(
        visits_of((ORGANIC, 900), (PAID, 400), key_events=[9, 4]),
        orders_of((ORGANIC, 40), (PAID, 12), (NONE, 7)),
    )
    found = found_in(funnel)
    rate = found["instagram.conversion_rate"]
    assert (rate.numerator, rate.denominator, rate.n) == (40, 900, 900)
    assert rate.low is not None
    assert rate.high is not None
    assert rate.low < 40 / 900 < rate.high
    average = found["instagram.average_order_value"]
    assert (average.value, average.unit, average.n) == (10.0, "EUR", 40)
    assert "instagram.paid.average_order_value" not in found, "twelve orders carry no mean"
    assert found["instagram.paid.median_order_value"].value == 10.0
    assert found["instagram.key_events"].unit == "events"
    assert found["(untagged).orders"].value == 7
    assert "(untagged).conversion_rate" not in found


def test_enquiries_take_the_place_of_key_events() -> None:
    funnel = measure_funnel(visits_of((ORGANIC, 100), key_events=8), orders_of((ORGANIC, 2)),
                            key_events="enquiries")  # fmt: skip
    found = found_in(funnel)
    assert (found["instagram.enquiry_rate"].numerator, found["instagram.enquiries"].value) == (8, 8)
    assert "instagram.key_events" not in found
    assert "instagram.order_rate" not in found


def test_orders_are_told_of_visits_and_of_enquiries() -> None:
    funnel = measure_funnel(visits_of((ORGANIC, 100), key_events=20), orders_of((ORGANIC, 5)),
                            key_events="enquiries")  # fmt: skip
    found = found_in(funnel)
    rates = {name: found[f"instagram.{name}"] for name in
             ("enquiry_rate", "order_rate", "conversion_rate")}  # fmt: skip
    assert {name: (one.numerator, one.denominator) for name, one in rates.items()} == {
        "enquiry_rate": (20, 100), "order_rate": (5, 20), "conversion_rate": (5, 100)
    }  # fmt: skip
    assert all(one.low < one.value < one.high for one in rates.values())
    assert len({one.method for one in rates.values()}) == 3


def test_what_stands_against_a_rate_is_said() -> None:
    funnel = measure_funnel(visits_of((ORGANIC, 11), (PAID, 9)),
                            orders_of((ORGANIC, 12), (PAID, 2), (LETTER, 2)))  # fmt: skip
    found = found_in(funnel)
    told = {key: one.method for key, one in found.items() if key.endswith("conversion_rate")}
    assert "more orders than visits" in told["instagram.conversion_rate"]
    assert "Too few visits" in told["instagram.paid.conversion_rate"]
    assert "No visits with these tags" in told["email.conversion_rate"]
    segment = funnel_findings(measure_funnel(visits_of(), orders_of(), by="segment"), sources=ROWS)
    assert [(one.key, one.status, one.method) for one in segment] == [
        ("money.funnel.segment", "unknown", LACKS["segment"])
    ]


def test_keys_tell_currencies_and_sides_apart() -> None:
    unsaid = ("instagram", "", "launch", None)
    orders = orders_of((ORGANIC, 20), (unsaid, 4)).assign(currency=["EUR", "USD"] * 12)
    found = found_in(measure_funnel(visits_of((ORGANIC, 90), (PAID, 30)), orders))
    assert found["instagram.EUR.revenue"].unit == "EUR"
    assert found["instagram.USD.revenue"].value == 100
    dotted = ("shop.ee", "social", "launch.v1", None)
    named = found_in(measure_funnel(visits_of(), orders_of((dotted, 3)), by="campaign"))
    assert "launch\u2024v1.orders" in named


def test_what_was_left_out_is_counted() -> None:
    orders = orders_of((ORGANIC, 40)).assign(
        amount=[-5.0, 10.0, *[20.0] * 38], refunded=[0.0, 25.0, *[0.0] * 38]
    )
    found = found_in(measure_funnel(visits_of((ORGANIC, 900)), orders))
    assert found["left_out.negative_amount"].value == 1
    assert found["left_out.over_refunded"].value == 1
    empty = measure_funnel(visits_of(), orders_of())
    assert [one.status for one in funnel_findings(empty, sources=ROWS)] == ["unknown"]
    assert isinstance(empty.faults, pd.DataFrame)
