"""Leaders: ranks as networkx gives them, intervals that cover, nobody who should not be there."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.audience.leaders import find_leaders, leader_findings
from smmlab.audience.reply_network import core_numbers, page_ranks
from smmlab.findings import Source

ROWS = (Source("group.json", 1, 900, 900),)
COLUMNS = ["network", "interaction_id", "person", "reply_to", "by_page"]
TIMED = {"kind": "comment", "at": 1}


def talk(answers: list[tuple[str, str]], network: str = "telegram") -> pd.DataFrame:
    """Give everybody one comment; each pair answers it (who, whom)."""
    people = sorted({name for pair in answers for name in pair})
    rows = [(network, f"c{name}", name, None, False) for name in people]
    rows += [(network, f"r{n}", who, f"c{whom}", False) for n, (who, whom) in enumerate(answers)]
    return pd.DataFrame(rows, columns=COLUMNS).assign(**TIMED)


def village(people: int = 30, seed: int = 1) -> list[tuple[str, str]]:
    rng = np.random.default_rng(seed)
    pairs = rng.integers(0, people, (people * 12, 2))
    pairs[: people * 6, 1] //= 4
    return [(f"p{a:02}", f"p{b:02}") for a, b in pairs.tolist() if a != b]


def test_the_karate_club_has_its_published_leaders() -> None:
    club = nx.karate_club_graph()
    pairs = [(a, b) for a, b in club.edges] + [(b, a) for a, b in club.edges]
    acts = talk([(f"p{a + 1:02}", f"p{b + 1:02}") for a, b in pairs])
    leaders = find_leaders(acts, draws=20, most=34).set_index("person")
    assert leaders.loc["p34", "pagerank"] == pytest.approx(0.10092, abs=5e-6)
    assert leaders.loc["p01", "pagerank"] == pytest.approx(0.0970, abs=5e-5)
    assert leaders.index[:2].tolist() == ["p34", "p01"]
    # All ten of the innermost core have at least three partners.
    assert (leaders["core"] == 4).sum() == 10
    assert leaders["answers"].iloc[0] == 2 * club.number_of_edges()
    assert leaders["talkers"].iloc[0] == 34
    assert leaders["candidates"].iloc[0] == sum(degree >= 3 for _, degree in club.degree)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 25), st.integers(1, 80))
def test_many_weightings_at_once_are_those_of_networkx(seed: int, nodes: int, edges: int) -> None:
    rng = np.random.default_rng(seed)
    ends = np.unique(rng.integers(0, nodes, (edges, 2)), axis=0)
    ends = ends[ends[:, 0] != ends[:, 1]]
    weights = rng.poisson(1.5, (3, len(ends)))
    found = page_ranks(ends[:, 0], ends[:, 1], weights, nodes=nodes, tolerance=1e-12)
    for row, ranks in zip(weights, found, strict=True):
        graph = nx.DiGraph()
        graph.add_nodes_from(range(nodes))
        graph.add_weighted_edges_from(
            (a, b, w) for (a, b), w in zip(ends.tolist(), row.tolist(), strict=True) if w
        )
        expected = nx.pagerank(graph, alpha=0.85, tol=1e-12, max_iter=1000)
        np.testing.assert_allclose(ranks, [expected[node] for node in range(nodes)], atol=1e-9)
    graph = nx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from(ends.tolist())
    ties = np.array([sorted(edge) for edge in graph.edges], dtype=np.int64).reshape(-1, 2)
    cores = nx.core_number(graph)
    assert core_numbers(ties, nodes=nodes).tolist() == [cores[node] for node in range(nodes)]


def test_blocks_do_not_change_the_ranks(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(2)
    ends = np.unique(rng.integers(0, 40, (200, 2)), axis=0)
    weights = rng.poisson(2, (9, len(ends)))
    whole = page_ranks(ends[:, 0], ends[:, 1], weights, nodes=40)
    monkeypatch.setattr("smmlab.audience.reply_network._MOST_CELLS", 2 * len(ends))
    parts = page_ranks(ends[:, 0], ends[:, 1], weights, nodes=40)
    np.testing.assert_allclose(whole, parts, atol=1e-8)
    np.testing.assert_allclose(whole.sum(axis=1), 1)


def test_numbers_of_a_leader_are_those_of_the_talk() -> None:
    answers = village()
    leaders = find_leaders(talk(answers), draws=30, most=40).set_index("person")
    for person in leaders.index[:5]:
        got = [who for who, whom in answers if whom == person]
        gave = [whom for who, whom in answers if who == person]
        assert leaders.loc[person, "answers_received"] == len(got)
        assert leaders.loc[person, "replies_given"] == len(gave)
        assert leaders.loc[person, "partners"] == len({*got, *gave})
        # Everybody wrote one comment, so one that was answered is all there can be.
        assert leaders.loc[person, "h_index"] == 1
    assert leaders["rank"].tolist() == list(range(1, len(leaders) + 1))
    assert leaders["pagerank"].is_monotonic_decreasing


def test_a_leader_is_found_by_the_newest_comment() -> None:
    acts = talk(village()).assign(at=lambda frame: range(len(frame)))
    later = [("telegram", "new", "p00", None, False), ("telegram", "liked", "p00", None, False)]
    more = pd.DataFrame(later, columns=COLUMNS).assign(kind=["reply", "reaction"], at=[9e6, 9e7])
    leaders = find_leaders(pd.concat([acts, more]), draws=5).set_index("person")
    assert leaders.loc["p00", "latest_comment"] == "new"
    for person, comment in leaders["latest_comment"].drop("p00").items():
        assert comment == acts.loc[acts["person"] == person, "interaction_id"].iloc[-1]
    timeless = find_leaders(acts.assign(at=None), draws=5)
    assert timeless["latest_comment"].isna().all()


def test_an_h_index_counts_comments_by_how_many_people_answered() -> None:
    acts = talk(village())
    more = pd.DataFrame(
        [("telegram", f"star{n}", "p00", None, False) for n in range(4)]
        + [("telegram", f"s{n}-{who}", f"p{who:02}", f"star{n}", False)
           for n, crowd in enumerate([5, 4, 3, 3]) for who in range(1, crowd + 1)]
        # Asking again is not another person.
        + [("telegram", f"again{n}", "p01", "star3", False) for n in range(9)],
        columns=COLUMNS,
    ).assign(**TIMED)  # fmt: skip
    leaders = find_leaders(pd.concat([acts, more]), draws=5, most=40).set_index("person")
    answered = {who for who, whom in village() if whom == "p00"}
    counts = sorted([len(answered), 5, 4, 3, 3], reverse=True)
    expected = max(h for h in range(6) if sum(count >= h for count in counts) >= h)
    assert leaders.loc["p00", "h_index"] == expected == 3


def test_intervals_hold_the_rank_and_narrow_with_more_talk() -> None:
    little, much = village(), village() * 25
    few = find_leaders(talk(little), draws=100, most=10)
    many = find_leaders(talk(much), draws=100, most=10)
    for leaders in (few, many):
        assert (leaders["rank_low"] <= leaders["rank"]).all()
        assert (leaders["rank"] <= leaders["rank_high"]).all()
        assert (leaders["is_certain"] == (leaders["rank_high"] <= 10)).all()
    width = [(frame["rank_high"] - frame["rank_low"]).mean() for frame in (few, many)]
    assert width[1] < width[0]
    pd.testing.assert_frame_equal(few, find_leaders(talk(little), draws=100, most=10))
    assert not few.equals(find_leaders(talk(little), draws=100, most=10, seed=1))


def test_page_admins_and_suspects_never_lead() -> None:
    answers = village()
    crowd = [(f"p{n:02}", star) for n in range(30) for star in ("page", "boss", "bot") * 3]
    acts = talk([*answers, *crowd])
    acts.loc[acts["person"] == "page", "by_page"] = True
    spoke = pd.DataFrame([("telegram", "x1", "boss", None, True)], columns=COLUMNS).assign(**TIMED)
    suspects = pd.DataFrame({"network": ["telegram", "x"], "person": ["bot", "p01"]})
    before = acts.copy()
    leaders = find_leaders(pd.concat([acts, spoke]), excluded=suspects, draws=5, most=60)
    assert not {"page", "boss", "bot"} & set(leaders["person"])
    assert "p01" in set(leaders["person"]), "a suspect of another network is somebody else"
    alone = find_leaders(talk(answers), draws=5, most=60)
    # Words said to them are words of the person still.
    pd.testing.assert_frame_equal(
        leaders.drop(columns="latest_comment"), alone.drop(columns="latest_comment")
    )
    pd.testing.assert_frame_equal(acts, before)


def test_three_partners_are_needed_and_ten_such_people() -> None:
    # Ten people in a ring who know two neighbours each: nobody has three partners.
    ring = [(f"p{n}", f"p{(n + 1) % 10}") for n in range(10)]
    assert find_leaders(talk(ring)).empty
    assert len(find_leaders(talk(ring), min_partners=2, draws=5)) == 10
    nine = [(f"p{a}", f"p{b}") for a in range(9) for b in range(9) if a != b]
    assert find_leaders(talk(nine)).empty
    loud = [*village(), *[("fan", "p00")] * 50]
    assert "fan" not in set(find_leaders(talk(loud), draws=5, most=60)["person"])


def test_networks_are_ranked_apart() -> None:
    acts = pd.concat([talk(village()), talk(village(seed=4), "vkontakte")])
    leaders = find_leaders(acts, draws=5, most=3)
    assert leaders["network"].tolist() == ["telegram"] * 3 + ["vkontakte"] * 3
    assert leaders["rank"].tolist() == [1, 2, 3] * 2
    alone = find_leaders(talk(village()), draws=5, most=3)
    assert leaders.head(3)["person"].tolist() == alone["person"].tolist()


def test_engines_agree() -> None:
    import duckdb
    import polars as pl

    acts = talk(village())
    expected = find_leaders(acts, excluded=acts.loc[:0, ["network", "person"]], draws=10)
    for frame in (pl.from_pandas(acts), duckdb.from_df(acts)):
        found = find_leaders(frame, excluded=acts.loc[:0, ["network", "person"]], draws=10)
        pd.testing.assert_frame_equal(found, expected)


def test_findings_name_nobody_and_count_no_small_group() -> None:
    answers = village()
    leaders = find_leaders(talk(answers), draws=30)
    found = {finding.key: finding for finding in leader_findings(leaders, sources=ROWS)}
    prefix = "audience.leaders.telegram"
    assert found[f"{prefix}.candidates"].value == 30
    share = found[f"{prefix}.answers_share"]
    first = set(leaders["person"])
    assert share.value == sum(whom in first for _, whom in answers) / len(answers)
    assert share.low is not None
    assert share.high is not None
    assert share.low < share.value < share.high
    assert found[f"{prefix}.certain"].status == ("unknown" if leaders["is_certain"].sum() < 10
                                                 else "estimated")  # fmt: skip
    assert not any(str(name) in str(finding) for finding in found.values() for name in first)
    few = leader_findings(leaders.head(9), sources=ROWS)
    assert not [finding for finding in few if finding.key.endswith("answers_share")]
    (nothing,) = leader_findings(leaders.head(0), sources=ROWS)
    assert nothing.status == "unknown"
