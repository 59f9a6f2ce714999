"""Each rule of what could be told: when it speaks, and when data are missing or too few."""

from types import SimpleNamespace

import pandas as pd
import pytest

from smmlab.findings import Finding
from smmlab.strategy.candidates.days import of_days
from smmlab.strategy.candidates.earning import of_earning
from smmlab.strategy.candidates.people import of_people
from smmlab.strategy.candidates.posts import of_posts
from smmlab.strategy.candidates.talk import of_talk
from smmlab.strategy.document import plain
from smmlab.strategy.statements import Pen
from smmlab.strategy.telling import Candidate
from smmlab.texts import Words
from strategy_told_cases import count, material_of, share


def said(one: Candidate) -> str:
    told = one.write(Pen(Words("en")))
    return "\n".join(plain(spans) for spans in (told.headline, told.meaning, told.to_do))


def rate(key: str, value: float, n: int = 200) -> Finding:
    return share(key, value, n, value * 0.8, value * 1.25)


@pytest.mark.parametrize(("high", "is_told"), [(0.6, True), (0.61, False)])
def test_a_long_life_of_posts(high: float, *, is_told: bool) -> None:
    found = share("content.lifetime.telegram.share_72h", 0.4, 90, 0.3, high)
    told = list(of_days(material_of(found)))
    assert bool(told) == is_told
    if is_told:
        assert "Telegram: in its first 3 days a post gets only 40%" in said(told[0])
        assert told[0].effect == pytest.approx(1 - high)


def test_an_hour_stands_out_only_when_it_is_known() -> None:
    known = count("content.timing.hour", 19, "hour", 80)
    unknown = Finding("content.timing.hour", None, "hour", status="unknown")
    (one,) = of_days(material_of(known))
    assert "posts of 19:00 draw the most response" in said(one)
    assert list(of_days(material_of(unknown))) == []


def test_the_hours_at_which_people_are_there() -> None:
    busy = Finding("audience.hours.busy", "18:00–21:00", "label", 300, method="Counted.")
    (one,) = of_days(material_of(busy))
    assert "above all at these hours: 18:00–21:00" in said(one)
    nobody = Finding("audience.hours.busy", "", "label", 300, method="Counted.")
    assert list(of_days(material_of(nobody))) == []


def effects(
    verdict: str, ratio: float, low: float, high: float, *, level: str = "carousel"
) -> list[Candidate]:
    key = f"content.effects.instagram.form.{level}"
    table = pd.DataFrame({"network": ["instagram"], "factor": ["form"], "reference": ["photo"]})
    found = (
        count(f"{key}.verdict", verdict, "label"),  # type: ignore[arg-type]
        Finding(f"{key}.rate_ratio", ratio, "ratio", 80, low, high, method="Fitted."),
    )
    return list(of_posts(material_of(*found, effects=SimpleNamespace(table=table))))


def test_a_form_that_stands_out_is_told_with_what_it_is_held_against() -> None:
    (worse,) = effects("worse", 0.5, 0.3, 0.7)
    (better,) = effects("better", 2.0, 1.25, 3.0)
    assert "“Carousel” draws 0.5 times the response of “Photo”" in said(worse)
    assert "plan fewer posts of this kind" in said(worse)
    assert "plan one post more each week of this kind" in said(better)
    # The end of the interval that says least.
    assert (worse.effect, better.effect) == pytest.approx((1 - 0.7, 1 - 1 / 1.25))
    assert effects("not_distinguishable", 0.5, 0.3, 1.2) == []
    assert effects("worse", 0.5, 0.3, 0.7, level="hologram") == []


@pytest.mark.parametrize(
    ("posts", "forms", "is_told"), [(10, 2, True), (9, 2, False), (30, 1, False)]
)
def test_reach_of_two_forms(posts: int, forms: int, *, is_told: bool) -> None:
    reached = {"photo": 600, "carousel": 1200}
    found = [
        share(f"content.forms_reach.instagram.{form}.median", people, posts, people * 0.9,
              people * 1.1, "people")
        for form, people in reached.items()
    ]  # fmt: skip
    told = list(of_posts(material_of(*found[:forms])))
    assert bool(told) == is_told
    if is_told:
        assert "1,200 in the form “Carousel”, 600 in the form “Photo”" in said(told[0])


@pytest.mark.parametrize(("orders", "is_told"), [(10, True), (9, False)])
def test_what_sells_needs_orders_of_two_types(orders: int, *, is_told: bool) -> None:
    found = [one for kind, value in (("medal", 0.02), ("instruction", 0.08)) for one in (
        rate(f"money.funnel.content_type.{kind}.conversion_rate", value),
        count(f"money.funnel.content_type.{kind}.orders", orders, "orders"))]  # fmt: skip
    told = list(of_posts(material_of(*found)))
    assert bool(told) == is_told
    assert list(of_posts(material_of(*found[:2]))) == []
    if is_told:
        assert "8% after posts of the type “Instruction”, 2% after “Medal”" in said(told[0])


def test_what_most_people_ask_is_told_and_complaints_are_told_elsewhere() -> None:
    price, usage = share("audience.need.price.share", 0.3, 200, 0.24, 0.37), share(
        "audience.need.usage.share", 0.1, 200, 0.06, 0.15)  # fmt: skip
    (one,) = of_people(material_of(price, usage))
    assert one.finding is price
    assert one.effect == 0.24
    complaint = share("audience.need.complaint.share", 0.5, 200, 0.43, 0.57)
    assert list(of_people(material_of(complaint))) == []


@pytest.mark.parametrize(("choice", "is_told"), [("instagram", True), ("facebook", False)])
def test_one_network_stands_out_only_when_it_is_the_choice(choice: str, *, is_told: bool) -> None:
    found = (count("networks.choice", choice, "label"),  # type: ignore[arg-type]
             count("networks.instagram.p_best", 0.8, "probability"),
             count("networks.facebook.p_best", 0.15, "probability"))  # fmt: skip
    told = list(of_people(material_of(*found)))
    assert bool(told) == is_told
    if is_told:
        assert told[0].effect == pytest.approx(0.65)
    assert list(of_people(material_of(*found[1:]))) == []


def test_orders_for_a_thousand_people_need_two_networks() -> None:
    found = [Finding(f"networks.{name}.own.orders_per_thousand", value, "orders", 900, value * 0.8,
                     value * 1.2, numerator=orders, method="Counted.")
             for name, value, orders in (("telegram", 6.0, 40), ("facebook", 1.0, 12))]  # fmt: skip
    (one,) = of_people(material_of(*found))
    assert "6 on Telegram, 1 on Facebook" in said(one)
    # As sure as the smaller of the two.
    assert one.n == 12
    assert list(of_people(material_of(found[0]))) == []


@pytest.mark.parametrize(("high", "is_told"), [(0.5, True), (0.51, False)])
def test_orders_without_a_source(high: float, *, is_told: bool) -> None:
    found = share("money.utm.tagged_share", 0.3, 200, 0.2, high)
    assert bool(list(of_earning(material_of(found)))) == is_told


def test_paid_and_unpaid_visits_need_ten_orders_each() -> None:
    def told(orders: int) -> list[Candidate]:
        found = [one for kind, value in (("paid", 0.01), ("organic", 0.05)) for one in (
            rate(f"money.funnel.paid.{kind}.conversion_rate", value),
            count(f"money.funnel.paid.{kind}.orders", orders, "orders"))]  # fmt: skip
        return list(of_earning(material_of(*found)))

    assert "5% of the unpaid ones, 1% of those that were paid for" in said(told(10)[0])
    assert told(9) == []


def test_the_best_customers_are_told_by_what_they_bring_beyond_their_share() -> None:
    part = share("money.rfm.EUR.champions.share", 0.1, 300, 0.07, 0.14)
    brings = share("money.rfm.EUR.champions.net_revenue_share", 0.5, 300, 0.4, 0.6)
    (one,) = of_earning(material_of(part, brings))
    assert one.effect == pytest.approx(0.4 - 0.1)
    assert list(of_earning(material_of(part))) == []


@pytest.mark.parametrize(
    ("n", "high", "is_told"), [(20, 0.7, True), (19, 0.7, False), (20, 0.71, False)]
)
def test_a_topic_that_nobody_answers(n: int, high: float, *, is_told: bool) -> None:
    found = share("dialogue.topic.price.answered_share", 0.4, n, 0.2, high)
    told = list(of_talk(material_of(found)))
    assert bool(told) == is_told
    if is_told:
        assert "here nobody helps with it" in said(told[0])
        usual = share("dialogue.questions.unanswered_share", 0.1, 90, 0.05, 0.18)
        first = next(one for one in of_talk(material_of(found, usual)) if one.finding is found)
        assert "Of all questions 10% stay without an answer" in said(first)


def test_questions_and_complaints_are_told_by_the_kind_end_of_their_interval() -> None:
    open_ones = share("dialogue.questions.unanswered_share", 0.5, 120, 0.41, 0.59)
    complaints = share("audience.need.complaint.share", 0.3, 300, 0.25, 0.36)
    found = {one.topic: one.effect for one in of_talk(material_of(open_ones, complaints))}
    assert found == {"dialogue": 0.41, "negativity": 0.25}
    nothing = share("dialogue.questions.unanswered_share", 0.0, 120, 0.0, 0.03)
    assert list(of_talk(material_of(nothing))) == []


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [(-0.3, -0.1, "it is less than before"), (0.1, 0.3, "it is more than before"),
     (-0.1, 0.1, "these files cannot tell")],
)  # fmt: skip
def test_complaints_have_a_direction_only_beyond_chance(low: float, high: float, told: str) -> None:
    complaints = share("audience.need.complaint.share", 0.3, 300, 0.25, 0.36)
    change = Finding("audience.need.complaint.change", (low + high) / 2, "share difference", 300,
                     low, high, method="Compared.")  # fmt: skip
    (one,) = of_talk(material_of(complaints, change))
    assert told in said(one)
