"""Threads: lengths, answers that ask back, and who came back."""

import pytest

from dialogue_cases import DAY, acts, ours, said
from smmlab.dialogue.talk import follow_talk
from smmlab.dialogue.threads import Threads, measure_threads, thread_findings


def measured(rows: list, **more) -> Threads:
    return measure_threads(follow_talk(acts(rows)), **{"as_of": 60 * DAY, **more})


def test_a_thread_is_all_that_hangs_on_a_comment() -> None:
    rows = [said("a", 0, "Hi"), said("b", 1, "Yes", to="a"), ours("c", 2, "So", to="b"),
            said("d", 0, "Alone"), said("e", 1, "Lost", to="gone")]  # fmt: skip
    threads = measured(rows)
    assert (threads.threads, threads.longest, threads.orphans) == (3, 3, 1)
    assert (threads.in_talk.count, threads.in_talk.of) == (1, 3)
    assert threads.lengths["threads"].tolist() == [2, 0, 1, 0, 0]
    assert threads.lengths["share"].sum() == pytest.approx(1)


def test_rounds_are_one_thread_and_do_not_hang() -> None:
    rows = [said("a", 0, "x", to="b"), said("b", 1, "x", to="a"), said("c", 2, "x", to="b")]
    threads = measured(rows)
    assert (threads.threads, threads.longest) == (1, 3)


def talk_of(people: int, *, back_after_telling: int) -> list:
    rows = []
    for n in range(people):
        asks = n < 20
        answer = "Which one did you try?" if asks else "Thank you."
        rows += [
            said(f"q{n}", n, "Nice cake", who=f"w{n}"),
            ours(f"r{n}", n + 1, answer, to=f"q{n}"),
        ]
        if n % 2 == 0 and (asks or n < 20 + 2 * back_after_telling):
            rows.append(said(f"b{n}", n + 2, "The plum", to=f"r{n}", who=f"w{n}"))
        else:
            rows.append(said(f"o{n}", n + 2, "I too", to=f"r{n}", who="somebody else"))
    return rows


def test_who_came_back_after_an_answer_that_asks_or_tells() -> None:
    threads = measured(talk_of(120, back_after_telling=10))
    assert (threads.asks_back.count, threads.asks_back.of) == (20, 120)
    assert (threads.after_asking.count, threads.after_asking.of) == (10, 20)
    assert (threads.after_telling.count, threads.after_telling.of) == (10, 100)
    assert threads.difference == pytest.approx(0.4)
    assert 0 < threads.difference_low < 0.4 < threads.difference_high
    back = threads.returns[["answer", "people", "came_back"]]
    assert back.to_numpy().tolist() == [["asks back", 20, 10], ["asks nothing", 100, 10]]
    told = {one.key: one for one in thread_findings(threads, sources=())}
    assert told["dialogue.threads.difference"].value == pytest.approx(0.4)


def test_a_few_who_came_back_are_not_told() -> None:
    threads = measured(talk_of(40, back_after_telling=2))
    told = {one.key.split(".")[-1]: one for one in thread_findings(threads, sources=())}
    assert told["back_after_asking"].numerator == 10
    for name in ("back_after_telling", "difference"):
        assert told[name].value is None
        assert told[name].numerator is None
        assert told[name].method.startswith("Withheld")
    nobody = measured(talk_of(40, back_after_telling=0))
    told = {one.key.split(".")[-1]: one for one in thread_findings(nobody, sources=())}
    assert told["back_after_telling"].numerator == 0


def test_the_first_answer_counts_and_the_return_must_come_in_time() -> None:
    rows = [
        said("q", 0, "Nice", who="w"),
        ours("r", 1, "Thanks.", to="q"),
        ours("s", 2, "Which one?", to="q"),
        said("b", 1 + 24 * 8, "The plum", to="s", who="w"),
    ]
    threads = measured(rows)
    assert (threads.asks_back.count, threads.asks_back.of) == (0, 1)
    assert (threads.after_telling.count, threads.after_telling.of) == (0, 1), "eight days"
    assert measured(rows, days=8).after_telling.count == 1
    assert measured(rows, as_of=3 * DAY).after_telling.of == 0, "not followed for a week"


def test_an_answer_before_the_comment_or_by_nobody_known_is_left_out() -> None:
    rows = [said("q", 5, "Nice", who="w"), ours("r", 1, "Which one?", to="q")]
    assert measured(rows).asks_back.of == 0
    unknown = acts([said("q", 0, "Nice"), ours("r", 1, "Which one?", to="q")])
    unknown.loc[0, "person"] = None
    assert measure_threads(follow_talk(unknown), as_of=60 * DAY).asks_back.of == 0


def test_too_few_answers_are_unknown() -> None:
    told = thread_findings(measured([said("q", 0, "Nice")]), sources=())
    assert {one.status for one in told} == {"unknown"}
