"""Hand-made posts of our page and of rivals, for the tests of the rivals' room."""

import pandas as pd

from smmlab.schema import conform

DAY = 86_400
START = 1_767_225_600  # 2026-01-01 00:00 UTC


def page_posts(
    page: str | None,
    reactions: list[int] | list[float],
    *,
    own: bool = False,
    network: str = "telegram",
    every: float = 3,
    start: float = 0,
    form: str | list[str] = "photo",
    **more: object,
) -> pd.DataFrame:
    """Return one post every so many days with these reactions."""
    n = len(reactions)
    return conform(
        pd.DataFrame(
            {
                "network": network, "page": page, "is_own": own,
                "post_id": [f"{network}/{page}/{own}/{number}" for number in range(n)],
                "at": [START + round((start + number * every) * DAY) for number in range(n)],
                "form": form, "reactions": reactions, "exported_at": START + 900 * DAY,
                "source_file": f"{page or 'file'}.csv", "source_row": range(2, n + 2),
            } | more
        ),
        "posts",
    )  # fmt: skip


def together(*pages: pd.DataFrame) -> pd.DataFrame:
    return pd.concat(pages, ignore_index=True)


def typed(posts: pd.DataFrame, kinds: str | list[str], status: str = "sure") -> pd.DataFrame:
    return posts[["network", "post_id"]].assign(type=kinds, status=status)
