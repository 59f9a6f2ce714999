"""What may be chosen in a task: ids for the answer, labels for the reader."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from smmlab.course.task import Task
from smmlab.errors import DataError
from smmlab.project import Project
from smmlab.texts import Phrase, Phrases, Words, message

Labels = Mapping[str, object]
_NESTED = ("justified", "calendar", "goal")
_NONE: Labels = MappingProxyType({})
_UNKNOWN = message(
    "{found} is not in the list of this task. There are: {allowed}. Copy the name as it stands "
    "there."
)
_UNRANKED = message("The order lacks {missing}. Put each of them in one place.")
_NO_SKILL = message("There is no skill {found} in this task. There are: {allowed}.")


def options_of(task: Task, project: Project) -> Mapping[str, Labels]:
    """Return what may be chosen, by the part of the answer it belongs to.

    Parameters
    ----------
    task
        Whose ``options`` are asked. Those of *justified* stand under ``choice`` and ``because``;
        those of *calendar* and *goal* under the names of their fields; all others stand under
        ``choice`` here.
    project
        The student's folder.

    Returns
    -------
    Mapping
        Ids and labels by the part; empty where the task offers nothing.
    """
    if task.options is None:
        return {}
    given = task.options(project)
    if task.kind not in _NESTED:
        return {"choice": {str(one): label for one, label in given.items()}}
    parts = ((part, labels) for part, labels in given.items() if isinstance(labels, Mapping))
    return {part: {str(one): label for one, label in labels.items()} for part, labels in parts}


def label_of(label: object, words: Words) -> str:
    """Return what a reader sees: our own texts translated, names from the data as they are.

    Examples
    --------
    >>> label_of(Phrase("{n} orders", {"n": 3}), Words("en")), label_of("spring_sale", Words("et"))
    ('3 orders', 'spring_sale')
    """
    if isinstance(label, Phrase):
        return words.say(label.template, **label.values)
    return words.say(str(label))


def fit_options(task: Task, answer: Any, options: Mapping[str, Labels], words: Words) -> Any:
    """Return an answer in ids, labels that were written in their place among them.

    Parameters
    ----------
    task
        What was asked.
    answer
        In the normal form of its kind.
    options
        Of `options_of`; without any, nothing is compared.
    words
        The student's language, in which labels may have been copied.

    Raises
    ------
    DataError
        When something was chosen that the task does not offer, or an order is not whole.
    """
    if task.kind == "calendar":
        return tuple(_named(row, options, words) for row in answer)
    if task.kind == "goal":
        return _named(answer, options, words)
    chosen = options.get("choice", _NONE)
    if task.kind == "justified":
        because = options.get("because", _NONE)
        return {
            "choice": _fitted([answer["choice"]], chosen, words)[0],
            "because": tuple(sorted(set(_fitted(answer["because"], because, words)))),
        }
    return _chosen(task, answer, chosen, words) if chosen else answer


def _chosen(task: Task, answer: Any, labels: Labels, words: Words) -> Any:
    match task.kind:
        case "choice":
            return _fitted([answer], labels, words)[0]
        case "choices":
            return tuple(sorted(set(_fitted(answer, labels, words))))
        case "rank":
            return _whole(_fitted(answer, labels, words), labels, words)
        case "scales":
            names = _fitted(tuple(answer), labels, words, unknown=_NO_SKILL)
            return dict(zip(names, answer.values(), strict=True))
    return answer


def _fitted(
    names: Iterable[str], labels: Labels, words: Words, *, unknown: str = _UNKNOWN
) -> tuple[str, ...]:
    if not labels:
        return tuple(names)
    known = _known(labels, words)
    found = []
    for name in names:
        if name.casefold() not in known:
            shown = Phrases(Phrase("{name}", {"name": one}) for one in labels)
            raise DataError(unknown, {"found": name, "allowed": shown})
        found.append(known[name.casefold()])
    return tuple(found)


def _named(
    fields: Mapping[str, Any], options: Mapping[str, Labels], words: Words
) -> dict[str, Any]:
    """Return the fields of a free answer with ids for labels; what is not offered stays."""
    known = {part: _known(labels, words) for part, labels in options.items() if part in fields}
    return {
        name: known[name].get(value.casefold(), value)
        if name in known and isinstance(value, str)
        else value
        for name, value in fields.items()
    }


def _known(labels: Labels, words: Words) -> Mapping[str, str]:
    """Return the id of everything that may be written for it; an id goes before a label."""
    known: dict[str, str] = {}
    for one, label in labels.items():
        for text in (label_of(label, words), str(label)):
            known.setdefault(text.strip().casefold(), one)
    known.update({one.casefold(): one for one in labels})
    return known


def _whole(order: tuple[str, ...], labels: Labels, words: Words) -> tuple[str, ...]:
    missing = [label_of(labels[one], words) for one in sorted(set(labels) - set(order))]
    if missing:
        raise DataError(_UNRANKED, {"missing": ", ".join(missing)})
    return order
