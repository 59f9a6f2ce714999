"""The choice of a place and its audit in the language of the reader."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from smmlab.gathering.audit import CONTRADICTED, to_do
from smmlab.gathering.checklist import EFFECT_LABELS, ITEM
from smmlab.gathering.choice import VERDICT_LABELS, PlaceChoice
from smmlab.texts import Phrase, Words, message
from smmlab.texts.labels import LABELS

LOOK_FIRST = message("Look first: {look}")
"""Before a task that nobody has looked at."""
_JUDGEMENT = message("judgement")
_READ = message("{source}, grade {grade}, read {day}")
_ELSEWHERE = message("{source}, grade {grade}, read {day}, for the market {market}")


def evidence_phrase(row: Mapping[str, object], language_names: Mapping[str, str]) -> Phrase:
    """Return the evidence of a row of the audit as a phrase to be said in any language.

    Parameters
    ----------
    row
        With ``evidence``, ``count``, ``of`` and ``names``.
    language_names
        Names of languages by code, for the items that name languages.

    Examples
    --------
    >>> row = {"evidence": "Posts: {count} of {of}.", "count": 1, "of": 3, "names": ""}
    >>> str(evidence_phrase(row, {}))
    'Posts: 1 of 3.'
    """
    names = str(row["names"])
    if row.get("item") == "language":
        names = ", ".join(language_names.get(code, code) for code in names.split(", "))
    return Phrase(str(row["evidence"]), {"count": row["count"], "of": row["of"], "names": names})


def say_phrase(phrase: Phrase, words: Words) -> str:
    """Say a phrase alone.

    Examples
    --------
    >>> say_phrase(Phrase("Posts: {n}", {"n": 3}), Words("en"))
    'Posts: 3'
    """
    return words.say(phrase.template, **phrase.values)


def source_phrase(rule: Mapping[str, object], *, market: str = "") -> Phrase:
    """Return where a rule was read, with its grade and the day; names the market when another.

    Examples
    --------
    >>> rule = {"source_id": "t_fb", "grade": "A", "read_on": "2026-11-23", "market": "GLOBAL"}
    >>> say_phrase(source_phrase(rule, market="EE"), Words("en"))
    't_fb, grade A, read November 23, 2026'
    """
    source = rule.get("title") or rule["source_id"]
    values = {
        "source": source,
        "grade": rule["grade"],
        "day": date.fromisoformat(str(rule["read_on"])),
    }
    where = str(rule.get("market") or "")
    if holds_in(where, market):
        return Phrase(_READ, values)
    return Phrase(_ELSEWHERE, {**values, "market": where})


def holds_in(read_for: str, market: str) -> bool:
    """Tell whether a rule read for one market was read for another one too.

    Examples
    --------
    >>> holds_in("EU", "EE"), holds_in("EU", "US")
    (True, False)
    """
    # The Baltic states read the terms of the EU.
    wider = ("EU",) if market in ("EE", "LV", "LT") else ()
    return read_for in ("", "GLOBAL", market, *wider)


def tell_choice(
    choice: PlaceChoice,
    *,
    words: Words = Words("en"),  # noqa: B008  # holds a language and nothing that changes
    market: str = "",
) -> pd.DataFrame:
    """Return the kinds of place with verdicts and reasons as a table to read.

    Parameters
    ----------
    choice
        From `smmlab.gathering.choice.choose_place`.
    words
        Its language.
    market
        Of the brief: a rule read for another market says so.

    Returns
    -------
    DataFrame
        One row a reason; the columns are named in the language: kind of place, verdict, reason,
        where it was read (or that it is judgement).

    Examples
    --------
    >>> from smmlab.brief import Brief
    >>> from smmlab.gathering.choice import choose_place
    >>> rules = pd.DataFrame(columns=["network", "kind", "effect", "rule"])
    >>> tell_choice(choose_place(Brief("Kohvik"), "youtube", rules)).iloc[0, :2].tolist()
    ['Channel', 'Recommended']
    """
    verdicts = dict(choice.options[["kind", "verdict"]].itertuples(index=False, name=None))
    told = []
    for row in choice.reasons.to_dict("records"):
        kind, reason = LABELS[row["kind"]], str(row["reason"])
        verdict = VERDICT_LABELS[verdicts[row["kind"]]]
        is_rule = row["basis"] == "rule"
        read = say_phrase(source_phrase(row, market=market), words) if is_rule else None
        told.append(
            (words.say(kind), words.say(verdict), words.say(reason), read or words.say(_JUDGEMENT))
        )
    columns = [
        words.say("Kind of place"),
        words.say("Verdict"),
        words.say("Why"),
        words.say("Where it was read"),
    ]
    return pd.DataFrame(told, columns=columns)


def tell_audit(
    audit: pd.DataFrame,
    *,
    words: Words = Words("en"),  # noqa: B008  # holds a language and nothing that changes
) -> pd.DataFrame:
    """Return the audit as a table to read: what should be there, state, evidence, how to look.

    Examples
    --------
    >>> audit = pd.DataFrame({"item": ["name"], "state": "yes", "evidence": "Seen.",
    ...                       "count": pd.NA, "of": pd.NA, "names": "", "is_contradicted": False})
    >>> tell_audit(audit).iloc[0].tolist()[:3]
    ['A name people search for', 'yes', 'Seen.']
    """
    languages = words.locale.languages
    told = []
    for row in audit.to_dict("records"):
        item, state = ITEM[row["item"]], LABELS[row["state"]]
        seen = say_phrase(evidence_phrase(row, languages), words)
        against = f" {words.say(CONTRADICTED)}" if row["is_contradicted"] else ""
        told.append(
            (words.say(item.label), words.say(state), f"{seen}{against}", words.say(item.look))
        )
    columns = [
        words.say("What should be there"),
        words.say("State"),
        words.say("Evidence"),
        words.say("Where to look"),
    ]
    return pd.DataFrame(told, columns=columns)


def tell_tasks(
    audit: pd.DataFrame,
    *,
    words: Words = Words("en"),  # noqa: B008  # holds a language and nothing that changes
) -> pd.DataFrame:
    """Return the list of things to do as a table to read, in order of effect.

    Examples
    --------
    >>> audit = pd.DataFrame({"network": "x", "item": ["name"], "effect": "high", "state": "no",
    ...                       "fix": "…"})
    >>> tell_tasks(audit).iloc[0].tolist()[:2]
    ['A name people search for', 'Large effect']
    """
    told = []
    for row in to_do(audit).to_dict("records"):
        item, effect = ITEM[row["item"]], EFFECT_LABELS[row["effect"]]
        is_missing = row["task"] == "fix"
        task = words.say(item.fix) if is_missing else words.say(LOOK_FIRST, look=Phrase(item.look))
        told.append((words.say(item.label), words.say(effect), task))
    columns = [words.say("What should be there"), words.say("Effect"), words.say("What to do")]
    return pd.DataFrame(told, columns=columns)
