"""The month's calendar: which day, hour, type, form and idea; the same for the same decisions."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

import pandas as pd

from smmlab.content.form_choice import choose_forms
from smmlab.content.mix import share_out
from smmlab.strategy.ideas import Idea, idea_of
from smmlab.utm_scheme import UtmScheme, content_tag

T = TypeVar("T")


@dataclass(frozen=True)
class Slot:
    """One planned post.

    Parameters
    ----------
    turn
        Which of the day's posts of this type on this network it is, from 1.
    """

    day: date
    hour: int
    network: str
    type: str
    form: str
    idea: Idea
    turn: int = 1


def plan_calendar(
    mix: Mapping[str, float],
    *,
    bank: pd.DataFrame,
    posts_per_week: int,
    hours: Sequence[int],
    networks: Sequence[str],
    start: date,
    weeks: int,
    seed: str,
    cells: pd.DataFrame | None = None,
    forms: pd.DataFrame | None = None,
    drawn_hours: Sequence[int] = (),
) -> tuple[Slot, ...]:
    """Plan posts from the first Monday on or after ``start``.

    Parameters
    ----------
    mix
        Type of content to its share.
    bank
        Result of `smmlab.content.idea_bank.fill_ideas`: its pillars take turns, and each idea comes
        once before any comes again.
    posts_per_week, hours, networks
        What was decided; hours and networks take turns, in a drawn order, so that they can be
        compared.
    start, weeks
        When to begin and for how long.
    seed
        The same seed gives the same calendar.
    cells
        Result of `smmlab.content.type_forms.cross_types_forms`, by which forms are chosen.
    forms
        Result of `smmlab.content.forms.compare_forms`, which decides where ``cells`` do not.
    drawn_hours
        Hours of the first posts in order, as a test of two times has drawn them.

    Examples
    --------
    >>> from smmlab.content.idea_bank import fill_ideas
    >>> from smmlab.content.pillars import name_pillars
    >>> slots = plan_calendar({"instruction": 0.5, "laugh": 0.5}, bank=fill_ideas(name_pillars()),
    ...                       posts_per_week=2, hours=[9], networks=["facebook"],
    ...                       start=date(2026, 11, 23), weeks=2, seed="a")
    >>> [slot.day.isoformat() for slot in slots]
    ['2026-11-23', '2026-11-26', '2026-11-30', '2026-12-03']
    >>> sorted(slot.type for slot in slots)
    ['instruction', 'instruction', 'laugh', 'laugh']
    """
    draw = random.Random(seed)
    total = posts_per_week * weeks
    types = _spread(share_out(mix, total), draw)
    times = [*drawn_hours, *_balanced(list(hours), total, draw)][:total]
    places = _balanced(list(networks), total, draw)
    chosen = choose_forms(cells, networks=list(networks), types=list(mix), among_all=forms)
    suited = {(row["network"], row["type"]): row["forms"] for row in chosen.to_dict("records")}
    used: dict[str, int] = {}
    monday = start + timedelta(days=-start.weekday() % 7)
    slots: list[Slot] = []
    for number, (kind, idea) in enumerate(zip(types, _in_turn(bank, types), strict=True)):
        week, place = divmod(number, posts_per_week)
        day = monday + timedelta(days=7 * week + place * 7 // posts_per_week)
        turn = used[kind] = used.get(kind, -1) + 1
        fitting = suited[places[number], kind]
        form = fitting[turn % len(fitting)]
        slots.append(Slot(day, times[number], places[number], kind, form, idea))
    return _told_apart(sorted(slots, key=lambda slot: (slot.day, slot.hour)))


def on_both(slots: Sequence[Slot], *, posts: int) -> tuple[Slot, ...]:
    """Put the first posts of a plan for two networks on both, at the same hour.

    A test compares what is the same; on each network the post has its own link and size.

    Parameters
    ----------
    slots
        Result of `plan_calendar`.
    posts
        How many of them; all where there are fewer.

    Examples
    --------
    >>> idea = Idea("tea", "goods", "")
    >>> one = Slot(date(2026, 11, 23), 9, "instagram", "laugh", "photo", idea)
    >>> other = Slot(date(2026, 11, 26), 9, "facebook", "laugh", "photo", idea)
    >>> [slot.network for slot in on_both([one, other], posts=1)]
    ['instagram', 'facebook', 'facebook']
    """
    networks = list(dict.fromkeys(slot.network for slot in slots))
    if len(networks) != 2:
        return tuple(slots)
    twins = (replace(slot, network=networks[slot.network == networks[0]]) for slot in slots[:posts])
    # The sort is stable, so a post stands before its twin.
    return _told_apart(sorted([*slots, *twins], key=lambda slot: (slot.day, slot.hour)))


def link_tags(slot: Slot, scheme: UtmScheme | None = None) -> dict[str, str]:
    """Return the tags of a link in a post, by the one scheme of all links.

    Nothing while the network is not decided: a link without its source tells nothing.

    Parameters
    ----------
    slot
        The post: its type and day make utm_content, so that no two posts share a link.
    scheme
        The client's scheme; the usual one where none is given.

    Raises
    ------
    DataError
        When the scheme does not allow what the post would need.

    Examples
    --------
    >>> idea = Idea("tea", "goods", "")
    >>> link_tags(Slot(date(2026, 11, 23), 9, "instagram", "laugh", "photo", idea))["utm_content"]
    'laugh-1123'
    """
    scheme = scheme or UtmScheme()
    if slot.network not in scheme.sources:
        return {}
    content = content_tag(slot.type, slot.day)
    return scheme.tags(
        slot.network,
        medium="social" if "social" in scheme.media else scheme.media[0],
        campaign=scheme.campaign_on(slot.day),
        content=content if slot.turn == 1 else f"{content}-{slot.turn}",
    )


def _told_apart(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """Count the posts of one type that a network gets on one day."""
    turns = Counter[tuple[date, str, str]]()
    told = []
    for slot in slots:
        post = (slot.day, slot.network, slot.type)
        turns[post] += 1
        told.append(replace(slot, turn=turns[post]))
    return tuple(told)


def _in_turn(bank: pd.DataFrame, types: Sequence[str]) -> Iterator[Idea]:
    """Yield an idea for each post: of its type, from the pillar that has waited longest."""
    rows = bank.to_dict("records")
    times: dict[tuple[str, str], int] = {}
    pillars: dict[str, int] = {}
    last = ""
    for kind in types:
        of_type = [row for row in rows if row["type"] == kind] or rows
        # An idea waits until all others of its type have come; among them pillars are kept even.
        row = min(
            of_type,
            key=lambda row: (
                times.get((row["pillar"], row["type"]), 0),
                row["pillar"] == last,
                pillars.get(row["pillar"], 0),
            ),
        )
        last = str(row["pillar"])
        times[last, row["type"]] = times.get((last, row["type"]), 0) + 1
        pillars[last] = pillars.get(last, 0) + 1
        yield idea_of(row)


def _spread(counts: Mapping[str, int], draw: random.Random) -> list[str]:
    """Return the types in an order of which every part follows the mix."""
    total, used, order = sum(counts.values()), dict.fromkeys(counts, 0), list[str]()
    for number in range(total):
        last = order[-1] if order else ""
        left = [kind for kind in counts if used[kind] < counts[kind]]
        # The type that is most behind its share goes next, but not twice in a row if it can be
        # helped.
        free = [kind for kind in left if kind != last] or left
        behind = {kind: counts[kind] * (number + 1) - used[kind] * total for kind in free}
        most = max(behind.values())
        kind = draw.choice(sorted(kind for kind in free if behind[kind] == most))
        used[kind] += 1
        order.append(kind)
    return order


def _balanced(values: list[T], total: int, draw: random.Random) -> list[T]:
    dealt: list[T] = []
    while len(dealt) < total:
        block = list(values)
        draw.shuffle(block)
        dealt.extend(block)
    return dealt[:total]
