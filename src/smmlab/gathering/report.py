"""What the audit of a place and the choice of its kind found."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from smmlab.findings import Finding, Source, Status
from smmlab.gathering.audit import summarise_audit
from smmlab.gathering.choice import PlaceChoice
from smmlab.texts import message

_METHODS: Mapping[str, str] = MappingProxyType(
    {
        "files": message(
            "Counted in the exports: the newest own posts, or the comments and their answers."
        ),
        "brief": message("The brief says so."),
        "answer": message("The strategist looked at the place and answered the checklist."),
        "nobody": message(
            "Whether the other items of the checklist are in place can only be seen on the page "
            "itself: open it and fill in the checklist of the gathering place."
        ),
    }
)
_STATUS: Mapping[str, Status] = MappingProxyType(
    {"files": "measured", "brief": "estimated", "answer": "estimated", "nobody": "unknown"}
)
_DONE = message(
    "Items of the checklist that stand, among those that are known. Every item was looked at, none "
    "was drawn, so there is no interval."
)
_LEFT = message("Items of the checklist that nobody knows yet; they are not in the share.")
_RECOMMENDED = message(
    "Rules of the network first, then the goal and the face of the brief; where no rule speaks it "
    "is judgement."
)
_NONE = message("Nothing can be opened there by the rules that were read.")


def audit_findings(
    audit: pd.DataFrame, *, sources: Sequence[Source], reply_sources: Sequence[Source] = ()
) -> list[Finding]:
    """Return the findings of an audit.

    Parameters
    ----------
    audit
        From `smmlab.gathering.audit.audit_place`, of one network or of several.
    sources
        Rows of the own posts.
    reply_sources
        Rows of the interactions.

    Returns
    -------
    list of Finding
        ``gathering.<network>.done_share`` (share of the known items that stand, no interval),
        ``gathering.<network>.not_known`` (items), and ``gathering.<network>.<item>`` (label
        yes|no, unknown when nobody can tell).

    Examples
    --------
    >>> audit = pd.DataFrame({"network": "x", "item": ["name", "link"], "state": ["yes", "no"],
    ...                       "by": "answer", "count": pd.NA, "of": pd.NA})
    >>> [f.value for f in audit_findings(audit, sources=())]
    [0.5, 0, 'yes', 'no']
    """
    rows, replies = tuple(sources), tuple(reply_sources)
    found: list[Finding] = []
    for total in summarise_audit(audit).to_dict("records"):
        network = str(total["network"])
        items = audit[audit["network"].eq(network)]
        found += [
            *_totals(f"gathering.{network}", total),
            *(_item(item, rows, replies) for item in items.to_dict("records")),
        ]
    return found


def choice_findings(choices: Sequence[PlaceChoice]) -> list[Finding]:
    """Return which kind of place is recommended: ``gathering.<network>.recommended``."""
    return [
        Finding(
            f"gathering.{choice.network}.recommended", choice.recommended, "label",
            len(choice.options),
            status="unknown" if choice.recommended is None else "estimated",
            method=_NONE if choice.recommended is None else _RECOMMENDED,
        )
        for choice in choices
    ]  # fmt: skip


def _totals(key: str, total: Mapping[str, object]) -> list[Finding]:
    known, stand, unknown = (int(str(total[name])) for name in ("known", "stand", "unknown"))
    share = (
        Finding(f"{key}.done_share", stand / known, "share", known, status="estimated",
                method=_DONE, numerator=stand, denominator=known)
        if known
        else Finding(f"{key}.done_share", None, "share", 0, status="unknown",
                     method=_METHODS["nobody"])
    )  # fmt: skip
    left = Finding(f"{key}.not_known", unknown, "items", known + unknown, status="estimated",
                   method=_LEFT)  # fmt: skip
    return [share, left]


def _item(
    row: Mapping[str, object], posts: tuple[Source, ...], replies: tuple[Source, ...]
) -> Finding:
    by, state = str(row["by"]), row["state"]
    count, of = _whole(row["count"]), _whole(row["of"])
    behind = replies if row["item"] == "response" else posts
    return Finding(
        f"gathering.{row['network']}.{row['item']}",
        None if by == "nobody" else str(state),
        "label",
        of,
        status=_STATUS[by],
        method=_METHODS[by],
        sources=behind if by == "files" else (),
        numerator=count,
        denominator=of,
    )


def _whole(value: object) -> int | None:
    return None if pd.isna(value) else int(str(value))
