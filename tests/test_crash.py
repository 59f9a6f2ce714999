"""An import that is killed leaves the old state or the new one, and the next one finishes it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TRIALS = 200


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
def test_an_import_killed_at_any_of_200_moments_leaves_no_mixture(tmp_path: Path) -> None:
    here = Path(__file__).parent
    wall = here / "fixtures" / "vk_wall"
    first, second = sorted(wall.glob("*/*.json"))[0], meta_posts(tmp_path)
    done = subprocess.run(
        [sys.executable, here / "kill_loop.py", tmp_path, first, second, str(TRIALS)],
        env={**os.environ, "PYTHONPATH": str(here)},
        capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["mixed"] == found["not finished"] == 0, found
    assert found["old"] + found["new"] == TRIALS
    assert found["old"] > TRIALS // 10
    assert found["new"] > 0


def meta_posts(folder: Path) -> Path:
    """Write an export large enough to be killed in every step of its import."""
    lines = ["Post ID,Page name,Title,Publish time,Permalink,Post type,Date,Views,Reach,Shares"]
    lines += [
        f'{939005954980000 + n},Kohvik,"Kook, {n}",07/{1 + n % 28:02}/2025 0{n % 9}:15,'
        f"https://www.facebook.com/kohvik/posts/{939005954980000 + n},Photos,Lifetime,"
        f"{n * 3},{n * 2},{'x' if n % 50 == 7 else n % 5}"
        for n in range(1_000)
    ]
    path = folder / "Jul-01-2025_Jul-28-2025.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
