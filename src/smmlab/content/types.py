"""Four types of content that people pass on: what each post is, and the words that spoke for it."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.content.batch import read_batch
from smmlab.content.evaluation import LABELS, decide
from smmlab.content.local import learn_locally
from smmlab.content.reasons import spoken_for
from smmlab.content.scoring import TYPES, Thresholds, score, shipped_model
from smmlab.languages import detect_languages
from smmlab.schema import require

ContentType = Literal["provocation", "instruction", "medal", "laugh", "none"]

_READ = ("en", "et", "ru")
_AT_ONCE = 5000  # posts scored in one go, so that memory stays small


def classify_texts(
    texts: Sequence[str] | pd.Series,
    *,
    languages: Sequence[str] | pd.Series | None = None,
    corrected: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Tell the type of each text, how sure that is, and the words that spoke for it.

    Parameters
    ----------
    texts
        Captions in English, Estonian or Russian, mixed as they come; nothing in them is obeyed.
    languages
        Language codes where they are known; the others are detected.
    corrected
        Posts of this client set right by a person, ``text`` and ``types``: the weights learn from
        them for this call (`learn_locally`); the shipped model stays as it is.

    Returns
    -------
    DataFrame
        One row a text: ``language`` (``en``, ``et``, ``ru``, ``other``, missing without a text),
        ``type`` (``provocation``, ``instruction``, ``medal``, ``laugh`` or ``none``), ``also`` (a
        second type the model is sure of, else missing), ``status`` (``sure`` or ``unsure``),
        ``p_provocation``, ``p_instruction``, ``p_medal``, ``p_laugh`` (each judged on its own, 0-1;
        missing without a text), ``cues`` (words of the text, as they stand there: escape them
        before showing). A type, never a forecast of reach; how often the model is right is in
        ``content/model/card.md``.

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
    weights, thresholds = shipped_model()
    if corrected is not None:
        weights = learn_locally(corrected, weights)
    probabilities = np.zeros((len(plain), len(TYPES)), np.float32)
    is_text = np.zeros(len(plain), dtype=bool)
    cues: list[str] = []
    for start in range(0, len(plain), _AT_ONCE):
        batch = read_batch(plain[start : start + _AT_ONCE])
        scores = score(batch, weights)
        here = slice(start, start + len(batch))
        probabilities[here] = scores.probabilities[:, : len(TYPES)]
        is_text[here] = ~batch.is_empty
        place, _ = decide(probabilities[here], thresholds)
        cues += spoken_for(batch, place, scores, weights)
    codes = _languages(plain, is_text, languages)
    place, sure = decide(probabilities, thresholds)
    place = np.where(is_text, place, len(TYPES))
    sure &= is_text & np.isin(codes.fillna("").to_numpy(dtype=object), _READ)
    shown = np.where(is_text[:, None], probabilities, np.nan).astype(np.float64).round(4)
    return pd.DataFrame(
        {
            "language": codes.to_numpy(),
            "type": pd.array(np.array(LABELS, dtype=object)[place], dtype="str"),
            "also": _second(probabilities, is_text, thresholds),
            "status": pd.array(np.where(sure, "sure", "unsure"), dtype="str"),
            **{f"p_{kind}": shown[:, column] for column, kind in enumerate(TYPES)},
            "cues": pd.array(cues, dtype="str"),
        },
        index=series.index if isinstance(texts, pd.Series) else None,
    ).astype({"language": "str"})


def classify_content(posts: pd.DataFrame, *, labels: pd.DataFrame | None = None) -> pd.DataFrame:
    """Tell the type of each post from its text, as corrected by a person where one looked.

    Parameters
    ----------
    posts
        Canonical posts: ``network``, ``post_id``, ``text``, ``language``.
    labels
        Corrections, as `Project.labels` gives them: ``network``, ``post_id``, ``types``. They hold
        for their posts, and the other posts are judged in their light.

    Returns
    -------
    DataFrame
        One row a post in the same order: ``network``, ``post_id``, the columns of `classify_texts`
        and ``by`` (``model`` or ``person``; what a person said is sure).

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> posts = pd.DataFrame({"network": ["telegram"], "post_id": ["1"], "text": [None]})
    >>> classify_content(posts)[["post_id", "type", "status", "by"]]
      post_id  type  status     by
    0       1  none  unsure  model
    """
    key = ["network", "post_id"]
    require(posts, (*key, "text"), table="posts")
    rows = posts.reset_index(drop=True)
    said = pd.Series(np.nan, index=rows.index, dtype="str")
    if labels is not None and not labels.empty:
        require(labels, (*key, "types"), table="labels")
        said = rows[key].astype("str").merge(labels.astype("str"), on=key, how="left")["types"]
    looked = said.notna()
    corrected = rows.loc[looked, ["text"]].assign(types=said[looked]) if looked.any() else None
    types = classify_texts(rows["text"], languages=rows.get("language"), corrected=corrected)
    answers = said[looked].str.split("+")
    types.loc[looked, "type"] = answers.str[0].astype("str")
    types.loc[looked, "also"] = answers.str[1].astype("str")
    types.loc[looked, "status"] = "sure"
    by = pd.Series(np.where(looked, "person", "model"), index=rows.index, dtype="str")
    return pd.concat([rows[key], types.assign(by=by)], axis=1)


def _second(
    probabilities: npt.NDArray[np.float32], is_text: npt.NDArray[np.bool_], thresholds: Thresholds
) -> pd.api.extensions.ExtensionArray:
    order = np.argsort(-probabilities, axis=1, kind="stable")
    second = order[:, 1]
    likely = probabilities[np.arange(len(second)), second] >= thresholds.sure
    named = pd.Series(np.array(TYPES, dtype=object)[second], dtype="str")
    return named.where(likely & is_text).array


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
