"""Exports of Meta Ads in the true columns, and what becomes of them."""

from collections.abc import Mapping, Sequence

from merged_parts import with_sums
from meta_files import raw, table
from meta_files import read as read_with
from smmlab.exports.meta.ads import READER
from smmlab.exports.reading import Reader, Reading
from smmlab.exports.source import RawExport
from vk_files import FOLDER

HEADER = ("Reporting starts", "Reporting ends", "Campaign name", "Ad set name", "Ad name",
          "Platform", "Results", "Result indicator", "Reach", "Impressions", "Clicks (all)",
          "Amount spent (EUR)")  # fmt: skip


ROW = {"Reporting starts": "2026-09-01", "Reporting ends": "2026-09-07", "Campaign name": "Sügis",
       "Ad set name": "Narva", "Ad name": "Kook", "Platform": "facebook", "Results": "9",
       "Result indicator": "actions:link_click", "Reach": "400", "Impressions": "1,200",
       "Clicks (all)": "15", "Amount spent (EUR)": "4.05"}  # fmt: skip


def cells(*changes: Mapping[str, str], header: Sequence[str] = HEADER) -> list[list[str]]:
    return [[{**ROW, **change}.get(name, "") for name in header] for change in changes]


def csv(
    *changes: Mapping[str, str], header: Sequence[str] = HEADER, delimiter: str = ","
) -> RawExport:
    return raw(FOLDER, table(header, cells(*changes, header=header), delimiter), "Ads.csv")


def read(reader: Reader, export: RawExport) -> Reading:
    return with_sums(read_with(reader, export))


def ads(*changes: Mapping[str, str], header: Sequence[str] = HEADER) -> Reading:
    return read(READER, csv(*changes, header=header))


AGES = (*HEADER, "Age", "Gender")
