"""What the document says of credit: the rules in one table, the warning, and the test instead."""

from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from smmlab.datasets.cafe.journeys import write_journeys
from smmlab.findings import Finding, trace
from smmlab.money.credit_comparison import compare_credit, credit_findings
from smmlab.money.geo_test import effect_test_findings, plan_geo_test
from smmlab.money.journeys import read_paths
from smmlab.money.journeys_and_shop import compare_with_shop
from smmlab.own_journeys import read_journeys
from smmlab.strategy.document import Chart, DataTable, Section, plain, runs_of
from strategy_cases import document_of, empty_project, no_analyses
from strategy_parts import section_of, text_of


def money(folder: Path, analyses: object, key: str = "money") -> Section:
    return section_of(document_of(empty_project(folder), analyses), key)


def with_test(orders: int, *more: Finding) -> SimpleNamespace:
    test = plan_geo_test(pd.DataFrame({"orders": [orders] * 30}))
    return no_analyses((*more, *effect_test_findings(test, sources=())))


def credited(folder: Path, orders: int = 500, sold: int = 0) -> SimpleNamespace:
    write_journeys(folder)
    rows = read_journeys(folder)
    assert rows is not None
    credit = compare_credit(read_paths(rows), draws=40)
    shop = pd.DataFrame({"status": ["paid"] * sold + ["voided"] * 5})
    told = compare_with_shop(credit, shop, sources=trace(rows))
    analyses = with_test(orders, *credit_findings(credit, sources=trace(rows)), *told)
    analyses.credit = credit
    return analyses


def test_every_rule_has_a_column_and_the_warning_stands_below(tmp_path: Path) -> None:
    section = money(tmp_path, credited(tmp_path))
    table = next(
        block
        for block in section.blocks
        if isinstance(block, DataTable) and "rule of credit" in plain(block.caption)
    )
    assert [plain(cell) for cell in table.header] == [
        "Channel", "Last touch", "First touch", "Equal parts", "First and last most",
        "Removal effect",
    ]  # fmt: skip
    rows = {plain(row[0]): [plain(cell) for cell in row[1:]] for row in table.rows}
    assert rows["Instagram"][0].startswith("18 (")
    assert rows["Instagram"][1].startswith("197 (")
    assert "newsletter" not in rows, "the funnel calls it letters by e-mail"
    assert rows["Letters by e-mail"][0].startswith("43 (")
    said = text_of(section)
    assert "This is a credit rule, not an effect" in said
    assert "moves up to 62" in said
    assert "Journeys without an order are not in the file" not in said
    charts = [block for block in section.blocks if isinstance(block, Chart)]
    assert any("Instagram" in plain(chart.alt) for chart in charts)


def test_with_enough_orders_the_test_has_a_length(tmp_path: Path) -> None:
    said = text_of(money(tmp_path, credited(tmp_path), "experiments"))
    assert "a rise by a fifth shows after about" in said
    assert "In eight weeks the smallest rise that shows is" in said


def test_with_few_orders_the_test_is_out_of_reach_and_that_is_said(tmp_path: Path) -> None:
    said = text_of(money(tmp_path, with_test(5), "experiments"))
    assert "more than half a year" in said
    assert "not even a doubling would show" in said


def test_without_anything_it_says_what_to_get(tmp_path: Path) -> None:
    nothing = read_paths(
        pd.DataFrame({"path": [], "conversions": [], "nulls": [], "value": [], "currency": []})
    )
    untold = credit_findings(compare_credit(nothing), sources=())
    analyses = no_analyses(tuple(untold))
    assert "Put a journeys.csv into the client folder" in text_of(money(tmp_path, analyses))
    said = text_of(money(tmp_path, analyses, "experiments"))
    assert "How large a test must be is not known yet" in said


@pytest.mark.parametrize(
    ("sold", "said"),
    [(406, "400, in the shop: 406. The way to at least 6 of them is not known"),
     (390, "400, in the shop: 390. The two files count differently"),
     (400, ""), (0, "")],
)  # fmt: skip
def test_journeys_and_shop_are_compared(tmp_path: Path, sold: int, said: str) -> None:
    section = money(tmp_path, credited(tmp_path, sold=sold))
    run = next((plain(run) for block in section.blocks for run in runs_of(block)
                if "in the file of journeys" in plain(run)), "")  # fmt: skip
    assert said in run
    assert bool(said) == bool(run)
