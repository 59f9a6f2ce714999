"""A project's own list of placements beside what its files tell of the pages."""

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from placement_cases import LISTED
from smmlab.analyses.placements import compare_listed, placement_room
from smmlab.analyses.rooms import Tables
from smmlab.brief import Brief
from smmlab.rivals.placement_findings import segment_findings
from smmlab.rivals.shared_people import shared_people, shared_segments
from smmlab.schema import conform

if TYPE_CHECKING:
    from smmlab.project import Project


def test_without_a_list_one_finding_says_how_to_begin(cafe: "Project") -> None:
    room = placement_room(Tables(cafe))
    assert [(f.key, f.status) for f in room.findings] == [("rivals.placements", "unknown")]
    assert room.results["placement_plan"] is None


def test_own_figures_and_the_market_stand_behind_the_costs(cafe_copy: "Project") -> None:
    (cafe_copy.folder / "placements.csv").write_text(LISTED, encoding="utf-8")
    comparison, rows = compare_listed(Tables(cafe_copy))
    table = comparison.table.set_index("page")
    assert str(rows[0]) == "placements.csv: 6 rows, lines 2-7"
    # The sample client tagged its links, so its own visits come before public figures.
    assert table.loc["Kohvikud Eestis", "click_basis"] == "own"
    assert table.loc["tallinn.eats", "click_basis"] == "tries"
    assert table.loc["Kohvikud Eestis", "currency"] == cafe_copy.brief.currency
    share = 0.38 / table.loc["tallinn.eats", "affinity"] * 100
    assert 0.01 < share < 0.2
    assert "name the business" in table.loc["tallinn.eats", "disclosure"]


def test_a_decided_budget_is_planned_in_its_currency(cafe_copy: "Project") -> None:
    (cafe_copy.folder / "placements.csv").write_text(LISTED, encoding="utf-8")
    cafe_copy.decide("placements", {"budget": 20_000, "currency": "RUB", "first": 1})
    room = placement_room(Tables(cafe_copy))
    plan = room.results["placement_plan"]
    assert (plan.currency, plan.first, plan.left_out) == ("RUB", 1, 2)
    keys = {found.key for found in room.findings}
    assert "rivals.placements.plan.results" in keys
    assert len(keys) == len(room.findings)


def acts(page: str, people: range, network: str = "telegram") -> pd.DataFrame:
    return pd.DataFrame({"network": network, "post_id": page, "by_page": False,
                         "person": [f"p{n}" for n in people]})  # fmt: skip


POSTS = pd.DataFrame({
    "network": ["telegram"] * 4 + ["x"], "post_id": ["ours", "a", "b", "c", "d"],
    "page": ["Ours", "A", "B", "C", "D"], "is_own": [True, False, False, False, False],
})  # fmt: skip


def test_shared_people_are_counted_once_and_never_a_few() -> None:
    talk = pd.concat([
        acts("ours", range(100)), acts("ours", range(100)),
        acts("a", range(80, 120)), acts("a", range(80, 120)),  # 20 of 40 shared
        acts("b", range(95, 140)),  # five shared: hidden
        acts("c", range(97)),  # all shared but none else: shown
        acts("d", range(50), "x"),  # no own acts on that network
        acts("a", range(1000, 1060)).assign(by_page=True),
    ])  # fmt: skip
    found = shared_people(talk, POSTS).set_index("page")
    assert found.index.tolist() == ["A", "C"]
    assert found.loc["A", ["people", "shared", "share"]].tolist() == [40, 20, 0.5]
    assert found.loc["A", "low"] < 0.5 < found.loc["A", "high"]
    assert found.loc["C", "share"] == 1


def scores(core: range, regular: range) -> pd.DataFrame:
    people = [f"p{n}" for n in [*core, *regular]]
    return pd.DataFrame({"network": "telegram", "person": people,
                         "segment": ["core"] * len(core) + ["regular"] * len(regular)})  # fmt: skip


def test_segments_on_another_page_are_compared_with_all_of_ours() -> None:
    talk = pd.concat([acts("ours", range(100)), acts("a", range(10, 70)), acts("b", range(5, 30))])
    found = shared_segments(talk, POSTS, scores(range(40), range(40, 100)))
    # Of A 30 core and 30 regular are shared: core is a half there and two fifths among ours.
    a = found[found["page"] == "A"].set_index("segment")
    assert a["people"].to_dict() == {"core": 30, "regular": 30}
    assert a.loc["core", "affinity"] == pytest.approx(125)
    assert a.loc["core", "affinity_low"] < 125 < a.loc["core", "affinity_high"]
    # All 25 of B are core: nobody of the other segment is a zero, which is no small group.
    assert found.loc[found["page"] == "B", "affinity"].tolist() == [250]


def test_segments_never_tell_of_a_few_people() -> None:
    talk = pd.concat([acts("ours", range(100)), acts("a", range(35)), acts("b", range(33, 60))])
    # On A 35 of 40 core are there, so five are not; on B only seven of core are there.
    assert shared_segments(talk, POSTS, scores(range(40), range(40, 100)))["page"].tolist() == []
    found = segment_findings(
        shared_segments(
            pd.concat([acts("ours", range(100)), acts("a", range(10, 70))]), POSTS,
            scores(range(40), range(40, 100)),
        ), sources=(),
    )  # fmt: skip
    assert [one.key for one in found[:2]] == [
        "rivals.placement_segments.telegram.A.core.people",
        "rivals.placement_segments.telegram.A.core.affinity",
    ]


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_shared_people_are_the_same_in_every_engine(engine: str) -> None:
    talk = pd.concat([acts("ours", range(60)), acts("a", range(30, 80))])
    wanted = shared_people(talk, POSTS)
    if engine == "polars":
        polars = pytest.importorskip("polars")
        frame = polars.from_pandas(talk)
    else:
        import duckdb

        frame = duckdb.connect().from_df(talk.astype("object"))
    pd.testing.assert_frame_equal(shared_people(frame, POSTS), wanted, check_dtype=False)


class Files(SimpleNamespace):
    """A project whose tables are given: no files, no imports."""

    def table(self, name: str) -> pd.DataFrame:
        return self.tables.get(name, conform(pd.DataFrame(), name))

    relation = table

    @property
    def posts(self) -> pd.DataFrame:
        return self.table("posts")

    def decision(self, _step: str) -> SimpleNamespace:
        return SimpleNamespace(choice={})


def test_an_imported_page_is_measured_with_its_suspects_and_shared_people(tmp_path: Path) -> None:
    (tmp_path / "placements.csv").write_text(
        "network,page,price,reach\nvk,@Kofe,900,5000\nvk,Linn,900,5000\n", encoding="utf-8"
    )
    posts = conform(pd.DataFrame({
        "network": "vkontakte", "page": ["Kofe"] * 12 + ["Ours"], "is_own": [False] * 12 + [True],
        "post_id": [f"k{n}" for n in range(12)] + ["o"], "at": range(13), "form": "photo",
        "reach": [2000] * 13, "reactions": 50, "source_file": "posts.csv", "source_row": range(13),
    }), "posts")  # fmt: skip
    who = [f"p{n}" for n in range(80)]
    talk = conform(pd.DataFrame({
        "network": "vkontakte", "interaction_id": range(110), "by_page": False, "kind": "comment",
        "post_id": [f"k{n % 12}" for n in range(80)] + ["o"] * 30, "person": who + who[:30],
    }), "interactions")  # fmt: skip
    people = conform(pd.DataFrame({
        "network": "vkontakte", "person": who, "has_photo": [n % 4 > 0 for n in range(80)],
        "deactivated": False,
    }), "people")  # fmt: skip
    project = Files(folder=tmp_path, brief=Brief("Kohvik", market="RU", currency="RUB"),
                    evidence=None,
                    tables={"posts": posts, "interactions": talk, "people": people})  # fmt: skip
    comparison, rows = compare_listed(Tables(project))  # type: ignore[arg-type]
    table = comparison.table.set_index("page")
    row = table.loc["@Kofe"]
    assert (row["reach"], row["reach_base"], row["currency"]) == (2000, "reach", "RUB")
    assert (row["shared"], row["acting"], row["overlap_base"]) == (30, 80, "measured")
    # A quarter of those who act there have no picture: more than the rule marks by mistake.
    assert 0.2 < row["suspects"] < 0.9
    assert row["visits"] < 2000 * 0.01
    assert table.loc["Linn", ["suspects", "overlap"]].isna().all()
    assert {source.file for source in rows} == {"placements.csv", "posts.csv"}
