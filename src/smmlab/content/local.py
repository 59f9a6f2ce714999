"""What the strategist's corrections teach: the shipped weights, moved a little for one client."""

from dataclasses import replace

import numpy as np
import pandas as pd

from smmlab.content.batch import read_batch
from smmlab.content.cues import find_cues
from smmlab.content.hashing import hashed_matrix
from smmlab.content.scoring import TYPES, Weights, cue_counts, score

_CUE_SHARE = 0.3
# Every text has a length and signs: without damping one correction would move all others.
_RIDGE = 1.0
"""How strongly the weights hold to those shipped."""


def learn_locally(labelled: pd.DataFrame, weights: Weights, *, ridge: float = _RIDGE) -> Weights:
    """Move weights towards corrected posts, and leave what they say nothing of as it was.

    Parameters
    ----------
    labelled
        Corrected posts: ``text`` and ``types`` (such as ``laugh``, ``laugh+medal`` or ``none``).
    weights
        The shipped weights; they stay as they are.
    ridge
        Penalty on the squared move; larger holds on more strongly.

    Returns
    -------
    Weights
        New ones; traits are not moved.

    References
    ----------
    Logistic regression with the shipped logits as offset and a ridge penalty on the move, solved in
    the space of the corrected posts (Schölkopf and Smola 2002, representer theorem).

    Examples
    --------
    >>> from smmlab.content.scoring import shipped_model
    >>> weights, _ = shipped_model()
    >>> moved = learn_locally(pd.DataFrame({"text": ["Sip, snip, ship."], "types": ["laugh"]}),
    ...                       weights)
    >>> before, after = (score(read_batch(["Sip, snip, ship."]), w).probabilities[0, 3]
    ...                  for w in (weights, moved))
    >>> bool(after > before)
    True
    """
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix, hstack

    known = labelled[labelled["text"].fillna("").astype("str").str.strip() != ""]
    if known.empty:
        return weights
    batch = read_batch(known["text"].tolist())
    found = csr_matrix(_CUE_SHARE * cue_counts(batch, find_cues(batch)))
    features = csr_matrix(hstack([found, hashed_matrix(batch)], format="csr"))
    alike = np.asarray((features @ features.T).todense(), dtype=np.float64)
    logits = score(batch, weights).logits.astype(np.float64)
    answers = known["types"].str.split("+")
    moves = np.zeros((features.shape[1], weights.intercept.shape[0]), dtype=np.float32)
    for column, kind in enumerate(TYPES):
        is_kind = answers.map(lambda types, kind=kind: kind in types).to_numpy(dtype=np.float64)
        offset = logits[:, column]

        def loss(share: np.ndarray, is_kind: np.ndarray = is_kind, offset: np.ndarray = offset
                 ) -> tuple[float, np.ndarray]:  # fmt: skip
            pull = alike @ share
            now = offset + pull
            missed = np.logaddexp(0, now) - is_kind * now
            slope = alike @ (1 / (1 + np.exp(-now)) - is_kind + ridge * share)
            return float(missed.sum() + ridge / 2 * share @ pull), slope

        share = minimize(loss, np.zeros(len(known)), jac=True, method="L-BFGS-B").x
        moves[:, column] = features.T @ share
    cues, hashed = np.split(moves, [found.shape[1]])
    return replace(
        weights,
        cues=weights.cues + (_CUE_SHARE * cues).astype(np.float32),
        hashed=weights.hashed + hashed,
    )
