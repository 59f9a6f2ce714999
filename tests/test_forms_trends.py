"""The trend watch form: a picture and a sentence that follow the controls."""

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from smmlab.forms import trends as module
from smmlab.forms.trends import trends_form

if TYPE_CHECKING:
    from smmlab.project import Project


def test_the_picture_follows_the_controls(cafe: "Project", monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, object]] = []
    found = pd.DataFrame(
        {"whose": ["own", "rivals"], "kind": "topic", "term": ["<b>kohv", "kook"], "texts": 40,
         "share": 0.2, "since": "2026-10-04", "rate_ratio": 2.0, "ratio_low": 1.1,
         "ratio_high": 3.0, "adjusted_p": 0.01, "verdict": "rising",
         "lift_verdict": ["more", "less"]}
    )  # fmt: skip

    def answer(
        posts: pd.DataFrame, comments: pd.DataFrame, *, timezone: str, kind: str, weeks: int
    ) -> pd.DataFrame:
        assert len(posts), len(comments)
        assert timezone == cafe.brief.timezone
        asked.append((kind, weeks))
        return found

    monkeypatch.setattr(module, "find_trends", answer)
    form = trends_form(cafe)
    whose, kind, weeks = form.controls
    first = bytes(form.picture.value)
    assert first.startswith(b"\x89PNG")
    assert "earned more than others of their page: &lt;b&gt;kohv" in form.text.value
    whose.value = "rivals"
    assert bytes(form.picture.value) != first
    assert "kohv" not in form.text.value
    kind.value = "topic"
    weeks.value = 8
    assert asked == [("hashtag", 4), ("topic", 4), ("topic", 8)]
