"""Chats as Telegram Desktop writes them, and what becomes of them."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

from smmlab.exports.hints import Hints
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport, open_export
from smmlab.exports.telegram.chats import READER
from smmlab.schema import check

CHANNEL, GROUP, NOON = 2001, 3001, 1_767_225_600  # the last: 2026-01-01 00:00 UTC


def said(number: int, *, after: int = 0, who: str = "user7", name: str | None = "Mari",
         text: Any = "tere", **extra: Any) -> dict[str, Any]:  # fmt: skip
    at = NOON + after
    local = pd.Timestamp(at + 7200, unit="s").strftime("%Y-%m-%dT%H:%M:%S")
    return {"id": number, "type": "message", "date": local, "date_unixtime": str(at),
            "from": name, "from_id": who, "text": text, **extra}  # fmt: skip


def posted(number: int, **extra: Any) -> dict[str, Any]:
    return said(number, **{"who": f"channel{CHANNEL}", "name": "Kohvik", **extra})


def copied(number: int, **extra: Any) -> dict[str, Any]:
    return posted(number, forwarded_from="Kohvik", **extra)


FOLDER = Path(tempfile.mkdtemp())


def chat(
    messages: list[Any], kind: str = "public_channel", number: int = CHANNEL
) -> dict[str, Any]:
    return {"name": "Kohvik", "type": kind, "id": number, "messages": messages}


def group(messages: list[Any]) -> dict[str, Any]:
    return {**chat(messages, "public_supergroup", GROUP), "name": "Kohviku jutud"}


def raw(content: Any, zone: str = "UTC") -> RawExport:
    text = content if isinstance(content, str) else json.dumps(content)
    path = FOLDER / "result.json"
    path.write_text(text, encoding="utf-8", newline="")
    return open_export(path, hints=Hints(zone=zone))


def read(content: Any, zone: str = "UTC") -> Reading:
    reading = READER.read(raw(content, zone))
    for name, frame in reading.tables.items():
        filled = frame.assign(source_file="result.json", exported_at=NOON)
        check(filled.astype({"source_file": "str", "exported_at": "Int64"}), name, part=True)
    return reading


def imported(reading: Reading) -> int:
    return len(set().union(*(set(frame["source_row"]) for frame in reading.tables.values())))


def balanced(reading: Reading) -> bool:
    aside = len(reading.merged) + len(reading.rejected) + len(reading.notes)
    return reading.rows_read == imported(reading) + aside


def codes(reading: Reading) -> set[str]:
    return {caution.code for caution in reading.warnings}


def thread() -> list[dict[str, Any]]:
    return [
        copied(10, text="Uus menüü"),
        said(11, after=10, reply_to_message_id=10),
        posted(12, after=40, text="Aitäh!", reply_to_message_id=11),
        said(13, after=50, who="user8", name="Juku", reply_to_message_id=12),
        said(14, after=60, text="niisama"),
        said(15, after=70, reply_to_message_id=999),
        said(16, after=80, who=f"channel{GROUP}", name="Kohviku jutud", reply_to_message_id=14),
        said(17, after=90, who="channel555", name="Reklaam", text="osta"),
    ]


def old(number: int, date: str, **extra: Any) -> dict[str, Any]:
    entry = {**posted(number), "date": date, "from_id": 0x200000000 + CHANNEL, **extra}
    del entry["date_unixtime"]
    return entry
