"""What each way to earn leaves in a month, worked out again by hand."""

from typing import Any

import pytest

from course_fake_project import fake_project, post
from smmlab.course.facts import CaseFacts
from smmlab.course.lessons.earning import compare_earning, earn_in_a_month, monthly_figures
from smmlab.course.lessons.shown_money import show_month, show_orders
from smmlab.errors import DataError

FACTS = CaseFacts(
    margin=0.25,
    ad_price_per_thousand=20.0,
    sponsored_posts_per_month=3,
    affiliate_share=0.1,
    affiliate_orders_per_thousand=2.0,
    service_price=50.0,
    service_jobs_per_month=6,
    service_margin=0.5,
    wanted_income=1500.0,
    taxes_share=0.4,
    working_hours=150.0,
    unpaid_share=0.25,
    hours_for_client=30.0,
)
DAY, NOON = 86_400, 1_767_261_600  # 2026-01-01 12:00 in Tallinn
MONTH = 365.25 / 12


def order(day: int, amount: float | None, refunded: float | None = 0.0, **more: Any) -> Any:
    plain = {
        "order_id": f"o{day}", "at": NOON + day * DAY, "amount": amount, "currency": "EUR",
        "refunded": refunded, "status": "paid",
    }  # fmt: skip
    return plain | more


def shop(orders: list[Any] | None = None, posts: list[Any] | None = None) -> Any:
    usual = [
        order(0, 40.0),
        order(10, 100.0, 100.0, status="refunded"),
        order(20, 60.0, 10.0, status="partially_refunded"),
        order(30, 900.0, status="cancelled"),
        order(40, 700.0, status="pending"),
        order(50, 800.0, currency="USD"),
        order(60, 30.0),
    ]
    seen = [
        post("instagram", 1, at=NOON, reach=4000),
        post("instagram", 2, at=NOON + 30 * DAY, reach=1000),
        post("telegram", 3, at=NOON + 59 * DAY, reach=None, views=500),
        post("facebook", 4, at=NOON + 59 * DAY, reach=None),
        post("facebook", 5, at=NOON + 20 * DAY, reach=90_000, is_own=False),
    ]
    return fake_project(orders=usual if orders is None else orders,
                        posts=seen if posts is None else posts)  # fmt: skip


def test_each_way_by_hand() -> None:
    found = earn_in_a_month(
        FACTS, own_revenue=1000.0, reach=50_000.0, middle_reach=800.0, order_value=30.0
    )
    assert found["model"].tolist() == ["affiliate", "own_goods", "services", "ads"]
    revenue, earned = (found.set_index("model")[name].to_dict() for name in ("revenue", "earned"))
    assert revenue == pytest.approx(
        {"own_goods": 1000, "services": 6 * 50, "ads": 3 * 0.8 * 20, "affiliate": 50 * 2 * 30 * 0.1}
    )
    assert earned == pytest.approx({"own_goods": 250, "services": 150, "ads": 48, "affiliate": 300})


def test_the_figures_of_a_month_are_after_refunds_and_by_the_days_of_the_files() -> None:
    found = monthly_figures(shop())
    # Three orders and one given back whole; cancelled, pending and foreign ones are not ours.
    left = [40.0, 0.0, 50.0, 30.0]
    assert found.order_value == pytest.approx(sum(left) / 4)
    assert found.own_revenue == pytest.approx(sum(left) / (61 / MONTH))
    # Views stand in where no reach is told; a post that tells neither is not a post seen by none.
    assert found.reach == pytest.approx((4000 + 1000 + 500) / (60 / MONTH))
    assert found.middle_reach == 1000


def test_an_unknown_refund_is_not_a_refund_of_nothing() -> None:
    known = [order(0, 40.0), order(30, 20.0)]
    unknown = [*known, order(20, 5000.0, None)]
    assert monthly_figures(shop(unknown)) == monthly_figures(shop(known))


def test_the_letter_and_the_files_together() -> None:
    month = monthly_figures(shop())
    found = compare_earning(shop(), FACTS).set_index("model")["earned"]
    assert found["own_goods"] == pytest.approx(month.own_revenue * 0.25)
    assert found["affiliate"] == pytest.approx(month.reach / 1000 * 2 * month.order_value * 0.1)


@pytest.mark.parametrize(
    ("orders", "posts", "said"),
    [
        ([], None, "paid orders"),
        ([order(0, 40.0, None)], None, "paid orders"),
        ([order(0, 40.0), order(9, 40.0)], None, "days in them: 10"),
        (None, [], "people they reached"),
        (None, [post("facebook", 1, reach=None)], "people they reached"),
        (None, [post("facebook", 1)], "days in them: 1"),
    ],
)
def test_what_the_files_do_not_tell_is_asked_for(orders: Any, posts: Any, said: str) -> None:
    with pytest.raises(DataError, match=said):
        monthly_figures(shop(orders, posts))


def test_the_shown_money_is_sums_and_no_mean() -> None:
    told = str(show_orders(shop()))
    assert "Paid orders\t4" in told
    assert "Cancelled orders\t1" in told
    assert "€230.00" in told
    assert "€110.00" in told
    assert "€57.50" not in told
    assert "€30.00" not in told
    month = str(show_month(shop()))
    assert f"{5500 / (60 / MONTH):,.0f}" in month
    assert "1,000" in month


def test_no_orders_are_a_sentence() -> None:
    assert "nothing to show" in str(show_orders(shop([])))


def test_empty_frames_have_no_month() -> None:
    with pytest.raises(DataError):
        show_month(shop([]))
