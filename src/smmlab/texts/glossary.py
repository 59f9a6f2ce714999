"""One concept, one name: the terms of the field in three languages.

``python -m smmlab.texts.glossary FILE`` writes them as ``docs/glossary.md``.
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from smmlab.texts.words import LANGUAGES, Language

_GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "seen": "Being seen",
        "answered": "Being answered",
        "people": "People",
        "content": "Places and content",
        "money": "Visits and money",
        "evidence": "Goals and evidence",
    }
)
_LANGUAGE_NAMES: Mapping[Language, str] = MappingProxyType(
    {"en": "English", "et": "Eesti", "ru": "Русский"}
)
_HEAD = """\
# Glossary

One concept has one name, in the texts of the package, in the strategy and in the notebooks. This
page is written from `src/smmlab/texts/glossary.toml` by
`python -m smmlab.texts.glossary docs/glossary.md`; a test holds them together, and another looks
for the forms that are not to be used.
"""


@dataclass(frozen=True)
class Name:
    """How a concept is called in one language.

    ``also`` holds what others call it, for those who look it up; ``avoid`` what the texts must not
    call it, a star standing for any ending.
    """

    name: str
    means: str
    unit: str = ""
    also: str = ""
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True)
class Concept:
    """One concept with its names."""

    group: str
    names: Mapping[Language, Name]


@cache
def concepts() -> tuple[Concept, ...]:
    """Return the concepts of the field, in the order in which they are taught.

    Examples
    --------
    >>> [name.name for name in concepts()[0].names.values()]
    ['reach', 'haare', 'охват']
    """
    source = files("smmlab.texts") / "glossary.toml"
    terms = tomllib.loads(source.read_text(encoding="utf-8"))["term"]
    return tuple(
        Concept(term["group"], {language: _name(term[language]) for language in LANGUAGES})
        for term in terms
    )


def discouraged(language: Language) -> Iterator[str]:
    r"""Yield a pattern for each form that is not to be used.

    Examples
    --------
    >>> patterns = list(discouraged("en"))
    >>> [
    ...     any(re.search(pattern, text) for pattern in patterns)
    ...     for text in ("two competitors", "the tab Competitors")
    ... ]
    [True, False]
    """
    for concept in concepts():
        for form in concept.names[language].avoid:
            # The star is a stem's ending; spaces may be hard ones.
            first, rest = form[0], re.escape(form[1:]).replace(r"\*", r"\w*").replace(r"\ ", r"\s")
            # A capital within a sentence is a name: a button, a column, a title.
            yield rf"(?:\b{first}|(?:^|(?<=[.!?] )){first.upper()}){rest}\b"


def as_markdown() -> str:
    """Return the glossary as a page: a table for each group and language."""
    return "\n".join([_HEAD, *(_group(key, title) for key, title in _GROUPS.items())])


def _name(entry: Mapping[str, object]) -> Name:
    avoid = entry.get("avoid", ())
    assert isinstance(avoid, (list, tuple))
    texts = {key: str(value) for key, value in entry.items() if key != "avoid"}
    return Name(**texts, avoid=tuple(avoid))


def _group(key: str, title: str) -> str:
    members = [concept for concept in concepts() if concept.group == key]
    names = [tuple(one.names[language].name for language in LANGUAGES) for one in members]
    lines = [f"## {title}", "", _row(_LANGUAGE_NAMES.values()), _row(["---"] * len(LANGUAGES))]
    lines += [_row(row) for row in sorted(names)]
    for language in LANGUAGES:
        lines += ["", f"### {title}: {_LANGUAGE_NAMES[language]}", ""]
        lines += [_line(concept.names[language]) for concept in members]
    return "\n".join([*lines, ""])


def _row(cells: object) -> str:
    assert hasattr(cells, "__iter__")
    return f"| {' | '.join(cells)} |"


def _line(name: Name) -> str:
    parts = [f"- **{name.name}**"]
    if name.also:
        parts.append(f" ({name.also})")
    parts.append(f": {name.means}")
    if name.unit:
        parts.append(f" [{name.unit}]")
    if name.avoid:
        parts.append(f" ✗ {', '.join(form.replace('*', '…') for form in name.avoid)}")
    return "".join(parts)


def main(arguments: list[str]) -> int:
    """Write the page into the named file."""
    Path(arguments[0]).write_text(as_markdown(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
