"""A file nobody knows is asked what its columns mean, once."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ipywidgets as w
import pytest

from import_cases import BRIEF
from smmlab.forms.imports import import_form
from smmlab.forms.mapping import mapping_form
from smmlab.project import Project, create_project

if TYPE_CHECKING:
    from smmlab.forms.frame import Form

TABLE = (
    "Kuupäev;Nägi;Vajutas <b>\n01.10.2026;1 200;7\n02.10.2026;980;\n15.10.2026;x;5\n"
    "17.10.2026;1 000;9\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return create_project(tmp_path / "client", BRIEF)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "statistika.csv"
    path.write_text(TABLE)
    return path


def controls(form: "Form") -> dict[str, Any]:
    (box,) = (child for child in form.children if isinstance(child, w.VBox))
    return {c.description: c for c in (*form.children, *box.children) if hasattr(c, "description")}


def choose(form: "Form", **chosen: str) -> None:
    for name, value in chosen.items():
        controls(form)[name].value = value


def test_a_table_is_mapped_by_hand_seen_and_imported(project: Project, table: Path) -> None:
    form = mapping_form(project, table)
    choose(form, **{"What the rows are": "daily"})
    choose(form, **{"Kuupäev": "day", "Nägi": "metric: reach", "Vajutas <b>": "metric: clicks",
                    "Network": "odnoklassniki", "Name of the page": "Kohvik"})  # fmt: skip
    assert "2026-10-01" in form.text.value
    assert "1200" in form.text.value
    assert "<b>" not in form.text.value.replace("<b></b>", "")
    assert "daily" not in project.status().tables or not len(project.daily)
    form.button.click()
    assert "rows: 4 read" in form.note.value
    daily = project.daily
    reach = daily[daily["metric"] == "reach"].set_index("day")["value"].to_dict()
    assert reach == {"2026-10-01": 1200, "2026-10-02": 980, "2026-10-17": 1000}
    assert set(daily["network"]) == {"odnoklassniki"}
    assert set(daily["page"]) == {"Kohvik"}
    # The next file of the kind needs no words.
    table.with_name("next.csv").write_text(TABLE.replace(".10.", ".11."))
    report = project.add(table.with_name("next.csv"))
    assert (report.error, report.reader) == (None, "mapped")


def test_an_incomplete_map_is_told_and_nothing_is_imported(project: Project, table: Path) -> None:
    form = mapping_form(project, table)
    choose(form, **{"What the rows are": "orders"})
    form.button.click()
    assert "not complete" in form.note.value
    assert project.orders.empty


def test_the_import_form_asks_about_what_nobody_knows(project: Project) -> None:
    form = import_form(project)
    upload = next(c for c in form.children if isinstance(c, w.FileUpload))
    upload.value = (
        {"name": "statistika.csv", "type": "text/csv", "size": len(TABLE.encode()),
         "content": memoryview(TABLE.encode()), "last_modified": datetime(2026, 11, 2, tzinfo=UTC)},
        {"name": "pilt.png", "type": "image/png", "size": 8,
         "content": memoryview(b"\x89PNG\r\n\x1a\n"),
         "last_modified": datetime(2026, 11, 2, tzinfo=UTC)},
    )  # fmt: skip
    assert "statistika.csv is not an export" in form.text.value
    (asked,) = (c for c in form.children[-2].children if "smm-mapping" in c._dom_classes)
    choose(asked, **{"What the rows are": "daily"})
    choose(asked, **{"Kuupäev": "day", "Nägi": "metric: reach", "Network": "vkontakte"})
    asked.button.click()
    assert len(project.daily) == 3
