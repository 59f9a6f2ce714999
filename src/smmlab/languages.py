"""The language of a post: English, Estonian, Russian, or another one that the model cannot read."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from smmlab.text_array import text_array

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

PostLanguage = Literal["en", "et", "ru", "other"]

_READ = ("en", "et", "ru")
_LONGEST = 200  # letters that are looked at
_FOREIGN = 0.9  # share of belief another language needs to be believed
# Words no other language of these pages shares: they decide before the slow identifier is asked.
_FUNCTION_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "en": (
            "the and you your this that with what have are from they will who our how when which "
            "there would their been more about is it's i'm don't can't we're you're just can not "
            "be it of to if has was were his her than but out get make some into only than every "
            "know when why should could because people new all its these those here us"
        ),
        "et": (
            "kas või meie mida kõik ning aga võib sest väga teie pole nüüd kus mis kes kõige juba "
            "ainult pärast alates kuni meil teil sina teid kuidas ära seda sellest et kui see nii "
            "mitte veel oli olen oled oleme olete minu sinu tema nende selle meid mulle sulle "
            "meile teile üks kaks iga igaüks enne homme täna eile rohkem peab saab tuleb jälle "
            "koos ilma pealt juures vaid just midagi keegi enam peaks"
        ),
        "ru": (
            "и не что как это вы мы если или они только уже где когда чтобы также его её для в на "
            "с по из у к от за но я он она ты так же все всё бы был была было быть есть нет вас "
            "нас вам нам меня тебя очень ещё еще можно нужно кто чем при до после под над без а "
            "то"
        ),
    }
)
# The languages of the neighbours, and those a page of these three is likeliest to mix with.
_CANDIDATES = (
    *_READ, "fi", "lv", "lt", "sv", "no", "da", "de", "nl", "fr", "es", "pt", "it", "pl", "cs",
    "ro", "hu", "tr", "uk", "be", "bg", "sr", "mk", "kk", "ar", "he", "zh", "ja", "ko", "hi", "el",
)  # fmt: skip
_CYRILLIC_OF_OTHERS = "іїєўґјљњћђџѓќў"
# Bulgarian writes ъ in every sentence, so it is no sign of Russian.
_OF_RUSSIAN = "ыэё"


def detect_languages(texts: Sequence[str]) -> list[PostLanguage]:
    """Return the language of each text; short texts are taken for one of the three.

    Examples
    --------
    >>> detect_languages(["Kas koolivorm peaks olema kohustuslik?", "What do you think about this"])
    ['et', 'en']
    """
    cut = [text[:_LONGEST] for text in texts]
    quick = _quickly(cut)
    return [code or _slowly(text) for code, text in zip(quick, cut, strict=True)]


def _quickly(texts: list[str]) -> list[PostLanguage | None]:
    """Return the language of texts whose small words leave no doubt, None for the others."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    folded = pc.utf8_lower(text_array(texts))
    split = pc.split_pattern_regex(folded, r"[^\p{L}\p{M}']+")
    rows = np.repeat(np.arange(len(texts)), np.diff(split.offsets.to_numpy()))
    found = np.zeros((len(_READ), len(texts)), dtype=np.intp)
    for number, code in enumerate(_READ):
        known = pa.array(_FUNCTION_WORDS[code].split())
        is_known = pc.is_in(split.flatten(), known).to_numpy(zero_copy_only=False)
        found[number] = np.bincount(rows[is_known], minlength=len(texts))
    has_own = pc.match_substring_regex(folded, f"[{_OF_RUSSIAN}]").to_numpy(zero_copy_only=False)
    has_others = pc.match_substring_regex(folded, f"[{_CYRILLIC_OF_OTHERS}]").to_numpy(
        zero_copy_only=False
    )
    english, estonian, russian = found
    quick = np.full(len(texts), None, dtype=object)
    quick[(english >= 2) & (english > 2 * estonian) & (russian == 0)] = "en"
    quick[(estonian >= 2) & (estonian > 2 * english) & (russian == 0)] = "et"
    quick[(russian >= 1) & (english == 0) & (estonian == 0) & has_own & ~has_others] = "ru"
    decided: list[PostLanguage | None] = quick.tolist()
    return decided


# The same comments are asked about by several analyses and forms.
@lru_cache(maxsize=1 << 18)
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

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_CANDIDATES))
    return identifier
