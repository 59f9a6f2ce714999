"""The form of the choice: counts move the odds, the words follow, the decision is kept."""

import re

import ipywidgets as w
import pytest

from smmlab.analyses.networks import own_results
from smmlab.brief import Brief, Target
from smmlab.forms.network_words import break_even_sentences, tell_fit
from smmlab.forms.networks import network_form
from smmlab.networks.competition import USUAL_LOAD
from smmlab.networks.evidence import load_evidence
from smmlab.networks.fit import score_networks
from smmlab.project import Project
from smmlab.texts import Words
from smmlab.texts.labels import NETWORK_NAMES

EVIDENCE = load_evidence(year=2026)
CAFE = Brief("Kohvik", market="EE", target=Target(25, 44, "female", people=180_000))
COUNTS = {"facebook": 60, "instagram": 85, "tiktok": 22, "pinterest": 9, "youtube": 12}


@pytest.fixture
def form(cafe_copy: Project):
    return network_form(cafe_copy)


def sellers(form) -> dict[str, w.BoundedIntText]:
    grid = next(child for child in form.children if isinstance(child, w.GridBox))
    return {box.description: box for box in grid.children}


def leader_of(form) -> str:
    return re.search(r"(\w+) is the best in", form.text.value).group(1)


def test_more_sellers_on_the_leader_change_the_winner_the_picture_and_the_text(form):
    moved = sellers(form)
    for box in moved.values():
        box.value = 20
    before, picture = leader_of(form), bytes(form.picture.value)
    moved[before].value = moved[before].max
    assert leader_of(form) != before
    assert bytes(form.picture.value) != picture


def test_the_form_says_what_the_function_says(form, cafe_copy: Project):
    counts = {"facebook": 30, "instagram": 40}
    for name, box in sellers(form).items():
        box.value = {NETWORK_NAMES[k]: v for k, v in counts.items()}.get(name, 0)
    fit = score_networks(
        cafe_copy.brief, rivals=counts, own=own_results(cafe_copy), evidence=cafe_copy.evidence
    )
    assert leader_of(form) == NETWORK_NAMES[fit.contenders[0]]


def test_a_feed_that_cannot_be_is_told_under_its_boxes_and_a_fuller_one_is_drawn(form):
    least, most = (c for c in form.controls if "in the feed" in c.description)
    assert (least.value, most.value) == USUAL_LOAD
    picture, before = bytes(form.picture.value), form.text.value
    most.value = 5
    (problem,) = (c for c in form.children if "smm-problem" in c._dom_classes)
    assert "The feed load 30 to 5 posts a week cannot be" in problem.value
    assert "cannot be" in form.text.value
    most.value = 300
    assert not problem.value
    assert (bytes(form.picture.value), form.text.value) == (picture, before)
    least.value, most.value = 900, 1000
    assert bytes(form.picture.value) != picture


def test_each_picture_is_another_one(form):
    show = next(c for c in form.controls if getattr(c, "description", "") == "Show")
    seen = set()
    for _, name in show.options:
        show.value = name
        seen.add(bytes(form.picture.value))
    assert len(seen) == len(show.options) == 5


def test_a_closed_network_cannot_be_chosen(form):
    choice = [c for c in form.children if isinstance(c, w.Dropdown)][-1]
    assert "whatsapp" not in [value for _, value in choice.options]
    assert NETWORK_NAMES["whatsapp"] not in sellers(form)


def test_the_choice_is_kept_with_its_findings_and_the_counts_are_not(form, cafe_copy: Project):
    before = cafe_copy.rivals
    next(iter(sellers(form).values())).value = 77
    choice = [c for c in form.children if isinstance(c, w.Dropdown)][-1]
    form.button.click()
    assert "Choose a network" in form.note.value
    choice.value = "instagram"
    form.button.click()
    kept = cafe_copy.decisions()["network"]
    assert kept.choice["network"] == "instagram"
    assert "networks.instagram.p_best" in kept.findings
    assert cafe_copy.rivals == before


def test_the_words_carry_the_break_even_and_the_next_step():
    fit = score_networks(CAFE, rivals=COUNTS, evidence=EVIDENCE)
    said = tell_fit(fit, Words("en"))
    assert said[: len(fit.cautions)] == list(fit.cautions)
    assert said[-1] == fit.test
    nearest = break_even_sentences(fit, Words("en"))
    assert nearest
    assert all(sentence in said for sentence in nearest)
    row = fit.break_even[fit.break_even["changed"] == fit.contenders[0]]
    row = row[row["input"] == "sellers"].iloc[0]
    assert any(f"{row['times']:.1f} times" in sentence for sentence in nearest)


def test_where_nothing_can_be_scored_one_sentence_says_so():
    evidence = load_evidence(year=2026)
    none = type(evidence)(evidence.figures.iloc[:0], evidence.rules, evidence.sources, 2026)
    said = tell_fit(score_networks(CAFE, evidence=none), Words("en"))
    assert "evidence.csv" in said[0]
    assert break_even_sentences(score_networks(CAFE, evidence=none), Words("en")) == []
