"""Numbers with the name of their unit, as the appendix shows them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from smmlab.strategy.document import Spans
from smmlab.strategy.statements import Pen, Value

_COUNTED: Mapping[str, Callable[[Pen, Value], Spans]] = MappingProxyType(
    {
        "people": lambda pen, n: pen.say_many("{n} person", "{n} people", n=n),
        "posts": lambda pen, n: pen.say_many("{n} post", "{n} posts", n=n),
        "comments": lambda pen, n: pen.say_many("{n} comment", "{n} comments", n=n),
        "replies": lambda pen, n: pen.say_many("{n} reply", "{n} replies", n=n),
        "hours": lambda pen, n: pen.say_many("{n} hour", "{n} hours", n=n),
        "minutes": lambda pen, n: pen.say_many("{n} minute", "{n} minutes", n=n),
        "px": lambda pen, n: pen.say("{n} px", n=n),
        "days": lambda pen, n: pen.say_many("{n} day", "{n} days", n=n),
        "weeks": lambda pen, n: pen.say_many("{n} week", "{n} weeks", n=n),
        "orders": lambda pen, n: pen.say_many("{n} order", "{n} orders", n=n),
        "groups": lambda pen, n: pen.say_many("{n} group", "{n} groups", n=n),
        "points": lambda pen, n: pen.say_many("{n} percentage point", "{n} percentage points", n=n),
        "slots": lambda pen, n: pen.say_many("{n} posting time", "{n} posting times", n=n),
    }
)
TIMES = ("minutes", "hours", "days", "weeks")
"""Units of time that `counted` names."""


def counted(pen: Pen, value: Value, unit: str) -> Spans:
    """Return a number and what it counts; shares and money name their unit by themselves.

    Examples
    --------
    >>> from smmlab.strategy.document import plain
    >>> from smmlab.strategy.rules import RULES
    >>> from smmlab.texts import Words
    >>> rules = RULES["test_weeks"], RULES["unrest_watch_share"]
    >>> [plain(counted(Pen(Words("en")), rule, rule.unit)) for rule in rules]
    ['4 weeks', '20%']
    """
    return _COUNTED[unit](pen, value) if unit in _COUNTED else pen.value(value)
