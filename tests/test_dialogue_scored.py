"""Every comment by people gets a mood, the page's own and the empty ones do not."""

import pandas as pd
import pytest

from smmlab.comments import comment_languages
from smmlab.dialogue.scored import score_comments
from smmlab.dialogue.talk import follow_talk, read_talk
from smmlab.errors import DataError

COLUMNS = [
    "network", "interaction_id", "post_id", "person", "kind", "at", "text", "reply_to", "language",
    "mood", "negative", "hits",
]  # fmt: skip


def acts() -> pd.DataFrame:
    rows = [
        ("1", "p", "a", "comment", 50, "The service was terrible and rude", None, False),
        ("2", "p", None, "reply", 40, "Kohv oli väga hea, aitäh!", "1", False),
        ("3", None, "b", "comment", None, "Обслуживание ужасное", None, False),
        ("4", "p", "a", "comment", 60, "We are terribly sorry", "1", True),
        ("5", "p", "c", "like", 70, None, None, False),
        ("6", "p", "c", "comment", 80, None, None, False),
        ("7", "p", "c", "comment", 90, "  \n", None, False),
        ("8", "p", "c", "comment", 95, "Das Essen war leider schlecht und kalt", None, False),
        ("9", "p", "c", "comment", 99, "👎👎", None, False),
    ]
    names = ["interaction_id", "post_id", "person", "kind", "at", "text", "reply_to", "by_page"]
    return (
        pd.DataFrame(rows, columns=names)
        .assign(network="x")
        .astype({"at": "Int64", "by_page": "bool"})
    )


def test_one_row_a_comment_by_people_in_the_order_given() -> None:
    given = acts()
    before = given.copy()
    found = score_comments(given)
    pd.testing.assert_frame_equal(given, before)
    assert found.columns.tolist() == COLUMNS
    assert found["interaction_id"].tolist() == ["1", "2", "3", "8", "9"]
    assert found["language"].tolist() == ["en", "et", "ru", "other", "other"]
    assert found["negative"].tolist() == [True, False, True, pd.NA, True]
    assert found["mood"].isna().tolist() == [False, False, False, True, False]
    assert found["person"].isna().tolist() == [False, True, False, False, False]
    assert found["at"].tolist() == [50, 40, pd.NA, 95, 99]
    assert str(found["at"].dtype) == "Int64"
    assert str(found["negative"].dtype) == "boolean"


def test_empty_tables_and_tables_without_comments_give_the_same_columns() -> None:
    for rows in (acts().iloc[:0], acts()[acts()["kind"] == "like"]):
        found = score_comments(rows)
        assert found.empty
        assert found.columns.tolist() == COLUMNS


def test_any_engine_and_more_columns_give_the_same() -> None:
    polars = pytest.importorskip("polars")
    wider = acts().assign(precision="second", clock="utc")
    there = score_comments(polars.from_pandas(wider))
    pd.testing.assert_frame_equal(there, score_comments(acts()))


def test_known_languages_change_nothing_but_who_tells_them() -> None:
    frame = acts()
    known = comment_languages(frame)
    pd.testing.assert_frame_equal(score_comments(frame, languages=known), score_comments(frame))
    said_to_be = dict.fromkeys(known, "other")
    assert score_comments(frame, languages=said_to_be)["language"].eq("other").all()
    talk = follow_talk(frame)
    pd.testing.assert_frame_equal(read_talk(talk, languages=known), read_talk(talk))
    assert read_talk(talk, languages=said_to_be)["language"].eq("other").all()


def test_an_absent_column_is_named() -> None:
    with pytest.raises(DataError, match="reply_to"):
        score_comments(acts().drop(columns="reply_to"))
