"""How findings are told in a notebook: what was counted, the value, how sure it is, its name."""

from collections.abc import Mapping
from types import MappingProxyType

from smmlab.asking import TOPIC_LABELS
from smmlab.audience.feature_words import label_of_feature
from smmlab.content.effect_rows import MARKS
from smmlab.content.effect_words import level_label
from smmlab.findings import Finding
from smmlab.forms.told_cells import Column, Row, Told, count, is_missing, name, word
from smmlab.strategy.document import plain
from smmlab.strategy.key_names import group_in, name_in
from smmlab.strategy.statements import Pen, shown_unit
from smmlab.strategy.units import counted
from smmlab.texts import Words, message
from smmlab.texts.labels import NETWORK_NAMES, channel_label, label_of

_CHANNELS, _ROOMS_OF_TOPICS = ("credit", "funnel", "utm"), ("need", "topic")
_TOPICS: Mapping[str, str] = MappingProxyType({str(k): label for k, label in TOPIC_LABELS.items()})
# Parts of keys that part one kind of thing from another and say nothing to a reader.
_FRAME = ("audience", "group", "language", "network", "orders", "page", "unknown", *MARKS)
_ROOMS_OF_NETWORKS = ("gathering", "networks", "rivals")
_MORE_OR_LESS: Mapping[str, str] = MappingProxyType(
    {"more": message("more"), "less": message("less")}
)


def _method(row: Row, words: Words) -> str:
    if is_missing(row["method"]):
        return ""
    how, about = (
        said[:1].upper() + said[1:]
        for said in (words.say(str(row["method"])), _about(str(row["key"]), words))
    )
    return words.say("{what}. {how}", what=about, how=how) if about else how


def _about(key: str, words: Words) -> str:
    """Return whom a key is about: the network, page, type, segment, age, place or term."""
    if group := group_in(key, words):
        return group
    room, *parts = every = key.split(".")
    # The last part is what was counted, and the method says that.
    pairs = zip((room, *parts), parts[:-1], strict=False)
    found = [
        name_in(every, place, words) or _said(_word(parts[0], before, part), words)
        for place, (before, part) in enumerate(pairs, start=1)
    ]
    return " · ".join(name for name in dict.fromkeys(found) if name)


def _said(label: str, words: Words) -> str:
    return words.say(label) if label else ""


def _word(kind: str, before: str, part: str) -> str:
    if before in _ROOMS_OF_NETWORKS:
        return NETWORK_NAMES.get(part, "")
    if before in _ROOMS_OF_TOPICS and part in _TOPICS:
        return _TOPICS[part]
    if kind == "effects" and (level := level_label(before, part)):
        return level
    if part == kind or before == "funnel" or part in _FRAME:
        return ""
    return channel_label(part) if kind in _CHANNELS else label_of(part)


def _value(row: Row, words: Words) -> str:
    found = _finding(row)
    pen = Pen(words)
    if isinstance(found.value, str):
        label = _MORE_OR_LESS.get(found.value, "")
        if found.key.endswith(".top_feature"):
            label = label_of_feature(found.value)
        if label:
            return words.say(label)
    return pen.show(None) if found.value is None else plain(counted(pen, found, found.unit))


def _interval(row: Row, words: Words) -> str:
    if is_missing(row["low"]) or is_missing(row["high"]):
        return ""
    unit, pen = shown_unit(_finding(row)), Pen(words)
    low, high = pen.show(float(row["low"]), unit), pen.show(float(row["high"]), unit)
    return words.say("{low} to {high}", low=low, high=high)


def _finding(row: Row) -> Finding:
    value = None if is_missing(row["value"]) else row["value"]
    return Finding(
        str(row["key"]), value, str(row["unit"]), status="unknown" if value is None else "measured"
    )


FINDINGS_TABLE: Mapping[str, Told] = MappingProxyType(
    {
        "findings": Told(
            (
                Column(message("What was counted, and how"), _method),
                Column(message("Value"), _value, is_number=True),
                Column(message("Interval"), _interval, is_number=True),
                count(message("Observations"), "n"),
                word(message("Status"), "status"),
                name(message("Name in the appendix"), "key"),
            ),
            ("key", "value", "unit", "n", "low", "high", "status", "method"),
            message(
                "There are no findings yet: nothing this step reads is in the tables. Import the "
                "exports first; the first two notebooks show how."
            ),
        )
    }
)
"""What `smmlab.findings_about` returns."""
