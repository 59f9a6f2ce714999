"""What can be checked of a text without a teacher, in three languages."""

import pytest

from smmlab.brief import Brief
from smmlab.course.lessons import rubrics


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("One thing. Another thing!", 2),
        ("Prices rose by 3.5 percent, to 12.40", 1),
        ("Tere! Kas teil on leiba? On.", 3),
        ("9.00 vastan\n10.00 filmin\n\n16.00 mõõdan", 3),
        ("... !!! 12", 0),
    ],
)
def test_sentences_are_counted_as_a_reader_would(text: str, count: int) -> None:
    assert len(rubrics.sentences(text)) == count
    assert rubrics.has_sentences(text, least=count, most=count)
    assert not rubrics.has_sentences(text, least=count + 1, most=count + 5)


def test_blanks_around_do_not_lengthen_a_text() -> None:
    assert rubrics.has_length("  four  ", least=4, most=4)
    assert not rubrics.has_length("  four  ", most=3)
    assert not rubrics.has_length("   ", most=3)


@pytest.mark.parametrize(
    "text",
    [
        "SMM brought 12 of 420 orders.",
        "12 из 420 заказов пришли из Telegram.",
        "420-st tellimusest tuli 12 võrgustikest.",
        "About 3 % of the 420 orders came that way.",
        "12/420 came by a post.",
        "Kõigist 1 200 tellimusest 36 tuli postitustest.",
        "281 tellimusest tuli 89 tasuta linkide kaudu.",
        "281 makstud tellimusest 89 on meie.",
        "We brought 3 in 40 orders.",
    ],
)
def test_a_part_with_its_whole_is_seen(text: str) -> None:
    assert rubrics.has_number_out_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "SMM brought 12 orders.",
        "12 orders came. There are 420 of them.",
        "We open at 9:30 and close at 17:00 of each day.",
        "On 2026-03-01 we had 12 of them.",
        "No number at all.",
        "We will grow your reach by 50 % in 2 months.",
    ],
)
def test_a_number_alone_is_none(text: str) -> None:
    assert not rubrics.has_number_out_of(text)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("9:00 answers, 13.30 film, 4 pm numbers", (9.0, 13.5, 16.0)),
        ("12 am to 12 pm", (0.0, 12.0)),
        ("kell 9 vastan, 14-16 teen sisu", (9.0, 14.0, 16.0)),
        ("В 9 часов отвечаю, с 16 до 18 снимаю, в 19:30 считаю", (9.0, 16.0, 18.0, 19.5)),
        ("3 часа на ролики, 3 дня отдыха, 40 hours", ()),
        ("From 10 to 12 I film; kella 14 kuni 15 loen", (10.0, 12.0, 14.0, 15.0)),
        ("9:00 and again 9:00", (9.0,)),
        ("20 posts, 5 orders, 2026-01-02, 3.5 %", ()),
    ],
)
def test_times_of_the_day_are_read(text: str, hours: tuple[float, ...]) -> None:
    found = tuple(minutes / 60 for minutes in rubrics.times_of_day(text))
    assert found == hours


def test_a_language_is_told_and_asked_for() -> None:
    estonian = "Meie pagarikoda on avatud iga päev ja me küpsetame ise."
    assert rubrics.text_language(estonian) == "et"
    assert rubrics.is_in_language(estonian, ("ru", "et"))
    assert not rubrics.is_in_language(estonian, ("ru", "en"))
    assert rubrics.is_in_language(estonian, ())


def test_words_are_found_by_their_beginning_or_whole() -> None:
    stems = {"en": ["answer", "ad."], "et": ["vasta"], "xx": ["open hours"]}
    assert rubrics.mentions("I am ANSWERING", stems)
    assert rubrics.mentions("Vastan kohe", stems)
    assert rubrics.mentions("one ad a day", stems)
    assert rubrics.mentions("our open  hours", stems)
    assert not rubrics.mentions("we add an adorable unanswered thing", stems)


def test_the_face_is_named_with_an_ending() -> None:
    brief = Brief("Leivakoda", face="Анна, пекарь", owner="Rein")
    assert rubrics.names_face("Спросите у Анны", brief)
    assert not rubrics.names_face("Спросите у Анатолия Петровича", brief)
    assert rubrics.names_face("Reinult saab küsida", Brief("Leivakoda", owner="Rein"))
    assert not rubrics.names_face("Nobody", Brief("Leivakoda"))


def test_contacts_are_personal_data() -> None:
    assert rubrics.holds_personal_data("Write to mari@example.ee")
    assert rubrics.holds_personal_data("+372 5555 5555")
    assert not rubrics.holds_personal_data("Write to us here, order 1204")
