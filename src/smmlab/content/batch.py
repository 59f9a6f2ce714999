"""Texts made ready to be judged, a batch at a time: folded, cut and split into words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from smmlab.text_array import text_array

if TYPE_CHECKING:
    import pyarrow as pa

HEAD, TAIL = 450, 200  # letters read from both ends: questions to the reader stand at the end
LONGEST_WORD = 24
_LINK = r"https?://\S+|www\.\S+"
_BETWEEN_WORDS = r"(?:[^\p{L}\p{M}\p{N}'-]|--+|'')+"
# One letter where people type several: yo is written as ye, apostrophes and hyphens are curly.
_SAME = (("ё", "е"), ("’", "'"), ("‑", "-"), ("\u00ad", ""))


@dataclass(frozen=True)
class Batch:
    """Texts of a batch, and their words numbered.

    Parameters
    ----------
    bare
        Each text without links, cut, as typed.
    plain
        The same in one case and one form of letters.
    words
        Every word of the batch once.
    codes, rows
        Each word in its place: its number in ``words`` and the text it stands in, in reading order.
    """

    bare: "pa.StringArray"
    plain: "pa.StringArray"
    words: npt.NDArray[np.str_]
    codes: npt.NDArray[np.intp]
    rows: npt.NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.plain)

    @property
    def is_empty(self) -> npt.NDArray[np.bool_]:
        """True where nothing is left to judge."""
        import pyarrow.compute as pc

        blank: npt.NDArray[np.bool_] = pc.equal(self.plain, "").to_numpy(zero_copy_only=False)
        return blank


def read_batch(texts: Sequence[object]) -> Batch:
    """Fold and cut each text and number its words; what is not a text is an empty one.

    Time grows with the number of texts, not with their length: only both ends are read.

    Examples
    --------
    >>> batch = read_batch(["Kas sa tead?", "KAS oled?", None])
    >>> batch.words[batch.codes].tolist(), batch.rows.tolist()
    (['kas', 'sa', 'tead', 'kas', 'oled'], [0, 0, 0, 1, 1])
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    ends = [_ends(text) if isinstance(text, str) else "" for text in texts]
    bare = pc.utf8_trim_whitespace(pc.replace_substring_regex(text_array(ends), _LINK, " "))
    plain = fold(bare)
    split = pc.split_pattern_regex(plain, _BETWEEN_WORDS)
    found = pc.utf8_slice_codeunits(pc.utf8_trim(split.flatten(), "'-"), 0, LONGEST_WORD)
    rows = np.repeat(np.arange(len(ends)), np.diff(split.offsets.to_numpy()))
    is_word = pc.not_equal(found, "").to_numpy(zero_copy_only=False)
    numbered = found.filter(pa.array(is_word)).dictionary_encode()
    return Batch(
        bare,
        plain,
        np.array(numbered.dictionary.to_pylist(), dtype=np.str_),
        numbered.indices.to_numpy().astype(np.intp),
        rows[is_word],
    )


def fold(texts: "pa.StringArray") -> "pa.StringArray":
    """Return texts in one case and one form of letters, ready to be compared."""
    import pyarrow.compute as pc

    folded = pc.utf8_lower(pc.utf8_normalize(texts, form="NFKC"))
    for typed, meant in _SAME:
        folded = pc.replace_substring(folded, typed, meant)
    return folded


def _ends(text: str) -> str:
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]} {text[-TAIL:]}"
