"""Labelled texts to learn from and to measure with: our own corpus, and files of others."""

import csv
import gzip
import hashlib
import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

OWN = "written for smmlab"
Use = Literal["learn", "measure"]
_FOLDER = "content-types"
_FACEBOOK, _TELEGRAM = "facebook page ", "telegram channel "
_SHORT_NAMES = {"provoc": "provocation", "instr": "instruction"}


@dataclass(frozen=True)
class Row:
    """A labelled text.

    Parameters
    ----------
    types
        Those it was given; empty for none of the four.
    group
        What must not be split between learning and measuring: a business, or a public source.
    traits
        Tone and marks; None where nobody looked.
    """

    text: str
    types: tuple[str, ...]
    language: str
    source: str
    group: str
    may_ship: bool
    is_held_out: bool = False
    traits: tuple[str, ...] | None = None

    @property
    def type(self) -> str:
        """The first type, or none."""
        return self.types[0] if self.types else "none"


def read_rows(path: Path) -> list[Row]:
    """Read labelled texts of others: JSON lines with text, type, language and source."""
    return [_row(json.loads(line)) for line in _lines(path) if line.strip()]


def page_rows(paths: Sequence[Path], *, use: Use) -> list[Row]:
    """Return posts of real pages that were labelled by hand; the project holds their labels only.

    Parameters
    ----------
    paths
        Posts of Facebook pages (tab-separated, with ``page_id`` and ``link_name``) or of Telegram
        channels (JSON lines, with ``channel`` and ``text``); gzipped or not.
    use
        What the posts were labelled for: a post to measure with never teaches.
    """
    texts = {_sha256(text): (text, source) for path in paths for text, source in page_posts(path)}
    content = (files("smmlab.datasets") / _FOLDER / "real-labels.csv").read_text(encoding="utf-8")
    rows = []
    for label in csv.DictReader(content.splitlines()):
        text, source = texts.get(label["sha256"], ("", ""))
        if source and label["use"] == use:
            kinds = tuple(kind for kind in label["types"].split("+") if kind != "none")
            rows.append(Row(text, kinds, label["language"], source, source, may_ship=True))
    return rows


def page_posts(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the text and the source of every post of real pages in a file, labelled or not."""
    lines = _lines(path)
    if ".tsv" in path.suffixes:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield (row["link_name"] or "").rstrip(), _FACEBOOK + row["page_id"]
    else:
        for post in map(json.loads, filter(None, lines)):
            yield post["text"], f"{_TELEGRAM}{post['channel']}"


def is_page(row: Row) -> bool:
    """Say whether a row is a post of a real page, labelled by hand."""
    return row.source.startswith((_FACEBOOK, _TELEGRAM))


@cache
def own_rows() -> tuple[Row, ...]:
    """Return the texts written for smmlab: the corpus of posts, and the first short examples."""
    folder = files("smmlab.datasets") / _FOLDER
    posts = [
        json.loads(line)
        for language in ("en", "et", "ru")
        for line in (folder / f"posts-{language}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    corpus = [
        Row(
            post["text"], tuple(post["types"]), post["language"], OWN, post["business"],
            may_ship=True, traits=(post["tone"], *post["marks"]),
        )
        for post in posts
    ]  # fmt: skip
    content = (files("smmlab.content") / "seed_texts.toml").read_text(encoding="utf-8")
    examples = [
        Row(text, () if kind == "none" else (kind,), language, OWN, f"examples {place % 5}",
            may_ship=True)
        for language, kinds in tomllib.loads(content).items()
        for kind, texts in kinds.items()
        for place, text in enumerate(texts)
    ]  # fmt: skip
    return (*corpus, *examples)


def _lines(path: Path) -> list[str]:
    raw = path.read_bytes()
    return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8").split("\n")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _row(plain: dict[str, Any]) -> Row:
    given = plain.get("types", [plain.get("type", plain.get("label"))])
    kinds = [_SHORT_NAMES.get(str(kind), str(kind)) for kind in given if kind != "none"]
    source = str(plain.get("source", plain.get("src")))
    return Row(
        text=str(plain["text"]),
        types=tuple(kinds),
        language=str(plain.get("language", plain.get("lang"))),
        source=source,
        group=source,
        may_ship=bool(plain.get("may_ship", False)),
        is_held_out=plain.get("split") == "dev",
    )
