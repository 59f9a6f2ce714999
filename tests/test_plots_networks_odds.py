"""The pictures of the choice show the numbers of the fit, in every language."""

from dataclasses import replace

import numpy as np
import pytest

from smmlab.brief import Brief, Target
from smmlab.networks.evidence import Evidence, load_evidence
from smmlab.networks.fit import score_networks
from smmlab.plots.network_funnel import plot_network_funnel
from smmlab.plots.network_places import plot_feed_load, plot_network_places, verdict_of
from smmlab.plots.theme import as_png
from smmlab.plots.tornado import input_label, plot_tornado
from smmlab.texts import Words
from smmlab.texts.labels import NETWORK_NAMES

EVIDENCE = load_evidence(year=2026)
CAFE = Brief("Kohvik", market="EE", target=Target(25, 44, "female", people=180_000))
COUNTS = {"facebook": 60, "instagram": 85, "tiktok": 22, "pinterest": 9, "youtube": 12}
EVERY_PLOT = (plot_network_funnel, plot_network_places, plot_feed_load, plot_tornado)


@pytest.fixture(scope="module")
def fit():
    return score_networks(CAFE, rivals=COUNTS, evidence=EVIDENCE, draws=2_000)


@pytest.fixture(scope="module")
def scored(fit):
    return fit.table[fit.table["status"] == "scored"]


def test_the_funnel_marks_every_step_of_every_network(fit, scored):
    ax = plot_network_funnel(fit)
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == [NETWORK_NAMES[name] for name in scored["network"]]
    marks = [container.lines[0].get_xdata() for container in ax.containers]
    for step, drawn in zip(("potential", "interested", "score"), marks, strict=True):
        assert list(drawn) == pytest.approx(scored[step].tolist())
    # Fewer people at each step.
    assert all(a > b > c for a, b, c in zip(*marks, strict=True))


def test_without_counts_the_last_step_is_not_drawn():
    ax = plot_network_funnel(score_networks(CAFE, rivals={}, evidence=EVIDENCE, draws=500))
    assert len(ax.containers) == 2
    assert "come there to buy" in ax.get_title(loc="left")


def test_the_bars_of_places_fill_the_whole_and_begin_with_the_chance(fit, scored):
    ax = plot_network_places(fit)
    bars = np.array([[bar.get_width() for bar in container] for container in ax.containers])
    assert bars.sum(axis=0) == pytest.approx(100)
    assert bars[0] == pytest.approx(100 * scored["p_best"].to_numpy())
    said = [text.get_text() for text in ax.texts]
    assert said == ["under 1%" if share < 0.005 else f"{share:.0%}" for share in scored["p_best"]]


def test_the_lines_of_the_feed_are_the_chances(fit):
    ax = plot_feed_load(fit)
    chances = fit.curve.set_index(["network", "feed_load"])["p_best"]
    for line, name in zip(ax.get_lines(), fit.contenders, strict=True):
        assert list(line.get_ydata()) == pytest.approx([100 * v for v in chances[name]])
    named = sorted(text.get_text() for text in ax.texts)
    assert named == sorted(NETWORK_NAMES[name] for name in fit.contenders)


def test_the_tornado_runs_from_the_low_to_the_high_figure(fit):
    ax = plot_tornado(fit)
    bars = [line.get_xdata() for line in ax.get_lines() if line.get_linewidth() == 7]
    rows = fit.sensitivity.head(8)
    assert [list(bar) for bar in bars] == [
        pytest.approx([100 * row.p_best_low, 100 * row.p_best_high]) for row in rows.itertuples()
    ]
    first = input_label(str(rows.iloc[0]["network"]), str(rows.iloc[0]["input"]), Words("en"))
    assert ax.get_title(loc="left").startswith(f"Check first: {first}")


def test_the_numbers_at_the_ends_of_a_bar_stay_apart_however_sure_the_answer(fit):
    rows = fit.sensitivity.assign(
        p_best_low=0.97 + fit.sensitivity["p_best_low"] / 100,
        p_best_high=0.97 + fit.sensitivity["p_best_high"] / 100,
    ).head(8)
    # One of them moves nothing.
    rows.iloc[-1, rows.columns.get_loc("p_best_high")] = rows.iloc[-1]["p_best_low"]
    ax = plot_tornado(replace(fit, sensitivity=rows))
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts]
    assert len(boxes) == 2 * len(rows)
    assert all(left.x1 < right.x0 for left, right in zip(boxes[::2], boxes[1::2], strict=True))
    ends = rows[["p_best_low", "p_best_high"]].to_numpy()
    low, high = ax.get_xlim()
    # The axis follows the bars: from nought to a hundred they would be a single line.
    assert (ends.max() - ends.min()) * 100 > (high - low) / 4


def test_the_verdict_names_the_choice_or_says_it_is_open(fit):
    assert verdict_of(fit, Words("en")).startswith("Not decided")


@pytest.mark.parametrize("plot", EVERY_PLOT)
@pytest.mark.parametrize("language", ["et", "ru"])
def test_every_picture_speaks_the_language(fit, plot, language):
    ax = plot(fit, words=Words(language))
    assert ax.get_title(loc="left") != plot(fit).get_title(loc="left")
    assert as_png(ax).startswith(b"\x89PNG")


@pytest.mark.parametrize("plot", EVERY_PLOT)
def test_nothing_scored_teaches_what_to_add(plot):
    none = Evidence(EVIDENCE.figures.iloc[:0], EVIDENCE.rules, EVIDENCE.sources, 2026)
    ax = plot(score_networks(Brief("Kohvik"), evidence=none, draws=100))
    assert "evidence.csv" in ax.texts[0].get_text()
