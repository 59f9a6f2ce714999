"""Entries of the archives of Instagram and Facebook as Meta writes them, and what is private."""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from meta_files import NOW
from smmlab.exports.hints import Hints
from smmlab.exports.privacy import Pseudonymiser
from smmlab.exports.reading import Reader, Reading
from smmlab.exports.source import RawExport
from smmlab.imports import canonical_frames
from vk_files import FOLDER

SECRETS = ("maasikas", "mari@kohvik.ee", "5123 4567", "pikk 5", "59.37", "80.235.1.2", "android")
NAME, EMAIL, PHONE = "Mari Maasikas", "mari@kohvik.ee", "+372 5123 4567"
ADDRESS = {"name": "Kodu", "address": "Pikk 5, Narva", "coordinate": {"latitude": 59.37}}
CAMERA = {"photo_metadata": {"exif_data": [{"latitude": 59.37, "device_id": "android-5f3",
                                            "upload_ip": "80.235.1.2"}]}}  # fmt: skip
TALK = {"participants": [{"name": NAME}, {"name": "Kohvik"}],
        "messages": [{"sender_name": NAME, "timestamp_ms": NOW * 1000, "content": PHONE}],
        "title": NAME, "thread_path": "inbox/mari_1"}  # fmt: skip
_KEY = Pseudonymiser(b"a key of thirty-two bytes or more")


def mangled(value: Any) -> Any:
    """Write a value as Meta does: bytes of UTF-8 as letters of Latin-1."""
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass").decode("latin-1")
    if isinstance(value, list):
        return [mangled(one) for one in value]
    if isinstance(value, dict):
        return {mangled(key): mangled(one) for key, one in value.items()}
    return value


def archived(
    value: Any, *, inside: str = "", zone: str = "UTC", name: str = "part.json"
) -> RawExport:
    path = Path(FOLDER) / name
    path.write_text(json.dumps(mangled(value)), encoding="ascii")
    return RawExport(path, NOW, Hints(None, zone), inside)


def imported(reading: Reading) -> dict[str, pd.DataFrame]:
    """Return the tables as a project keeps them."""
    return canonical_frames(reading, source="part.json", exported_at=NOW, is_own=True, people=_KEY)


def tells_nobody(reader: Reader, export: RawExport) -> bool:
    """Tell whether nothing private is in the tables, the account or the warnings of a reading."""
    reading = reader.read(export)
    tables = [frame.to_csv() for frame in imported(reading).values()]
    rows = (*reading.merged, *reading.rejected, *reading.notes)
    account = [f"{row} {row.raw}" for row in rows]
    said = "\n".join([*tables, *account, *map(str, reading.warnings)]).casefold()
    return not [secret for secret in SECRETS if secret in said]
