"""The key of a finding in words: what the appendix says before the key itself."""

from collections.abc import Mapping
from types import MappingProxyType

from smmlab.asking import TOPIC_LABELS
from smmlab.content.effect_words import level_label
from smmlab.dialogue.complaint_topics import COMPLAINT_LABELS
from smmlab.dialogue.politeness import MARKER_LABELS
from smmlab.gathering.checklist import ITEM_LABELS
from smmlab.money.lead_constraints import LEVERS
from smmlab.money.scenario_labels import INPUT_LABELS
from smmlab.strategy.document import Span, Spans, joined
from smmlab.strategy.group_titles import ROOM, group_title
from smmlab.strategy.key_labels import KEY_LABELS
from smmlab.strategy.key_names import name_in
from smmlab.strategy.statements import Name, Pen, Term
from smmlab.strategy.tables import COLUMNS
from smmlab.texts import message
from smmlab.texts.labels import CHANNEL_NAMES, TABLE_NAMES, label_of

# Words of a key that mean something else elsewhere: an exchange of replies is no network.
_OTHERWISE: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("dialogue", "threads"): "", ("content", "ads"): TABLE_NAMES["ads"],
        ("form_order", "first"): message("First form"),
        ("utm", "tagged_share"): message("Orders with tags"),
        ("open", "complaints"): message("Complaints"),
        ("dialogue", "open"): message("Waiting for an answer"),
    }
)  # fmt: skip

# Stands in a key where a file does not name its network: no name of anything.
_NOWHERE = "unknown"

_TOPICS = {str(topic): label for topic, label in TOPIC_LABELS.items()}
# Only there is a word of the checklist what the checklist calls so.
_LABELS_UNDER: Mapping[tuple[str, str], Mapping[str, str]] = MappingProxyType(
    {
        ("audience", "need"): _TOPICS, ("dialogue", "topic"): _TOPICS,
        ("content", "question"): _TOPICS, ("dialogue", "complaints"): COMPLAINT_LABELS,
        ("dialogue", "politeness"): {str(name): label for name, label in MARKER_LABELS.items()},
        ("money", "drivers"): {str(name): label for name, label in INPUT_LABELS.items()},
        ("money", "levers"): {str(name): label for name, label in LEVERS.items()},
        ("money", "credit"): CHANNEL_NAMES, ("gathering", "gathering"): ITEM_LABELS,
    }
)  # fmt: skip
_TABLE_PARTS: Mapping[str, str] = MappingProxyType(
    {"rows": message("Rows"), "first_day": message("First day"), "last_day": message("Last day")}
)


def name_of_key(pen: Pen, key: str) -> Spans:
    """Return the words of ours in a key, and the key itself, by which a number is traced.

    Parameters
    ----------
    pen
        The pen of the document.
    key
        Of a finding, dots between its parts.

    Examples
    --------
    >>> from smmlab.strategy.document import plain
    >>> from smmlab.texts import Words
    >>> plain(name_of_key(Pen(Words("en")), "dialogue.questions.within_day"))
    'Dialogue · Questions · Answered within a day dialogue.questions.within_day'
    """
    room, *parts = key.split(".")
    spelled = Span(key, "key")
    if key.startswith(ROOM):
        group = group_title(pen, key.removeprefix(ROOM).rpartition(".")[0])
        return (*joined(" · ", (pen.value(Term(label_of(room))), group)), Span(" "), spelled)
    if room == "data":
        table, part, *file = key.split(".", 3)[1:]
        ours: list[Term | Name] = [
            Term(TABLE_NAMES.get(table, "")),
            Term(_TABLE_PARTS.get(part, "")),
        ]
        ours += [Name(name) for name in file]
        return (*joined(" · ", [pen.value(one) for one in ours]), Span(" "), spelled)
    path = (room, *parts)
    names = [name_in(path, place, pen.words) for place in range(len(path))]
    ours, is_sure = [Term(label_of(room))], False
    for place, part in enumerate(parts, start=1):
        if names[place]:
            ours.append(Name(names[place]))
            continue
        said = _label_under(path[:place], part)
        is_sure = is_sure or bool(said)
        # What only leads to a name says nothing beside it.
        leads = any(names[place + 1 : place + 2])
        ours.append(Term(said or ("" if leads else _word(path[: place + 1], of=path))))
    known = tuple(one for one in dict.fromkeys(ours) if one != Term(""))
    # A single word that also stands elsewhere says less than the key does.
    if not known or (len(known) < 2 and not is_sure):
        return (spelled,)
    return (*joined(" · ", [pen.value(one) for one in known]), Span(" "), spelled)


def _label_under(above: tuple[str, ...], part: str) -> str:
    for name in above:
        labels = _LABELS_UNDER.get((above[0], name), {})
        if part in labels:
            return labels[part]
    return next(
        (KEY_LABELS[(name, part)] for name in reversed(above) if (name, part) in KEY_LABELS), ""
    )


def _word(until: tuple[str, ...], *, of: tuple[str, ...]) -> str:
    before, part = until[-2:]
    if (before, part) in _OTHERWISE:
        return _OTHERWISE[(before, part)]
    if part == _NOWHERE:
        return ""
    # A bare yes says nothing: yes to what is told by the part before it.
    level = level_label(before, part) if "effects" in until else ""
    column = COLUMNS.get(part) if until == of else None
    return level or column or label_of(part)
