"""What no line may tear: a minus from its sum, the number of a day from its month."""

import re

from babel import Locale

from smmlab.texts import LANGUAGES

_JOINER, _BLANK = "\u2060", "\u00a0"
_MONTHS = "|".join(
    re.escape(name)
    for language in LANGUAGES
    for name in Locale.parse(language).months["format"]["wide"].values()
)
_SIGN = re.compile(r"−(?=[€$£₽₴]|\d)")
_DAY = re.compile(rf"(?<!\d)(\d{{1,2}}\.?) (?=(?:{_MONTHS})\b)|\b({_MONTHS}) (?=\d{{1,2}}\b)")
_YEAR = re.compile(r"(?<=\d{4}) (?=г\.)")


def kept_together(text: str) -> str:
    r"""Return a text whose sums and days stay on one line.

    Examples
    --------
    >>> ascii(kept_together("−€40 by November 27, 2026"))
    "'\\u2212\\u2060\\u20ac40 by November\\xa027, 2026'"
    """
    text = _SIGN.sub("−" + _JOINER, text)
    text = _DAY.sub(lambda day: (day[1] or day[2]) + _BLANK, text)
    return _YEAR.sub(_BLANK, text)
