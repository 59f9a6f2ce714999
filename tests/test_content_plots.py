"""Charts of content show the numbers of their results, state the finding and teach when empty."""

import numpy as np
import pandas as pd
import pytest

from smmlab.content.forms import compare_forms
from smmlab.content.rhythm import measure_rhythm
from smmlab.content.timing import find_best_times
from smmlab.content.type_summary import summarise_types
from smmlab.plots.content import plot_forms, plot_rhythm, plot_times, plot_types
from smmlab.plots.theme import as_png
from smmlab.schema import conform
from smmlab.texts import Language, Words

DAY = 86_400


def posts_of(many: int) -> pd.DataFrame:
    dice = np.random.default_rng(0)
    forms = dice.choice(["photo", "video"], many)
    return conform(
        pd.DataFrame(
            {
                "network": "instagram", "page": "Kaja $ & <b>", "is_own": True, "text": "a",
                "post_id": [str(n) for n in range(many)], "precision": "minute", "form": forms,
                "at": dice.integers(0, 90 * DAY, many), "reach": 1000,
                "reactions": dice.poisson(30, many) * np.where(forms == "video", 3, 1),
            },
            index=range(many),
        ),
        "posts",
    )  # fmt: skip


def summary_of(posts: pd.DataFrame) -> pd.DataFrame:
    types = posts[["network", "post_id"]].assign(
        type=posts["form"].map({"photo": "instruction", "video": "laugh"}), status="sure"
    )
    return summarise_types(posts, types)


def test_types_are_drawn_against_the_median_of_their_network() -> None:
    summary = summary_of(posts_of(120))
    axes = plot_types(summary)
    drawn = [line.get_xdata()[0] for line in axes.lines if line.get_marker() in ("o", "x")]
    assert drawn == pytest.approx((summary["median"] / summary["network_median"]).tolist())
    assert "Laugh earned more" in axes.get_title(loc="left")
    assert axes.get_xscale() == "log"
    assert as_png(axes).startswith(b"\x89PNG")
    assert as_png(plot_types(summary)) == as_png(plot_types(summary))


def test_forms_show_rates_and_leave_reach_out() -> None:
    forms = compare_forms(posts_of(120))
    axes = plot_forms(forms)
    assert len(axes.get_yticks()) == forms["metric"].ne("reach").sum()
    assert "Video earned more than other posts on Instagram" in axes.get_title(loc="left")
    assert any("%" in text.get_text() for text in axes.texts)


def test_times_say_that_no_hour_stands_and_draw_every_hour() -> None:
    times = find_best_times(posts_of(200), timezone="UTC", draws=50)
    axes = plot_times(times)
    hours = times.table[times.table["kind"] == "hour"]
    assert sum(len(dots.get_offsets()) for dots in axes.collections[1:]) == len(hours)
    assert axes.get_title(loc="left").startswith(("No hour", "Too few"))
    as_png(axes)


def test_rhythm_bars_are_posts_a_week_and_names_are_harmless() -> None:
    rhythm = measure_rhythm(posts_of(60), timezone="UTC")
    axes = plot_rhythm(rhythm)
    assert [bar.get_width() for bar in axes.patches] == pytest.approx(
        rhythm["posts_per_week"].tolist()
    )
    assert as_png(axes).startswith(b"\x89PNG")


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_the_silence_stands_whole_beside_pages_with_long_names(language: Language) -> None:
    rhythm = measure_rhythm(posts_of(60), timezone="UTC").assign(
        page="Our Very Own Daily News - Somewhere Abroad"
    )
    axes = plot_rhythm(rhythm, words=Words(language))
    axes.figure.canvas.draw()
    right = axes.figure.bbox.x1
    assert len(axes.texts) == len(rhythm)
    assert all(text.get_window_extent().x1 < right for text in axes.texts)


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_empty_results_teach(language: Language) -> None:
    words, none = Words(language), posts_of(0)
    for axes in (
        plot_types(summary_of(none), words=words),
        plot_forms(compare_forms(none), words=words),
        plot_times(find_best_times(none, timezone="UTC"), words=words),
        plot_rhythm(measure_rhythm(none, timezone="UTC"), words=words),
    ):
        assert len(axes.texts[0].get_text()) > 30
        assert not axes.axison


def test_posts_without_a_median_above_zero_are_not_drawn_as_zero() -> None:
    posts = posts_of(40).assign(reactions=pd.array([0] * 40, dtype="Int64"))
    assert len(plot_forms(compare_forms(posts)).texts) == 1


def test_the_busiest_page_is_named_where_its_network_has_several() -> None:
    rhythm = pd.DataFrame({
        "network": ["instagram", "instagram", "telegram"], "page": ["kaja", "leib", "kaja"],
        "posts_per_week": [5.0, 2.0, 1.0], "longest_gap_days": 3})  # fmt: skip
    assert plot_rhythm(rhythm).get_title(loc="left").startswith("kaja on Instagram has the most")
    one = plot_rhythm(rhythm.drop(index=1))
    assert one.get_title(loc="left").startswith("Instagram has the most")
