"""Pictures of the mood: the band, the alarms, the topics, and what they say without data."""

import pandas as pd
import pytest

from mood_cases import scored_days
from smmlab.dialogue.alerts import watch_mood
from smmlab.dialogue.complaint_topics import COMPLAINT_LABELS
from smmlab.plots.mood import plot_complaints, plot_mood
from smmlab.plots.theme import as_png
from smmlab.texts import Words

CALM = [(40, bad) for bad in (4, 3, 5, 4, 6, 2, 4, 5, 3, 4)] * 3


def topics(*rows: tuple[str, float, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"topic": topic, "people": 40, "share": share, "low": share - 0.05,
             "high": share + 0.05, "trend": trend}
            for topic, share, trend in rows
        ]
    )  # fmt: skip


def test_alarms_are_marked_over_the_band_and_named_in_the_title() -> None:
    watch = watch_mood(scored_days([*CALM, (40, 24), *CALM]), timezone="UTC")
    axes = plot_mood(watch)
    assert "January 31, 2026" in axes.get_title(loc="left")
    assert ": 6 times the usual share" in axes.get_title(loc="left")
    band, curve = axes.collections[0], axes.lines[1]
    assert curve.get_ydata() == pytest.approx(watch.periods["times_usual"])
    assert band.get_datalim(axes.transData).y1 == pytest.approx(watch.periods["limit"].max())
    (marks,) = [line for line in axes.lines if line.get_markersize() == 8]
    assert len(marks.get_xdata()) == watch.periods["alarm"].sum() == 1
    assert axes.get_ylim()[1] > watch.periods["times_usual"].max()
    assert as_png(axes)[:4] == b"\x89PNG"


def test_a_lasting_rise_has_a_mark_of_its_own() -> None:
    watch = watch_mood(scored_days([*CALM, *[(40, 7)] * 8, *CALM]), timezone="UTC")
    labels = [text.get_text() for text in plot_mood(watch).get_legend().get_texts()]
    assert "alarm: a lasting rise" in labels
    assert "alarm: this period alone" not in labels


def test_a_calm_page_says_so_in_each_language() -> None:
    watch = watch_mood(scored_days([(40, 4)] * 30), timezone="UTC")
    titles = {
        plot_mood(watch, words=Words(code)).get_title(loc="left") for code in ("en", "et", "ru")
    }
    assert len(titles) == 3
    assert any("within what chance brings" in title for title in titles)


def test_without_data_a_sentence_stands_there() -> None:
    assert (
        "Too few people"
        in plot_mood(watch_mood(scored_days([]), timezone="UTC")).texts[0].get_text()
    )
    assert "Fewer than ten" in plot_complaints(topics()).texts[0].get_text()


def test_topics_stand_in_order_with_their_trend_and_the_unnamed_last() -> None:
    axes = plot_complaints(
        topics(("price", 0.4, "falling"), ("delivery", 0.2, "steady"), ("other", 0.7, "rising"))
    )
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        COMPLAINT_LABELS[topic] for topic in ("price", "delivery", "other")
    ]
    assert [bar.get_width() for bar in axes.patches] == pytest.approx([40, 20, 70])
    assert [text.get_text() for text in axes.texts] == ["↓ less lately", "", "↑ more lately"]
    assert "most frequent named topic: Price and payment, by 40%" in axes.get_title(loc="left")
    assert "the 100 people who complained" in axes.xaxis.get_label_text()
    alone = plot_complaints(topics(("other", 0.9, "too_few")))
    assert "cannot be told" in alone.get_title(loc="left")
