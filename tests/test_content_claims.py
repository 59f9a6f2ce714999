"""The ledger of claims: who speaks, who is silent, and that chance alone hardly ever speaks."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.content.claims import CLAIMS, claim_findings, judge_claims
from smmlab.content.effects import Effects, estimate_effects
from smmlab.content.lifetime import measure_lifetime
from smmlab.content.slots import Slots, compare_slots
from smmlab.content.type_summary import summarise_types
from smmlab.schema import conform
from smmlab.texts import Words

BLANK = {"posts": 40, "rate_ratio": 1.4, "low": 1.1, "high": 1.8, "p_value": 0.001,
         "verdict": "more", "network": "instagram", "level": "true",
         "reference": "false"}  # fmt: skip


def _effects(*rows: dict[str, object]) -> Effects:
    return Effects(pd.DataFrame([BLANK | row for row in rows]), pd.DataFrame())


def _slots(*rows: dict[str, object]) -> Slots:
    usual = {"network": "telegram", "page": "Kaja", "contrast": "few_a_day", "inside": 20,
             "outside": 30, "ratio": 1.2, "low": 1.05, "high": 1.4, "p_value": 0.001,
             "verdict": "supports"}  # fmt: skip
    return Slots(pd.DataFrame([usual | row for row in rows]), pd.DataFrame(), {})


def _types(*rows: dict[str, object]) -> pd.DataFrame:
    usual = {"network": "instagram", "type": "laugh", "counted": 36, "median": 0.12, "low": 0.09,
             "high": 0.15, "network_median": 0.06, "p_value": 1e-6,
             "verdict": "better"}  # fmt: skip
    return pd.DataFrame([usual | row for row in rows])


def _row(ledger: pd.DataFrame, claim: str) -> pd.Series:
    return ledger.set_index("claim").loc[claim]


def test_without_results_every_claim_says_what_to_export() -> None:
    ledger = judge_claims()
    assert ledger["claim"].tolist() == list(CLAIMS)
    assert set(ledger["verdict"]) == {"cannot_tell"}
    assert ledger["would_tell"].str.len().gt(20).all()
    assert "three days" in _row(ledger, "two_to_three_days")["would_tell"]
    assert {one.status for one in claim_findings(ledger, sources=())} == {"unknown"}


def test_a_trait_speaks_for_its_claim() -> None:
    ledger = judge_claims(effects=_effects({"factor": "face"}, {"factor": "stops_the_thumb"}))
    for claim in ("face", "entertain_or_talk"):
        row = _row(ledger, claim)
        assert (row["verdict"], row["value"], row["n"]) == ("supports", 1.4, 40)
    assert _row(ledger, "face")["finding"] == "content.effects.instagram.face.true.rate_ratio"


def test_a_ratio_of_posts_without_the_trait_is_turned_round() -> None:
    without = {"factor": "face", "level": "False", "reference": "True", "rate_ratio": 0.5,
               "low": 0.4, "high": 0.8, "verdict": "less"}  # fmt: skip
    row = _row(judge_claims(effects=_effects(without)), "face")
    assert row[["value", "low", "high"]].tolist() == [2.0, 1.25, 2.5]
    assert row["verdict"] == "supports"


def test_a_level_that_is_neither_is_no_evidence() -> None:
    ledger = judge_claims(effects=_effects({"factor": "face", "level": "missing"}))
    assert _row(ledger, "face")["n"] == 0


def test_each_type_is_held_against_its_network() -> None:
    ledger = judge_claims(
        type_summary=_types({}, {"type": "medal", "verdict": "worse", "median": 0.03})
    )
    assert _row(ledger, "laugh")[["verdict", "value", "low", "high"]].tolist() == [
        "supports", pytest.approx(2.0), pytest.approx(1.5), pytest.approx(2.5)
    ]  # fmt: skip
    assert _row(ledger, "medal")["verdict"] == "contradicts"
    assert _row(ledger, "instruction")["n"] == 0


def test_pages_that_disagree_leave_a_claim_open() -> None:
    both = judge_claims(slots=_slots({}, {"network": "facebook", "verdict": "contradicts"}))
    row = _row(both, "few_a_day")
    assert row["verdict"] == "cannot_tell"
    assert "disagree" in row["would_tell"]
    one = judge_claims(slots=_slots({}, {"network": "facebook", "verdict": "cannot_tell",
                                         "inside": 500, "p_value": 0.7}))  # fmt: skip
    # The page that speaks is shown, though the silent one has more days behind it.
    assert _row(one, "few_a_day")[["verdict", "network", "n"]].tolist() == [
        "supports", "telegram", 50
    ]  # fmt: skip


def test_a_verdict_must_stand_among_all_claims() -> None:
    alone = judge_claims(slots=_slots({"p_value": 0.03}))
    assert _row(alone, "few_a_day")["verdict"] == "supports"
    silent = [{"contrast": "morning_evening", "network": str(n), "p_value": 0.9,
               "verdict": "cannot_tell"} for n in range(4)]  # fmt: skip
    among = judge_claims(slots=_slots({"p_value": 0.03}, *silent))
    # 0.03 is first of five, so Benjamini and Hochberg make it 0.15.
    assert _row(among, "few_a_day")["verdict"] == "cannot_tell"
    assert _row(among, "few_a_day")["n"] == 50


def test_the_cost_of_funny_ads_speaks_when_it_is_lower() -> None:
    ads = pd.DataFrame({
        "result_kind": "clicks", "currency": "EUR", "by": ["type", "form", "type"],
        "group": ["laugh", "laugh", "none"],
        "network": "facebook",
        "results": [80.0, 90, 90], "cost_ratio": [0.6, 3, 3], "ratio_low": 0.5, "ratio_high": 0.8,
        "p_value": 0.001, "verdict": ["cheaper", "dearer", "dearer"]})  # fmt: skip
    row = _row(judge_claims(ads=ads), "funny_ads")
    assert row[["verdict", "n", "value"]].tolist() == ["supports", 80, 0.6]
    assert _row(judge_claims(ads=ads.assign(verdict="dearer")), "funny_ads")["verdict"] == (
        "contradicts"
    )
    assert _row(judge_claims(ads=ads.assign(results=9.0)), "funny_ads")["n"] == 0


def test_the_life_of_posts_is_taken_from_its_own_verdict() -> None:
    empty = measure_lifetime(
        *(conform(pd.DataFrame(), name) for name in ("posts", "snapshots", "interactions"))
    )
    page = {"network": "telegram", "page": "Kaja", "top_posts": 12, "top_share": 0.4,
            "top_low": 0.2, "top_high": 0.6, "verdict": "contradicts"}  # fmt: skip
    told = replace(empty, summary=pd.DataFrame([page, page | {"top_posts": 0, "verdict": "x"}]))
    row = _row(judge_claims(lifetime=told), "two_to_three_days")
    assert row[["verdict", "n", "value", "unit"]].tolist() == ["contradicts", 12, 0.4, "share"]
    assert _row(judge_claims(lifetime=empty), "two_to_three_days")["n"] == 0


def test_findings_carry_the_number_and_say_it_in_three_languages() -> None:
    ledger = judge_claims(type_summary=_types({}))
    found = {one.key: one for one in claim_findings(ledger, sources=())}
    verdict, value = (found[f"content.claims.laugh.{part}"] for part in ("verdict", "value"))
    assert [verdict.value, verdict.n] == ["supports", 36]
    assert [value.value, value.low, value.high] == pytest.approx([2.0, 1.5, 2.5])
    templates = {*CLAIMS.values(), *ledger["test"], *ledger["would_tell"]}
    for language in ("et", "ru"):
        words = Words(language)
        assert all(words.say(one) != one for one in templates)


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=6), st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_pages_changes_nothing(chances: list[float], dice: object) -> None:
    rows = [{"network": str(n), "p_value": p, "inside": 10 + n} for n, p in enumerate(chances)]
    mixed = list(rows)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    first, second = (judge_claims(slots=_slots(*order)) for order in (rows, mixed))
    pd.testing.assert_frame_equal(first, second)


def test_chance_alone_hardly_ever_speaks() -> None:
    spoke = 0
    for seed in range(16):
        dice = np.random.default_rng(seed)
        posts = conform(pd.DataFrame({
            "network": "telegram", "page": "Kaja", "is_own": True, "precision": "minute",
            "post_id": [str(n) for n in range(200)], "form": "photo", "text": "word",
            "at": np.sort(dice.integers(0, 120, 200)) * 86_400 + dice.integers(6, 23, 200) * 3600,
            "reactions": dice.negative_binomial(3, 0.05, 200)}), "posts")  # fmt: skip
        kinds = posts[["network", "post_id"]].assign(
            type=dice.choice(["laugh", "medal", "provocation", "instruction", "none"], 200),
            status="sure",
        )
        ledger = judge_claims(
            effects=estimate_effects(posts, kinds, timezone="UTC", seed=seed),
            type_summary=summarise_types(posts, kinds, seed=seed),
            slots=compare_slots(posts, timezone="UTC", seed=seed),
        )
        assert ledger["n"].gt(0).sum() >= 5
        spoke += int(ledger["verdict"].ne("cannot_tell").any())
    # Five in a hundred are promised; four of sixteen would be seen once in a hundred times.
    assert spoke <= 3


def test_what_is_missing_depends_on_what_is_there() -> None:
    nothing = judge_claims()
    posts = _row(nothing, "laugh")["would_tell"]
    assert posts.startswith("Export")
    rare = judge_claims(
        type_summary=_types({"type": "medal"}), slots=_slots({"p_value": np.nan}),
        effects=_effects({"factor": "form"}),
    )  # fmt: skip
    assert _row(rare, "laugh")["would_tell"].startswith("More posts")
    assert _row(rare, "face")["would_tell"].startswith("Publish")
    assert "nothing to compare" in _row(rare, "few_a_day")["would_tell"]


def test_a_page_of_several_is_named_in_the_key() -> None:
    ledger = judge_claims(
        slots=_slots({"inside": 90}, {"page": "Teine", "verdict": "cannot_tell", "p_value": 0.9})
    )
    assert _row(ledger, "few_a_day")["finding"] == "content.slots.telegram.Kaja.few_a_day.ratio"
