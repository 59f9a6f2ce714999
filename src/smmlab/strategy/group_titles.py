"""How a group of the audience, as a key of its finding names it, reads in a document."""

from smmlab.audience.group_words import group_name
from smmlab.strategy.document import Span, Spans
from smmlab.strategy.statements import Name, One, Pen, Several, Term
from smmlab.texts.labels import LABELS, label_of

ROOM = "audience.demographics."
"""Behind it: network, the page of several, dimension and group, with dots between."""

_DIMENSIONS = ("age_sex", "age", "sex", "country", "city", "language", "industry", "seniority",
               "job_function", "company_size", "subscription")  # fmt: skip


def group_title(pen: Pen, key: str) -> Spans:
    """Return whose group it is, what divides the audience there, and the group itself.

    Examples
    --------
    >>> from smmlab.strategy.document import plain
    >>> from smmlab.texts import Words
    >>> plain(group_title(Pen(Words("en")), "instagram.age_sex.25-34.female"))
    'Instagram, Age and sex: 25–34, women'
    >>> plain(group_title(Pen(Words("et")), "unknown.country.Ghana"))
    'Riik: Ghana'
    """
    # A one-dot leader stands for a dot inside a name, because dots divide a key.
    parts = [part.replace("\u2024", ".") for part in key.split(".")]
    at = next((place for place, part in enumerate(parts) if part in _DIMENSIONS), None)
    if at is None or at + 1 == len(parts):
        return pen.value(Name(key))
    whose: list[One] = [
        Term(label_of(part)) if label_of(part) else Name(part)
        for part in parts[:at]
        if part != "unknown"
    ]
    dimension = parts[at]
    group = group_name(dimension, "|".join(parts[at + 1 :]), pen.words)
    divided = pen.value(Several((*whose, Term(LABELS[dimension]))))
    return (*divided, Span(": "), *pen.value(Name(group)))
