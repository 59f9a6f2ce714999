"""The protocol as a form: typed in, kept beside earlier counts, agreement told."""

from datetime import date

import ipywidgets as w
import pytest

from smmlab.analyses.networks import counting_error, seller_counts
from smmlab.errors import StrategyError
from smmlab.forms.sellers import sellers_form
from smmlab.networks.competition import COUNTING_SD
from smmlab.project import Project
from smmlab.texts import message

NAMES = ("facebook", "instagram", "tiktok", "youtube", "pinterest")


def fill(project: Project, counter: str, sellers: dict[str, str]):
    form = sellers_form(project)
    fields = {control.description: control for control in form.controls}
    fields["Who counts"].value = counter
    grid = next(child for child in form.children if isinstance(child, w.GridBox))
    for name, text in sellers.items():
        cell = next(c for c in grid.children if f"smm-sellers-{name}" in c._dom_classes)
        cell.value = text
    return form


def test_a_count_is_kept_with_day_words_and_person(cafe_copy: Project):
    form = fill(cafe_copy, "Mari", {"facebook": "12", "pinterest": "3"})
    assert "Facebook: 12 sellers, counted by one person." in form.text.value
    form.button.click()
    assert "seller-count-sheet.pdf" in form.note.value
    assert cafe_copy.rivals.items() >= {"facebook": 12, "pinterest": 3}.items()
    kept = seller_counts(cafe_copy).set_index("network")
    assert kept.loc["facebook", "counter"] == "Mari"
    assert kept.loc["facebook", "minutes"] == 20
    assert kept.loc["facebook", "counted_on"]
    assert (cafe_copy.strategy_folder / "seller-count-sheet.pdf").is_file()


def test_a_second_person_adds_and_a_second_look_replaces(cafe_copy: Project):
    fill(cafe_copy, "Mari", {"facebook": "8"}).button.click()
    fill(cafe_copy, "Jaan", {"facebook": "18"}).button.click()
    assert cafe_copy.rivals.items() >= {"facebook": 12}.items()
    fill(cafe_copy, "Mari", {"facebook": "18"}).button.click()
    assert cafe_copy.rivals.items() >= {"facebook": 18}.items()
    assert len(seller_counts(cafe_copy)) == 2


def test_what_two_people_measure_goes_into_the_score(cafe_copy: Project):
    assert counting_error(seller_counts(cafe_copy)) == COUNTING_SD
    fill(cafe_copy, "Mari", dict.fromkeys(NAMES, "10")).button.click()
    form = fill(cafe_copy, "Jaan", dict.fromkeys(NAMES, "20"))
    assert "Agreement of the people who counted" in form.text.value
    form.button.click()
    # Two counts that differ by a factor of two: ln 2 / sqrt 2.
    assert counting_error(seller_counts(cafe_copy)) == pytest.approx(0.490, abs=0.001)


@pytest.mark.parametrize("typed", ["many", "-3", "2.5"])
def test_what_is_no_count_is_one_sentence_and_nothing_is_kept(cafe_copy: Project, typed):
    before = cafe_copy.rivals
    form = fill(cafe_copy, "Mari", {"facebook": typed})
    form.button.click()
    assert form.note.value.count("<p") == 1
    assert cafe_copy.rivals == before
    assert seller_counts(cafe_copy).empty


def test_nobody_named_is_told(cafe_copy: Project):
    form = fill(cafe_copy, "", {"facebook": "3"})
    assert "counter" in form.text.value


def test_nothing_typed_keeps_nothing(cafe_copy: Project):
    form = sellers_form(cafe_copy)
    assert "Nobody has filled in this sheet yet." in form.text.value
    form.button.click()
    assert "Nothing is typed in yet." in form.note.value


def test_zero_is_said_to_be_unknown(cafe_copy: Project):
    form = fill(cafe_copy, "Mari", {"facebook": "0"})
    assert "it is unknown" in form.text.value


def test_notes_without_a_number_are_not_lost_in_silence(cafe_copy: Project):
    form = fill(cafe_copy, "Mari", {})
    grid = next(child for child in form.children if isinstance(child, w.GridBox))
    place = next(i for i, c in enumerate(grid.children)
                 if "smm-sellers-facebook" in getattr(c, "_dom_classes", ()))  # fmt: skip
    grid.children[place + 2].value = "many resellers"
    assert "1: sellers" in form.text.value


def test_a_sheet_that_cannot_be_set_does_not_hide_that_counts_are_kept(
    cafe_copy: Project, monkeypatch: pytest.MonkeyPatch
):
    def fails(_project: Project) -> None:
        raise StrategyError(message("The PDF could not be set: {problem}."), {"problem": "ink"})

    monkeypatch.setattr("smmlab.forms.sellers.write_seller_sheet", fails)
    form = fill(cafe_copy, "Mari", {"facebook": "12"})
    form.button.click()
    assert "The counts are kept" in form.note.value
    assert "ink" in form.note.value
    assert cafe_copy.rivals.items() >= {"facebook": 12}.items()


def test_numbers_of_networks_not_counted_yet_stand(cafe_copy: Project):
    before = cafe_copy.rivals
    fill(cafe_copy, "Mari", {"facebook": "12"}).button.click()
    assert cafe_copy.rivals == before | {"facebook": 12}


def test_a_count_of_an_earlier_day_does_not_undo_a_later_one(cafe_copy: Project):
    fill(cafe_copy, "Mari", {"facebook": "12"}).button.click()
    form = fill(cafe_copy, "Mari", {"facebook": "3"})
    next(c for c in form.controls if c.description == "Day of the count").value = date(2026, 1, 5)
    form.button.click()
    assert cafe_copy.rivals["facebook"] == 12


def problems(form: w.Widget) -> list[str]:
    return [c.value for c in form.children
            if "smm-problem" in c._dom_classes and c.layout.display != "none"]  # fmt: skip


def test_the_last_counts_are_taken_back_and_the_cells_are_empty(cafe_copy: Project):
    before = cafe_copy.rivals
    fill(cafe_copy, "Mari", {"facebook": "8"}).button.click()
    first = cafe_copy.decisions()["rivals"]
    form = fill(cafe_copy, "Mari", {"facebook": "80", "youtube": "5"})
    form.button.click()
    form.take_back.click()
    assert cafe_copy.decisions()["rivals"] == first
    grid = next(child for child in form.children if isinstance(child, w.GridBox))
    assert not [c.value for c in grid.children if isinstance(c, w.Text) and c.value]
    assert "Facebook: 8 sellers" in form.text.value
    assert "YouTube" not in form.text.value
    form.take_back.click()
    assert cafe_copy.rivals == before


def test_a_wrong_cell_is_told_below_and_marked(cafe_copy: Project):
    form = fill(cafe_copy, "", {"facebook": "many", "pinterest": "3"})
    assert len(problems(form)) == 2
    assert "Type your name here" in problems(form)[0]
    assert "many is not a whole number" in problems(form)[1]
    grid = next(child for child in form.children if isinstance(child, w.GridBox))
    marked = [c for c in grid.children if "smm-wrong" in c._dom_classes]
    assert [cell.value for cell in marked] == ["many"]
    place = grid.children.index(marked[0])
    marked[0].value = ""
    grid.children[place + 1].value = "-2"
    assert "-2 is not a whole number" in problems(form)[1]
    grid.children[place + 1].value = "2"
    assert "Facebook: type how many sellers" in problems(form)[1]


def test_every_cell_has_a_name_to_be_read_aloud(cafe_copy: Project):
    grid = next(c for c in sellers_form(cafe_copy).children if isinstance(c, w.GridBox))
    named = [c.tooltip for c in grid.children if isinstance(c, w.Text)]
    assert "Facebook: people who ask" in named
    assert len(set(named)) == len(named)
