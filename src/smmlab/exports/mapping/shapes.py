"""What the cells of a column look like: days, links, ids, counts, words, texts."""

from dataclasses import dataclass

import pandas as pd

from smmlab.exports.mapping.moments_in import in_numbers
from smmlab.exports.mapping.words import our_words, truths
from smmlab.exports.numbers import is_missing, parse_counts, parse_numbers
from smmlab.exports.post_links import link_networks

SAMPLE = 300
_DATE = (
    r"^(?:[0-9]{4}[.\-/][0-9]{1,2}[.\-/][0-9]{1,2}|[0-9]{1,2}[.\-/][0-9]{1,2}[.\-/](?:[0-9]{4}|"
    r"[0-9]{2}))(?:$|[T ,])"
)
_EPOCH = r"^1[0-9]{9}(?:[0-9]{3}){0,2}$"
_HOUR = r"^[0-9]{1,2}(?::[0-9]{2}){1,2}(?: ?[AaPp][Mm])?$"
_LINK = r"^(?:https?://\S+|(?:[a-z0-9\-]+\.)+[a-z]{2,6}/\S+)$"
_MONEY = r"^(?:[€$£₽₴]\s*)?[+\-−]?[0-9][0-9.,'\s\u00a0\u202f]*(?:\s*(?:[€$£₽₴]|[A-Z]{3}|руб\.?))?$"
_AGE = r"^\D{0,5}[0-9]{2}\s*(?:[-–—−]\s*[0-9]{2}|\+).{0,6}$"


@dataclass(frozen=True)
class Shape:
    """How many of the cells of a column look like what, as parts of those that are not empty.

    Parameters
    ----------
    name
        The column.
    filled
        Cells of the sample that are not empty.
    parts
        By what they look like: ``date``, ``hour``, ``link``, ``count``, ``number``, ``percent``,
        ``money``, ``id``, ``text``, ``short``, ``age``, ``form``, ``kind``, ``network``, ``sex``,
        ``dimension``, ``metric``, ``yes_no``.
    distinct
        How many of the cells differ from each other.
    length
        Letters of a cell, on average.
    """

    name: str
    filled: int
    parts: dict[str, float]
    distinct: float
    length: float

    def of(self, look: str) -> float:
        """Return the part of the cells that look so."""
        return self.parts.get(look, 0.0)


def shape_of(cells: pd.Series, name: str) -> Shape:
    """Look at the first few hundred cells of a column.

    Examples
    --------
    >>> shape = shape_of(pd.Series(["12", "1 340", "--"]), "Views")
    >>> shape.filled, shape.of("count"), shape.of("date")
    (2, 1.0, 0.0)
    """
    texts = cells.astype("str").str.strip()
    texts = texts[~is_missing(texts)].head(SAMPLE)
    if texts.empty:
        return Shape(name, 0, {}, 0.0, 0.0)
    counts, _ = parse_counts(texts)
    numbers, _ = parse_numbers(texts)
    dates = in_numbers(texts).str.match(_DATE) | texts.str.match(_EPOCH)
    is_link = texts.str.match(rf"(?i){_LINK}")
    words = texts.str.split().str.len()
    wide = texts.str.len()
    bare = ~(dates | is_link | numbers.notna())
    parts = {
        "date": dates,
        "hour": texts.str.match(_HOUR),
        "link": is_link,
        "post_link": link_networks(texts.where(is_link, "")).notna(),
        "count": counts.notna() & ~dates,
        "number": numbers.notna() & ~dates,
        "percent": texts.str.endswith("%"),
        "money": texts.str.match(_MONEY) & ~dates,
        "signed": texts.str.contains("[€$£₽₴]") & numbers.isna(),
        "id": texts.str.match(r"^[A-Za-z0-9_\-:/#.]{3,120}$") & ~dates & ~is_link,
        "text": bare & (words > 2),
        "short": bare & (wide <= 60),
        "address": texts.str.match(r"^[^\s@]+@[^\s@]+\.[^\s@]+$"),
        "age": texts.str.match(_AGE),
        "yes_no": ~truths(texts)[1],
        **{
            look: our_words(texts, look).notna()
            for look in ("form", "kind", "network", "sex", "dimension", "metric")
        },
    }
    return Shape(
        name,
        len(texts),
        {look: float(mask.fillna(False).astype(bool).mean()) for look, mask in parts.items()},
        texts.nunique() / len(texts),
        float(wide.mean()),
    )
