"""A walk through the notebooks of one client in a real browser, with an eye on every page."""

import contextlib
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from lab_in_browser import CHROMIUM, STEP, Lab, free_port, is_up, run_all, wait_for

AXE = Path(__file__).resolve().parents[1] / "node_modules" / "axe-core" / "axe.min.js"
SIZE = {"width": 1280, "height": 1400}
# What is ours to answer for is the form: JupyterLab's own frame is left to its makers.
_RULES = [
    "label",
    "button-name",
    "color-contrast",
    "image-alt",
    "select-name",
    "link-name",
    "aria-input-field-name",
    "aria-allowed-attr",
    "aria-valid-attr-value",
    "list",
    "listitem",
    "duplicate-id-aria",
    "nested-interactive",
    "td-headers-attr",
    "th-has-data-cells",
]
_LOOK = """async (rules) => {
  const found = await axe.run(
    {include: [['.smm-form']]}, {runOnly: {type: 'rule', values: rules}}
  );
  return found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 160)}`));
}"""
_WIDE = """() => [...document.querySelectorAll('.smm-form, .smm-table')]
  .filter(form => form.offsetParent !== null && form.scrollWidth > form.clientWidth + 2)
  .map(form => form.className)"""


@contextlib.contextmanager
def opened_by_lab(client: Path, home: Path) -> Iterator[Lab]:
    """Serve a client by ``smmlab lab``, away from the settings of whoever runs the tests."""
    port, token = free_port(), secrets.token_hex(16)
    env = own_environment(home) | {"JUPYTER_PORT": str(port), "JUPYTER_TOKEN": token}
    server = subprocess.Popen(
        [sys.executable, "-m", "smmlab", "lab", str(client), "--no-browser"],
        env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    found = Lab(f"http://127.0.0.1:{port}", token, client)
    try:
        wait_for(lambda: is_up(found), "JupyterLab did not start", seconds=90)
        yield found
    finally:
        # The server is a child of the command: both are ended, and with them the kernels.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, 15)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(timeout=20)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, 9)
        server.wait(timeout=20)


def own_environment(home: Path) -> dict[str, str]:
    """Return an environment whose Jupyter settings, and our keys, live in one folder."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "IPYTHON"))}
    names = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
    return kept | {
        "HOME": str(home),
        "XDG_CACHE_HOME": platformdirs.user_cache_dir(),
        "SMMLAB_CONFIG_DIR": str(home / "smmlab"),
        "IPYTHONDIR": str(home / "ipython"),
        **{f"JUPYTER_{name}": str(home / name.lower()) for name in names},
    }


@dataclass
class Walk:
    """One browser on one client: what it asked for outside, what it complained about."""

    lab: Lab
    page: Any
    shots: Path
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    shown: int = 0

    def open(self, name: str) -> None:
        """Open a notebook, run all its cells, and wait until the last one has run."""
        self.page.goto(f"{self.lab.url}/lab/tree/notebooks/{name}?reset&token={self.lab.token}")
        self.page.wait_for_selector(".jp-NotebookPanel", timeout=STEP)
        run_all(self.page, self.lab)
        assert self.page.locator(".jp-RenderedText[data-mime-type*=stderr]").count() == 0

    def settle(self) -> None:
        """Wait until the kernel of the open notebook has nothing more to do."""
        idle = ".jp-NotebookPanel:visible .jp-Notebook-ExecutionIndicator[data-status=idle]"
        self.page.locator(idle).wait_for(timeout=180_000)

    def form(self, name: str) -> Any:
        """Return the last form of a name, in sight."""
        form = self.page.locator(f".smm-{name}").last
        form.scroll_into_view_if_needed()
        return form

    def press(self, name: str, *, seconds: float = 90) -> str:
        """Press the button of a form by the keyboard; return what it then says."""
        form = self.form(name)
        button, note = form.locator(f".smm-{name}-button"), form.locator(f".smm-{name}-note")
        # It waits until what it needs is chosen, and the kernel has heard of it.
        wait_for(button.is_enabled, f"{name} cannot be pressed", seconds=30)
        button.focus()
        self.page.keyboard.press("Enter")
        wait_for(lambda: note.inner_text().strip(), f"{name} says nothing", seconds=10)
        wait_for(button.is_enabled, f"{name} did not end", seconds=seconds)
        return str(note.inner_text())

    def look(self, name: str) -> None:
        """Take a picture, and note what axe and the layout have against the forms in sight."""
        self.shown += 1
        self.page.screenshot(path=str(self.shots / f"walk_{self.shown:02}_{name}.png"))
        self.faults += [f"{name}: wider than its cell: {one}" for one in self.page.evaluate(_WIDE)]
        if AXE.is_file():
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
            found = self.page.evaluate(_LOOK, _RULES)
            self.faults += [f"{name}: {one}" for one in found]


@contextlib.contextmanager
def walking(lab: Lab, shots: Path) -> Iterator[Walk]:
    """Open a browser on a served client."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
                  "--disable-component-update", "--disable-sync"],
        )  # fmt: skip
        page = browser.new_page(viewport=SIZE)
        page.set_default_timeout(STEP)
        walk = Walk(lab, page, shots)
        ours = (lab.url, lab.url.replace("http", "ws"), "data:", "blob:")
        page.on("request", lambda r: None if r.url.startswith(ours) else walk.outside.append(r.url))
        page.on("console", lambda m: walk.complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: walk.complaints.append(str(error)))
        yield walk
        browser.close()
        # Kernels of the pages just closed need a moment before the server can end.
        time.sleep(0.2)
