"""Which rows are acts of people: never those of the page itself."""

from collections.abc import Sequence
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrame

from smmlab.reduce.frames import scan

PERSON = ("network", "person")
"""A person is a pseudonym within one network."""


def acts_of_people(interactions: IntoFrame, columns: Sequence[str]) -> nw.LazyFrame[Any]:
    """Return the chosen columns, and ``precision`` where there is one, without the page's acts.

    Raises
    ------
    DataError
        When a column is absent.
    """
    acts = scan(interactions, columns, table="interactions")
    kept = [*columns, *({"precision"} & set(acts.collect_schema().names()))]
    return acts.select(*kept).filter(~nw.col("by_page").fill_null(False))
