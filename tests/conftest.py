"""Fixtures every test may use."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of real samples beside the project; absent for most people, required in CI."""
    root = Path(__file__).resolve().parents[1]
    folder = Path(os.environ.get("SMMLAB_SHARED", root.parent / "shared"))
    if not (folder / "samples").is_dir():
        reason = "no folder of real samples: set SMMLAB_SHARED to it"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
