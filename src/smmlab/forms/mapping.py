"""A file nobody knows as a form: say once what its columns mean, see five rows, import."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import ipywidgets as w

from smmlab.exports.hints import Hints
from smmlab.exports.mapping.preview import Preview, preview_map
from smmlab.exports.mapping.propose import propose_map
from smmlab.exports.mapping.slots import CONSTANTS, MAPPED_TABLES, SLOTS
from smmlab.exports.mapping.spec import ColumnMap
from smmlab.exports.source import open_export
from smmlab.forms.frame import Form, labelled, paragraph
from smmlab.project import Project
from smmlab.schema import EVERY_NETWORK, METRICS
from smmlab.texts import Words, for_html, message
from smmlab.texts.labels import TABLE_NAMES, network_name

_UNUSED = _AS_SHOWN = ""
_METRIC = "metric: "
_ASKED = {"page": message("Name of the page"), "shop": message("Name of the shop"),
          "currency": message("Currency, three letters")}  # fmt: skip


def mapping_form(project: Project, path: Path | str, *, is_own: bool = True) -> Form:
    """Propose what the columns of a file mean; the button imports it and remembers the map.

    The same as ``project.add(path, column_map=…)`` with a map from `propose_map`, changed by hand.

    Parameters
    ----------
    project
        The client folder.
    path
        A CSV, XLSX or JSON file that no reader knows.
    is_own
        False when the page is a rival's.

    Raises
    ------
    ExportError
        When the file holds no table.
    """
    words = Words(project.brief.language)
    raw = open_export(path, hints=Hints(None, project.brief.timezone))
    first = propose_map(raw)
    table = labelled(
        w.Dropdown(
            options=[(words.say(TABLE_NAMES[name]), name) for name in MAPPED_TABLES],
            value=first.column_map.table,
        ),
        words.say("What the rows are"),
    )
    zone = labelled(
        w.Text(first.column_map.zone, placeholder=project.brief.timezone, continuous_update=False),
        words.say("Clock of the file"),
    )
    dates = labelled(
        w.Dropdown(
            options=[
                (words.say("as the file shows"), _AS_SHOWN),
                (words.say("the day first: 31/12/2026"), "dmy"),
                (words.say("the month first: 12/31/2026"), "mdy"),
            ],
            value=first.column_map.dates or _AS_SHOWN,
        ),
        words.say("Dates written with numbers"),
    )
    shares = labelled(
        w.Dropdown(
            options=[(words.say("percent: 12.5"), "percent"),
                     (words.say("parts of one: 0.125"), "fraction")],
            value=first.column_map.shares,
        ),
        words.say("Shares are written in"),
    )  # fmt: skip
    decimal = labelled(
        w.Dropdown(
            options=[
                (words.say("as the file shows"), _AS_SHOWN),
                (words.say("a comma: 1,5"), ","),
                (words.say("a point: 1.5"), "."),
            ],
            value=first.column_map.decimal or _AS_SHOWN,
        ),
        words.say("Fractions are written with"),
    )
    form = Form("mapping", [table, zone, dates, decimal, shares], words=words)
    columns = w.VBox()
    columns.add_class("smm-mapping-columns")
    form.children = (table, columns, zone, dates, decimal, shares, *form.children[5:])
    asked = _Asked(first.column_map, words)

    def said() -> ColumnMap:
        return replace(
            asked.column_map(),
            zone=zone.value.strip(),
            dates=dates.value or None,
            decimal=decimal.value or None,
            shares=shares.value,
        )

    def draw(_change: Any = None) -> None:
        form.text.value = preview_html(preview_map(raw, said()), words)

    def rebuild(_change: Any = None) -> None:
        nonlocal asked
        asked = _Asked(propose_map(raw, table=table.value).column_map, words)
        columns.children = (*asked.meanings.values(), *asked.constants.values())
        for control in columns.children:
            control.observe(draw, names="value")
        draw()

    def keep() -> str:
        report = project.add(path, is_own=is_own, column_map=said())
        if report.error is not None:
            return words.say(report.error.template, **report.error.values)
        return words.say(
            "{file}, rows: {read} read, {imported} imported, {merged} merged, {rejected} "
            "rejected, {notes} without data.",
            file=report.file,
            **{name: words.number(count) for name, count in report.rows.items()},
        )

    table.observe(rebuild, names="value")
    for control in (zone, dates, decimal, shares):
        control.observe(draw, names="value")
    rebuild()
    form.decides(words.say("Import, and remember what the columns mean"), keep)
    return form


class _Asked:
    """A choice of meaning for each column, and a field for what no column says."""

    def __init__(self, proposed: ColumnMap, words: Words) -> None:
        self._proposed = proposed
        options = [(words.say("not used"), _UNUSED)]
        options += [(name, name) for name in SLOTS[proposed.table]]
        if proposed.table == "daily":
            options += [(name, f"{_METRIC}{name}") for name in METRICS]
        chosen = {column: name for name, column in proposed.columns.items()}
        chosen |= {column: f"{_METRIC}{name}" for name, column in proposed.metrics.items()}
        self.meanings = {
            column: labelled(
                w.Dropdown(options=options, value=chosen.get(column, _UNUSED)), column[:60]
            )
            for column in proposed.header
        }
        self.constants = {
            name: _constant_field(name, proposed.constants.get(name, ""), words)
            for name in CONSTANTS[proposed.table]
            if name not in proposed.columns and name in ("network", *_ASKED)
        }

    def column_map(self) -> ColumnMap:
        """Return the proposed map with what was chosen."""
        chosen = {column: choice.value for column, choice in self.meanings.items() if choice.value}
        constants = {name: field.value for name, field in self.constants.items() if field.value}
        kept = {n: v for n, v in self._proposed.constants.items() if n not in self.constants}
        return replace(
            self._proposed,
            columns={name: c for c, name in chosen.items() if not name.startswith(_METRIC)},
            metrics={
                name.removeprefix(_METRIC): column
                for column, name in chosen.items()
                if name.startswith(_METRIC)
            },
            constants={**kept, **constants},
        )


def _constant_field(name: str, value: str, words: Words) -> w.Widget:
    if name == "network":
        networks = [(network_name(network, words), network) for network in EVERY_NETWORK]
        return labelled(
            w.Dropdown(options=[("", ""), *networks], value=value), words.say("Network")
        )
    return labelled(w.Text(value, continuous_update=False), words.say(_ASKED[name]))


def preview_html(preview: Preview, words: Words) -> str:
    """Return the first rows as they would be imported, with units, clock and what is wrong."""
    shown = ""
    if len(preview.rows):
        names = [
            f"{name}, {preview.units[name]}" if name in preview.units else name
            for name in preview.rows.columns
        ]
        head = "".join(f"<th>{for_html(name)}</th>" for name in names)
        rows = "".join(
            "<tr>" + "".join(f"<td>{for_html(cell)}</td>" for cell in row) + "</tr>"
            for row in preview.rows.itertuples(index=False)
        )
        shown = f"<table><tr>{head}</tr>{rows}</table>"
    return shown + paragraph("\n".join(preview.sentences(words)))
