"""The brief survives a round trip and refuses what it cannot use."""

from datetime import date

import pytest

from smmlab.brief import Brief, Objective, Target, brief_from_dict
from smmlab.errors import ProjectError


def test_a_brief_survives_the_round_trip() -> None:
    brief = Brief(
        name="Kohvik", market="EE", target=Target(25, 44, "female", languages=("et", "ru")),
        objectives=(Objective("reach", 2000, date(2027, 1, 31), "Mari"),),
        rivals_per_network={"facebook": 60},
    )  # fmt: skip
    assert brief_from_dict(brief.as_dict()) == brief


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ({"market": "MARS"}, "market must be one of EE"),
        ({"timezone": "Europe/Reval"}, "Europe/Reval"),
        ({"currency": "euro"}, "three-letter"),
        ({"target": {"age_from": 40, "age_to": 20}}, "40-20"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_field_is_named(fault: dict[str, object], told: str) -> None:
    with pytest.raises(ProjectError, match=told):
        brief_from_dict({"name": "Kohvik", **fault})
