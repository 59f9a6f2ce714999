"""A bank of ideas: for each pillar and each of the four types, one to begin with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from smmlab.content.pillars import PillarKind, asked_topics
from smmlab.texts import message

TYPES_OF_IDEAS = ("instruction", "provocation", "medal", "laugh")
_BENDS_FROM = 4  # letters: a short word with an ending is often another word
_COLUMNS = ("pillar", "kind", "type", "idea", "topic", "words", "post")
# A post that was of its day would be told again on another one.
_OF_ITS_DAY = re.compile(
    r"\b(?:today|tonight|tomorrow|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|"
    r"täna|tänas\w*|täna[nv]\w*|homme|homse\w*|homne|eile|eils\w*|"
    r"(?:esmas|teisi|kolma|nelja|lau|püha)päev\w*|reede\w*|"
    r"сегодня\w*|завтра|завтрашн\w*|вчера\w*|понедельник\w*|вторник\w*|сред[ауые]|четверг\w*|"
    r"пятниц\w*|суббот\w*|воскресень\w*)\b",
    re.IGNORECASE,
)
# An allergy is no joke, and nobody wants to win an argument about one.
_SERIOUS = frozenset(
    ("question", "ingredients", kind) for kind in ("provocation", "laugh")
)  # kind and name of the pillar, type of the idea

# Each text has one place for the pillar, in quotation marks, so that no language has to bend it;
# pillars of one kind take turns.
_IDEAS: Mapping[PillarKind, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "question": {
            "instruction": (
                message(
                    "“{pillar}”: take the commonest question from the comments and answer it step "
                    "by step, so that people save the answer."
                ),
                message(
                    "“{pillar}”: a short list of what newcomers do wrong, and how to do it right."
                ),
            ),
            "provocation": (
                message(
                    "“{pillar}”: put the two views that people hold side by side and ask who is "
                    "right."
                ),
                message("“{pillar}”: guess how most people do it, and let them prove you wrong."),
            ),
            "medal": (
                message(
                    "“{pillar}”: thank, with permission, the person who asked the best question."
                ),
                message(
                    "“{pillar}”: show, with permission, how one of your customers does it best."
                ),
            ),
            "laugh": (
                message("“{pillar}”: the oddest question you ever had, told without names."),
                message(
                    "“{pillar}”: people ask about it in comments; tell with a smile what you "
                    "yourselves got wrong at first."
                ),
            ),
        },
        "works": {
            "instruction": (
                message("“{pillar}”: a useful tip about it that people will want to save."),
                message("“{pillar}”: a short checklist, with the mistake that most people make."),
            ),
            "provocation": (
                message("“{pillar}”: end the next post about it with a question of two sides."),
                message("“{pillar}”: ask what people would change about it, and answer each."),
            ),
            "medal": (
                message("“{pillar}”: let a regular be the hero of the next post, with permission."),
                message("“{pillar}”: thank the person without whom it would not be what it is."),
            ),
            "laugh": (
                message("“{pillar}”: look for its funny side, at nobody's cost but yours."),
                message("“{pillar}”: ask for the best caption under a funny photograph of it."),
            ),
        },
        "goods": {
            "instruction": (
                message(
                    "“{pillar}”: show how to choose well, with the mistake that most people make."
                ),
                message("“{pillar}”: what to do at home so that it stays good longer."),
            ),
            "provocation": (
                message(
                    "“{pillar}”: say one opinion that few people share, and ask who disagrees."
                ),
                message("“{pillar}”: two kinds side by side; people take a side and say why."),
            ),
            "medal": (
                message("“{pillar}”: the person who makes it, by name and with a face."),
                message("“{pillar}”: a customer and a special day, told with permission."),
            ),
            "laugh": (
                message("“{pillar}”: expectation and reality, side by side."),
                message("“{pillar}”: if it could speak, what would it say about its Monday?"),
            ),
        },
        "default": {
            "instruction": (
                message("“{pillar}”: one trick of the trade to try at home."),
                message("“{pillar}”: the question that you hear most often, answered in steps."),
                message("“{pillar}”: from the first step to the last, with what can go wrong."),
            ),
            "provocation": (
                message("“{pillar}”: a habit of the trade that you refuse to follow, and why."),
                message("“{pillar}”: a choice that divides your customers; hear both sides."),
                message("“{pillar}”: the long way or the quick one; ask which is worth it."),
            ),
            "medal": (
                message("“{pillar}”: honour somebody who did a good thing this week."),
                message("“{pillar}”: a regular and their story, told with permission."),
                message("“{pillar}”: the hands that do the work, by name and with a face."),
            ),
            "laugh": (
                message("“{pillar}”: the funniest thing that happened this week."),
                message("“{pillar}”: a typical question as a kind joke, never at their cost."),
                message("“{pillar}”: the attempt that went wrong, shown with a smile."),
            ),
        },
    }
)
_IN_THEIR_WORDS = message(
    "“{pillar}”: take the commonest question from the comments and answer it step by step, so that "
    "people save the answer. Use the words that people use: {words}."
)
_ASKED = message("“{pillar}”: answer step by step what people ask in comments: “{topic}”.")
_AGAIN = message("“{pillar}”: tell this post again in another form: {post}")


def fill_ideas(
    pillars: pd.DataFrame,
    best: pd.DataFrame | None = None,
    needs: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return an idea for each pillar and type, from own posts and questions where there are any.

    Of what people are allergic to there are instructions and thanks, no provocations and no jokes.

    Parameters
    ----------
    pillars
        Result of `smmlab.content.pillars.name_pillars`.
    best
        Own posts that did well: ``type`` and ``text``, best first.
    needs
        What people write about: ``topic``, ``people``, ``writers`` and, where known,
        ``keywords`` (words each used by at least ten people, semicolons between languages).

    Returns
    -------
    DataFrame
        ``pillar``, ``kind``, ``type``, ``idea`` (template of a text with ``{pillar}`` and the next
        three where they are told), ``topic`` (of a question people ask), ``words`` (of people who
        ask), ``post`` (an own post to learn from). The last two are never trusted.

    Raises
    ------
    DataError
        When a column is absent.

    Notes
    -----
    A post that did well is told again under the pillar it names, in its own type; one that names
    no pillar is left out, because under any of them it would look like a mistake, and so is one
    that names a weekday or today. A topic that
    people ask about and that is no pillar itself becomes the instruction of one of the others.

    Examples
    --------
    >>> pillars = pd.DataFrame({"pillar": ["beans"], "kind": ["goods"]})
    >>> fill_ideas(pillars)["type"].tolist()
    ['instruction', 'provocation', 'medal', 'laugh']
    >>> best = pd.DataFrame({"type": ["laugh", "medal"], "text": ["Beans again", "Our drains"]})
    >>> fill_ideas(pillars, best)["post"].dropna().tolist()
    ['Beans again']
    """
    told, turns = pillars.to_dict("records"), pillars.groupby("kind").cumcount()
    table = pd.DataFrame(
        [
            {"pillar": str(row["pillar"]), "kind": str(row["kind"]), "type": kind,
             "idea": _IDEAS[row["kind"]][kind][turn % len(_IDEAS[row["kind"]][kind])]}
            for row, turn in zip(told, turns, strict=True)
            for kind in TYPES_OF_IDEAS
            if (row["kind"], row["pillar"], kind) not in _SERIOUS
        ],
        columns=list(_COLUMNS),
    )  # fmt: skip
    table = table.astype(dict.fromkeys(_COLUMNS, "str"))
    filled = _told_again(table, best)
    filled += _asked(table, needs, filled)
    for fill in filled:
        table.loc[fill.place, ["idea", fill.column]] = [fill.idea, fill.value]
    return table


@dataclass(frozen=True)
class _Fill:
    """One idea of the bank that the files fill: where, with what, and how it is put."""

    place: int
    column: str
    value: str
    idea: str


def _told_again(table: pd.DataFrame, best: pd.DataFrame | None) -> list[_Fill]:
    """Return the posts that did well, each under a pillar that it names."""
    found: list[_Fill] = []
    if best is None:
        return found
    texts = best["text"].astype("str")
    texts = texts[~texts.str.contains(_OF_ITS_DAY)]
    # Own posts name their subject as it stands; a topic of comments has no word of its own.
    for row in table[table["kind"].isin(["works", "goods"])].reset_index().to_dict("records"):
        taken = {fill.value for fill in found}
        names = texts.str.contains(_pattern(row["pillar"]), case=False, regex=True)
        alike = best["type"].reindex(texts.index).eq(row["type"])
        fitting = texts[names & alike & ~texts.isin(taken)]
        if len(fitting):
            found.append(_Fill(row["index"], "post", fitting.iloc[0], _AGAIN))
    return found


def _asked(table: pd.DataFrame, needs: pd.DataFrame | None, filled: Sequence[_Fill]) -> list[_Fill]:
    """Return the instructions that questions give."""
    asked = asked_topics(needs)
    teaches = table[table["type"] == "instruction"]
    keywords = asked.set_index("topic").get("keywords", pd.Series(dtype="str"))
    # A post is in one language, so it takes the words of the first.
    first = keywords.dropna().astype("str").str.replace(r";.*", "", regex=True)
    words = {str(topic): told for topic, told in first.items() if told}
    questions = teaches.loc[teaches["kind"] == "question", "pillar"]
    found = [
        _Fill(int(str(place)), "words", words[pillar], _IN_THEIR_WORDS)
        for place, pillar in questions.items()
        if pillar in words
    ]
    open_topics = [str(topic) for topic in asked["topic"] if topic not in set(table["pillar"])]
    others = teaches.index[teaches["kind"] != "question"]
    others = others.difference([fill.place for fill in filled])
    return found + [
        _Fill(int(place), "topic", topic, _ASKED)
        for place, topic in zip(others, open_topics, strict=False)
    ]


def _pattern(pillar: str) -> str:
    """Return what finds a subject in a text: a hashtag whole, a longer word with an ending."""
    ending = r"\w{0,2}" if len(pillar) >= _BENDS_FROM and not pillar.startswith("#") else ""
    return rf"(?<!\w){re.escape(pillar)}{ending}(?!\w)"
