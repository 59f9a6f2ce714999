"""What the document says of the audience, from findings alone."""

import ast
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

import smmlab.strategy.sections
from smmlab.findings import Finding
from smmlab.strategy.collecting import gather
from smmlab.strategy.document import plain, runs_of
from smmlab.strategy.sections import situation
from smmlab.strategy.statements import Pen
from smmlab.strategy.tables import COLUMNS
from smmlab.texts import Words
from strategy_cases import DAY, all_text, document_of, empty_project, no_analyses


def told(tmp_path: Path, *findings: Finding) -> str:
    return all_text(document_of(empty_project(tmp_path), no_analyses(findings)))


def test_every_column_a_section_asks_for_has_a_name() -> None:
    asked = set()
    for path in Path(smmlab.strategy.sections.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "columns":
                asked |= {
                    one.value for one in ast.walk(node.value) if isinstance(one, ast.Constant)
                }
    assert len(asked) > 10
    assert asked <= set(COLUMNS)


def test_an_audience_of_counts_is_a_table(tmp_path: Path) -> None:
    found = Finding("audience.demographics.vkontakte.sex.female.people", 1_070, "people", 1_070)
    assert "1,070" in told(tmp_path, found)


def test_hours_of_followers_are_told_where_nobody_comments(tmp_path: Path) -> None:
    assert "Hours of activity are not known" in told(tmp_path)
    busy = Finding("audience.follower_hours.tiktok.busy", "18-21", "label", 7)
    text = told(tmp_path, busy)
    assert "TikTok: more followers than on an even day are there at 18-21." in text
    assert "Hours of activity are not known" not in text


@pytest.mark.parametrize(("days", "is_weak"), [(0, False), (6, False), (7, True), (19, True)])
def test_a_short_silence_is_no_weakness(tmp_path: Path, days: int, is_weak: bool) -> None:
    gap = Finding("content.rhythm.vkontakte.kaja.longest_gap_days", days, "days", 41)
    assert ("The longest silence, on VKontakte, kaja:" in told(tmp_path, gap)) == is_weak


def test_none_who_act_together_are_none(tmp_path: Path) -> None:
    key = "audience.coordination.vkontakte.share"
    none = Finding(key, 0.0, "share", 900, 0.0, 0.004, numerator=0, denominator=900)
    some = Finding(key, 0.02, "share", 900, 0.01, 0.03, numerator=18, denominator=900)
    assert "no accounts were found that act together" in told(tmp_path, none)
    assert "again and again: 2%" in told(tmp_path, some)


def test_a_network_that_rules_close_is_no_opportunity(tmp_path: Path) -> None:
    analyses = no_analyses(
        tuple(
            Finding(f"networks.{name}.potential", people, "people", status="estimated")
            for name, people in (("whatsapp", 66_000_000), ("vkontakte", 40_000_000))
        )
    )
    gates = pd.DataFrame({"network": ["whatsapp", "vkontakte"], "gate": ["closed", "open"]})
    analyses.fit = SimpleNamespace(table=gates, recommendation=None, contenders=())
    words = Words("en")
    project = empty_project(tmp_path)
    material = gather(project, analyses, made_on=DAY, words=words)  # type: ignore[arg-type]
    section = situation.write(material, Pen(words))
    text = " ".join(plain(run) for block in section.blocks for run in runs_of(block))
    assert "VKontakte has the most people of the target group: about 40,000,000." in text
    assert "Rules close or limit these networks in this market: WhatsApp." in text
