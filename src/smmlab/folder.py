"""Raw files as they were given, and beside them the lists of what was not imported."""

import csv
import hashlib
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from smmlab.disk import copy_file, on_disk, replace_file
from smmlab.errors import ProjectError, SmmlabError
from smmlab.exports.reading import Listed
from smmlab.exports.source import RawExport
from smmlab.import_report import REJECTED_COLUMNS, rejected_csv
from smmlab.texts import Language, Words, message
from smmlab.views import RefusedState

_REFUSED, _REJECTED = ".refused.csv", ".rejected.csv"
_ROOMS = ("exports", "tables", "rejected", "notebooks", "strategy")


def make_folders(path: Path) -> None:
    """Make the folders of a new client.

    Raises
    ------
    ProjectError
        When something else is there, or the disk refuses.
    """
    with on_disk():
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise ProjectError(
                message(
                    "Expected a new or empty folder at {folder}, found other files in it. Choose "
                    "another folder."
                ),
                {"folder": path},
            )
        for name in _ROOMS:
            (path / name).mkdir(parents=True, exist_ok=True)


@dataclass(frozen=True)
class Folder:
    """The folders ``exports/`` and ``rejected/`` of one project."""

    exports: Path
    rejected: Path

    def free_name(self, wanted: str, sha256: str, taken: Collection[str]) -> str:
        """Return the name a raw file will have: its own, or numbered when that is taken.

        Telegram calls every export result.json; two of them are two files.
        """
        stem, number, name = Path(wanted).stem, 1, wanted
        others = {other.casefold() for other in taken}
        while name.casefold() in others or not _fits(self.exports / name, sha256):
            number += 1
            name = f"{stem}-{number}{Path(wanted).suffix}"
        return name

    def keep(self, raw: RawExport, name: str) -> None:
        """Copy a raw file, byte for byte and with its time, unless it is there."""
        kept = self.exports / name
        if not kept.exists():
            copy_file(raw.path, kept)
            os.utime(kept, (raw.modified_at, raw.modified_at))
        for left_over in self.exports.glob(".*.tmp"):
            left_over.unlink(missing_ok=True)

    def list_rejected(self, name: str, rows: Collection[Listed], language: Language) -> None:
        """Write the rejected rows of an imported file; it is no longer a refused one."""
        path = self.rejected / f"{name}{_REJECTED}"
        if rows:
            replace_file(path, rejected_csv(name, rows, Words(language)))
        else:
            path.unlink(missing_ok=True)
        (self.rejected / f"{name}{_REFUSED}").unlink(missing_ok=True)

    def refuse(self, name: str, problem: SmmlabError, language: Language) -> None:
        """Write why a whole file was refused."""
        whole = Listed(0, problem.template, problem.values)
        with on_disk():
            replace_file(
                self.rejected / f"{name}{_REFUSED}", rejected_csv(name, [whole], Words(language))
            )

    def refused(self) -> Iterable[RefusedState]:
        """Return the refused files, by name."""
        for path in sorted(self.rejected.glob(f"*{_REFUSED}")):
            with path.open(encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    yield RefusedState(row["file"] or "", row["reason"] or "")

    def rejected_rows(self) -> pd.DataFrame:
        """Return the rejected rows of every imported file, and every refused file as one row.

        Columns: file, line (missing for a whole file), place, reason, raw.
        """
        listed = [
            pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
            for path in sorted(self.rejected.glob("*.csv"))
            if path.name.endswith((_REJECTED, _REFUSED))
        ]
        frame = pd.concat([pd.DataFrame(columns=list(REJECTED_COLUMNS), dtype="str"), *listed])
        frame = frame.reindex(columns=list(REJECTED_COLUMNS)).fillna("").reset_index(drop=True)
        return frame.assign(line=pd.to_numeric(frame["line"], errors="coerce").astype("Int64"))

    def delete_raw(self) -> dict[str, int]:
        """Delete the raw files, and the texts of rejected rows; return how many of each."""
        found = [path for path in self.exports.glob("*") if path.is_file()]
        for path in found:
            path.unlink()
        emptied = 0
        for path in self.rejected.glob(f"*{_REJECTED}"):
            rows = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
            emptied += int((rows["raw"] != "").sum()) if "raw" in rows else 0
            text: str = rows.assign(raw="").to_csv(index=False, lineterminator="\n")
            replace_file(path, text.encode("utf-8-sig"))
        return {"files": len(found), "rejected": emptied}


def _fits(path: Path, sha256: str) -> bool:
    return not path.exists() or (path.is_file() and digest(path) == sha256)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, whatever its size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
