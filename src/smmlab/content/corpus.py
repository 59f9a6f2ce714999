"""Labelled texts to learn from and to measure with: our own corpus, and files of others."""

import gzip
import json
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

OWN = "written for smmlab"
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
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    return [_row(json.loads(line)) for line in text.splitlines() if line.strip()]


@cache
def own_rows() -> tuple[Row, ...]:
    """Return the texts written for smmlab: the corpus of posts, and the first short examples."""
    folder = files("smmlab.datasets") / "content-types"
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
