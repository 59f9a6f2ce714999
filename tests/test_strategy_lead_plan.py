"""The plan of leads in the strategy: what is wanted, the honest answer, and what to tell first."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from smmlab.findings import Finding
from smmlab.money.lead_constraints import find_levers
from smmlab.money.lead_findings import lead_findings, unit_findings
from smmlab.money.lead_inputs import Counted, LeadInputs, rate_of_counts, reach_of_range
from smmlab.money.lead_plan import plan_leads
from smmlab.money.unit_economics import unit_economics
from smmlab.schema import conform
from smmlab.strategy.collecting import gather
from smmlab.strategy.document import Advice, Bullets, Chart, DataTable, Heading, plain
from smmlab.strategy.sections.lead_plan import lead_plan
from smmlab.strategy.statements import Pen
from smmlab.texts import Words
from strategy_cases import DAY, ROWS, empty_project, no_analyses

KNOWN = LeadInputs(
    rate_of_counts(200, 10_000), rate_of_counts(300, 30_000), reach_of_range(400, 1200),
    posts_per_week=5, followers=3000, visits=Counted(900, 90),
)  # fmt: skip


def written(
    folder: Path, *, wanted: float | None = 20.0, days: int = 30, language: str = "en",
    economics: object = None, counts: str = "orders", tagged: tuple[int, int] | None = None,
    **more: object,
) -> tuple[list[object], str]:  # fmt: skip
    found: list[Finding] = []
    results: dict[str, object] = {"lead_plan": None, "lead_levers": None}
    if wanted is not None:
        inputs = replace(KNOWN, **more)
        plan = plan_leads(
            wanted, date(2027, 3, 1), inputs=inputs, start=DAY, days=days, counts=counts
        )
        levers = find_levers(plan)
        found += lead_findings(plan, levers, currency="EUR", sources=ROWS)
        results = {"lead_plan": plan, "lead_levers": levers}
    if tagged is not None:
        orders, visits = tagged
        found.append(
            Finding("money.utm.instagram.social.june.conversion_rate", orders / visits, "share",
                    visits, numerator=orders, denominator=visits)
        )  # fmt: skip
    if economics is not None:
        found += unit_findings(economics, sources=ROWS)
    analyses = no_analyses(tuple(found))
    analyses.__dict__.update(results)
    words = Words(language)
    material = gather(empty_project(folder), analyses, made_on=DAY, words=words)
    blocks = list(lead_plan(material, Pen(words)))
    return blocks, "\n".join(text for block in blocks for text in texts(block))


def texts(block: object) -> list[str]:
    if isinstance(block, Bullets):
        return [plain(one) for one in block.items]
    if isinstance(block, DataTable):
        return [plain(block.caption), *(" | ".join(map(plain, row)) for row in block.rows)]
    if isinstance(block, Chart):
        return [plain(block.alt)]
    return [plain(block.spans)]


def test_a_goal_too_large_for_the_audience_is_said_and_what_would_have_to_change(tmp_path):
    blocks, text = written(tmp_path)
    assert "Orders wanted a day, from March 1, 2027 on: 20." in text
    assert "Not with this audience. Even if every follower came 2 times a month" in text
    assert "there are too few followers for so many visits" in text
    assert any(isinstance(block, Advice) and block.marks for block in blocks)
    assert sum(isinstance(block, Chart) for block in blocks) == 2
    assert "Followers, each coming as often as one ever does | " in text
    # One chart repeats the verdict, the other says what waiting changes.
    pictures = [plain(block.alt) for block in blocks if isinstance(block, Chart)]
    assert ["Not with this audience" in alt for alt in pictures] == [True, False]
    assert "Waiting until" in pictures[1]


def test_the_rhythm_so_far_is_told_where_the_plan_takes_another(tmp_path):
    _, text = written(tmp_path, posts_now=8.4)
    assert "the rhythm of this strategy, 5 posts a week. So far" in text
    assert "the pages whose reach is known have kept up 8.4 together" in text
    _, text = written(tmp_path, posts_now=5.0)
    assert "kept up" not in text


def test_a_likely_goal_needs_no_lever(tmp_path):
    _, text = written(tmp_path, wanted=0.02)
    assert "The goal is likely: the chance is" in text
    assert "hold it back" not in text
    assert "holds it back" not in text


def test_an_open_goal_names_the_levers_and_their_numbers(tmp_path):
    blocks, text = written(tmp_path, wanted=0.25)
    assert "The goal is open: the chance is" in text
    captions = [plain(block.caption) for block in blocks if isinstance(block, DataTable)]
    assert "What would have to change: each line alone makes the goal likely" in captions


def test_two_conversions_are_explained_once_where_they_are_two(tmp_path):
    # Own files say 2% in all; of the visits with tags it is another share.
    _, text = written(tmp_path, wanted=0.25, tagged=(38, 1000))
    assert "Conversion of visits | 2% | " in text
    assert text.count("The conversion of the plan counts every order and every visit.") == 1
    assert "3.8%" not in text
    for same in ({}, {"tagged": (20, 1000)}):
        assert "every visit" not in written(tmp_path, wanted=0.25, **same)[1]


def test_a_conversion_that_is_not_of_own_orders_is_not_explained_so(tmp_path):
    cited = replace(rate_of_counts(200, 10_000), basis="public")
    for other in ({"conversion": cited}, {"counts": "enquiries"}):
        text = written(tmp_path, wanted=0.25, tagged=(38, 1000), **other)[1]
        assert "Conversion of visits | 2% | " in text
        assert "every visit" not in text


def test_out_of_reach_without_known_followers_blames_no_audience(tmp_path):
    _, text = written(tmp_path, followers=None)
    assert "The goal is out of reach as things stand" in text
    assert "How many people follow the pages is not known" in text
    assert "Followers, each coming" not in text


def test_the_objective_of_a_year_is_said_to_be_spread(tmp_path):
    _, text = written(tmp_path, wanted=0.2, days=365)
    assert "The objective, spread over the days of its twelve months, in orders a day" in text


def test_without_a_goal_or_a_plan_the_section_says_what_to_do(tmp_path):
    _, text = written(tmp_path, wanted=None)
    assert "nobody has said yet" in text
    assert "Stop paying for orders as soon as one costs more than it leaves." in text
    _, text = written(tmp_path, conversion=None)
    assert "There is no plan yet." in text
    assert "Count visits and results of the same weeks" in text


def test_the_stop_rule_is_what_an_order_leaves(tmp_path):
    orders = conform(
        pd.DataFrame({"order_id": range(30), "at": range(30), "amount": 30.0, "currency": "EUR",
                      "status": "paid", "refunded": 0.0}), "orders",
    )  # fmt: skip
    economics = unit_economics(orders, currency="EUR", spend=60, margin=0.4)
    blocks, text = written(tmp_path, wanted=None, economics=economics)
    assert "costs more than €12.00: that is what an order leaves" in text
    assert "Cost of an order | €2.00 (" in text
    assert "Cost of a new customer |" not in text
    assert "fewer than ten customers are new" in text
    assert any(isinstance(block, Heading) for block in blocks)


@pytest.mark.parametrize("language", ["et", "ru"])
def test_it_is_written_in_every_language(tmp_path, language):
    _, text = written(tmp_path, language=language)
    assert "hold" not in text
    assert "Wanted" not in text
