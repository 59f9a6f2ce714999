"""The verbs about raw files: bring them in, say what their columns mean, take people out."""

import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, get_args

import click

from smmlab.cli.session import (
    SOME_REFUSED,
    Session,
    as_json_option,
    complain,
    folder_argument,
    print_json,
)
from smmlab.errors import ProjectError
from smmlab.exports.hints import DateOrder, Hints
from smmlab.texts import Phrase, Words, for_terminal, message
from smmlab.texts.labels import TABLE_NAMES

if TYPE_CHECKING:
    from smmlab.exports.mapping.preview import Preview
    from smmlab.import_report import ImportReport

_QUIET_SECONDS = 2.0
_dates = click.option(
    "--dates",
    type=click.Choice(get_args(DateOrder)),
    help="Order of day and month in dates such as 03/04/2026, where the file does not show it.",
)


class Progress:
    """Says how much of a file has been read, once it takes longer than two seconds.

    Parameters
    ----------
    words
        Language.
    stream
        Where to say it; the line is written over when that is a terminal.
    """

    def __init__(self, words: Words, stream: TextIO) -> None:
        self._words, self._stream = words, stream
        self._next = time.monotonic() + _QUIET_SECONDS
        self._is_shown = False

    def __call__(self, done: int, size: int) -> None:
        """Tell that this many bytes of all have been read."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _QUIET_SECONDS / 4
        told = self._words.say("Reading: {share}", share=self._words.percent(done / max(size, 1)))
        if self._stream.isatty():
            self._stream.write(f"\r{told}   ")
            self._is_shown = True
        else:
            self._next = now + _QUIET_SECONDS
            self._stream.write(f"{told}\n")
        self._stream.flush()

    def end(self) -> None:
        """Leave the line."""
        if self._is_shown:
            self._stream.write("\n")


@click.command()
@folder_argument
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--rival", is_flag=True, help="The files are of a rival's page.")
@_dates
@click.option("--map", "map_file", type=click.Path(path_type=Path),
              help="A map of the columns, for files that smmlab does not know.")  # fmt: skip
@as_json_option
@click.pass_context
def add(
    ctx: click.Context,
    folder: Path,
    files: tuple[Path, ...],
    *,
    rival: bool,
    dates: DateOrder | None,
    map_file: Path | None,
    as_json: bool,
) -> None:
    """Import exports; a folder stands for every file in it."""
    from smmlab.exports.mapping.spec import read_map

    project = ctx.obj.open(folder)
    for path in files:
        # A name typed wrong is told before anything is imported.
        if not path.expanduser().exists():
            raise ProjectError(
                message("There is no file {path}. Check its name; nothing was imported."),
                {"path": path},
            )
    column_map = read_map(map_file) if map_file is not None else None
    progress = Progress(ctx.obj.words, sys.stderr)
    reports = project.add_many(
        files, is_own=not rival, dates=dates, told=progress, column_map=column_map
    )
    progress.end()
    answer(ctx, reports, as_json=as_json)


@click.command("map")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--map", "map_file", type=click.Path(path_type=Path),
              help="Try this map instead of proposing one.")  # fmt: skip
@click.option("--table", "table_name", type=click.Choice(list(TABLE_NAMES)),
              help="What the rows are, if the proposal is wrong.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="Write the proposal to this file.")
@click.option("--timezone", default="UTC", show_default=True,
              help="Clock of times without a zone.")  # fmt: skip
@_dates
@as_json_option
@click.pass_obj
def map_columns(
    session: Session,
    file: Path,
    *,
    map_file: Path | None,
    table_name: str | None,
    out: Path | None,
    timezone: str,
    dates: DateOrder | None,
    as_json: bool,
) -> None:
    """Propose what the columns of a file mean, and show its first rows by that."""
    from smmlab.brief import check_timezone
    from smmlab.disk import on_disk, replace_file
    from smmlab.exports.mapping.preview import preview_map
    from smmlab.exports.mapping.propose import propose_map
    from smmlab.exports.mapping.spec import map_to_toml, read_map
    from smmlab.exports.source import open_export

    raw = open_export(file, hints=Hints(dates, check_timezone(timezone)))
    if map_file is not None:
        column_map = read_map(map_file)
        text = map_to_toml(column_map)
    else:
        proposal = propose_map(raw, table=table_name)
        column_map, text = proposal.column_map, proposal.as_toml()
    preview = preview_map(raw, column_map)
    if out is not None:
        with on_disk():
            replace_file(out, text.encode())
    if as_json:
        rows = preview.rows.to_dict("records")
        problems = [session.words.say(p.template, **p.values) for p in preview.problems]
        print_json({"map": text, "rows": rows, "rows_read": preview.account, "problems": problems})
        return
    click.echo(text)
    for line in preview_lines(preview, session.words):
        click.echo(line)
    click.echo(
        session.words.say(
            "Look it over, save it as map.toml, then: smmlab add DIR {file} --map map.toml",
            file=file.name,
        )
    )


def preview_lines(preview: "Preview", words: Words) -> list[str]:
    """Show the first rows by a map, their units, and what is said of them."""
    lines = []
    if len(preview.rows):
        table = [list(preview.rows.columns), *preview.rows.to_numpy().tolist()]
        lines += ["\t".join(map(for_terminal, row)) for row in table]
        lines += [f"{name}: {unit}" for name, unit in preview.units.items()]
    return lines + [for_terminal(sentence) for sentence in preview.sentences(words)]


@click.command()
@folder_argument
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, safe in a spreadsheet.")
@as_json_option
@click.pass_obj
def rejected(session: Session, folder: Path, *, as_csv: bool, as_json: bool) -> None:
    """List every row that was not imported: file, line, reason and the row itself."""
    frame = session.open(folder).rejected()
    if as_json:
        print_json({"rejected": json.loads(frame.to_json(orient="records", force_ascii=False))})
        return
    if as_csv:
        click.echo(frame.to_csv(index=False, lineterminator="\n"), nl=False)
        return
    if frame.empty:
        click.echo(session.words.say("Nothing was rejected."))
    for row in frame.itertuples(index=False):
        place = f"{row.file}:{row.place}" if row.place else row.file
        click.echo("\t".join(map(for_terminal, (place, row.reason, row.raw))))


@click.command()
@folder_argument
@click.argument("person", required=False)
@click.option("--raw", is_flag=True, help="Delete the raw files in exports/.")
@as_json_option
@click.pass_obj
def forget(session: Session, folder: Path, person: str | None, *, raw: bool, as_json: bool) -> None:
    """Take a person out of the tables for good, or delete all raw files."""
    project = session.open(folder)
    words = session.words
    if bool(person) == raw:
        raise ProjectError(message("Name one person to forget, or give --raw, not both."), {})
    removed = project.forget(person) if person else {}
    gone = project.forget_raw() if raw else {"files": 0, "rejected": 0}
    rows = sum(removed.values())
    if as_json:
        told = {"rows": rows, "tables": dict(removed)}
        print_json({**told, "raw_files": gone["files"], "rejected_rows": gone["rejected"]})
        return
    if raw:
        click.echo(
            words.say_many("{n} raw file deleted.", "{n} raw files deleted.", n=gone["files"])
        )
        click.echo(words.say("Rejected rows that lost their text: {n}.", n=gone["rejected"]))
        return
    click.echo(
        words.say_many(
            "{n} row removed; later imports leave the person out too.",
            "{n} rows removed; later imports leave the person out too.",
            n=rows,
        )
    )
    for name, count in removed.items():
        shown = Phrase(TABLE_NAMES[name])
        click.echo(
            "  " + words.say_many("{table}: {n} row.", "{table}: {n} rows.", table=shown, n=count)
        )
    click.echo(words.say("The raw files still hold the person: see smmlab forget --raw."))


def answer(ctx: click.Context, reports: "list[ImportReport]", *, as_json: bool) -> None:
    """Say what became of every file, and end with 1 when one was refused."""
    words: Words = ctx.obj.words
    told = [
        replace(one, language=words.language)
        for report in reports
        for one in (report, *report.members)
    ]
    if as_json:
        print_json({"files": [replace(r, language=words.language).as_dict() for r in reports]})
    for report in told:
        if report.error is not None:
            complain(words.say(report.error.template, **report.error.values))
        elif not as_json:
            click.echo(
                words.say(
                    "{file}, rows: {read} read, {imported} imported, {merged} merged, "
                    "{rejected} rejected, {notes} without data.",
                    file=for_terminal(report.file),
                    **{name: words.number(count) for name, count in report.rows.items()},
                )
            )
            for caution in report.warnings:
                click.echo("  " + for_terminal(words.say(caution.template, **caution.values)))
    if any(report.error is not None for report in told):
        ctx.exit(SOME_REFUSED)
