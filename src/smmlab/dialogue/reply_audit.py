"""The audit of answers: a drawn sample of the page's own, and what a person's marks add up to."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from smmlab.dialogue.politeness import page_answers
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.intervals import wilson_interval
from smmlab.own_reply_audit import CRITERIA
from smmlab.schema import require
from smmlab.texts import message

_DRAWN = ("network", "interaction_id", "at", "asked", "text")
_JUDGED = message(
    "Answers that a person read and found so, among the drawn answers that were judged; Wilson "
    "interval."
)
_NOT_YET = message(
    "Too few answers have been read and judged by a person. The form of fifty answers takes half "
    "an hour."
)


def draw_replies(talk: pd.DataFrame, *, seed: int, most: int = 50) -> pd.DataFrame:
    """Draw answers of the page for a person to judge, each answer with what it answers.

    Parameters
    ----------
    talk
        Result of `smmlab.dialogue.talk.follow_talk`.
    seed
        Of the draw: the same seed draws the same answers of the same talk.
    most
        How many; all when there are fewer.

    Returns
    -------
    DataFrame
        In the drawn order: ``network``, ``interaction_id``, ``at`` (epoch seconds UTC, may be
        missing), ``asked`` (what was answered; missing where the file lacks it) and ``text``: as
        written, to be escaped before they are shown.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> from smmlab.dialogue.talk import follow_talk
    >>> acts = pd.DataFrame({
    ...     "network": "x", "interaction_id": ["a", "b"], "kind": ["comment", "reply"],
    ...     "at": [0, 9], "reply_to": [None, "a"], "by_page": [False, True],
    ...     "text": ["How much?", "4 euros."]})
    >>> draw_replies(follow_talk(acts), seed=1)[["asked", "text"]].values.tolist()
    [['How much?', '4 euros.']]
    """
    require(talk, ("parent", "at"), table="interactions")
    # Sorted first, so that the order of the imports does not change the draw.
    answers = page_answers(talk).sort_values(["network", "interaction_id"], kind="stable")
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(answers))[:most]
    drawn = answers.iloc[chosen]
    parent = drawn["parent"].to_numpy(dtype=np.int64)
    asked = talk["text"].reindex(parent).reset_index(drop=True)
    return drawn.reset_index(drop=True).assign(asked=asked)[list(_DRAWN)]


def summarise_audit(audit: pd.DataFrame) -> pd.DataFrame:
    """Return the share of judged answers that meet each criterion.

    Parameters
    ----------
    audit
        As `smmlab.own_reply_audit.read_reply_audit` gives it.

    Returns
    -------
    DataFrame
        One row a criterion: ``criterion``, ``judged`` answers, ``good`` among them, ``share`` (0-1,
        Wilson ``share_low``, ``share_high``).

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> audit = pd.DataFrame({"polite": [True, True], "helpful": [True, False],
    ...                       "answers_it": [False, False]})
    >>> summarise_audit(audit)["share"].tolist()
    [1.0, 0.5, 0.0]
    """
    require(audit, CRITERIA, table="interactions")
    good = audit[list(CRITERIA)].sum().to_numpy(dtype=np.float64)
    judged = np.full(len(CRITERIA), float(len(audit)))
    low, high = wilson_interval(good, judged)
    return pd.DataFrame(
        {
            "criterion": pd.array(CRITERIA, dtype="str"),
            "judged": len(audit),
            "good": good.astype("int64"),
            "share": good / len(audit) if len(audit) else np.full(len(CRITERIA), np.nan),
            "share_low": low,
            "share_high": high,
        }
    )


def audit_findings(summary: pd.DataFrame, *, sources: Sequence[Source] = ()) -> list[Finding]:
    """Return each criterion as a finding; unknown until ten answers were judged.

    Examples
    --------
    >>> nothing = pd.DataFrame({name: pd.Series(dtype="bool") for name in CRITERIA})
    >>> {finding.status for finding in audit_findings(summarise_audit(nothing))}
    {'unknown'}
    """
    rows = tuple(sources)
    return [
        Finding(
            f"dialogue.audit.{row['criterion']}.share", row["share"], "share", int(row["judged"]),
            row["share_low"], row["share_high"], method=_JUDGED, sources=rows,
            numerator=int(row["good"]), denominator=int(row["judged"]),
        )
        if row["judged"] >= SMALLEST_GROUP
        else Finding(
            f"dialogue.audit.{row['criterion']}.share", None, "share", int(row["judged"]),
            status="unknown", method=_NOT_YET, sources=rows,
        )
        for row in summary.to_dict("records")
    ]  # fmt: skip
