"""The conversation: who wrote what under which post, and what the café answered, and how soon."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from smmlab.datasets.cafe.clock import at_local, local_time
from smmlab.datasets.cafe.members import Member, draw_moments, moments_between
from smmlab.datasets.cafe.posts import Post
from smmlab.datasets.cafe.scripts import Question, fill_at_random, load_talk, one_of
from smmlab.datasets.cafe.truth import TRUTH

_KINDS = {
    "provocation": {
        "opinion": 0.62,
        "amused": 0.15,
        "chat": 0.10,
        "praise": 0.08,
        "question": 0.05,
    },
    "laugh": {"amused": 0.62, "praise": 0.16, "chat": 0.14, "question": 0.05, "gripe": 0.03},
    "instruction": {"practice": 0.58, "praise": 0.17, "question": 0.15, "chat": 0.10},
    "medal": {"proud": 0.52, "praise": 0.28, "chat": 0.15, "amused": 0.05},
    "none": {"praise": 0.45, "question": 0.32, "chat": 0.16, "gripe": 0.07},
    "": {"chat": 0.75, "question": 0.15, "praise": 0.10},
}
_RECENCY = (0.50, 0.25, 0.15, 0.10)
_PROVOKED = 3.0
_EMOJI = ("❤️", "☕️", "😍", "🙂", "👍", "🔥")
_ANGRY = ("😡", "👎", "😤", "🙄")
_OPENS, _CLOSES = 8, 21


@dataclass(frozen=True)
class Remark:
    """One message of the group; ``member`` is None for the café itself.

    ``post`` is the place of the post under which it stands, ``parent`` the place of the remark
    that it answers; both may be missing.
    """

    at: int
    member: int | None
    kind: str
    text: str
    post: int | None
    parent: int | None


def hold_conversation(
    posts: Sequence[Post], members: Sequence[Member], rng: np.random.Generator
) -> list[Remark]:
    """Return the remarks of a year: first the people's in order of time, then the café's."""
    return _Conversation(posts, members, rng).hold()


class _Conversation:
    def __init__(
        self, posts: Sequence[Post], members: Sequence[Member], rng: np.random.Generator
    ) -> None:
        self._posts, self._members, self._rng = posts, members, rng
        self._times = [post.at for post in posts]
        self._remarks: list[Remark] = []
        self._questions: dict[int, Question] = {}

    def hold(self) -> list[Remark]:
        calls = [
            (at, place, False)
            for place, member in enumerate(self._members)
            for at in draw_moments(member, self._rng)
        ]
        for at, place, angry in sorted([*calls, *self._outcry()]):
            self._remarks.append(self._remark(at, place, angry))
        answers = [self._answer(place, remark) for place, remark in enumerate(self._remarks)]
        return [*self._remarks, *(answer for answer in answers if answer)]

    def _outcry(self) -> list[tuple[int, int, bool]]:
        """Return who complained, and when, on the three days of the incident."""
        early = [p for p, m in enumerate(self._members) if m.segment in ("core", "ring", "fading")]
        began = at_local(TRUTH.incident_days[0], 9 * 3600)
        calls = []
        for day, count in zip(TRUTH.incident_days, TRUTH.incident_complaints, strict=True):
            people = self._rng.choice(early, count, replace=False)
            moments = moments_between(day, day, count, self._rng)
            for at, person in zip(moments, people, strict=True):
                late = at if at > began else began + int(self._rng.integers(36_000))
                calls.append((late, int(person), True))
        return calls

    def _remark(self, at: int, place: int, angry: bool) -> Remark:
        member = self._members[place]
        if member.segment == "spam":
            return Remark(at, place, "spam", load_talk()[member.language].comments["spam"][0],
                          None, None)  # fmt: skip
        post = self._price_post(member.language) if angry else self._recent_post(at, member)
        kind = "incident" if angry else self._kind(post)
        question = None
        talk = load_talk()[member.language]
        if kind == "question":
            question = talk.questions[int(self._rng.integers(len(talk.questions)))]
        text = fill_at_random(
            one_of(question.asks if question else talk.comments[kind], self._rng), self._rng
        )
        if question:
            self._questions[len(self._remarks)] = question
        return Remark(
            at, place, kind, self._dress(text, kind, member), post, self._parent(at, post)
        )

    def _recent_post(self, at: int, member: Member) -> int | None:
        newest = bisect_left(self._times, at) - 1
        if newest < 0 or (member.segment in ("core", "ring") and self._rng.random() < 0.12):
            return None
        near = [p for p in range(newest, newest - len(_RECENCY), -1) if p >= 0]
        weights = np.array([
            recency
            * (_PROVOKED if self._posts[p].type == "provocation" else 1.0)
            * (1.5 if self._posts[p].language == member.language else 1.0)
            for p, recency in zip(near, _RECENCY, strict=False)
        ])  # fmt: skip
        return near[int(self._rng.choice(len(near), p=weights / weights.sum()))]

    def _price_post(self, language: str) -> int:
        of_the_day = [
            p
            for p, post in enumerate(self._posts)
            if post.type == "none"
            and local_time(post.at).date() == TRUTH.incident_days[0]
            and "3.90" in post.text
        ]
        return next((p for p in of_the_day if self._posts[p].language == language), of_the_day[0])

    def _kind(self, post: int | None) -> str:
        shares = _KINDS["" if post is None else self._posts[post].type]
        return str(self._rng.choice(list(shares), p=list(shares.values())))

    def _dress(self, text: str, kind: str, member: Member) -> str:
        if member.lower_case:
            text = text[0].lower() + text[1:]
        if kind == "incident":
            return f"{text} {one_of(_ANGRY, self._rng)}" if self._rng.random() < 0.3 else text
        plain = kind in ("question", "gripe") or self._rng.random() > 0.25
        return text if plain else f"{text} {one_of(_EMOJI, self._rng)}"

    def _parent(self, at: int, post: int | None) -> int | None:
        if post is None or self._rng.random() > 0.25:
            return None
        first = max(0, len(self._remarks) - 60)
        near = [
            place
            for place, remark in enumerate(self._remarks[first:], first)
            if remark.post == post and remark.at > at - 36 * 3600 and remark.at < at
        ]
        return near[int(self._rng.integers(len(near)))] if near else None

    def _answer(self, place: int, remark: Remark) -> Remark | None:
        if self._rng.random() >= TRUTH.answered.get(remark.kind, 0.0) or remark.member is None:
            return None
        talk = load_talk()[self._members[remark.member].language]
        question = self._questions.get(place)
        texts = question.answers if question else talk.replies[remark.kind]
        at = self._answered_at(remark.at, slow=remark.kind == "incident")
        if at > at_local(local_time(remark.at).date() + timedelta(days=3), 0):
            return None
        return Remark(at, None, "answer", one_of(texts, self._rng), remark.post, place)

    def _answered_at(self, at: int, *, slow: bool) -> int:
        wait = int(60 * TRUTH.median_answer_minutes * self._rng.lognormal(0, 0.9))
        moment = at + max(40, wait * (3 if slow else 1))
        if _OPENS <= local_time(moment).hour < _CLOSES:
            return moment
        day = local_time(moment).date()
        if local_time(moment).hour >= _CLOSES:
            day += timedelta(days=1)
        return at_local(day, _OPENS * 3600 + int(self._rng.integers(120, 4500)))
