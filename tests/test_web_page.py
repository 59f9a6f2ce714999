"""The notebooks as a web page: only with the token, without code, without the world outside."""

import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from lab_in_browser import CHROMIUM, NEEDS_CHROMIUM, STEP
from smmlab.notebooks.web_page import write_web_page

# What a page fetches by itself or leads to; names of XML vocabularies are no addresses.
FETCHED = re.compile(
    r"""(?:src|href)\s*=\s*["'](?:https?:)?//([^"'/]+)|url\(["']?https?://([^)]+)"""
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("clients")
    client = folder / "kohvik"
    env = os.environ | {"SMMLAB_CONFIG_DIR": str(folder / "config"), "HOME": str(folder)}
    smmlab = [sys.executable, "-m", "smmlab"]
    subprocess.run(
        [*smmlab, "new", str(client), "--name", "Kohvik <Kaja> {{ 7 * 7 }}", "--market", "EE",
         "--timezone", "Europe/Tallinn", "--currency", "EUR", "--language", "et"],
        env=env, check=True, timeout=120, capture_output=True,
    )  # fmt: skip
    server = subprocess.Popen(
        [*smmlab, "app", str(client), "--no-browser", "--json"], env=env, stdout=subprocess.PIPE
    )
    assert server.stdout is not None
    try:
        yield json.loads(server.stdout.readline())["address"]
    finally:
        server.terminate()
        server.communicate(timeout=60)


def fetch(address: str) -> tuple[int, str]:
    """Return the status and the page, whether one is let in or not."""
    try:
        with urllib.request.urlopen(address, timeout=120) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def step(address: str, name: str) -> str:
    return address.replace("/?", f"/voila/render/{name}?")


@pytest.mark.parametrize("asked", ["", "?token=wrong", "voila/render/00-start-here.ipynb"])
def test_without_the_token_one_is_told_where_it_stands(address: str, asked: str) -> None:
    status, page = fetch(address.partition("?")[0] + asked)
    assert status == 403
    assert '<html lang="et">' in page
    assert "terminalis, kus käivitati smmlab app" in page
    assert "Kohvik" not in page
    assert "/voila/render/" not in page
    assert "<input" not in page


@pytest.mark.parametrize("asked", ["voila/tree", "voila/api/contents/", "api/kernels/1"])
def test_without_the_token_nothing_of_the_client_is_served(address: str, asked: str) -> None:
    status, page = fetch(address.partition("?")[0] + asked)
    assert status in (403, 404)
    assert "Kohvik" not in page


def test_there_is_no_form_to_log_in_by(address: str) -> None:
    assert fetch(address.replace("/?", "/login?"))[0] == 404


def test_an_address_without_a_page_leads_back(address: str) -> None:
    status, page = fetch(step(address, "none.ipynb"))
    assert status == 404
    assert '<a href="/">Tagasi sammude juurde</a>' in page
    assert not FETCHED.findall(page)


def test_who_waits_reads_the_language_of_the_client(address: str) -> None:
    _, page = fetch(step(address, "09-write-the-strategy.ipynb"))
    assert '<html lang="et">' in page
    assert "Leht valmib: {step} / {steps}" in page
    shown = re.search(r'id="loading_text"[^>]*>([^<]*)<', page)
    assert shown is not None
    assert shown[1] == "Leht valmib."


def test_the_start_page_lists_the_steps_in_order_in_the_language_of_the_client(
    address: str,
) -> None:
    status, page = fetch(address)
    assert status == 200
    assert '<html lang="et">' in page
    assert "Kohvik &lt;Kaja&gt; {{ 7 * 7 }}" in page
    steps = re.findall(r'href="/voila/render/(\d\d)-', page)
    assert steps == [f"{number:02d}" for number in range(10)]


def test_a_step_shows_no_code_and_leads_nowhere_else(address: str) -> None:
    status, page = fetch(step(address, "00-start-here.ipynb"))
    assert status == 200
    assert "open_project" not in page
    assert not FETCHED.findall(page)
    assert not FETCHED.findall(fetch(address)[1])


def test_a_student_finds_the_lessons_before_the_steps(tmp_path: Path) -> None:
    given = {"00-start-here": "Start", "course/01-what-smm-is": "1. SMM <b>",
             "course/02-the-managers-job": "2. Job"}  # fmt: skip
    (tmp_path / "course").mkdir()
    paths = [tmp_path / f"{name}.ipynb" for name in given]
    for path, title in zip(paths, given.values(), strict=True):
        cell = nbformat.v4.new_markdown_cell(f"# {title}")
        path.write_text(nbformat.writes(nbformat.v4.new_notebook(cells=[cell])), encoding="utf-8")
    write_web_page(
        tmp_path / "run", paths[:1], client="Kaja", language="en", token="t", port=1,
        lessons=paths[1:],
    )  # fmt: skip
    page = (tmp_path / "run/voila/templates/smmlab/tree.html").read_text(encoding="utf-8")
    links = re.findall(r'href="/voila/render/([^"]+)\.ipynb">([^<]+)<', page)
    assert links == [("course/01-what-smm-is", "1. SMM &lt;b&gt;"),
                     ("course/02-the-managers-job", "2. Job"),
                     ("00-start-here", "Start")]  # fmt: skip
    assert page.index("The lessons of the course") < page.index("The steps to the strategy")


def test_settings_keep_the_page_on_this_computer(tmp_path: Path) -> None:
    path = tmp_path / "1.ipynb"
    path.write_text(nbformat.writes(nbformat.v4.new_notebook()), encoding="utf-8")
    write_web_page(tmp_path, [path], client="Kaja", language="en", token="t", port=1)
    settings = json.loads((tmp_path / "voila.json").read_text(encoding="utf-8"))
    assert settings["Voila"]["ip"] == "127.0.0.1"
    assert settings["VoilaConfiguration"]["strip_sources"] is True


@pytest.mark.browser
@NEEDS_CHROMIUM[1]
@pytest.mark.filterwarnings("default")
def test_a_browser_asks_nobody_else(address: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--disable-gpu"])
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        page.get_by_role("link").first.click()
        page.locator("#rendered_cells").wait_for(state="visible", timeout=STEP)
        page.locator(".jupyter-widgets").first.wait_for(timeout=STEP)
        assert not page.get_by_text("open_project").count()
        browser.close()
    here = address.partition("/?")[0]
    assert len(asked) > 2
    assert [url for url in asked if not url.startswith((here, "data:", "blob:"))] == []


@pytest.mark.browser
@NEEDS_CHROMIUM[1]
@pytest.mark.filterwarnings("default")
def test_the_keys_scroll_the_page(address: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--disable-gpu"])
        page = browser.new_page(viewport={"width": 900, "height": 500})
        page.goto(address)
        page.get_by_role("link").first.click()
        page.locator(".jupyter-widgets").first.wait_for(timeout=STEP)
        page.keyboard.press("End")
        page.wait_for_function("document.scrollingElement.scrollTop > 0", timeout=STEP)
        browser.close()
