"""Raw files as they were given, and beside them the lists of what was not imported."""

import csv
import hashlib
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from smmlab.errors import SmmlabError
from smmlab.exports.reading import Listed
from smmlab.exports.source import RawExport
from smmlab.imports import reason_of, rejected_csv
from smmlab.store import on_disk, replace_file
from smmlab.texts import Language, Words
from smmlab.views import RefusedState

_REFUSED, _REJECTED = ".refused.csv", ".rejected.csv"


@dataclass(frozen=True)
class Folder:
    """The folders ``exports/`` and ``rejected/`` of one project."""

    exports: Path
    rejected: Path

    def free_name(self, raw: RawExport, sha256: str, taken: Collection[str]) -> str:
        """Return the name a raw file will have: its own, or numbered when that is taken.

        Telegram calls every export result.json; two of them are two files.
        """
        stem, number, name = Path(raw.name).stem, 1, raw.name
        others = {other.casefold() for other in taken}
        while name.casefold() in others or not _fits(self.exports / name, sha256):
            number += 1
            name = f"{stem}-{number}{Path(raw.name).suffix}"
        return name

    def keep(self, raw: RawExport, name: str) -> None:
        """Copy a raw file, byte for byte and with its time, unless it is there."""
        kept = self.exports / name
        if not kept.exists():
            replace_file(kept, raw.data)
            os.utime(kept, (raw.modified_at, raw.modified_at))
        for left_over in self.exports.glob(".*.tmp"):
            left_over.unlink(missing_ok=True)

    def list_rejected(self, name: str, rows: Collection[Listed], language: Language) -> None:
        """Write the rejected rows of an imported file; it is no longer a refused one."""
        path = self.rejected / f"{name}{_REJECTED}"
        if rows:
            words = Words(language)
            replace_file(path, rejected_csv(name, [(r.line, reason_of(r, words)) for r in rows]))
        else:
            path.unlink(missing_ok=True)
        (self.rejected / f"{name}{_REFUSED}").unlink(missing_ok=True)

    def refuse(self, name: str, problem: SmmlabError, language: Language) -> None:
        """Write why a whole file was refused."""
        reason = Words(language).say(problem.template, **problem.values)
        with on_disk():
            replace_file(self.rejected / f"{name}{_REFUSED}", rejected_csv(name, [("", reason)]))

    def refused(self) -> Iterable[RefusedState]:
        """Return the refused files, by name."""
        for path in sorted(self.rejected.glob(f"*{_REFUSED}")):
            with path.open(encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    yield RefusedState(row["file"] or "", row["reason"] or "")

    def delete_raw(self) -> int:
        """Delete the raw files; return how many there were."""
        found = [path for path in self.exports.glob("*") if path.is_file()]
        for path in found:
            path.unlink()
        return len(found)


def _fits(path: Path, sha256: str) -> bool:
    return not path.exists() or (
        path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    )
