"""One file or archive taken in: opened, routed to its reader, read, kept and committed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import NoReturn

from smmlab.brief import Brief
from smmlab.errors import DataError, ExportError, SmmlabError
from smmlab.exports.archives import Archive, open_archive
from smmlab.exports.catalogue import is_known, read_by_piece
from smmlab.exports.hints import DateOrder, Hints
from smmlab.exports.mapping.reader import with_header
from smmlab.exports.mapping.spec import ColumnMap
from smmlab.exports.privacy import Pseudonymiser
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport, open_export
from smmlab.folder import Folder, digest
from smmlab.import_report import ImportReport, archive_report
from smmlab.imports import take_in
from smmlab.maps import maps_of, remember_map
from smmlab.store import Imported, Manifest, Store
from smmlab.texts import message


@dataclass(frozen=True)
class Intake:
    """The way of a file into one client folder.

    Parameters
    ----------
    root
        The client folder.
    store, folder
        Where tables and raw files live in it.
    brief
        Whose zone and language.
    people
        Gives the pseudonymiser for a state of the tables.
    """

    root: Path
    store: Store
    folder: Folder
    brief: Brief
    people: Callable[[Manifest], Pseudonymiser]

    def add(
        self,
        path: Path | str,
        *,
        is_own: bool,
        dates: DateOrder | None,
        told: Callable[[int, int], None] | None,
        column_map: ColumnMap | None,
    ) -> ImportReport:
        """Import one export, or every export in a ZIP archive; see `Project.add`."""
        path = Path(path).expanduser()
        try:
            raw = open_export(path, hints=Hints(dates, self.brief.timezone))
            if told is not None:
                size, tell = raw.size, told
                raw = replace(raw, told=lambda done: tell(done, size))
            if raw.kind == "zip":
                return self._add_archive(raw, is_own=is_own, column_map=column_map)
            return self._add_raw(raw, raw.name, is_own=is_own, column_map=column_map)
        except (ExportError, DataError) as problem:
            return self.refuse(path.name, problem)
        except OSError as problem:
            why = message("The file {name} cannot be opened: {reason}.")
            said: dict[str, object] = {"name": path.name, "reason": problem.strerror or problem}
            return self.refuse(path.name, ExportError(why, said))

    def refuse(self, name: str, problem: SmmlabError) -> ImportReport:
        """Write down why a file was refused."""
        self.folder.refuse(name, problem, self.brief.language)
        return ImportReport(name, error=problem, language=self.brief.language)

    def _add_archive(
        self, raw: RawExport, *, is_own: bool, column_map: ColumnMap | None
    ) -> ImportReport:
        reports, unknown = [], []
        maps = (*maps_of(self.root), *([column_map] if column_map else []))
        with open_archive(raw) as archive:
            for member in archive.members:
                if not is_known(member, maps):
                    unknown.append(member.name)
                    continue
                name = f"{Path(raw.name).stem} {member.name}"
                try:
                    # A map is for what nobody knows: an export of an archive has its reader.
                    wanted = column_map if column_map and not is_known(member) else None
                    reports.append(self._add_raw(member, name, is_own=is_own, column_map=wanted))
                except (ExportError, DataError) as problem:
                    reports.append(self.refuse(name, problem))
        if not reports:
            _refuse_archive(raw.name, archive, unknown)
        return archive_report(
            raw.name,
            reports,
            skipped=archive.skipped,
            unknown=unknown,
            language=self.brief.language,
        )

    def _add_raw(
        self, raw: RawExport, wanted: str, *, is_own: bool, column_map: ColumnMap | None
    ) -> ImportReport:
        if column_map is not None:
            column_map = with_header(raw, column_map)
        reader, readings = read_by_piece(raw, maps=maps_of(self.root), column_map=column_map)
        sha = digest(raw.path)
        with self.store.writing():
            before = self.store.read()
            known = before.of_content(sha)
            made, readings = _made_at(readings)
            if made is None:
                made = known.exported_at if known else raw.modified_at
            taken = [line.file for line in before.imports]
            name = known.file if known else self.folder.free_name(wanted, sha, taken)
            line = Imported(name, sha, reader.name, is_own, made)
            report, line = take_in(
                self.store,
                before,
                line,
                readings,
                card=reader.card,
                people=self.people(before),
                brief=self.brief,
            )
            self.folder.keep(raw, name)
            self.folder.list_rejected(name, report.listed, self.brief.language)
            if known is None or (known.parts, known.is_own) != (line.parts, is_own):
                touched = {*line.parts, *(known.parts if known else ())}
                self.store.commit(before.with_line(line), touched=touched)
            if column_map is not None:
                remember_map(self.root, column_map)
        return report


def _made_at(readings: Iterator[Reading]) -> tuple[int | None, Iterator[Reading]]:
    """Return when a file was made, as its first piece says, and all pieces, none of them kept."""
    first = next(readings)
    return first.exported_at, chain((first,), readings)


def _refuse_archive(name: str, archive: Archive, unknown: Sequence[str]) -> NoReturn:
    """Say why an archive gave nothing, where its files show it."""
    only = archive.left if not unknown else {}
    if n := only.get("archive", 0):
        why = message(
            "The archive {name} holds other archives and no export beside them: {n}. Please unpack "
            "it first and import what is in it, one by one."
        )
    elif n := only.get("page", 0):
        why = message(
            "The archive {name} holds web pages and no export: {n}. Please ask for it again and "
            "choose the format JSON instead of HTML."
        )
    elif n := only.get("private", 0):
        why = message(
            "The archive {name} holds private messages and no export. Files of messages: {n}; "
            "smmlab never opens them. Please ask for the archive again, with posts, comments and "
            "followers."
        )
    else:
        why = message("The archive {name} holds no export that smmlab knows. Files in it: {files}.")
    files = archive.skipped + len(unknown)
    raise ExportError(why, {"name": name, "n": n, "files": files})
