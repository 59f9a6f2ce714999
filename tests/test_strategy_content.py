"""The section on content: what reach and response tell of the same form."""

import pytest

from smmlab.brief import Brief
from smmlab.findings import Finding
from smmlab.strategy.sections import content
from smmlab.strategy.statements import Pen
from strategy_cases import client_of
from strategy_parts import text_of

_SAID = "Instagram, Short video: reaches more people, but each of them responds less."


@pytest.mark.parametrize(
    ("reach", "response", "unit", "is_said"),
    [
        ("better", "worse", "share", True),
        ("better", "not_distinguishable", "share", False),
        ("not_distinguishable", "worse", "share", False),
        ("better", "worse", "engagements", False),  # a count tells nothing of each person
    ],
)
def test_more_reach_and_less_response_of_one_form_are_told_together(
    reach: str, response: str, unit: str, *, is_said: bool
) -> None:
    form = "instagram.short"
    made = client_of(
        Brief("Kohvik"),
        Finding(f"content.forms.{form}.posts", 40, "posts"),
        Finding(f"content.forms.{form}.median", 0.04, unit),
        Finding(f"content.forms.{form}.verdict", response, "label"),
        Finding(f"content.forms_reach.{form}.median", 900, "reach"),
        Finding(f"content.forms_reach.{form}.verdict", reach, "label"),
    )
    assert (_SAID in text_of(content.write(made, Pen(made.words)))) == is_said


def test_reach_clearly_above_the_usual_form_is_enough() -> None:
    room = "content.forms_reach.instagram"
    made = client_of(
        Brief("Kohvik"),
        Finding("content.forms.instagram.short.posts", 83, "posts"),
        Finding("content.forms.instagram.short.median", 0.03, "share"),
        Finding("content.forms.instagram.short.verdict", "worse", "label"),
        Finding(f"{room}.short.median", 538, "reach", n=83, low=257, high=733),
        Finding(f"{room}.short.verdict", "not_distinguishable", "label"),
        Finding(f"{room}.photo.median", 43.5, "reach", n=42, low=30, high=60),
    )
    assert _SAID in text_of(content.write(made, Pen(made.words)))
