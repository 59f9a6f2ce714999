"""Things that files tell portion by portion, such as an ad by ages: added up over all files.

Portions are added up when tables are merged and never within a file, so that a file may be cut
between two portions of one thing.
"""

from collections.abc import Sequence

from smmlab.columns import Table
from smmlab.exports.portions import OF_PEOPLE

_TINY = 6  # decimals: sums carry no dust of binary fractions


def add_up(table: Table, source: str, by: Sequence[str]) -> str:
    """Write the SQL that adds portions up.

    What cannot be added is missing where there are several portions: numbers of people; money in
    two currencies; results of several kinds, of an unknown kind, or that count people. So are all
    sums of which a portion could not be read.

    Parameters
    ----------
    table
        The canonical table.
    source
        SQL of its portions.
    by
        The columns that stay: one row for each of their values.

    Returns
    -------
    str
        A query of ``by`` and all other columns of the table and of its parts.

    Examples
    --------
    >>> from smmlab.schema import TABLES
    >>> "sum(" in add_up(TABLES["visits"], "portions", ["source"])
    True
    """
    written = [f'"{name}"' for name in by]
    for name, column in table.part_columns.items():
        if name in by:
            continue
        written.append(f'{_rule(table, name, column.unit)} AS "{name}"')
    kept = ", ".join(f'"{name}"' for name in by)
    return f"SELECT {', '.join(written)} FROM {source} GROUP BY {kept}"


def _rule(table: Table, name: str, unit: str) -> str:
    value = _sum(table, name)
    if name in _ORIGIN:
        return _ORIGIN[name]
    if name == "sound":
        # What cannot be added here must not be added to anything further up.
        return f"CASE WHEN min(sound) = max(sound) AND {_addable(table)} THEN min(sound) ELSE 1 END"
    if name in _RESULTS:
        added = f"WHEN {_ADD_RESULTS} THEN {_RESULTS[name]}"
        return f'CASE WHEN count(*) = 1 THEN max("{name}") {added} END'
    if name == "currency" or (unit == "currency" and name in table.added):
        return f"CASE WHEN {_one_currency(table)} THEN {value} END"
    return f"CASE WHEN count(*) = 1 THEN {value} END" if unit == "people" else value


def _sum(table: Table, name: str) -> str:
    largest = f'max("{name}")'
    if name not in table.added:
        return largest
    if table.columns[name].kind == "int":
        added = f'try_cast(sum("{name}") AS BIGINT)'
    else:
        added = f'round(sum("{name}" ORDER BY "{name}"), {_TINY})'
    return f"CASE WHEN count(*) = 1 THEN {largest} WHEN {_ALL_READ} THEN {added} END"


def _addable(table: Table) -> str:
    found = [_one_currency(table)] if "currency" in table.columns else []
    if "results" in table.added:
        found.append(f"(count(*) = 1 OR sum(results) IS NULL OR {_ADD_RESULTS})")
    return " AND ".join(found) or "true"


def _one_currency(table: Table) -> str:
    money = next(n for n in table.added if table.columns[n].unit == "currency")
    return f'count(DISTINCT currency) FILTER (WHERE "{money}" IS NOT NULL) <= 1'


_FIRST = "min(struct_pack(m := -exported_at, f := source_file, r := source_row))"
_ORIGIN = {"source_file": f"{_FIRST}.f", "source_row": f"{_FIRST}.r"}
_ALL_READ = "min(sound) = 2"
_KINDS = "coalesce(result_kind, '')) FILTER (WHERE results <> 0)"
_ADD_RESULTS = (
    f"{_ALL_READ} AND (coalesce(sum(results), 0) = 0 "
    f"OR count(DISTINCT {_KINDS} = 1 AND max({_KINDS} <> '' "
    f"AND NOT regexp_matches(lower(max({_KINDS}), '{OF_PEOPLE}'))"
)
_RESULTS = {
    "results": f"round(sum(results ORDER BY results), {_TINY})",
    "result_kind": f"coalesce(max({_KINDS}, max(result_kind))",
}
