"""What texts are about: their hashtags and their topic words, each once a text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from smmlab.content.batch import fold
from smmlab.text_array import text_array
from smmlab.tokens import LANGUAGES, base_forms, stop_words

if TYPE_CHECKING:
    import pyarrow as pa

LONGEST = 40
"""Letters of a term: longer runs of letters are noise or an attack, and no term."""

_CUT = 5_000  # letters of a text that are read
# Links, what the import wrote in place of contacts, pseudonyms, links to members, @names.
_MARKS = (
    r"https?://\S+|www\.\S+|t\.me/\S+|\[(?:id|club|public)\d+\|[^\]]*\]"
    r"|\[(?:phone|e-?mail|[a-z ]{2,20})\]|\bp_[0-9a-f]{16}\b|@[\p{L}\p{M}\p{N}_.]+"
)
_TAGS = r"#[\p{L}\p{M}\p{N}_]+"
_BETWEEN_TAGS = r"[^\p{L}\p{M}\p{N}_#]+"
_BETWEEN_WORDS = r"(?:[^\p{L}\p{M}\p{N}'-]|--+|'')+"
_TAG = rf"^#[\p{{L}}\p{{M}}\p{{N}}_]{{1,{LONGEST}}}$"
_WORD = rf"^\p{{L}}[\p{{L}}\p{{M}}\p{{N}}'-]{{1,{LONGEST - 1}}}$"

Codes = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Terms:
    """Terms of texts.

    Parameters
    ----------
    names
        Every term once, as most texts write it; in small letters, hashtags without their sign.
        They come from files: escape them before showing.
    codes, rows
        A pair for each text and term in it: the number of the term in ``names`` and of the text.
    """

    names: npt.NDArray[np.object_]
    codes: Codes
    rows: Codes


def read_hashtags(texts: Sequence[object]) -> Terms:
    """Find the hashtags of each text; what is not a text has none.

    Tags in capital and small letters are one. Tags without a letter, or longer than forty, are
    left out.

    Examples
    --------
    >>> found = read_hashtags(["#Kohv #2026 #kohv ok", None, "#kook#kohv"])
    >>> found.names[found.codes].tolist(), found.rows.tolist()
    (['kohv', 'kohv', 'kook'], [0, 2, 2])
    """
    import pyarrow.compute as pc

    spaced = pc.replace_substring(_clean(texts), "#", " #")
    words, codes, rows = _split(spaced, _BETWEEN_TAGS)
    is_tag = pc.and_(
        pc.match_substring_regex(words, _TAG), pc.match_substring_regex(words, r"\p{L}")
    )
    names = np.array(pc.utf8_ltrim(words, "#").to_pylist(), dtype=object)
    return _each_once(names, codes, rows, is_tag.to_numpy(zero_copy_only=False))


def read_topics(texts: Sequence[object], languages: Sequence[str]) -> Terms:
    """Find the words that say what each text is about: no stop words, numbers, @names, hashtags.

    Forms of a word count as one term, which is named as most texts write it.

    Parameters
    ----------
    texts
        What is not a text has no words.
    languages
        Of each text, as from `smmlab.languages.detect_languages`. A word in Cyrillic letters is
        Russian. Words of other languages than English, Estonian and Russian are left out: their
        stop words are not known.

    Examples
    --------
    >>> found = read_topics(["Two fresh rolls", "Rolls, 3 rolls!", "a roll"], ["en"] * 3)
    >>> found.names[found.codes].tolist(), found.rows.tolist()
    (['fresh', 'rolls', 'rolls', 'rolls'], [0, 0, 1, 2])
    """
    import pandas as pd
    import pyarrow.compute as pc

    plain = pc.replace_substring_regex(_clean(texts), _TAGS, " ")
    words, codes, rows = _split(plain, _BETWEEN_WORDS)
    is_word = pc.match_substring_regex(words, _WORD).to_numpy(zero_copy_only=False)
    is_russian = pc.match_substring_regex(words, r"^\p{Cyrillic}").to_numpy(zero_copy_only=False)
    number = pd.Index(LANGUAGES).get_indexer(pd.Index(np.asarray(languages, dtype=object)))
    spoken = np.where(is_russian[codes], LANGUAGES.index("ru"), number[rows])
    keep = is_word[codes] & (spoken >= 0)
    codes, rows, spoken = codes[keep], rows[keep], spoken[keep]
    pairs, pair = np.unique(codes * len(LANGUAGES) + spoken, return_inverse=True)
    written = np.array(words.to_pylist(), dtype=object)[pairs // len(LANGUAGES)]
    bases = _bases(written, pairs % len(LANGUAGES))
    # The commonest way to write a base form stands for it.
    forms = pd.DataFrame({"base": bases, "written": written})
    forms["texts"] = np.bincount(pair, minlength=len(pairs))
    forms = forms[forms["base"] != ""].groupby(["base", "written"], as_index=False)["texts"].sum()
    best = forms.sort_values(["texts", "written"], ascending=[False, True], kind="stable")
    name = best.drop_duplicates("base").set_index("base")["written"]
    return _each_once(name.reindex(bases).to_numpy(dtype=object), pair, rows, bases != "")


def _clean(texts: Sequence[object]) -> "pa.StringArray":
    import pyarrow.compute as pc

    cut = text_array([text[:_CUT] if isinstance(text, str) else "" for text in texts])
    return pc.replace_substring_regex(fold(cut), _MARKS, " ")


def _split(texts: "pa.StringArray", between: str) -> tuple["pa.StringArray", Codes, Codes]:
    """Return the pieces once, and the number of the piece and of the text of each place."""
    import pyarrow as pa
    import pyarrow.compute as pc

    split = pc.split_pattern_regex(texts, between)
    rows = np.repeat(np.arange(len(texts)), np.diff(split.offsets.to_numpy()))
    found = pc.utf8_trim(split.flatten(), "'-_")
    is_some = pc.not_equal(found, "").to_numpy(zero_copy_only=False)
    numbered = found.filter(pa.array(is_some)).dictionary_encode()
    return numbered.dictionary, numbered.indices.to_numpy().astype(np.intp), rows[is_some]


def _bases(written: npt.NDArray[np.object_], spoken: Codes) -> npt.NDArray[np.object_]:
    """Return the base form of each word, empty for a stop word."""
    bases = np.full(len(written), "", dtype=object)
    for number, language in enumerate(LANGUAGES):
        mine = np.flatnonzero(spoken == number)
        if not len(mine):
            continue
        stops = stop_words(language)
        words = written[mine].tolist()
        bases[mine] = [
            "" if word in stops or base in stops or len(base) < 2 else base
            for word, base in zip(words, base_forms(words, language), strict=True)
        ]
    return bases


def _each_once(
    names: npt.NDArray[np.object_], codes: Codes, rows: Codes, keep: npt.NDArray[np.bool_]
) -> Terms:
    """Return the names that are kept, numbered by the alphabet, each once a text."""
    kept = np.unique(names[keep].astype(str)) if keep.any() else np.array([], dtype=str)
    number = np.full(len(names), -1, dtype=np.intp)
    number[keep] = np.searchsorted(kept, names[keep].astype(str))
    place = number[codes]
    told = place >= 0
    pairs = np.unique(rows[told] * max(len(kept), 1) + place[told])
    return Terms(kept.astype(object), pairs % max(len(kept), 1), pairs // max(len(kept), 1))
