"""A text before it is published: what it is, and what would make it stop the thumb."""

from dataclasses import dataclass

import pandas as pd

from smmlab.content.traits import read_traits
from smmlab.content.types import classify_texts
from smmlab.texts import message

LONG = 500
"""Letters beyond which most readers see only the beginning, before "see more"."""
_MOST_HASHTAGS = 5

_FLAT = message(
    "It only informs. Give people a reason to answer or to pass it on: a question on which they "
    "will take sides, one useful step, something that honours them, or a smile."
)
_UNSURE = message("The model is not sure. Ask a colleague which type it is, in one word.")
_FOREIGN = message("The model reads English, Estonian and Russian only; this text seems another.")
_ANSWERS = message(
    "People will argue. Be there within the hour, thank those who disagree, and never join a "
    "quarrel between readers."
)
_NO_QUESTION = message("It takes a side but asks nothing. End with one question.")
_STEPS = message("Number the steps, one line each, and say what to do with it: save it.")
_HONOUR = message("Make clear whom it honours; people pass it on to those who are meant.")
_LAUGH = message("Test it on someone who has not seen it. Never laugh at customers.")
_OFFER = message(
    "It sells. One offer, one price, one thing to do; keep such posts few among the others."
)
_NO_CALL = message("It sells, but does not say what to do: write, come, book or follow the link.")
_LONG = message("It is long. Most readers see only the first lines: put the point there.")
_HASHTAGS = message("It has many hashtags. Keep those that people search for.")
_CAPITALS = message("Words in capitals shout. Use them for one word at most.")


@dataclass(frozen=True)
class Draft:
    """What is said of one text.

    Parameters
    ----------
    type, also
        As in `classify_texts`; ``also`` is None without a second type.
    is_sure
        False where the model abstains.
    probabilities
        Each type on its own, 0-1; empty without a text.
    cues
        Words of the text that spoke for the type; escape them before showing.
    marks
        Names of what the text does, of `smmlab.content.traits.MARKS`.
    tone
        Or None.
    advice
        What to change, most important first.
    """

    type: str
    also: str | None
    is_sure: bool
    probabilities: dict[str, float]
    cues: str
    marks: tuple[str, ...]
    tone: str | None
    advice: tuple[str, ...]


def read_draft(text: str, *, corrected: pd.DataFrame | None = None) -> Draft:
    """Say what a text is and what would improve it. A type, never a forecast of reach.

    Parameters
    ----------
    text
        A caption in English, Estonian or Russian.
    corrected
        As in `classify_texts`: what this client has set right.

    Returns
    -------
    Draft
        The advice is the trade's rules of thumb, not measured on this client.

    Examples
    --------
    >>> draft = read_draft("We are open from 10 to 18 on Monday.")
    >>> draft.type, "informs" in draft.advice[0]
    ('none', True)
    """
    from smmlab.content.scoring import TYPES
    from smmlab.content.traits import MARKS

    judged = classify_texts([text], corrected=corrected).iloc[0]
    if pd.isna(judged["language"]):
        return Draft("none", None, False, {}, "", (), None, ())
    traits = read_traits([text]).iloc[0]
    marks = tuple(name for name in MARKS if bool(traits[name]))
    kind, is_sure = str(judged["type"]), judged["status"] == "sure"
    return Draft(
        type=kind,
        also=None if pd.isna(judged["also"]) else str(judged["also"]),
        is_sure=is_sure,
        probabilities={name: float(judged[f"p_{name}"]) for name in TYPES},
        cues=str(judged["cues"]),
        marks=marks,
        tone=None if pd.isna(traits["tone"]) else str(traits["tone"]),
        advice=_advice(text, kind, marks, is_sure=is_sure, language=str(judged["language"])),
    )


def _advice(
    text: str, kind: str, marks: tuple[str, ...], *, is_sure: bool, language: str
) -> tuple[str, ...]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    is_shouting = sum(word.isupper() and len(word) > 3 for word in text.split()) > 1
    found = {
        _FOREIGN: language == "other",
        _UNSURE: not is_sure and language != "other",
        _FLAT: kind == "none" and not {"entertains", "invites_talk"} & set(marks),
        _NO_QUESTION: kind == "provocation" and "?" not in text,
        _ANSWERS: kind == "provocation",
        _STEPS: kind == "instruction" and len(lines) < 3,
        _HONOUR: kind == "medal",
        _LAUGH: kind == "laugh",
        _OFFER: "sells" in marks,
        _NO_CALL: "sells" in marks and "calls_to_act" not in marks,
        _LONG: len(text) > LONG,
        _HASHTAGS: text.count("#") > _MOST_HASHTAGS,
        _CAPITALS: is_shouting,
    }
    return tuple(said for said, holds in found.items() if holds)
