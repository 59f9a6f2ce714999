"""JupyterLab in a real browser: a server with the sample client, a notebook opened and run."""

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs
import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NEEDS_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the PATH"),
]
STEP = 60_000
# Kernels and the websocket library warn about things that are not ours.
QUIET = pytest.mark.filterwarnings("default")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Lab:
    def __init__(self, url: str, token: str, client: Path) -> None:
        self.url, self.token, self.client = url, token, client

    def kernels(self) -> list[dict[str, Any]]:
        request = urllib.request.Request(
            f"{self.url}/api/kernels", headers={"Authorization": f"token {self.token}"}
        )
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return list(json.load(answer))
        except (urllib.error.URLError, ConnectionError):
            # The server answers 500 while a kernel is starting.
            return []


@contextlib.contextmanager
def running_lab(client: Path, keys: Path, home: Path) -> Iterator[Lab]:
    """Serve a client, away from the settings of whoever runs the tests."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "IPYTHON"))} | {
        "HOME": str(home),
        "XDG_CACHE_HOME": platformdirs.user_cache_dir(),
        "SMMLAB_CONFIG_DIR": str(keys),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
    }
    settings = home / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text(
        '{"fetchNews": "false", "checkForUpdates": false}', encoding="utf-8"
    )
    port, token = free_port(), secrets.token_hex(16)
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root",
         "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0",
         f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={client}",
         "--LabApp.extension_manager=readonly"],
        env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    found = Lab(f"http://127.0.0.1:{port}", token, client)
    try:
        wait_for(lambda: is_up(found), "JupyterLab did not start", seconds=90)
        yield found
    finally:
        server.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(timeout=20)
        server.kill()
        server.wait(timeout=20)


def is_up(lab: Lab) -> bool:
    try:
        with urllib.request.urlopen(f"{lab.url}/api/status?token={lab.token}", timeout=5):
            return True
    except (urllib.error.URLError, ConnectionError):
        return False


def wait_for(condition: Any, complaint: str, *, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return
        time.sleep(0.3)
    raise AssertionError(complaint)


def run_all(page: Any, lab: Lab) -> None:
    # Run All before the page's websocket is up is silently dropped (jupyterlab issue 8490).
    wait_for(
        lambda: any(k["execution_state"] == "idle" and k["connections"] > 0 for k in lab.kernels()),
        "no idle kernel",
        seconds=90,
    )
    kernel = page.locator(".jp-NotebookPanel:visible .jp-Notebook-ExecutionIndicator")

    def is_now(status: str) -> bool:
        return bool(kernel.get_attribute("data-status") == status)

    wait_for(lambda: is_now("idle"), "the page does not see its kernel")
    for _ in range(3):
        # Menus are in the client's language; their order is not.
        page.locator(".lm-MenuBar-item").nth(3).click()
        page.locator("[data-command='runmenu:run-all']").click()
        with contextlib.suppress(AssertionError):
            wait_for(lambda: is_now("busy"), "nothing ran", seconds=6)
            wait_for(lambda: is_now("idle"), "the cells did not end", seconds=240)
            return
    raise AssertionError("Run All was dropped three times")


@dataclass
class Opened:
    """A notebook in the browser, and what went wrong while it was open."""

    page: Any
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextlib.contextmanager
def notebook(lab: Lab, name: str) -> Iterator[Opened]:
    """Open a notebook and run all its cells."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
                  "--disable-component-update", "--disable-sync"],
        )  # fmt: skip
        page = browser.new_page(viewport={"width": 1280, "height": 1400})
        page.set_default_timeout(STEP)
        opened = Opened(page)
        page.on(
            "request",
            lambda r: (
                None
                if r.url.startswith((lab.url, "data:", "blob:"))
                else opened.outside.append(r.url)
            ),
        )
        page.on(
            "console", lambda m: opened.complaints.append(m.text) if m.type == "error" else None
        )
        page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        page.goto(f"{lab.url}/lab/tree/notebooks/{name}?reset&token={lab.token}")
        page.wait_for_selector(".jp-NotebookPanel", timeout=STEP)
        run_all(page, lab)
        yield opened
        browser.close()
