"""What could be told of a client: other data other words, too little data nothing."""

from types import SimpleNamespace

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
from strategy_told_cases import count, empty_material, material_of, share


def headline(one: Candidate) -> str:
    return plain(one.write(Pen(Words("en"))).headline)


@pytest.mark.parametrize("source", [of_days, of_earning, of_people, of_posts, of_talk])
def test_nothing_is_told_of_nothing(source: object) -> None:
    assert list(source(empty_material())) == []  # type: ignore[operator]


def rhythm(gap: float, posts: int) -> list[Candidate]:
    page = "content.rhythm.instagram.kaja"
    return list(
        of_days(
            material_of(
                count(f"{page}.posts_per_week", 2, "posts", posts),
                count(f"{page}.longest_gap_days", gap, "days", posts),
            )
        )
    )


def test_a_silence_is_told_when_it_is_long_and_seen_on_enough_posts() -> None:
    (one,) = rhythm(22, 40)
    assert headline(one) == "Instagram, kaja: nothing was published for 22 days at a stretch."
    assert one.effect == pytest.approx((22 - 7) / 30)
    assert rhythm(7, 40) == []
    assert rhythm(22, 19) == []


def test_many_posts_that_few_see_are_too_many() -> None:
    def told(reach: float) -> list[Candidate]:
        return list(
            of_days(
                material_of(
                    count("content.rhythm.instagram.kaja.posts_per_week", 14, "posts", 90),
                    count("content.engagement.instagram.reach_median", reach, "people", 90),
                )
            )
        )

    (one,) = told(40)
    assert one.effect == pytest.approx(0.5)
    assert ": 14. Half of them reach 40 people at the most." in headline(one)
    assert told(100) == []


def test_the_goal_is_told_only_when_it_is_out_of_reach_and_a_lever_is_known() -> None:
    def told(chance: float, binding: str | None, counts: str = "orders") -> list[Candidate]:
        levers = SimpleNamespace(binding=binding)
        found = Finding("money.leads.chance", chance, "probability", status="estimated")
        plan = SimpleNamespace(counts=counts)
        return list(of_earning(material_of(found, lead_levers=levers, lead_plan=plan)))

    (one,) = told(0.1, "posts")
    assert one.effect == pytest.approx(0.7)
    assert "the goal for orders is hardly reached: the chance is 10%" in headline(one)
    assert "the goal for enquiries is" in headline(told(0.1, "posts", "enquiries")[0])
    assert told(0.51, "posts") == []
    assert told(0.1, None) == []


def test_links_without_any_tag_are_counted() -> None:
    def told(value: float, links: int) -> list[Candidate]:
        found = share("money.links.good_share", value, links, 0.0, value + 0.1)
        return list(of_earning(material_of(found)))

    assert headline(told(0.0, 25)[0]).startswith("None of the 25 links")
    assert headline(told(0.2, 25)[0]).startswith("Only 20% of the links")
    assert told(0.2, 9) == []
    assert told(0.45, 25) == []


def test_the_core_is_told_when_it_does_far_more_than_its_share() -> None:
    def told(acts: float) -> list[Candidate]:
        return list(
            of_people(
                material_of(
                    share("audience.segment.core.share", 0.1, 300, 0.07, 0.14),
                    share("audience.segment.core.acts_share", acts, 300, acts, acts),
                )
            )
        )

    assert told(0.6)[0].effect == pytest.approx(0.6 - 0.14)
    assert told(0.33) == []


def test_a_form_without_response_needs_many_posts() -> None:
    def told(median: float, posts: int) -> list[Candidate]:
        found = count("content.forms.facebook.photo.median", median, "engagements", posts)
        return list(of_posts(material_of(found)))

    assert "at least half of the posts of the form “Photo”" in headline(told(0, 30)[0])
    assert told(0, 29) == []
    assert told(1, 30) == []


def test_a_rival_is_told_when_it_is_better_and_we_have_one_page() -> None:
    def told(verdict: str, *own: str) -> list[Candidate]:
        rows = [share("rivals.facebook.page.oak.median", 30, 60, 24, 40, "engagements"),
                count("rivals.facebook.page.oak.verdict", verdict, "label")]  # fmt: skip
        rows += [share(f"rivals.facebook.own.{name}.median", 10, 60, 8, 12, "engagements")
                 for name in own]  # fmt: skip
        return list(of_talk(material_of(*rows)))

    (one,) = told("better", "kaja")
    assert headline(one) == "Facebook: responses to the middle post of oak: 30, to ours: 10."
    assert told("not_distinguishable", "kaja") == []
    assert told("better", "kaja", "kaja2") == []
