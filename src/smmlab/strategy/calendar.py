"""The first two weeks: which day, hour, type, form and idea; the same for the same decisions."""

import csv
import io
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import TypeVar

from smmlab.texts import Words, clock, for_spreadsheet, message
from smmlab.texts.labels import label_of

T = TypeVar("T")

IDEAS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "instruction": (
            message("Show how to choose {goods}, step by step, with the most common mistake."),
            message("Answer the question that buyers of {goods} ask most often."),
            message("A short checklist worth saving: what to look at before buying {goods}."),
            message("Show how {goods} are made, from the first step to the last."),
            message("What keeps {goods} good for longer, and what spoils it."),
        ),
        "provocation": (
            message("Put two kinds of {goods} side by side and ask people to take a side."),
            message("Say one unpopular opinion about {goods} and ask who disagrees, and why."),
            message("Ask whether {goods} are worth their price. Show both arguments."),
            message("Name a habit of your trade that you refuse to follow, and ask for views."),
        ),
        "medal": (
            message("Thank a customer by name, with permission, and tell what they made possible."),
            message("Write about the people who value {goods}: what it says about them."),
            message("Let people show that they belong: a small sign, phrase or picture to share."),
            message("Celebrate a good deed of your neighbourhood and invite people to pass it on."),
        ),
        "laugh": (
            message("Tell the funniest thing that happened at work this week."),
            message("Show expectation and reality of {goods} in two pictures."),
            message("Ask for the best caption under a funny photograph from your workplace."),
            message("Turn a typical customer question into a kind joke, never at their cost."),
        ),
    }
)
"""What a post of each type could be about; ``{goods}`` comes from the brief."""

_FORMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "instruction": ("carousel", "video", "photo"),
        "provocation": ("photo", "poll", "text"),
        "medal": ("photo", "story", "text"),
        "laugh": ("short", "photo", "video"),
    }
)
_WITHOUT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "telegram": frozenset({"carousel"}),
        "tiktok": frozenset({"text", "poll", "photo"}),
        "youtube": frozenset({"carousel", "photo", "story", "text"}),
        "pinterest": frozenset({"text", "poll", "story", "carousel"}),
        "instagram": frozenset({"text", "poll"}),
    }
)

COLUMNS = (
    message("Date"), message("Weekday"), message("Time"), message("Network"), message("Type"),
    message("Form"), message("Idea"),
)  # fmt: skip


@dataclass(frozen=True)
class Slot:
    """One planned post; ``idea`` is a template with ``{goods}``."""

    day: date
    hour: int
    network: str
    type: str
    form: str
    idea: str
    turn: int = 0


def one_of(goods: str, turn: int) -> str:
    """Return one of the goods of a list, taking turns, so that an idea speaks of one thing.

    Examples
    --------
    >>> [one_of("coffee, pastries; lunch", turn) for turn in range(4)]
    ['coffee', 'pastries', 'lunch', 'coffee']
    """
    single = [part.strip() for part in re.split("[,;]", goods) if part.strip()]
    return single[turn % len(single)] if single else goods


def plan_calendar(
    mix: Mapping[str, float],
    *,
    posts_per_week: int,
    hours: Sequence[int],
    networks: Sequence[str],
    start: date,
    weeks: int,
    seed: str,
) -> tuple[Slot, ...]:
    """Plan posts from the first Monday on or after ``start``.

    Parameters
    ----------
    mix
        Type of content to its share.
    posts_per_week, hours, networks
        What was decided; hours and networks take turns, in a drawn order, so that they can be
        compared.
    start, weeks
        When to begin and for how long.
    seed
        The same seed gives the same calendar.

    Examples
    --------
    >>> slots = plan_calendar({"instruction": 0.5, "laugh": 0.5}, posts_per_week=2, hours=[9],
    ...                       networks=["facebook"], start=date(2026, 11, 23), weeks=2, seed="a")
    >>> [slot.day.isoformat() for slot in slots]
    ['2026-11-23', '2026-11-26', '2026-11-30', '2026-12-03']
    >>> sorted(slot.type for slot in slots)
    ['instruction', 'instruction', 'laugh', 'laugh']
    """
    draw = random.Random(seed)
    total = posts_per_week * weeks
    types = _spread(_counts(mix, total), draw)
    times, places = _balanced(list(hours), total, draw), _balanced(list(networks), total, draw)
    used: dict[str, int] = {}
    monday = start + timedelta(days=-start.weekday() % 7)
    slots: list[Slot] = []
    for number, kind in enumerate(types):
        week, place = divmod(number, posts_per_week)
        day = monday + timedelta(days=7 * week + place * 7 // posts_per_week)
        turn = used[kind] = used.get(kind, -1) + 1
        ideas = _shuffled(IDEAS.get(kind, IDEAS["instruction"]), f"{seed}:{kind}")
        forms = _forms_for(kind, places[number])
        slots.append(
            Slot(
                day,
                times[number],
                places[number],
                kind,
                forms[turn % len(forms)],
                ideas[turn % len(ideas)],
                number,
            )
        )
    return tuple(sorted(slots, key=lambda slot: (slot.day, slot.hour)))


def calendar_csv(slots: Sequence[Slot], *, goods: str, words: Words) -> str:
    """Return the calendar as CSV that a spreadsheet cannot take for formulas."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    titles = (*COLUMNS, message("Link tags"))
    writer.writerow([for_spreadsheet(words.say(name)) for name in titles])
    for slot in slots:
        row = (
            slot.day.isoformat(),
            words.weekday(slot.day.weekday()),
            clock(slot.hour),
            words.say(label_of(slot.network)),
            words.say(label_of(slot.type)),
            words.say(label_of(slot.form)),
            words.say(slot.idea, goods=one_of(goods, slot.turn)),
            link_tags(slot),
        )
        writer.writerow([for_spreadsheet(cell) for cell in row])
    return buffer.getvalue()


def link_tags(slot: Slot) -> str:
    """Return the tags of a link in a post, by the one scheme of all links.

    Examples
    --------
    >>> link_tags(Slot(date(2026, 11, 23), 9, "instagram", "laugh", "photo", ""))
    '?utm_source=instagram&utm_medium=social&utm_campaign=2026-11&utm_content=laugh'
    """
    parts = (("source", slot.network), ("medium", "social"), ("campaign", f"{slot.day:%Y-%m}"),
             ("content", slot.type))  # fmt: skip
    told = "&".join(f"utm_{name}={value}" for name, value in parts if value)
    return f"?{told}" if slot.network else ""


def _counts(mix: Mapping[str, float], total: int) -> dict[str, int]:
    # Largest remainders: the whole calendar follows the mix as closely as whole posts can.
    weight = sum(mix.values()) or 1.0
    exact = {kind: total * share / weight for kind, share in mix.items()}
    counts = {kind: int(number) for kind, number in exact.items()}
    rest = sorted(exact, key=lambda kind: (counts[kind] - exact[kind], kind))
    for kind in rest[: total - sum(counts.values())]:
        counts[kind] += 1
    return counts


def _spread(counts: Mapping[str, int], draw: random.Random) -> list[str]:
    left, order = dict(counts), list[str]()
    while any(left.values()):
        last = order[-1] if order else ""
        # The type with most posts left goes next, but never twice in a row if it can be helped.
        free = [kind for kind in left if left[kind] and kind != last] or [last]
        most = max(left[kind] for kind in free)
        kind = draw.choice(sorted(kind for kind in free if left[kind] == most))
        left[kind] -= 1
        order.append(kind)
    return order


def _balanced(values: list[T], total: int, draw: random.Random) -> list[T]:
    dealt: list[T] = []
    while len(dealt) < total:
        block = list(values)
        draw.shuffle(block)
        dealt.extend(block)
    return dealt[:total]


def _shuffled(values: Sequence[str], seed: str) -> list[str]:
    order = list(values)
    random.Random(seed).shuffle(order)
    return order


def _forms_for(kind: str, network: str) -> tuple[str, ...]:
    without = _WITHOUT.get(network, frozenset())
    fitting = tuple(form for form in _FORMS.get(kind, ("photo",)) if form not in without)
    return fitting or ("video",)
