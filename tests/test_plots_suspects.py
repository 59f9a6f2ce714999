"""The chart of suspects shows shares with intervals, hides small groups and teaches when empty."""

import numpy as np
import pytest

from smmlab.audience.suspects import Suspects, estimate_suspects
from smmlab.plots.suspects import plot_suspects
from smmlab.plots.theme import as_png
from smmlab.texts import Words
from test_audience_coordination import acts_of, crowd, ring
from test_audience_suspects import audience, members


@pytest.fixture(scope="module")
def suspects() -> Suspects:
    photos = np.arange(1000) % 9 > 0
    people = audience(120, 880).assign(has_photo=photos)
    return estimate_suspects(people, acts_of([*crowd(), *ring(15)]), prevalence=0.2, draws=500)


def test_rules_and_coordination_stand_with_their_intervals(suspects: Suspects) -> None:
    axes = plot_suspects(suspects)
    labels = [label.get_text().replace("\n", " ") for label in axes.get_yticklabels()]
    assert labels == [
        "act together within seconds among 135 accounts",
        "no profile picture among 1,000 accounts",
        "follows far more than is followed among 1,000 accounts",
    ]
    rules = suspects.rules.set_index("rule")
    together = suspects.coordination
    assert together is not None
    rows = [together.iloc[0], rules.loc["no_photo"], rules.loc["few_followers"]]
    drawn = [(s[0][0], s[1][0]) for s in axes.collections[0].get_segments()]
    expected = [(row["share_low"] * 100, row["share_high"] * 100) for row in rows]
    np.testing.assert_allclose(drawn, expected)
    low, high = (round(rows[2][f"share_{end}"] * 100) for end in ("low", "high"))
    heading = axes.get_title(loc="left")
    assert heading.startswith(f"VKontakte: between {low}% and {high}% of the accounts look")
    (line,) = [line for line in axes.lines if line.get_label() == "assumed share of fakes"]
    assert line.get_xdata() == pytest.approx([20, 20])


def test_hidden_rules_are_not_drawn(suspects: Suspects) -> None:
    few = estimate_suspects(audience(8, 300, 1), draws=200)
    assert not plot_suspects(few).lines
    alone = estimate_suspects(members(0), acts_of([*crowd(), *ring(15)]), draws=200)
    axes = plot_suspects(alone)
    assert "of the accounts act together" in axes.get_title(loc="left")
    assert "not known" in axes.get_title(loc="left")
    # No share of fakes bears on it, so none is drawn; one row needs no tall figure.
    assert axes.get_legend() is None
    assert axes.figure.get_figheight() < 2.5 < plot_suspects(suspects).figure.get_figheight()


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_an_empty_chart_teaches(suspects: Suspects, language: str) -> None:
    words = Words(language)  # type: ignore[arg-type]
    axes = plot_suspects(estimate_suspects(members(0)), words=words)
    assert "VK" in axes.texts[0].get_text()
    assert as_png(plot_suspects(suspects, words=words)).startswith(b"\x89PNG")
