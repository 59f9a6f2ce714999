"""The language of a post: English, Estonian, Russian, or another one that the model cannot read."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

PostLanguage = Literal["en", "et", "ru", "other"]

_READ = ("en", "et", "ru")
_LONGEST = 300  # letters that are looked at
_FOREIGN = 0.9  # share of belief another language needs to be believed
# Words no other language of these pages shares: they decide before the slow identifier is asked.
_FUNCTION_WORDS = {
    "en": frozenset(
        [
            "the",
            "and",
            "you",
            "your",
            "this",
            "that",
            "with",
            "what",
            "have",
            "are",
            "from",
            "they",
            "will",
            "who",
            "our",
            "how",
            "when",
            "which",
            "there",
            "would",
            "their",
            "been",
            "more",
            "about",
        ]
    ),
    "et": frozenset(
        [
            "kas",
            "või",
            "meie",
            "mida",
            "kõik",
            "ning",
            "aga",
            "võib",
            "sest",
            "väga",
            "teie",
            "pole",
            "nüüd",
            "kus",
            "mis",
            "kes",
            "kõige",
            "juba",
            "ainult",
            "pärast",
            "alates",
            "kuni",
            "oma",
            "meil",
            "teil",
            "sina",
            "teid",
            "kuidas",
            "ära",
            "seda",
            "sellest",
        ]
    ),
    "ru": frozenset(
        [
            "и",
            "не",
            "что",
            "как",
            "это",
            "вы",
            "мы",
            "если",
            "или",
            "они",
            "только",
            "уже",
            "где",
            "когда",
            "чтобы",
            "также",
            "его",
            "её",
            "для",
        ]
    ),
}


def detect_languages(texts: Sequence[str]) -> list[PostLanguage]:
    """Return the language of each text; short texts are taken for one of the three.

    Examples
    --------
    >>> detect_languages(["Kas koolivorm peaks olema kohustuslik?", "What do you think about this"])
    ['et', 'en']
    """
    return [_quickly(text[:_LONGEST]) or _slowly(text[:_LONGEST]) for text in texts]


def _quickly(text: str) -> PostLanguage | None:
    words = set(text.casefold().split())
    english, estonian, russian = (len(words & _FUNCTION_WORDS[code]) for code in _READ)
    if english >= 2 and not estonian and not russian:
        return "en"
    if estonian >= 2 and not english and not russian:
        return "et"
    # Ы and э tell Russian from Ukrainian, Bulgarian and Serbian; ў і the reverse.
    if (
        russian
        and not english
        and not estonian
        and set("ыэ") & set(text)
        and not set("іїєў") & set(text)
    ):
        return "ru"
    return None


def _slowly(text: str) -> PostLanguage:
    if not any(letter.isalpha() for letter in text):
        return "other"
    belief: dict[str, float] = dict(_identifier().rank(text))
    best = max(belief, key=lambda code: belief[code])
    if best not in _READ and belief[best] > _FOREIGN:
        return "other"
    english, estonian, russian = (belief[code] for code in _READ)
    if russian >= max(english, estonian):
        return "ru"
    return "et" if estonian >= english else "en"


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
