"""The folder listing is the architecture: imports point one way, files stay small."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "smmlab"
MODULES = sorted(SOURCE.rglob("*.py"))

# Later rooms may import earlier ones, never the other way round.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("errors", "effort"),
    ("texts",),
    ("columns", "typed_fields"),
    ("schema", "brief", "brief_gaps", "intervals", "agreement", "text_array"),
    ("exports",),
    ("datasets",),
    (
        "arrivals",
        "copies",
        "sums",
        "own_answers",
        "own_evidence",
        "own_journeys",
        "own_labels",
        "own_mood_labels",
        "own_reply_audit",
        "own_placements",
        "disk",
        "import_report",
        "maps",
        "intake",
        "merge",
        "store",
        "keys",
        "imports",
        "decisions",
        "decision_file",
        "threads",
        "sides",
        "views",
        "wanted",
        "folder",
        "spark",
        "utm_scheme",
        "own_scheme",
        "channels",
    ),
    ("project",),
    ("reduce", "findings", "fifths", "languages", "lemmas", "tokens", "comments", "asking"),
    ("hypercube", "kept_findings"),
    ("disclosure",),
    ("audience", "networks", "gathering", "content", "dialogue", "rivals", "money"),
    ("analyses",),
    ("defaults", "plots"),
    ("forms", "strategy", "notebooks"),
    ("course",),
    ("cli",),
    ("__main__",),
)
FLOOR = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
QUESTIONS = ("audience", "networks", "gathering", "content", "dialogue", "rivals", "money")
# Modules that may open files: raw exports, the client folder, packaged data, finished documents.
OPENERS = (
    "exports/", "datasets/", "strategy/", "notebooks/", "course/", "content/training.py", "cli/",
)  # fmt: skip


def room_of(module: Path) -> str:
    return module.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported_rooms(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    parts = [name.split(".") for name in names]
    return {part[1] for part in parts if part[0] == "smmlab" and len(part) > 1} & set(FLOOR)


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(SOURCE)))
def test_a_module_keeps_the_house_rules(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert len(text.splitlines()) <= 400, "split it by idea"
    assert ast.get_docstring(tree) or not text.strip(), "say what the module is for"
    assert not {"utils", "helpers", "common", "misc"} & set(module.relative_to(SOURCE).parts)
    swallowers = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.args.kwarg
    ]
    assert set(swallowers) <= {"say", "say_many"}, "name the parameters"
    room = room_of(module)
    if room == "__init__":
        return
    assert room in FLOOR, (
        f"{room} is not in the picture: add it to FLOORS and to the design records"
    )
    later = {name for name in imported_rooms(tree) if FLOOR[name] > FLOOR[room]}
    assert not later, f"{room} must not import {later}"
    if room in QUESTIONS:
        siblings = imported_rooms(tree) & set(QUESTIONS) - {room}
        assert not siblings, "the questions do not import each other"
        assert "project" not in imported_rooms(tree), "an analysis takes frames, not a project"


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(SOURCE)))
def test_only_exports_opens_raw_files_and_only_the_store_knows_the_tables(module: Path) -> None:
    place = str(module.relative_to(SOURCE))
    tree = ast.parse(module.read_text(encoding="utf-8"))
    calls = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }
    if room_of(module) in (*QUESTIONS, "plots", "forms", "analyses", "reduce", "findings"):
        readers = calls & {"open", "read_csv", "read_excel", "read_json", "read_parquet"}
        packaged = place in OPENERS or place.startswith(OPENERS) or "files" in calls
        assert not readers or packaged, f"{place} opens files: {readers}"
    if place not in ("store.py", "merge.py") and room_of(module) != "datasets":
        texts = {
            n.value
            for n in ast.walk(tree)
            if isinstance(n, ast.Constant) and isinstance(n.value, str)
        }
        assert not any("manifest.json" in t or t.endswith(".parquet") for t in texts)
