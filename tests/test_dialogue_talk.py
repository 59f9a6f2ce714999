"""Who answered whom: places, orphans and rounds, against a plain walk along the links."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue_cases import acts, ours, said
from smmlab.dialogue.talk import follow_talk, read_talk


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(st.none() | st.integers(0, 14), min_size=1, max_size=12))
def test_places_and_rounds_agree_with_a_walk(links: list[int | None]) -> None:
    rows = [said(f"m{n}", n, "x", to=None if to is None else f"m{to}")
            for n, to in enumerate(links)]  # fmt: skip
    talk = follow_talk(acts(rows))
    known = [to if to is not None and to < len(links) else -1 for to in links]
    assert talk["parent"].tolist() == known
    for start in range(len(links)):
        place, steps = known[start], 0
        while place not in (-1, start) and steps <= len(links):
            place, steps = known[place], steps + 1
        assert talk["in_cycle"].iloc[start] == (place == start)
    orphans = [to is not None and to >= len(links) for to in links]
    assert talk["is_orphan"].tolist() == orphans


def test_only_comments_and_replies_and_each_once() -> None:
    frame = acts([said("a", 0, "Hi"), said("a", 1, "again"), ours("r", 2, "Hi", to="a")])
    extra = frame.tail(1).assign(kind="reaction", interaction_id="z")
    talk = follow_talk(pd.concat([frame, extra], ignore_index=True))
    assert talk["interaction_id"].tolist() == ["a", "r"]
    assert talk["parent"].tolist() == [-1, 0]
    assert talk["text"].tolist()[0] == "Hi"


def test_what_is_asked_is_read_of_people_alone() -> None:
    rows = [said("a", 0, "Palju kook maksab?"), ours("r", 1, "Kas soovite?", to="a"),
            said("b", 2, " "), said("c", 3, "Как дела")]  # fmt: skip
    read = read_talk(follow_talk(acts(rows)))
    assert read["interaction_id"].tolist() == ["a", "c"]
    assert read["language"].tolist() == ["et", "ru"]
    assert read[["asks", "price"]].values.tolist()[0] == [True, True]
