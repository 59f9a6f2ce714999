"""In a real browser: the dialogue is worked through, and the assumptions about money change."""

import os
from pathlib import Path
from typing import Any

from lab_in_browser import NEEDS_CHROMIUM, QUIET, Lab, notebook, wait_for

pytestmark = NEEDS_CHROMIUM


def fill(form: Any, label: str, value: str) -> None:
    box = form.get_by_label(label, exact=False).first
    box.fill(value)
    box.press("Enter")


def check_followed(form: Any, name: str, change: Any) -> str:
    """Change something and wait until picture or sentence follow; return the new sentence."""
    picture, told = form.locator(f".{name}-picture"), form.locator(f".{name}-text")
    form.scroll_into_view_if_needed()
    wait_for(lambda: told.inner_text().strip(), f"{name} says nothing")
    before = picture.get_attribute("src"), told.inner_text()
    change()
    wait_for(
        lambda: (picture.get_attribute("src"), told.inner_text()) != before,
        f"{name} did not follow",
        seconds=120,
    )
    return str(told.inner_text())


@QUIET
def test_the_queue_is_written_and_comments_are_judged(lab: Lab, tmp_path: Path) -> None:
    shots = Path(os.environ.get("SMMLAB_SCREENSHOTS", tmp_path))
    with notebook(lab, "06-hold-the-dialogue.ipynb") as opened:
        page = opened.page
        page.locator(".smm-dialogue-button").wait_for(timeout=180_000)
        assert page.locator(".jp-RenderedText[data-mime-type*=stderr]").count() == 0

        queue = page.locator(".smm-queue")
        said = check_followed(
            queue, "smm-queue", lambda: queue.locator("select").first.select_option(label="90")
        )
        assert "for an answer" in said
        queue.screenshot(path=str(shots / "lab_8_queue.png"))
        queue.locator(".smm-queue-button").click()
        wait_for((lab.client / "strategy" / "queue.csv").is_file, "no queue was written")

        mood = page.locator(".smm-mood")
        said = check_followed(
            mood, "smm-mood", lambda: mood.locator("select").last.select_option(index=4)
        )
        assert "alarm" in said.lower()
        mood.screenshot(path=str(shots / "lab_8_mood.png"))

        share = page.locator(".smm-negative-share")
        share.scroll_into_view_if_needed()
        told = share.locator(".smm-negative-share-text")
        wait_for(lambda: "Judged: 0" in told.inner_text(), "the form counts nothing")
        share.get_by_role("button", name="negative", exact=True).first.click()
        wait_for(lambda: "Judged: 1" in told.inner_text(), "the answer was not counted")
        assert "No share can be told yet" in told.inner_text()
        share.locator(".smm-negative-share-button").last.click()
        wait_for((lab.client / "mood_labels.csv").is_file, "no answer was kept")
        share.screenshot(path=str(shots / "lab_8_share.png"))
    assert not opened.outside
    assert not opened.complaints


@QUIET
def test_changed_assumptions_change_the_money(lab: Lab, tmp_path: Path) -> None:
    shots = Path(os.environ.get("SMMLAB_SCREENSHOTS", tmp_path))
    with notebook(lab, "08-earn-money.ipynb") as opened:
        page = opened.page
        page.locator(".smm-money-button").wait_for(timeout=180_000)
        assert page.locator(".jp-RenderedText[data-mime-type*=stderr]").count() == 0

        links = page.locator(".smm-links")
        links.scroll_into_view_if_needed()
        fill(links, "Address", "https://kaja.example/pood#kohv")
        made = links.locator(".smm-links-link textarea")
        wait_for(
            lambda: "utm_source=" in made.input_value() and made.input_value().endswith("#kohv"),
            "the link of the typed address was not made",
        )
        links.screenshot(path=str(shots / "lab_9_links.png"))

        credit = page.locator(".smm-credit")
        check_followed(
            credit, "smm-credit", lambda: credit.locator("select").first.select_option(index=1)
        )
        credit.screenshot(path=str(shots / "lab_9_credit.png"))

        money = page.locator(".smm-scenarios")
        margin = money.locator(".smm-scenarios-margin input")
        check_followed(money, "smm-scenarios", lambda: (margin.fill("60"), margin.press("Enter")))
        money.screenshot(path=str(shots / "lab_9_scenarios.png"))

        plan = page.locator(".smm-lead-plan")
        said = check_followed(plan, "smm-lead-plan", lambda: fill(plan, "Wanted a day", "20"))
        assert "needed" in said
        said = check_followed(plan, "smm-lead-plan", lambda: fill(plan, "Followers", "3000"))
        assert "Not with this audience" in said
        plan.screenshot(path=str(shots / "lab_9_leads.png"))
    assert not opened.outside
    assert not opened.complaints
