"""The section on the network: cautions first, conditions, what would turn it, own results."""

from pathlib import Path

import pandas as pd
import pytest

from smmlab.brief import Brief, Target
from smmlab.networks.evidence import load_evidence
from smmlab.networks.fit import score_networks
from smmlab.networks.fit_findings import network_findings
from smmlab.networks.habits import habit_findings, network_habits
from smmlab.networks.report import UNCOUNTED
from smmlab.strategy.build import build_document
from smmlab.strategy.document import Chart, Section
from smmlab.texts import Words
from strategy_cases import DAY, document_of, empty_project, full_project, gather, no_analyses
from strategy_parts import section_of, text_of

CAFE = Brief("Kohvik", market="EE", target=Target(25, 44, "female", people=180_000))
COUNTS = {"facebook": 60, "instagram": 85, "tiktok": 22, "pinterest": 9, "youtube": 12}
OWN = pd.DataFrame(
    {"network": ["facebook", "instagram"], "posts": [40, 40], "reach": [40_000, 40_000],
     "engagements": [900, 700], "enquiries": [30, 12], "orders": [60, 9]}
)  # fmt: skip
MINE = pd.DataFrame(
    [{"topic": "reach", "network": "pinterest", "market": "EE", "value": 20, "unit": "%",
      "year": 2026, "grade": "A", "source": "our survey"}]
)  # fmt: skip


def analyses_of(**named):
    fit = score_networks(CAFE, evidence=load_evidence(MINE, year=2026), draws=2_000, **named)
    habits = network_habits(fit.contenders, market="EE", evidence=load_evidence(year=2026))
    analyses = no_analyses((*network_findings(fit), *habit_findings(habits)))
    analyses.fit = fit
    return analyses


def written(project, analyses, language="en") -> Section:
    document = build_document(
        gather(project, analyses, made_on=DAY, words=Words(language))  # type: ignore[arg-type]
    )
    return section_of(document, "network")


@pytest.fixture(scope="module")
def told() -> Section:
    return written(empty_project(Path("none")), analyses_of(rivals=COUNTS, own=OWN))


def test_every_condition_stands_beside_its_limit(told):
    text = text_of(told)
    fit = analyses_of(rivals=COUNTS, own=OWN).fit
    for row in fit.conditions.itertuples():
        if row.condition in ("p_best", "regret"):
            assert f"{row.value:.1%}".replace(".0%", "%") in text
    assert "at least 60%" in text
    assert "less than 10%" in text
    assert "Its sellers were counted." in text


def test_the_nearest_break_even_is_said_first(told):
    text = text_of(told)
    rows = analyses_of(rivals=COUNTS, own=OWN).fit.break_even
    rows = rows[rows["input"].isin(["sellers", "reach"])]
    nearest = rows.loc[(rows["times"].where(rows["times"] > 1, 1 / rows["times"])).idxmin()]
    first = text.index(" wins if the ")
    assert f"{nearest['times']:.2f}".rstrip("0") in text[first : first + 90]


def test_own_results_own_figures_and_borrowed_ones_are_named(told):
    text = text_of(told)
    assert "What our own results say" in text
    assert "Figures of our own from evidence.csv" in text
    assert "the nearest one stands in" in text
    assert "Telegram" in text


def test_the_pictures_of_the_choice_are_there(told):
    names = [block.name for block in told.blocks if isinstance(block, Chart)]
    assert names == ["fit", "funnel", "places", "tornado", "feed-load"]


def test_how_people_use_the_contenders_stands_there_with_the_first_form(told):
    text = text_of(told)
    assert "How people use them" in text
    assert "A post lives" in text
    fit = analyses_of(rivals=COUNTS, own=OWN).fit
    rows = network_habits(fit.contenders, market="EE", evidence=load_evidence(year=2026))
    share = rows[(rows["habit"] == "purpose") & (rows["segment"] == "buying")]["value"].iloc[0]
    assert f"{share:.1%}" in text


def test_what_to_beware_of_comes_first():
    section = written(empty_project(Path("none")), analyses_of(rivals={}))
    text = text_of(section)
    assert text.index(UNCOUNTED) < text.index("How the networks compare")
    assert "nobody has done so yet" in text


def test_without_a_comparison_the_section_says_what_to_do():
    text = text_of(written(empty_project(Path("none")), no_analyses()))
    assert "The networks are not compared yet" in text
    assert "What would change the answer" not in text


@pytest.mark.parametrize("language", ["et", "ru"])
def test_the_section_speaks_the_language(language):
    text = text_of(
        written(empty_project(Path("none")), analyses_of(rivals=COUNTS, own=OWN), language)
    )
    for english in (" wins if ", "Its chance", "The figure to check", "Nobody counted"):
        assert english not in text


def test_a_chosen_network_keeps_its_doubts(tmp_path):
    section = written(full_project(tmp_path), analyses_of(rivals=COUNTS))
    text = text_of(section)
    assert "Build the gathering place on Instagram" in text
    assert "What would change the answer" in text
    assert document_of(full_project(tmp_path), no_analyses())
