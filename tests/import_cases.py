"""A tiny reader of made-up exports, and projects to try it on."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from smmlab.brief import Brief
from smmlab.errors import ExportError
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.source import RawExport

BRIEF = Brief(name="Kohvik Kaja", timezone="Europe/Tallinn")


def fake_read(raw: RawExport) -> Reading:
    try:
        plain = json.loads(raw.text)
    except ValueError as problem:
        raise ExportError("{name} is no fake export.", {"name": raw.name}) from problem
    tables = {name: pd.DataFrame(rows) for name, rows in plain["tables"].items()}
    rows = {row["source_row"] for table in plain["tables"].values() for row in table}
    listed = {
        kind: tuple(
            Listed(line, "Of no use: {why}.", {"why": kind}, f"={line}", str(line))
            for line in plain.get(kind, ())
        )
        for kind in ("merged", "rejected", "notes")
    }
    return Reading(
        tables,
        len(rows) + sum(map(len, listed.values())),
        **listed,
        warnings=tuple(
            Caution(code, "Look: {code}.", {"code": code}) for code in plain.get("warn", ())
        ),
        exported_at=plain.get("exported_at"),
    )


FAKE = Reader("fake", Card("Fake", "", "", ""), (), (), lambda raw: True, fake_read)


def fake_read_by_piece(
    raw: RawExport, *, maps: object = (), column_map: object = None
) -> tuple[Reader, Iterator[Reading]]:
    return FAKE, iter([fake_read(raw)])


def write_export(
    path: Path,
    tables: Mapping[str, Iterable[Mapping[str, Any]]],
    exported_at: int | None = 1_000,
    **listed: list[int],
) -> Path:
    numbered = {
        name: [{"source_row": place, **row} for place, row in enumerate(rows, start=2)]
        for name, rows in tables.items()
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"tables": numbered, "exported_at": exported_at, **listed}))
    return path


def post(post_id: str, **known: Any) -> dict[str, Any]:
    return {"network": "instagram", "post_id": post_id, "form": "photo", **known}


def comment(interaction_id: str, person: str | None = "mari", **known: Any) -> dict[str, Any]:
    return {
        "network": "telegram", "interaction_id": interaction_id, "person": person,
        "kind": "comment", "by_page": False, **known,
    }  # fmt: skip


def order(order_id: str, customer: str | None = "mari@kohvik.ee", **known: Any) -> dict[str, Any]:
    return {"shop": "shopify", "order_id": order_id, "customer": customer, **known}


def bytes_below(folder: Path) -> dict[str, bytes]:
    """Every file below a folder that is not hidden."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def table_bytes(folder: Path) -> dict[str, bytes]:
    """The merged tables as the manifest names them."""
    manifest = json.loads((folder / "tables" / "manifest.json").read_text(encoding="utf-8"))
    return {
        name: (folder / "tables" / table["file"]).read_bytes()
        for name, table in manifest["tables"].items()
    }
