"""Tests of what works here: no finding where there is none, and the ones that are."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import false_discovery_control, mannwhitneyu

from smmlab.content.effect_design import ALIKE, ENTANGLED
from smmlab.content.effect_findings import effect_findings
from smmlab.content.effects import TOO_SHORT, estimate_effects
from smmlab.errors import DataError
from smmlab.schema import conform

DAY = 86_400


def draw(
    size: int, *, ratio: float = 1.0, seed: int = 0, **columns: object
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw posts with shocks by week; videos earn ``ratio`` times as much."""
    dice = np.random.default_rng(seed)
    days = np.sort(dice.integers(0, 150, size))
    form = dice.choice(["photo", "video", "link"], size, p=[0.5, 0.3, 0.2])
    reach = np.exp(dice.normal(7, 0.6, size)).round()
    mean = 0.03 * reach * np.exp(dice.normal(0, 0.4, 30)[days // 7])
    mean = mean * np.where(form == "video", ratio, 1.0)
    key = {"network": "instagram", "post_id": [str(n) for n in range(size)]}
    frame = {
        **key, "is_own": True, "at": days * DAY + dice.integers(6, 23, size) * 3600,
        "precision": "second", "form": form, "reach": reach,
        "reactions": dice.poisson(mean * dice.gamma(1.2, 1 / 1.2, size)), **columns,
    }  # fmt: skip
    kind = dice.choice(["none", "medal", "laugh"], size)
    types = pd.DataFrame({**key, "type": kind, "status": "sure"})
    return conform(pd.DataFrame(frame), "posts"), types


def test_at_most_one_data_set_in_twenty_without_effects_shows_one() -> None:
    false = 0
    for seed in range(24):
        posts, types = draw(80 + 6 * seed, seed=seed)
        table = estimate_effects(posts, types, timezone="UTC", seed=seed).table
        false += bool(table["verdict"].isin(["more", "less"]).any())
    assert false <= 1


def test_a_strong_form_is_found_with_its_ratio() -> None:
    posts, types = draw(400, ratio=3.0)
    before = posts.copy()
    effects = estimate_effects(posts, types, timezone="UTC")
    video = effects.table.set_index(["factor", "level"]).loc[("form", "video")]
    assert video["verdict"] == "more"
    assert video["low"] < 3 < video["high"]
    assert video["reference"] == "photo"
    assert 1 < video["detectable"] < 3
    assert effects.models["exposure"].tolist() == ["reach"]
    assert (effects.table["verdict"] == "more").sum() == 1
    pd.testing.assert_frame_equal(posts, before)
    tested = effects.table[effects.table["p_value"].notna()]
    again = false_discovery_control(tested["p_value"])
    assert tested["adjusted_p"].to_numpy() == pytest.approx(again)


def test_one_viral_post_makes_no_finding() -> None:
    posts, types = draw(200)
    place = posts.index[posts["form"] == "video"][0]
    posts.loc[place, "reactions"] = 1_000_000
    table = estimate_effects(posts, types, timezone="UTC").table
    assert not table["verdict"].isin(["more", "less"]).any()


def test_the_order_of_rows_and_rival_posts_change_nothing_that_is_counted() -> None:
    posts, types = draw(150)
    rival = posts.assign(is_own=False, post_id="r" + posts["post_id"], reactions=10**6)
    one = estimate_effects(posts, types, timezone="UTC").table
    two = estimate_effects(
        pd.concat([posts.iloc[::-1], rival], ignore_index=True), types, timezone="UTC"
    ).table
    assert two["rate_ratio"].to_numpy() == pytest.approx(one["rate_ratio"].to_numpy(), nan_ok=True)


def test_too_few_weeks_are_compared_by_ranks_and_say_so() -> None:
    posts, types = draw(100, ratio=4.0)
    posts = posts.assign(at=(posts["at"] % (40 * DAY)).astype("Int64"))
    effects = estimate_effects(posts, types, timezone="UTC")
    assert effects.models["problem"].tolist() == [TOO_SHORT]
    assert effects.models["held_equal"].tolist() == [()]
    video = effects.table.set_index(["factor", "level"]).loc[("form", "video")]
    rate = posts["reactions"].astype(float) / posts["reach"].astype(float)
    medians = rate.groupby(posts["form"]).median()
    assert video["rate_ratio"] == pytest.approx(medians["video"] / medians["photo"])
    assert (video["method"], video["verdict"]) == ("ranks", "more")
    assert video["low"] < video["rate_ratio"] < video["high"]
    inside, outside = (rate[posts["form"] == form] for form in ("video", "photo"))
    assert video["p_value"] == pytest.approx(mannwhitneyu(inside, outside).pvalue)
    methods = {f.key.rsplit(".", 1)[1]: f.method for f in effect_findings(effects, sources=())}
    assert "Nothing else is held equal" in methods["rate_ratio"]
    assert "Mann-Whitney" in methods["verdict"]


def test_below_ten_posts_a_level_has_no_verdict_but_a_pooled_ratio_from_three() -> None:
    posts, types = draw(120)
    posts["form"] = ["video"] * 2 + ["link"] * 9 + ["short"] * 4 + ["photo"] * 105
    posts = posts.sample(frac=1, random_state=3).assign(at=posts["at"]).reset_index(drop=True)
    for frame in (posts, posts[posts["at"] < 60 * DAY]):
        table = estimate_effects(frame, types, timezone="UTC").table
        rare = table[(table["posts"] < 10) & (table["posts"] >= 3)]
        assert len(rare)
        assert set(rare["verdict"]) == {"too_few"}
        assert rare["rate_ratio"].isna().all()
        assert (rare["pooled_low"] < rare["pooled"]).all()
        assert (rare["pooled"] < rare["pooled_high"]).all()
        assert table.loc[table["posts"] < 3, "pooled"].isna().all()
    nothing = estimate_effects(posts[:9], types, timezone="UTC")
    assert nothing.table["verdict"].eq("too_few").all()
    assert effect_findings(nothing, sources=())[0].status == "unknown"


def test_growth_over_time_makes_no_finding_of_what_came_late() -> None:
    posts, types = draw(300, seed=2)
    late = posts["at"] > 75 * DAY
    grown = posts["reactions"] * np.exp(posts["at"].astype(float) / (75 * DAY)).round()
    posts = posts.assign(reactions=grown.astype("Int64"))
    # Most of the later posts are videos, none of which earns more than its time does.
    dice = np.random.default_rng(1)
    posts["form"] = np.where(dice.random(300) < np.where(late, 0.8, 0.2), "video", "photo")
    effects = estimate_effects(posts, types, timezone="UTC")
    assert not effects.table["verdict"].isin(["more", "less"]).any()
    assert "month" in effects.models["held_equal"].iloc[0]
    sparse = estimate_effects(posts[::3], types, timezone="UTC").models["held_equal"].iloc[0]
    assert "trend" in sparse
    assert "month" not in sparse


def test_constant_and_collinear_factors_are_left_out_with_a_reason() -> None:
    posts, types = draw(300, page="one")
    types = types.assign(
        type=posts["form"].map({"photo": "none", "video": "laugh"}).fillna("medal")
    )
    left_out = estimate_effects(posts, types, timezone="UTC").models["left_out"].iloc[0]
    assert left_out["page"] == ALIKE
    assert left_out["type"] == ENTANGLED


def test_missing_counts_are_missing_and_tone_is_taken_when_given() -> None:
    posts, types = draw(200)
    posts.loc[:9, "reactions"] = pd.NA
    tone = pd.DataFrame(
        {"network": "instagram", "post_id": posts["post_id"],
         "tone": np.where(np.arange(200) % 2, "friendly", "informal")}
    )  # fmt: skip
    effects = estimate_effects(posts, types, tone, timezone="UTC")
    assert effects.models["posts"].tolist() == [190]
    assert "tone" in set(effects.table["factor"])


def test_without_reach_followers_of_the_day_stand_in_where_they_are_known() -> None:
    posts, _ = draw(200, reach=None, page="Kaja")
    assert estimate_effects(posts, timezone="UTC").models["exposure"].isna().all()
    days = pd.date_range("1970-01-01", periods=150, freq="D")
    followers = pd.DataFrame({
        "network": "instagram", "page": "Kaja", "day": days.strftime("%Y-%m-%d"),
        "value": np.linspace(900, 1400, 150),
    })  # fmt: skip
    models = estimate_effects(posts, timezone="UTC", followers=followers).models
    assert models["exposure"].tolist() == ["followers"]
    assert models["held_equal"].iloc[0][0] == "followers"
    assert models["posts"].tolist() == [200]
    others = followers.assign(page="Another page")
    again = estimate_effects(posts, timezone="UTC", followers=others).models
    assert again["exposure"].isna().all()
    with pytest.raises(DataError, match="value"):
        estimate_effects(posts, timezone="UTC", followers=followers.drop(columns="value"))


def test_a_mark_is_compared_with_its_absence_and_entertaining_stands_in_for_the_type() -> None:
    posts, types = draw(300, seed=4)
    dice = np.random.default_rng(4)
    traits = types[["network", "post_id"]].assign(
        tone="friendly", face=dice.random(300) < 0.7, sells=pd.NA,
        stops_the_thumb=types["type"] == "laugh",
    )  # fmt: skip
    posts["reactions"] = (posts["reactions"] * np.where(types["type"] == "laugh", 4, 1)).astype(
        "Int64"
    )
    effects = estimate_effects(posts, types, traits, timezone="UTC")
    table = effects.table.set_index(["factor", "level"])
    assert table.loc[("face", "yes"), "reference"] == "no"
    # The same posts under another name: with the type held equal too, there would be no answer.
    assert table.loc[("stops_the_thumb", "yes"), "verdict"] == "more"
    left_out = effects.models["left_out"].iloc[0]
    assert left_out["sells"] == left_out["tone"] == ALIKE
    assert not table.index.duplicated().any()


def test_the_correction_in_use_gives_the_published_counts() -> None:
    # Benjamini and Hochberg (1995), section 3.2: fifteen p-values of a trial.
    published = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
        0.5719, 0.6528, 0.7590, 1.0,
    ]  # fmt: skip
    assert (false_discovery_control(published) <= 0.05).sum() == 4
    assert (np.array(published) <= 0.05 / 15).sum() == 3


def test_a_missing_column_is_named() -> None:
    with pytest.raises(DataError, match="form"):
        estimate_effects(pd.DataFrame({"network": ["x"]}), timezone="UTC")


def test_findings_carry_ratio_chance_and_what_could_be_found() -> None:
    posts, types = draw(300, ratio=3.0)
    effects = estimate_effects(posts, types, timezone="UTC")
    found = {f.key: f for f in effect_findings(effects, sources=())}
    ratio = found["content.effects.instagram.form.video.rate_ratio"]
    assert ratio.low is not None
    assert ratio.low < ratio.value < ratio.high
    assert found["content.effects.instagram.form.video.verdict"].value == "better"
    assert found["content.effects.instagram.compared.posts"].value == 300
    assert not any(".month." in key for key in found)


def moro(shared: Path) -> pd.DataFrame:
    """Give the public posts; month, weekday and hour are published, so weeks follow the order."""
    raw = pd.read_csv(shared / "checks" / "moro2016" / "dataset_Facebook_en.csv", sep=";")
    raw = raw.iloc[::-1].reset_index(drop=True)
    turned = (raw["Weekday"].diff() < 0).cumsum() + 1
    at = (turned * 7 + raw["Weekday"]) * DAY + raw["Hour"] % 24 * 3600
    return conform(
        pd.DataFrame({
            "network": "facebook", "post_id": [str(n) for n in range(len(raw))], "is_own": True,
            "at": at, "precision": "minute", "form": raw["Type"].str.casefold(),
            "reactions": raw["like"], "comments": raw["comment"], "shares": raw["share"],
            "reach": raw["T_Reach"],
        }), "posts",
    )  # fmt: skip


def test_no_hour_of_the_public_posts_can_be_told_apart(shared: Path) -> None:
    table = estimate_effects(moro(shared), timezone="UTC").table
    hours = table[table["factor"] == "hour_block"]
    assert not hours["verdict"].isin(["more", "less"]).any()


def test_one_lucky_early_post_names_no_hour() -> None:
    posts, _ = draw(200, seed=5)
    early = posts.index[(posts["at"] % DAY) < 8 * 3600][:1]
    posts.loc[early, "reactions"] = 6_334_000
    table = estimate_effects(posts, timezone="UTC").table
    hours = table[table["factor"] == "hour_block"]
    assert not hours["verdict"].isin(["more", "less"]).any()
