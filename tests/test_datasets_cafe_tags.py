"""The tags of the café: contents planted in visits and orders, and the scheme they follow."""

from collections import Counter
from datetime import date
from pathlib import Path

from smmlab.datasets.cafe.scheme import write_cafe_scheme
from smmlab.datasets.cafe.truth import TRUTH
from smmlab.own_scheme import read_scheme
from test_datasets_cafe import cafe, traffic

__all__ = ["cafe"]


def test_contents_have_the_planted_sessions_and_make_up_their_campaign(cafe: Path) -> None:
    sessions: Counter[tuple[str, str]] = Counter()
    for row in traffic(cafe):
        content = row["Session manual ad content"]
        sessions[row["Session campaign"], content] += int(row["Sessions"])
    for campaign in TRUTH.campaigns:
        for part in campaign.contents:
            assert sessions.pop((campaign.name, part.type)) == part.sessions
        if campaign.contents:
            assert sum(part.sessions for part in campaign.contents) == campaign.sessions
            assert sum(part.orders for part in campaign.contents) == campaign.orders
    assert {content for _, content in sessions} == {"(not set)"}


def test_the_scheme_names_the_campaigns_that_ran(tmp_path: Path) -> None:
    write_cafe_scheme(tmp_path)
    scheme = read_scheme(tmp_path)
    assert scheme.site == "kaja.example"
    assert [c.name for c in scheme.campaigns] == [c.name for c in TRUTH.campaigns]
    assert scheme.campaigns[0].runs_on(date(2025, 12, 20))
    assert not scheme.campaigns[0].runs_on(date(2025, 12, 21))


def test_a_scheme_that_somebody_wrote_stays(tmp_path: Path) -> None:
    (tmp_path / "utm.toml").write_text('site = "mine.example"\n', encoding="utf-8")
    write_cafe_scheme(tmp_path)
    assert read_scheme(tmp_path).site == "mine.example"
