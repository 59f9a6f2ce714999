"""Forms of customers: each control is a keyword of the analysis, each picture has a sentence."""

import ipywidgets as w
import pytest
from matplotlib.axes import Axes

from smmlab.forms.customers import customers_form, repeat_buying_form
from smmlab.forms.frame import Form
from smmlab.money.customer_segments import segment_customers
from smmlab.plots.theme import new_axes
from smmlab.project import Project
from smmlab.texts import Words

PNG = b"\x89PNG"


def control(form: Form, kind: type[w.Widget], number: int = 0) -> w.Widget:
    return [one for one in form.controls if isinstance(one, kind)][number]


@pytest.fixture(scope="module")
def form(cafe: Project) -> Form:
    return customers_form(cafe)


def test_the_customers_of_the_sample_client_are_shown(form: Form, cafe: Project) -> None:
    assert bytes(form.picture.value).startswith(PNG)
    leader = segment_customers(cafe.orders, timezone="Europe/Tallinn").segments.iloc[0]
    assert leader["segment"] == "champions"
    assert "Champions" in form.text.value
    assert leader["net_revenue_share"] > leader["share"]


def test_a_change_of_the_rules_draws_anew(form: Form) -> None:
    grid = control(form, w.Dropdown)
    before = bytes(form.picture.value)
    grid.value = "revised"
    assert bytes(form.picture.value) != before
    grid.value = "standard"
    assert bytes(form.picture.value) == before
    assert [code for _label, code in control(form, w.Dropdown, 1).options] == ["", "EUR"]


def test_a_forecast_that_cannot_be_given_says_why(cafe: Project) -> None:
    form = repeat_buying_form(cafe)
    view = control(form, w.Dropdown)
    assert [value for _label, value in view.options] == ["forecast", "fit"]
    view.value = "fit"
    assert form.picture.layout.display == "none"
    assert "at least a hundred customers who came back" in form.text.value


def test_the_form_shows_the_forecast_or_how_well_it_fits(
    cafe: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def drawing(name: str) -> object:
        def draw(_found: object, *, words: Words) -> Axes:
            drawn.append(name)
            return new_axes()

        return draw

    for name in ("plot_repeat_buying", "plot_repeat_fit"):
        monkeypatch.setattr(f"smmlab.forms.customers.{name}", drawing(name))
    control(repeat_buying_form(cafe), w.Dropdown).value = "fit"
    assert drawn == ["plot_repeat_buying", "plot_repeat_fit"]
