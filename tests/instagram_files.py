"""Entries of an Instagram archive, and what becomes of them."""

from typing import Any

from archive_files import (
    CAMERA,
    archived,
)
from merged_parts import with_sums
from meta_files import read as read_with
from smmlab.exports.meta.instagram_archive import READER
from smmlab.exports.reading import Reader, Reading
from smmlab.exports.source import RawExport

AT = 1_785_748_500  # 2026-08-03 09:15 UTC


ZIP = "instagram-kohvik.ee-2026-09-15-AbCdEf12.zip/"


DAY_OF_ZIP = 1_789_516_799  # 2026-09-15 23:59:59 UTC


def medium(number: int = 1, at: Any = AT, **extra: Any) -> dict[str, Any]:
    return {"uri": f"media/posts/202608/1800000000000000{number}.jpg", "creation_timestamp": at,
            "title": "Külm kohv ☕", "media_metadata": CAMERA, **extra}  # fmt: skip


def post(*media: Any, **extra: Any) -> dict[str, Any]:
    return {"media": list(media) or [medium()], **extra}


def insight(number: int = 1, at: Any = AT, **said: Any) -> dict[str, Any]:
    return {
        "media_map_data": {"Media Thumbnail": medium(number, at)},
        "string_map_data": {name.replace("_", " "): {"href": "", "value": value, "timestamp": 0}
                            for name, value in said.items()},
    }  # fmt: skip


def insights(*items: Any, root: str = "organic_insights_posts") -> dict[str, Any]:
    return {root: list(items)}


def audience(**said: Any) -> dict[str, Any]:
    fields = {name.replace("_", " "): {"value": value} for name, value in said.items()}
    return {"organic_insights_audience": [{"string_map_data": fields}]}


def read(reader: Reader, export: RawExport) -> Reading:
    return with_sums(read_with(reader, export))


def take(value: Any, **more: Any) -> Reading:
    return read(READER, archived(value, **more))


FULL = {"Date_Range": "May 29 - Aug 26", "Followers": "1,204", "Women": "60%", "Men": "40%",
        "Age_of_women": "18-24: 25%, 25-34: 75%", "Age_of_men": "18-24: 100%",
        "Ages_of_all": "18-24: 55%, 25-34: 45%",
        "Top_cities": "Tallinn, Estonia: 40.5%, Narva, Estonia: 12%",
        "Top_countries": "Estonia: 80%, Latvia: 9%"}  # fmt: skip
