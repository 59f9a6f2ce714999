"""The sample's rivals: the same bytes every time, read whole, the planted truth found again."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from smmlab.analyses.rivals import rivals_room
from smmlab.analyses.rooms import Room, Tables
from smmlab.datasets.cafe.rivals import (
    CAROUSEL_FACTOR,
    RIVALS,
    RIVALS_FILE,
    RIVALS_MAP,
    build_rivals,
)

if TYPE_CHECKING:
    from smmlab.project import Project


def with_rivals(project: "Project", folder: Path, seed: int = 2026) -> "Project":
    *channels, watched = build_rivals(folder, seed=seed)
    reports = project.add_many(channels, is_own=False)
    reports.append(project.add(watched, is_own=False, column_map=RIVALS_MAP))
    assert not [report for report in reports if report.error or report.rejected]
    return project


@pytest.fixture
def room(cafe_copy: "Project", tmp_path: Path) -> Room:
    return rivals_room(Tables(with_rivals(cafe_copy, tmp_path / "raw")))


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two, other = (build_rivals(tmp_path / str(n), seed=seed)
                       for n, seed in enumerate((2026, 2026, 7)))  # fmt: skip
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    assert [path.read_bytes() for path in one] != [path.read_bytes() for path in other]
    assert [path.stat().st_mtime for path in one] == [path.stat().st_mtime for path in two]


def test_the_planted_truth_is_found_and_nothing_else(room: Room) -> None:
    pages = room.results["rival_pages"]
    told = pages[(pages["network"] == "instagram") & ~pages["is_own"]].set_index("page")
    for rival in RIVALS:
        row = told.loc[rival.name]
        assert row["posts_per_week_low"] <= rival.per_week <= row["posts_per_week_high"]
    cells = room.results["white_space"]
    named = cells[cells["status"] == "white_space"]
    assert named[["network", "type", "form"]].to_numpy().tolist() == [
        ["instagram", "instruction", "carousel"]
    ]
    # Against the page's own middle post, of which a quarter are such posts themselves.
    assert named["low"].item() < CAROUSEL_FACTOR
    assert named["ratio"].item() == pytest.approx(CAROUSEL_FACTOR, rel=0.25)
    verdicts = told["verdict"].to_dict()
    assert verdicts["Tuuliku Röstikoda"] == "better"
    assert verdicts["Pagar Piparmünt"] == "worse"


def test_types_of_the_rivals_are_those_that_were_written(
    cafe_copy: "Project", tmp_path: Path
) -> None:
    tables = Tables(with_rivals(cafe_copy, tmp_path / "raw"))
    types = tables.types_of_all.tail((~tables.posts["is_own"]).sum())
    assert types["status"].eq("sure").mean() > 0.9
    assert np.isclose(types["type"].eq("none").mean(), 0.38, atol=0.06)


def test_the_card_tells_the_truth(tmp_path: Path) -> None:
    card = Path(build_rivals.__code__.co_filename).with_name("card.md").read_text(encoding="utf-8")
    told = [RIVALS_FILE, f"{CAROUSEL_FACTOR} times", *(rival.name for rival in RIVALS),
            *(f"{rival.per_week:g} times" for rival in RIVALS)]  # fmt: skip
    assert [
        words for words in told if words not in card.replace("\n  ", " ").replace("\n", " ")
    ] == []
    assert all(path.relative_to(tmp_path).as_posix() in card for path in build_rivals(tmp_path))
