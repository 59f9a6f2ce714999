"""Lesson 10: heard and loud, the middle post, and the shelf that stands empty."""

from statistics import median
from typing import Any

import pandas as pd
import pytest

from course_fake_project import fake_project, reasons
from rival_cases import page_posts, together, typed
from smmlab.course.answering.judging import judge_against
from smmlab.course.lessons.shown_rivals import show_kinds, show_voice
from smmlab.course.tasks import lesson10
from smmlab.course.tasks.lesson10 import NOTHING, TASKS, own_voice, rival_network
from smmlab.errors import DataError

FIRST, SECOND, THIRD = TASKS
SPAN = 90
OWN = [9, 10, 11, 12] * 10
LOUD = [3, 4, 5] * 20
STRONG = [150] * 12 + [38, 39, 40, 41, 42, 43] * 5
LUCKY = [11, 12, 13] * 10 + [9000]


def page(name: str, reactions: list[int], **more: Any) -> pd.DataFrame:
    """Return posts that fill the same ninety days, whatever their number."""
    return page_posts(name, reactions, every=SPAN / (len(reactions) - 1), **more)


def market(**pages: list[int]) -> pd.DataFrame:
    told = {"Loud": LOUD, "Strong": STRONG, "Lucky": LUCKY} | pages
    mine = page("Ours", OWN, own=True, form=["carousel"] + ["photo"] * (len(OWN) - 1))
    rivals = [
        page(name, reactions, form=["carousel"] * 12 + ["photo"] * (len(reactions) - 12))
        if name == "Strong"
        else page(name, reactions)
        for name, reactions in told.items()
    ]
    quiet = page("Ours", [5] * 20, own=True, network="facebook")
    return together(mine, *rivals, quiet)


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let carousels be instructions and photos laughs: reading texts is tested elsewhere."""

    def read(project: Any) -> pd.DataFrame:
        kinds = project.posts["form"].map({"carousel": "instruction", "photo": "laugh"})
        return typed(project.posts, kinds.tolist())

    monkeypatch.setattr(lesson10, "content_types", read)


def project(posts: pd.DataFrame | None = None) -> Any:
    return fake_project(posts=market() if posts is None else posts)


def test_the_network_is_the_one_with_rivals() -> None:
    assert rival_network(project()) == "telegram"


def test_voice_is_responses_and_the_whole_is_everybody() -> None:
    found = FIRST.solve(project())
    ours, others = sum(OWN), sum(LOUD) + sum(STRONG) + sum(LUCKY)
    assert found.value == pytest.approx(ours / (ours + others))
    posts = len(OWN) / (len(OWN) + len(LOUD) + len(STRONG) + len(LUCKY))
    assert "share of the posts" in reasons(found.mistakes, pytest.approx(posts))
    assert "rivals alone" in reasons(found.mistakes, pytest.approx(ours / others))
    told = own_voice(project())
    assert (told.ours, told.everybody) == (ours, ours + others)


def test_the_strongest_rival_is_the_one_whose_middle_post_earns_most() -> None:
    found = SECOND.solve(project())
    pages = {"Loud": LOUD, "Strong": STRONG, "Lucky": LUCKY}
    assert found.value == max(pages, key=lambda name: median(pages[name])) == "Strong"
    assert "publishes most" in reasons(found.mistakes, "Loud")
    lucky = reasons(found.mistakes, "Lucky")
    assert "most responses in all" in lucky
    assert "took the mean" in lucky
    assert found.nearly == ()
    assert set(SECOND.options(project())) == set(pages)


def test_a_rival_that_cannot_be_told_from_the_strongest_is_near() -> None:
    second = project(market(Loud=[*LOUD, 4], Twin=[value - 1 for value in STRONG]))
    found = SECOND.solve(second)
    assert found.value == "Strong"
    assert found.nearly == ("Twin",)
    assert judge_against(SECOND, "Twin", found, second).state == "nearly"


@pytest.mark.usefixtures("types")
def test_white_space_needs_all_three() -> None:
    found = THIRD.solve(project())
    assert found.value == "instruction.carousel"
    assert set(found.because) == {"answered_more", "few_make_it", "we_hardly_do"}
    right = {"choice": found.value, "because": ("answered_more", "we_hardly_do")}
    assert judge_against(THIRD, right, found, project()).state == "right"
    weak = {"choice": found.value, "because": ("answered_more", "best_post")}
    verdict = judge_against(THIRD, weak, found, project())
    assert verdict.state == "nearly"
    assert "single post" in " ".join(verdict.reasons)
    other = judge_against(THIRD, right | {"choice": "laugh.photo"}, found, project())
    assert other.state == "wrong"
    assert "Chance could explain" in " ".join(other.reasons)


@pytest.mark.usefixtures("types")
def test_what_many_make_or_we_make_already_is_not_free() -> None:
    half = [150] * 12 + [38, 39, 40, 41, 42, 43] * 5
    posts = market(Other=half, Another=half)
    carousels = posts["page"].isin(["Other", "Another"]) & posts["reactions"].eq(150)
    crowded = THIRD.solve(project(posts.assign(form=posts["form"].mask(carousels, "carousel"))))
    assert crowded.value == NOTHING
    assert set(crowded.because) == {"nothing_clear", "too_few_posts"}
    assert "many rivals" in reasons(crowded.mistakes, ("instruction.carousel",))

    mine = market()
    often = mine["is_own"] & mine["network"].eq("telegram") & mine["reactions"].eq(9)
    ours = THIRD.solve(project(mine.assign(form=mine["form"].mask(often, "carousel"))))
    assert ours.value == NOTHING
    assert "make it often already" in reasons(ours.mistakes, ("instruction.carousel",))


def test_a_kind_that_so_many_kinds_may_have_thrown_up_is_near(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    columns = ["type", "form", "posts", "pages", "of_pages", "own_share", "ratio", "low", "status"]
    rows = [
        ("laugh", "video", 22, 1, 3, 0.0, 1.6, 1.2, "ordinary"),
        ("medal", "photo", 22, 2, 3, 0.0, 1.5, 1.1, "ordinary"),
        ("medal", "video", 22, 1, 3, 0.1, 1.5, 1.1, "ordinary"),
        ("laugh", "photo", 22, 1, 3, 0.0, 1.5, 0.9, "ordinary"),
    ]
    kinds = pd.DataFrame(rows, columns=columns)
    kinds.index = kinds["type"] + "." + kinds["form"]
    monkeypatch.setattr(lesson10, "rival_kinds", lambda _project: kinds)
    found = THIRD.solve(fake_project())
    assert found.value == NOTHING
    assert found.nearly == ("laugh.video",)
    assert "Chance" in reasons(found.mistakes, ("medal.photo", "medal.video", "laugh.photo"))


@pytest.mark.usefixtures("types")
def test_the_list_holds_what_tempts_and_nothing() -> None:
    options = THIRD.options(project())
    assert set(options["choice"]) == {"instruction.carousel", "laugh.photo", NOTHING}
    assert str(options["choice"]["instruction.carousel"]) == "Instruction, Carousel"
    found = THIRD.solve(project())
    assert set(found.because) <= set(options["because"])


@pytest.mark.usefixtures("types")
def test_the_tables_show_counts_and_no_verdict() -> None:
    told = str(show_voice(project()))
    assert f"Ours\t✓\t{len(OWN)}\t{sum(OWN)}" in told
    assert f"Lucky\t–\t{len(LUCKY)}\t{sum(LUCKY):,}" in told
    kinds = str(show_kinds(project()))
    assert f"Instruction\tCarousel\t12\t× {150 / median(STRONG):.2f}" in kinds
    assert f"1 of 3\t1 of {len(OWN)}" in kinds


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_without_rivals_the_student_is_told_what_to_import(task: Any) -> None:
    with pytest.raises(DataError, match="downloads/rivals"):
        task.solve(fake_project())
    with pytest.raises(DataError, match="downloads/rivals"):
        task.solve(project(page("Ours", OWN, own=True)))
