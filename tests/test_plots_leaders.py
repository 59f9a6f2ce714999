"""The chart of leaders names nobody, shows every interval and teaches when it is empty."""

import pandas as pd
import pytest

from smmlab.audience.leaders import find_leaders
from smmlab.plots.leaders import plot_leaders
from smmlab.plots.theme import as_png
from smmlab.texts import Words
from test_audience_leaders import talk, village


@pytest.fixture(scope="module")
def leaders() -> pd.DataFrame:
    more = find_leaders(talk(village(seed=4), "vkontakte"), draws=20)
    return pd.concat([more, find_leaders(talk(village() * 2), draws=20)], ignore_index=True)


def texts_of(axes: object) -> list[str]:
    import matplotlib.text

    return [text.get_text() for text in axes.findobj(matplotlib.text.Text)]  # type: ignore[attr-defined]


def test_people_are_shown_by_place_only(leaders: pd.DataFrame) -> None:
    axes = plot_leaders(leaders)
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == [str(place) for place in range(1, 21)]
    written = " ".join(texts_of(axes))
    assert not [name for name in leaders["person"] if name in written]
    rows = leaders[leaders["network"] == "telegram"]
    share = rows["answers_received"].sum() / rows["answers"].iloc[0]
    assert axes.get_title(loc="left").startswith(
        f"Telegram: The first 20 people draw {round(share * 100)}% of all answers"
    )


def test_every_interval_is_drawn(leaders: pd.DataFrame) -> None:
    axes = plot_leaders(leaders, network="vkontakte")
    rows = leaders[leaders["network"] == "vkontakte"]
    drawn = axes.collections[0].get_segments()
    assert [(segment[0][0], segment[1][0]) for segment in drawn] == list(
        zip(rows["rank_low"], rows["rank_high"], strict=True)
    )
    marks = [line.get_xdata() for line in axes.lines if line.get_label()[0] != "_"]
    assert sum(len(x) for x in marks) == len(rows)


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_an_empty_chart_teaches(leaders: pd.DataFrame, language: str) -> None:
    words = Words(language)  # type: ignore[arg-type]
    (sentence,) = [text for text in texts_of(plot_leaders(leaders.head(0), words=words)) if text]
    assert "Telegram" in sentence
    assert as_png(plot_leaders(leaders, words=words)).startswith(b"\x89PNG")
