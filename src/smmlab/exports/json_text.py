"""JSON from strangers: parsed strictly, refused with a sentence when it is not what it seems."""

import json
import math
from typing import Any, NoReturn

from smmlab.errors import ExportError
from smmlab.texts import message

_NO_NUMBER = message(
    "The file holds {found} where a number belongs: another program has written or changed it. "
    "Please export it again and import the new file as it is."
)
_ENDLESS = message(
    "The file holds a number of thousands of digits: another program has written or changed it. "
    "Please export it again and import the new file as it is."
)
_TWICE = message(
    "The file says {name} twice of the same thing, so nobody can tell which holds: another program "
    "has written or changed it. Please export it again and import the new file as it is."
)


class _RefusedError(ValueError):
    """Carries the reason out of the hooks of the parser."""

    def __init__(self, template: str, values: dict[str, object]) -> None:
        super().__init__(template)
        self.template, self.values = template, values


def parse_json(text: str, *, first_line: int = 1) -> Any:
    """Parse a whole JSON file, refusing what Python's parser lets through.

    Parameters
    ----------
    text
        The decoded file.
    first_line
        Line of the file at which the text starts.

    Raises
    ------
    ExportError
        When the text is empty, cut short, nested too deeply, repeats a key, or holds NaN,
        Infinity or a number beyond double precision.

    Examples
    --------
    >>> parse_json('{"id": 1}')
    {'id': 1}
    """
    if not text.strip():
        raise ExportError(message("The file is empty. Please export it again."))
    try:
        return json.loads(
            text,
            parse_constant=_refuse_constant,
            parse_float=_finite,
            object_pairs_hook=_unique_keys,
        )
    except RecursionError:
        raise ExportError(
            message("This JSON is nested too deeply to be an export. Please export it again.")
        ) from None
    except _RefusedError as problem:
        raise ExportError(problem.template, problem.values) from None
    except json.JSONDecodeError as problem:
        if problem.pos >= len(text.rstrip()) or problem.msg.startswith("Unterminated string"):
            raise ExportError(
                message(
                    "The file ends in the middle, at line {line}: it was cut short when it was "
                    "written or copied. Please export it again."
                ),
                {"line": problem.lineno + first_line - 1},
            ) from None
        raise ExportError(
            message("The file is not valid JSON at line {line}. Please export it again."),
            {"line": problem.lineno + first_line - 1},
        ) from None
    except ValueError:
        # Python refuses to convert whole numbers of thousands of digits.
        raise ExportError(_ENDLESS) from None


def _refuse_constant(found: str) -> NoReturn:
    raise _RefusedError(_NO_NUMBER, {"found": found})


def _finite(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise _RefusedError(_NO_NUMBER, {"found": digits[:20]})
    return value


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    unique = dict(pairs)
    if len(unique) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _RefusedError(_TWICE, {"name": twice[:40]})
    return unique
