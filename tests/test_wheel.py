"""The built wheel is whole: it works in a clean environment, far from the checkout."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.wheel


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out, cwd=ROOT)
    return next(out.glob("*.whl"))


def test_the_wheel_carries_everything(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    source = ROOT / "src"
    expected = {
        str(path.relative_to(source))
        for path in (source / "smmlab").rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and ".ipynb_checkpoints" not in path.parts
    }
    assert expected <= names
    for ending in (".ipynb", "et.po", "ru.po", ".npz", "figures.csv", "card.md", "py.typed"):
        assert any(name.endswith(ending) for name in names), ending


def test_the_wheel_works_alone(wheel: Path, tmp_path: Path) -> None:
    uv = Path(sys.executable).parent / "uv"
    home = tmp_path / "home"
    home.mkdir()
    env = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PYTHON", "VIRTUAL_ENV", "SMMLAB", "JUPYTER"))
    }
    run(uv, "venv", "--quiet", "--python", sys.executable, tmp_path / "venv", cwd=tmp_path, env=env)
    bin_folder = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    install = [uv, "pip", "install", "--quiet", "--python", bin_folder / "python"]
    run(*install, "--require-hashes", "-r", ROOT / "requirements.lock", cwd=tmp_path, env=env)
    run(*install, "--no-deps", wheel, cwd=tmp_path, env=env)

    env |= {"HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")}
    smmlab = bin_folder / "smmlab"
    here = run(
        bin_folder / "python", "-c", "import smmlab; print(smmlab.__file__)", cwd=tmp_path, env=env
    )
    assert str(ROOT) not in here
    run(smmlab, "sample", "other", "--json", cwd=tmp_path, env=env)
    export = next((tmp_path / "other" / "exports").glob("Nov-*.csv"))
    run(smmlab, "new", "client", "--name", "Client", "--market", "EE",
        "--timezone", "Europe/Tallinn", "--currency", "EUR", "--language", "et",
        cwd=tmp_path, env=env)  # fmt: skip
    added = json.loads(run(smmlab, "add", "client", export, "--json", cwd=tmp_path, env=env))
    rows = added["files"][0]["rows"]
    assert rows["read"] == rows["imported"] + rows["merged"] + rows["rejected"] + rows["notes"] > 0
    run(smmlab, "audit", "client", "--no-notebooks", cwd=tmp_path, env=env)
    for ending in ("docx", "html", "pdf", "md"):
        assert (tmp_path / "client" / "strategy" / f"strategy.{ending}").stat().st_size > 1000
