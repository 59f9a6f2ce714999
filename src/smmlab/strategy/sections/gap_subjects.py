"""What a gap is about: the networks or groups it holds for, or the findings it leaves open."""

from collections.abc import Mapping, Sequence
from itertools import takewhile
from types import MappingProxyType

from smmlab.audience.names import label_of_segment
from smmlab.strategy.document import Span, Spans, joined
from smmlab.strategy.key_words import name_of_key
from smmlab.strategy.statements import Pen, Several, Term
from smmlab.texts.labels import LABELS, NETWORK_NAMES

_ROOMS: Mapping[str, str] = MappingProxyType({"networks": "network", "gathering": "place"})
_MOST_NAMED = 6
_BETWEEN = " · "


def subject_of(pen: Pen, room: str, names: tuple[str, ...], *, keys: Sequence[str]) -> Spans:
    """Return what a row of unknowns is about.

    Parameters
    ----------
    pen
        The pen of the document.
    room
        The first part of the keys.
    names
        Networks or segments that the reason holds for.
    keys
        Of all findings left open for this reason. Without networks or segments their names are
        told: up to six, else what they have in common.

    Examples
    --------
    >>> from smmlab.strategy.document import plain
    >>> from smmlab.texts import Words
    >>> pen = Pen(Words("en"))
    >>> plain(subject_of(pen, "dialogue", (), keys=["dialogue.questions.within_day"]))
    'Dialogue · Questions · Answered within a day'
    """
    subject = Term(LABELS.get(_ROOMS.get(room, room), LABELS["other"]))
    if names:
        labels = (NETWORK_NAMES.get(name) or label_of_segment(name) for name in names)
        return pen.say(
            "{subject} ({networks})", subject=subject, networks=Several(tuple(map(Term, labels)))
        )
    told = [name for name in dict.fromkeys(_name(pen, key) for key in keys) if name]
    if not told:
        return pen.value(subject)
    first = told[0]
    alike = len(list(takewhile(lambda parts: len(set(parts)) == 1, zip(*told, strict=False))))
    rests = [name[alike:] for name in told]
    # What all of them end in tells them apart as little as what they begin with.
    while all(len(rest) > 1 for rest in rests) and len({rest[-1] for rest in rests}) == 1:
        rests = [rest[:-1] for rest in rests]
    if len(told) == 1:
        return joined(_BETWEEN, first)
    if len(told) > _MOST_NAMED or not all(rests):
        return joined(_BETWEEN, first[:alike]) if alike else pen.value(subject)
    ends = joined(", ", [joined(_BETWEEN, rest) for rest in rests])
    return joined(_BETWEEN, [*first[:alike], ends])


def _name(pen: Pen, key: str) -> tuple[Spans, ...]:
    """Return the words of a key without the key itself, part by part."""
    parts: list[list[Span]] = [[]]
    for span in name_of_key(pen, key):
        if span.text == _BETWEEN:
            parts.append([])
        elif span.kind != "key" and span.text.strip():
            parts[-1].append(span)
    return tuple(tuple(part) for part in parts if part)
