"""Tiny exports in the true formats of Meta, written anew for each test."""

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

from smmlab.errors import SmmlabError
from smmlab.exports.catalogue import check_account
from smmlab.exports.reading import Reader, Reading
from smmlab.exports.source import RawExport, open_export

NOW = 1_790_000_000  # 2026-09-21
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
FB = ("Post ID", "Page ID", "Page name", "Title", "Description", "Duration (sec)", "Publish time",
      "Caption type", "Permalink", "Is crosspost", "Is share", "Post type", "Languages",
      "Custom labels", "Funded content status", "Data comment", "Date", "Views", "Reach",
      "Reactions, Comments and Shares", "Reactions", "Comments", "Shares", "Total clicks",
      "Seconds viewed", "Ad impressions")  # fmt: skip
IG = ("Post ID", "Account ID", "Account username", "Account name", "Description",
      "Duration (sec)", "Publish time", "Permalink", "Post type", "Data comment", "Date", "Views",
      "Reach", "Likes", "Shares", "Follows", "Comments", "Saves")  # fmt: skip
FB_ROW = {"Page ID": "100066300057039", "Page name": "Kohvik", "Publish time": "07/14/2025 00:00",
          "Is share": "0", "Post type": "Photos", "Date": "Lifetime", "Views": "40", "Reach": "15",
          "Reactions, Comments and Shares": "6", "Reactions": "3", "Comments": "2", "Shares": "1",
          "Total clicks": "4"}  # fmt: skip
IG_ROW = {"Account ID": "17841400000000001", "Account username": "kohvik", "Account name": "Kohvik",
          "Publish time": "07/14/2025 00:00", "Post type": "IG reel", "Date": "Lifetime",
          "Views": "50", "Reach": "20", "Likes": "5", "Shares": "1", "Follows": "", "Comments": "0",
          "Saves": "2"}  # fmt: skip


def shortcode(at_ms: int) -> str:
    """Make the shortcode of an Instagram post made at a moment."""
    number, code = ((at_ms - 1_314_220_021_721) << 23) + 4_242_424, ""
    while number:
        number, digit = divmod(number, 64)
        code = ALPHABET[digit] + code
    return code


def raw(folder: Path, content: str | bytes, name: str = "export.csv", at: int = NOW) -> RawExport:
    path = folder / name
    path.write_bytes(content.encode("utf-8-sig") if isinstance(content, str) else content)
    os.utime(path, (at, at))
    return open_export(path)


def table(header: Sequence[str], rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()


def facebook(*changes: dict[str, str], header: Sequence[str] = FB, delimiter: str = ",") -> str:
    rows = []
    for place, change in enumerate(changes, start=1):
        post = f"93900595498606{place}"
        link = f"https://www.facebook.com/Kohvik/posts/{post}"
        cells = {"Post ID": post, "Permalink": link, "Title": f"Kook {place}", **FB_ROW, **change}
        rows.append([cells.get(name, "") for name in header])
    return table(header, rows, delimiter)


def instagram(*changes: dict[str, str], header: Sequence[str] = IG) -> str:
    rows = []
    for place, change in enumerate(changes, start=1):
        link = f"https://www.instagram.com/reel/{shortcode(1_752_476_400_000 + place * 60_000)}/"
        cells = {"Post ID": f"1835515111617876{place}", "Permalink": link,
                 "Description": f"Kook {place}", **IG_ROW, **change}  # fmt: skip
        rows.append([cells.get(name, "") for name in header])
    return table(header, rows)


def read(reader: Reader, export: RawExport) -> Reading:
    assert reader.matches(export)
    reading = reader.read(export)
    check_account(reading)
    return reading


def codes(reading: Reading) -> set[str]:
    return {caution.code for caution in reading.warnings}


def only_smmlab_errors(reader: Reader, export: RawExport) -> Reading | None:
    try:
        reading = reader.read(export)
    except SmmlabError:
        return None
    check_account(reading)
    return reading
