"""The deck: ten slides at most, a title each, the ask last."""

from dataclasses import replace

import pytest

from smmlab.strategy.document import Span, plain
from smmlab.strategy.slides import MOST_SLIDES, build_deck, faults_of_deck
from smmlab.strategy.strongest import choose
from smmlab.texts import LANGUAGES
from strategy_told_cases import (
    complaints_with_a_chart,
    empty_material,
    full_material,
    many_topics,
    material_of,
    share,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_most_ten_slides_each_with_a_title_of_its_own(language: str) -> None:
    for material in (
        material_of(*many_topics(), language=language),  # type: ignore[arg-type]
        full_material(language),  # type: ignore[arg-type]
        empty_material(language),  # type: ignore[arg-type]
    ):
        deck = build_deck(material)
        titles = [plain(deck.title), *(plain(slide.title).strip() for slide in deck.slides)]
        assert len(titles) <= MOST_SLIDES == 10
        assert all(titles)
        assert len(set(titles)) == len(titles)
        assert list(faults_of_deck(deck)) == []


def test_one_slide_a_finding_and_then_the_ask() -> None:
    material = material_of(*many_topics())
    deck = build_deck(material)
    assert len(deck.slides) == len(choose(material, most=99)) + 1
    assert plain(deck.slides[-1].title).startswith("Put the work into one network")
    assert "never got an answer" in "".join(plain(slide.title) for slide in deck.slides)


def test_a_finding_without_a_chart_shows_its_number_and_says_its_size_once() -> None:
    (slide, _ask) = build_deck(
        material_of(share("money.links.good_share", 0, 299, 0, 0.013))
    ).slides
    assert slide.chart is None
    assert plain(slide.number) == "0%"
    assert plain(slide.size) == "n = 299 · interval 0% to 1.3%"
    assert plain(slide.evidence) == "measured · posts.csv"


def test_without_files_there_is_only_the_ask_and_no_appendix_is_promised() -> None:
    (only,) = build_deck(empty_material()).slides
    assert "has no figures here yet" in plain(only.title)
    assert plain(only.evidence) == "No file has been read yet, so no number stands here."
    assert "appendix of the strategy" in plain(build_deck(full_material()).slides[-1].evidence)


def test_empty_slides_twins_and_orphan_numbers_are_faults() -> None:
    deck = build_deck(material_of(*many_topics()))
    first = deck.slides[0]
    assert len(list(faults_of_deck(replace(deck, slides=(first, first))))) == 1
    assert list(faults_of_deck(replace(deck, slides=(replace(first, body=()),))))
    orphan = replace(first, body=((Span("It grew by 12 a day."),),))
    assert list(faults_of_deck(replace(deck, slides=(orphan,))))


def test_beside_a_chart_the_cases_of_the_title_stand_right_under_it() -> None:
    slide, _ask = build_deck(complaints_with_a_chart()).slides
    assert slide.chart is not None
    assert slide.chart.name == "needs"
    assert (
        plain(slide.title) == "30% of the people who wrote used words about quality or complaints."
    )
    assert plain(slide.body[0]) == "n = 300 · interval 25% to 36%"
    assert plain(slide.evidence) == "measured · posts.csv"
