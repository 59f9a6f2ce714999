"""Lesson 6: what to open on the chosen network, who speaks there, and what its door says."""

import re
from collections.abc import Mapping

import pandas as pd

from smmlab.analyses.gathering import rules_of_places
from smmlab.content.traits import describe_posts
from smmlab.course.lessons.mistakes import telling_mistakes
from smmlab.course.lessons.rubrics import (
    has_length,
    has_words,
    is_in_language,
    mentions,
    names_any,
    names_face,
    text_language,
)
from smmlab.course.task import Criterion, Reference, Task
from smmlab.course.tasks.lesson05 import reach_by_network, unpaid_rates
from smmlab.errors import DataError
from smmlab.gathering.choice import PlaceChoice, choose_place
from smmlab.gathering.kinds import KINDS
from smmlab.networks.evidence import load_evidence
from smmlab.project import Project
from smmlab.texts import message
from smmlab.texts.labels import LABELS

_PARTS = 100
_FEWEST_WORDS = 7
LONGEST_ABOUT = 300
"""Letters that most places show of their description."""
_STEM = 4  # letters of a word that stay the same in its cases, mostly
_SAY_NOTHING = frozenset(
    (
        "with", "that", "this", "from", "your", "their", "small", "makes", "sells", "which",
        "every", "also", "little", "good", "whole", "pack", "month",
        "väike", "väikese", "ning", "müüb", "omad", "kaks", "kolm", "neli", "kuus", "terve", "teeb",
        "nende", "aasta",
        "небольшой", "небольшая", "который", "которая", "свой", "свои", "один", "набор", "месяц",
        "также", "делает", "продаёт",
    )
)  # fmt: skip

_PERSONAL = message(
    "A profile of a person has no figures and cannot be handed over, and some networks forbid "
    "selling through it. The person speaks in a place that belongs to the business."
)
_OTHER_NETWORK = message(
    "That is what you would open on the network with the largest reach. The place belongs where "
    "the buyers come from."
)
_ALL_NETWORKS = message(
    "You counted the posts of all networks. Look only at the network where the place will stand."
)
_LOUD_NETWORK = message(
    "These are the posts on the network with the largest reach. The place belongs where the buyers "
    "come from."
)
_WITHOUT_FACE = message(
    "You divided by the posts without a face. The whole is all own posts with a text, those with a "
    "face among them."
)
_NO_SHARE = message(
    "This is the number of posts with a face. A share is that number divided by the posts with a "
    "text."
)
_RIVALS_TOO = message("You counted the posts of rivals too. Look only at your own posts.")

_FOR_WHOM = re.compile(
    r"\b(?:for|who|whoever|everyone|kes|kel|kellele|kellel|neile|kõigile|jaoks|для|тем|кто|кому|всем"
    r"|каждому)\b|\w{3,}(?:dele|tele)\b",
    re.IGNORECASE,
)
_WAYS = {
    "en": ("order", "buy", "book", "write", "ask", "messag", "call", "visit", "come", "shop",
           "link", "reserv"),
    "et": ("tell", "osta", "broneeri", "kirjuta", "küsi", "helista", "tule", "pood", "poe", "link",
           "lingi", "sõnum", "võta"),
    "ru": ("заказ", "закаж", "куп", "пиш", "напиш", "спрос", "спраш", "задай", "звон", "приход",
           "заход", "ссылк", "магазин", "сообщ", "брон", "запис"),
}  # fmt: skip
_ADDRESS = re.compile(r"@\w|://|\bwww\.|\b[\w-]+\.[a-z]{2,}\b", re.IGNORECASE)


def network_of_buyers(project: Project) -> str:
    """Return the own network whose unpaid visitors order most often.

    Raises
    ------
    DataError
        When fewer than two networks can be compared.
    """
    return str(unpaid_rates(project).index[0])


def _choose(project: Project, network: str) -> PlaceChoice:
    rules = rules_of_places(project.brief, load_evidence(project.evidence))
    return choose_place(project.brief, network, rules)


def _solve_place(project: Project) -> Reference:
    network = network_of_buyers(project)
    choice = _choose(project, network)
    right = choice.recommended
    if right is None:
        raise DataError(
            message(
                "Expected a kind of place that may be opened on {network}, found none. Write into "
                "the brief who speaks for the company, then answer."
            ),
            {"network": network},
        )
    reached = reach_by_network(project)
    loudest = str(reached.index[0]) if len(reached) else network
    told = {
        _PERSONAL: "personal_face",
        _OTHER_NETWORK: _choose(project, loudest).recommended,
    }
    kinds = choice.options.set_index("kind")["verdict"]
    mistakes = {
        reason: kind
        for reason, kind in told.items()
        # What may be opened on the right network too is no sign of the wrong one.
        if kind not in (right, None) and (reason == _PERSONAL or kind not in kinds.index)
    }
    near = kinds.index[kinds.eq("possible") & ~kinds.index.isin(list(mistakes.values()))]
    return Reference(right, nearly=tuple(map(str, near)), mistakes=mistakes)


def _kinds(_project: Project) -> Mapping[str, object]:
    return {kind: LABELS[kind] for kind in KINDS}


def _solve_face(project: Project) -> Reference:
    network, posts = network_of_buyers(project), project.posts
    is_own = posts["is_own"].fillna(value=False).astype(bool).to_numpy()
    shows = describe_posts(posts)["face"]
    there = (posts["network"] == network).to_numpy()
    value = _share(shows[is_own & there])
    if value is None:
        raise DataError(
            message(
                "Expected own posts with a text on {network}, found none. Import the files of the "
                "folder downloads/own again, then answer."
            ),
            {"network": network},
        )
    reached = reach_by_network(project)
    loudest = str(reached.index[0]) if len(reached) else network
    told = {
        _ALL_NETWORKS: _share(shows[is_own]),
        _RIVALS_TOO: _share(shows[there]),
        _LOUD_NETWORK: _share(shows[is_own & (posts["network"] == loudest).to_numpy()]),
        _WITHOUT_FACE: value / (1 - value) if value < 1 else None,
        _NO_SHARE: float(shows[is_own & there].sum()) / _PARTS,
    }
    return Reference(value, mistakes=telling_mistakes(value, told))


def _share(marks: pd.Series) -> float | None:
    """Return the part of the posts with a text that have the mark; None without any."""
    known = marks.dropna()
    return float(known.astype(bool).mean()) if len(known) else None


def _stems(text: str) -> list[str]:
    """Return the beginnings of the words that tell one company from another."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    telling = [word for word in words if len(word) >= _STEM and word not in _SAY_NOTHING]
    # "Cakes to order" does not make every call to order a word about cakes.
    return [word[:_STEM] for word in telling if not mentions(word, _WAYS)]


def _says_what(answer: str, project: Project) -> bool:
    brief = project.brief
    # The goods are named in one language only; what another calls them, the teacher judges.
    others = set(brief.content_languages) - {brief.language}
    if text_language(answer) in others:
        return True
    return mentions(answer, {brief.language: _stems(f"{brief.goods} {brief.business}")})


def _says_for_whom(answer: str, _project: Project) -> bool:
    return _FOR_WHOM.search(answer) is not None


def _says_where(answer: str, project: Project) -> bool:
    brief = project.brief
    return names_any(answer, [*brief.place.split(","), *brief.target.places])


def _says_how(answer: str, _project: Project) -> bool:
    return mentions(answer, _WAYS) or _ADDRESS.search(answer) is not None


def _is_short(answer: str, _project: Project) -> bool:
    return has_length(answer, most=LONGEST_ABOUT) and has_words(answer, least=_FEWEST_WORDS)


def _is_theirs(answer: str, project: Project) -> bool:
    brief = project.brief
    return is_in_language(answer, brief.content_languages or (brief.language,))


def _has_face(answer: str, project: Project) -> bool:
    return names_face(answer, project.brief)


TASKS: tuple[Task, ...] = (
    Task(
        name="lesson06.q1",
        kind="choice",
        level="guided",
        asks=message(
            "What should this company open on the network whose unpaid visitors order most often? "
            "Choose what the rules allow and what serves the first goal of the brief best."
        ),
        look=message(
            "Read the kinds of place on that network once more with their reasons: which do the "
            "rules allow, and which of these does most for the first goal of the brief?"
        ),
        solve=_solve_place,
        options=_kinds,
    ),
    Task(
        name="lesson06.q2",
        kind="share",
        level="guided",
        asks=message(
            "Of your own posts with a text on that same network, which share shows a face: a named "
            "person of the company, or one who says I?"
        ),
        look=message(
            "Divide the posts with a face by the own posts with a text on this one network, and "
            "write the result as a share or with a percent sign."
        ),
        solve=_solve_face,
    ),
    Task(
        name="lesson06.q3",
        kind="text",
        level="open",
        asks=message(
            "Write the text that stands under the name of the place, in a language of the company "
            "and in at most 300 characters: what there is, for whom, where, how to buy or ask, and "
            "who answers."
        ),
        look=message(
            "Read it as somebody who has never heard of the company. What is missing stands in the "
            "list."
        ),
        rubric=(
            Criterion(
                "length", message("It has at most 300 characters, and whole sentences."), _is_short
            ),
            Criterion("language", message("It is in a language of the company."), _is_theirs),
            Criterion("what", message("It says what the company makes or sells."), _says_what, 0.5),
            Criterion("for_whom", message("It says for whom the place is."), _says_for_whom, 0.5),
            Criterion("where", message("It names the town or the part of it."), _says_where, 0.5),
            Criterion(
                "how", message("It says how to buy or to ask: a verb, a link or an address."),
                _says_how, 0.5,
            ),
            Criterion("face", message("It names the person who speaks."), _has_face),
        ),
        teacher_points=2.0,
        teacher_looks=message(
            "Is it in the voice of the brief, and would it make a stranger of the target group "
            "stay?"
        ),
    ),
)  # fmt: skip
