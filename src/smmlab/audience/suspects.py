"""Suspects: how many accounts look like bots or bought followers, as a share, never by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.audience.coordination import (
    coordinated_people,
    coordination_findings,
    find_coordination,
)
from smmlab.audience.fake_rules import RULES, corrected_share, marks, precision_at, share_interval
from smmlab.disclosure import can_show_part, suppress_small
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.intervals import wilson_interval
from smmlab.reduce.frames import scan, to_pandas
from smmlab.texts import message

_NEEDED = ("network", "person", "followers", "following", "posts", "has_photo", "deactivated")
_CROSSED = ("followers", "following", "posts")
_RULE_DTYPES = {
    "network": "str", "rule": "str", "missing": "str", "checked": "int64", "marked": "Int64",
    "marked_share": "float64", "sensitivity": "float64", "false_alarms": "float64",
    "precision": "float64", "precision_low": "float64", "precision_high": "float64",
    "share": "float64", "share_low": "float64", "share_high": "float64", "is_chosen": "bool",
    "suppressed": "bool",
}  # fmt: skip
_HIDDEN = ["marked", "marked_share", "share", "share_low", "share_high"]
_CLOSED_DTYPES = {
    "network": "str", "people": "int64", "closed": "Int64", "share": "float64",
    "share_low": "float64", "share_high": "float64", "suppressed": "bool",
}  # fmt: skip

_UNKNOWN = message(
    "These files do not tell enough about the members to look for suspicious accounts. A list of "
    "members with followers, accounts followed, posts or profile pictures would tell; VK gives "
    "followers and pictures when its API is asked for the members with these fields."
)
_SHARE = message(
    "Accounts that look like bots or bought followers. The share that the rule marks is corrected "
    "for the fakes it misses and the real people it marks, as measured on public Instagram "
    "accounts; elsewhere both may differ. It says nothing about any one account."
)
_HIDDEN_SHARE = message(
    "The rule marks too few accounts, or leaves too few unmarked, to be shown without pointing at "
    "people."
)
_PRECISION = message(
    "How many of the accounts that the rule marks are fake, if the assumed share of all accounts "
    "is fake. The errors of the rule were measured on public Instagram accounts; the interval "
    "comes from their counts."
)
_ASSUMED = message(
    "The share of fake accounts that was assumed, not measured: it only tells how often a rule is "
    "right about an account that it marks."
)
_RULE = message(
    "What marks an account here: the rule that tells fake from real best among those for which "
    "these files have the columns."
)
_CLOSED = message("Members whose account was closed or banned, counted; Wilson interval.")


@dataclass(frozen=True)
class Suspects:
    """What looks suspicious in an audience, in shares.

    Parameters
    ----------
    rules
        One row a network and rule; see `estimate_suspects`.
    closed
        Accounts closed or banned, one row a network.
    coordination
        Result of `smmlab.audience.coordination.find_coordination`; None without interactions.
    prevalence
        Share of fake accounts that was assumed for the precision, 0-1.
    """

    rules: pd.DataFrame
    closed: pd.DataFrame
    coordination: pd.DataFrame | None
    prevalence: float


def estimate_suspects(
    people: IntoFrame,
    interactions: IntoFrame | None = None,
    *,
    prevalence: float = 0.1,
    draws: int = 4_000,
    seed: int = 0,
    confidence: float = 0.95,
) -> Suspects:
    """Estimate which part of an audience is fake, by rules whose errors were published.

    Parameters
    ----------
    people
        Canonical people in any engine: ``network``, ``person``, ``followers``, ``following``,
        ``posts``, ``has_photo``, ``deactivated``.
    interactions
        Canonical interactions in any engine, for accounts that act together.
    prevalence
        Share of fake accounts that the client assumes, 0-1: a rule that is right in nine of ten
        cases among many fakes is often wrong where there are few.
    draws
        Of the errors of the rules, behind the intervals.
    seed
        Of the draws: the same seed gives the same intervals.
    confidence
        Of the intervals, 0-1.

    Returns
    -------
    Suspects
        ``rules`` has ``network``, ``rule``, ``missing`` (columns the rule needs and the files do
        not have), ``checked`` (accounts with all that the rules of the network need), ``marked``,
        ``marked_share``, ``sensitivity`` and ``false_alarms`` (of the rule, as published, 0-1),
        ``precision`` at the assumed prevalence with ``_low`` and ``_high``, ``share`` of fake
        accounts corrected for the errors of the rule with ``_low`` and ``_high`` (0-1), and
        ``is_chosen`` for the rule that tells fake from real best among those that can run. Counts
        of one to nine, and what would give them away, are missing and ``suppressed``.
        ``closed`` has ``network``, ``people``, ``closed`` and its ``share``. Networks with fewer
        than ten people have no rows.

    Raises
    ------
    DataError
        When a column is absent.

    Notes
    -----
    The corrected share is that of Rogan and Gladen, kept between none and all; its interval is that
    of `smmlab.audience.fake_rules.share_interval` over draws of sensitivity and false alarms from
    their Jeffreys distributions. Closed accounts are counted apart and not judged by the rules.

    References
    ----------
    InstaFake: Akyon and Kalfaoglu (2019), Instagram fake and automated account detection. Rogan
    and Gladen (1978), Estimating prevalence from the results of a screening test. Rauchfleisch
    and Kaiser (2020) show why no account should be named.

    Examples
    --------
    >>> people = pd.DataFrame({
    ...     "network": "vkontakte", "person": [f"p{n}" for n in range(400)], "followers": 50,
    ...     "following": None, "posts": None, "deactivated": False,
    ...     "has_photo": [n % 5 > 0 for n in range(400)]})
    >>> rules = estimate_suspects(people).rules
    >>> rules.loc[rules["is_chosen"], ["rule", "checked", "marked", "share"]].round(3)
           rule  checked  marked  share
    4  no_photo      400      80  0.483
    """
    rows = to_pandas(scan(people, _NEEDED, table="people").select(*_NEEDED).to_native())
    rng = np.random.default_rng(seed)
    rules, closed = [], []
    for network, members in rows.sort_values(["network", "person"]).groupby("network"):
        if len(members) < SMALLEST_GROUP:
            continue
        gone = members["deactivated"].astype("boolean").fillna(False).astype(bool)
        is_known = members["deactivated"].notna().any()
        closed.append({"network": network, "people": len(members),
                       "closed": int(gone.sum()) if is_known else None})  # fmt: skip
        # As few closed accounts as must not be shown would show when they are left out.
        kept = members if 0 < gone.sum() < SMALLEST_GROUP else members[~gone]
        rules.append(_rules_of(str(network), kept, prevalence=prevalence, confidence=confidence,
                               draws=draws, rng=rng))  # fmt: skip
    return Suspects(
        pd.concat(rules, ignore_index=True).astype(_RULE_DTYPES)
        if rules
        else pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in _RULE_DTYPES.items()}),
        _closed_accounts(closed, confidence),
        None if interactions is None else find_coordination(interactions, confidence=confidence),
        prevalence,
    )


def suspect_people(
    people: IntoFrame,
    interactions: IntoFrame | None = None,
    *,
    prevalence: float = 0.1,
    min_precision: float = 0.8,
) -> pd.DataFrame:
    """Return accounts to leave out of a ranking: ``network``, ``person``. Never for show.

    Parameters
    ----------
    people, interactions, prevalence
        As in `estimate_suspects`.
    min_precision
        A rule counts only if at least this part of the accounts it marks would be fake at the
        assumed prevalence, 0-1. Closed accounts and accounts that act together always count.

    Examples
    --------
    >>> columns = ["followers", "following", "posts", "has_photo", "deactivated"]
    >>> people = pd.DataFrame({"network": "x", "person": ["a", "b"]}).reindex(
    ...     columns=["network", "person", *columns])
    >>> people["followers"], people["following"] = [1, 500], [900, 400]
    >>> suspect_people(people)["person"].tolist()
    ['a']
    """
    rows = to_pandas(scan(people, _NEEDED, table="people").select(*_NEEDED).to_native())
    marked = rows["deactivated"].astype("boolean").fillna(False).astype(bool)
    for rule, known in RULES.items():
        if precision_at(known.sensitivity, known.false_alarms, prevalence) >= min_precision:
            marked |= marks(rows, rule).fillna(False).astype(bool)
    found = rows.loc[marked, ["network", "person"]].astype("str")
    if interactions is not None:
        together = coordinated_people(interactions)[["network", "person"]]
        found = pd.concat([found, together.astype("str")])
    return found.drop_duplicates().sort_values(["network", "person"], ignore_index=True)


def suspect_findings(
    suspects: Suspects,
    *,
    sources: Sequence[Source],
    interaction_sources: Sequence[Source] = (),
) -> list[Finding]:
    """Return the share of suspicious, closed and coordinated accounts of each network.

    Parameters
    ----------
    suspects
        Result of `estimate_suspects`.
    sources
        The rows of people behind it, from `smmlab.findings.trace`.
    interaction_sources
        The rows of interactions behind the coordination.

    Examples
    --------
    >>> columns = ["network", "person", "followers", "following", "posts", "has_photo",
    ...            "deactivated"]
    >>> nobody = estimate_suspects(pd.DataFrame(columns=columns))
    >>> [finding.key for finding in suspect_findings(nobody, sources=())]
    ['audience.suspects', 'audience.coordination']
    """
    rows = tuple(sources)
    chosen = suspects.rules[suspects.rules["is_chosen"]]
    found = [f for row in chosen.to_dict("records") for f in _of_rule(row, rows)]
    if not found:
        found = [
            Finding("audience.suspects", None, "share", status="unknown", method=_UNKNOWN,
                    sources=rows)
        ]  # fmt: skip
    else:
        found.insert(
            0,
            Finding("audience.suspects.assumed_share", suspects.prevalence, "share",
                    status="estimated", method=_ASSUMED),
        )  # fmt: skip
    found += [
        Finding(f"audience.closed_accounts.{row['network']}.share", float(row["share"]), "share",
                int(row["people"]), float(row["share_low"]), float(row["share_high"]),
                method=_CLOSED, sources=rows, numerator=int(row["closed"]),
                denominator=int(row["people"]))
        for row in suspects.closed[suspects.closed["share"].notna()].to_dict("records")
    ]  # fmt: skip
    return [*found, *coordination_findings(suspects.coordination, sources=interaction_sources)]


def _of_rule(row: dict[str, Any], rows: tuple[Source, ...]) -> list[Finding]:
    key, checked = f"audience.suspects.{row['network']}", int(row["checked"])
    named = Finding(f"{key}.rule", str(row["rule"]), "label", checked, method=_RULE, sources=rows)
    if row["suppressed"]:
        return [
            named,
            Finding(f"{key}.share", None, "share", checked, status="unknown", method=_HIDDEN_SHARE,
                    sources=rows),
        ]  # fmt: skip
    return [
        named,
        Finding(f"{key}.share", float(row["share"]), "share", checked, float(row["share_low"]),
                float(row["share_high"]), "estimated", _SHARE, rows),
        Finding(f"{key}.precision", float(row["precision"]), "share", checked,
                float(row["precision_low"]), float(row["precision_high"]), "estimated", _PRECISION,
                rows),
    ]  # fmt: skip


def _rules_of(
    network: str,
    members: pd.DataFrame,
    *,
    prevalence: float,
    confidence: float,
    draws: int,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Run every rule for which the columns are there, and hide what would point at few."""
    known = {name for name in _NEEDED if members[name].notna().any()}
    # All rules on the same three columns look at the same people, so that no difference of two
    # rules tells of those whose columns are incomplete.
    crossed = members[members[[name for name in _CROSSED if name in known]].notna().all(axis=1)]
    rows = []
    for rule, published in RULES.items():
        sensitivity, false_alarms = published.drawn(draws, rng)
        precision = precision_at(sensitivity, false_alarms, prevalence)
        missing = [name for name in published.needs if name not in known]
        among = members[members["has_photo"].notna()] if rule == "no_photo" else crossed
        row: dict[str, Any] = {
            "network": network,
            "rule": rule,
            "missing": ", ".join(missing),
            "checked": 0,
            "sensitivity": published.sensitivity,
            "false_alarms": published.false_alarms,
            "precision": float(
                precision_at(published.sensitivity, published.false_alarms, prevalence)
            ),
            "suppressed": False,
        }
        low, high = np.quantile(precision, [(1 - confidence) / 2, (1 + confidence) / 2])
        row |= _within("precision", row["precision"], (float(low), float(high)))
        if not missing and len(among) >= SMALLEST_GROUP:
            marked, checked = int(marks(among, rule).sum()), len(among)
            share = float(
                corrected_share(marked / checked, published.sensitivity, published.false_alarms)
            )
            limits = share_interval(
                marked, checked, (sensitivity, false_alarms), confidence=confidence
            )
            row |= {"checked": checked, "marked": marked, "marked_share": marked / checked}
            row |= {"share": share, "suppressed": not can_show_part(marked, checked)}
            row |= _within("share", share, limits)
        rows.append(row)
    table = pd.DataFrame(rows).reindex(columns=list(_RULE_DTYPES))
    runs = table["checked"] > 0
    table["is_chosen"] = runs & (np.cumsum(runs) == 1)
    if _crosses_small(crossed, known):
        # Counts of several rules would give the small cell away by subtraction.
        table["suppressed"] |= runs & ~table["is_chosen"] & (table["rule"] != "no_photo")
    table.loc[table["suppressed"], _HIDDEN] = np.nan
    return table


def _within(name: str, value: float, limits: tuple[float, float]) -> dict[str, float]:
    return {f"{name}_low": min(limits[0], value), f"{name}_high": max(limits[1], value)}


def _crosses_small(crossed: pd.DataFrame, known: set[str]) -> bool:
    if not known.issuperset(_CROSSED):
        return False
    both = [marks(crossed, "few_followers"), marks(crossed, "no_posts")]
    cells = crossed.groupby(both).size()
    return bool((cells < SMALLEST_GROUP).any())


def _closed_accounts(counted: list[dict[str, Any]], confidence: float) -> pd.DataFrame:
    table = pd.DataFrame(counted, columns=["network", "people", "closed"])
    people, closed = table["people"].astype("float64"), table["closed"].astype("float64")
    low, high = wilson_interval(closed, people, confidence=confidence)
    table = table.assign(share=closed / people, share_low=low, share_high=high)
    hide = ["share", "share_low", "share_high"]
    # Those still open must not be few either.
    open_too_few = suppress_small(table.assign(left=people - closed), count="left", within=None)
    shown = suppress_small(table, count="closed", hide=hide, within=None)
    few = shown["suppressed"] | open_too_few["suppressed"]
    shown.loc[few, ["closed", *hide]] = pd.NA
    return shown.assign(suppressed=few).astype(_CLOSED_DTYPES)[list(_CLOSED_DTYPES)]
