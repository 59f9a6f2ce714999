"""A student opens a lesson in a real browser and answers: as many do, nearly, and right."""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from lab_in_browser import NEEDS_CHROMIUM, QUIET, Opened, notebook, running_lab, wait_for
from smmlab.course.answering.options import options_of
from smmlab.course.answering.verdict import SIGNS
from smmlab.course.catalogue import find_task
from smmlab.project import Project, open_project
from smmlab.texts import Words

if TYPE_CHECKING:
    from smmlab.course.task import Reference
    from smmlab.texts import Language

pytestmark = NEEDS_CHROMIUM

LESSON = "course/05-choose-one-network.ipynb"
OWN = "own-page.ipynb"
_TOO_WIDE = """() => [...document.querySelectorAll('.smm-form, .smm-table')]
  .filter(one => one.offsetParent !== null && one.scrollWidth > one.clientWidth + 2)
  .map(one => one.className)"""
# The further lines of a long ground stand below its first one, not below the box.
_UNDER_BOXES = """() => [...document.querySelectorAll('.smm-tick')].filter(tick => {
  const box = tick.querySelector('input').getBoundingClientRect();
  const lines = document.createRange();
  lines.selectNodeContents(tick.querySelector('span'));
  return [...lines.getClientRects()].some(line => line.left < box.right);
}).map(tick => tick.innerText)"""


@dataclass
class Hand:
    """The hand of a student at one open notebook, with the eye of the teacher."""

    page: Any
    project: Project
    shots: Path
    shown: int = 0

    @property
    def words(self) -> Words:
        return Words(self.project.brief.language)

    def form(self, name: str) -> Any:
        form = self.page.locator(".smm-task").filter(has_text=name)
        # Cells out of sight are not laid out.
        form.scroll_into_view_if_needed()
        return form

    def labels(self, name: str, part: str = "choice") -> list[str]:
        return list(options_of(find_task(name), self.project)[part])

    def choose(self, name: str, *ids: str) -> None:
        """Choose in each list of a form, from the first one on."""
        offered = self.labels(name)
        for at, one in enumerate(ids):
            # Above the options stands the one that chooses none.
            self.form(name).locator("select").nth(at).select_option(index=1 + offered.index(one))

    def tick(self, name: str, *ids: str) -> None:
        """Tick these grounds and no other."""
        boxes = self.form(name).locator("input[type=checkbox]")
        for at, one in enumerate(self.labels(name, "because")):
            boxes.nth(at).set_checked(one in ids)

    def write(self, name: str, typed: str) -> None:
        self.form(name).locator("input[type=text]").fill(typed)

    def press(self, name: str, state: str) -> str:
        """Press the button; return the verdict, which must be of this state."""
        form = self.form(name)
        form.locator(".smm-task-button").click()
        verdict = form.locator(f".smm-verdict-{state}")
        wait_for(verdict.is_visible, f"{name} is not told {state}: {form.inner_text()}", seconds=30)
        self.shown += 1
        form.screenshot(path=str(self.shots / f"course_{self.shown:02}_{name}_{state}.png"))
        said = str(verdict.inner_text())
        assert SIGNS[state] in said  # type: ignore[index]
        return said

    def kept(self, name: str) -> Mapping[str, Any]:
        file = self.project.folder / "answers.json"
        return dict(json.loads(file.read_text(encoding="utf-8"))[name])


@pytest.fixture(scope="module", params=["en"])
def student(
    request: pytest.FixtureRequest,
    student_folders: "dict[Language, Path]",
    tmp_path_factory: pytest.TempPathFactory,
) -> Project:
    """Give a student's folder in which may be answered, with a page of the student's own."""
    folder = shutil.copytree(
        student_folders[request.param], tmp_path_factory.mktemp("students") / "mari"
    )
    source = 'import smmlab as sl\n\nsl.task_form("lesson01.q2")'
    own = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    own.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(own, folder / "notebooks" / OWN)
    return open_project(folder)


@QUIET
def test_a_student_answers_in_the_browser(
    student: Project, own_config: Path, tmp_path: Path
) -> None:
    shots = Path(os.environ.get("SMMLAB_SCREENSHOTS", tmp_path))
    with running_lab(student.folder, own_config, tmp_path / "home") as lab:
        with notebook(lab, LESSON) as opened:
            hand = Hand(opened.page, student, shots)
            wait_for(lambda: opened.page.locator(".smm-task").count() == 3, "not three tasks")
            choose_one(hand)
            put_in_order(hand)
            give_grounds(hand)
            run_last_cell(opened.page)
            see_progress(hand)
            assert_quiet(opened)
        with notebook(lab, OWN) as opened:
            write_a_share(Hand(opened.page, student, shots, hand.shown))
            assert_quiet(opened)


def choose_one(hand: Hand) -> None:
    """Press with nothing chosen, choose as many do, and then right."""
    name, reference = "lesson05.q1", solved(hand, "lesson05.q1")
    hand.form(name).locator(".smm-task-button").click()
    nothing = hand.words.say("Nothing is answered yet.")
    wait_for(lambda: nothing in hand.form(name).inner_text(), "an empty answer was taken")
    reason, wrong = first_mistake(reference)
    hand.choose(name, wrong)
    told = hand.press(name, "wrong")
    assert hand.words.say(reason) in told
    assert shown(hand, name, reference.value) not in told
    assert hand.kept(name)["answer"] == wrong
    hand.choose(name, reference.value)
    changed = hand.words.say("Changed since then. Press the button again.")
    wait_for(lambda: changed in hand.form(name).inner_text(), "an old verdict stands")
    hand.press(name, "right")
    assert (hand.kept(name)["answer"], hand.kept(name)["tries"]) == (reference.value, 2)


def put_in_order(hand: Hand) -> None:
    """Put the networks in order: as a usual mistake has them, two neighbours swapped, right."""
    name, reference = "lesson05.q2", solved(hand, "lesson05.q2")
    right, mistakes = reference.value, set(reference.mistakes.values())
    reason, wrong = first_mistake(reference)
    swaps = ((right[1], right[0], *right[2:]), (*right[:-2], right[-1], right[-2]))
    swapped = next(order for order in swaps if order not in mistakes)
    for order, state, says in (
        (wrong, "wrong", reason),
        (swapped, "nearly", "Two neighbours in the order have changed places."),
        (right, "right", ""),
    ):
        hand.choose(name, *order)
        told = hand.press(name, state)
        assert hand.words.say(says) in told if says else True
        assert not [one for one in right if shown(hand, name, one) in told]
        assert hand.kept(name)["answer"] == list(order)


def give_grounds(hand: Hand) -> None:
    """Choose a network by what tempts, then right without enough grounds, then with them."""
    name, reference = "lesson05.q3", solved(hand, "lesson05.q3")
    reason, tempting = first_mistake(reference)
    network, ground = (*tempting, "reach")[:2]
    hand.choose(name, network)
    hand.tick(name, ground)
    assert hand.words.say(reason) in hand.press(name, "wrong")
    hand.choose(name, reference.value)
    told = hand.press(name, "nearly")
    assert hand.words.say("The choice is right.") in told
    assert hand.words.say(reason) in told
    hand.tick(name, *reference.because)
    hand.press(name, "right")
    assert set(hand.kept(name)["answer"]["because"]) == set(reference.because)
    assert hand.page.locator(".smm-tick").count() == len(hand.labels(name, "because"))
    assert hand.page.evaluate(_UNDER_BOXES) == []


def write_a_share(hand: Hand) -> None:
    """Write a share: of the wrong whole, a hundred times too small, and right."""
    name, reference = "lesson01.q2", solved(hand, "lesson01.q2")
    reason, wrong = first_mistake(reference)
    share = float(reference.value)
    for number, state, says in (
        (wrong, "wrong", reason),
        (share / 100, "nearly", "Look at the unit: the number is a hundred times too large or too "
         "small for it."),
        (share, "right", ""),
    ):  # fmt: skip
        typed = hand.words.number(100 * number, digits=4)
        hand.write(name, typed)
        told = hand.press(name, state)
        assert hand.words.say(says) in told if says else True
        assert hand.words.number(100 * share, digits=1) not in told
        assert hand.kept(name)["answer"] == pytest.approx(number, rel=1e-3)


def run_last_cell(page: Any) -> None:
    """Run the cell that shows the progress once more, as a student does."""
    cell = page.locator(".jp-CodeCell").last
    cell.scroll_into_view_if_needed()
    cell.locator(".jp-OutputArea-output").first.click()
    page.keyboard.press("Control+Enter")


def see_progress(hand: Hand) -> None:
    """See in the table that all three are right, and that nothing sticks out of its cell."""
    table = hand.page.locator(".jp-CodeCell").last
    right = f"{SIGNS['right']} {hand.words.say('Right')}"
    wait_for(lambda: table.inner_text().count(right) == 3, "the progress is not told", seconds=30)
    table.screenshot(path=str(hand.shots / "course_progress.png"))
    assert hand.page.evaluate(_TOO_WIDE) == []


def assert_quiet(opened: Opened) -> None:
    assert not opened.outside
    assert not opened.complaints
    assert opened.page.locator(".jp-RenderedText[data-mime-type*=stderr]").count() == 0


def solved(hand: Hand, name: str) -> "Reference":
    solve = find_task(name).solve
    assert solve is not None
    return solve(hand.project)


def first_mistake(reference: "Reference") -> tuple[str, Any]:
    """Return a usual mistake: its reason, and what it answers."""
    return next(iter(reference.mistakes.items()))


def shown(hand: Hand, name: str, one: str) -> str:
    labels = options_of(find_task(name), hand.project)["choice"]
    return hand.words.say(str(labels[one]))
