"""What the model sees of a post: cues, signs, and hashed words and letter groups."""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_HEAD, _TAIL = 450, 200  # letters read from both ends: questions to the reader stand at the end
_LONGEST_WORD = 40
WORD_BITS, LETTER_BITS = 17, 17

_LINK = re.compile(r"https?://\S+|www\.\S+")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("question", r"\?"),
        ("exclamation", r"!"),
        ("digit", r"\d"),
        ("price", r"[€$£₽]|\d ?%"),
        ("clock", r"\b\d{1,2}[:.]\d\d\b"),
        ("phone_or_link", r"\b\d{4}[ -]?\d{3,4}\b|@\w|\w@\w"),
        ("hashtag", r"#\w"),
        ("quote", r"[\"«»“”„]"),
        ("speech", r"(?:^|[.!?…] ?|\n)[-–—] ?\w"),
        ("ellipsis", r"…|\.\.\."),
        ("colon", r":"),
        ("dash", r" [-–—] "),
        ("list", r"\n ?(?:\d{1,2}[.)]|[-•*✅☑✔▪👉🔹➡])|\b[1-9]️?⃣"),
        ("laugh_face", r"[😂🤣😅😆😹🙈🤦🤪😜😁😄]"),
        ("heart", r"[❤💛💙💚💜🧡💕💖🥰😍🙏👏🏆🥇🎖💪🌟]"),
        ("think_face", r"[🤔🧐🤨😡😤🤬🔥👇⬇]"),
        ("tool_sign", r"[✅☑📌💡📝✂🔧🧵🍴1-9]️?⃣?(?=\s?\w)"),
        ("shop_sign", r"[🛒🛍📍📞☎📅🗓⏰🎁🎉📣📢🆕]"),
        ("capitals", r"\b[^\W\d_]*[A-ZÕÄÖÜА-Я]{4,}\b"),
        (
            "to_infinitive",
            r"\bкак (?:не )?\w{2,20}ть(?:ся)?\b|\bkuidas \w{2,20}[dt]a\b|\bhow to \w",
        ),
        ("numbered_title", r"^\W{0,4}\d{1,2} [^\W\d_]"),
    )
)
_SHAPES = (
    "short",
    "long",
    "ends_asking",
    "asks_only",
    "starts_with_order",
    "second_person",
    "lines",
)
_SECOND_PERSON = frozenset(
    [
        "you",
        "your",
        "yourself",
        "sa",
        "sina",
        "sinu",
        "sul",
        "sind",
        "sulle",
        "te",
        "teie",
        "teil",
        "teid",
        "teile",
        "ты",
        "тебя",
        "тебе",
        "твой",
        "твоя",
        "вы",
        "вас",
        "вам",
        "ваш",
        "ваша",
        "ваше",
        "ваши",
    ]
)
_ORDERS = frozenset(("cook", "do_this"))


@dataclass(frozen=True)
class Cue:
    """A group of words and phrases that speak for a type."""

    name: str
    leans: str


@dataclass(frozen=True)
class Post:
    """A text made ready: folded, cut, in words, with the cues found in it."""

    plain: str
    words: tuple[str, ...]
    cues: tuple[tuple[int, str], ...]
    signs: npt.NDArray[np.float32]


@dataclass(frozen=True)
class Terms:
    """Words and word pairs of a batch, each hashed once: a post is the scaled sum of its terms."""

    names: tuple[str, ...]
    counts: "csr_matrix"
    words: "csr_matrix"
    letters: "csr_matrix"
    word_scale: npt.NDArray[np.float32]
    letter_scale: npt.NDArray[np.float32]


@dataclass(frozen=True)
class _Lexicon:
    cues: tuple[Cue, ...]
    words: dict[str, tuple[int, ...]]
    stems: dict[str, tuple[int, ...]]
    stem_lengths: tuple[int, ...]
    phrases: dict[str, tuple[tuple[tuple[str, ...], bool, int], ...]]


def cue_groups() -> tuple[Cue, ...]:
    """Return the groups of the cue lexicon in their order."""
    return _lexicon().cues


def sign_names() -> tuple[str, ...]:
    """Return the names of the signs and shapes counted in every post."""
    return (*(name for name, _ in _SIGNS), *_SHAPES)


def prepare(texts: Sequence[object]) -> list[Post]:
    """Fold and cut each text and find its cues; what is not a text is an empty post.

    Time grows with the number of texts, not with their length: only both ends are read.
    """
    known: dict[str, tuple[int, ...]] = {}
    return [_prepare(text if isinstance(text, str) else "", known) for text in texts]


def cue_matrix(posts: Sequence[Post]) -> "csr_matrix":
    """Return cue groups, signs and shapes: one row a post, values from 0 to about 2."""
    from scipy.sparse import csr_matrix

    groups = len(cue_groups())
    dense = np.zeros((len(posts), groups + len(_SIGNS) + len(_SHAPES)), dtype=np.float32)
    rows = np.repeat(np.arange(len(posts)), [len(post.cues) for post in posts])
    columns = np.fromiter((cue for post in posts for cue, _ in post.cues), dtype=np.intp)
    np.add.at(dense, (rows, columns), 1)
    if posts:
        dense[:, groups:] = np.stack([post.signs for post in posts])
    return csr_matrix(np.minimum(np.log1p(dense), 2.0))


def count_terms(posts: Sequence[Post]) -> Terms:
    """Count the words and pairs of neighbouring words of each post, and hash each one once."""
    from scipy.sparse import csr_matrix

    places: dict[str, int] = {}
    rows, columns = [], []
    for row, post in enumerate(posts):
        pairs = (f"{one} {two}" for one, two in pairwise(post.words))
        found = [places.setdefault(term, len(places)) for term in (*post.words, *pairs)]
        columns += found
        rows += [row] * len(found)
    names = list(places)
    counts = csr_matrix(
        (np.ones(len(columns), dtype=np.float32), (rows, columns)), shape=(len(posts), len(names))
    )
    words, letters = _hash(names)
    # The root of how many there are takes the place of the length, so that a post is the plain sum
    # of its words and every word is hashed once.
    many_letters = np.asarray(counts @ letters.getnnz(axis=1).astype(np.float32))
    many_words = np.asarray(counts.sum(axis=1)).ravel()
    return Terms(tuple(names), counts, words, letters, _root(many_words), _root(many_letters))


def hashed_matrix(terms: Terms) -> "csr_matrix":
    """Return hashed words and word pairs, then hashed letter groups; one row a post."""
    from scipy.sparse import csr_matrix, diags, hstack

    words = diags(terms.word_scale) @ (terms.counts @ terms.words)
    letters = diags(terms.letter_scale) @ (terms.counts @ terms.letters)
    return csr_matrix(hstack([words, letters], format="csr"), dtype=np.float32)


def fold(text: str) -> str:
    """Return the text in one case and one form of letters, ready to be compared."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return folded.replace("ё", "е").replace("’", "'").replace("‑", "-").replace("\u00ad", "")


def split_words(folded: str) -> tuple[str, ...]:
    """Return the words of a folded text."""
    return tuple(word[:_LONGEST_WORD] for word in _WORD.findall(folded))


def _hash(names: list[str]) -> "tuple[csr_matrix, csr_matrix]":
    from sklearn.feature_extraction.text import HashingVectorizer

    whole = HashingVectorizer(
        analyzer=_alone, n_features=1 << WORD_BITS, norm=None, dtype=np.float32
    )
    parts = HashingVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), n_features=1 << LETTER_BITS, norm=None,
        lowercase=False, dtype=np.float32,
    )  # fmt: skip
    # Letters of a pair are those of its words, counted there already.
    single = ["" if " " in name else name for name in names]
    return (
        (whole.transform(names), parts.transform(single))
        if names
        else (whole.transform([""])[:0], parts.transform([""])[:0])
    )


def _alone(term: str) -> list[str]:
    return [term]


def _root(many: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    return (1 / np.sqrt(np.maximum(many, 1))).astype(np.float32)


def _prepare(text: str, known: dict[str, tuple[int, ...]]) -> Post:
    cut = text if len(text) <= _HEAD + _TAIL else f"{text[:_HEAD]} {text[-_TAIL:]}"
    bare = _LINK.sub(" ", cut).strip()
    plain = fold(bare)
    words = split_words(plain)
    cues = tuple(_cues(words, known))
    return Post(" ".join(plain.split()), words, cues, _signs(bare, plain, words, cues))


def _cues(words: tuple[str, ...], known: dict[str, tuple[int, ...]]) -> list[tuple[int, str]]:
    lexicon = _lexicon()
    found: list[tuple[int, str]] = []
    for place, word in enumerate(words):
        groups = known.get(word)
        if groups is None:
            stems = (lexicon.stems.get(word[:length], ()) for length in lexicon.stem_lengths)
            groups = known[word] = tuple(
                dict.fromkeys((*lexicon.words.get(word, ()), *(g for s in stems for g in s)))
            )
        found += [(group, word) for group in groups]
        for phrase, is_open, group in lexicon.phrases.get(word, ()):
            part = words[place : place + len(phrase)]
            if len(part) == len(phrase) and part[:-1] == phrase[:-1]:
                last, wanted = part[-1], phrase[-1]
                if last == wanted or (is_open and last.startswith(wanted)):
                    found.append((group, " ".join(part)))
    return found


def _signs(
    bare: str, plain: str, words: tuple[str, ...], cues: tuple[tuple[int, str], ...]
) -> npt.NDArray[np.float32]:
    counted = [
        sum(1 for _ in pattern.finditer(bare if name == "capitals" else plain))
        for name, pattern in _SIGNS
    ]
    groups = _lexicon().cues
    first = words[0] if words else ""
    orders = any(word == first and groups[cue].name in _ORDERS for cue, word in cues)
    asks = plain.count("?")
    shapes = (
        len(plain) < 70, len(plain) > 250, plain.rstrip(" \"»”)🤔👇").endswith("?"),
        asks > 0 and asks >= plain.count(".") + plain.count("!"), orders,
        any(word in _SECOND_PERSON for word in words), plain.count("\n") >= 2,
    )  # fmt: skip
    return np.array([*(min(count, 6) for count in counted), *shapes], dtype=np.float32)


@cache
def _lexicon() -> _Lexicon:
    content = (files("smmlab.content") / "cues.toml").read_text(encoding="utf-8")
    groups = tomllib.loads(content)["cue"]
    words: dict[str, tuple[int, ...]] = {}
    stems: dict[str, tuple[int, ...]] = {}
    phrases: dict[str, tuple[tuple[tuple[str, ...], bool, int], ...]] = {}
    for number, group in enumerate(groups):
        for entry in dict.fromkeys((*group["en"], *group["et"], *group["ru"])):
            parts, is_open = split_words(fold(entry.removesuffix("*"))), entry.endswith("*")
            if len(parts) > 1:
                phrases[parts[0]] = (*phrases.get(parts[0], ()), (parts, is_open, number))
            else:
                table = stems if is_open else words
                table[parts[0]] = (*table.get(parts[0], ()), number)
    return _Lexicon(
        cues=tuple(Cue(group["name"], group["leans"]) for group in groups),
        words=words,
        stems=stems,
        stem_lengths=tuple(sorted({len(stem) for stem in stems})),
        phrases=phrases,
    )
