"""The form of audiences: each way to compare has its picture, and the missing is told."""

from typing import TYPE_CHECKING

import ipywidgets as w
import pandas as pd
import pytest

from smmlab.forms import composition as module
from smmlab.forms.composition import composition_form

if TYPE_CHECKING:
    from smmlab.project import Project


def test_every_way_to_compare_has_its_own_picture(cafe: "Project") -> None:
    form = composition_form(cafe)
    dimension = next(c for c in form.children if isinstance(c, w.Dropdown))
    pictures = set()
    for _label, value in dimension.options:
        dimension.value = value
        pictures.add(bytes(form.picture.value))
        assert form.text.value
    assert len(pictures) == len(dimension.options)
    assert "evidence.csv" in form.text.value
    assert "p_" not in form.text.value


def test_affinity_is_explained_where_the_market_is_known(
    cafe: "Project", monkeypatch: pytest.MonkeyPatch
) -> None:
    market = pd.DataFrame({"dimension": "sex", "value": ["female", "male"], "share": [0.5, 0.5]})
    monkeypatch.setattr(module, "market_population", lambda *_a, **_k: market)
    form = composition_form(cafe)
    assert "affinity index" in form.text.value.lower()
    assert "evidence.csv" not in form.text.value
