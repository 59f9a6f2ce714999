"""The strategist's own figures win over ours, and a crooked row is named."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from smmlab.errors import ProjectError
from smmlab.networks.fit import score_networks
from smmlab.own_evidence import read_evidence

if TYPE_CHECKING:
    from smmlab.project import Project

HEADER = "topic,network,market,value,unit,year,grade,source\n"


def test_no_file_is_no_evidence(tmp_path: Path) -> None:
    assert read_evidence(tmp_path) is None


def test_a_crooked_row_is_named_by_its_line(tmp_path: Path) -> None:
    rows = "reach,telegram,EE,41,%,2026,A,Own survey\nreach,telegram,EE\n"
    (tmp_path / "evidence.csv").write_text(HEADER + rows, encoding="utf-8")
    with pytest.raises(ProjectError, match="Line 3"):
        read_evidence(tmp_path)


def test_a_figure_of_the_client_brings_a_network_into_the_comparison(cafe_copy: "Project") -> None:
    before = score_networks(cafe_copy.brief, evidence=cafe_copy.evidence).table
    assert before.set_index("network").loc["telegram", "borrowed_from"] == "EU"
    (cafe_copy.folder / "evidence.csv").write_text(
        HEADER + "reach,telegram,EE,41,%,2026,A,Own survey of customers\n", encoding="utf-8-sig"
    )
    after = score_networks(cafe_copy.brief, evidence=cafe_copy.evidence).table
    assert after.set_index("network").loc["telegram", "status"] == "scored"
