"""How long something was: durations as clocks, words and ISO 8601 write them, in seconds."""

import re

import pandas as pd

from smmlab.exports.mapping.moments_in import in_seconds

_UNITS = {
    86400: "days?|d|ööpäeva?|päeva?|дней|день|дня|дн|сут|д",
    3600: "hours?|hrs?|h|tundi|tund|t|часов|часа|час|ч",
    60: "minutes?|mins?|min|m|minutit|minut|минуты|минута|минут|мин|м",
    1: "seconds?|secs?|sec|s|sekundit|sekund|sek|секунды|секунда|секунд|сек|с",
}
# Three digits behind a mark may be thousands.
_NUMBER = r"([0-9]{1,9}(?:[.,][0-9]{1,2}(?![0-9]))?)"
_WORDED = r"\s*".join(rf"(?:{_NUMBER}\s*(?:{unit})(?!\w)\.?,?)?" for unit in _UNITS.values())
# Units without blanks between, as in 1h2m.
_TIGHT = "".join(rf"(?:([0-9]{{1,9}}){unit})?" for unit in ("[dд]", "[hч]", "[mм]", "[sс]"))
_ISO = r"p(?:([0-9]{1,9})d)?t(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m)?(?:([0-9]{1,9}(?:\.[0-9]+)?)s)?"
_CLOCK = r"()([0-9]{1,4}):([0-5][0-9]):([0-5][0-9]\.[0-9]{1,6})"
_FORMS = [re.compile(rf"^(?=.)(?:{form})$", re.I) for form in (_WORDED, _TIGHT, _ISO, _CLOCK)]


def seconds_of(texts: pd.Series) -> pd.Series:
    """Return durations in seconds; missing where a text is none, or a number without a unit.

    Units are read in English, Estonian and Russian.

    Examples
    --------
    >>> seconds_of(pd.Series(["5m 12s", "PT1H", "1.5 h", "0:05:12.5", "3 сек", "90"])).tolist()
    [312.0, 3600.0, 5400.0, 312.5, 3.0, nan]
    """
    worded = texts.str.contains("[^0-9.,]").fillna(False).astype(bool)
    said = texts[worded].str.strip()
    clock = in_seconds(said)
    seconds = pd.to_numeric(clock.where(clock != said)).astype("float64")
    for form in _FORMS if len(said) else ():
        parts = said.str.extract(form).replace("", pd.NA)
        numbers = parts.apply(lambda part: pd.to_numeric(part.str.replace(",", ".", regex=False)))
        seconds = seconds.fillna((numbers * list(_UNITS)).sum(axis=1, min_count=1))
    return seconds.reindex(texts.index)
