"""Content types that the strategist set right: labels.csv in the client folder."""

from collections.abc import Collection, Sequence
from pathlib import Path

import pandas as pd

from smmlab.errors import ProjectError
from smmlab.own_answers import read_answers, write_answers
from smmlab.schema import EVERY_NETWORK
from smmlab.texts import message

LABELS_FILE = "labels.csv"
LABEL_TYPES = ("provocation", "instruction", "medal", "laugh")
LABEL_COLUMNS = ("network", "post_id", "types")
"""The header of labels.csv; ``types`` holds one type, two joined by a plus sign, or none."""

_MOST_TYPES = 2


def read_labels(folder: Path) -> pd.DataFrame:
    """Return the corrected types of own posts, checked; no rows when there are none.

    Parameters
    ----------
    folder
        The client folder.

    Returns
    -------
    DataFrame
        ``network``, ``post_id``, ``types`` (such as ``laugh``, ``laugh+medal`` or ``none``), one
        row a post.

    Raises
    ------
    ProjectError
        Naming the lines that cannot be used.

    Examples
    --------
    >>> read_labels(Path("no-such-client")).empty
    True
    """
    rows = read_answers(folder / LABELS_FILE, LABEL_COLUMNS)
    split = rows["types"].fillna("").str.split("+")
    wrong = (
        ~rows["network"].isin(EVERY_NETWORK)
        | rows["post_id"].isna()
        | ~split.map(_is_answer).astype(bool)
        | rows.duplicated(["network", "post_id"], keep=False)
    )
    if wrong.any():
        raise ProjectError(
            message(
                "Lines of labels.csv that cannot be used: {lines}. Each post stands once, with a "
                "known network, its id, and as its type none, or one or two of {allowed} joined "
                "by a plus sign."
            ),
            {
                "lines": ", ".join(map(str, rows.index[wrong])),
                "allowed": ", ".join(LABEL_TYPES),
            },
        )
    return rows.reset_index(drop=True)


def keep_label(folder: Path, network: str, post_id: str, types: Collection[str] | None) -> Path:
    """Write down what a post truly is; an earlier answer about the same post is replaced.

    Parameters
    ----------
    folder
        The client folder.
    network, post_id
        The post.
    types
        Up to two of `LABEL_TYPES`; empty for none of them; None takes an earlier answer back.

    Raises
    ------
    ProjectError
        When there are more than two types or one is not known, or the disk refuses.
    """
    named = set(types or ())
    answer = "+".join(kind for kind in LABEL_TYPES if kind in named) or "none"
    if named - set(LABEL_TYPES) or len(named) > _MOST_TYPES:
        raise ProjectError(
            message("A post has at most two types, of {allowed}. Found: {found}."),
            {"allowed": ", ".join(LABEL_TYPES), "found": ", ".join(map(str, types or ()))},
        )
    kept = read_labels(folder)
    others = kept[(kept["network"] != network) | (kept["post_id"] != post_id)]
    rows = list(others.itertuples(index=False, name=None))
    if types is not None:
        rows.append((network, post_id, answer))
    return write_answers(folder / LABELS_FILE, LABEL_COLUMNS, rows)


def corrected_texts(posts: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame | None:
    """Return what `smmlab.content.types.classify_texts` learns from, or None without answers.

    Parameters
    ----------
    posts
        Canonical posts: ``network``, ``post_id``, ``text``.
    labels
        As `read_labels` gives them.

    Returns
    -------
    DataFrame or None
        ``text`` and ``types`` of each post that was set right and is there, in the order of the
        answers.

    Examples
    --------
    >>> posts = pd.DataFrame({"network": ["x"], "post_id": ["1"], "text": ["Knock knock."]})
    >>> labels = pd.DataFrame({"network": ["x"], "post_id": ["1"], "types": ["laugh"]})
    >>> corrected_texts(posts, labels).to_numpy().tolist()
    [['Knock knock.', 'laugh']]
    >>> corrected_texts(posts[:0], labels)
    """
    key = ["network", "post_id"]
    known = posts[[*key, "text"]].dropna().astype("str")
    found = labels.merge(known, on=key)[["text", "types"]]
    return found if len(found) else None


def hold_answers(
    types: pd.DataFrame, texts: Sequence[str], corrected: pd.DataFrame | None
) -> pd.DataFrame:
    """Put the answers of a person over what the model said of the very same texts.

    Parameters
    ----------
    types
        Result of `smmlab.content.types.classify_texts`.
    texts
        What was classified, in the same order.
    corrected
        As `corrected_texts` gives it. Spaces and lines do not count; the last answer holds.

    Returns
    -------
    DataFrame
        ``types`` with ``type``, ``also`` and ``status`` as answered, and ``by``: ``model`` or
        ``person``.

    Examples
    --------
    >>> said = pd.DataFrame({"type": ["none"], "also": [None], "status": ["unsure"]}, dtype="str")
    >>> answers = pd.DataFrame({"text": ["Knock knock."], "types": ["laugh"]})
    >>> hold_answers(said, ["Knock  knock."], answers)[["type", "status", "by"]]
        type status      by
    0  laugh   sure  person
    """
    answers = (
        {}
        if corrected is None
        else {
            _flat(text): kinds
            for text, kinds in zip(corrected["text"], corrected["types"], strict=True)
        }
    )
    given = pd.Series([answers.get(_flat(text)) for text in texts], index=types.index, dtype="str")
    looked = given.notna()
    parts = given[looked].str.split("+")
    held = types.assign(by=pd.array(["model"] * len(types), dtype="str"))
    held.loc[looked, "type"] = parts.str[0].astype("str")
    held.loc[looked, "also"] = parts.str[1].astype("str")
    held.loc[looked, ["status", "by"]] = ["sure", "person"]
    return held


def _flat(text: str) -> str:
    return " ".join(text.split())


def _is_answer(types: list[str]) -> bool:
    known = set(types) <= set(LABEL_TYPES) and len(set(types)) == len(types) <= _MOST_TYPES
    return known or types == ["none"]
