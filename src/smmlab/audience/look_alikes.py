"""Pages whose name looks like the client's but that are not the client's."""

from collections.abc import Iterable, Sequence

import pandas as pd

from smmlab.exports.skeletons import skeletons
from smmlab.findings import Finding, Source
from smmlab.texts import message

_PAGES = message(
    "Pages in these files that are not the client's but have a name that looks like the client's: "
    "letters of another alphabet, digits, accents or signs that hardly anybody notices. It may be "
    "an impostor, an old page of the client or a namesake: look at it before you answer it."
)


def look_alikes(names: Iterable[str | None], own_pages: Iterable[str | None]) -> pd.DataFrame:
    """Find names that look like those of the client's own pages.

    People's names are not in the tables; the import of a Telegram group warns of such people.

    Parameters
    ----------
    names
        Names of pages that are not the client's, such as ``page`` of rivals' posts.
    own_pages
        Names of the client's pages.

    Returns
    -------
    DataFrame
        One row a name, sorted: ``name``, ``own_page`` that it looks like, ``is_same`` (spelt the
        very same).

    Examples
    --------
    >>> look_alikes(["Kоhvik", "Pood"], ["Kohvik"])
         name own_page  is_same
    0  Kоhvik   Kohvik    False
    """
    foreign = pd.DataFrame({"name": pd.Series(list(names), dtype="str")})
    own = pd.DataFrame({"own_page": pd.Series(list(own_pages), dtype="str")})
    foreign["skeleton"], own["skeleton"] = skeletons(foreign["name"]), skeletons(own["own_page"])
    alike = foreign.dropna().merge(own.dropna(), on="skeleton").drop(columns="skeleton")
    alike = alike.drop_duplicates().sort_values(["name", "own_page"], ignore_index=True)
    return alike.assign(is_same=alike["name"] == alike["own_page"])


def look_alike_findings(found: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Say how many pages look like the client's, without naming them; nothing when none does.

    Parameters
    ----------
    found
        Result of `look_alikes`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> [finding.value for finding in look_alike_findings(look_alikes(["K0hvik"], ["Kohvik"]),
    ...                                                   sources=())]
    [1]
    """
    pages = int(found["name"].nunique())
    if not pages:
        return []
    return [
        Finding("audience.look_alikes", pages, "pages", pages, method=_PAGES,
                sources=tuple(sources))
    ]  # fmt: skip
