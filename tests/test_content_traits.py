"""What a post does beside its type: clear cases, missing texts, and one row a post."""

import pandas as pd
import pytest

from smmlab.content.corpus import own_rows
from smmlab.content.traits import MARKS, TONES, describe_posts, read_traits
from smmlab.errors import DataError


@pytest.mark.parametrize(
    ("mark", "yes", "no"),
    [
        ("sells", "All boots 20 € off until Friday, book yours now.", "The bridge is closed."),
        ("asks", "Kas keegi teab, kelle kass see on?", "Kass leiti üles."),
        ("calls_to_act", "Приходите в субботу в 12, регистрация по ссылке!", "Снег растаял."),
    ],
)
def test_a_clear_text_has_its_mark_and_another_has_not(mark, yes, no):
    found = read_traits([yes, no])
    assert found[mark].tolist() == [True, False]
    assert found[f"p_{mark}"].iloc[0] > found[f"p_{mark}"].iloc[1]


def test_without_a_text_everything_is_missing_and_never_no():
    found = read_traits(pd.Series([None, "", "https://example.com"], index=[4, 6, 8]))
    assert found.index.tolist() == [4, 6, 8]
    assert found.drop(columns="tone").isna().to_numpy().all()
    assert found["tone"].isna().all()


def test_what_entertains_or_invites_talk_stops_the_thumb():
    found = read_traits([row.text for row in own_rows()[:200]])
    either = found["entertains"] | found["invites_talk"]
    assert found["stops_the_thumb"].tolist() == either.tolist()


def test_the_tone_is_the_likeliest_of_three_or_missing():
    tones = read_traits([row.text for row in own_rows()[:300]])["tone"].dropna()
    assert set(tones) <= set(TONES)
    assert tones.nunique() == len(TONES)


def test_a_mark_is_likelier_where_the_writer_gave_it():
    rows = [row for row in own_rows() if row.traits is not None][::7]
    found = read_traits([row.text for row in rows])
    for mark in MARKS:
        true = pd.Series([mark in (row.traits or ()) for row in rows])
        likely = found[f"p_{mark}"]
        assert likely[true].mean() > likely[~true].mean() + 0.2, mark


def test_posts_keep_their_order_and_a_lacking_column_is_named():
    posts = pd.DataFrame({"network": "x", "post_id": ["2", "1"], "text": ["Open.", None]})
    found = describe_posts(posts)
    assert found["post_id"].tolist() == ["2", "1"]
    with pytest.raises(DataError, match="text"):
        describe_posts(posts.drop(columns="text"))
