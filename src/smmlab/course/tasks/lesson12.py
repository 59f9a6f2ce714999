"""Lesson 12: how the company earns, what a strategy may say, and a goal that can be defended."""

from collections.abc import Mapping
from types import MappingProxyType

from smmlab.course.facts import read_facts
from smmlab.course.lessons.earning import compare_earning
from smmlab.course.lessons.goals import GOAL_CRITERIA, METRICS
from smmlab.course.lessons.mistakes import telling_mistakes
from smmlab.course.lessons.statements import Basis, draw_statements
from smmlab.course.task import Reference, Task
from smmlab.project import Project
from smmlab.texts import Phrase, message

MODELS: Mapping[str, object] = MappingProxyType(
    {
        "own_goods": Phrase(message("Sell our own goods")),
        "services": Phrase(message("Do jobs for others")),
        "ads": Phrase(message("Carry posts of advertisers")),
        "affiliate": Phrase(message("Recommend another shop for a part of its orders")),
    }
)
"""The ways to earn that the owner's letter speaks of."""

_CLOSE = 0.9  # of the best: what a careful person could choose as well

_MOST_VIEWS = message(
    "You chose the way that every view pays for. Multiply: the posts of a month, the thousands "
    "whom the middle post reaches, the price of a thousand. It stays small while the page is."
)
_REVENUE = message(
    "You chose by what comes in. Goods and work cost money: compare what is left, by the margins "
    "of the letter."
)
_ALL_REACH = message(
    "You chose the way that uses the whole reach. Go on to the end: orders of a thousand people "
    "reached, times the average order, times your share of it."
)
_TOO_SMALL = message(
    "One of your statements rests on fewer than ten cases. The highest mean of many small groups "
    "is nearly always chance."
)
_EFFECT = message(
    "One of your statements takes credit for effect. The tags tell by which link people came; who "
    "would have come anyway only an experiment tells."
)
_FORECAST = message(
    "One of your statements is about the future. It may stand as an estimate with its assumptions, "
    "not as something measured."
)
_ELSEWHERE = message(
    "One of your statements is about money that no file of yours holds. Responses to a rival's "
    "posts are not the rival's sales."
)
_ALL = message(
    "You chose every statement. Ask of each: was it counted in our files, and on how many?"
)

_WRONG: Mapping[Basis, str] = MappingProxyType(
    {"measured": _TOO_SMALL, "effect": _EFFECT, "forecast": _FORECAST, "elsewhere": _ELSEWHERE}
)


def _solve_model(project: Project) -> Reference:
    table = compare_earning(project, read_facts(project)).set_index("model")
    best, *others = map(str, table.index)
    least = _CLOSE * float(table["earned"].iloc[0])
    near = tuple(way for way in others if float(table.loc[way, "earned"]) >= least)
    tempting = {
        _REVENUE: str(table["revenue"].idxmax()), _MOST_VIEWS: "ads", _ALL_REACH: "affiliate",
    }  # fmt: skip
    # What leaves nearly as much is no mistake, however it was found.
    mistakes = {reason: way for reason, way in tempting.items() if way not in near}
    return Reference(best, nearly=near, mistakes=telling_mistakes(best, mistakes))


def _model_options(_project: Project) -> Mapping[str, object]:
    return MODELS


def _solve_statements(project: Project) -> Reference:
    drawn = draw_statements(project)
    fall = [one for one in drawn if not one.may_stand]
    return Reference(
        tuple(sorted(one.name for one in drawn if one.may_stand)),
        mistakes={
            _WRONG[basis]: tuple(one.name for one in fall if one.basis == basis)
            for basis in dict.fromkeys(one.basis for one in fall)
        },
    )


def _statement_options(project: Project) -> Mapping[str, object]:
    return {one.name: one.text for one in draw_statements(project)}


def _metric_options(_project: Project) -> Mapping[str, object]:
    return {"metric": METRICS}


TASKS: tuple[Task, ...] = (
    Task(
        name="lesson12.q1",
        kind="choice",
        level="guided",
        asks=message(
            "Which way to earn leaves most in a usual month? Use the owner's letter, and from your "
            "files the revenue after refunds, the reach and the average order. Compare what is "
            "left, before anybody's hours."
        ),
        look=message(
            "These two ways leave nearly the same. Work both out to the end once more, with a "
            "month that has the same length everywhere."
        ),
        solve=_solve_model,
        options=_model_options,
    ),
    Task(
        name="lesson12.q2",
        kind="choices",
        level="guided",
        asks=message(
            "Which of these statements about the company may stand in a strategy as measured? "
            "Choose all of them and no other."
        ),
        look=message(
            "One statement is missing or one too many. Ask of each: is it counted in our files, "
            "does it rest on ten cases at least, and does it say no more than was counted?"
        ),
        solve=_solve_statements,
        options=_statement_options,
    ),
    Task(
        name="lesson12.q3",
        kind="goal",
        level="open",
        asks=message(
            "Set one goal for this company that you would defend before the owner: what is "
            "measured, from where to where, by which day, who answers for it, and because of which "
            "number."
        ),
        look=message(
            "Ask of the goal: could two people quarrel a year from now about whether it was "
            "reached?"
        ),
        options=_metric_options,
        rubric=GOAL_CRITERIA,
        teacher_points=2.0,
        teacher_looks=message(
            "Is the goal worth its effort, is the step between baseline and target believable, and "
            "does the ground carry it?"
        ),
    ),
)
