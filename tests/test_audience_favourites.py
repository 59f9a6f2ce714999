"""Favoured content: expected within weeks, people as clusters, chance kept out."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from smmlab.audience.favourites import LEAST_LIFT, find_favourites, no_favourites
from smmlab.errors import DataError

DAY = 86_400


def posts_of(forms: list[str], days: list[int] | None = None) -> pd.DataFrame:
    at = pd.array([day * DAY for day in days or [0] * len(forms)], dtype="Int64")
    names = [str(n) for n in range(len(forms))]
    return pd.DataFrame({"network": "telegram", "post_id": names, "form": forms, "at": at})


def acts_on(pairs: list[tuple[str, int]]) -> pd.DataFrame:
    who, which = zip(*pairs, strict=True)
    return pd.DataFrame(
        {"network": "telegram", "person": who, "post_id": [str(n) for n in which], "by_page": False}
    )


def members_of(groups: dict[str, list[str]]) -> pd.DataFrame:
    rows = [(person, name) for name, people in groups.items() for person in people]
    people, names = zip(*rows, strict=True)
    return pd.DataFrame({"network": "telegram", "person": people, "segment": names})


def row_of(found: pd.DataFrame, segment: str, value: str) -> pd.Series:
    return found.set_index(["segment", "value"]).loc[(segment, value)]


FANS, GUESTS = [f"fan{n}" for n in range(30)], [f"guest{n}" for n in range(50)]


def test_shares_and_lift_are_those_counted_by_hand() -> None:
    posts = posts_of(["poll", "photo"])
    pairs = [(who, 0) for who in FANS[:20]] + [(who, 1) for who in FANS[20:]]
    pairs += [(who, 0) for who in GUESTS[:10]] + [(who, 1) for who in GUESTS[10:]]
    found = find_favourites(members_of({"fan": FANS, "guest": GUESTS}), acts_on(pairs), posts,
                            label="form")  # fmt: skip
    poll = row_of(found, "fan", "poll")
    assert (poll["people"], poll["interactions"]) == (20, 20)
    assert poll["share"] == pytest.approx(20 / 30)
    # Thirty of eighty acts were on polls: thirty fans would give 11.25.
    assert poll["lift"] == pytest.approx(20 / (30 * 30 / 80))
    assert poll["lift_low"] < poll["lift"] < poll["lift_high"]
    assert poll["is_favoured"]
    assert not row_of(found, "fan", "photo")["is_favoured"]


def test_the_interval_is_about_that_of_a_bootstrap_over_people() -> None:
    rng = np.random.default_rng(2)
    # Each of the fans has a taste of their own, and acts many times.
    pairs = [(who, int(rng.random() < taste)) for who in FANS
             for taste in [rng.beta(4, 3)] for _act in range(int(rng.integers(1, 15)))]  # fmt: skip
    pairs += [(who, int(rng.random() < 0.4)) for who in GUESTS for _act in range(4)]
    acts = acts_on(pairs)
    members = members_of({"fan": FANS, "guest": GUESTS})
    row = row_of(find_favourites(members, acts, posts_of(["photo", "poll"]), label="form"),
                 "fan", "poll")  # fmt: skip
    people = acts.assign(poll=acts["post_id"] == "1").groupby("person")["poll"].agg(["sum", "size"])
    polls, sizes = people["sum"].to_numpy(), people["size"].to_numpy()
    is_fan = people.index.str.startswith("fan")
    draws = rng.integers(0, len(people), (4000, len(people)))
    fan = is_fan[draws]
    own = (polls[draws] * fan).sum(1) / (sizes[draws] * fan).sum(1)
    lifts = np.log(own / (polls[draws].sum(1) / sizes[draws].sum(1)))
    spread = np.log(row["lift_high"] / row["lift_low"]) / 2
    assert spread == pytest.approx(2.05 * lifts.std(), rel=0.15)


def test_one_busy_person_makes_no_favourite() -> None:
    pairs = [(who, n % 2) for n, who in enumerate(FANS + GUESTS)]
    pairs += [(FANS[0], 0)] * 200
    found = find_favourites(members_of({"fan": FANS, "guest": GUESTS}), acts_on(pairs),
                            posts_of(["poll", "photo"]), label="form")  # fmt: skip
    assert not found["is_favoured"].any()


def test_whoever_came_late_does_not_favour_what_was_published_late() -> None:
    # Photos first, polls in the last weeks: newcomers could meet nothing but polls.
    posts = posts_of(["photo"] * 10 + ["poll"] * 10, [*range(0, 100, 10), *range(300, 400, 10)])
    rng = np.random.default_rng(1)
    pairs = [(who, int(n)) for who in GUESTS for n in rng.integers(0, 20, 6)]
    pairs += [(who, int(n)) for who in FANS for n in rng.integers(10, 20, 4)]
    members = members_of({"new": FANS, "old": GUESTS})
    fair = find_favourites(members, acts_on(pairs), posts, label="form")
    assert row_of(fair, "new", "poll")["lift"] == pytest.approx(1)
    assert not fair["is_favoured"].any()
    crude = find_favourites(members, acts_on(pairs), posts.drop(columns="at"), label="form")
    assert row_of(crude, "new", "poll")["is_favoured"]


def test_networks_are_not_mixed() -> None:
    # Each network has one form only: nobody had a choice.
    posts = posts_of(["photo", "video"]).assign(network=["telegram", "vkontakte"])
    acts = acts_on([(who, 0) for who in FANS] + [(who, 1) for who in GUESTS])
    acts["network"] = ["telegram"] * 30 + ["vkontakte"] * 50
    members = members_of({"fan": FANS, "guest": GUESTS}).assign(network=acts["network"])
    found = find_favourites(members, acts, posts, label="form")
    assert found["lift"].tolist() == pytest.approx([1, 1])
    assert not found["is_favoured"].any()


def test_few_people_and_small_likings_are_no_favourites() -> None:
    posts = posts_of(["poll", "photo"])
    pairs = [(who, 0) for who in FANS[:9]] * 9 + [(who, 1) for who in GUESTS]
    found = find_favourites(members_of({"fan": FANS, "guest": GUESTS}), acts_on(pairs), posts,
                            label="form")  # fmt: skip
    assert row_of(found, "fan", "poll")["people"] == 9
    assert not row_of(found, "fan", "poll")["is_favoured"]
    many = [f"m{n}" for n in range(4000)]
    slight = [(who, int(n % 100 < 45)) for n, who in enumerate(many)]
    slight += [(f"r{n}", int(n % 100 < 40)) for n in range(4000)]
    members = members_of({"many": many, "rest": [f"r{n}" for n in range(4000)]})
    found = find_favourites(members, acts_on(slight), posts, label="form")
    poll = row_of(found, "many", "photo")
    assert 1 < poll["lift_low"] < poll["lift"] < LEAST_LIFT
    assert not poll["is_favoured"]


def test_chance_rarely_makes_a_favourite() -> None:
    rng = np.random.default_rng(6)
    members = members_of({"fan": FANS, "guest": GUESTS})
    posts = posts_of(["poll", "photo", "video", "text"] * 5)
    false = 0
    for _draw in range(40):
        pairs = [(who, int(n)) for who in FANS + GUESTS
                 for n in rng.integers(0, 20, rng.integers(1, 12))]  # fmt: skip
        false += find_favourites(members, acts_on(pairs), posts, label="form")["is_favoured"].any()
    assert false <= 5


def test_unsure_labels_are_left_out_and_engines_agree() -> None:
    posts = posts_of(["poll", "photo", "other"])
    rng = np.random.default_rng(3)
    pairs = [(who, int(n)) for who in FANS + GUESTS for n in rng.integers(0, 3, 5)]
    members, acts = members_of({"fan": FANS, "guest": GUESTS}), acts_on(pairs)
    found = find_favourites(members, acts, posts, label="form")
    assert set(found["value"]) == {"poll", "photo"}
    of_fans = acts["person"].str.startswith("fan") & (acts["post_id"] != "2")
    assert found.loc[found["segment"] == "fan", "interactions"].sum() == of_fans.sum()
    connection = duckdb.connect()
    relation = connection.from_df(acts.astype({"by_page": "bool"}))
    pd.testing.assert_frame_equal(find_favourites(members, relation, posts, label="form"), found)
    with pytest.raises(DataError):
        find_favourites(members, acts.drop(columns="post_id"), posts, label="form")


def test_posts_without_labels_give_an_empty_table() -> None:
    members, acts = members_of({"fan": FANS}), acts_on([(who, 0) for who in FANS])
    nothing = find_favourites(members, acts, posts_of(["other"]), label="form")
    pd.testing.assert_frame_equal(nothing, no_favourites())
