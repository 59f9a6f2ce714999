"""Every sentence that people and the company may write in one case, each filled in once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product

import numpy as np
import numpy.typing as npt

from smmlab.course.cases.plan import Plan
from smmlab.course.cases.scripts import Talk, load_talk

Ints = npt.NDArray[np.int64]
_GROUP = re.compile(r"\{([^{}]*)\}")
_FORMS_OF_ONE, _FORMS_OF_A_GOOD = 48, 8  # of one template; more would repeat its idea
_EMOJI = ("❤️", "😍", "🙂", "👍", "🔥")
_CHEERFUL = ("praise", "amused", "practice", "proud", "chat")
_SILENT = -1


class Phrases:
    """The sentences of a case by place, and which of them may be said when.

    Parameters
    ----------
    plan
        Of the case: its languages, its names, the topic of its incident.
    topic
        What the complaints of the incident are about.
    """

    def __init__(self, plan: Plan, topic: str) -> None:
        self._plan = plan
        self.texts: list[str] = []
        self._pools: dict[tuple[str, bool], Ints] = {}
        self._answer_of: list[int] = []
        self._answers: list[Ints] = []
        for second, language in enumerate(plan.languages):
            self._load(load_talk()[language], language, bool(second), topic)

    def choose(
        self, kinds: Sequence[str], kind: Ints, second: npt.NDArray[np.bool_],
        rng: np.random.Generator,
    ) -> Ints:  # fmt: skip
        """Return the place of a sentence for each comment, by its kind and its language."""
        chosen = np.full(len(kind), _SILENT)
        for place, name in enumerate(kinds):
            for is_second in (False, True):
                here = np.flatnonzero((kind == place) & (second == is_second))
                pool = self._pools[name, is_second]
                chosen[here] = pool[rng.integers(0, len(pool), len(here))]
        return chosen

    def reply(self, texts: Ints, rng: np.random.Generator) -> Ints:
        """Return the place of an answer to each sentence, negative where none fits."""
        group = np.array(self._answer_of)[texts]
        chosen = np.full(len(texts), _SILENT)
        for place in np.unique(group[group >= 0]).tolist():
            here = np.flatnonzero(group == place)
            pool = self._answers[place]
            chosen[here] = pool[rng.integers(0, len(pool), len(here))]
        return chosen

    def _load(self, talk: Talk, language: str, second: bool, topic: str) -> None:
        kinds = {**talk.comments, "incident": talk.incident[topic]}
        for kind, templates in kinds.items():
            replies = self._add_answers(talk.replies.get(kind, ()), language)
            # What reads as a question is left to the questions, which the company answers.
            plain = [text for text in templates if "?" not in text or kind in ("spam", "incident")]
            self._pools[kind, second] = np.array([
                place for text in plain or templates
                for place in self._add(text, language, kind, replies)
            ])  # fmt: skip
        asked: list[int] = []
        for question in talk.questions:
            answers = self._add_answers(question.answers, language)
            for text in question.asks:
                asked += self._add(text, language, "question", answers)
        self._pools["question", second] = np.array(asked)

    def _add(self, template: str, language: str, kind: str, answers: int) -> list[int]:
        """Add the forms of a template; a place that stands several times is said as often."""
        places = []
        for number, (text, good) in enumerate(self._forms(template, language)):
            # Behind the answers to anything stand those about each of the goods.
            fitting = answers if answers == _SILENT or good is None else answers + 1 + good
            places += [self._new(text, fitting)] * 3
            if kind != "spam":
                places.append(self._new(text[0].lower() + text[1:], fitting))
            if kind in _CHEERFUL:
                places.append(self._new(f"{text} {_EMOJI[number % len(_EMOJI)]}", fitting))
        return places

    def _add_answers(self, templates: Sequence[str], language: str) -> int:
        if not templates:
            return _SILENT
        made = [
            (self._new(text, _SILENT), good)
            for template in templates
            for text, good in self._forms(template, language)
        ]
        goods = range(len(self._plan.local.goods))
        self._answers.append(np.array([place for place, _ in made]))
        self._answers += [
            np.array([place for place, about in made if about in (None, good)]) for good in goods
        ]
        return len(self._answers) - 1 - len(goods)

    def _new(self, text: str, answers: int) -> int:
        self.texts.append(text)
        self._answer_of.append(answers)
        return len(self.texts) - 1

    def _forms(self, template: str, language: str) -> Iterator[tuple[str, int | None]]:
        """Yield the forms of a template and the place of the goods that each is about."""
        pieces = _GROUP.split(template)
        slots = self._plan.slots(language)
        about = {"goods", "price"} & set(pieces[1::2])
        for good in range(len(slots["goods"])) if about else (None,):
            options = [
                [piece] if not place % 2 else _words(piece, slots, good)
                for place, piece in enumerate(pieces)
            ]
            most = _FORMS_OF_ONE if good is None else _FORMS_OF_A_GOOD
            for words in islice(product(*options), most):
                yield "".join(words), good


def _words(piece: str, slots: Mapping[str, Sequence[str]], good: int | None) -> Sequence[str]:
    words = slots.get(piece, piece.split("|"))
    return [words[good]] if good is not None and piece in ("goods", "price") else words
