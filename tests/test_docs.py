"""The reference of the public names is whole and fetches nothing."""

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import smmlab

ROOT = Path(__file__).resolve().parents[1]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids.add(given.get("id") or "")
        address = given.get("src") or (tag == "link" and given.get("href")) or ""
        if address and not address.startswith("data:"):
            self.fetched.append(address)


def test_every_public_name_is_in_the_reference(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error::UserWarning", str(ROOT / "docs" / "build_api.py")]
    subprocess.run([*command, str(tmp_path)], check=True, timeout=120)
    text = (tmp_path / "smmlab.html").read_text(encoding="utf-8")
    page = _Page()
    page.feed(text)
    assert set(smmlab.__all__) <= page.ids
    assert page.fetched == []
    assert not re.search(r"@import|url\(https?:", text)
