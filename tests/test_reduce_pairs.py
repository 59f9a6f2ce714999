"""Who answers whom, and who acts together: the same as following every act by hand."""

from collections import Counter
from itertools import combinations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from engines import assert_same_everywhere
from reduce_cases import acts_at, frames
from smmlab.reduce.pairs import admins, answer_counts, co_activity, reply_pairs

FEW = settings(max_examples=12, deadline=None)
close = acts_at(st.one_of(st.none(), st.integers(1_700_000_000, 1_700_000_060)))


def answers_in(acts: pd.DataFrame) -> list[tuple[str, str, str, str | None, bool]]:
    """Return network, who answers, what, whose, and whether it is the page's."""
    said = {(row.network, row.interaction_id): row for row in acts.itertuples()}
    found = []
    for row in acts.itertuples():
        told = said.get((row.network, row.reply_to))
        if row.by_page or not isinstance(row.person, str) or told is None:
            continue
        partner = told.person if isinstance(told.person, str) else None
        if partner != row.person and (partner is not None or told.by_page):
            found.append((row.network, row.person, row.reply_to, partner, bool(told.by_page)))
    return found


@FEW
@given(frames)
def test_each_answer_is_counted_for_its_pair(acts: pd.DataFrame) -> None:
    counts = Counter((net, who, whom, page) for net, who, _what, whom, page in answers_in(acts))
    columns = ["network", "person", "partner", "to_page"]
    expected = pd.DataFrame([*counts], columns=columns).assign(replies=[*counts.values()])
    assert_same_everywhere(reply_pairs, expected.astype({"partner": "str"}), acts)


@FEW
@given(frames)
def test_a_comment_counts_the_people_who_answered_it(acts: pd.DataFrame) -> None:
    who: dict[tuple[str, str, str], set[str]] = {}
    for net, person, what, whom, page in answers_in(acts):
        if not page and whom is not None:
            who.setdefault((net, whom, what), set()).add(person)
    counts = Counter((net, whom, len(people)) for (net, whom, _), people in who.items())
    expected = pd.DataFrame([*counts], columns=["network", "person", "answers"])
    assert_same_everywhere(answer_counts, expected.assign(comments=[*counts.values()]), acts)


@FEW
@given(frames)
def test_admins_are_who_acted_for_the_page(acts: pd.DataFrame) -> None:
    spoke = acts[acts["by_page"].astype(bool) & acts["person"].notna()]
    assert_same_everywhere(admins, spoke[["network", "person"]].drop_duplicates(), acts)


@FEW
@given(close, st.integers(1, 20))
def test_people_act_together_within_the_window(acts: pd.DataFrame, window: int) -> None:
    met: dict[tuple[str, str, str], set[str]] = {}
    rows = acts[~acts["by_page"].astype(bool) & acts["at"].notna() & acts["person"].notna()]
    rows = rows[rows["post_id"].notna() & rows["precision"].fillna("second").eq("second")]
    for one, two in combinations(rows.itertuples(), 2):
        together = (one.network, one.post_id) == (two.network, two.post_id)
        if together and one.person != two.person and abs(one.at - two.at) <= window:
            pair = (one.network, *sorted((one.person, two.person)))
            met.setdefault(pair, set()).add(one.post_id)
    expected = pd.DataFrame([*met], columns=["network", "person", "partner"])
    expected = expected.assign(objects=[len(posts) for posts in met.values()])
    assert_same_everywhere(lambda frame: co_activity(frame, window_seconds=window), expected, acts)
