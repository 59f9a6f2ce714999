"""Lesson 11: orders for a visit, money that stayed, and the price of a month."""

from dataclasses import replace
from pathlib import Path
from statistics import mean, median
from typing import Any

import pytest

from course_fake_project import fake_project, reasons
from smmlab.course.answering.judging import judge_against
from smmlab.course.facts import write_facts
from smmlab.course.tasks.lesson11 import TASKS, campaign_rates
from smmlab.errors import DataError, ProjectError
from test_course_earning import FACTS, order

FIRST, SECOND, THIRD = TASKS
JANUARY = 1_768_500_000


def visits(campaign: str, sessions: int, *, source: str = "instagram") -> dict[str, Any]:
    return {
        "day": "2026-01-01", "to_day": "2026-01-31", "source": source, "medium": "social",
        "campaign": campaign, "sessions": sessions,
    }  # fmt: skip


def bought(campaign: str, many: int, *, source: str = "instagram", **more: Any) -> list[Any]:
    return [
        {
            "order_id": f"{campaign}-{source}-{more}-{number}", "at": JANUARY + number,
            "amount": 20.0, "currency": "EUR", "refunded": 0.0, "status": "paid",
            "utm_source": source, "utm_medium": "social", "utm_campaign": campaign,
        } | more
        for number in range(many)
    ]  # fmt: skip


def campaigns(sells: int = 40, second: int = 15) -> Any:
    """One sells, one draws crowds, one has most orders, one is tiny, and the search has none."""
    return fake_project(
        visits=[
            visits("sells", 100), visits("sells", 100, source="facebook"), visits("crowd", 5000),
            visits("busy", 2000), visits("tiny", 20), visits("(organic)", 9000, source="google"),
            visits("second", 200),
        ],
        orders=[
            *bought("sells", sells - 10), *bought("sells", 10, source="facebook"),
            *bought("sells", 500, status="cancelled"), *bought("crowd", 12), *bought("busy", 90),
            *bought("tiny", 9), *bought("second", second),
        ],
    )  # fmt: skip


def test_the_campaign_that_sells_has_most_orders_for_a_visit() -> None:
    project = campaigns()
    rates = campaign_rates(project)["rate"].to_dict()
    assert rates == pytest.approx(
        {"tiny": 9 / 20, "sells": 40 / 200, "second": 15 / 200, "busy": 90 / 2000,
         "crowd": 12 / 5000}
    )  # fmt: skip
    found = FIRST.solve(project)
    assert found.value == "sells"
    assert found.nearly == ()
    assert "most visits" in reasons(found.mistakes, "crowd")
    assert "most orders" in reasons(found.mistakes, "busy")
    assert "fewer than ten" in reasons(found.mistakes, "tiny")
    assert set(FIRST.options(project)) == set(rates)


def test_a_rate_that_chance_could_turn_round_is_near() -> None:
    found = FIRST.solve(campaigns(second=36))
    assert found.value == "sells"
    assert found.nearly == ("second",)


def test_a_campaign_in_two_currencies_has_its_visits_once() -> None:
    project = fake_project(
        visits=[visits("sells", 100)],
        orders=[*bought("sells", 10), *bought("sells", 5, currency="USD")],
    )
    row = campaign_rates(project).loc["sells"]
    assert (row["sessions"], row["orders"]) == (100, 15)


def shop() -> Any:
    paid = [order(day, 10.0 + day) for day in range(12)]
    return fake_project(
        orders=[
            *paid,
            order(20, 200.0),
            order(21, 80.0, 80.0, status="refunded"),
            order(22, 60.0, 15.0, status="partially_refunded"),
            order(23, 5000.0, status="cancelled"),
            order(24, 3000.0, status="pending"),
            order(25, 9000.0, currency="USD"),
            order(26, 7000.0, None),
        ]
    )


def test_an_average_order_is_what_stayed_over_all_that_were_paid() -> None:
    left = [*(10.0 + day for day in range(12)), 200.0, 0.0, 45.0]
    found = SECOND.solve(shop())
    assert found.value == pytest.approx(mean(left))
    assert found.low < found.value < found.high
    assert "middle order" in reasons(found.mistakes, pytest.approx(median(left)))
    everything = [*left, 5000.0, 3000.0]
    assert "cancelled" in reasons(found.mistakes, pytest.approx(mean(everything)))
    before = [*(10.0 + day for day in range(12)), 200.0, 80.0, 60.0]
    assert "given back" in reasons(found.mistakes, pytest.approx(mean(before)))
    wrong = judge_against(SECOND, round(median(left), 2), found, shop())
    assert wrong.state == "wrong"


def test_a_few_orders_have_no_average() -> None:
    with pytest.raises(DataError, match="found 9"):
        SECOND.solve(fake_project(orders=[order(day, 10.0) for day in range(9)]))


def student(folder: Path, **facts: Any) -> Any:
    write_facts(folder, replace(FACTS, **facts))
    project = fake_project()
    project.folder = folder
    return project


def test_the_month_carries_taxes_and_the_hours_nobody_pays_for(tmp_path: Path) -> None:
    project = student(tmp_path)
    found = THIRD.solve(project)
    # 1500 in hand are 2500 before taxes of 40 %; of 150 hours 112.5 are paid; this client has 30.
    assert found.value == pytest.approx(1500 / 0.6 / 112.5 * 30, abs=0.01)
    assert "all hours" in reasons(found.mistakes, pytest.approx(2500 / 150 * 30, abs=0.01))
    assert "added the taxes" in reasons(found.mistakes, pytest.approx(1500 * 1.4 / 112.5 * 30))
    assert "forgot taxes" in reasons(found.mistakes, pytest.approx(1500 / 112.5 * 30, abs=0.01))
    assert "one hour" in reasons(found.mistakes, pytest.approx(1500 / 0.6 / 112.5, abs=0.01))
    assert judge_against(THIRD, 667.0, found, project).state == "right"
    assert judge_against(THIRD, 560.0, found, project).state == "wrong"


def test_without_unpaid_hours_forgetting_them_is_no_mistake(tmp_path: Path) -> None:
    found = THIRD.solve(student(tmp_path, unpaid_share=0.0))
    assert not [reason for reason in found.mistakes if "all hours" in reason]


def test_without_files_the_student_is_told_what_to_import(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="traffic report"):
        FIRST.solve(fake_project())
    with pytest.raises(DataError, match="orders of the shop"):
        SECOND.solve(fake_project())
    project = fake_project()
    project.folder = tmp_path
    with pytest.raises(ProjectError, match=r"case\.toml"):
        THIRD.solve(project)
