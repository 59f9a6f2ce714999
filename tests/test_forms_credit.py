"""The form of credit: rule, window and currency change the answer; a bad file is said."""

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from smmlab.datasets.cafe.journeys import write_journeys
from smmlab.forms.credit import credit_form

if TYPE_CHECKING:
    from smmlab.project import Project


def client(folder: Path, text: str | None = None) -> "Project":
    if text is not None:
        (folder / "journeys.csv").write_text(text, encoding="utf-8")
    return cast("Project", SimpleNamespace(folder=folder, brief=SimpleNamespace(language="en")))


def test_without_the_file_it_says_how_to_get_one(tmp_path: Path) -> None:
    form = credit_form(client(tmp_path))
    assert not form.picture.value
    assert "journeys.csv" in form.text.value


def test_the_rule_changes_the_answer_and_counted_ways_have_no_window(tmp_path: Path) -> None:
    write_journeys(tmp_path)
    form = credit_form(client(tmp_path))
    rule, window, currency = form.controls
    assert (rule.value, currency.options, window.layout.display) == (
        "markov", (("EUR", "EUR"),), "none",
    )  # fmt: skip
    before = bytes(form.picture.value)
    assert "Instagram: orders 85.8 (21%)" in form.text.value
    rule.value = "last"
    assert "Instagram: orders 18 (4%)" in form.text.value
    assert "Direct visits: orders 265 (66%), €" in form.text.value
    assert bytes(form.picture.value) != before
    assert "None of them shows an effect" in form.text.value


TOUCHES = "journey,at,channel,converted,value,currency\n" + "".join(
    f"{n},2026-01-01,<img src=x blog,0,,\n"
    f"{n},2026-02-10,direct,1,{n + 1},{'EUR' if n % 2 else 'USD'}\n"
    for n in range(40)
)


def test_the_window_forgets_and_each_currency_has_its_own_money(tmp_path: Path) -> None:
    form = credit_form(client(tmp_path, TOUCHES))
    rule, window, currency = form.controls
    assert window.layout.display is None
    rule.value, window.value = "first", 90
    assert sorted(name for name, _value in currency.options) == ["EUR", "USD"]
    currency.value = "EUR"
    assert "&lt;img src=x blog: orders 20 (100%), €420.00" in form.text.value
    currency.value = "USD"
    assert "$400.00" in form.text.value
    window.value = 30
    assert "blog" not in form.text.value
    assert "Direct visits: orders 20 (100%)" in form.text.value
    assert "Journeys without an order are not in the file" in form.text.value


def test_a_value_of_no_currency_is_shown_without_one(tmp_path: Path) -> None:
    form = credit_form(client(tmp_path, "path,conversions,value,nulls\na > b,20,50,9\nb,5,,4\n"))
    assert [name for name, _value in form.controls[2].options] == ["not told"]
    assert "b: " in form.text.value


@pytest.mark.parametrize("text", ["path,conversions\na,-1\n", "what,ever\n1,2\n"])
def test_what_is_wrong_in_the_file_is_said_in_the_form(tmp_path: Path, text: str) -> None:
    form = credit_form(client(tmp_path, text))
    assert "journeys.csv" in form.text.value
    assert form.controls == ()
