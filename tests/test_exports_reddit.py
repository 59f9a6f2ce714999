"""Reddit: lines of an archive, listings, threads; scores, deleted people, packed files."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import codes, only_smmlab_errors, raw, read
from smmlab.errors import ExportError
from smmlab.exports.catalogue import read_export
from smmlab.exports.json_saved import read_saved
from smmlab.exports.reading import Reading
from smmlab.exports.research.reddit import READER
from smmlab.exports.source import RawExport

AT = 1_772_138_705  # 2026-02-26 20:45:05 UTC
POST = {"id": "1abc", "author": "kaja", "subreddit": "Tartu", "created_utc": AT, "title": "Kook",
        "selftext": "", "score": 5, "num_comments": 2, "is_self": True,
        "permalink": "/r/Tartu/comments/1abc/kook/"}  # fmt: skip
COMMENT = {"id": "k1", "author": "juta", "body": "Mm", "subreddit": "Tartu", "created_utc": AT,
           "link_id": "t3_1abc", "parent_id": "t3_1abc"}  # fmt: skip


def lines(folder: Path, *entries: Any) -> RawExport:
    return raw(folder, "\n".join(json.dumps(entry) for entry in entries), "RS_Tartu")


def listing(*children: Any) -> dict[str, Any]:
    return {"kind": "Listing", "data": {"after": None, "children": list(children)}}


def post(folder: Path, **change: Any) -> dict[str, Any]:
    (row,) = read(READER, lines(folder, POST | change)).tables["posts"].to_dict("records")
    return row


def act(folder: Path, **change: Any) -> dict[str, Any]:
    reading = read(READER, lines(folder, COMMENT | change))
    (row,) = reading.tables["interactions"].to_dict("records")
    return row


def test_a_submission_is_a_post_of_its_community(tmp_path: Path) -> None:
    row = post(tmp_path)
    assert (row["network"], row["page"], row["post_id"]) == ("reddit", "r/Tartu", "t3_1abc")
    assert (row["at"], row["clock"], row["precision"]) == (AT, "UTC", "second")
    assert (row["reactions"], row["comments"], row["text"]) == (5, 2, "Kook")
    assert row["url"] == "https://www.reddit.com/r/Tartu/comments/1abc/kook/"
    assert pd.isna(row["views"])


def test_every_way_of_saving_gives_the_same(tmp_path: Path) -> None:
    thing = {"kind": "t3", "data": POST}
    ways = [POST, [POST], {"data": [POST]}, listing(thing), [listing(thing), listing()],
            [listing(thing)]]  # fmt: skip
    found = []
    for at, way in enumerate(ways):
        export = raw(tmp_path, json.dumps(way), f"{at}.json")
        frame = read(READER, export).tables["posts"]
        found.append(frame.to_dict("records")[0]["post_id"])
    assert found == ["t3_1abc"] * len(ways)


def test_old_archives_write_the_time_as_text(tmp_path: Path) -> None:
    assert post(tmp_path, created_utc=str(AT))["at"] == AT
    assert post(tmp_path, created_utc=float(AT))["at"] == AT


@pytest.mark.parametrize(
    ("change", "form"),
    [({}, "text"), ({"is_self": False}, "other"),
     ({"is_self": False, "url": "https://kohvik.ee"}, "link"),
     ({"is_self": False, "url": "https://i.redd.it/a.jpg"}, "photo"),
     ({"is_self": False, "url": "https://x.ee/a.PNG?x=1"}, "photo"),
     ({"is_self": False, "url": "https://youtu.be/abc"}, "video"),
     ({"is_self": False, "post_hint": "image"}, "photo"),
     ({"is_self": False, "post_hint": "rich:video"}, "video"),
     ({"is_video": True}, "video"), ({"is_gallery": True}, "carousel"),
     ({"poll_data": {}}, "poll"), ({"post_hint": 7, "url": []}, "text")],
)  # fmt: skip
def test_forms(tmp_path: Path, change: dict[str, Any], form: str) -> None:
    assert post(tmp_path, **change)["form"] == form


def test_title_and_words_are_one_text_without_people(tmp_path: Path) -> None:
    row = post(tmp_path, title="Kook &amp; tee", selftext="Küsi u/kaja või /u/ju-ta &lt;3")
    assert row["text"] == "Kook & tee\n\nKüsi [person] või [person] <3"
    assert post(tmp_path, selftext="[removed]")["text"] == "Kook"
    assert pd.isna(post(tmp_path, title="[deleted by user]", selftext="[deleted]")["text"])
    assert post(tmp_path, title="kohvik.ee/u/menu")["text"] == "kohvik.ee/u/menu"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("https://www.reddit.com/user/juta_k/comments/1b", "[person]/comments/1b"),
        ("[ta](https://old.reddit.com/u/juta) ja /user/juta", "[ta]([person]) ja [person]"),
        ("Küsi U/Juta", "Küsi [person]"),
        ("https://kohvik.ee/u/kook user/kook", "https://kohvik.ee/u/kook user/kook"),
        ("https://www.reddit.com/r/Tartu/", "https://www.reddit.com/r/Tartu/"),
    ],
)
def test_links_to_people_lose_the_name_and_others_stay(
    tmp_path: Path, said: str, kept: str
) -> None:
    assert act(tmp_path, body=said)["text"] == kept


def test_a_score_below_zero_or_hidden_is_missing(tmp_path: Path) -> None:
    reading = read(READER, lines(tmp_path, POST | {"score": -4}))
    assert reading.tables["posts"]["reactions"].isna().all()
    assert codes(reading) == {"counts-below-zero"}
    assert post(tmp_path, score=0)["reactions"] == 0
    for hidden in ("hide_score", "score_hidden"):
        assert pd.isna(post(tmp_path, **{hidden: True})["reactions"])


def test_a_comment_is_an_act_below_its_post(tmp_path: Path) -> None:
    row = act(tmp_path)
    assert (row["interaction_id"], row["post_id"], row["kind"]) == ("t1_k1", "t3_1abc", "comment")
    assert (row["person"], row["by_page"], row["text"]) == ("juta", False, "Mm")
    assert pd.isna(row["reply_to"])
    row = act(tmp_path, parent_id="t1_K0")
    assert (row["kind"], row["reply_to"]) == ("reply", "t1_k0")
    assert pd.isna(act(tmp_path, link_id=7)["post_id"])


def test_the_author_of_the_post_and_moderators_are_the_page(tmp_path: Path) -> None:
    assert act(tmp_path, is_submitter=True)["by_page"] is True
    assert act(tmp_path, distinguished="moderator")["by_page"] is True
    assert act(tmp_path, is_submitter="yes", distinguished=None)["by_page"] is False


def test_deleted_people_are_never_one_person(tmp_path: Path) -> None:
    gone = COMMENT | {"author": "[deleted]"}
    reading = read(READER, lines(tmp_path, gone, gone | {"id": "k2"}, COMMENT | {
        "id": "k3", "author": "[deleted]", "body": "[deleted]"}))  # fmt: skip
    assert reading.tables["interactions"]["person"].nunique() == 2
    assert [row.line for row in reading.notes] == [3]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [(POST | {"id": "!"}, "no usable post id: !"), (POST | {"id": None}, "no usable post id"),
     (POST | {"created_utc": 0}, "The publish time 0 cannot be"),
     (POST | {"created_utc": 9e15}, "cannot be"), (POST | {"created_utc": "soon"}, "soon cannot"),
     (POST | {"score": "lots"}, "lots is no count, in the column score"),
     (POST | {"num_comments": -1}, "-1 is no count, in the column num_comments"),
     (COMMENT | {"id": [1]}, "no usable number"),
     (COMMENT | {"created_utc": 1}, "The time 1 of the comment cannot be"),
     ({"x": 1}, "neither a post nor a comment"), (7, "neither a post nor a comment")],
)  # fmt: skip
def test_what_cannot_be_used_is_rejected(tmp_path: Path, entry: Any, reason: str) -> None:
    reading = read(READER, lines(tmp_path, POST, entry, COMMENT))
    assert [row.line for row in reading.rejected] == [2]
    assert reason in str(reading.rejected[0])
    assert reading.rejected[0].raw


def test_private_messages_are_not_shown(tmp_path: Path) -> None:
    mail = {"kind": "t4", "data": {"author": "juta", "body": "SECRET", "created_utc": AT}}
    export = raw(tmp_path, json.dumps(listing(mail, {"kind": "t3", "data": POST})), "inbox.json")
    reading = read(READER, export)
    assert [row.line for row in reading.rejected] == [1]
    assert "SECRET" not in str(reading) + str(reading.tables)


def test_threads_are_walked_to_the_bottom(tmp_path: Path) -> None:
    comment: Any = ""
    for number in range(60):
        data = COMMENT | {"id": f"k{60 - number}", "replies": comment}
        comment = listing({"kind": "t1", "data": data})
    more = {"kind": "more", "data": {"count": 5, "children": []}}
    export = raw(tmp_path, json.dumps([listing({"kind": "t3", "data": POST}), comment,
                                       listing(more)]), "t.json")  # fmt: skip
    reading = read(READER, export)
    assert reading.tables["interactions"]["source_row"].tolist() == list(range(2, 62))
    assert [row.line for row in reading.notes] == [62]
    (caution,) = reading.warnings
    assert str(caution).startswith("Comments that Reddit counts but that the file does not hold: 5")


def test_a_damaged_line_costs_only_itself(tmp_path: Path) -> None:
    text = '{"id": "x", "creat\n' + json.dumps(POST) + "\r\n\n" + json.dumps(COMMENT) + "\n{"
    reading = read(READER, raw(tmp_path, text, "RS"))
    assert [row.line for row in reading.rejected] == [1, 5]
    assert reading.rows_read == 4
    with pytest.raises(ExportError):
        READER.read(raw(tmp_path, json.dumps(POST, indent=1)[:-5], "cut.json"))


def test_a_packed_file_says_how_to_unpack_it(tmp_path: Path) -> None:
    packed = raw(tmp_path, b"\x28\xb5\x2f\xfd" + bytes(range(40)), "RC_2026-01.zst")
    with pytest.raises(ExportError, match=r"RC_2026-01\.zst is packed .*zstd -d --long=31"):
        read_export(packed)


def test_other_json_is_left_to_others(tmp_path: Path) -> None:
    for data in ({"created_utc": 1}, {"kind": "Listing"}, {"data": {"children": []}}, []):
        assert not READER.matches(raw(tmp_path, json.dumps(data)))
    assert READER.matches(raw(tmp_path, json.dumps(listing())))
    empty = read(READER, raw(tmp_path, json.dumps(listing())))
    assert codes(empty) == {"no-rows"}


def test_shuffled_lines_give_the_same_tables(tmp_path: Path) -> None:
    entries = [POST, COMMENT, POST | {"score": 9}, COMMENT | {"id": "k2"}, POST | {"id": "1abd"}]
    for name, key in (("posts", "post_id"), ("interactions", "interaction_id")):
        first, *others = (
            read(READER, lines(tmp_path, *order))
            .tables[name].drop(columns="source_row").sort_values(key, ignore_index=True)
            for order in (entries, entries[::-1], [*entries, *entries])
        )  # fmt: skip
        for other in others:
            pd.testing.assert_frame_equal(first, other)


@pytest.mark.parametrize(
    ("text", "count"),
    [('[{"a": 1}]', None), ('{"a": 1}\n{"b": 2}', 2), ('\n{"a": 1}\n\n[1]\n', 2),
     ('[1]\n[2]', 2), ('{"a":\n1}', None)],
)  # fmt: skip
def test_documents_and_lines_are_told_apart(text: str, count: int | None) -> None:
    saved = read_saved(text)
    assert (None if saved.lines is None else len(saved.lines)) == count
    assert saved.broken == ()


@pytest.mark.parametrize("text", ["", "x", '[{"a": 1},\n{"b"', '{"a": [\n1,\n2', "[1,\n2"])
def test_what_is_neither_is_refused(text: str) -> None:
    with pytest.raises(ExportError):
        read_saved(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5) | st.sampled_from(["[deleted]", "t1_a", "9" * 30, str(AT), AT]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["kind", "data", "children", "id", "body", "title", "replies", "count"]),
        inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=30, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    change=st.dictionaries(st.sampled_from([*POST, *COMMENT, "replies", "url"]), JSON),
    kind=st.sampled_from(["t1", "t3", "t4", "more", "Listing"]),
    other=JSON,
)
def test_any_structure_is_accounted_for_or_refused(
    tmp_path: Path, change: dict[str, Any], kind: str, other: Any
) -> None:
    thing = {"kind": kind, "data": POST | COMMENT | change}
    for export in (raw(tmp_path, json.dumps([listing(thing, other), other]), "a.json"),
                   lines(tmp_path, POST | change, COMMENT | change, other)):  # fmt: skip
        reading: Reading | None = only_smmlab_errors(READER, export)
        assert reading is None or reading.rows_read >= 0


def test_a_line_without_entries_is_told_and_the_others_keep_their_lines(tmp_path: Path) -> None:
    content = [[], POST, [], COMMENT, listing(), POST | {"id": "?"}]
    reading = read(READER, lines(tmp_path, *content))
    assert [row.line for row in reading.notes] == [1, 3, 5]
    assert reading.tables["posts"]["source_row"].tolist() == [2]
    assert reading.tables["interactions"]["source_row"].tolist() == [4]
    assert [row.line for row in reading.rejected] == [6]
    assert reading.rows_read == 6
