"""Rows of one ad: repeated rows fold, groups such as ages are portions of it."""

from dataclasses import replace

import pandas as pd

from smmlab.exports.portions import OF_PEOPLE, Told, fold_portions
from smmlab.exports.reading import Caution
from smmlab.schema import TABLES
from smmlab.texts import message

_KEY = list(TABLES["ads"].key)


def tell_groups(rows: pd.DataFrame, spoilt: pd.DataFrame) -> Told:
    """Tell which rows are groups of one ad and period; they are added up over all files together.

    Parameters
    ----------
    rows
        Sound rows: a part of ``ads`` and ``source_row``.
    spoilt
        Rows that could not be read, as far as their keys are known.
    """
    told = fold_portions(rows, spoilt, "ads")
    return replace(told, cautions=_cautions(told.sound, told.unread))


def _cautions(rows: pd.DataFrame, unread: pd.DataFrame) -> tuple[Caution, ...]:
    groups = rows[rows.duplicated(_KEY, keep=False)]
    ads = groups.groupby(_KEY, dropna=False)
    cautions = []
    if n := ads.ngroups:
        text = message(
            "Ads that the file splits into groups, such as ages or places, or that share their "
            "names: {n}. Spend, impressions and clicks were added up. Reach cannot be added, for "
            "one person may stand in several groups, and is missing."
        )
        cautions.append(Caution("groups-added", text, {"n": n}))
    counted = groups[groups["results"].notna() & (groups["results"] != 0)]
    kinds = counted.fillna({"result_kind": ""}).groupby(_KEY, dropna=False)["result_kind"]
    kind = kinds.max()
    unlike = kinds.nunique().gt(1) | kind.eq("")
    people = kind.str.casefold().str.contains(OF_PEOPLE)
    if n := int((unlike | people).sum()):
        text = message(
            "Ads whose results are of several kinds, of an unknown kind, or count people: {n}. "
            "The results of their groups were not added and are missing."
        )
        cautions.append(Caution("results-not-added", text, {"n": n}))
    spent = groups[groups["spend"].notna()]
    if n := int(spent.groupby(_KEY, dropna=False)["currency"].nunique().gt(1).sum()):
        text = message(
            "Ads whose groups were paid in several currencies: {n}. What was spent on them cannot "
            "be added and is missing."
        )
        cautions.append(Caution("currencies-not-added", text, {"n": n}))
    both = rows[_KEY].drop_duplicates().merge(unread[_KEY].drop_duplicates(), on=_KEY)
    if n := len(both):
        text = message(
            "Ads of which a row cannot be read: {n}. Their sums would be too small and are missing."
        )
        cautions.append(Caution("groups-unread", text, {"n": n}))
    return tuple(cautions)
