"""The directory of a ZIP archive, looked at before a library takes all of it into memory."""

import re
import struct
from pathlib import Path
from typing import BinaryIO

LARGEST_DIRECTORY = 64 * 1024**2  # a hundred thousand files with long names
_BOOK = re.compile(rb"xl[/\\]workbook[^/\\]*\.(?:xml|bin)", re.IGNORECASE)
_END = struct.Struct("<4s4H2LH")  # end of the central directory; its size stands sixth
_END_64, _LOCATOR_64 = struct.Struct("<4sQ2H2L4Q"), struct.Struct("<4sLQL")
_ENTRY = struct.Struct("<4s24x3H12x")  # an entry of it: lengths of its name, extra and comment
_LONGEST_COMMENT, _OF_A_WORKBOOK = 1 << 16, 1 << 20


def is_endless(path: Path) -> bool:
    """Tell an archive that lists more files than any export holds; never raises.

    Twenty million empty files take a gigabyte on the disk and many times that in memory.
    """
    try:
        with path.open("rb") as file:
            place = _place(file)
    except (OSError, ValueError):
        return False
    return place is not None and place[1] > LARGEST_DIRECTORY


def is_workbook(path: Path) -> bool:
    """Tell a workbook from any other ZIP archive by the names in its own directory.

    An archive that holds a workbook has the names of that workbook's parts in it too, but not in
    its directory. One that is cut has none, and is told by its first bytes. Never raises.
    """
    try:
        with path.open("rb") as file:
            place = _place(file)
            if place is None:
                file.seek(0)
                return bool(_BOOK.search(file.read(4096)))
            file.seek(place[0])
            directory = file.read(min(place[1], _OF_A_WORKBOOK))
    except (OSError, ValueError):
        return False
    at = 0
    while directory[at : at + 4] == b"PK\x01\x02" and at + _ENTRY.size <= len(directory):
        _, name, extra, comment = _ENTRY.unpack_from(directory, at)
        at += _ENTRY.size
        if _BOOK.fullmatch(directory[at : at + name]):
            return True
        at += name + extra + comment
    return False


def _place(file: BinaryIO) -> tuple[int, int] | None:
    """Return where the central directory begins and how long it is; None when there is none."""
    size = file.seek(0, 2)
    start = max(size - _LONGEST_COMMENT - _END.size, 0)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06", 0, max(len(tail) - _END.size + 4, 0))
    if at < 0:
        return None
    length = _END.unpack_from(tail, at)[5]
    end = start + at
    file.seek(max(end - _LOCATOR_64.size, 0))
    locator = file.read(_LOCATOR_64.size)
    if locator[:4] == b"PK\x06\x07":
        end = min(_LOCATOR_64.unpack(locator)[2], size)
        file.seek(end)
        record = file.read(_END_64.size)
        if record[:4] != b"PK\x06\x06" or len(record) < _END_64.size:
            return None
        length = _END_64.unpack(record)[-2]
    # It ends here in any case; its place is counted from wherever the archive begins.
    return (end - length, length) if length <= end else None
