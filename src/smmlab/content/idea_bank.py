"""A bank of ideas: for each pillar and each of the four types, one to begin with."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from smmlab.content.pillars import PillarKind
from smmlab.texts import message

# Each text has one place for the pillar, in quotation marks, so that no language has to bend it;
# pillars of one kind take turns.
_IDEAS: Mapping[PillarKind, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "question": {
            "instruction": (
                message(
                    "“{pillar}”: take the commonest question from the comments and answer it step "
                    "by step, so that people save the answer."
                ),
                message(
                    "“{pillar}”: a short list of what newcomers do wrong, and how to do it right."
                ),
            ),
            "provocation": (
                message(
                    "“{pillar}”: put the two views that people hold side by side and ask who is "
                    "right."
                ),
                message("“{pillar}”: guess how most people do it, and let them prove you wrong."),
            ),
            "medal": (
                message(
                    "“{pillar}”: thank, with permission, the person who asked the best question."
                ),
                message(
                    "“{pillar}”: show, with permission, how one of your customers does it best."
                ),
            ),
            "laugh": (
                message("“{pillar}”: the oddest question you ever had, told without names."),
                message("“{pillar}”: show how you yourselves got it wrong the first time."),
            ),
        },
        "works": {
            "instruction": (message("Put a useful tip into the mood and form of “{pillar}”."),),
            "provocation": (
                message("End the next post of the type “{pillar}” with a question of two sides."),
            ),
            "medal": (
                message(
                    "Let a regular be the hero of the next post of the type “{pillar}”, with "
                    "permission."
                ),
            ),
            "laugh": (message("Look for the funny side of what “{pillar}” does so well here."),),
        },
        "goods": {
            "instruction": (
                message(
                    "“{pillar}”: show how to choose well, with the mistake that most people make."
                ),
                message("“{pillar}”: what to do at home so that it stays good longer."),
            ),
            "provocation": (
                message(
                    "“{pillar}”: say one opinion that few people share, and ask who disagrees."
                ),
                message("“{pillar}”: two kinds side by side; people take a side and say why."),
            ),
            "medal": (
                message("“{pillar}”: the person who makes it, by name and with a face."),
                message("“{pillar}”: a customer and a special day, told with permission."),
            ),
            "laugh": (
                message("“{pillar}”: expectation and reality in two pictures."),
                message("“{pillar}”: if it could speak, what would it say about its Monday?"),
            ),
        },
        "default": {
            "instruction": (message("“{pillar}”: one trick of the trade to try at home."),),
            "provocation": (
                message("“{pillar}”: a habit of the trade that you refuse to follow, and why."),
            ),
            "medal": (message("“{pillar}”: honour somebody who did a good thing this week."),),
            "laugh": (message("“{pillar}”: the funniest thing that happened this week."),),
        },
    }
)
TYPES_OF_IDEAS = ("instruction", "provocation", "medal", "laugh")


def fill_ideas(pillars: pd.DataFrame, best: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return an idea for each pillar and type, and the own post it may learn from.

    Parameters
    ----------
    pillars
        Result of `smmlab.content.pillars.name_pillars`.
    best
        Own posts that did well: ``type`` and ``text``, best first.

    Returns
    -------
    DataFrame
        ``pillar``, ``kind``, ``type``, ``idea`` (template of a text with ``{pillar}``),
        ``example`` (text of the best own post of that type, never trusted; missing without one).

    Examples
    --------
    >>> pillars = pd.DataFrame({"pillar": ["beans"], "kind": ["goods"]})
    >>> fill_ideas(pillars)["type"].tolist()
    ['instruction', 'provocation', 'medal', 'laugh']
    """
    turns = pillars.groupby("kind").cumcount()
    rows = [
        {"pillar": row["pillar"], "kind": row["kind"], "type": kind,
         "idea": _IDEAS[row["kind"]][kind][turn % len(_IDEAS[row["kind"]][kind])]}
        for row, turn in zip(pillars.to_dict("records"), turns, strict=True)
        for kind in TYPES_OF_IDEAS
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["pillar", "kind", "type", "idea"])
    if best is None or best.empty:
        return table.assign(example=pd.Series(pd.NA, index=table.index, dtype="str"))
    first = best.drop_duplicates("type").set_index("type")["text"]
    return table.assign(example=table["type"].map(first).astype("str"))
