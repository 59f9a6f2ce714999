"""A person opens JupyterLab in a real browser, gives it exports and moves its controls."""

import os
import re
from pathlib import Path
from typing import Any

from lab_in_browser import NEEDS_CHROMIUM, QUIET, STEP, Lab, notebook, wait_for

pytestmark = NEEDS_CHROMIUM

EXPORT = (
    "\ufeffPost ID,Account ID,Account username,Account name,Description,Duration (sec),"
    "Publish time,Permalink,Post type,Data comment,Date,Views,Reach,Likes,Shares,Follows,"
    "Comments,Saves\n"
    '18000000000000001,17841400000000001,kohvik,Kohvik,"Uus sai, värske",0,10/12/2026 01:05,'
    "https://www.instagram.com/p/DPs1aaaaaaa/,IG image,,Lifetime,120,90,12,1,0,2,3\n"
)


def ten_files(folder: Path) -> list[Path]:
    """Give ten exports of ten kinds, one of them a table that nobody knows."""
    fixtures = Path(__file__).parent / "fixtures"
    kinds = ("shopify", "vk_wall", "ok_stats", "tiktok_content", "linkedin_content", "telegram",
             "ga4", "meta_series", "yandex_metrica")  # fmt: skip
    found = [
        next(
            path
            for case in sorted((fixtures / kind).iterdir())
            if "refused" not in (case / "expected" / "account.toml").read_text(encoding="utf-8")
            for path in case.iterdir()
            if path.is_file()
        )
        for kind in kinds
    ]
    strange = folder / "vk statistika.csv"
    strange.write_text(
        "Дата;Охват;Просмотры\n01.06.2026;1200;1500\n15.06.2026;950;1100\n", encoding="utf-8"
    )
    return [*found, strange]


def change_the_winner(page: Any) -> None:
    """Type a crowd of sellers for the likeliest network: another one leads."""
    form = page.locator(".smm-network")
    picture, text = form.locator("img").first, form.locator(".smm-network-text")
    text.scroll_into_view_if_needed()
    before = picture.get_attribute("src")
    leader = leader_in(text.inner_text())
    box = form.locator(f".smm-network-sellers-{leader.lower()} input")
    box.fill("5000")
    box.press("Tab")
    wait_for(
        lambda: leader_in(text.inner_text()) != leader and picture.get_attribute("src") != before,
        "the winner did not follow the sellers",
        seconds=60,
    )


def leader_in(text: str) -> str:
    found = re.search(r"(\w+) is the best in", text)
    return found.group(1) if found else ""


@QUIET
def test_a_text_is_tried_and_a_type_set_right(lab: Lab, tmp_path: Path) -> None:
    shots = Path(os.environ.get("SMMLAB_SCREENSHOTS", tmp_path))
    with notebook(lab, "05-content-that-spreads.ipynb") as opened:
        page = opened.page
        # The last cell has its form, so all cells have run.
        page.locator(".smm-content-button").wait_for(timeout=180_000)
        assert page.locator(".jp-RenderedText[data-mime-type*=stderr]").count() == 0
        try_texts(page, shots)
        set_right_and_take_back(page, lab, shots)
        type_beyond_a_limit(page)
    assert not opened.outside
    assert not opened.complaints


def try_texts(page: Any, shots: Path) -> None:
    form = page.locator(".smm-try-text")
    box, told = form.locator("textarea"), form.locator(".smm-try-text-text")
    picture = form.locator(".smm-try-text-picture")
    # Cells out of sight are not laid out.
    form.scroll_into_view_if_needed()
    wait_for(lambda: "you will see its type" in told.inner_text(), "the form teaches nothing")
    assert not picture.is_visible()
    drawn = set()
    for text, kind, reason, advice in (
        ("How to clean white shoes: mix soda and vinegar, scrub and rinse.", "Instruction",
         "How to", "Number the steps"),
        ("Should tips be forbidden? What do you think?", "Provocation", "What do you think",
         "Be there within the hour"),
    ):  # fmt: skip
        box.fill(text)
        wait_for(lambda kind=kind: f"Type: {kind}" in told.inner_text(), f"no {kind}: {text}")
        said = told.inner_text()
        assert "Words that spoke for it: " in said
        assert reason.lower() in said.lower()
        assert advice in said
        drawn.add(picture.get_attribute("src"))
        form.screenshot(path=str(shots / f"lab_6_{kind}.png"))
    assert len(drawn) == 2
    box.fill("")
    wait_for(lambda: "you will see its type" in told.inner_text(), "an empty text was judged")
    assert not picture.is_visible()


def set_right_and_take_back(page: Any, lab: Lab, shots: Path) -> None:
    form = page.locator(".smm-labels")
    note, told = form.locator(".smm-labels-note"), form.locator(".smm-labels-text")
    kept = lab.client / "labels.csv"
    form.scroll_into_view_if_needed()
    wait_for(lambda: "0 posts are set right" in told.inner_text(), "the form counts nothing")
    first = form.locator("select").first
    # The same words may stand on several networks.
    for answer, lines, said in (
        ("Laugh", {"laugh"}, "[1-9] posts? (is|are) set right"),
        ("as the model says", set(), "0 posts are set right"),
    ):
        first.select_option(label=answer)
        form.locator(".smm-labels-button").click()
        wait_for(lambda said=said: re.search(said, told.inner_text()), f"not told: {said}")
        rows = kept.read_text(encoding="utf-8").splitlines()[1:]
        assert {row.rpartition(",")[2] for row in rows} == lines
        form.screenshot(path=str(shots / f"lab_7_{answer[:5].strip()}.png"))
    wait_for(lambda: "Taken back" in note.inner_text(), "not told what was taken back")


def type_beyond_a_limit(page: Any) -> None:
    """Type more posts than a box takes: what became of them is said, and a second time too."""
    form = page.locator(".smm-slots")
    box = form.locator("input[type=number]").first
    told = form.locator(".smm-changed").first
    for typed in ("99", "88"):
        box.fill(typed)
        box.press("Enter")
        wait_for(lambda typed=typed: f"{typed} was changed to 7" in told.inner_text(), "not told")
        wait_for(lambda: box.input_value() == "7", "the box shows what is not kept")
    box.fill("5")
    box.press("Enter")
    wait_for(lambda: not told.is_visible(), "told although the number stands")
    assert box.input_value() == "5"


@QUIET
def test_from_an_export_to_a_network(lab: Lab, tmp_path: Path) -> None:
    shots = Path(os.environ.get("SMMLAB_SCREENSHOTS", tmp_path))
    export = tmp_path / "Кохвик сентябрь.csv"
    export.write_text(EXPORT, encoding="utf-8")
    with notebook(lab, "00-start-here.ipynb") as opened:
        page = opened.page
        page.wait_for_selector(".smm-strategy-button", timeout=180_000)
        assert page.locator(".jp-RenderedText[data-mime-type*=stderr]").count() == 0
        page.screenshot(path=str(shots / "lab_1_run_all.png"))

        with page.expect_file_chooser() as chooser:
            page.locator(".smm-import-upload").first.click()
        chooser.value.set_files([str(export), *map(str, ten_files(tmp_path))])
        report = page.locator(".smm-import")
        report.get_by_text("Кохвик сентябрь.csv").first.wait_for(timeout=STEP)
        asked = report.locator(".smm-mapping")
        asked.wait_for(timeout=STEP)
        report.screenshot(path=str(shots / "lab_2_import.png"))
        assert (lab.client / "exports" / export.name).is_file()
        stems = [file.stem for file in ten_files(tmp_path)]
        wait_for(
            lambda: all(stem in report.inner_text() for stem in stems), "a file was not told of"
        )
        told = report.inner_text()
        for fact in ("Read as", "Period:", "Clock:", "Rows without data", "Still missing"):
            assert fact in told
        asked.scroll_into_view_if_needed()
        page.screenshot(path=str(shots / "lab_2_mapping.png"))
        asked.locator(".smm-mapping-button").click()
        wait_for(
            lambda: " read, " in asked.locator(".smm-mapping-note").inner_text(),
            "the table was not imported by its map",
        )
        assert list((lab.client / "maps").glob("*.toml"))

        form = page.locator(".smm-segments")
        picture, text = form.locator("img").first, form.locator(".smm-segments-text")
        picture.scroll_into_view_if_needed()
        before_picture, before_text = picture.get_attribute("src"), text.inner_text()
        box = form.locator("input[type=number]").first
        box.fill("60")
        box.press("Tab")
        wait_for(
            lambda: (
                picture.get_attribute("src") != before_picture and text.inner_text() != before_text
            ),
            "neither picture nor text followed the control",
            seconds=180,
        )
        form.screenshot(path=str(shots / "lab_3_segments.png"))
        change_the_winner(page)
        page.locator(".smm-network").screenshot(path=str(shots / "lab_4_network.png"))
    assert not opened.outside
    assert not opened.complaints
