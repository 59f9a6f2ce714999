"""The files people install from agree with each other and carry no registry's address."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = (
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-spark.lock",
    "requirements-oracle.lock",
)


def locked(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", text, flags=re.MULTILINE))


def required() -> dict[str, list[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {"run": project["dependencies"], **project["optional-dependencies"]}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    assert "find-links" not in text
    pins = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    assert pins
    assert all("--hash=sha256:" in pin for pin in pins)


def test_the_lock_of_the_page_checkers_names_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    packages = {name: one for name, one in lock["packages"].items() if name}
    assert packages
    assert all("resolved" not in one and one["integrity"] for one in packages.values())
    assert all(packages[f"node_modules/{name}"]["version"] == wanted[name] for name in wanted)


def test_locks_agree_with_pyproject_and_each_other() -> None:
    from packaging.requirements import Requirement

    run, dev = locked("requirements.lock"), locked("requirements-dev.lock")
    for requirement in map(Requirement, required()["run"]):
        assert requirement.specifier.contains(run[requirement.name]), requirement
    for requirement in map(Requirement, required()["dev"]):
        assert requirement.specifier.contains(dev[requirement.name]), requirement
    assert {name: dev.get(name) for name in run} == run
    spark = locked("requirements-spark.lock")
    for requirement in map(Requirement, required()["spark"]):
        assert requirement.specifier.contains(spark[requirement.name]), requirement


def test_environment_yml_installs_the_same_lock() -> None:
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    python = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"python{python['requires-python']}" in text
    assert re.findall(r"^      - (.*)$", text, flags=re.MULTILINE) == ["-r requirements.lock"]


def test_no_tracked_file_carries_a_path_of_one_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False
    ).stdout.split(b"\0")
    names = [name.decode() for name in listed if name] or pytest.skip("not a git checkout")
    marker = str(ROOT.parent) + "/"
    for name in names:
        path = ROOT / name
        if path.is_file():
            assert marker.encode() not in path.read_bytes(), name
