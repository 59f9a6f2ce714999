"""Suspects: published errors, corrected shares that cover the truth, and no small cells."""

import numpy as np
import pandas as pd
import pytest

from smmlab.audience.fake_rules import RULES, corrected_share, marks, precision_at
from smmlab.audience.suspects import estimate_suspects, suspect_findings, suspect_people
from smmlab.findings import Source

ROWS = (Source("members.json", 1, 900, 900),)
PREVALENCE = 200 / 1194
COLUMNS = ["network", "person", "followers", "following", "posts", "has_photo", "deactivated"]


def members(n: int, **columns: object) -> pd.DataFrame:
    frame = pd.DataFrame({"network": "vkontakte", "person": [f"p{i:05}" for i in range(n)]})
    return frame.assign(**columns).reindex(columns=COLUMNS)


def audience(fakes: int, reals: int, seed: int = 0) -> pd.DataFrame:
    """Make accounts that the rule of followers marks as often as the published ones."""
    rng = np.random.default_rng(seed)
    marked = np.append(rng.random(fakes) < 144 / 200, rng.random(reals) < 8 / 994)
    return members(fakes + reals, followers=np.where(marked, 10, 100), following=150)


@pytest.mark.parametrize(
    ("rule", "precision", "recall"),
    [
        ("few_followers", 0.95, 0.72),
        ("no_photo", 0.86, 0.40),
        ("no_posts", 0.73, 0.57),
        ("few_followers_and_no_posts", 1.00, 0.43),
    ],
)
def test_the_counts_give_the_published_figures(rule: str, precision: float, recall: float) -> None:
    known = RULES[rule]  # type: ignore[index]
    assert known.sensitivity == pytest.approx(recall, abs=0.005)
    found = precision_at(known.sensitivity, known.false_alarms, PREVALENCE)
    assert found == pytest.approx(precision, abs=0.005)
    assert found == pytest.approx(known.fake / (known.fake + known.real))


def test_either_rule_marks_what_each_does_without_what_both_do() -> None:
    either, both = RULES["few_followers_or_no_posts"], RULES["few_followers_and_no_posts"]
    one, other = RULES["few_followers"], RULES["no_posts"]
    assert either.fake == one.fake + other.fake - both.fake
    assert either.real == one.real + other.real - both.real
    power = [rule.sensitivity - rule.false_alarms for rule in RULES.values()]
    assert power == sorted(power, reverse=True), "the first that can run is the sharpest"


def test_rules_look_at_what_they_say() -> None:
    people = pd.DataFrame(
        {"followers": [10, 10, 0, 0, None], "following": [100, 101, 1, 0, 900],
         "posts": [0, 5, None, 0, 3], "has_photo": [True, False, None, False, True]}
    )  # fmt: skip
    assert marks(people, "few_followers").tolist() == [False, True, True, False, pd.NA]
    assert marks(people, "no_posts").tolist() == [True, False, pd.NA, True, False]
    assert marks(people, "no_photo").tolist() == [False, True, pd.NA, True, False]
    either = marks(people, "few_followers_or_no_posts").tolist()
    assert either == [True, True, True, True, pd.NA]
    assert marks(people, "few_followers_and_no_posts").tolist() == [False, False, pd.NA, False,
                                                                    False]  # fmt: skip


def test_precision_falls_where_fakes_are_rare() -> None:
    people = audience(300, 700)
    tables = [estimate_suspects(people, prevalence=p).rules for p in (0.01, 0.1, 0.3)]
    found = [table.set_index("rule").loc["few_followers"] for table in tables]
    assert found[0]["precision"] < found[1]["precision"] < found[2]["precision"]
    # One of a hundred: 0.72 * 0.01 fakes marked beside 8 / 994 * 0.99 real people.
    assert found[0]["precision"] == pytest.approx(0.0072 / (0.0072 + 8 / 994 * 0.99))
    for row in found:
        assert row["precision_low"] < row["precision"] < row["precision_high"]
        # What was assumed does not change what was estimated.
        assert row["share"] == found[0]["share"]


def test_the_corrected_share_covers_the_truth() -> None:
    inside = 0
    for seed in range(40):
        rules = estimate_suspects(audience(120, 880, seed), draws=500).rules
        row = rules.set_index("rule").loc["few_followers"]
        inside += row["share_low"] <= 0.12 <= row["share_high"]
        assert row["share_low"] <= row["share"] <= row["share_high"]
    assert inside >= 36
    row = estimate_suspects(audience(120, 880)).rules.set_index("rule").loc["few_followers"]
    expected = (row["marked"] / 1000 - 8 / 994) / (144 / 200 - 8 / 994)
    assert row["share"] == pytest.approx(expected)


def test_a_share_is_never_below_none_nor_above_all() -> None:
    none = estimate_suspects(members(500, followers=100, following=5)).rules
    row = none.set_index("rule").loc["few_followers"]
    assert (row["marked"], row["share"], row["share_low"]) == (0, 0, 0)
    assert 0 < row["share_high"] < 0.02
    every = estimate_suspects(members(500, followers=1, following=500)).rules
    assert every.set_index("rule").loc["few_followers", "share"] == 1
    assert corrected_share(0.001, 0.9, 0.01) == 0


def test_rules_without_their_columns_say_what_is_missing() -> None:
    photos = [n % 4 > 0 for n in range(200)]
    rules = estimate_suspects(members(200, followers=9, has_photo=photos)).rules.set_index("rule")
    assert rules.loc["no_photo", "checked"] == 200
    assert rules.loc["no_photo", "is_chosen"]
    assert rules.loc["few_followers", "missing"] == "following"
    assert rules.loc["few_followers_or_no_posts", "missing"] == "following, posts"
    assert rules.drop("no_photo")[["marked", "share"]].isna().all(axis=None)
    whole = estimate_suspects(
        members(200, followers=9, following=list(range(200)), posts=3, has_photo=photos)
    ).rules
    assert whole.loc[whole["is_chosen"], "rule"].tolist() == ["few_followers_or_no_posts"]


def test_few_marked_accounts_are_not_shown_nor_found_by_subtraction() -> None:
    few = estimate_suspects(audience(8, 300, 1)).rules.set_index("rule").loc["few_followers"]
    assert few["suppressed"]
    assert few[["marked", "marked_share", "share", "share_low", "share_high"]].isna().all()
    # Forty follow too many, thirty never posted, four do both: the four must stay unknown.
    n = np.arange(400)
    crossed = members(
        400, followers=np.where(n < 40, 1, 100), following=100,
        posts=np.where((n >= 36) & (n < 66), 0, 9),
    )  # fmt: skip
    rules = estimate_suspects(crossed).rules.set_index("rule")
    assert rules.loc["few_followers_or_no_posts", "marked"] == 66
    assert rules.drop("few_followers_or_no_posts")["marked"].isna().all()
    # With fifteen who do both nothing has to be hidden.
    open_cells = crossed.assign(posts=np.where((n >= 25) & (n < 66), 0, 9))
    shown = estimate_suspects(open_cells).rules.set_index("rule")["marked"].dropna().to_dict()
    assert shown == {"few_followers_or_no_posts": 66, "few_followers": 40, "no_posts": 41,
                     "few_followers_and_no_posts": 15}  # fmt: skip


def test_closed_accounts_are_counted_apart() -> None:
    gone = [n < 50 for n in range(400)]
    photos = [n >= 100 for n in range(400)]
    found = estimate_suspects(members(400, has_photo=photos, deactivated=gone))
    (closed,) = found.closed.to_dict("records")
    assert (closed["people"], closed["closed"], closed["share"]) == (400, 50, 0.125)
    assert closed["share_low"] < 0.125 < closed["share_high"]
    row = found.rules.set_index("rule").loc["no_photo"]
    assert (row["checked"], row["marked"]) == (350, 50)
    few = estimate_suspects(members(400, has_photo=photos, deactivated=[n < 5 for n in range(400)]))
    assert few.closed["suppressed"].all()
    assert few.closed["closed"].isna().all()
    assert few.rules.set_index("rule").loc["no_photo", "checked"] == 400, "395 would tell of five"
    unknown = estimate_suspects(members(400, has_photo=photos)).closed
    assert unknown["closed"].isna().all()
    assert not unknown["suppressed"].any()


def test_who_is_left_out_of_rankings() -> None:
    people = members(6, followers=[1, 50, 50, 50, 50, None], following=[99, 9, 9, 9, 9, 9],
                     has_photo=[True, False, True, True, True, None],
                     deactivated=[False, False, True, False, False, None])  # fmt: skip
    assert suspect_people(people)["person"].tolist() == ["p00000", "p00002"]
    # Among many fakes even a missing picture is right often enough.
    many = suspect_people(people, prevalence=0.4)["person"].tolist()
    assert many == ["p00000", "p00001", "p00002"]
    ring = [(f"b{n}", str(p), p * 1_000) for p in range(8) for n in range(4)]
    crowd = [(f"c{n}", str(p), p * 1_000 + 37 * n) for p in range(8) for n in range(1, 50)]
    acts = pd.DataFrame(ring + crowd, columns=["person", "post_id", "at"])
    acts = acts.assign(network="vkontakte", by_page=False)
    both = suspect_people(people, acts)["person"].tolist()
    assert both == ["b0", "b1", "b2", "b3", "p00000", "p00002"]


def test_engines_and_orders_agree() -> None:
    import duckdb
    import polars as pl

    people = audience(120, 880).assign(deactivated=False)
    before = people.copy()
    expected = estimate_suspects(people)
    pd.testing.assert_frame_equal(people, before)
    shuffled = people.sample(frac=1, random_state=2)
    for frame in (shuffled, pl.from_pandas(people), duckdb.from_df(people)):
        pd.testing.assert_frame_equal(estimate_suspects(frame).rules, expected.rules)


def test_findings_are_shares_with_their_method() -> None:
    found = {f.key: f for f in suspect_findings(estimate_suspects(audience(120, 880)),
                                                sources=ROWS)}  # fmt: skip
    share = found["audience.suspects.vkontakte.share"]
    assert share.status == "estimated"
    assert share.low is not None
    assert share.high is not None
    assert share.low < 0.12 < share.high
    assert share.sources == ROWS
    assert found["audience.suspects.vkontakte.rule"].value == "few_followers"
    assert found["audience.coordination"].status == "unknown"
    assert found["audience.suspects.assumed_share"].value == 0.1
    nothing = suspect_findings(estimate_suspects(members(0)), sources=())
    assert [finding.status for finding in nothing] == ["unknown", "unknown"]
    bare = suspect_findings(estimate_suspects(members(300)), sources=ROWS)
    assert bare[0].key == "audience.suspects"
    hidden = suspect_findings(estimate_suspects(audience(8, 300, 1)), sources=ROWS)
    assert [f.status for f in hidden if f.key.endswith("vkontakte.share")] == ["unknown"]
