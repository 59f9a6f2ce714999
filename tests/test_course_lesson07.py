"""Lesson 7: the middle post of a type, not its luckiest one."""

from statistics import mean, median
from typing import Any

import pandas as pd
import pytest

from course_fake_project import fake_project, post, reasons
from smmlab.course.tasks.lesson07 import TASKS, judge_claim
from smmlab.course.tasks.typed_posts import types_by_network
from smmlab.errors import DataError

TYPE, TIMES, CLAIM = TASKS
USUAL = {
    "laugh": [100] * 12,
    "instruction": [60] * 30,
    "provocation": [40] * 11 + [5000],
    "medal": [300] * 3,
}


def page(network: str = "instagram", **reactions: list[int]) -> list[dict[str, Any]]:
    """Return posts of one network whose name tells their type."""
    rows = [(kind, number) for kind, many in reactions.items() for number in many]
    return [
        post(network, place, reactions=number, text=f"Post {place}", url=kind)
        for place, (kind, number) in enumerate(rows)
    ]


def shop(*pages: list[dict[str, Any]]) -> Any:
    """Return a project in which a person has said the type of every post, so that it is sure."""
    posts = [row for rows in pages for row in rows]
    labels = pd.DataFrame(
        [(row["network"], row["post_id"], row["url"]) for row in posts],
        columns=["network", "post_id", "types"],
    )
    return fake_project(labels=labels, posts=posts)


def test_the_best_type_has_the_highest_middle_post() -> None:
    found = TYPE.solve(shop(page(**USUAL)))
    assert found.value == "laugh"
    assert found.nearly == ()
    # One viral provocation makes both its mean and its total the highest.
    assert mean(USUAL["provocation"]) > mean(USUAL["laugh"])
    assert "means" in reasons(found.mistakes, "provocation")
    assert "totals" in reasons(found.mistakes, "provocation")
    assert "fewer than ten" in reasons(found.mistakes, "medal")


def test_many_posts_make_a_large_total_and_no_better_type() -> None:
    found = TYPE.solve(shop(page(laugh=[100] * 12, instruction=[60] * 30)))
    assert sum([60] * 30) > sum([100] * 12)
    assert dict(found.mistakes) == {
        reason: "instruction" for reason in found.mistakes if "totals" in reason
    }
    assert len(found.mistakes) == 1


def test_a_type_that_may_be_as_good_is_half_right() -> None:
    spread = [20, 30, 90, 95, 99, 102, 105, 110, 120, 130, 131, 132]
    found = TYPE.solve(shop(page(laugh=[110] * 14, medal=spread)))
    assert (found.value, found.nearly) == ("laugh", ("medal",))


def test_posts_without_a_clear_type_are_no_answer() -> None:
    found = TYPE.solve(shop(page(none=[900] * 12, laugh=[20] * 12, medal=[10] * 12)))
    assert found.value == "laugh"
    assert "none" not in found.mistakes.values()


def test_the_network_is_the_one_where_most_types_can_be_compared() -> None:
    two = page("facebook", laugh=[10] * 12, medal=[90] * 12)
    three = page(laugh=[100] * 10, instruction=[60] * 10, provocation=[40] * 10)
    bare = [
        {**row, "reach": None}
        for row in page("telegram", **dict.fromkeys(("laugh", "medal", "provocation"), [9] * 20))
    ]
    project = shop(two, three, bare, page("telegram", instruction=[9] * 20)[:0])
    assert list(types_by_network(project)) == ["instagram", "facebook"]
    assert TYPE.solve(project).value == "laugh"


def test_a_network_on_which_a_type_stands_apart_goes_before_one_with_more_types() -> None:
    alike = page("facebook", laugh=NOISE, medal=NOISE, provocation=NOISE, instruction=NOISE)
    apart = page(laugh=[10] * 12, medal=[90] * 12)
    project = shop(alike, apart)
    assert list(types_by_network(project)) == ["instagram", "facebook"]
    assert TYPE.solve(project).value == "medal"


def test_how_many_times_is_a_ratio_of_middles_with_its_interval() -> None:
    laughs = [80, 90, 95, 100, 100, 100, 105, 110, 120, 130, 140, 900]
    found = TIMES.solve(shop(page(laugh=laughs, instruction=[60] * 30, provocation=[40] * 12)))
    every = laughs + [60] * 30 + [40] * 12
    assert found.value == pytest.approx(median(laughs) / median(every))
    assert found.low < found.value < found.high
    assert found.low >= 90 / 60
    assert found.high <= 140 / 60
    assert "divided means" in reasons(found.mistakes, pytest.approx(mean(laughs) / mean(every)))
    assert "sums" in reasons(found.mistakes, pytest.approx(sum(laughs) / sum(every)))
    assert "other way" in reasons(found.mistakes, pytest.approx(1 / found.value))


def test_a_middle_post_without_any_response_has_no_multiple() -> None:
    silent = shop(page(laugh=[9] * 10, medal=[0] * 10, provocation=[0] * 30))
    with pytest.raises(DataError, match="earned no response"):
        TIMES.solve(silent)


def test_one_network_where_another_type_earns_more_is_enough_against_always() -> None:
    good = page("facebook", provocation=[90] * 12, laugh=[10] * 12, medal=[9] * 12)
    bad = page(provocation=[50] * 15, laugh=[100] * 12)
    found = CLAIM.solve(shop(good, bad))
    assert found.value == "contradicts"
    assert set(found.because) == {
        "beside_the_best_other", "beside_the_middle_post", "what_the_test_says"
    }  # fmt: skip
    assert "rule of the trade" in reasons(found.mistakes, "supports")
    assert "do tell" in reasons(found.mistakes, "cannot_tell")


def test_the_claim_is_supported_where_provocation_stands_out() -> None:
    found = CLAIM.solve(shop(page(provocation=[90] * 12, laugh=[10] * 12, medal=[9] * 12)))
    assert found.value == "supports"
    assert set(found.because) == {
        "beside_the_best_other", "beside_the_middle_post", "what_the_test_says"
    }  # fmt: skip
    assert "supports" not in found.mistakes.values()
    assert found.nearly == ()
    assert "do tell" in reasons(found.mistakes, "cannot_tell")


def test_where_another_network_cannot_tell_always_may_be_left_open() -> None:
    good = page(provocation=[90] * 12, laugh=[10] * 12, medal=[9] * 12)
    found = CLAIM.solve(shop(good, page("facebook", provocation=NOISE, laugh=NOISE)))
    assert (found.value, found.nearly) == ("supports", ("cannot_tell",))
    assert "cannot_tell" not in found.mistakes.values()


NOISE = [10, 90, 30, 70, 50, 20, 80, 40, 60, 55, 45, 65]


def test_overlapping_intervals_leave_the_claim_open() -> None:
    found = CLAIM.solve(shop(page(provocation=NOISE, laugh=NOISE[::-1], medal=NOISE)))
    assert found.value == "cannot_tell"
    assert set(found.because) == {"beside_the_best_other", "what_the_test_says"}
    assert "no proof of the contrary" in reasons(found.mistakes, "contradicts")


@pytest.mark.parametrize("ahead", ["provocation", "laugh"])
def test_a_lead_within_the_intervals_leaves_the_claim_open(ahead: str) -> None:
    alike = {"provocation": NOISE, "laugh": NOISE, "medal": NOISE}
    found = CLAIM.solve(shop(page(**alike | {ahead: [number + 5 for number in NOISE]})))
    assert found.value == "cannot_tell"


def test_a_few_provocations_tell_nothing_however_good_they_are() -> None:
    project = shop(page(provocation=[900] * 9, laugh=[10] * 12, medal=[9] * 12))
    found = CLAIM.solve(project)
    assert found.value == "cannot_tell"
    assert (found.because, found.least) == (("what_the_test_says",), 1)
    said = CLAIM.options(project)["because"]
    assert "only 9 provocations" in said["what_the_test_says"]
    assert "beside_the_best_other" not in said


def test_without_a_provocation_nothing_can_be_told() -> None:
    project = shop(page(laugh=[10] * 12, medal=[9] * 12))
    found = CLAIM.solve(project)
    assert (found.value, found.because, found.least) == ("cannot_tell", (), 0)
    assert set(CLAIM.options(project)["because"]) == {"one_post", "means", "totals"}


def test_without_a_difference_the_test_alone_does_not_prove_the_contrary() -> None:
    # Laughs beat provocations, which are no worse than the middle of all.
    rows = page(provocation=[50] * 12, laugh=[100] * 12, medal=[10] * 12, instruction=[10] * 12)
    found = CLAIM.solve(shop(rows))
    assert found.value == "contradicts"
    assert "beside_the_middle_post" not in found.because
    there = types_by_network(shop(rows))["instagram"]
    assert judge_claim(there) == "contradicts"
    assert found.least == 1


def test_every_ground_compares_or_tempts_with_a_true_number() -> None:
    project = shop(page(**USUAL))
    offered = CLAIM.options(project)
    said = {name: str(text) for name, text in offered["because"].items()}
    assert "Laugh earned 10% (interval 10% to 10%, 12 posts)" in said["beside_the_best_other"]
    assert "middle provocation 4%" in said["beside_the_best_other"]
    assert "the middle of 12 provocations earned 4%" in said["beside_the_middle_post"]
    assert "Provocation; it had 5,000" in said["one_post"]
    assert f"Instruction {sum(USUAL['instruction']):,}" in said["totals"]
    assert "Instruction 6%" in said["means"]
    found = CLAIM.solve(project)
    assert not {"one_post", "means", "totals"} & set(found.because)
    assert "mean" in reasons(found.mistakes, "means")
    assert "total" in reasons(found.mistakes, "totals")
    assert list(offered["choice"]) == ["supports", "contradicts", "cannot_tell"]
    # Nobody can guess from the order which findings carry.
    assert next(iter(said)) == "totals"
    assert len(said) == 6


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_too_few_posts_say_what_to_do(task: Any) -> None:
    for project in (fake_project(), shop(page(laugh=[10] * 12, medal=[9] * 9))):
        with pytest.raises(DataError, match="ten own posts each on one network"):
            task.solve(project)
