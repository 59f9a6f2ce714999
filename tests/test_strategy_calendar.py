"""The calendar follows the decisions, and is the same for the same seed."""

from collections import Counter
from datetime import date
from types import SimpleNamespace

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.brief import Brief
from smmlab.decisions import STEPS
from smmlab.defaults import MIX, default_decisions
from smmlab.findings import Finding
from smmlab.strategy.calendar import IDEAS, calendar_csv, plan_calendar
from smmlab.texts import Words


@given(st.integers(1, 14), st.text(max_size=5))
@settings(max_examples=40, deadline=None)
def test_the_calendar_keeps_the_mix_the_rhythm_and_the_balance(per_week: int, seed: str) -> None:
    plan = {
        "posts_per_week": per_week, "hours": [9, 19], "networks": ["instagram", "telegram"],
        "start": date(2026, 11, 25), "weeks": 2, "seed": seed,
    }  # fmt: skip
    slots = plan_calendar(MIX, **plan)
    assert slots == plan_calendar(MIX, **plan)
    assert len(slots) == 2 * per_week
    assert min(slot.day for slot in slots) == date(2026, 11, 30)
    assert max(slot.day for slot in slots) < date(2026, 12, 14)
    counts = Counter(slot.type for slot in slots)
    assert all(abs(counts[kind] - share * len(slots)) < 1 for kind, share in MIX.items())
    for part in ("hour", "network"):
        split = Counter(getattr(slot, part) for slot in slots)
        assert max(split.values()) - min(split.values(), default=0) <= 2


def test_every_type_has_ideas_without_numbers() -> None:
    assert set(IDEAS) == set(MIX)
    assert not any(c.isdigit() for ideas in IDEAS.values() for idea in ideas for c in idea)


def test_goods_with_braces_stay_text() -> None:
    slots = plan_calendar(MIX, posts_per_week=5, hours=[9], networks=["x"],
                          start=date(2026, 1, 5), weeks=1, seed="s")  # fmt: skip
    assert "{0.__class__}" in calendar_csv(slots, goods="{0.__class__}", words=Words("en"))


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
