"""The strategy tells the way from visits to orders, and whether customers come back."""

from pathlib import Path
from types import SimpleNamespace
from typing import Literal

import pandas as pd

from funnel_cases import LETTER, NONE, ORGANIC, PAID, orders_of, visits_of
from smmlab.findings import Finding
from smmlab.money.cohorts import cohort_findings, follow_customers
from smmlab.money.funnel import measure_funnel
from smmlab.money.funnel_findings import funnel_findings
from smmlab.money.utm import attribute_orders, utm_findings
from smmlab.strategy.document import DataTable, plain, runs_of
from strategy_cases import ROWS, all_text, document_of, full_project, no_analyses
from strategy_parts import section_of
from test_money_cohorts import END, group
from test_money_cohorts import orders_of as bought


def _analyses(
    visits: pd.DataFrame,
    orders: pd.DataFrame,
    customers: pd.DataFrame | None = None,
    key_events: Literal["unknown", "enquiries"] = "unknown",
) -> SimpleNamespace:
    found: list[Finding] = []
    funnels = {by: measure_funnel(visits, orders, by=by, key_events=key_events) for by in
               ("network", "content_type", "paid", "segment")}  # fmt: skip
    for funnel in funnels.values():
        found += funnel_findings(funnel, sources=ROWS)
    found += utm_findings(attribute_orders(orders, visits), sources=ROWS)
    cohorts = follow_customers(orders if customers is None else customers)
    found += cohort_findings(cohorts, sources=ROWS)
    analyses = no_analyses(tuple(found))
    analyses.sales_funnel, analyses.customer_cohorts = funnels["network"], cohorts
    return analyses


def _text(folder: Path, analyses: SimpleNamespace) -> str:
    return all_text(document_of(full_project(folder), analyses))


def test_the_funnel_and_both_sides_are_told(tmp_path: Path) -> None:
    orders = orders_of((ORGANIC, 60), (PAID, 5), (LETTER, 10), (NONE, 20))
    text = _text(tmp_path, _analyses(visits_of((ORGANIC, 900), (PAID, 900), (LETTER, 90)), orders))
    assert "From visits to orders by network" in text
    assert "Unpaid visits end in an order more often than paid ones" in text
    assert "Orders by segment cannot be known" in text
    assert "From visits to orders by type of content" in text
    turned = visits_of((ORGANIC, 9000), (PAID, 40), (LETTER, 900))
    assert "Paid visits end in an order more often" in _text(tmp_path, _analyses(turned, orders))
    level = visits_of((ORGANIC, 900), (PAID, 75), (LETTER, 90))
    assert "cannot be told" in _text(tmp_path, _analyses(level, orders))


def test_bad_orders_and_missing_tags_are_said(tmp_path: Path) -> None:
    orders = orders_of((ORGANIC, 40)).assign(amount=[-5.0, *[20.0] * 39])
    text = _text(tmp_path, _analyses(visits_of((ORGANIC, 900)), orders))
    assert "an amount below zero are no sales" in text
    bare = _text(tmp_path, _analyses(visits_of(), orders_of((NONE, 12))))
    assert "Neither the orders nor the visits carry tags" in bare
    nothing = all_text(document_of(full_project(tmp_path), no_analyses()))
    assert "No orders with tags are known" in nothing


def test_the_table_of_tags_stays_small(tmp_path: Path) -> None:
    rows = [(("ig", "social", f"campaign{n:02}", None), 2) for n in range(12)]
    text = _text(tmp_path, _analyses(visits_of(), orders_of(*rows)))
    assert "4 more rows of tags are in the findings." in text
    assert "campaign07" in text
    assert "campaign08" not in text


def test_customers_who_come_back_are_told_with_what_is_withheld(tmp_path: Path) -> None:
    customers = bought(*group("a", "ig", 60, 25), *group("b", "fb", 25, 12), END)
    analyses = _analyses(visits_of((ORGANIC, 90)), orders_of((ORGANIC, 9)), customers)
    text = _text(tmp_path, analyses)
    assert "bought again within 180 days of their first order" in text
    assert "cannot be told yet for Facebook" in text


def test_a_value_and_its_interval_stand_under_one_mark(tmp_path: Path) -> None:
    customers = bought(*group("a", "ig", 60, 25), END)
    orders = orders_of((ORGANIC, 60), (PAID, 5))
    visits = visits_of((ORGANIC, 900), (PAID, 900))
    document = document_of(full_project(tmp_path), _analyses(visits, orders, customers))
    runs = [run for block in section_of(document, "money").blocks for run in runs_of(block)]
    for words, ranges in (("Unpaid visits end", 2), ("bought again within", 1)):
        said = next(run for run in runs if words in plain(run))
        marks = [span.mark for span in said if span.mark]
        assert len(marks) == len(set(marks))
        assert sum(" to " in span.text and span.mark is not None for span in said) == ranges


def test_enquiries_have_their_columns_only_when_they_are_known(tmp_path: Path) -> None:
    visits = visits_of((ORGANIC, 900), key_events=40)
    orders = orders_of((ORGANIC, 20))
    asked = _header(tmp_path, _analyses(visits, orders, key_events="enquiries"))
    assert asked[1:7] == ["Sessions", "Enquiries", "Enquiries per visit", "Orders",
                          "Orders per enquiry", "Conversion"]  # fmt: skip
    ask = "Nobody has said what the key events of the web counter are."
    assert ask not in _text(tmp_path, _analyses(visits, orders, key_events="enquiries"))
    assert ask in _text(tmp_path, _analyses(visits, orders))
    unsaid = _header(tmp_path, _analyses(visits, orders))
    assert unsaid[1:4] == ["Sessions", "Orders", "Conversion"]


def _header(folder: Path, analyses: SimpleNamespace) -> list[str]:
    document = document_of(full_project(folder), analyses)
    tables = [block for section in document.sections for block in section.blocks
              if isinstance(block, DataTable)]  # fmt: skip
    found = next(one for one in tables if "orders by network" in plain(one.caption))
    return [plain(cell) for cell in found.header]
