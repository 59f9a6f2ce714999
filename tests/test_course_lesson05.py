"""Lesson 5: one network by its buyers, not by its noise."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from course_fake_project import fake_project, orders_of, post, reasons, visits_of
from smmlab.course.answering.judging_choices import judge_justified
from smmlab.course.tasks import lesson05
from smmlab.course.tasks.lesson05 import TASKS
from smmlab.errors import DataError

FIRST, SECOND, THIRD = TASKS


def shop(telegram_orders: int = 9, facebook_orders: int = 3, **more: Any) -> Any:
    """Facebook is seen most, Instagram is visited and sells most, Telegram's visitors buy."""
    tables: dict[str, Any] = {
        "posts": [
            post("facebook", 1, reach=9000),
            post("instagram", 1, reach=4000, reactions=70),
            post("telegram", 1, reach=None),
            post("telegram", 2, reach=99_000, is_own=False),
            post("tiktok", 1, reach=99_000, is_own=False),
        ],
        "visits": [
            visits_of("facebook", 200),
            visits_of("instagram", 400),
            visits_of("instagram", 300, medium="cpc"),
            visits_of("telegram", 100),
            visits_of("tiktok", 50),
        ],
        "orders": [
            *orders_of("facebook", facebook_orders),
            *orders_of("instagram", 8),
            *orders_of("instagram", 20, medium="cpc"),
            *orders_of("telegram", telegram_orders),
            *orders_of("tiktok", 40),
        ],
        "daily": [
            {"network": name, "page": "p", "metric": "followers", "day": day, "value": value}
            for name, day, value in (
                ("facebook", "2026-01-01", 900),
                ("facebook", "2026-01-31", 300),
                ("instagram", "2026-01-31", 500),
                ("tiktok", "2026-01-31", 9000),
            )
        ],
    }
    return fake_project(**(tables | more))


@pytest.fixture
def sellers(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let a test say how many people and sellers each network has."""

    def say(**numbers: tuple[float, float]) -> None:
        rows = [(name, people, many, people / many) for name, (people, many) in numbers.items()]
        columns = ["network", "potential", "sellers", "potential_per_seller"]
        fit = SimpleNamespace(table=pd.DataFrame(rows, columns=columns))
        monkeypatch.setattr(lesson05, "score_networks", lambda *_a, **_k: fit)

    say(facebook=(1000, 10), instagram=(900, 5), telegram=(100, 2), tiktok=(9000, 1))
    return say


def test_the_buyers_are_where_most_unpaid_visits_end_in_an_order() -> None:
    found = FIRST.solve(shop())
    rates = {"facebook": 3 / 200, "instagram": 8 / 400, "telegram": 9 / 100}
    assert found.value == max(rates, key=lambda name: rates[name])
    assert found.nearly == ()
    assert "most visits" in reasons(found.mistakes, "instagram")
    assert "most orders in all" in reasons(found.mistakes, "instagram")
    assert "Reach alone" in reasons(found.mistakes, "facebook")
    # A rival's network sells best of all, and is no place of ours.
    assert "tiktok" not in FIRST.options(shop())


def test_paid_visits_and_their_orders_do_not_count() -> None:
    # With the paid ones Instagram would have 28 of 700, and with paid orders alone 28 of 400.
    rates = lesson05.unpaid_rates(shop())
    assert rates.loc["instagram", "conversion_rate"] == 8 / 400
    assert rates.index.tolist() == ["telegram", "instagram", "facebook"]


def test_a_rate_that_may_be_as_high_is_half_right_unless_a_mistake_explains_it() -> None:
    found = FIRST.solve(shop(facebook_orders=16))
    assert found.value == "telegram"
    assert found.nearly == ()
    assert "Reach alone" in reasons(found.mistakes, "facebook")
    quiet = [post("facebook", 1, reach=10), post("instagram", 1), post("telegram", 1, reach=None)]
    assert FIRST.solve(shop(facebook_orders=16, posts=quiet)).nearly == ("facebook",)


def test_a_mistake_that_gives_the_right_answer_is_none() -> None:
    quiet = [post("facebook", 1), post("telegram", 1, reach=9999), post("instagram", 1)]
    found = FIRST.solve(shop(posts=quiet))
    assert found.value == "telegram"
    assert not any("reach" in reason for reason in found.mistakes)


def test_networks_stand_by_people_for_one_seller(sellers: Any) -> None:
    found = SECOND.solve(shop())
    assert found.value == ("instagram", "facebook", "telegram")  # 180, 100, 50
    assert "people alone" in reasons(found.mistakes, ("facebook", "instagram", "telegram"))
    assert "sellers alone" in reasons(found.mistakes, ("telegram", "instagram", "facebook"))
    assert "upside down" in reasons(found.mistakes, ("telegram", "facebook", "instagram"))
    assert list(SECOND.options(shop())) == ["facebook", "instagram", "telegram"]


def test_the_order_comes_from_the_brief_and_the_public_figures() -> None:
    table = lesson05.people_per_seller(shop())
    assert table["sellers"].to_dict() == {"facebook": 10, "instagram": 5, "telegram": 2}
    assert (table["potential"] / table["sellers"]).is_monotonic_decreasing
    assert table["potential"].between(1, 20_000).all()


def test_a_network_without_counted_sellers_has_no_place_in_the_order(sellers: Any) -> None:
    sellers(facebook=(1000, 10), instagram=(900, float("nan")), telegram=(100, 2))
    assert SECOND.solve(shop()).value == ("facebook", "telegram")
    sellers(facebook=(1000, float("nan")), instagram=(900, 5))
    with pytest.raises(DataError, match="counted sellers on at least two own networks, found 1"):
        SECOND.solve(shop())


def test_one_network_is_carried_by_buyers_and_room(sellers: Any) -> None:
    found = THIRD.solve(shop(daily=[]))
    assert (found.value, found.nearly) == ("telegram", ("instagram",))
    # Instagram has the room, so room does not speak for Telegram.
    assert set(found.because) == {"order_rate", "rate_against_chance"}
    assert "Reach alone" in reasons(found.mistakes, "facebook")
    assert reasons(found.mistakes, "telegram") == ""
    for ground, reason in (("reach", "Reach alone"), ("visits", "Visits"), ("one_post", "luck")):
        assert reason in reasons(found.mistakes, ground)
    sellers(facebook=(1000, 10), instagram=(900, 5), telegram=(1000, 2))
    found = THIRD.solve(shop())
    assert set(found.because) == {"order_rate", "people_per_seller", "rate_against_chance"}
    assert (found.nearly, found.least) == ((), 2)


def test_reach_carries_nothing_even_where_it_points_to_the_right_network(sellers: Any) -> None:
    loud = [post("telegram", 1, reach=9999), post("facebook", 1), post("instagram", 1)]
    found = THIRD.solve(shop(posts=loud))
    assert found.value == "telegram"
    assert reasons(found.mistakes, "telegram") == ""
    assert "Reach alone" in reasons(found.mistakes, "reach")
    answer = {"choice": "telegram", "because": ("order_rate", "reach")}
    assert judge_justified(answer, found).state == "nearly"
    kept = {**answer, "because": ("order_rate", "rate_against_chance")}
    assert judge_justified(kept, found).state == "right"


def test_a_difference_that_may_be_chance_carries_nothing(sellers: Any) -> None:
    found = THIRD.solve(shop(telegram_orders=4))
    assert found.value == "telegram"
    assert (found.because, found.least) == (("order_rate",), 1)
    said = THIRD.options(shop(telegram_orders=4))["because"]["rate_against_chance"]
    assert "may be anything" in said


def test_followers_are_the_newest_number_of_own_networks(sellers: Any) -> None:
    found = THIRD.solve(shop())
    # Facebook had more in the beginning; the page of TikTok is not ours.
    assert "followers" in reasons(found.mistakes, "instagram")
    follows = [
        {"network": name, "page": "p", "metric": "follows", "day": f"2026-01-0{day}", "value": 30.0}
        for name, day in (("facebook", 1), ("facebook", 2), ("instagram", 1))
    ]
    found = THIRD.solve(shop(daily=follows))
    assert "followers" in reasons(found.mistakes, "facebook")


def test_every_ground_holds_its_number_and_what_it_is_out_of(sellers: Any) -> None:
    offered = THIRD.options(shop())
    said = {name: str(text) for name, text in offered["because"].items()}
    assert set(THIRD.solve(shop()).because) < set(said)
    assert "Telegram 9 of 100, which is 9%" in said["order_rate"]
    assert "Instagram 8 of 400, which is 2%" in said["order_rate"]
    assert "Instagram 180" in said["people_per_seller"]
    assert "Facebook 9,000" in said["reach"]
    assert "Instagram; it had 70" in said["one_post"]
    assert "more than chance" in said["rate_against_chance"]
    assert list(offered["choice"]) == ["facebook", "instagram", "telegram"]


def test_empty_tables_say_what_to_do() -> None:
    for task in TASKS:
        with pytest.raises(DataError, match="Import the files"):
            task.solve(fake_project())
    with pytest.raises(DataError, match=r"at least two own networks, found 0\. Import the traffic"):
        FIRST.solve(fake_project(posts=[post("facebook", 1), post("telegram", 1)]))
