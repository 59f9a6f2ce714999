"""Kinds of company that a case may be about: what it sells, where, to whom, and what it posts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from smmlab.brief import Sex
from smmlab.course.cases.scripts import LANGUAGES, read_texts

PostType = Literal["none", "provocation", "instruction", "medal", "laugh"]
POST_TYPES: tuple[PostType, ...] = ("none", "provocation", "instruction", "medal", "laugh")


@dataclass(frozen=True)
class Good:
    """A product and its price in EUR."""

    name: str
    price: float


@dataclass(frozen=True)
class Face:
    """A person whom the pages may show, and her or his trade."""

    name: str
    trade: str


@dataclass(frozen=True)
class Place:
    """A town and the quarter or street of the company; every place is in Estonia."""

    town: str
    quarter: str


@dataclass(frozen=True)
class LocalKind:
    """What a kind of company is in one language.

    Parameters
    ----------
    business
        One sentence.
    goods
        Six products.
    companies
        Invented names.
    faces
        People whom the pages may show.
    places
        Where such a company could be.
    service
        One job that it could do for others.
    interest
        What brings people to it.
    businesses
        Pages of the corpus whose posts a page of this kind may carry: its own trade first.
    """

    business: str
    goods: tuple[Good, ...]
    companies: tuple[str, ...]
    faces: tuple[Face, ...]
    places: tuple[Place, ...]
    service: str
    interest: str
    businesses: tuple[str, ...]


@dataclass(frozen=True)
class CompanyKind:
    """A kind of company; texts differ by language, season and customers do not.

    Parameters
    ----------
    name
        A short English word for the case and its file.
    season
        Twelve weights of the months, January first, around 1.
    age_from, age_to, sex
        Whom it wants.
    by_language
        Its texts in ``en``, ``et`` and ``ru``.
    """

    name: str
    season: tuple[float, ...]
    age_from: int
    age_to: int
    sex: Sex
    by_language: Mapping[str, LocalKind]


@dataclass(frozen=True)
class CasePost:
    """A post that a page may carry: its text, whose slots stand open, and its planted type.

    Parameters
    ----------
    text
        With slots ``{goods}``, ``{price}``, ``{company}``, ``{place}``, ``{face}``, ``{trade}``
        and choices ``{a|b}``: see `smmlab.course.cases.scripts.fill`.
    type
        What a reader of it would say it is.
    use
        ``face`` (shows a person), ``ask`` (wants an answer), ``call`` (wants a purchase), else
        empty; known of the posts written for the course.
    """

    text: str
    type: PostType
    use: str = ""


@cache
def load_kinds() -> tuple[CompanyKind, ...]:
    """Return the kinds of company in the order of the file.

    Examples
    --------
    >>> [kind.name for kind in load_kinds()][:3]
    ['florist', 'cafe', 'bakery']
    """
    texts = {language: read_texts(f"kinds_{language}") for language in LANGUAGES}
    return tuple(
        CompanyKind(
            name=name,
            season=tuple(float(weight) for weight in entry["season"]),
            age_from=entry["age_from"],
            age_to=entry["age_to"],
            sex=entry["sex"],
            by_language={code: _local(texts[code][name], code) for code in LANGUAGES},
        )
        for name, entry in read_texts("kinds").items()
    )


def posts_of(kind: CompanyKind, language: str) -> list[CasePost]:
    """Return what a page of this kind may post, always in the same order.

    Parameters
    ----------
    kind
        One of `load_kinds`.
    language
        ``en``, ``et`` or ``ru``.

    Returns
    -------
    list of CasePost
        At least 24 of each type: posts of the corpus that fit the kind, then those written for
        the course.

    Examples
    --------
    >>> {post.type for post in posts_of(load_kinds()[0], "et")} == set(POST_TYPES)
    True
    """
    fitting = read_texts("corpus")[language]
    numbers = {**fitting["trade"], **fitting["general"]}
    corpus = _corpus(language)
    carried = [
        corpus[f"{business}-{number}"]
        for business in kind.by_language[language].businesses
        for number in numbers[business]
    ]
    own = [
        CasePost(entry["text"], post_type, entry.get("use", ""))
        for post_type in POST_TYPES
        for entry in read_texts(f"posts_{language}")[post_type]
        if kind.name in entry.get("kinds", (kind.name,))
    ]
    return [*carried, *own]


@cache
def _corpus(language: str) -> dict[str, CasePost]:
    folder = resources.files("smmlab.datasets") / "content-types"
    lines = (folder / f"posts-{language}.jsonl").read_text(encoding="utf-8").splitlines()
    # A brace in a text of the corpus is no slot.
    plain = str.maketrans("{}", "()")
    return {
        post["id"]: CasePost(post["text"].translate(plain), (*post["types"], "none")[0])
        for post in map(json.loads, lines)
        if len(post["types"]) < 2
    }


def _local(entry: Mapping[str, Any], language: str) -> LocalKind:
    return LocalKind(
        business=entry["business"],
        goods=tuple(Good(name, float(price)) for name, price in entry["goods"]),
        companies=tuple(entry["companies"]),
        faces=tuple(Face(*face) for face in entry["faces"]),
        places=tuple(Place(*place) for place in entry["places"]),
        service=entry["service"],
        interest=entry["interest"],
        businesses=(*entry["businesses"], *read_texts("corpus")[language]["general"]),
    )
