"""Feed changed exports to `Project.add` for as long as you like: ``make fuzz``.

Anything but a report is a finding; the file that caused it is left beside the project as
``crash-…``. The fixtures are the seeds, and coverage of smmlab guides the changes.
"""

import os
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["smmlab"]):
    from smmlab.brief import Brief
    from smmlab.project import Project, create_project

FIXTURES = Path(__file__).parent / "fixtures"
SUFFIXES = ("csv", "json", "js", "xlsx", "zip", "tsv")
NOW = 1_790_000_000
# A client with ten thousand files would only make each of them slower.
MOST_FILES = 300


class Target:
    """Adds every input to a client folder, and starts a new one now and then."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.runs = folder, 0
        self.client: Project | None = None

    def __call__(self, data: bytes) -> None:
        if self.runs % MOST_FILES == 0:
            place = self.folder / f"client{self.runs}"
            self.client = create_project(place, Brief(name="Kohvik", timezone="Europe/Tallinn"))
        self.runs += 1
        path = self.folder / f"export.{SUFFIXES[data[0] % len(SUFFIXES)] if data else 'csv'}"
        path.write_bytes(data[1:])
        os.utime(path, (NOW, NOW))
        assert self.client is not None
        report = self.client.add(path)
        if report.error is None:
            assert report.rows["read"] == sum(report.rows.values()) / 2, report.rows


def seeds(folder: Path) -> Path:
    """Copy the fixtures into one folder, each behind the letter that stands for its kind."""
    folder.mkdir()
    for number, path in enumerate(sorted(FIXTURES.glob("*/*/*.*"))):
        kind = path.suffix.removeprefix(".").casefold()
        letter = SUFFIXES.index(kind) if kind in SUFFIXES else 0
        (folder / str(number)).write_bytes(bytes([letter]) + path.read_bytes())
    return folder


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as work:
        os.environ["SMMLAB_CONFIG_DIR"] = f"{work}/config"
        corpus = seeds(Path(work) / "seeds")
        atheris.Setup([*sys.argv, "-max_len=20000", str(corpus)], Target(Path(work)))
        atheris.Fuzz()
