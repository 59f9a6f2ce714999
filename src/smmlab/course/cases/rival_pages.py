"""Three invented rivals of a case: public Telegram channels, one of them with a speciality."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from smmlab.course.cases.plan import TYPES, Plan
from smmlab.course.cases.posts import deal, deal_within
from smmlab.course.cases.telegram_files import channel_json
from smmlab.course.cases.wording import PostWriter
from smmlab.datasets.cafe.clock import at_local
from smmlab.datasets.cafe.posts import Post

_DAYS = 210
_NONE = 0.4
_FORMS = {"photo": 0.5, "text": 0.26, "carousel": 0.12, "video": 0.12}
_HOURS = (8 * 3600, 21 * 3600)
_FIRST_CHANNEL = 9_990_200_001


@dataclass(frozen=True)
class Rival:
    """A page that does not exist.

    Parameters
    ----------
    name
        Of the page.
    per_week
        Posts a week.
    marks
        Reactions of the middle post.
    gap
        Part of its posts that are of the type and form that it alone makes.
    """

    name: str
    per_week: float
    marks: float
    gap: float = 0.0


def draw_rivals(plan: Plan, rng: np.random.Generator) -> tuple[Rival, ...]:
    """Return a busy page, one with a speciality that earns most, and a small one."""
    names = [name for name in plan.local.companies if name != plan.name]
    first, second, third = rng.choice(len(names), 3, replace=False).tolist()
    return (
        Rival(names[first], float(rng.uniform(4.2, 5.2)), float(rng.uniform(14, 20))),
        Rival(names[second], float(rng.uniform(3.2, 3.9)), float(rng.uniform(36, 52)), 0.26),
        Rival(names[third], float(rng.uniform(2.3, 2.9)), float(rng.uniform(8, 12))),
    )


def rival_files(plan: Plan, rng: np.random.Generator) -> dict[str, bytes]:
    """Return the channels of the rivals by the names of their files, and nothing about people."""
    files = {}
    faces = [face for face in plan.local.faces if face != plan.face]
    for place, rival in enumerate(draw_rivals(plan, rng)):
        posts, marks = _plan(
            rival, plan, PostWriter(plan, rival.name, faces[place % len(faces)], rng), rng
        )
        files[f"channel-{place + 1}.json"] = channel_json(
            rival.name, _FIRST_CHANNEL + place, posts, marks, rng
        )
    return files


def _plan(
    rival: Rival, plan: Plan, writer: PostWriter, rng: np.random.Generator
) -> tuple[list[Post], list[int]]:
    count = round(rival.per_week * _DAYS / 7)
    first = plan.last_day - timedelta(days=_DAYS - 1)
    days = np.sort(rng.integers(0, _DAYS, count)).tolist()
    seconds = rng.integers(*_HOURS, count).tolist()
    special = round(count * rival.gap)
    each = (1 - _NONE) / len(TYPES)
    types = deal({"none": _NONE, **dict.fromkeys(TYPES, each)}, count - special, rng)
    forms = deal_within(types, _FORMS, rng)
    pairs = [
        (kind, "photo" if (kind, form) == (plan.gap_type, plan.gap_form) else form)
        for kind, form in zip(types, forms, strict=True)
    ] + [(plan.gap_type, plan.gap_form)] * special
    order = rng.permutation(count).tolist()
    luck = rng.lognormal(0, 0.45, count).tolist()
    posts, marks = [], []
    for day, second, place, chance in zip(days, seconds, order, luck, strict=True):
        kind, form = pairs[place]
        at = at_local(first + timedelta(days=day), second)
        posts.append(Post("telegram", at, form, kind, plan.language,
                          writer.write(plan.language, kind)))  # fmt: skip
        factor = plan.strength.gap_factor if place >= count - special else 1.0
        marks.append(round(rival.marks * factor * chance))
    # Two posts of one day stand in the order of the clock.
    ordered = sorted(zip(posts, marks, strict=True), key=lambda pair: pair[0].at)
    return [post for post, _ in ordered], [mark for _, mark in ordered]
