"""What they talk about: words and phrases that set groups of people apart."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.intervals import wilson_interval
from smmlab.schema import require
from smmlab.texts import message
from smmlab.tokens import LANGUAGES, TextTerms, person_terms

Floats = npt.NDArray[np.float64]

_COLUMNS = (
    "group", "language", "kind", "term", "people", "group_people", "share", "share_low",
    "share_high", "log_odds", "log_odds_low", "log_odds_high", "z", "adjusted_p",
)  # fmt: skip
_TEXTS = ("group", "language", "kind", "term")
_NAMED = 5
_PART = 0.8  # of the people who used a word did so in one phrase

_NONE = message(
    "No word sets these groups apart beyond chance, or too few people wrote. More comments with "
    "their authors would tell."
)
_WORDS = message(
    "Words this group uses more than the others who write in the same language: log-odds with an "
    "informative prior (Monroe, Colaresi and Quinn). Each person counts once, by the share of "
    "their comments that have the word, and all words are judged at once."
)
_SHARE = message(
    "People of the group who used the word among those of the group who wrote in that language; "
    "Wilson interval."
)


def distinctive_words(
    comments: pd.DataFrame,
    members: pd.DataFrame,
    *,
    group: str = "segment",
    languages: Sequence[str] = LANGUAGES,
    most: int = 10,
    least_people: int = SMALLEST_GROUP,
    prior: float = 0.05,
    confidence: float = 0.95,
    split: TextTerms | None = None,
) -> pd.DataFrame:
    """Find the words, emoji and phrases that a group uses more than the other groups.

    Groups are compared among people who write in the same language; else the language itself
    would be all that sets them apart.

    Parameters
    ----------
    comments
        ``network``, ``person``, ``text``, ``language``, as from
        `smmlab.comments.written_comments`.
    members
        ``network``, ``person`` and the group, a row a person, as from
        `smmlab.audience.people.score_people`; people without a group are left out.
    group
        Name of the column of groups.
    languages
        Languages to look at: ``en``, ``et``, ``ru``.
    most
        How many words of each group and language.
    least_people
        How many people of a group must have used a word to show it; never fewer than ten.
    prior
        Weight of the prior, as a part of all words said, over 0: the prior says that every group
        uses a word as often as all people together.
    confidence
        Of the intervals and of the comparison, 0-1.
    split
        The comments already split by `smmlab.tokens.text_terms`; by default they are split here.

    Returns
    -------
    DataFrame
        One row a word, those that set a group apart most first: ``group``, ``language``, ``kind``
        (``word``, ``emoji``, ``phrase``), ``term`` (as most people write it), ``people`` of the
        group who used it, ``group_people`` who wrote in that language, ``share`` (0-1, Wilson
        ``share_low``, ``share_high``), ``log_odds`` (natural logarithm, with limits), ``z``
        (standard errors from zero), ``adjusted_p``. Only words that stay apart when all are judged
        at once. Empty when there are none, or fewer than two groups of ten people who write.

    Raises
    ------
    DataError
        When a column is absent.

    Notes
    -----
    Each person weighs the same, so that one loud person does not make a word: a word counts by the
    share of the person's comments that have it. Were everyone who ever used it counted, the words
    of whoever writes more would seem typical, for more of them occur in more texts. Where fewer
    than ten of the others used it, ten are assumed: the result then understates the difference,
    and nobody can work back to a group of fewer people.

    References
    ----------
    Monroe, Colaresi and Quinn 2008, Fightin' Words, Political Analysis 16, 372-403, equations 15
    to 22 (log-odds with informative Dirichlet prior). Benjamini and Hochberg 1995.

    Examples
    --------
    >>> said = pd.DataFrame({"network": "x", "person": [f"p{n}" for n in range(100)],
    ...     "language": "en", "text": ["fresh bread"] * 50 + ["strong coffee"] * 50})
    >>> members = said[["network", "person"]].assign(segment=["new"] * 50 + ["core"] * 50)
    >>> distinctive_words(said, members)[["group", "term", "people"]]
      group           term  people
    0  core  strong coffee      50
    1   new    fresh bread      50
    """
    require(comments, ("network", "person", "text", "language"), table="interactions")
    require(members, ("network", "person", group), table="people")
    least = max(least_people, SMALLEST_GROUP)
    belongs = members[["network", "person"]].assign(group=members[group]).dropna()
    said = comments[comments["language"].isin(list(languages))].merge(
        belongs, on=["network", "person"]
    )
    said = said.astype({"language": "str", "group": "str"})
    people = (
        said.drop_duplicates(["language", "group", "network", "person"])
        .groupby(["language", "group"])
        .size()
        .rename("group_people")
        .reset_index()
    )
    large = people[people["group_people"] >= SMALLEST_GROUP]
    rivals = large.groupby("language")["group"].transform("size") > 1
    if not rivals.any():
        return _nothing()
    said = said.merge(large[rivals], on=["language", "group"])
    uses = person_terms(said, split=split)
    counts = uses.groupby(list(_TEXTS))["share"].agg(people="size", weight="sum").reset_index()
    weighed = weigh_words(counts, least=least, prior=prior, confidence=confidence)
    shown = weighed[
        (weighed["z"] > 0)
        & (weighed["people"] >= least)
        & (weighed["adjusted_p"] <= 1 - confidence)
    ].merge(large, on=["language", "group"])
    if shown.empty:
        return _nothing()
    low, high = wilson_interval(shown["people"], shown["group_people"], confidence=confidence)
    share = shown["people"] / shown["group_people"]
    shown = shown.assign(share=share, share_low=low, share_high=high).sort_values(
        ["group", "language", "z", "term"], ascending=[True, True, False, True]
    )
    best = _without_parts(shown).groupby(["group", "language"], sort=False).head(most)
    written = uses[[*_TEXTS[1:], "written"]].drop_duplicates()
    best = best.merge(written, on=list(_TEXTS[1:])).assign(term=lambda rows: rows["written"])
    return best[list(_COLUMNS)]


def weigh_words(
    counts: pd.DataFrame, *, least: int, prior: float, confidence: float
) -> pd.DataFrame:
    """Return log-odds of each term in each group against the other groups.

    Parameters
    ----------
    counts
        ``group``, ``language``, ``kind``, ``term``, ``people`` who used it: a row each; with
        ``weight`` people are weighed, by 0 to 1 each, in what is compared.
    least
        Terms that fewer people used, in all groups together, are not judged.
    prior, confidence
        As in `distinctive_words`.

    Returns
    -------
    DataFrame
        A row for each judged term and each group that writes in its language: the columns of
        ``counts`` with ``log_odds``, ``log_odds_low``, ``log_odds_high``, ``z``, ``adjusted_p``.

    Examples
    --------
    >>> counts = pd.DataFrame({"group": ["a", "a", "b", "b"], "language": "en", "kind": "word",
    ...     "term": ["tea", "cake", "tea", "cake"], "people": [30, 10, 10, 30]})
    >>> weighed = weigh_words(counts, least=10, prior=0.1, confidence=0.95)
    >>> weighed.sort_values(["group", "term"])["z"].round(2).tolist()
    [-5.59, 5.59, 5.59, -5.59]
    """
    from scipy.special import ndtr, ndtri
    from scipy.stats import false_discovery_control

    # A phrase competes with phrases: words are several times as many.
    counts = counts.assign(is_phrase=counts["kind"] == "phrase")
    if "weight" not in counts:
        counts["weight"] = counts["people"].astype("float64")
    family = ["language", "is_phrase"]
    of_group = counts.groupby([*family, "group"])["weight"].sum().rename("of_group").reset_index()
    of_group["of_all"] = of_group.groupby(family)["of_group"].transform("sum")
    of_term = counts.groupby([*family, "kind", "term"])[["people", "weight"]].sum()
    of_term = of_term.rename(columns={"people": "users", "weight": "of_term"})
    # A language with one term only has nothing to set it against.
    several = of_term.groupby(level=family)["users"].transform("size") > 1
    # Terms that nobody in a group used are judged as well.
    rows = of_term[(of_term["users"] >= least) & several].reset_index().merge(of_group, on=family)
    rows = rows.merge(counts, on=[*family, "kind", "term", "group"], how="left")
    rows["people"] = rows["people"].fillna(0).astype("int64")
    rows["weight"] = rows["weight"].fillna(0.0)
    elsewhere = rows["of_term"] - rows["weight"]
    # Nine of the others weigh as ten would, each as much as whoever used the word does.
    few = (rows["users"] - rows["people"]).to_numpy() < SMALLEST_GROUP
    ten = SMALLEST_GROUP * rows["of_term"] / rows["users"]
    floor = elsewhere.where(~few, ten)
    others = rows["of_all"] - rows["of_group"] - elsewhere + floor
    odds, error = log_odds(rows["weight"], rows["of_group"], floor, others, prior=prior)
    z = odds / error
    reach = float(ndtri(0.5 + confidence / 2)) * error
    p_values = 2 * ndtr(-np.abs(z))
    return rows[[*_TEXTS, "people"]].assign(
        log_odds=odds,
        log_odds_low=odds - reach,
        log_odds_high=odds + reach,
        z=z,
        adjusted_p=false_discovery_control(p_values) if len(rows) else p_values,
    )


def log_odds(
    here: npt.ArrayLike,
    all_here: npt.ArrayLike,
    elsewhere: npt.ArrayLike,
    all_elsewhere: npt.ArrayLike,
    *,
    prior: float,
) -> tuple[Floats, Floats]:
    """Return the log-odds of a word in one group against the others, and its standard error.

    Parameters
    ----------
    here, elsewhere
        How often the word is used in the group and by the others.
    all_here, all_elsewhere
        How often all words are.
    prior
        Weight of the prior as a part of all words said.

    References
    ----------
    Monroe, Colaresi and Quinn 2008, equations 16 (log-odds) and 20 (its variance).

    Examples
    --------
    >>> odds, error = log_odds([30], [40], [10], [40], prior=0.1)
    >>> odds.round(3).tolist(), error.round(3).tolist()
    ([1.775], [0.318])
    """
    y, n = np.asarray(here, dtype=np.float64), np.asarray(all_here, dtype=np.float64)
    y_else = np.asarray(elsewhere, dtype=np.float64)
    n_else = np.asarray(all_elsewhere, dtype=np.float64)
    # The prior has the word as frequent as in all texts together.
    word, everything = prior * (y + y_else), prior * (n + n_else)
    odds = np.log((y + word) / (n + everything - y - word))
    odds_else = np.log((y_else + word) / (n_else + everything - y_else - word))
    return odds - odds_else, np.sqrt(1 / (y + word) + 1 / (y_else + word))


def word_findings(words: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Name the words of each group, with the share of its people who used the first one.

    Parameters
    ----------
    words
        Result of `distinctive_words`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> said = pd.DataFrame(columns=["network", "person", "text", "language"])
    >>> members = pd.DataFrame(columns=["network", "person", "segment"])
    >>> words = distinctive_words(said, members)
    >>> [finding.status for finding in word_findings(words, sources=())]
    ['unknown']
    """
    rows = tuple(sources)
    if words.empty:
        return [
            Finding("audience.words", None, "label", status="unknown", method=_NONE, sources=rows)
        ]
    findings = []
    for (name, language), found in words.groupby(["group", "language"], sort=False):
        # Dots divide a key.
        key = f"audience.words.{str(name).replace('.', chr(0x2024))}.{language}"
        first, people = found.iloc[0], int(found["group_people"].iloc[0])
        findings += [
            Finding(key, ", ".join(found["term"].head(_NAMED)), "label", people, method=_WORDS,
                    sources=rows),
            Finding(f"{key}.share", float(first["share"]), "share", people,
                    float(first["share_low"]), float(first["share_high"]), method=_SHARE,
                    sources=rows, numerator=int(first["people"]), denominator=people),
        ]  # fmt: skip
    return findings


def _without_parts(shown: pd.DataFrame) -> pd.DataFrame:
    """Leave out words that hardly anyone used outside a phrase which is shown as well."""
    phrases = shown[shown["kind"] == "phrase"]
    parts = phrases.assign(term=phrases["term"].str.split(" ")).explode("term")
    most = parts.groupby(["group", "language", "term"])["people"].max().rename("in_phrase")
    in_phrase = shown.merge(most.reset_index(), on=["group", "language", "term"], how="left")[
        "in_phrase"
    ]
    return shown[~(in_phrase.to_numpy() >= _PART * shown["people"].to_numpy())]


def _nothing() -> pd.DataFrame:
    empty = pd.DataFrame({name: pd.Series(dtype="float64") for name in _COLUMNS})
    texts = dict.fromkeys(_TEXTS, "str")
    return empty.astype({**texts, "people": "int64", "group_people": "int64"})
