"""The audit of a place: what stands, what is missing, what only a look can tell."""

from collections.abc import Mapping, Sequence
from typing import Literal

import pandas as pd

from smmlab.errors import DataError
from smmlab.gathering.checklist import ITEM, items_of
from smmlab.gathering.shown import STATES, Shown, shown_by_files
from smmlab.schema import NETWORKS
from smmlab.texts import message

By = Literal["files", "brief", "answer", "nobody"]

COLUMNS = (
    "network", "item", "effect", "state", "by", "is_contradicted", "evidence", "count", "of",
    "names", "fix",
)  # fmt: skip
CONTRADICTED = message("The answer was another one, but the rows tell this.")
_LOOKED = message("The strategist looked at the place.")
_NOT_LOOKED = message("No table keeps this; look at the place.")


def audit_place(
    network: str,
    answers: Mapping[str, str],
    *,
    posts: pd.DataFrame,
    replies: pd.DataFrame | None = None,
    languages: Sequence[str] = (),
    face: str = "",
    kind: str = "",
    market: str = "",
) -> pd.DataFrame:
    """Audit a place on one network: every item with a state, its evidence and its fix.

    Parameters
    ----------
    network
        One of `smmlab.schema.NETWORKS`.
    answers
        Item to ``yes``, ``no`` or ``cannot_tell``, from a look at the place. They hold, except
        where rows of the exports settle an item otherwise.
    posts
        Canonical posts; own ones of the network are read.
    replies
        network, comments, answered; see `smmlab.reduce.answers.page_answers`.
    languages
        Codes of the target group's languages.
    face
        Who speaks for the business, as the brief says.
    kind, market
        Of the place; empty when not known, then no item is left out for it.

    Returns
    -------
    DataFrame
        One row an item, the largest effect first: network, item, effect (must|high|middle|low),
        state (yes|no|cannot_tell), by (files|brief|answer|nobody), is_contradicted (the rows tell
        another thing than the answer), evidence (a template with {count}, {of}, {names}), count and
        of (rows), names (words of the data), fix (what to do).

    Raises
    ------
    DataError
        When the network, an item or an answer is not known, or a column is absent.

    Examples
    --------
    >>> posts = pd.DataFrame(columns=["network", "page", "is_own", "post_id", "at", "text",
    ...                               "exported_at"])
    >>> audit = audit_place("pinterest", {"name": "yes", "about": "no"}, posts=posts)
    >>> audit["state"].value_counts().sort_index().to_dict()
    {'cannot_tell': 15, 'no': 1, 'yes': 1}
    """
    _refuse(network, answers)
    found = shown_by_files(network, posts, answers=replies, languages=languages, face=face)
    rows = [
        {
            "network": network,
            "item": item.key,
            "effect": item.effect_in(market),
            "fix": item.fix,
            **_weighed(found.get(item.key), answers.get(item.key)),
        }
        for item in items_of(network, kind=kind, market=market)
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    texts = {name: "str" for name in COLUMNS if name not in ("count", "of", "is_contradicted")}
    return table.astype({**texts, "count": "Int64", "of": "Int64", "is_contradicted": "bool"})


def _weighed(shown: Shown | None, answer: str | None) -> dict[str, object]:
    is_told = shown is not None and shown.state != "cannot_tell"
    is_answered = answer in ("yes", "no")
    settled = is_told and shown is not None and (shown.is_firm or not is_answered)
    seen = {
        "evidence": shown.evidence if shown else "",
        "count": shown.count if shown else None,
        "of": shown.of if shown else None,
        "names": shown.names if shown else "",
    }
    if settled and shown is not None:
        by = "brief" if shown.from_brief else "files"
        against = is_answered and answer != shown.state
        return {"state": shown.state, "by": by, "is_contradicted": against, **seen}
    if is_answered:
        return {**seen, "state": answer, "by": "answer", "is_contradicted": False,
                "evidence": seen["evidence"] or _LOOKED}  # fmt: skip
    return {**seen, "state": "cannot_tell", "by": "nobody", "is_contradicted": False,
            "evidence": seen["evidence"] or _NOT_LOOKED}  # fmt: skip


def to_do(audit: pd.DataFrame) -> pd.DataFrame:
    """Return what is left to do, in order of effect.

    Parameters
    ----------
    audit
        From `audit_place`.

    Returns
    -------
    DataFrame
        network, item, task (fix|look), effect, fix: what is missing is to be fixed, what nobody
        knows to be looked at first.

    Examples
    --------
    >>> audit = pd.DataFrame({"network": "x", "item": ["name", "link", "about"],
    ...     "effect": "high", "state": ["yes", "no", "cannot_tell"], "fix": "…"})
    >>> to_do(audit)[["item", "task"]].values.tolist()
    [['link', 'fix'], ['about', 'look']]
    """
    left = audit[audit["state"] != "yes"]
    task = left["state"].map({"no": "fix", "cannot_tell": "look"})
    return left.assign(task=task)[["network", "item", "task", "effect", "fix"]].reset_index(
        drop=True
    )


def summarise_audit(audit: pd.DataFrame) -> pd.DataFrame:
    """Return per network how many items stand: network, items, known, stand, missing, unknown.

    Examples
    --------
    >>> audit = pd.DataFrame({"network": "x", "state": ["yes", "no", "cannot_tell"]})
    >>> print(summarise_audit(audit).to_string(index=False))
    network  items  known  stand  missing  unknown
          x      3      2      1        1        1
    """
    states = audit["state"]
    flags = pd.DataFrame(
        {
            "network": audit["network"],
            "items": 1,
            "known": states.ne("cannot_tell"),
            "stand": states.eq("yes"),
            "missing": states.eq("no"),
            "unknown": states.eq("cannot_tell"),
        }
    )
    return (
        flags.groupby("network", sort=False, as_index=False)
        .sum()
        .astype({name: "int64" for name in flags.columns if name != "network"})
    )


def _refuse(network: str, answers: Mapping[str, str]) -> None:
    told = [
        ("network", network, NETWORKS),
        *(("answers", item, tuple(ITEM)) for item in answers),
        *((f"answers.{item}", state, STATES) for item, state in answers.items()),
    ]
    for field, found, allowed in told:
        if found not in allowed:
            raise DataError(
                message("{field} must be one of {allowed}; found {found}."),
                {"field": field, "allowed": ", ".join(allowed), "found": found},
            )
