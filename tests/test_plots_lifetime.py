"""Charts of lifetimes and slots: the title states what is found, or the chart says what to do."""

import numpy as np
import pandas as pd
import pytest

from lifetime_cases import acts_at, none_of, posts_of
from smmlab.content.lifetime import Lifetime, measure_lifetime
from smmlab.content.slots import compare_slots
from smmlab.plots.lifetime import plot_lifetime, plot_slots
from smmlab.plots.theme import as_png
from smmlab.schema import conform
from smmlab.texts import Words


def _lifetime(hours: float) -> Lifetime:
    posts = posts_of(30)
    post = np.repeat(np.arange(30), 20)
    ages = np.random.default_rng(1).exponential(hours, len(post))
    return measure_lifetime(posts, none_of("snapshots"), acts_at(posts, post, ages))


def test_the_title_names_the_half_life_and_the_curve_is_the_share() -> None:
    found = _lifetime(20)
    axes = plot_lifetime(found)
    half = found.summary["half_life_hours"].iloc[0]
    assert axes.get_title(loc="left").startswith(
        f"Telegram: half of the engagement has come after {half:.1f} h"
    )
    line = axes.get_lines()[0]
    assert line.get_ydata() == pytest.approx(found.curve["share"].to_numpy() * 100)
    assert line.get_xdata() == pytest.approx(found.curve["hours"].to_numpy() / 24)


def test_a_slow_page_has_no_half_life_to_name() -> None:
    assert "takes longer than ten days" in plot_lifetime(_lifetime(3000)).get_title(loc="left")


def test_what_cannot_be_known_is_said() -> None:
    found = measure_lifetime(posts_of(3), none_of("snapshots"), none_of("interactions"))
    assert "Export the same posts again" in plot_lifetime(found).texts[0].get_text()
    slots = compare_slots(conform(pd.DataFrame(), "posts"), timezone="UTC")
    assert "drawn order" in plot_slots(slots).texts[0].get_text()


def _slots(effect: float) -> pd.DataFrame:
    dice, number = np.random.default_rng(2), np.arange(200)
    hour = np.where(number % 2, 14, 9)
    return conform(
        pd.DataFrame(
            {
                "network": "telegram", "page": "K$aja$", "is_own": True, "precision": "minute",
                "post_id": number.astype(str), "at": number // 2 * 86_400 + hour * 3600,
                "reactions": np.round(np.exp(dice.normal(5, 0.3, 200) + effect * (hour == 9))),
            }
        ),
        "posts",
    )  # fmt: skip


def test_slots_are_drawn_with_their_verdict() -> None:
    found = compare_slots(_slots(1.0), timezone="UTC")
    axes = plot_slots(found)
    assert "morning or evening, against other hours" in axes.get_title(loc="left")
    assert len(axes.get_yticks()) == found.table["p_value"].notna().sum()
    plain = plot_slots(compare_slots(_slots(0.0), timezone="UTC"))
    assert plain.get_title(loc="left").startswith("No rhythm or time of day stands out")


def test_pages_of_one_network_are_told_apart() -> None:
    two = pd.concat([_slots(1.0), _slots(1.0).assign(page="Leib")])
    found = compare_slots(two, timezone="UTC")
    axes = plot_slots(found)
    heads = [text.get_text() for text in axes.texts]
    assert any("Leib" in head for head in heads)
    assert any(r"K\$aja\$" in head for head in heads)
    assert "Telegram, " in axes.get_title(loc="left")


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_charts_are_drawn_in_every_language(language: str) -> None:
    words = Words(language)  # type: ignore[arg-type]
    for axes in (
        plot_lifetime(_lifetime(20), words=words),
        plot_slots(compare_slots(_slots(1.0), timezone="UTC"), words=words),
    ):
        assert as_png(axes).startswith(b"\x89PNG")
