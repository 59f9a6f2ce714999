"""All rooms together: unique keys, numbers with their rows, the planted truth found again."""

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from smmlab.analyses import ROOMS, analyse, findings_about
from smmlab.analyses.networks import own_results
from smmlab.brief import Brief
from smmlab.content.forms import compare_forms
from smmlab.content.type_summary import summarise_types
from smmlab.content.types import classify_content
from smmlab.datasets.cafe.truth import TRUTH
from smmlab.errors import DataError
from smmlab.findings import SMALLEST_GROUP
from smmlab.kept_findings import read_findings
from smmlab.money.orders import summarise_orders
from smmlab.networks.fit import score_networks
from smmlab.project import create_project
from smmlab.strategy.document import plain
from smmlab.strategy.key_words import name_of_key
from smmlab.strategy.statements import Pen
from smmlab.texts import Words

if TYPE_CHECKING:
    from pathlib import Path

    from smmlab.analyses import Analyses
    from smmlab.project import Project


@pytest.fixture(scope="module")
def found(cafe: "Project") -> "Analyses":
    return analyse(cafe)


def test_keys_are_unique_and_known_numbers_have_rows(found: "Analyses") -> None:
    keys = [finding.key for finding in found.findings]
    assert len(keys) == len(set(keys))
    bare = [f.key for f in found.findings if f.status == "measured" and not f.sources]
    assert bare == []


def test_every_finding_of_the_sample_is_told_in_words(found: "Analyses") -> None:
    pen = Pen(Words("en"))
    bare = [one.key for one in found.findings if plain(name_of_key(pen, one.key)) == one.key]
    assert bare == []


def test_every_rate_carries_both_counts(found: "Analyses") -> None:
    rates = [
        f for f in found.findings
        if f.unit == "share" and f.status == "measured" and f.key.endswith(("share", "rate"))
        and not f.key.startswith("audience.demographics")
    ]  # fmt: skip
    assert rates
    for rate in rates:
        assert rate.numerator is not None, rate.key
        assert rate.value == pytest.approx(rate.numerator / rate.denominator), rate.key


def test_no_group_of_fewer_than_ten_people_is_shown(found: "Analyses") -> None:
    people = [f for f in found.findings if f.unit == "people" and f.status == "measured"]
    assert people
    assert all(f.value >= SMALLEST_GROUP for f in people)


def test_the_planted_campaigns_are_found_to_the_cent(found: "Analyses") -> None:
    for campaign in TRUTH.campaigns:
        row = found.utm[found.utm["campaign"] == campaign.name].iloc[0]
        assert row["orders"] == campaign.orders
        assert row["revenue"] == pytest.approx(campaign.revenue)
        assert row["sessions"] == campaign.sessions


def test_the_planted_effects_are_named_and_the_absent_one_is_not(found: "Analyses") -> None:
    laugh = found.finding("content.types.instagram.laugh.verdict")
    assert laugh is not None
    assert laugh.value == "better"
    short = found.finding("content.forms_reach.instagram.short.verdict")
    assert short is not None
    assert short.value == "better"
    assert found.timing.hour is None
    worst = found.finding("dialogue.alerts.worst")
    assert worst is not None
    assert str(worst.value).startswith("2026-03-1")


def test_the_document_and_a_notebook_show_the_same_numbers(
    cafe: "Project", found: "Analyses"
) -> None:
    posts = cafe.posts
    fit = score_networks(
        cafe.brief, rivals=cafe.rivals, own=own_results(cafe), evidence=cafe.evidence
    )
    pd.testing.assert_frame_equal(fit.table, found.fit.table)
    pd.testing.assert_frame_equal(
        summarise_types(posts, classify_content(posts)), found.type_summary
    )
    pd.testing.assert_frame_equal(compare_forms(posts), found.forms)
    pd.testing.assert_frame_equal(summarise_orders(cafe.orders), found.orders)


def test_an_empty_project_says_unknown_everywhere_it_has_no_rows(tmp_path: "Path") -> None:
    empty = analyse(create_project(tmp_path / "empty", Brief("Empty", market="EE")))
    counted = [f for f in empty.findings if f.status == "measured" and f.value not in (0, None)]
    assert counted == []


def test_a_room_is_kept_before_the_next_one_is_worked_out(tmp_path: "Path") -> None:
    project = create_project(tmp_path / "empty", Brief("Empty", market="EE"))
    kept: list[list[str]] = []

    def look(_room: str) -> None:
        kept.append([room for room in ROOMS if read_findings(project.folder, room) is not None])

    analyse(project, progress=look)
    assert kept == [list(ROOMS[:number]) for number in range(len(ROOMS))]
    assert ROOMS[-1] == "audience"


def test_a_room_can_be_read_alone(cafe: "Project", found: "Analyses") -> None:
    money = findings_about(cafe, "money")
    assert set(money["key"]) == {f.key for f in found.findings if f.key.startswith("money.")}
    with pytest.raises(DataError, match="audience, networks"):
        findings_about(cafe, "weather")
