"""The calendar follows the decisions, and is the same for the same seed."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise, product
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.brief import Brief
from smmlab.content.form_choice import choose_forms
from smmlab.content.idea_bank import fill_ideas
from smmlab.content.pillars import name_pillars
from smmlab.decisions import STEPS
from smmlab.defaults import MIX, default_decisions
from smmlab.findings import Finding
from smmlab.strategy.calendar import Slot, link_tags, on_both, plan_calendar
from smmlab.utm_scheme import NamedCampaign, UtmScheme, content_type_of

BANK = fill_ideas(name_pillars(goods="tea, {0.__class__}, #kook"))


def plan(mix: dict[str, float] = MIX, **more: Any) -> tuple[Slot, ...]:
    given = {
        "bank": BANK, "posts_per_week": 4, "hours": [9, 19], "networks": ["instagram", "telegram"],
        "start": date(2026, 11, 25), "weeks": 2, "seed": "s",
    }  # fmt: skip
    return plan_calendar(mix, **{**given, **more})


@given(st.integers(1, 14), st.text(max_size=5))
@settings(max_examples=40, deadline=None)
def test_the_calendar_keeps_the_mix_the_rhythm_and_the_balance(per_week: int, seed: str) -> None:
    slots = plan(posts_per_week=per_week, seed=seed)
    assert slots == plan(posts_per_week=per_week, seed=seed)
    assert len(slots) == 2 * per_week
    assert min(slot.day for slot in slots) == date(2026, 11, 30)
    assert max(slot.day for slot in slots) < date(2026, 12, 14)
    counts = Counter(slot.type for slot in slots)
    assert all(abs(counts[kind] - share * len(slots)) < 1 for kind, share in MIX.items())
    for part in ("hour", "network"):
        split = Counter(getattr(slot, part) for slot in slots)
        assert max(split.values()) - min(split.values(), default=0) <= 2
    allowed = {
        (row["network"], row["type"]): row["forms"]
        for row in choose_forms(networks=["instagram", "telegram"]).to_dict("records")
    }
    assert all(slot.form in allowed[slot.network, slot.type] for slot in slots)


@given(st.integers(1, 8), st.text(max_size=3))
@settings(max_examples=40, deadline=None)
def test_every_idea_of_a_type_comes_once_before_any_comes_again(per_week: int, seed: str) -> None:
    slots = plan(posts_per_week=per_week, weeks=4, seed=seed)
    ideas = {(row["pillar"], row["type"]): row["idea"] for row in BANK.to_dict("records")}
    for kind in MIX:
        told = Counter(slot.idea.pillar for slot in slots if slot.type == kind)
        assert max(told.values(), default=0) - min(
            (told[pillar] for pillar in BANK["pillar"]), default=0
        ) <= 1  # fmt: skip
    assert all(slot.idea.template == ideas[slot.idea.pillar, slot.type] for slot in slots)


def test_pillars_take_turns() -> None:
    bank = fill_ideas(name_pillars(goods="a, b, c, d, e", most=5))
    for seed in "abcde":
        pillars = [slot.idea.pillar for slot in plan(bank=bank, posts_per_week=5, seed=seed)]
        assert set(pillars) == set("abcde")
        assert all(a != b for a, b in pairwise(pillars))


def test_no_type_comes_twice_in_a_row_where_it_can_be_helped() -> None:
    level = dict.fromkeys(("laugh", "medal", "instruction"), 1 / 3)
    for mix, seed in product((MIX, level), "abcde"):
        types = [slot.type for slot in plan(mix, posts_per_week=6, weeks=4, seed=seed)]
        assert all(a != b for a, b in pairwise(types))
    assert [slot.type for slot in plan({"laugh": 1.0}, weeks=1)] == ["laugh"] * 4


def test_the_forms_of_a_type_take_turns() -> None:
    forms = [slot.form for slot in plan({"laugh": 1.0}, networks=["facebook"], weeks=1)]
    assert forms == ["short", "photo", "video", "short"]


@pytest.mark.parametrize(("start", "first"), [(30, 30), (29, 30), (24, 30), (23, 23)])
def test_the_calendar_begins_on_the_first_monday_on_or_after(start: int, first: int) -> None:
    assert plan(start=date(2026, 11, start))[0].day == date(2026, 11, first)


def test_drawn_hours_are_kept_in_order_and_the_rest_is_filled() -> None:
    drawn = [19, 19, 9, 19, 9]
    slots = plan(drawn_hours=drawn, hours=[7])
    assert [slot.hour for slot in slots] == [*drawn, 7, 7, 7]
    assert [slot.hour for slot in plan(drawn_hours=drawn * 9, hours=[7])] == (drawn * 9)[:8]


@pytest.mark.parametrize("posts", [0, 3, 99])
def test_the_posts_of_a_test_go_out_on_both_networks_at_one_hour(posts: int) -> None:
    alone = plan()
    slots = on_both(alone, posts=posts)
    assert len(slots) == len(alone) + min(posts, len(alone))
    assert [(slot.day, slot.hour) for slot in slots] == sorted(
        (slot.day, slot.hour) for slot in slots
    )
    told = Counter((slot.day, slot.hour, slot.type, slot.form, slot.idea) for slot in slots)
    assert sorted(told.values(), reverse=True)[:posts] == [2] * min(posts, len(alone))
    assert len({(slot.day, slot.hour, slot.network) for slot in slots}) == len(slots)
    links = [tuple(link_tags(slot).items()) for slot in slots]
    assert len(set(links)) == len(slots)
    one = plan(networks=["telegram"])
    assert on_both(one, posts=posts) == one


def test_what_did_better_is_the_form_of_the_type() -> None:
    cells = pd.DataFrame(
        {"type": ["laugh"], "form": ["story"], "posts": 20, "median": 2.0, "low": 1.5, "high": 2.5,
         "adjusted_p": 0.01, "verdict": ["better"]}
    )  # fmt: skip
    slots = plan(cells=cells, weeks=4)
    assert {slot.form for slot in slots if slot.type == "laugh"} == {"story"}
    assert {slot.form for slot in slots if slot.type == "medal"} - {"story"}


def test_link_tags_follow_the_one_scheme_and_need_a_network() -> None:
    slot = plan(networks=["instagram"])[0]
    assert link_tags(slot) == {
        "utm_source": "instagram", "utm_medium": "social", "utm_campaign": "2026-11",
        "utm_content": f"{slot.type}-{slot.day:%m%d}",
    }  # fmt: skip
    assert link_tags(replace(slot, network="")) == {}


def test_no_two_posts_of_a_network_share_a_link_however_many_a_day_has() -> None:
    slots = plan(networks=["instagram", "x"], posts_per_week=40, weeks=3)
    told = [tuple(link_tags(slot).items()) for slot in slots]
    assert len(set(told)) == len(slots) == 120
    contents = pd.Series([link_tags(slot)["utm_content"] for slot in slots])
    assert content_type_of(contents).tolist() == [slot.type for slot in slots]


def test_a_campaign_with_a_name_takes_the_posts_of_its_days() -> None:
    slots = plan(networks=["facebook"], weeks=4)
    late = [slot for slot in slots if slot.day >= date(2026, 12, 1)]
    scheme = UtmScheme(
        sources={"facebook": "fb"}, campaigns=(NamedCampaign("joulud", date(2026, 12, 1)),)
    )
    assert {link_tags(slot, scheme)["utm_campaign"] for slot in late} == {"joulud"}
    assert {link_tags(slot, scheme)["utm_source"] for slot in slots} == {"fb"}
    assert link_tags(slots[0], scheme)["utm_campaign"] == "2026-11"


def nothing(**results: object) -> SimpleNamespace:
    names = ("segments", "fit", "rhythm", "timing")
    return SimpleNamespace(**{**dict.fromkeys(names), "findings": (), **results})


def test_there_is_a_default_for_every_step_and_none_is_stale() -> None:
    decisions = default_decisions(nothing(), Brief(name="Kaja"))
    assert tuple(decisions) == STEPS
    for step, decision in decisions.items():
        assert decision.step == step
        assert decision.by == "default"
        assert decision.reason
        assert not decision.is_stale("anything")
    assert abs(sum(decisions["content"].choice["mix"].values()) - 1) < 1e-9


def test_defaults_follow_only_clear_findings() -> None:
    fit = SimpleNamespace(recommendation="facebook", contenders=("facebook",))
    found = Finding("networks.facebook.p_best", 0.8, "share", status="estimated")
    rhythm = pd.DataFrame({"posts_per_week": [0.2, 4.4]})
    timing = SimpleNamespace(hour=18)
    results = nothing(fit=fit, findings=(found,), rhythm=rhythm, timing=timing)
    decisions = default_decisions(results, Brief(name="Kaja"))
    assert decisions["network"].choice["network"] == "facebook"
    assert decisions["network"].findings == ("networks.facebook.p_best",)
    assert decisions["rhythm"].choice == {"posts_per_week": 4, "hours": [18], "is_test": False}
    undecided = nothing(fit=SimpleNamespace(recommendation=None, contenders=("x", "tiktok")))
    assert default_decisions(undecided, Brief(name="K"))["network"].choice == {
        "network": "", "contenders": ["x", "tiktok"],
    }  # fmt: skip
    asked = Brief(name="K", posts_per_week=6)
    assert default_decisions(results, asked)["rhythm"].choice["posts_per_week"] == 6
