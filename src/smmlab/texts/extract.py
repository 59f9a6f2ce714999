"""Find every text a user can see, and what the catalogues still lack.

``python -m smmlab.texts.extract`` lists what is missing or left over; with ``--update`` it writes
the new texts, untranslated, into the catalogues.
"""

import io
import json
import sys
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from smmlab.texts.words import LANGUAGES, Language

_KEYWORDS = {"say": None, "say_many": (1, 2), "message": None}
Text = str | tuple[str, str]


def visible_texts() -> dict[Text, str]:
    """Return every translatable text with the place it comes from.

    Python calls of ``say``, ``say_many`` and ``message``, the templates of the documents and the
    Markdown cells of the notebooks are all read.

    Examples
    --------
    >>> "Nothing is known about {what}." in visible_texts()
    False
    """
    found: dict[Text, str] = {}
    for source in _walk(files("smmlab")):
        place = str(source).split("smmlab/", 1)[-1]
        if source.name.endswith(".py"):
            found |= dict.fromkeys(_in_python(source.read_bytes()), place)
        elif source.name.endswith(".ipynb"):
            found |= dict.fromkeys(_in_notebook(source.read_text(encoding="utf-8")), place)
    return found


def missing(language: Language) -> list[Text]:
    """Return the texts that a language does not translate yet."""
    catalogue = read_catalogue(language)
    return [text for text in visible_texts() if not _is_translated(catalogue, text)]


def left_over(language: Language) -> list[str]:
    """Return the texts of a catalogue that nothing shows any more."""
    shown = {_id(text) for text in visible_texts()}
    known = [_id(entry.id) for entry in read_catalogue(language) if entry.id]
    return [text for text in known if text not in shown]


def read_catalogue(language: Language) -> Catalog:
    """Return the catalogue of a language as it stands in the package."""
    source = files("smmlab.texts") / "locale" / f"{language}.po"
    return read_po(io.BytesIO(source.read_bytes()), locale=language)


def update(language: Language) -> int:
    """Bring a catalogue in step with the texts; return how many now wait for a translation."""
    old, shown = read_catalogue(language), visible_texts()
    new = Catalog(
        locale=language,
        project="smmlab",
        charset="utf-8",
        fuzzy=False,
        header_comment="# Written by python -m smmlab.texts.extract --update; translate by hand.",
    )
    for text in sorted(shown, key=lambda text: (shown[text], _id(text))):
        entry = old.get(_id(text))
        string = entry.string if entry and _is_translated(old, text) else ""
        new.add(
            text, string if string else ("",) * new.num_plurals if isinstance(text, tuple) else ""
        )
    target = Path(str(files("smmlab.texts") / "locale" / f"{language}.po"))
    buffer = io.BytesIO()
    write_po(buffer, new, width=0, omit_header=False, sort_output=False)
    # Dates in the header would change the file on every run.
    lines = [line for line in buffer.getvalue().splitlines(keepends=True) if b"-Date:" not in line]
    target.write_bytes(b"".join(lines))
    return len(missing(language))


def _walk(folder: Traversable) -> list[Traversable]:
    children = sorted(folder.iterdir(), key=lambda child: child.name)
    nested = [_walk(child) for child in children if child.is_dir()]
    return [child for child in children if child.is_file()] + [f for group in nested for f in group]


def _in_python(source: bytes) -> list[Text]:
    found: list[Text] = []
    for _line, texts, _comments, _context in extract("python", io.BytesIO(source), _KEYWORDS):
        if texts:
            found.append((texts[0], texts[1]) if isinstance(texts, tuple) else texts)
    return found


def _in_notebook(source: str) -> list[Text]:
    cells = json.loads(source)["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]


def _id(text: str | tuple[str, ...] | list[str]) -> str:
    return text if isinstance(text, str) else str(text[0])


def _is_translated(catalogue: Catalog, text: Text) -> bool:
    entry = catalogue.get(_id(text))
    if entry is None or not entry.string:
        return False
    strings = entry.string if isinstance(entry.string, (tuple, list)) else (entry.string,)
    return all(strings) and (isinstance(text, str) or len(strings) == catalogue.num_plurals)


def main(arguments: list[str]) -> int:
    """List, or with ``--update`` write, what the catalogues lack; return how much that is."""
    languages = [language for language in LANGUAGES if language != "en"]
    for language in languages:
        waiting = update(language) if "--update" in arguments else len(missing(language))
        sys.stdout.write(
            f"{language}: {waiting} texts to translate, {len(left_over(language))} left over\n"
        )
        for text in missing(language):
            sys.stdout.write(f"  {_id(text)!r}\n")
    return min(1, sum(len(missing(language)) for language in languages))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
