"""Posts, exports and comments of a page whose lifetime is known by construction."""

import numpy as np
import pandas as pd

from smmlab.schema import conform

HOUR, START, EXPORTED = 3600, 1_760_000_000, 1_769_000_000


def posts_of(
    many: int, *, network: str = "telegram", step_hours: int = 24, precision: str = "second"
) -> pd.DataFrame:
    return conform(
        pd.DataFrame(
            {
                "network": network, "page": "Kaja", "is_own": True, "precision": precision,
                "post_id": [str(n) for n in range(many)], "form": "photo",
                "at": [START + n * step_hours * HOUR for n in range(many)],
                "reactions": [10 + n for n in range(many)], "exported_at": EXPORTED,
            }
        ),
        "posts",
    )  # fmt: skip


def acts_at(
    posts: pd.DataFrame, post: np.ndarray, hours: np.ndarray, *, kind: str = "comment"
) -> pd.DataFrame:
    at = posts["at"].to_numpy(dtype=np.int64)[post] + np.round(hours * HOUR).astype(np.int64)
    acts = pd.DataFrame(
        {
            "network": posts["network"].iloc[0], "post_id": posts["post_id"].to_numpy()[post],
            "interaction_id": [str(n) for n in range(len(post))], "kind": kind, "at": at,
            "by_page": False, "precision": "second", "exported_at": EXPORTED,
        }
    )  # fmt: skip
    return conform(acts[acts["at"] <= EXPORTED], "interactions")


def exports_of(
    posts: pd.DataFrame, ages: list[float], counts: list[int], *, network: str = "telegram"
) -> pd.DataFrame:
    rows = pd.DataFrame({"age": ages, "reactions": counts}).merge(
        posts[["post_id", "at"]], how="cross"
    )
    rows["exported_at"] = rows["at"].astype("int64") + (rows["age"] * HOUR).astype("int64")
    return conform(rows[["post_id", "reactions", "exported_at"]].assign(network=network),
                   "snapshots")  # fmt: skip


def none_of(table: str) -> pd.DataFrame:
    return conform(pd.DataFrame(), table)
