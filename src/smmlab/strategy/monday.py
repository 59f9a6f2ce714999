"""What to do on Monday: tasks in order, with hours, a person, and what each rests on."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from types import MappingProxyType
from typing import Literal

from smmlab.findings import Finding
from smmlab.gathering.audit import to_do
from smmlab.gathering.checklist import ITEM
from smmlab.strategy.abroad import find_abroad
from smmlab.strategy.document import Advice, DataTable, Span, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.notes import advice
from smmlab.strategy.planning import planned_networks
from smmlab.strategy.rules import Rule
from smmlab.strategy.sections.objectives import goals_of
from smmlab.strategy.statements import FromBrief, Listed, Part, Pen, Term
from smmlab.strategy.strongest import Strong
from smmlab.strategy.vocabulary import EXPORTS
from smmlab.texts import message
from smmlab.texts.labels import NETWORK_NAMES, TABLE_NAMES

Who = Literal["owner", "face"]

_GUESSED = message("An estimate. Write down how long it took, and plan the next month with that.")
_SMALL = Rule("task_small", 1, "hours", message("Work of a small task"), _GUESSED)
_LARGE = Rule("task_large", 2, "hours", message("Work of a larger task"), _GUESSED)
_MOST_FIXES = 3
_MOST_EXPORTS = 3
_OLD_DAYS = 60  # of silence from which old files are likelier than a silent page (judgement)
_TALKING = ("audience", "dialogue", "negativity")
_ASKED_BY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    dict.fromkeys(("money.links.good_share", "money.utm.tagged_share"), ("tagged_posts",))
)


@dataclass(frozen=True)
class Task:
    """One thing to do: what with what it rests on, how long it takes, who does it."""

    advice: Advice
    hours: Rule
    who: Who


def monday_tasks(
    material: Material,
    pen: Pen,
    *,
    strong: Sequence[Strong] = (),
    most: int | None = None,
    with_asking: bool = True,
) -> tuple[Task, ...]:
    """Return the tasks in the order in which they should be done.

    Parameters
    ----------
    material
        Everything known of the client.
    pen
        Writes in the language of the document.
    strong
        Findings whose advice belongs on the list.
    most
        Only the first of them, when the document has room for no more.
    with_asking
        False where another place of the document asks the owner what only the owner can tell:
        the goals, and the country to serve first.
    """
    goals, market = ((_goals,), (_market,)) if with_asking else ((), ())
    parts = (
        (_exports, *goals)
        if material.is_empty
        else (_waiting, *market, _fixes(strong), _of_findings(strong), _looks, *goals, _exports)
    )
    # Only what is taken gets its marks, so the appendix shows nothing that the text does not.
    return tuple(islice(chain.from_iterable(part(material, pen) for part in parts), most))


def tasks_table(material: Material, pen: Pen, tasks: Sequence[Task]) -> DataTable:
    """Return the tasks as a table; who is not known is left to be filled in."""
    rows = tuple(
        (
            task.advice.spans,
            pen.value(task.hours),
            who_does(material, pen, task) or (Span("……"),),
            rests_on(pen, task),
        )
        for task in tasks
    )
    header = (pen.say("What"), pen.say("Hours"), pen.say("Who"), pen.say("Rests on"))
    return DataTable(
        pen.say("In this order; a mark leads to the evidence"), header, rows, weights=(9, 1, 2, 2)
    )


def rests_on(pen: Pen, task: Task) -> Spans:
    """Return the marks of a task, or the word that it is a judgement."""
    if task.advice.is_judgement:
        return pen.say("judgement")
    spans: list[Span] = []
    for mark in (one for one in task.advice.marks if one.startswith("e")):
        spans.extend((Span(" "),) if spans else ())
        spans.append(Span(mark, "finding", mark))
    return tuple(spans)


def hours_of(tasks: Sequence[Task]) -> Finding:
    """Return the hours of a list of tasks, added."""
    return Finding(
        f"monday.{len(tasks)}_tasks.hours", sum(task.hours.value for task in tasks), "hours",
        n=len(tasks), status="estimated",
        method=message("Hours of the tasks on the list, added. Each of them is an estimate."),
    )  # fmt: skip


def who_does(material: Material, pen: Pen, task: Task) -> Spans:
    """Return who does a task, empty when the brief names nobody."""
    brief = material.brief
    name = (brief.face or brief.owner) if task.who == "face" else brief.owner
    return pen.value(FromBrief(name)) if name else ()


def _waiting(material: Material, pen: Pen) -> Iterator[Task]:
    questions = material.finding("dialogue.open.questions")
    complaints = material.finding("dialogue.open.complaints")
    if questions is None or complaints is None or not (questions.value or complaints.value):
        return
    said = pen.say(
        "Answer what waited when the files ended: questions ({questions}), complaints "
        "({complaints}).",
        questions=questions,
        complaints=complaints,
    )
    yield Task(advice(pen, said), _LARGE, "face")


def _market(material: Material, pen: Pen) -> Iterator[Task]:
    abroad = find_abroad(material)
    if abroad is None:
        return
    said = pen.say(
        "Compare the market of the brief ({market}) with the country that leads in the audience "
        "({country}), and correct one of the two: the brief, or the languages of the posts and the "
        "targeting of advertisements.",
        market=abroad.market,
        country=abroad.country,
    )
    yield Task(advice(pen, said, rests_on=(abroad.share,)), _SMALL, "owner")


def _fixes(strong: Sequence[Strong]) -> Callable[[Material, Pen], Iterator[Task]]:
    # A strong finding on tags asks for one scheme in all links: the fix would ask for it again.
    told = {item for one in strong for item in _ASKED_BY.get(one.candidate.finding.key, ())}
    return lambda material, pen: _fixes_but(material, pen, told)


def _fixes_but(material: Material, pen: Pen, told: Collection[str]) -> Iterator[Task]:
    audit = material.result("place_audit")
    if audit is None or audit.empty:
        return
    tasks = to_do(audit)
    fixes = tasks[tasks["task"].eq("fix") & tasks["network"].isin(list(NETWORK_NAMES))]
    fixes = fixes[~fixes["item"].isin(told)]
    # Pages elsewhere only answer questions meanwhile, so nothing is mended there first.
    worked = set(planned_networks(material.decisions)) & set(audit["network"])
    fixes = fixes[fixes["network"].isin(worked)] if worked else fixes
    # Pages are silent for different times, so each is told on its own.
    whose = fixes["network"].where(fixes["item"].eq("recent"), "")
    for (item, _), rows in list(fixes.groupby(["item", whose], sort=False))[:_MOST_FIXES]:
        places = [str(name) for name in rows["network"]]
        names = Listed(tuple(Term(NETWORK_NAMES[name]) for name in places))
        grounds = tuple(
            known
            for name in places
            if (known := material.finding(f"gathering.{name}.{item}")) is not None
        )
        old = max(grounds, key=lambda one: one.numerator or 0, default=None)
        if item == "recent" and old is not None and (old.numerator or 0) > _OLD_DAYS:
            said = pen.say_many(
                "{networks}: the newest post in these files is {n} day older than the export. "
                "Export the posts once more; if there is none newer, publish again.",
                "{networks}: the newest post in these files is {n} days older than the export. "
                "Export the posts once more; if there is none newer, publish again.",
                n=Part(old, "numerator"),
                networks=names,
            )
        else:
            fix = Term(ITEM[str(item)].fix)
            said = pen.say("{fix} Where: {networks}.", fix=fix, networks=names)
        yield Task(advice(pen, said, rests_on=grounds), _SMALL, "owner")


def _of_findings(strong: Sequence[Strong]) -> Callable[[Material, Pen], Iterator[Task]]:
    def tasks(_material: Material, _pen: Pen) -> Iterator[Task]:
        for one in strong:
            yield Task(one.advice, _LARGE, "face" if one.topic in _TALKING else "owner")

    return tasks


def _looks(material: Material, pen: Pen) -> Iterator[Task]:
    audit = material.result("place_audit")
    places = [] if audit is None else list(dict.fromkeys(audit["network"]))
    worked = [name for name in planned_networks(material.decisions) if name in places]
    place = next(iter([*worked, *places]), "")
    left = material.finding(f"gathering.{place}.not_known")
    if left is None or not left.value:
        return
    said = pen.say_many(
        "Look at the page on {network} as a stranger, on a telephone, and answer the checklist: "
        "{n} point is open.",
        "Look at the page on {network} as a stranger, on a telephone, and answer the checklist: "
        "{n} points are open.",
        n=left,
        network=Term(NETWORK_NAMES[place]),
    )
    yield Task(advice(pen, said), _SMALL, "owner")


def _goals(material: Material, pen: Pen) -> Iterator[Task]:
    if goals_of(material.decision("objectives")):
        return
    said = pen.say(
        "Set one goal for money and one for the audience: what is counted, from where to where, by "
        "which day, and who answers for it."
    )
    yield Task(advice(pen, said), _SMALL, "owner")


def _exports(material: Material, pen: Pen) -> Iterator[Task]:
    filled = {facts.name for facts in material.tables if facts.rows is not None}
    missing = [name for name in EXPORTS if name not in filled][:_MOST_EXPORTS]
    if not missing:
        return
    names = Listed(tuple(Term(TABLE_NAMES[name], inside=True) for name in missing))
    said = pen.say("Export what is missing, beginning with: {tables}.", tables=names)
    yield Task(advice(pen, said), _SMALL, "owner")
