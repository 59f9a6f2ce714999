"""Puts words into the posts of a case: templates in turn, with the company's own names in them."""

from collections import Counter, defaultdict

import numpy as np

from smmlab.course.cases.kinds import Face, posts_of
from smmlab.course.cases.plan import Plan
from smmlab.course.cases.scripts import fill

_FORMS_OF_A_TEXT = 12  # turns tried before a text may stand twice


class PostWriter:
    """Chooses texts so that a page says each as seldom as it can, and never twice the same.

    Parameters
    ----------
    plan
        Of the case.
    name, face
        Whose page it is and who speaks there.
    rng
        Draws the texts.
    """

    def __init__(self, plan: Plan, name: str, face: Face, rng: np.random.Generator) -> None:
        self._plan, self._rng = plan, rng
        self._speaks = {
            language: {"company": name, "face": face.name, "trade": plan.trade(face, language)}
            for language in plan.languages
        }
        self._fitting: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for language in plan.languages:
            for post in posts_of(plan.kind, language):
                self._fitting[language, post.type].append(post.text)
        self._uses: Counter[str] = Counter()
        self._said: set[str] = set()

    def write(self, language: str, kind: str) -> str:
        """Return a text of the type."""
        fitting = self._fitting[language, kind]
        order = [fitting[int(place)] for place in self._rng.permutation(len(fitting))]
        order.sort(key=self._uses.__getitem__)
        text = ""
        for template in order[:_FORMS_OF_A_TEXT]:
            text = self._filled(template, language)
            self._uses[template] += 1
            if text not in self._said:
                break
        self._said.add(text)
        return text

    def _filled(self, template: str, language: str) -> str:
        local = self._plan.kind.by_language[language]
        good = int(self._rng.integers(len(local.goods)))
        # The price goes with the goods.
        slots = {
            name: words[good % len(words)] for name, words in self._plan.slots(language).items()
        }
        slots |= self._speaks[language]
        # A slot may stand within a choice: the first round fills the one, the second the other.
        return fill(fill(template, slots, self._rng), slots, self._rng)
