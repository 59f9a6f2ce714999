"""The brief survives a round trip and refuses, in one sentence, what it cannot use."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from smmlab.brief import Brief, Objective, Target, brief_from_dict
from smmlab.errors import ProjectError
from smmlab.project import create_project, open_project

WHOLE = Brief(
    name="Kohvik", business="café", goods="cakes", price_level="middle", market="EE",
    target=Target(25, 44, "female", 4000, places=("Tartu", "Elva"), languages=("et", "ru")),
    objectives=(Objective("reach", 2000, date(2027, 1, 31), "Mari", baseline=900.5),
                Objective("orders", 40)),
    budget_per_month=150.5, hours_per_week=6, tone="friendly", taboo_topics=("politics",),
    rivals_per_network={"facebook": 60}, regulated_goods=("alcohol",),
    key_events="enquiries",
)  # fmt: skip


def test_a_brief_survives_the_round_trip() -> None:
    assert brief_from_dict(WHOLE.as_dict()) == WHOLE


def test_a_brief_survives_the_file_and_comments_stay(tmp_path: Path) -> None:
    project = create_project(tmp_path / "client", Brief(name="Kohvik"))
    path = project.folder / "project.toml"
    path.write_text("# tähtis\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    project.save_brief(WHOLE)
    assert open_project(project.folder).brief == WHOLE
    assert path.read_text(encoding="utf-8").startswith("# tähtis\n")
    project.save_brief(Brief(name="Kohvik"))
    assert open_project(project.folder).brief == Brief(name="Kohvik")
    assert "budget" not in path.read_text(encoding="utf-8")


def test_a_file_of_before_still_opens() -> None:
    old = """
        name = "Kohvik"
        market = "EE"
        posts_per_week = 3
        [target]
        age_from = 25
        age_to = 44
        sex = "female"
        languages = ["et"]
        [[objectives]]
        metric = "orders"
        target = 40
        by = 2027-01-31
        owner = "Mari"
    """
    brief = brief_from_dict(tomllib.loads(old))
    assert brief.objectives == (Objective("orders", 40, date(2027, 1, 31), "Mari"),)
    assert (brief.price_level, brief.budget_per_month, brief.taboo_topics) == ("", None, ())


def test_a_day_may_be_text_or_a_moment_and_a_whole_number_may_have_a_point() -> None:
    goals = [{"metric": "orders", "target": 9, "by": by} for by in ("2027-01-31",)]
    moment = tomllib.loads("by = 2027-01-31T10:00:00")["by"]
    goals.append({"metric": "reach", "target": 9, "by": moment})
    brief = brief_from_dict({"name": "K", "objectives": goals, "target": {"people": 400.0}})
    assert {goal.by for goal in brief.objectives} == {date(2027, 1, 31)}
    assert brief.target.people == 400


FAULTS = [
    ({"market": "MARS"}, "market must be one of EE"),
    ({"timezone": "Europe/Reval"}, "Europe/Reval"),
    ({"currency": "euro"}, "three-letter"),
    ({"target": {"age_from": 40, "age_to": 20}}, "40-20"),
    ({"target": {"age_from": 3, "age_to": 20}}, "3-20 .* from 13 to 120"),
    ({"target": {"people": 0}}, "Nobody belongs to a target group of 0 people"),
    ({"target": {"people": -5}}, "Nobody belongs"),
    ({"target": {"people": "many"}}, "target.people should be a whole number; found many"),
    ({"target": {"people": True}}, "target.people should be a whole number"),
    ({"target": {"age_from": None, "age_to": "old"}}, "target.age_to should be a whole number"),
    ({"target": {"places": "Tartu"}}, "target.places should be a list of texts; found Tartu"),
    ({"target": {"places": ["Tartu", 5]}}, "target.places.2 should be text; found 5"),
    ({"target": {"height": 180}}, "no field target.height"),
    ({"target": "women"}, "target should be a table"),
    ({"target": {"sex": ["female"]}}, "target.sex must be one of"),
    ({"colour": "red"}, "no field colour"),
    ({"business": 7}, "business should be text; found 7"),
    ({"price_level": "luxury"}, "price_level must be one of low, middle, high; found luxury"),
    ({"tone": "rude"}, "tone must be one of friendly, businesslike, informal; found rude"),
    ({"regulated_goods": ["beer"]}, "regulated_goods.1 must be one of alcohol"),
    ({"budget_per_month": -1}, "budget of -1 EUR a month cannot be"),
    ({"budget_per_month": "much"}, "budget_per_month should be a number; found much"),
    ({"budget_per_month": float("nan")}, "budget_per_month should be a number; found nan"),
    ({"hours_per_week": -1}, "A week cannot have -1 hours"),
    ({"hours_per_week": 169}, "A week cannot have 169 hours"),
    ({"posts_per_week": -2}, "-2 posts a week"),
    ({"posts_per_week": 2.5}, "posts_per_week should be a whole number; found 2.5"),
    ({"rivals_per_network": {"facebook": "few"}}, "rivals_per_network should be a table"),
    ({"rivals_per_network": {"facebook": -4}}, "-4 rivals on facebook"),
    ({"objectives": {"metric": "orders"}}, "objectives should be a list of tables"),
    ({"objectives": ["more orders"]}, "objectives.1 should be a table"),
    ({"objectives": [{"metric": "orders"}]}, "no objectives.1.target"),
    ({"objectives": [{"metric": "orders", "target": 5, "by": "soon"}]},
     "objectives.1.by should be a day; found soon"),
    ({"objectives": [{"metric": "orders", "target": 5, "baseline": 5}]},
     "orders begins and ends at 5"),
    ({"objectives": [{"metric": " ", "target": 5}]}, "does not say what is measured"),
    ({"name": None}, "no name"),
    ({"name": " "}, "The client has no name"),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "told"), FAULTS)
def test_a_wrong_field_is_named(fault: dict[str, object], told: str) -> None:
    with pytest.raises(ProjectError, match=told):
        brief_from_dict({"name": "Kohvik", **fault})


def test_a_wrong_value_is_named_from_python_too() -> None:
    with pytest.raises(ProjectError, match="hours_per_week should be a number"):
        Brief(name="K", hours_per_week="six")  # type: ignore[arg-type]
    with pytest.raises(ProjectError, match="target should be a table"):
        Brief(name="K", target=None)  # type: ignore[arg-type]


leaves = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.dates()
)
values = st.one_of(
    leaves, st.lists(leaves, max_size=2), st.dictionaries(st.text(max_size=5), leaves, max_size=2)
)


@given(
    plain=st.dictionaries(st.sampled_from([*WHOLE.as_dict(), "x"]), values, max_size=4),
    target=st.dictionaries(st.sampled_from([*WHOLE.as_dict()["target"], "x"]), values, max_size=3),
)
def test_any_values_make_a_brief_or_one_sentence(
    plain: dict[str, object], target: dict[str, object]
) -> None:
    try:
        brief = brief_from_dict({"name": "K", **plain, "target": target})
    except ProjectError:
        return
    assert brief_from_dict(tomllib.loads(tomlkit.dumps(_without_none(brief)))) == brief


def _without_none(brief: Brief) -> dict[str, object]:
    plain = brief.as_dict()
    plain["objectives"] = [
        {name: value for name, value in goal.items() if value is not None}
        for goal in plain.get("objectives", ())
    ]
    return plain
