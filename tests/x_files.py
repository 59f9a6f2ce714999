"""Tiny exports of X, and ids that carry the second they were made."""

from collections.abc import Sequence
from pathlib import Path

import meta_files

AT = 1_742_333_409  # 2025-03-18 21:30:09 UTC, 23:30 in Tallinn
NOW = 1_743_487_200  # 2025-04-01 06:00 UTC
LINK = "https://x.com/KohvikKajakas/status/"


def snowflake(at: int, low: int = 77) -> str:
    """Make the id of a post made at a moment."""
    return str(((at * 1000 - 1_288_834_974_657) << 22) + low)


def filled(header: Sequence[str], row: dict[str, str], *changes: dict[str, str]) -> str:
    """Make a CSV of rows that differ from one row in a few cells."""
    rows = [[{**row, **change}.get(name, "") for name in header] for change in changes]
    return meta_files.table(header, rows)


def open_csv(folder: Path, text: str, name: str, at: int = NOW) -> meta_files.RawExport:
    """Open a CSV without the byte order mark, which X does not write."""
    return meta_files.raw(folder, text.encode(), name, at)
