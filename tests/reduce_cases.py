"""Interactions, posts and orders as hypothesis makes them: small, and as awkward as real ones."""

import pandas as pd
from hypothesis import strategies as st

from smmlab.schema import INTERACTION_KINDS, conform

TALLINN = "Europe/Tallinn"
SPRING, AUTUMN = 1_774_746_000, 1_792_890_000  # 29 March and 25 October 2026, 01:00 UTC

ACT = (
    "network", "interaction_id", "person", "post_id", "kind", "at", "by_page", "precision",
    "reply_to",
)  # fmt: skip
moments = st.one_of(
    st.none(),
    st.integers(SPRING - 8000, SPRING + 8000),
    st.integers(AUTUMN - 8000, AUTUMN + 8000),
    st.integers(1_600_000_000, 1_900_000_000),
    st.integers(AUTUMN - 15, AUTUMN + 15),
)
long_ago = st.one_of(st.none(), st.integers(-200_000, 200_000))


def acts_at(times: st.SearchStrategy[int | None]) -> st.SearchStrategy[pd.DataFrame]:
    act = st.fixed_dictionaries(
        {
            "network": st.sampled_from(["telegram", "facebook"]),
            "person": st.sampled_from(["a", "b", "c", None]),
            "post_id": st.sampled_from(["1", "2", None]),
            "kind": st.sampled_from(INTERACTION_KINDS),
            "at": times,
            "by_page": st.booleans(),
            "precision": st.sampled_from(["second", "day", None]),
            "reply_to": st.one_of(st.none(), st.integers(0, 24).map(str)),
        }
    )
    return st.lists(act, max_size=25).map(_frame)


def _frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    numbered = [row | {"interaction_id": str(number)} for number, row in enumerate(rows)]
    return conform(pd.DataFrame(numbered, columns=list(ACT)), "interactions")[list(ACT)]


frames = st.one_of(acts_at(moments), acts_at(long_ago))
post = st.fixed_dictionaries(
    {
        "network": st.sampled_from(["telegram", "facebook"]),
        "post_id": st.sampled_from(["1", "2", "3"]),
        "is_own": st.booleans(),
        "form": st.sampled_from(["photo", "video", None]),
    }
)
posts = st.lists(post, max_size=6, unique_by=lambda row: (row["network"], row["post_id"])).map(
    lambda rows: conform(
        pd.DataFrame(rows, columns=["network", "post_id", "is_own", "form"]), "posts"
    )[["network", "post_id", "is_own", "form"]]
)
price = st.one_of(st.none(), st.integers(0, 10**7).map(lambda cents: cents / 100))
ORDER = (
    "utm_source", "utm_medium", "utm_campaign", "currency", "status", "amount", "refunded",
    "customer", "at",
)  # fmt: skip
order = st.fixed_dictionaries(
    {
        "utm_source": st.sampled_from(["instagram", None]),
        "utm_medium": st.sampled_from(["social", None]),
        "utm_campaign": st.sampled_from(["launch", None]),
        "currency": st.sampled_from(["EUR", "KWD", None]),
        "status": st.sampled_from(["paid", None]),
        "amount": price,
        "refunded": price,
        "customer": st.sampled_from(["a", "b", None]),
        "at": moments,
    }
)
orders = st.lists(order, max_size=20).map(
    lambda rows: conform(pd.DataFrame(rows, columns=list(ORDER)), "orders")[list(ORDER)]
)
