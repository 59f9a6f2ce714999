"""Made-up audiences whose people come in groups of awkward sizes, in all canonical tables."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmlab.reduce.clock import DAY
from smmlab.schema import conform

NOW = 1_790_000_000
HOUR = 3600
MARK = "pseudonym"  # in every pseudonym, and in nothing else
KINDS = ("comment", "reaction", "share", "view")
FORMS = ("photo", "video")
CITIES = ("Tartu", "Narva", "Elva")
TEXTS = ("how much is the cake", "сколько стоит торт", "kui palju kook maksab", "lovely cake")


@dataclass(frozen=True)
class Audience:
    """Canonical tables of a page whose people come in groups of awkward sizes."""

    acts: pd.DataFrame
    people: pd.DataFrame
    posts: pd.DataFrame
    orders: pd.DataFrame
    aggregate: pd.DataFrame


def make_audience(sizes: list[int]) -> Audience:
    rng = np.random.default_rng(sum(sizes))
    group = np.repeat(np.arange(len(sizes)), sizes)
    person = pd.Series([f"{MARK}{n}" for n in range(len(group))], dtype="str")
    network = pd.Series(np.where(group % 3 == 2, "vkontakte", "telegram"), dtype="str")
    # The further a group is down the list, the more its people do and the later they come.
    acts_of_each = 1 + 2 * (group % 4)
    who = np.repeat(np.arange(len(group)), acts_of_each)
    kind = group[who]
    age = rng.integers(0, 40 + 60 * (kind % 5) + 1)
    acts = pd.DataFrame(
        {
            "network": network.iloc[who].to_numpy(),
            "interaction_id": [f"i{n}" for n in range(len(who))],
            "post_id": [f"post{n}" for n in rng.integers(0, 12, len(who))],
            "person": person.iloc[who].to_numpy(),
            "kind": np.array(KINDS)[np.where(kind % 2 == 0, 0, kind % 4)],
            "at": NOW - age * DAY + (kind % 24) * HOUR + rng.integers(0, 90, len(who)),
            "clock": "UTC",
            "precision": "second",
            "text": np.array(TEXTS)[kind % 4],
            "reply_to": None,
            "by_page": False,
        }
    )
    acts["text"] = acts["text"].where(acts["kind"] == "comment")
    spoken = acts[acts["kind"] == "comment"]
    answers = spoken.sample(len(spoken), random_state=1).assign(kind="reply")
    answers["reply_to"] = spoken["interaction_id"].to_numpy()
    answers["network"] = spoken["network"].to_numpy()
    answers["at"] = spoken["at"].to_numpy() + 60
    answers["interaction_id"] = "r" + answers["interaction_id"]
    together = acts[kind == 0].assign(kind="reaction", text=None)
    ring = pd.concat(
        together.assign(post_id=f"post{n}", at=NOW - 30 * DAY + n, interaction_id=together[
            "interaction_id"] + f"ring{n}") for n in range(8)
    )  # fmt: skip
    # Networks do not always say who acted.
    nameless = acts.head(12).assign(person=None)
    nameless["interaction_id"] = "x" + nameless["interaction_id"]
    posts = pd.DataFrame(
        {
            "network": np.repeat(["telegram", "vkontakte"], 12),
            "page": "Kaja",
            "is_own": True,
            "post_id": [f"post{n}" for n in range(12)] * 2,
            "at": NOW - 400 * DAY,
            "form": np.array(FORMS)[np.arange(24) % 2],
            "text": "cake",
        }
    )
    buyers = person[group % 2 == 0]
    orders = pd.DataFrame(
        {
            "order_id": [f"o{n}" for n in range(len(buyers))], "customer": buyers.to_numpy(),
            "at": NOW - 5 * DAY, "amount": 20.0 + np.arange(len(buyers)), "currency": "EUR",
            "refunded": 0.0, "status": "paid",
        }
    )  # fmt: skip
    profile = pd.DataFrame(
        {
            "network": network, "person": person,
            "sex": np.array(["female", "male"])[group % 2], "birth_year": 1960 + 9 * (group % 5),
            "city": np.array(CITIES)[group % 3], "country": np.array(["EE", "LV"])[group % 2],
            "joined_at": NOW - (10 + 30 * group) * DAY, "last_seen": NOW - group * DAY,
            "followers": 10 * group, "following": 900 * (group % 2), "posts": group % 4,
            "has_photo": group % 3 > 0, "deactivated": group % 5 == 4,
        }
    )  # fmt: skip
    ages = pd.Series(np.array(["18-24", "25-34", "35-44"])[group % 3])
    both = ages + "|" + profile["sex"].astype("str")
    counted = [
        values.value_counts().rename_axis("value").reset_index(name="count").assign(dimension=name)
        for name, values in {
            "age": ages, "sex": profile["sex"], "age_sex": both, "city": profile["city"]
        }.items()
    ]  # fmt: skip
    aggregate = pd.concat(counted).assign(network="telegram", page="Kaja", to_day="2026-10-31")
    return Audience(
        acts=conform(pd.concat([acts, answers, ring, nameless], ignore_index=True), "interactions"),
        people=conform(profile, "people"),
        posts=conform(posts, "posts"),
        orders=conform(orders, "orders"),
        aggregate=conform(aggregate, "audience"),
    )
