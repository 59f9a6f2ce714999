"""The command: exit codes, one sentence for every fault, JSON for every verb."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from import_cases import BRIEF, comment, fake_read_by_piece, post, write_export
from smmlab.cli import main
from smmlab.cli.files import Progress
from smmlab.exports.catalogue import read_by_piece
from smmlab.project import create_project, open_project
from smmlab.texts import Words

DONE, SOME_REFUSED, PROBLEM = 0, 1, 2


@pytest.fixture(autouse=True)
def _fake_exports(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SMMLAB_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setattr("smmlab.intake.read_by_piece", fake_read_by_piece)


@pytest.fixture
def client(tmp_path: Path) -> Path:
    return create_project(tmp_path / "Клиент 1", BRIEF).folder


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.csv"
    path.write_text("nothing")
    return path


def smmlab(*arguments: object, given: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=given)


def is_one_sentence(result: Result) -> bool:
    return result.stderr.count("\n") == 1 and "Traceback" not in result.output


def test_new_makes_a_folder_in_its_language(tmp_path: Path) -> None:
    folder = tmp_path / "kohvik"
    result = smmlab("new", folder, "--name", "Kaja", "--market", "EE", "--timezone",
                    "Europe/Riga", "--currency", "EUR", "--language", "et", "--budget",
                    "150", "--hours", "6", "--json")  # fmt: skip
    assert result.exit_code == DONE, result.output
    brief = open_project(folder).brief
    assert (brief.name, brief.timezone, brief.language) == ("Kaja", "Europe/Riga", "et")
    assert (brief.budget_per_month, brief.hours_per_week) == (150, 6)
    plain = json.loads(result.stdout)
    assert plain["folder"] == str(folder)
    assert all(Path(path).exists() for path in plain["notebooks"])


def test_a_file_imported_is_told_in_json_and_in_words(client: Path, tmp_path: Path) -> None:
    file = write_export(tmp_path / "a.json", {"posts": [post("1"), post("2")]}, notes=[9])
    result = smmlab("add", client, file, "--rival", "--json")
    assert result.exit_code == DONE
    (told,) = json.loads(result.stdout)["files"]
    assert told == {
        "file": "a.json",
        "reader": "fake",
        "rows": {"read": 3, "imported": 2, "merged": 0, "rejected": 0, "notes": 1},
        "tables": {"posts": 2},
        "warnings": [],
        "error": None,
        "period": ["", ""],
        "members": [],
    }
    assert not open_project(client).posts["is_own"].any()
    assert "rows: 3 read, 0 imported, 2 merged" in smmlab("add", client, file).stdout


def test_the_exit_code_tells_that_some_were_refused(
    client: Path, tmp_path: Path, bad: Path
) -> None:
    good = write_export(tmp_path / "a.json", {"posts": [post("1")]})
    some = smmlab("add", client, good, bad, "--json")
    assert (some.exit_code, is_one_sentence(some)) == (SOME_REFUSED, True)
    assert [file["error"] is None for file in json.loads(some.stdout)["files"]] == [True, False]
    none = smmlab("add", client, bad)
    assert (none.exit_code, none.stderr) == (SOME_REFUSED, "bad.csv is no fake export.\n")
    absent = smmlab("add", client, tmp_path / "no.csv")
    assert (absent.exit_code, is_one_sentence(absent)) == (PROBLEM, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("status", "nowhere"),
        ("add", "nowhere", "x.csv"),
        ("add", "nowhere"),
        ("table", "nowhere", "posts"),
        ("new", "x", "--timezone", "Tallinn"),
        ("new", "x", "--market", "XX"),
        ("fly", "x"),
        ("status", "nowhere", "--fast"),
        ("classify", "nowhere.txt"),
    ],
)
def test_every_fault_is_one_sentence_and_exit_code_two(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = smmlab(*arguments)
    assert result.exit_code == PROBLEM
    assert is_one_sentence(result), result.stderr
    assert result.stdout == ""


def test_a_fault_of_our_own_is_one_sentence_too(
    client: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: object) -> None:
        raise RuntimeError("oops")

    monkeypatch.setattr("smmlab.project.Project.status", broken)
    result = smmlab("status", client)
    assert (result.exit_code, is_one_sentence(result)) == (PROBLEM, True)
    assert "oops" in result.stderr
    monkeypatch.setenv("SMMLAB_DEBUG", "1")
    assert isinstance(smmlab("status", client).exception, RuntimeError)


def test_status_lists_files_and_what_is_missing(client: Path, tmp_path: Path) -> None:
    smmlab("add", client, write_export(tmp_path / "a.json", {"posts": [post("1", at=0)]}))
    plain = json.loads(smmlab("status", client, "--json").stdout)
    assert plain["tables"]["posts"]["rows"] == 1
    assert plain["files"][0]["file"] == "a.json"
    assert "Posts: 1 row, of January 1, 1970." in smmlab("status", client).stdout


def test_a_table_is_safe_in_a_spreadsheet(client: Path, tmp_path: Path) -> None:
    rows = [post("1", text='=HYPERLINK("x")', reach=3), post("2", text="tere\nõhtust")]
    smmlab("add", client, write_export(tmp_path / "a.json", {"posts": rows}))
    result = smmlab("table", client, "posts")
    path = tmp_path / "out.csv"
    path.write_text(result.stdout, encoding="utf-8")
    frame = pd.read_csv(path)
    assert frame["text"].tolist() == ['\'=HYPERLINK("x")', "tere\nõhtust"]
    assert frame["reach"].isna().tolist() == [False, True]
    for asked in (("--json",), ("--format", "json")):
        plain = json.loads(smmlab("table", client, "posts", *asked).stdout)
        assert [row["reach"] for row in plain] == [3, None]
        assert plain[0]["text"] == '=HYPERLINK("x")'
    unknown = smmlab("table", client, "postz")
    assert (unknown.exit_code, is_one_sentence(unknown)) == (PROBLEM, True)


def test_a_person_is_forgotten_and_so_are_raw_files(client: Path, tmp_path: Path) -> None:
    smmlab("add", client, write_export(tmp_path / "a.json", {"interactions": [comment("1")]}))
    assert json.loads(smmlab("forget", client, "mari", "--json").stdout) == {
        "rows": 1, "tables": {"interactions": 1}, "raw_files": 0, "rejected_rows": 0,
    }  # fmt: skip
    smmlab("add", client, write_export(tmp_path / "b.json", {"posts": [post("1")]}, rejected=[7]))
    gone = json.loads(smmlab("forget", client, "--raw", "--json").stdout)
    assert (gone["raw_files"], gone["rejected_rows"]) == (2, 1)
    told = smmlab("forget", client, "nobody").stdout
    assert "0 rows removed" in told
    for wrong in ((), ("mari", "--raw")):
        assert smmlab("forget", client, *wrong).exit_code == PROBLEM


def test_lines_are_classified_one_by_one(tmp_path: Path) -> None:
    texts = "Kuidas keeta head kohvi: 5 nippi\n\nSpasibo!\n"
    result = smmlab("classify", "-", "--json", given=texts)
    assert result.exit_code == DONE, result.output
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(rows) == 3
    assert set(rows[0]) == {"language", "type", "status", "scores", "cues"}
    assert set(rows[0]["scores"]) == {"provocation", "instruction", "medal", "laugh"}
    file = tmp_path / "texts.txt"
    file.write_bytes(texts.encode("utf-8-sig"))
    assert smmlab("classify", file, "--json").stdout == result.stdout
    file.write_bytes(b"\xff\xfe\x00")
    assert smmlab("classify", file).exit_code == PROBLEM


def test_what_was_set_right_in_a_project_holds_and_teaches(tmp_path: Path, client: Path) -> None:
    texts = [f"Notice {n}: the doors of the hall open at {n}." for n in range(8, 15)]
    rows = [post(str(n), text=text) for n, text in enumerate(texts)]
    smmlab("add", client, write_export(tmp_path / "a.json", {"posts": rows}))
    file = tmp_path / "texts.txt"
    file.write_text(f"{texts[0].replace(' ', '  ')}\nNotice 5: the doors of the hall open at 5.\n")

    def classify(*more: object) -> list[dict[str, Any]]:
        result = smmlab("classify", file, "--json", *more)
        assert result.exit_code == DONE, result.output
        return [json.loads(line) for line in result.stdout.splitlines()]

    plain = classify()
    before = classify("--project", client)
    assert [row["by"] for row in before] == ["model", "model"]
    assert [plain[0], plain[1]] == [
        {name: row[name] for name in row if name not in ("also", "by")} for row in before
    ]
    project = open_project(client)
    for row in rows:
        project.label(row["network"], row["post_id"], ["laugh", "medal"])
    same, alike = classify("--project", client)
    assert (same["type"], same["also"], same["status"]) == ("medal", "laugh", "sure")
    assert (same["by"], alike["by"]) == ("person", "model")
    assert alike["scores"]["laugh"] > plain[1]["scores"]["laugh"]
    assert classify() == plain
    assert smmlab("classify", file, "--project", tmp_path / "none").exit_code == PROBLEM


def test_messages_follow_the_language_asked_for(client: Path) -> None:
    result = smmlab("--language", "ru", "status", client, "--json")
    assert result.exit_code == DONE


def test_the_module_is_the_command(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "smmlab", "status", str(tmp_path / "none")],
        capture_output=True, text=True, timeout=120, check=False, env={**os.environ},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (PROBLEM, "")
    assert done.stderr.count("\n") == 1


def test_rejected_rows_are_listed_with_place_reason_and_text(client: Path, tmp_path: Path) -> None:
    assert "Nothing was rejected" in smmlab("rejected", client).stdout
    smmlab("add", client, write_export(tmp_path / "a.json", {"posts": [post("1")]}, rejected=[7]))
    assert smmlab("rejected", client).stdout == "a.json:7\tOf no use: rejected.\t'=7\n"
    (row,) = json.loads(smmlab("rejected", client, "--json").stdout)["rejected"]
    assert row == {
        "file": "a.json", "line": 7, "place": "7", "reason": "Of no use: rejected.", "raw": "'=7",
    }  # fmt: skip
    assert smmlab("rejected", client, "--csv").stdout.startswith("file,line,place,reason,raw\n")


@pytest.fixture
def real_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smmlab.intake.read_by_piece", read_by_piece)


TABLE = "Pood;Number;Päev;Summa kokku\nA;17;01.10.2026;12,50\nA;18;15.10.2026;7,00\n"


@pytest.mark.usefixtures("real_readers")
def test_a_table_is_mapped_imported_and_known_the_next_time(client: Path, tmp_path: Path) -> None:
    file, map_file = tmp_path / "müük.csv", tmp_path / "map.toml"
    file.write_text(TABLE)
    assert smmlab("add", client, file).exit_code == SOME_REFUSED
    proposed = smmlab("map", file, "--table", "orders", "--out", map_file)
    assert proposed.exit_code == DONE, proposed.output
    assert "Summa kokku" in proposed.stdout
    map_file.write_text(
        'table = "orders"\nheader_row = 1\n[columns]\norder_id = "Number"\nat = "Päev"\n'
        'amount = "Summa kokku"\nshop = "Pood"\n[constants]\ncurrency = "EUR"\n'
    )
    shown = json.loads(smmlab("map", file, "--map", map_file, "--json").stdout)
    assert [row["amount"] for row in shown["rows"]] == ["12.5", "7.0"]
    assert shown["rows_read"]["imported"] == 2
    added = smmlab("add", client, file, "--map", map_file)
    assert added.exit_code == DONE, added.output
    assert open_project(client).orders["amount"].tolist() == [12.5, 7.0]
    file.with_name("november.csv").write_text(TABLE.replace(".10.", ".11.").replace("1", "3", 1))
    assert smmlab("add", client, file.with_name("november.csv")).exit_code == DONE
    for wrong in (smmlab("add", client, file, "--map", tmp_path / "none.toml"),
                  smmlab("map", file, "--timezone", "Tallinn")):  # fmt: skip
        assert (wrong.exit_code, is_one_sentence(wrong)) == (PROBLEM, True)


@pytest.mark.usefixtures("real_readers")
def test_the_order_of_dates_is_asked_and_told(client: Path, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text("Order ID,Date,Total,Currency\nA1,03/04/2026,10,EUR\nA2,05/06/2026,12,EUR\n")
    asked = smmlab("add", client, file)
    assert asked.exit_code == SOME_REFUSED
    assert "--dates" in asked.stderr
    assert smmlab("add", client, file, "--dates", "dmy").exit_code == DONE
    days = open_project(client).orders["time"].dt.strftime("%Y-%m-%d").tolist()
    assert days == ["2026-04-03", "2026-06-05"]


def test_progress_is_told_after_two_seconds_and_not_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    monkeypatch.setattr("smmlab.cli.files.time.monotonic", lambda: now[0])
    told = io.StringIO()
    progress = Progress(Words("en"), told)
    for second in (0.5, 1.9, 2.1, 2.2, 4.2):
        now[0] = 100 + second
        progress(int(second * 10), 100)
    progress.end()
    assert told.getvalue() == "Reading: 21%\nReading: 42%\n"


@pytest.mark.usefixtures("real_readers")
def test_texts_from_files_do_not_steer_the_terminal(client: Path, tmp_path: Path) -> None:
    file = tmp_path / "Order\x1b[2J.csv"
    file.write_text('Order ID,Date,Total,Currency,Bad\x1b[31m\nA1,2026-04-03,"\x1b[2J\nx",EUR,1\n'
                    "A2,2026-04-03,7,EUR,1\n")  # fmt: skip
    for told in (smmlab("add", client, file), smmlab("rejected", client), smmlab("map", file)):
        assert "\x1b" not in told.output
    listed = smmlab("rejected", client).stdout
    assert listed.count("\n") == 1


def test_the_sheet_for_counting_sellers_is_written(client: Path) -> None:
    result = smmlab("sheet", client, "--json")
    assert result.exit_code == DONE, result.output
    sheet = Path(json.loads(result.stdout)["sheet"])
    assert sheet.parent == client / "strategy"
    assert sheet.read_bytes().startswith(b"%PDF")
    assert smmlab("sheet", client).stdout.strip() == str(sheet)
