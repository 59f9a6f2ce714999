"""Small talks for the tests of dialogue: who wrote what, when, and in answer to whom."""

from typing import Any

import pandas as pd

HOUR, DAY = 3600, 86_400
_COLUMNS = ("interaction_id", "kind", "at", "reply_to", "by_page", "person", "text", "post_id")


def talk(waits: list[float | None], *, start: int = 0) -> pd.DataFrame:
    """One comment an entry, all at the start; answered after so many hours, or never."""
    rows: list[dict[str, Any]] = []
    for number, wait in enumerate(waits):
        rows.append({"interaction_id": f"c{number}", "kind": "comment", "at": start,
                     "by_page": False})  # fmt: skip
        if wait is not None:
            rows.append({"interaction_id": f"a{number}", "kind": "reply",
                         "at": start + int(wait * HOUR), "reply_to": f"c{number}",
                         "by_page": True})  # fmt: skip
    return acts(rows)


def acts(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Canonical interactions of one network; what a row does not say is missing."""
    frame = pd.DataFrame(rows).reindex(columns=list(_COLUMNS)).assign(network="telegram")
    texts = ["interaction_id", "kind", "reply_to", "person", "text", "post_id"]
    return frame.astype({"at": "Int64", "by_page": "boolean", **dict.fromkeys(texts, "str")})


def said(
    key: str, at: float, text: str, *, to: str | None = None, who: str | None = None
) -> dict[str, Any]:
    """A comment of a person (a reply when it answers something), at so many hours."""
    kind = "comment" if to is None else "reply"
    return {"interaction_id": key, "kind": kind, "at": int(at * HOUR), "reply_to": to,
            "by_page": False, "person": who or f"p_{key}", "text": text}  # fmt: skip


def ours(key: str, at: float, text: str, *, to: str, who: str = "us") -> dict[str, Any]:
    """An answer by the page, at so many hours."""
    return {"interaction_id": key, "kind": "reply", "at": int(at * HOUR), "reply_to": to,
            "by_page": True, "person": who, "text": text}  # fmt: skip
