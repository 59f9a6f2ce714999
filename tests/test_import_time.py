"""``import smmlab`` loads nothing heavy; every public name is where the package says."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

import smmlab

HEAVY = ("matplotlib", "sklearn", "nltk", "py3langid", "seaborn", "pandas", "duckdb", "babel")


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout


def test_importing_the_package_loads_no_heavy_library() -> None:
    loaded = run("import sys, smmlab; print(*sys.modules)").split()
    assert not {name.split(".")[0] for name in loaded} & set(HEAVY)


def test_the_command_starts_without_the_heavy_libraries() -> None:
    loaded = run("import sys, smmlab.cli; print(*sys.modules)").split()
    assert not {name.split(".")[0] for name in loaded} & (set(HEAVY) - {"babel"})


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'segmnt'"):
        _ = smmlab.segmnt
    assert "open_project" in dir(smmlab)
    assert smmlab.open_project.__module__ == "smmlab.project"


def test_the_names_agree_with_each_other_and_with_the_modules() -> None:
    tree = ast.parse(Path(smmlab.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    typed = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("smmlab.")
        for alias in node.names
    }
    assert typed == {name: f"smmlab.{where}" for name, where in smmlab._WHERE.items()}
    assert sorted(smmlab.__all__) == sorted(smmlab._WHERE)


@pytest.mark.parametrize("name", smmlab._WHERE)
def test_a_public_name_is_where_the_package_says(name: str) -> None:
    spec = importlib.util.find_spec(f"smmlab.{smmlab._WHERE[name]}")
    assert spec is not None
    assert spec.origin is not None
    assert hasattr(smmlab, name)
