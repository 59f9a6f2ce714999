"""The chart of needs: bars with intervals, typical words beside them, an arrow where clear."""

import numpy as np
import pandas as pd
import pytest

from smmlab.plots.needs import plot_needs
from smmlab.plots.theme import as_png
from smmlab.texts import Words

NEEDS = pd.DataFrame(
    {
        "topic": ["price", "hours", "job"],
        "people": [40, 20, 12],
        "writers": 100,
        "share": [0.4, 0.2, 0.12],
        "share_low": [0.31, 0.13, 0.07],
        "share_high": [0.5, 0.29, 0.2],
        "comments": [50, 22, 12],
        "asking": pd.array([30, None, 12], dtype="Int64"),
        "change": [0.1, -0.02, np.nan],
        "change_low": [0.05, -0.1, np.nan],
        "change_high": [0.15, 0.06, np.nan],
        "keywords": ["hind, цена", "avatud, kell, pühapäev, laupäev, lahtiolekuaeg, открыты", ""],
    }
)


def test_bars_and_intervals_are_those_of_the_table() -> None:
    axes = plot_needs(NEEDS)
    widths = [patch.get_width() for patch in axes.patches]
    assert widths == pytest.approx([40, 20, 12])
    bars = axes.containers[1] if len(axes.containers) > 1 else axes.containers[0]
    drawn = [part[:, 0].tolist() for part in bars.lines[2][0].get_segments()]
    assert drawn == [pytest.approx(pair) for pair in
                     (NEEDS[["share_low", "share_high"]] * 100).to_numpy()]  # fmt: skip


def test_words_stand_beside_and_only_a_clear_change_has_an_arrow() -> None:
    texts = [text.get_text() for text in plot_needs(NEEDS).texts]
    assert texts[0] == "↑ hind, цена"
    assert texts[1] == "avatud, kell, pühapäev, laupäev …"
    assert texts[2] == ""
    falling = NEEDS.assign(change_low=-0.2, change_high=-0.1)
    assert plot_needs(falling).texts[2].get_text().startswith("↓")


def test_the_title_names_the_first_need() -> None:
    axes = plot_needs(NEEDS)
    assert "Price and payment, by 40%" in axes.get_title(loc="left")
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == ["Price and payment", "Opening hours", "Work with us"]
    assert axes.get_ylim()[0] > axes.get_ylim()[1]


def test_without_needs_it_teaches_which_export_to_fetch() -> None:
    assert "Telegram" in plot_needs(NEEDS.head(0)).texts[0].get_text()


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_it_is_drawn_in_every_language(language: str) -> None:
    assert as_png(plot_needs(NEEDS, words=Words(language))).startswith(b"\x89PNG")


def test_the_axis_ends_where_the_shares_do_and_leaves_room_for_the_words() -> None:
    axes = plot_needs(NEEDS)
    assert max(axes.get_xticks()) <= 50 < axes.get_xlim()[1]
