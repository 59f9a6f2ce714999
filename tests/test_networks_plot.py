"""The picture shows every network: an interval, or why there is none."""

from itertools import pairwise

import pytest

from smmlab.brief import Brief, Target
from smmlab.networks.evidence import Evidence, load_evidence
from smmlab.networks.fit import score_networks
from smmlab.plots.networks import plot_networks
from smmlab.plots.theme import as_png
from smmlab.texts import Words

EVIDENCE = load_evidence(year=2026)


@pytest.fixture(scope="module")
def fit():
    brief = Brief("Kohvik", market="EE", target=Target(25, 44, "female"))
    return score_networks(brief, rivals={"facebook": 40}, evidence=EVIDENCE, draws=500)


def test_intervals_and_labels_are_the_numbers_of_the_table(fit):
    ax = plot_networks(fit)
    scored = fit.table[fit.table["status"] == "scored"]
    drawn = [list(line.get_xdata()) for line in ax.get_lines() if len(line.get_xdata()) == 2]
    assert drawn == [
        [row.potential_low, row.potential_high] for row in scored.itertuples(index=False)
    ]
    texts = [text.get_text() for text in ax.texts]
    assert len(texts) == len(fit.table)
    assert f"{fit.table.loc[0, 'p_best']:.0%}" in texts[0]


def test_a_closed_network_stands_there_with_its_reason(fit):
    ax = plot_networks(fit)
    labels = [label.get_text() for label in ax.get_yticklabels()]
    place = labels.index("WhatsApp")
    assert ax.texts[place].get_text().startswith("Closed.")


def test_the_title_states_the_finding_and_a_picture_comes_out(fit):
    ax = plot_networks(fit)
    assert ax.get_title(loc="left").startswith("Not decided")
    assert as_png(ax).startswith(b"\x89PNG")


def test_nothing_to_draw_teaches_what_to_add():
    none = Evidence(EVIDENCE.figures.iloc[:0], EVIDENCE.rules, EVIDENCE.sources, 2026)
    ax = plot_networks(score_networks(Brief("Kohvik"), evidence=none, draws=100))
    assert "evidence.csv" in ax.texts[0].get_text()


def test_numbers_of_a_large_market_do_not_run_into_each_other():
    large = score_networks(Brief("Grill", market="US"), evidence=EVIDENCE, draws=100)
    ax = plot_networks(large)
    ax.figure.canvas.draw()
    boxes = [label.get_window_extent() for label in ax.get_xticklabels() if label.get_text()]
    assert len(boxes) > 2
    assert all(left.x1 < right.x0 for left, right in pairwise(boxes))


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_notes_of_several_lines_do_not_run_into_the_next(language):
    young = Brief("Kohvik", market="EE", goods="vein, õlu", target=Target(13, 17))
    ax = plot_networks(score_networks(young, evidence=EVIDENCE, draws=200), words=Words(language))
    ax.figure.canvas.draw()
    notes = [text for text in ax.texts if text.get_text()]
    boxes = [note.get_window_extent() for note in notes]
    assert max(note.get_text().count("\n") for note in notes) > 0
    assert all(upper.y0 > lower.y1 for upper, lower in pairwise(boxes))
