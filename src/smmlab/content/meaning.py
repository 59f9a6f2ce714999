"""What letters mean: groups of letters placed where a multilingual model places their words.

A model that has read little Estonian still learns from English and Russian, because words of one
meaning lie close together whatever their language. The placing was learnt once from the
multilingual model E5 (Wang et al. 2024), word by word, and serves only while training: what it
gives is added into the weights, so that reading a text costs nothing more.
"""

from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from smmlab.content.hashing import LETTER_BITS


@cache
def letter_meanings() -> npt.NDArray[np.float32]:
    """Return the place of each bucket of letter groups: buckets by directions.

    Examples
    --------
    >>> letter_meanings().shape[0] == 1 << LETTER_BITS
    True
    """
    path = files("smmlab.content") / "teacher" / "meaning.npz"
    with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
        meanings: npt.NDArray[np.float32] = stored["directions"] * stored["scale"]
    if len(meanings) != 1 << LETTER_BITS:
        raise ValueError("the buckets of letters changed: place the letters anew")
    return meanings
