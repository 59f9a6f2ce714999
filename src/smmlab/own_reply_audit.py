"""Answers of the page that a person has judged: reply_audit.csv in the client folder."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

import pandas as pd

from smmlab.errors import ProjectError
from smmlab.own_answers import read_answers, write_answers
from smmlab.schema import EVERY_NETWORK
from smmlab.texts import message

Criterion = Literal["polite", "helpful", "answers_it"]
CRITERIA: tuple[Criterion, ...] = get_args(Criterion)
CRITERION_LABELS: Mapping[Criterion, str] = MappingProxyType(
    {
        "polite": message("Polite"),
        "helpful": message("Helpful"),
        "answers_it": message("Answers what was asked"),
    }
)
"""What a person judges of an answer."""

AUDIT_FILE = "reply_audit.csv"
AUDIT_COLUMNS = ("network", "interaction_id", *CRITERIA)
"""The header of reply_audit.csv; each criterion is yes or no."""

_SAID = {"yes": True, "no": False}


def read_reply_audit(folder: Path) -> pd.DataFrame:
    """Return the judged answers, checked; no rows when there are none.

    Parameters
    ----------
    folder
        The client folder.

    Returns
    -------
    DataFrame
        ``network``, ``interaction_id`` and a bool for each of `CRITERIA`; one row an answer.

    Raises
    ------
    ProjectError
        Naming the lines that cannot be used.

    Examples
    --------
    >>> read_reply_audit(Path("no-such-client")).empty
    True
    """
    rows = read_answers(folder / AUDIT_FILE, AUDIT_COLUMNS)
    wrong = (
        ~rows["network"].isin(EVERY_NETWORK)
        | rows["interaction_id"].isna()
        | ~rows[list(CRITERIA)].isin(list(_SAID)).all(axis=1)
        | rows.duplicated(["network", "interaction_id"], keep=False)
    )
    if wrong.any():
        raise ProjectError(
            message(
                "Lines of reply_audit.csv that cannot be used: {lines}. Each answer stands once, "
                "with a known network, its id, and yes or no in {criteria}."
            ),
            {
                "lines": ", ".join(map(str, rows.index[wrong])),
                "criteria": ", ".join(CRITERIA),
            },
        )
    judged = rows.assign(**{name: rows[name].eq("yes").astype(bool) for name in CRITERIA})
    return judged.reset_index(drop=True)


def keep_reply_audit(
    folder: Path, network: str, interaction_id: str, judged: Mapping[Criterion, bool] | None
) -> Path:
    """Write down how an answer was judged; an earlier judgement of the same one is replaced.

    Parameters
    ----------
    folder
        The client folder.
    network, interaction_id
        The answer.
    judged
        Yes or no for each of `CRITERIA`; None takes an earlier judgement back.

    Raises
    ------
    ProjectError
        When a criterion is missing or not known, or the disk refuses.
    """
    if judged is not None and set(judged) != set(CRITERIA):
        raise ProjectError(
            message("An answer is judged by {wanted}. Found: {found}."),
            {"wanted": ", ".join(CRITERIA), "found": ", ".join(map(str, judged)) or "–"},
        )
    kept = read_reply_audit(folder)
    others = kept[(kept["network"] != network) | (kept["interaction_id"] != interaction_id)]
    rows = [
        (row.network, row.interaction_id, *("yes" if getattr(row, name) else "no"
                                            for name in CRITERIA))
        for row in others.itertuples(index=False)
    ]  # fmt: skip
    if judged is not None:
        said = ("yes" if judged[name] else "no" for name in CRITERIA)
        rows.append((network, interaction_id, *said))
    return write_answers(folder / AUDIT_FILE, AUDIT_COLUMNS, rows)
