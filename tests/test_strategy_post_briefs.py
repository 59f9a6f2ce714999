"""A brief says all that its maker needs, and nothing that the calendar does not."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from smmlab.content.idea_bank import fill_ideas
from smmlab.content.pillars import name_pillars
from smmlab.decisions import Decision
from smmlab.defaults import MIX
from smmlab.strategy.calendar import Slot, link_tags, plan_calendar
from smmlab.strategy.post_briefs import PostBrief, brief_posts, place_of
from smmlab.texts import LANGUAGES, Words
from smmlab.utm_scheme import UtmScheme
from strategy_cases import DAY

SLOTS = plan_calendar(
    MIX, bank=fill_ideas(name_pillars(goods="tea")), posts_per_week=4, hours=[9, 19],
    networks=["instagram", "facebook"], start=DAY, weeks=4, seed="s",
)  # fmt: skip


def briefs(slots: tuple[Slot, ...] = SLOTS, **more: object) -> tuple[PostBrief, ...]:
    given = {"words": Words("en"), "timezone": "Europe/Tallinn", "made_on": DAY, **more}
    return brief_posts(slots, **given)  # type: ignore[arg-type]


def test_the_two_detailed_weeks_have_a_brief_a_post() -> None:
    made = briefs()
    assert [(one.day, one.hour, one.network, one.type, one.form) for one in made] == [
        (slot.day, slot.hour, slot.network, slot.type, slot.form) for slot in SLOTS[:8]
    ]
    assert [one.number for one in made] == list(range(1, 9))
    assert made == briefs()
    assert briefs(()) == ()


@pytest.mark.parametrize(
    ("day", "due"), [(30, 27), (26, 24), (28, 26), (29, 27), (24, 23)]
)  # 30 November 2026 is a Monday; the strategy is of the 23rd
def test_deadlines_keep_off_weekends_and_never_lie_before_the_strategy(day: int, due: int) -> None:
    [one] = briefs((replace(SLOTS[0], day=date(2026, 11, day)),))
    assert one.deadline == date(2026, 11, due)


def test_the_link_has_the_tags_and_the_site_where_it_is_known() -> None:
    [bare] = briefs(SLOTS[:1])
    [whole] = briefs(SLOTS[:1], scheme=UtmScheme(site="kohvik.ee"))
    assert bare.link.startswith("?utm_source=")
    assert whole.link == f"https://kohvik.ee/{bare.link}"
    assert all(f"{tag}={value}" in bare.link for tag, value in link_tags(SLOTS[0]).items())
    assert briefs((replace(SLOTS[0], network=""),))[0].link == ""


def test_sizes_and_ticks_follow_the_form() -> None:
    [photo, text, short] = (
        briefs((replace(SLOTS[0], form=form),))[0] for form in ("photo", "text", "short")
    )
    assert (photo.size, text.size) == ("1080 × 1350 pixels", "")
    assert len(short.done) == len(photo.done) + 1 == len(text.done) + 3


def test_what_it_rests_on_tells_a_default_from_a_decision() -> None:
    decided = {"content": Decision("content", {}, by="strategist")}
    later = SLOTS[4:5]  # of the second week: its deadline is not past
    [default], [chosen] = briefs(later), briefs(later, decisions=decided, is_test=True)
    assert "default mix" in default.basis[0]
    assert "decided" in chosen.basis[0]
    assert "test of two times" in chosen.basis[2]
    assert "2 days" in chosen.basis[3]


def test_a_deadline_that_has_passed_is_told_so() -> None:
    [late] = briefs((replace(SLOTS[0], day=date(2026, 11, 24)),))
    assert late.basis[3] == "Deadline: at once, because the usual one has passed already."


def test_a_form_that_leads_on_its_network_is_no_default() -> None:
    forms = pd.DataFrame({
        "network": "instagram", "metric": "engagement_rate", "form": ["photo"],
        "verdict": ["better"],
    })  # fmt: skip
    slot = replace(SLOTS[0], network="instagram", type="laugh", form="photo")
    assert "among all own posts" in briefs((slot,), forms=forms)[0].basis[1]
    assert "a default" in briefs((replace(slot, form="video"),), forms=forms)[0].basis[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_names_all(language: str) -> None:
    words = Words(language)  # type: ignore[arg-type]
    for one in briefs(words=words):
        assert one.goal
        assert one.text
        assert place_of(one, words).count(", ") == 2
    if language != "en":
        assert briefs(words=words)[0].goal != briefs()[0].goal
