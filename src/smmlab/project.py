"""The client folder: exports in, tables out, decisions and the brief beside them."""

import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pandas as pd

from smmlab.brief import Brief
from smmlab.decision_file import (
    check_step,
    plain_choice,
    read_brief,
    read_decisions,
    take_back,
    write_brief,
    write_decision,
)
from smmlab.decisions import By, Decision, Step
from smmlab.disk import from_disk
from smmlab.errors import ProjectError
from smmlab.exports.hints import DateOrder
from smmlab.exports.mapping.spec import ColumnMap
from smmlab.exports.privacy import Pseudonymiser
from smmlab.folder import Folder, make_folders
from smmlab.import_report import ImportReport
from smmlab.imports import forget_people
from smmlab.intake import Intake
from smmlab.keys import project_key, pseudonyms_of
from smmlab.merge import as_frame
from smmlab.own_evidence import read_evidence
from smmlab.own_labels import keep_label, read_labels
from smmlab.schema import TABLES
from smmlab.sides import own_on_spark, own_rows
from smmlab.store import Manifest, Store
from smmlab.texts import message
from smmlab.views import Status, status_of, with_time

if TYPE_CHECKING:
    import duckdb
    from pyspark.sql import DataFrame

BRIEF_FILE = "project.toml"


class Project:
    """One client, from `create_project` or `open_project`: brief, tables and decisions."""

    def __init__(self, folder: Path, project_id: str, brief: Brief, spark: str | None) -> None:
        self.folder = folder
        self.notebooks_folder = folder / "notebooks"
        self.strategy_folder = folder / "strategy"
        self._id = project_id
        self._brief = brief
        self._spark_master = spark
        self._store = Store(folder / "tables")
        self._folder = Folder(folder / "exports", folder / "rejected")
        self._decisions = folder / "decisions.toml"

    def __repr__(self) -> str:
        return f"Project({self.folder.name!r}, {len(self._store.read().imports)} files)"

    @property
    def brief(self) -> Brief:
        """What the client sells, to whom, where."""
        return self._brief

    def save_brief(self, brief: Brief) -> None:
        """Keep a changed brief in project.toml; comments in the file stay."""
        write_brief(self.folder / BRIEF_FILE, self._id, brief)
        self._brief = brief

    def add(
        self,
        path: Path | str,
        *,
        is_own: bool = True,
        dates: DateOrder | None = None,
        told: Callable[[int, int], None] | None = None,
        column_map: ColumnMap | None = None,
    ) -> ImportReport:
        """Import one export, or every export in a ZIP archive.

        Parameters
        ----------
        path
            The file as the network gave it.
        is_own
            False when the page is a rival's.
        dates
            Order of day and month where the file itself does not show it: ``dmy`` or ``mdy``.
        told
            Is told now and then how many bytes have been read, and of how many.
        column_map
            What the columns of a file mean that smmlab does not know; remembered for the next file
            with the same column names. See `read_map` and `mapping_form`.

        Returns
        -------
        ImportReport
            What became of every row. A file that cannot be read is refused: the report says why
            and the tables stay as they were.

        Raises
        ------
        ProjectError
            When the folder cannot be written, or another import is at work.
        """
        return self._intake.add(path, is_own=is_own, dates=dates, told=told, column_map=column_map)

    def add_many(
        self,
        paths: Path | str | Iterable[Path | str],
        *,
        is_own: bool = True,
        dates: DateOrder | None = None,
        told: Callable[[int, int], None] | None = None,
        column_map: ColumnMap | None = None,
    ) -> list[ImportReport]:
        """Import several exports; a folder stands for every file in it that is not hidden."""
        found: list[Path] = []
        for path in map(Path, [paths] if isinstance(paths, (str, Path)) else paths):
            if path.expanduser().is_dir():
                inside = sorted(path.expanduser().iterdir())
                found += [file for file in inside if file.is_file() and file.name[0] != "."]
            else:
                found.append(path)
        return [
            self.add(path, is_own=is_own, dates=dates, told=told, column_map=column_map)
            for path in found
        ]

    def rejected(self) -> pd.DataFrame:
        """Return what was not imported, row by row; a refused file is one row without a line.

        Columns: file, line, place (where a person finds it), reason, raw (the row as it is).
        """
        return self._folder.rejected_rows()

    def scan(self, name: str) -> "duckdb.DuckDBPyRelation | DataFrame":
        """Return a canonical table for an analysis, read when it is used: a DuckDB relation.

        With ``store = "spark"`` in project.toml a Spark frame, which lacks where a row is from.
        """
        if self._spark_master is None:
            return self.relation(name, own=True)
        return own_on_spark(self._spark_master, name, self._store)

    def relation(self, name: str, *, own: bool = False) -> "duckdb.DuckDBPyRelation":
        """Return a canonical table as a DuckDB relation; ``own`` leaves out people of rivals."""
        found = self._store.relation(name)
        return own_rows(found, name, self._store.read()) if own else found

    def table(self, name: str) -> pd.DataFrame:
        """Return a canonical table as a pandas frame; rivals' people are in `relation` alone."""
        with from_disk():
            return as_frame(self.relation(name, own=True))

    def _view(self, name: str) -> pd.DataFrame:
        return with_time(self.table(name), self.brief.timezone)

    @property
    def posts(self) -> pd.DataFrame:
        """What pages published, with ``time`` in the project's zone."""
        return self._view("posts")

    @property
    def snapshots(self) -> pd.DataFrame:
        """The counts of every post as each export showed them."""
        return self._view("snapshots")

    @property
    def interactions(self) -> pd.DataFrame:
        """What people did with posts, with ``time`` in the project's zone."""
        return self._view("interactions")

    @property
    def people(self) -> pd.DataFrame:
        """What is known of each pseudonym."""
        return self._view("people")

    @property
    def audience(self) -> pd.DataFrame:
        """The audience in aggregate, as the networks give it."""
        return self._view("audience")

    @property
    def daily(self) -> pd.DataFrame:
        """One metric of a page on one day."""
        return self._view("daily")

    @property
    def ads(self) -> pd.DataFrame:
        """What paid distribution cost and brought."""
        return self._view("ads")

    @property
    def visits(self) -> pd.DataFrame:
        """Visits to the site by where they came from."""
        return self._view("visits")

    @property
    def orders(self) -> pd.DataFrame:
        """What was bought, with ``time`` in the project's zone."""
        return self._view("orders")

    @property
    def rivals(self) -> dict[str, int]:
        """Sellers counted on each network: as decided, else as the brief says."""
        decided = self.decision("rivals").choice.get("sellers")
        sellers = decided if isinstance(decided, Mapping) else self.brief.rivals_per_network
        return {str(network): int(count) for network, count in sellers.items()}

    @property
    def evidence(self) -> pd.DataFrame | None:
        """The strategist's own figures on networks, from evidence.csv; None without the file."""
        return read_evidence(self.folder)

    @property
    def labels(self) -> pd.DataFrame:
        """The content types that the strategist set right, from labels.csv."""
        return read_labels(self.folder)

    def label(self, network: str, post_id: str, types: Collection[str] | None) -> None:
        """Set the content types of a post right, at once: two at most; None takes it back."""
        keep_label(self.folder, network, post_id, types)

    @property
    def fingerprint(self) -> str:
        """Fingerprint of the tables; the same rows give the same one, in any order of imports."""
        return self._store.read().fingerprint

    def decisions(self) -> dict[Step, Decision]:
        """Return the decisions on file, by step."""
        return read_decisions(self._decisions)

    def decision(self, step: Step) -> Decision:
        """Return the decision of a step; one without a choice when nobody has decided."""
        return self.decisions().get(check_step(step), Decision(step, {}, by="default"))

    def decide(
        self,
        step: Step,
        choice: Mapping[str, Any],
        *,
        reason: str = "",
        findings: Sequence[str] = (),
        by: By = "strategist",
        on: date | None = None,
    ) -> Decision:
        """Keep a decision in decisions.toml, with the state of the tables it was made on.

        Parameters
        ----------
        step
            Which question it answers.
        choice
            The chosen values: numbers, texts, lists and tables of these.
        reason
            Why.
        findings
            Keys of the findings it rests on; none means judgement.
        by
            ``strategist``, or ``default``.
        on
            The day; today on the project's clock when it is not given.

        Raises
        ------
        ProjectError
            When there is no such step, or the choice holds what a file cannot.
        """
        day = on or datetime.now(ZoneInfo(self.brief.timezone)).date()
        on_file = day.isoformat() if by == "strategist" else ""
        decision = plain_choice(
            Decision(check_step(step), dict(choice), reason, by, tuple(findings), self.fingerprint,
                     on_file)
        )  # fmt: skip
        write_decision(self._decisions, decision)
        return decision

    def undo_decision(self, step: Step) -> Decision:
        """Take the last decision of a step back; what stood before it is returned and holds.

        Raises
        ------
        ProjectError
            When there is no such step, or nobody has decided it.
        """
        return take_back(self._decisions, check_step(step))

    def status(self) -> Status:
        """Return the state of the folder: files, tables, decisions, and what is missing."""
        tables = {name: self.relation(name) for name in TABLES}
        refused = tuple(self._folder.refused())
        return status_of(self.brief, self._store.read(), refused, tables, self.decisions())

    def forget(self, person: str) -> Mapping[str, int]:
        """Take a person out of the tables for good; raw files hold them until `forget_raw`.

        Parameters
        ----------
        person
            A pseudonym, or the name, number or e-mail address the exports hold.

        Returns
        -------
        Mapping
            Rows removed, by table; an order stays, but nobody's.
        """
        with self._store.writing():
            before = self._store.read()
            gone = pseudonyms_of(person, self._pseudonymiser(before))
            after, removed = forget_people(self._store, before, gone)
            self._store.commit(after, touched=removed, erase=True)
        return removed

    def forget_raw(self) -> Mapping[str, int]:
        """Delete the raw files in exports/ and the texts of rejected rows; the tables stay.

        Returns
        -------
        Mapping
            How many ``files`` there were, and how many ``rejected`` rows lost their text.
        """
        with self._store.writing():
            return self._folder.delete_raw()

    def _pseudonymiser(self, state: Manifest) -> Pseudonymiser:
        return Pseudonymiser(project_key(self._id, must_exist=bool(state.imports)))

    @property
    def _intake(self) -> Intake:
        return Intake(self.folder, self._store, self._folder, self._brief, self._pseudonymiser)


def open_project(folder: Path | str) -> Project:
    """Open a client folder.

    Parameters
    ----------
    folder
        A folder made by `create_project` or ``smmlab new``.

    Raises
    ------
    ProjectError
        When the folder is not there, is no project, or its project.toml is wrong.
    """
    path = Path(folder).expanduser().resolve()
    if not path.is_dir():
        raise ProjectError(
            message("There is no folder {folder}. Check the name, or make it with: smmlab new."),
            {"folder": path},
        )
    if not (path / BRIEF_FILE).is_file():
        raise ProjectError(
            message(
                "The folder {folder} is no project: it has no project.toml. Choose another one, "
                "or make one with: smmlab new."
            ),
            {"folder": path},
        )
    return Project(path, *read_brief(path / BRIEF_FILE))


def create_project(folder: Path | str, brief: Brief) -> Project:
    """Make a client folder with its brief.

    Parameters
    ----------
    folder
        A new or empty folder. A project with the same brief is simply opened.
    brief
        What the client sells, to whom, where.

    Raises
    ------
    ProjectError
        When the folder holds something else, or cannot be written.
    """
    path = Path(folder).expanduser().resolve()
    if (path / BRIEF_FILE).is_file():
        project = open_project(path)
        if project.brief != brief:
            raise ProjectError(
                message(
                    "{folder} is already the project of {name}. Open it and change its brief, or "
                    "choose another folder."
                ),
                {"folder": path, "name": project.brief.name},
            )
        return project
    make_folders(path)
    # Last, because it is what makes the folder a project.
    write_brief(path / BRIEF_FILE, secrets.token_hex(8), brief)
    return open_project(path)
