"""Where tables live: parts, merged tables, and the manifest that is the only pointer to them.

A file under ``tables/`` counts only if the manifest names it. The manifest is replaced in one
step after everything it names is on disk, so a process killed anywhere leaves the last good state.
"""

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from filelock import FileLock, Timeout

from smmlab import merge, threads
from smmlab.disk import from_disk, on_disk, replace_file, sync_folder, unfinished_in
from smmlab.errors import ProjectError
from smmlab.schema import TABLES, conform
from smmlab.texts import message

# Posts count the comments that the merged interactions hold.
_MERGE_ORDER = sorted(TABLES, key=lambda name: name != "interactions")


@dataclass(frozen=True)
class Imported:
    """One line of the ledger: a raw file, what it was read as, and its parts by table."""

    file: str
    sha256: str
    reader: str
    is_own: bool
    exported_at: int
    rows: Mapping[str, int] = field(default_factory=dict)
    tables: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[Mapping[str, Any], ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """What ``source_file`` holds on disk: the content, because a name depends on the order."""
        return source_of(self.sha256)


@dataclass(frozen=True)
class Merged:
    """One merged table: its file, how many rows it has, and the file that says where from."""

    file: str
    rows: int
    origins: str = ""


@dataclass(frozen=True)
class Manifest:
    """The state of the tables: ledger of imports, merged tables, people to leave out."""

    imports: tuple[Imported, ...] = ()
    tables: Mapping[str, Merged] = field(default_factory=dict)
    forgotten: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Hash over the contents of all tables; the same rows give the same fingerprint."""
        named = "\n".join(sorted(table.file for table in self.tables.values()))
        return hashlib.sha256(named.encode()).hexdigest()[:16]

    @property
    def readers(self) -> tuple[str, ...]:
        """What the imported files were read as, file by file."""
        return tuple(line.reader for line in self.imports)

    def of_content(self, sha256: str) -> Imported | None:
        """Return the ledger line of a raw file's content, or None."""
        return next((line for line in self.imports if line.sha256 == sha256), None)

    def with_line(self, line: Imported) -> "Manifest":
        """Return the manifest with a line added, or replaced where it stood."""
        if self.of_content(line.sha256) is None:
            return replace(self, imports=(*self.imports, line))
        lines = (line if old.sha256 == line.sha256 else old for old in self.imports)
        return replace(self, imports=tuple(lines))


def source_of(sha256: str) -> str:
    """Return the short name of a content, as ``source_file`` holds it on disk."""
    return sha256[:16]


class Store:
    """The folder ``tables/`` of one project.

    Parameters
    ----------
    folder
        Made when something is first written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._manifest_path = folder / "manifest.json"
        self._parts = folder / "parts"
        self._origins = folder / "origins"

    @cached_property
    def _started(self) -> duckdb.DuckDBPyConnection:
        # Starting an engine costs more than all it does for a small client.
        return merge.connect()

    def engine(self) -> duckdb.DuckDBPyConnection:
        """Return a connection of its own: an unfinished result of one does not block another."""
        try:
            self._started.execute("SELECT 1")
        except duckdb.Error:
            # An engine that has failed once answers nobody any more.
            del self._started
        return self._started.cursor()

    def read(self) -> Manifest:
        """Return the state on disk; an empty one when nothing was imported yet.

        Raises
        ------
        ProjectError
            When the manifest is damaged.
        """
        try:
            plain = json.loads(self._manifest_path.read_text(encoding="utf-8"))
            return Manifest(
                tuple(
                    Imported(**{**line, "warnings": tuple(line["warnings"])})
                    for line in plain["imports"]
                ),
                {name: Merged(**table) for name, table in plain["tables"].items()},
                tuple(plain["forgotten"]),
            )
        except FileNotFoundError:
            return Manifest()
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise ProjectError(
                message(
                    "The list of tables {path} is damaged. Delete the folder tables and import "
                    "the files in exports again."
                ),
                {"path": self._manifest_path},
            ) from problem

    def relation(self, table: str) -> duckdb.DuckDBPyRelation:
        """Return a merged table as a DuckDB relation with a connection of its own.

        Raises
        ------
        ProjectError
            When there is no such table, or its file was taken away.
        """
        manifest = self.read()
        path, origins = self._files(manifest, table)
        names = {line.source: line.file for line in manifest.imports}
        with from_disk():
            return merge.read_table(self.engine(), table, path, names, origins=origins)

    def values_path(self, table: str) -> Path | None:
        """Return the Parquet file of a merged table: all columns but where a row is from.

        None stands for a table without rows; raises what `relation` raises.
        """
        return self._files(self.read(), table)[0]

    def _files(self, manifest: Manifest, table: str) -> tuple[Path | None, Path | None]:
        if table not in TABLES:
            raise ProjectError(
                message("There is no table {found}. The tables are {allowed}."),
                {"found": table, "allowed": ", ".join(TABLES)},
            )
        path = self.table_paths(manifest).get(table)
        merged = manifest.tables.get(table)
        origins = self._origins / merged.origins if merged and merged.origins else None
        for file in (path, origins):
            if file is not None and not file.exists():
                raise ProjectError(
                    message(
                        "The table file {path} is gone. Delete the folder tables and import the "
                        "files in exports again."
                    ),
                    {"path": file},
                )
        return path, origins

    def table_paths(self, manifest: Manifest) -> dict[str, Path]:
        """Return the Parquet file of every merged table."""
        return {name: self.folder / table.file for name, table in manifest.tables.items()}

    def part_path(self, part: str) -> Path:
        """Return the Parquet file of a part."""
        return self._parts / part

    def put_part(self, table: str, frames: Iterable[pd.DataFrame]) -> str:
        """Write canonical frames as one part; return its name, which is its content's."""
        with self.new_parts() as parts:
            for frame in frames:
                parts.take(table, frame)
        return parts.names[table]

    @contextmanager
    def new_parts(self) -> Iterator["NewParts"]:
        """Take the pieces of one file in, table by table; the parts have names at the end."""
        self._parts.mkdir(parents=True, exist_ok=True)
        parts = NewParts(self._parts)
        try:
            yield parts
            parts.finish()
        finally:
            parts.clear()

    def read_part(self, table: str, part: str) -> pd.DataFrame:
        """Return a part as a frame, with the columns that only the merge needs."""
        with self.engine() as connection:
            rows = connection.sql(f"FROM {merge.files([self.part_path(part)])}")
            return conform(merge.as_frame(rows), table, part=True)

    def commit(
        self, manifest: Manifest, *, touched: Collection[str], erase: bool = False
    ) -> Manifest:
        """Merge the touched tables anew and make the manifest the state on disk.

        Parameters
        ----------
        manifest
            Its ledger says which parts there are.
        touched
            Tables whose parts changed.
        erase
            Remove what is no longer named at once. Otherwise the files of the state before stay
            until the next commit: somebody may be reading them.
        """
        before = self.read()
        tables = dict(manifest.tables)
        for name in self._stale(manifest, touched):
            parts = self.parts_of(manifest, name)
            tables.pop(name, None)
            if parts:
                tables[name] = self._merge(name, parts, replace(manifest, tables=tables))
        manifest = replace(manifest, tables=dict(sorted(tables.items())))
        if manifest != before:
            text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, default=str)
            replace_file(self._manifest_path, text.encode())
        self._sweep(manifest, *(() if erase else (before,)), strictly=erase)
        return manifest

    @staticmethod
    def _stale(manifest: Manifest, touched: Collection[str]) -> list[str]:
        """Return the tables to merge anew, in their order."""
        stale = {*touched, *(("snapshots",) if "posts" in touched else ())}
        # Comments know the post they answer, and posts how many there are, over all files.
        if threads.has_any(manifest.readers) and threads.TABLES & stale:
            stale |= threads.TABLES
        return [name for name in _MERGE_ORDER if name in stale]

    def parts_of(self, manifest: Manifest, table: str) -> list[Path]:
        """Return the parts a table is merged of, the oldest first."""
        origin = "posts" if table == "snapshots" else table
        return [
            self.part_path(line.parts[kind])
            for line in sorted(manifest.imports, key=lambda line: (line.exported_at, line.sha256))
            for kind in dict.fromkeys((origin, table))
            if kind in line.parts
        ]

    def _query(self, table: str, parts: list[Path], state: Manifest) -> str:
        canonical = TABLES[table]
        if table in threads.TABLES and threads.has_any(state.readers):
            query = threads.merged_threads(
                table,
                parts,
                posts=self.parts_of(state, "posts"),
                interactions=self.parts_of(state, "interactions"),
                spoken=self.table_paths(state).get("interactions"),
                readers=state.readers,
            )
        else:
            query = merge.merge_query(canonical, merge.files(parts))
        return merge.in_order(query, canonical)

    def _merge(self, table: str, parts: list[Path], state: Manifest) -> Merged:
        self._origins.mkdir(parents=True, exist_ok=True)
        values, origins = unfinished_in(self.folder), unfinished_in(self._origins)
        try:
            with self.engine() as connection:
                query = self._query(table, parts, state)
                sha, whence, rows = merge.write_query(connection, query, table, values, origins)
            return Merged(
                _name_by_content(values, table, sha),
                rows,
                _name_by_content(origins, table, whence),
            )
        finally:
            values.unlink(missing_ok=True)
            origins.unlink(missing_ok=True)

    def _sweep(self, *manifests: Manifest, strictly: bool) -> None:
        merged = [table for state in manifests for table in state.tables.values()]
        tables, origins = {table.file for table in merged}, {table.origins for table in merged}
        lines = [line for state in manifests for line in state.imports]
        parts = {part for line in lines for part in line.parts.values()}
        for folder, named in (
            (self.folder, tables),
            (self._origins, origins),
            (self._parts, parts),
        ):
            for path in (*folder.glob("*.parquet"), *folder.glob(".*.tmp")):
                if path.name not in named:
                    # Left-overs cost space, not truth; an erasure must succeed.
                    with suppress(*(() if strictly else (OSError,))):
                        path.unlink()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the folder for one writer; the system lets go when the process ends, however.

        Raises
        ------
        ProjectError
            When another process is writing, or the disk does not let us write.
        """
        with on_disk():
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / ".lock")
            try:
                lock.acquire(timeout=0)
            except Timeout as problem:
                raise ProjectError(
                    message(
                        "Another import is writing in {folder}. Wait until it is done, then "
                        "try again."
                    ),
                    {"folder": self.folder.parent},
                ) from problem
            try:
                yield
            finally:
                lock.release()


class NewParts:
    """The parts of a file that is being read, one for each table."""

    def __init__(self, folder: Path) -> None:
        self.names: dict[str, str] = {}
        self._folder = folder
        self._open: dict[str, merge.Output] = {}

    def take(self, table: str, frame: pd.DataFrame) -> None:
        """Write the rows of one piece."""
        if table not in self._open:
            self._open[table] = merge.Output.of_part(unfinished_in(self._folder), table)
        self._open[table].take(merge.arrow_table(frame, table))

    def finish(self) -> None:
        """Close the parts and name them by their contents."""
        for table, output in self._open.items():
            output.close()
            self.names[table] = _name_by_content(output.path, table, output.sha256())

    def clear(self) -> None:
        """Remove what was left unfinished."""
        for output in self._open.values():
            output.close()
            output.path.unlink(missing_ok=True)


def _name_by_content(unfinished: Path, table: str, sha256: str) -> str:
    name = f"{table}-{sha256[:16]}.parquet"
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(unfinished, unfinished.with_name(name))
    sync_folder(unfinished.parent)
    return name
