"""Ages of acts: the same as looking at each, in every engine."""

from collections import defaultdict

import pandas as pd
from hypothesis import given, settings

from engines import assert_same_everywhere
from reduce_cases import frames
from smmlab.reduce.ages import ages_of_acts

PUBLISHED = {"1": 1_700_000_000, "2": 1_792_880_000, "3": -100_000}
POSTS = pd.DataFrame(
    {"network": "telegram", "post_id": list(PUBLISHED), "published": list(PUBLISHED.values())}
)


@settings(max_examples=12, deadline=None)
@given(frames)
def test_acts_are_counted_by_the_age_of_their_post(acts: pd.DataFrame) -> None:
    acts = acts.assign(exported_at=range(len(acts)))
    counted: dict[tuple[object, ...], int] = defaultdict(int)
    newest: dict[tuple[object, ...], int] = defaultdict(int)
    for row in acts.itertuples():
        usable = row.kind in ("comment", "reply", "share") and row.precision == "second"
        if not usable or row.by_page or pd.isna(row.at) or row.network != "telegram":
            continue
        if row.post_id in PUBLISHED and row.at >= PUBLISHED[row.post_id]:
            minutes = int(row.at - PUBLISHED[row.post_id]) // 60
            key = (row.network, row.post_id, row.kind, minutes)
            counted[key] += 1
            newest[key] = max(newest[key], row.exported_at)
    expected = pd.DataFrame(
        [(*key, many, newest[key]) for key, many in counted.items()],
        columns=["network", "post_id", "kind", "minutes", "acts", "exported_at"],
    )
    assert_same_everywhere(lambda one: ages_of_acts(one, POSTS), expected, acts)
