"""What columns and tables are, and the columns of parts that only the merge of files needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Kind = Literal["text", "int", "float", "bool"]


@dataclass(frozen=True)
class Column:
    """One column: its type, unit and meaning; ``person`` marks identities to pseudonymise."""

    kind: Kind
    meaning: str
    unit: str = ""
    nullable: bool = True
    person: bool = False


@dataclass(frozen=True)
class Table:
    """One canonical table; rows with the same ``key`` are the same thing seen twice.

    A file may tell a thing portion by portion, such as an ad by ages: the columns ``added`` add up
    then; numbers of people never do.
    """

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: Mapping[str, Column]
    added: tuple[str, ...] = ()
    aside: Mapping[str, Column] | None = None

    @property
    def part_columns(self) -> Mapping[str, Column]:
        """The columns of what one file gave: the table's, and those ``aside`` for the merge."""
        return {**self.columns, **(self.aside or {})}

    @property
    def part_key(self) -> tuple[str, ...]:
        """What tells the rows of one file apart."""
        return (*self.key, "split", "portion", "row") if self.added else self.key


def text_column(meaning: str, *, nullable: bool = True, person: bool = False) -> Column:
    """Return a column of texts."""
    return Column("text", meaning, nullable=nullable, person=person)


def count_column(meaning: str, unit: str) -> Column:
    """Return a column of whole numbers that may be missing."""
    return Column("int", meaning, unit)


# What is told portion by portion is added up over all files.
PORTIONS: Mapping[str, Column] = MappingProxyType(
    {
        "split": text_column("by what the file splits the thing; missing where it tells it whole"),
        "portion": text_column("which portion, as a keyed digest"),
        "row": text_column(
            "the row as a keyed digest: things of one name in one file are added up"
        ),
        "sound": Column("int", "2 where it could be read, 1 in part, 0 where it could not"),
    }
)
# Telegram does not say which post a copy in the discussion group is of, nor which group is whose.
COPIES: Mapping[str, Column] = MappingProxyType(
    {
        "copy_of": text_column("id of the channel whose post this is the copy of"),
        "by_channel": text_column("the same as a keyed digest"),
        "forwarded_from": text_column("keyed digest of where it was forwarded from"),
    }
)
SPEAKERS: Mapping[str, Column] = MappingProxyType(
    {"by_channel": text_column("keyed digest of the channel that acted in a chat not its own")}
)
