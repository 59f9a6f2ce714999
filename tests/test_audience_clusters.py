"""Groups: found where they were planted, and never where there are none."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from audience_cases import CROWDS, NOW, PLANTED, crowd, measured, people_frame, planted
from smmlab.audience import clusters
from smmlab.audience.clusters import REASONS, VERDICTS, Groups, find_groups
from smmlab.audience.group_findings import WHY_NONE, group_findings
from smmlab.audience.separation import ONE_CROWD
from smmlab.findings import Source
from smmlab.intervals import wilson_interval
from smmlab.plots.groups import VERDICT_LABELS, plot_group_choice, plot_groups
from smmlab.texts import Words

ROWS = (Source("group.json", 1, 900, 900),)


def find(frame: pd.DataFrame, **options) -> Groups:
    given = {"as_of": NOW, "draws": 20, "ks": (2, 3, 4, 5, 6, 7), "seed": 1} | options
    return find_groups(frame, features=measured(frame), **given)


@pytest.fixture(scope="module")
def three() -> tuple[pd.DataFrame, np.ndarray, Groups]:
    frame, truth = planted("3: by kind of act", 500, 2)
    return frame, truth, find(frame)


@pytest.mark.parametrize("kind", CROWDS)
def test_no_groups_where_there_are_none(kind: str) -> None:
    found = find(crowd(kind, 400, 1), ks=(2, 3, 5))
    assert found.reason == "no_groups"
    assert found.chosen is None
    assert found.people["group"].isna().all()
    assert len(found.ks) == 3


@pytest.mark.parametrize("kind", PLANTED)
def test_planted_groups_come_back(kind: str) -> None:
    frame, truth = planted(kind, 400, 3)
    found = find(frame)
    assert found.chosen == truth.max() + 1
    assert adjusted_rand_score(truth, found.people["group"]) >= 0.9


def test_a_mixture_finds_them_too() -> None:
    frame, truth = planted("3: light, heavy, lapsed", 400, 3)
    found = find(frame, method="mixture", ks=(2, 3, 4))
    assert found.chosen == 3
    assert adjusted_rand_score(truth, found.people["group"]) >= 0.9
    assert find(crowd("busy gamma activity", 400, 1), method="mixture", ks=(2, 3)).chosen is None


def test_unrelated_features_make_no_groups_however_clear_each_divide() -> None:
    # Two features with a wide gap each, one having nothing to do with the other: four corners,
    # stable and far apart, but shuffled audiences have them as well.
    rng = np.random.default_rng(4)
    sides = rng.integers(0, 2, (600, 2)) * 4 + rng.normal(3, 0.4, (600, 2))
    values = np.column_stack([sides, rng.normal(3, 0.1, 600)])
    frame = people_frame({f"feature_{n}": np.expm1(column) for n, column in enumerate(values.T)})
    found = find(frame, ks=(2, 4))
    four = found.ks.set_index("k").loc[4]
    assert four["gap_low"] > ONE_CROWD
    assert four["jaccard_min"] > 0.9
    assert four["null_p"] > 0.05
    assert four["verdict"] == "no_better_than_chance"
    assert found.reason == "no_groups"


def test_one_long_crowd_beats_shuffled_audiences_and_is_still_one() -> None:
    found = find(crowd("uniform line", 500, 1), ks=(2, 3))
    two = found.ks.set_index("k").loc[2]
    assert two["null_p"] == 0.01
    assert two["jaccard_min"] > 0.9
    assert two["verdict"] == "one_crowd"
    assert found.reason == "no_groups"


def test_one_comment_and_one_reaction_are_not_two_sorts_of_people() -> None:
    rng = np.random.default_rng(5)
    kinds = rng.integers(0, 3, 600)
    once = np.eye(3, dtype=int)[kinds] + (rng.random((600, 3)) < 0.02)
    frame = people_frame({f"feature_{n}": column for n, column in enumerate(once.T)})
    found = find(frame, ks=(3,))
    row = found.ks.iloc[0]
    assert row["null_p"] == 0.01
    assert row["jaccard_min"] > 0.9
    assert row["verdict"] == "one_crowd"


def test_a_group_too_small_to_be_shown_is_no_group() -> None:
    frame, truth = planted("2: commenters and reactors", 400, 1)
    keep = np.flatnonzero(truth == 0).tolist() + np.flatnonzero(truth == 1)[:9].tolist()
    few = pd.concat([frame.iloc[keep], frame[truth == 0].assign(network="x")], ignore_index=True)
    found = find(few, ks=(2,))
    assert found.ks["verdict"].tolist() in (["too_small"], ["unstable"], ["one_crowd"])
    assert found.chosen is None
    large = find(frame, ks=(2,), smallest=161)
    assert large.ks["smallest_group"].tolist() == [160]
    assert large.ks["verdict"].tolist() == ["too_small"]


def test_order_of_rows_and_seed(three: tuple[pd.DataFrame, np.ndarray, Groups]) -> None:
    frame, _truth, found = three
    before = frame.copy()
    again = find(frame.sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(again.people, found.people)
    pd.testing.assert_frame_equal(again.ks, found.ks)
    pd.testing.assert_frame_equal(frame, before)


def test_pseudonyms_are_chance_and_change_nothing() -> None:
    # One crowd with ties, and no answer beyond doubt: there another order shows at once.
    rng = np.random.default_rng(3)
    crowd = pd.DataFrame(
        rng.poisson(1.5, (400, 4)), columns=["comments", "reactions", "shares", "posts"]
    )
    named = crowd.assign(network="telegram", person=[f"p{number:03}" for number in range(400)])
    other = named.assign(person=rng.permutation(named["person"]))
    first, second = find(named), find(other)
    pd.testing.assert_frame_equal(first.ks, second.ks)
    assert first.reason == second.reason


def test_numbers_of_groups_are_described(three: tuple[pd.DataFrame, np.ndarray, Groups]) -> None:
    frame, truth, found = three
    assert found.people.columns.tolist() == ["network", "person", "group"]
    sizes = found.people["group"].value_counts()
    assert sizes.to_dict() == dict(zip("ABC", np.bincount(truth), strict=True))
    assert set(found.ks["verdict"]) <= set(VERDICTS)
    assert found.ks["ari_low"].le(found.ks["ari"]).all()
    assert found.ks["gap_low"].le(found.ks["gap"]).all()
    assert found.ks["jaccard_min"].le(found.ks["jaccard_mean"]).all()
    assert found.ks.set_index("k").loc[3, "smallest_group"] == sizes.min()
    assert (found.fitted, found.draws, found.seed, found.method) == (500, 20, 1, "kmeans")
    row = found.profile.set_index(["group", "feature"]).loc[("B", "reactions")]
    members = frame.loc[truth == 1, "reactions"]
    logs = np.log1p(frame["reactions"])
    scaled = (logs - logs.mean()) / logs.std(ddof=0)
    assert row["median"] == members.median()
    assert row["people"] == len(members)
    assert row["share"] == pytest.approx(len(members) / 500)
    assert row["difference"] == pytest.approx(scaled[truth == 1].mean())
    half = 1.959964 * scaled[truth == 1].std() / np.sqrt(len(members))
    assert row["difference_high"] - row["difference"] == pytest.approx(half, rel=1e-4)


def test_of_many_people_a_sample_is_fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "MOST_FITTED", 400)
    frame, truth = planted("3: by kind of act", 1500, 4)
    found = find(frame, ks=(2, 3, 4))
    assert (found.fitted, found.chosen) == (400, 3)
    assert adjusted_rand_score(truth, found.people["group"]) >= 0.9
    assert [str(note) for note in found.notes] == [
        "Groups were found on a sample (people in it: 400); everyone else joined the nearest group."
    ]


def test_people_without_a_time_get_no_group() -> None:
    frame, _truth = planted("3: light, heavy, lapsed", 400, 1)
    frame["last"] = frame["last"].astype("Int64")
    frame.loc[[0, 7], "last"] = pd.NA
    found = find(frame, ks=(3,))
    assert found.people.loc[found.people["group"].isna(), "person"].tolist() == [
        "p000000", "p000007"
    ]  # fmt: skip
    assert found.profile.drop_duplicates("group")["people"].sum() == 398


def test_groups_that_are_the_networks_are_said_to_be() -> None:
    frame, truth = planted("2: commenters and reactors", 400, 1)
    mixed = frame.assign(network=np.where(truth == 0, "telegram", "facebook"))
    assert "networks" in str(find(mixed, ks=(2,)).notes[-1])
    apart = frame.assign(network=np.where(np.arange(400) % 2, "telegram", "facebook"))
    assert find(apart, ks=(2,)).notes == ()


def test_too_little_gives_no_answer(three: tuple[pd.DataFrame, np.ndarray, Groups]) -> None:
    frame = three[0]
    few = find(frame.head(299))
    assert (few.reason, few.chosen, len(few.ks), len(few.profile)) == ("too_few_people", None, 0, 0)
    thin = find_groups(frame, features=["comments", "reactions"])
    assert thin.reason == "too_few_features"
    assert thin.people["group"].isna().all()


def test_findings_add_up(three: tuple[pd.DataFrame, np.ndarray, Groups]) -> None:
    _frame, truth, found = three
    findings = {each.key: each for each in group_findings(found, sources=ROWS)}
    assert findings["audience.groups"].value == "A, B, C"
    assert findings["audience.groups.k"].value == 3
    row = found.ks.set_index("k").loc[3]
    assert findings["audience.groups.stability"].value == row["jaccard_min"]
    assert findings["audience.groups.silhouette"].value == row["silhouette"]
    sizes = np.bincount(truth)
    for name, size in zip("abc", sizes, strict=True):
        assert findings[f"audience.groups.{name}.people"].value == size
        share = findings[f"audience.groups.{name}.share"]
        low, high = wilson_interval(size, 500)
        assert (share.value, share.low, share.high) == (size / 500, low, high)
    assert all(each.sources == ROWS and each.status == "estimated" for each in findings.values())


def test_why_there_are_none_is_said(three: tuple[pd.DataFrame, np.ndarray, Groups]) -> None:
    assert set(WHY_NONE) == set(REASONS) - {"groups"}
    few = find(three[0].head(200))
    (finding,) = group_findings(few, sources=ROWS)
    assert (finding.status, finding.value, finding.n) == ("unknown", None, 200)
    assert finding.method == WHY_NONE["too_few_people"]


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_charts_say_what_was_found(
    three: tuple[pd.DataFrame, np.ndarray, Groups], language
) -> None:
    words = Words(language)
    found = three[2]
    profile, choice = plot_groups(found, words=words), plot_group_choice(found, words=words)
    assert "3" in profile.get_title(loc="left")
    assert "3" in choice.get_title(loc="left")
    assert len(profile.get_legend().get_texts()) == 3
    named = plot_groups(replace(found, names={"A": "talkers"}), words=words).get_legend()
    assert named.get_texts()[0].get_text().startswith(words.say("Talkers"))
    assert [label.get_text().split("\n")[0] for label in choice.get_xticklabels()] == list("234567")
    shown = " ".join(text.get_text() for text in profile.texts)
    assert not any(person in shown for person in found.people["person"])
    assert set(VERDICT_LABELS) == set(VERDICTS)


def test_charts_without_groups_teach_what_is_missing(
    three: tuple[pd.DataFrame, np.ndarray, Groups],
) -> None:
    few = find(three[0].head(200))
    for plot in (plot_groups, plot_group_choice):
        assert plot(few).texts[0].get_text() == WHY_NONE["too_few_people"]
    none = find(crowd("Zipf activity", 400, 1), ks=(2, 3))
    assert plot_groups(none).texts[0].get_text() == WHY_NONE["no_groups"]
    assert "No groups" in plot_group_choice(none).get_title(loc="left")
