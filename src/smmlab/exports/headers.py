"""Column names as they are met: letter case, blanks and order vary, the meaning does not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from smmlab.exports.reading import Caution
from smmlab.texts import message

_SHOWN = 12


@dataclass(frozen=True)
class Matched:
    """Which column of a file stands for what.

    Parameters
    ----------
    columns
        Name in the file by canonical name.
    unknown
        Names nobody asked for.
    """

    columns: dict[str, str]
    unknown: tuple[str, ...]

    def caution(self) -> tuple[Caution, ...]:
        """Say which columns were not used, if any."""
        if not self.unknown:
            return ()
        shown, more = ", ".join(self.unknown[:_SHOWN]), len(self.unknown) - _SHOWN
        if more <= 0:
            text = message("These columns are not used: {columns}.")
            return (Caution("unknown-columns", text, {"columns": shown}),)
        text = message(
            "These columns are not used: {columns}. Further columns that are not used: {more}."
        )
        return (Caution("unknown-columns", text, {"columns": shown, "more": more}),)


def plain_name(name: str) -> str:
    r"""Return a column name without case, doubled blanks and byte order mark.

    Examples
    --------
    >>> plain_name("\ufeffReactions,  Comments and Shares ")
    'reactions, comments and shares'
    """
    return " ".join(name.replace("\ufeff", "").casefold().split())


def match_headers(
    header: Sequence[str],
    aliases: Mapping[str, Sequence[str]],
    *,
    ignored: Sequence[str] = (),
) -> Matched:
    """Match the columns of a file to the names a reader knows.

    Parameters
    ----------
    header
        Unique names, as in `Records.header`.
    aliases
        Names in files by canonical name; earlier aliases win, each column is used once.
    ignored
        Names that are understood but not needed, so nobody has to be told.

    Examples
    --------
    >>> match_headers(["post id", "Mood"], {"post_id": ["Post ID"]})
    Matched(columns={'post_id': 'post id'}, unknown=('Mood',))
    """
    free = {plain_name(name): name for name in reversed(header)}
    columns: dict[str, str] = {}
    for canonical, names in aliases.items():
        for name in map(plain_name, names):
            if name in free:
                columns[canonical] = free.pop(name)
                break
    quiet = {plain_name(name) for name in ignored}
    used = set(columns.values())
    unknown = tuple(n for n in header if n not in used and plain_name(n) not in quiet)
    return Matched(columns, unknown)
