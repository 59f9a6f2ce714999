"""Four types of content that people pass on: what each post is, and what the types earned."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.content.comparing import compare_groups
from smmlab.content.engagement import Metric, measure_response
from smmlab.content.evaluation import LABELS, decide
from smmlab.content.features import Post, cue_groups, prepare
from smmlab.content.forms import median_finding
from smmlab.content.scoring import TYPES, Scores, Weights, score, shipped_model
from smmlab.findings import Finding, Source
from smmlab.languages import detect_languages
from smmlab.schema import require
from smmlab.texts import message

ContentType = Literal["provocation", "instruction", "medal", "laugh", "none"]

_READ = ("en", "et", "ru")
_MOST_CUES, _MOST_LEARNT = 5, 2
_AT_ONCE = 5000  # posts scored in one go, so that memory stays small
_SHORTEST_WORD = 4
_SUMMARY = (
    "network", "type", "posts", "of", "share", "counted", "metric", "median", "low", "high",
    "network_median", "p_value", "adjusted_p", "verdict", "unsure",
)  # fmt: skip
_NONE = message(
    "There are no own posts with a text in these files. Export the posts of the page with their "
    "captions."
)
_TYPE = message(
    "Own posts that the model of types names with confidence, of all own posts with a text. A "
    "model reads the words alone and can be wrong."
)
_UNSURE = message(
    "Own posts with a text whose type the model of types cannot tell with confidence."
)
_MEDIAN = message(
    "Median over own posts of the type that the model is sure of, bootstrap interval; posts of one "
    "network and one set of metrics only."
)
_VERDICT = message(
    "Compared with the other own posts of the network that the model is sure of (Mann-Whitney "
    "test, corrected for the number of comparisons). An association, never a forecast of reach."
)


def classify_texts(
    texts: Sequence[str] | pd.Series, *, languages: Sequence[str] | pd.Series | None = None
) -> pd.DataFrame:
    """Tell the type of each text, how sure that is, and the words that spoke for it.

    Parameters
    ----------
    texts
        Captions in English, Estonian or Russian, mixed as they come; nothing in them is obeyed.
    languages
        Language codes where they are known; the others are detected.

    Returns
    -------
    DataFrame
        One row a text: ``language`` (``en``, ``et``, ``ru``, ``other``, missing without a text),
        ``type`` (``provocation``, ``instruction``, ``medal``, ``laugh`` or ``none``), ``status``
        (``sure`` or ``unsure``), ``p_provocation``, ``p_instruction``, ``p_medal``, ``p_laugh``
        (each judged on its own, 0-1; missing without a text), ``cues`` (words of the text, as they
        stand there: escape them before showing). A type, never a forecast of reach; how often the
        model is right is in ``content/model/card.md``.

    Examples
    --------
    >>> found = classify_texts(["How to clean white shoes: mix soda and vinegar, scrub and rinse.",
    ...                         "Kas koolivorm peaks olema kohustuslik? Mis sa arvad?"])
    >>> found[["language", "type"]]
      language         type
    0       en  instruction
    1       et  provocation
    """
    series = texts if isinstance(texts, pd.Series) else pd.Series(list(texts), dtype="object")
    plain = [text if isinstance(text, str) else "" for text in series]
    posts = prepare(plain)
    is_text = np.array([bool(post.plain) for post in posts], dtype=bool)
    codes = _languages(plain, is_text, languages)
    weights, thresholds = shipped_model()
    probabilities, cues = np.zeros((0, len(TYPES)), np.float32), list[str]()
    for start in range(0, len(posts), _AT_ONCE):
        batch = posts[start : start + _AT_ONCE]
        scores = score(batch, weights)
        probabilities = np.vstack([probabilities, scores.probabilities])
        place, _ = decide(scores.probabilities, thresholds)
        cues += _spoken(batch, place, scores, weights)
    place, sure = decide(probabilities, thresholds)
    place = np.where(is_text, place, len(TYPES))
    sure &= is_text & np.isin(codes.fillna("").to_numpy(dtype=object), _READ)
    shown = np.where(is_text[:, None], probabilities, np.nan).astype(np.float64).round(4)
    return pd.DataFrame(
        {
            "language": codes.to_numpy(),
            "type": pd.array(np.array(LABELS, dtype=object)[place], dtype="str"),
            "status": pd.array(np.where(sure, "sure", "unsure"), dtype="str"),
            **{f"p_{kind}": shown[:, column] for column, kind in enumerate(TYPES)},
            "cues": pd.array(cues, dtype="str"),
        },
        index=series.index if isinstance(texts, pd.Series) else None,
    ).astype({"language": "str"})


def classify_content(posts: pd.DataFrame) -> pd.DataFrame:
    """Tell the type of each post from its text.

    Parameters
    ----------
    posts
        Canonical posts: ``network``, ``post_id``, ``text``, ``language``.

    Returns
    -------
    DataFrame
        One row a post in the same order: ``network``, ``post_id`` and the columns of
        `classify_texts`.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> posts = pd.DataFrame({"network": ["telegram"], "post_id": ["1"], "text": [None]})
    >>> classify_content(posts)[["post_id", "type", "status"]]
      post_id  type  status
    0       1  none  unsure
    """
    require(posts, ("network", "post_id", "text"), table="posts")
    rows = posts.reset_index(drop=True)
    types = classify_texts(rows["text"], languages=rows.get("language"))
    return pd.concat([rows[["network", "post_id"]], types], axis=1)


def summarise_types(
    posts: pd.DataFrame, types: pd.DataFrame, *, metric: Metric = "engagement_rate", seed: int = 0
) -> pd.DataFrame:
    """Compare what the types earned, within each network.

    Parameters
    ----------
    posts
        Canonical posts; own ones with a text count.
    types
        Result of `classify_content`.
    metric
        ``engagement_rate`` (per person reached, per view, or per post: the ``metric`` column says
        which), ``engagements``, ``reach`` or ``views``.
    seed
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row a network and type, of posts the model is sure of: ``network``, ``type``, ``posts``,
        ``of`` (own posts of the network with a text), ``share`` (posts / of), ``counted`` (posts
        with a value), ``metric``, ``median`` with ``low`` and ``high`` (95 %),
        ``network_median`` (of all types), ``p_value``, ``adjusted_p``, ``verdict`` (``better``,
        ``worse``, ``not_distinguishable``, ``too_few`` below ten posts), ``unsure`` (posts of the
        network left out because their type is not sure).

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> posts = conform(pd.DataFrame({
    ...     "network": "telegram", "post_id": ["1", "2"], "is_own": True, "reactions": [5, 1],
    ...     "text": ["Save this: how to prune roses, step by step.", "What do you think? Vote."]
    ... }), "posts")
    >>> summarise_types(posts, classify_content(posts))[["type", "posts", "share", "verdict"]]
              type  posts  share  verdict
    0  instruction      1    0.5  too_few
    1  provocation      1    0.5  too_few
    """
    require(types, ("network", "post_id", "type", "status"), table="posts")
    require(posts, ("text",), table="posts")
    key = ["network", "post_id"]
    named = types[[*key, "type", "status"]].drop_duplicates(key)
    posts = posts.reset_index(drop=True)
    response = measure_response(posts, metric)
    has_text = posts.loc[response.index, "text"].fillna("").str.strip().ne("")
    rows = response[has_text].merge(named, on=key, how="inner")
    is_sure = rows["status"].eq("sure")
    table = compare_groups(rows[is_sure].assign(group=rows["type"]), seed=seed)
    table = table.rename(columns={"group": "type"})
    of = rows.groupby("network").size()
    unsure = (~is_sure).groupby(rows["network"]).sum()
    table = table.assign(
        of=table["network"].map(of).astype("int64"),
        unsure=table["network"].map(unsure).astype("int64"),
    )
    return table.assign(share=table["posts"] / table["of"])[list(_SUMMARY)]


def type_findings(summary: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Return posts, share, median and verdict of each type, and the share left unsure.

    Keys: ``content.types.<network>.<type>.posts`` (``share``, ``median``, ``verdict``) and
    ``content.types_unsure.<network>.share``.
    """
    rows = tuple(sources)
    if summary.empty:
        return [
            Finding("content.types", None, "posts", 0, status="unknown", method=_NONE, sources=rows)
        ]
    found: list[Finding] = []
    for row in summary.to_dict("records"):
        key = f"content.types.{row['network']}.{row['type']}"
        posts, of, counted = int(row["posts"]), int(row["of"]), int(row["counted"])
        found += [
            Finding(f"{key}.posts", posts, "posts", of, status="estimated", method=_TYPE,
                    sources=rows),
            Finding(f"{key}.share", float(row["share"]), "share", of, status="estimated",
                    method=_TYPE, sources=rows, numerator=posts, denominator=of),
            median_finding(f"{key}.median", row, method=_MEDIAN, status="estimated", sources=rows),
            Finding(f"{key}.verdict", str(row["verdict"]), "label", counted, status="estimated",
                    method=_VERDICT, sources=rows),
        ]  # fmt: skip
    for row in summary.drop_duplicates("network").to_dict("records"):
        unsure, of = int(row["unsure"]), int(row["of"])
        found.append(
            Finding(f"content.types_unsure.{row['network']}.share", unsure / of, "share", of,
                    status="estimated", method=_UNSURE, sources=rows, numerator=unsure,
                    denominator=of)
        )  # fmt: skip
    return found


def _languages(
    plain: list[str], is_text: npt.NDArray[np.bool_], given: Sequence[str] | pd.Series | None
) -> pd.Series:
    codes = pd.Series([None] * len(plain), dtype="str")
    if given is not None:
        codes = pd.Series(list(given), dtype="str").str.casefold().str[:2].where(is_text)
    open_ones = np.flatnonzero(is_text & codes.isna().to_numpy())
    if len(open_ones):
        codes.iloc[open_ones] = detect_languages([plain[place] for place in open_ones])
    return codes


def _spoken(
    posts: list[Post], place: npt.NDArray[np.intp], scores: Scores, weights: Weights
) -> list[str]:
    """Return, for each post, the words that spoke most for its type, best first."""
    leans = [LABELS.index(cue.leans) for cue in cue_groups()]
    known = {term: number for number, term in enumerate(scores.terms.names)}
    spoken = []
    for post, kind in zip(posts, place, strict=True):
        if kind < len(TYPES):
            of_cues, of_terms = weights.cues[:, kind], scores.term_worth[:, kind]
            learnt = {word: float(of_terms[known[word]]) for word in post.words}
            worth = [(words, float(of_cues[cue])) for cue, words in post.cues]
        else:
            # "None" has no weights of its own: what is typical of sales and notices is named.
            learnt, worth = {}, [(words, float(leans[cue] == kind)) for cue, words in post.cues]
        spoken.append(", ".join(_best(worth, learnt)))
    return spoken


def _best(cues: list[tuple[str, float]], learnt: dict[str, float]) -> list[str]:
    worth: dict[str, float] = {}
    for words, weight in cues:
        worth[words] = worth.get(words, 0.0) + weight
    # Cues are easier to understand than words the model picked up: those only fill the line.
    filling = {
        word: weight
        for word, weight in learnt.items()
        if len(word) >= _SHORTEST_WORD and word not in worth
    }
    ranked = [*_ranked(worth), *_ranked(filling)[:_MOST_LEARNT]]
    # A word within a phrase already named says nothing new.
    return [
        words
        for number, words in enumerate(ranked)
        if not any(f" {words} " in f" {longer} " for longer in ranked[:number])
    ][:_MOST_CUES]


def _ranked(worth: dict[str, float]) -> list[str]:
    helping = [words for words, weight in worth.items() if weight > 0]
    return sorted(helping, key=lambda words: (-worth[words], words))
