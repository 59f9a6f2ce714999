"""What a student answers, in whatever form it comes, read into the one form of its kind."""

from collections.abc import Callable, KeysView, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from smmlab.course.answering.found import called
from smmlab.course.answering.reading_rows import read_calendar, read_goal
from smmlab.course.answering.reading_values import (
    read_count,
    read_date,
    read_id,
    read_number,
    read_share,
    read_text,
)
from smmlab.course.task import Kind
from smmlab.errors import DataError, SmmlabError
from smmlab.texts import message

HIGHEST_SKILL = 4
_MOST = 100
_ORDERED = (list, tuple, pd.Series, pd.Index, np.ndarray)
_UNORDERED = (set, frozenset, KeysView)

_LIST = message(
    "The answer should be a list of names; found {found}. Write each name in quotation marks "
    "inside square brackets."
)
_RANK = message(
    "The answer should be a list of names from the first to the last, each once; found {found}. "
    "Write the names in quotation marks inside square brackets."
)
_JUSTIFIED = message(
    "The answer should have a choice and its grounds, as {example}; found {found}. Give both."
)
_SCALES = message(
    "The answer should give each skill a whole number from 0 to {most}; found {found}. Fill the "
    "form of the task."
)
_EXAMPLE = '{"choice": "…", "because": ["…", "…"]}'
_STRANGE = message("The answer could not be read; found {found}. Write it as the task asks for it.")


def read_answer(kind: Kind, raw: object) -> Any:
    """Return an answer in the normal form of its kind; reading it again changes nothing.

    Parameters
    ----------
    kind
        The form that the task asks for.
    raw
        What was answered, whatever it is.

    Returns
    -------
    Any
        By the kind: *number* a float; *share* a float from 0 to 1, with 12.5 and "12,5 %" as
        0.125; *count* an int; *date* a date; *choice* the id of an option; *choices* a tuple of
        ids, sorted, each once; *rank* a tuple of ids in the order given; *justified* a dict of
        ``choice``, an id, and ``because``, a tuple of ids; *scales* a dict of names and whole
        numbers from 0 to 4; *text* a text; *calendar* a tuple of dicts of ``weekday`` ("monday"),
        ``time`` ("18:00"), ``network``, ``form``, ``type`` and ``words``, empty where nothing is
        told; *goal* a dict of ``metric``, ``baseline``, ``target`` (floats or None), ``by`` (a
        date or None), ``owner`` and ``because``, a tuple of texts.

    Raises
    ------
    DataError
        What was expected, what was found, what to do; nothing else is ever raised.

    Examples
    --------
    >>> read_answer("share", "12,5 %"), read_answer("choices", ["b", "a", "b"])
    (0.125, ('a', 'b'))
    """
    try:
        return _READERS[kind](raw)
    except DataError:
        raise
    except SmmlabError as problem:
        raise DataError(problem.template, problem.values) from problem
    except Exception as problem:
        # Any object may be handed in, and looking at it may fail in any way.
        raise DataError(_STRANGE, {"found": called(raw)}) from problem


def _choices(raw: object) -> tuple[str, ...]:
    given = [raw] if isinstance(raw, str) else raw
    if not isinstance(given, (*_ORDERED, *_UNORDERED)) or len(given) > _MOST:
        raise DataError(_LIST, {"found": called(raw)})
    return tuple(sorted({read_id(one) for one in given}))


def _chosen(raw: object) -> tuple[str, ...]:
    found = _choices(raw)
    if not found:
        raise DataError(_LIST, {"found": called(None)})
    return found


def _rank(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, _ORDERED) or not 0 < len(raw) <= _MOST:
        raise DataError(_RANK, {"found": called(raw)})
    names = tuple(read_id(one) for one in raw)
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise DataError(
            message("{found} stands in the order twice. Put each name in one place."),
            {"found": called(twice)},
        )
    return names


def _justified(raw: object) -> dict[str, Any]:
    if not isinstance(raw, Mapping) or set(raw) != {"choice", "because"}:
        raise DataError(_JUSTIFIED, {"found": called(raw), "example": _EXAMPLE})
    return {"choice": read_id(raw["choice"]), "because": _choices(raw["because"])}


def _scales(raw: object) -> dict[str, int]:
    if isinstance(raw, pd.Series):
        raw = raw.to_dict()
    if not isinstance(raw, Mapping) or not 0 < len(raw) <= _MOST:
        raise DataError(_SCALES, {"most": HIGHEST_SKILL, "found": called(raw)})
    levels: dict[str, int] = {}
    for name, given in raw.items():
        try:
            level = read_count(given)
        except DataError:
            level = -1
        if not 0 <= level <= HIGHEST_SKILL:
            raise DataError(_SCALES, {"most": HIGHEST_SKILL, "found": called(given)})
        levels[read_id(name)] = level
    return levels


_READERS: Mapping[Kind, Callable[[object], Any]] = MappingProxyType(
    {
        "number": read_number, "share": read_share, "count": read_count, "date": read_date,
        "choice": read_id, "choices": _chosen, "rank": _rank, "justified": _justified,
        "scales": _scales, "text": read_text, "calendar": read_calendar, "goal": read_goal,
    }
)  # fmt: skip
