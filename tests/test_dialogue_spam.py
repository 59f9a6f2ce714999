"""Spam: two signs of four, and nothing said of who removes it."""

import pytest

from dialogue_cases import acts, ours, said
from smmlab.dialogue.spam import mark_spam, measure_spam, spam_findings
from smmlab.dialogue.talk import follow_talk

SPAM = [
    "Easy money, write me now", "Teeni kodus 300 € päevas, kirjuta mulle",
    "Пассивный доход, пишите в личку", "Buy followers here https://spam.example/x",
    "Krüpto! Kasum kohe, vajuta siia", "Казино с бонусом: https://win.example",
]  # fmt: skip
HAM = [
    "How much is delivery?", "I made money last week and spent it all on your cakes",
    "Kirjuta mulle, kui tordid valmis on", "Напишите мне, пожалуйста, когда откроетесь",
    "My recipe is here: https://blog.example/plum", "+1", "Kes läheb homme?", "Где купить билеты?",
]  # fmt: skip


@pytest.mark.parametrize("text", SPAM)
def test_two_signs_make_spam(text: str) -> None:
    assert mark_spam(follow_talk(acts([said("a", 0, text)])))["spam"].tolist() == [True]


@pytest.mark.parametrize("text", HAM)
def test_one_sign_makes_none(text: str) -> None:
    assert mark_spam(follow_talk(acts([said("a", 0, text)])))["spam"].tolist() == [False]


def test_repeated_is_by_one_person_or_long_by_anybody() -> None:
    def repeated(rows: list) -> list[bool]:
        return mark_spam(follow_talk(acts(rows)))["repeated"].tolist()

    short = [said(f"a{n}", n, "See here!", who="p") for n in range(3)]
    assert repeated(short) == [True] * 3
    assert repeated(short[:2]) == [False] * 2
    assert repeated([said(f"a{n}", n, "+1", who=f"p{n}") for n in range(9)]) == [False] * 9
    long = "The same long words again and again, always the same ones here"
    rows = [said(f"a{n}", n, f"{long}{'!' * n}", who=f"p{n}") for n in range(3)]
    assert repeated(rows) == [True] * 3, "marks and case do not count"


def test_a_link_the_page_gives_itself_is_not_foreign() -> None:
    link = said("a", 0, "https://shop.example/plum see")
    assert mark_spam(follow_talk(acts([link])))["link"].tolist() == [True]
    rows = [link, ours("r", 1, "Yes: https://www.shop.example/all", to="a")]
    assert mark_spam(follow_talk(acts(rows)))["link"].tolist() == [False]


def test_shares_by_comment_and_by_account() -> None:
    rows = [said(f"a{n}", n, "Easy money, write me", who=f"p{n % 12}") for n in range(24)]
    rows += [said(f"b{n}", n, f"Nice plum {n}", who=f"q{n}") for n in range(36)]
    spam = measure_spam(mark_spam(follow_talk(acts(rows))))
    assert (spam.comments.count, spam.comments.of) == (24, 60)
    assert (spam.authors.count, spam.authors.of) == (12, 48)
    told = {one.key: one for one in spam_findings(spam, sources=())}
    assert told["dialogue.spam.authors_share"].value == 0.25
    assert told["dialogue.spam.removed_by"].status == "unknown"
    few = [*rows[:1], *rows[24:]]
    hidden = spam_findings(measure_spam(mark_spam(follow_talk(acts(few)))), sources=())
    assert [one.status for one in hidden] == ["estimated", "unknown", "unknown"]
