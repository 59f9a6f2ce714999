"""Mastodon: statuses of the API and the outbox of an archive become the same posts."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import codes, only_smmlab_errors, raw, read
from smmlab.errors import ExportError
from smmlab.exports.fediverse.mastodon import READER
from smmlab.exports.fediverse.stamps import mask_handles, read_stamps
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport

AT = 1_772_138_705  # 2026-02-26 20:45:05 UTC
ACTOR = "https://ruum.example/users/kaja"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
STATUS: dict[str, Any] = {
    "id": "11", "created_at": "2026-02-26T20:45:05.999Z", "in_reply_to_id": None,
    "in_reply_to_account_id": None, "spoiler_text": "", "visibility": "public", "language": "et",
    "uri": f"{ACTOR}/statuses/11", "url": "https://ruum.example/@kaja/11", "replies_count": 1,
    "reblogs_count": 2, "favourites_count": 3, "content": "<p>Tere</p>", "reblog": None,
    "account": {"id": "9", "acct": "kaja", "url": "https://ruum.example/@kaja"},
    "media_attachments": [], "card": None, "poll": None,
}  # fmt: skip
NOTE: dict[str, Any] = {
    "id": f"{ACTOR}/statuses/11", "type": "Note", "summary": None, "inReplyTo": None,
    "published": "2026-02-26T20:45:05Z", "url": "https://ruum.example/@kaja/11",
    "attributedTo": ACTOR, "to": [PUBLIC], "cc": [f"{ACTOR}/followers"], "content": "<p>Tere</p>",
    "contentMap": {"et": "<p>Tere</p>"}, "attachment": [],
}  # fmt: skip


def statuses(folder: Path, *items: Any) -> RawExport:
    return raw(folder, json.dumps(list(items)), "statuses.json")


def outbox(folder: Path, *objects: Any) -> RawExport:
    items = [{"id": "x", "type": "Create", "actor": ACTOR, "object": found} for found in objects]
    return box(folder, *items)


def box(folder: Path, *items: Any) -> RawExport:
    data = {"@context": "https://www.w3.org/ns/activitystreams", "id": "outbox.json",
            "type": "OrderedCollection", "orderedItems": list(items)}  # fmt: skip
    return raw(folder, json.dumps(data), "outbox.json")


def one(export: RawExport) -> dict[str, Any]:
    (row,) = read(READER, export).tables["posts"].to_dict("records")
    return row


def test_both_forms_name_the_same_post(tmp_path: Path) -> None:
    api, archive = one(statuses(tmp_path, STATUS)), one(outbox(tmp_path, NOTE))
    for name in ("post_id", "page", "at", "clock", "text", "language", "url", "form"):
        assert api[name] == archive[name], name
    assert (api["post_id"], api["page"]) == (f"{ACTOR}/statuses/11", "ruum.example/@kaja")
    assert (api["at"], api["clock"], api["precision"]) == (AT, "UTC", "second")
    assert (api["reactions"], api["comments"], api["shares"]) == (3, 1, 2)
    assert pd.isna([archive["reactions"], archive["comments"], archive["views"]]).all()


def test_an_archive_of_today_has_some_counts(tmp_path: Path) -> None:
    note = NOTE | {"likes": {"totalItems": 4}, "shares": {"totalItems": 0}, "replies": {"x": 1}}
    row = one(outbox(tmp_path, note))
    assert (row["reactions"], row["shares"]) == (4, 0)
    assert pd.isna(row["comments"])


def test_marks_and_people_leave_the_text(tmp_path: Path) -> None:
    content = (
        '<p>Tere &amp; hei <a href="https://teine.example/@mari" class="mention">@<span>'
        "mari</span></a><br />5 &lt; 6 <script>x</script></p><p>kohv@kaja.example</p>"
    )
    row = one(statuses(tmp_path, STATUS | {"content": content, "spoiler_text": "Toit"}))
    assert row["text"] == "Toit\n\nTere & hei [person]\n5 < 6 \nkohv@kaja.example"
    assert pd.isna(one(statuses(tmp_path, STATUS | {"content": "<p></p>"}))["text"])


@pytest.mark.parametrize(
    ("change", "form"),
    [({}, "text"), ({"card": {"url": "x"}}, "link"), ({"poll": {"id": "1"}}, "poll"),
     ({"media_attachments": [{"type": "image"}], "card": {}}, "photo"),
     ({"media_attachments": [{"type": "gifv"}]}, "video"),
     ({"media_attachments": [{"type": "audio"}]}, "audio"),
     ({"media_attachments": [{"type": "unknown"}]}, "other"),
     ({"media_attachments": [{"type": "image"}, {"type": "video"}]}, "carousel"),
     ({"media_attachments": "x"}, "text")],
)  # fmt: skip
def test_forms_of_statuses(tmp_path: Path, change: dict[str, Any], form: str) -> None:
    assert one(statuses(tmp_path, STATUS | change))["form"] == form


@pytest.mark.parametrize(
    ("change", "form"),
    [({"type": "Question"}, "poll"), ({"attachment": [{"mediaType": "video/mp4"}]}, "video"),
     ({"attachment": [{"mediaType": "image/png"}, {"type": "Document"}]}, "carousel"),
     ({"attachment": [{"type": "Image"}]}, "photo")],
)  # fmt: skip
def test_forms_of_an_archive(tmp_path: Path, change: dict[str, Any], form: str) -> None:
    assert one(outbox(tmp_path, NOTE | change))["form"] == form


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"reblog": STATUS}, "A boost"), ({"visibility": "direct"}, "message to single people"),
     ({"in_reply_to_id": "5", "in_reply_to_account_id": "77"}, "An answer to somebody else"),
     ({"in_reply_to_id": "5"}, "An answer to somebody else")],
)  # fmt: skip
def test_statuses_that_are_no_posts_of_the_page(
    tmp_path: Path, change: dict[str, Any], reason: str
) -> None:
    secret = STATUS | {"content": "SECRET"} | change
    reading = read(READER, statuses(tmp_path, secret, STATUS))
    assert [row.line for row in reading.notes] == [1]
    assert reason in str(reading.notes[0])
    assert "SECRET" not in str(reading) + str(reading.tables)


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"to": ["https://teine.example/users/mari"], "cc": []}, "message to single people"),
     ({"inReplyTo": "https://teine.example/users/mari/statuses/1"}, "An answer"),
     ({"inReplyTo": "https://ruum.example/users/kajakas/statuses/1"}, "An answer"),
     ({"inReplyTo": 7}, "An answer"), ({"type": "Event"}, "no post")],
)  # fmt: skip
def test_activities_that_are_no_posts_of_the_page(
    tmp_path: Path, change: dict[str, Any], reason: str
) -> None:
    reading = read(READER, outbox(tmp_path, NOTE | change, NOTE))
    assert [reason in str(row) for row in reading.notes] == [True]
    assert len(reading.tables["posts"]) == 1


def test_what_a_page_adds_to_its_own_post_is_a_post(tmp_path: Path) -> None:
    own = STATUS | {"in_reply_to_id": "5", "in_reply_to_account_id": "9"}
    assert one(statuses(tmp_path, own))["text"] == "Tere"
    assert one(outbox(tmp_path, NOTE | {"inReplyTo": f"{ACTOR}/statuses/1"}))["text"] == "Tere"


def test_other_activities_are_notes(tmp_path: Path) -> None:
    items = [{"type": "Announce", "actor": ACTOR, "object": "https://x.example/1"},
             {"type": "Delete", "actor": ACTOR, "object": "x"},
             {"type": "Create", "actor": ACTOR, "object": "https://x.example/1"}]  # fmt: skip
    reading = read(READER, box(tmp_path, *items))
    assert [row.line for row in reading.notes] == [1, 2, 3]


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"uri": 7, "url": None}, "no usable post id: 7"), ({"created_at": "2026-02-26"}, "cannot be"),
     ({"created_at": None}, "cannot be"), ({"created_at": "2031-01-01T00:00:00Z"}, "cannot be"),
     ({"favourites_count": "many"}, "many is no count, in the column favourites_count"),
     ({"replies_count": -1}, "-1 is no count"), ({"reblogs_count": [2]}, "is no count")],
)  # fmt: skip
def test_what_cannot_be_used_is_rejected(
    tmp_path: Path, change: dict[str, Any], reason: str
) -> None:
    reading = read(READER, statuses(tmp_path, STATUS, STATUS | change, 7))
    assert [row.line for row in reading.rejected] == [2, 3]
    assert reason in str(reading.rejected[0])
    assert "expected an object" in str(reading.rejected[1])


def test_pages_lines_and_searches_are_opened(tmp_path: Path) -> None:
    for at, data in enumerate(([[STATUS], [STATUS]], {"statuses": [STATUS]}, STATUS)):
        reading = read(READER, raw(tmp_path, json.dumps(data), f"{at}.json"))
        assert reading.tables["posts"]["post_id"].tolist() == [STATUS["uri"]]
    text = json.dumps(STATUS) + "\n" + json.dumps(STATUS)[:-9]
    reading = read(READER, raw(tmp_path, text, "lines.jsonl"))
    assert [row.line for row in reading.rejected] == [2]


def test_the_server_is_part_of_the_page(tmp_path: Path) -> None:
    far = STATUS | {"account": {"id": "9", "acct": "mari@teine.example"}}
    assert one(statuses(tmp_path, far))["page"] == "teine.example/@mari"
    assert pd.isna(one(statuses(tmp_path, STATUS | {"account": None}))["page"])
    new = NOTE | {"attributedTo": "https://ruum.example/ap/users/99"}
    assert one(outbox(tmp_path, new))["page"] == "ruum.example/@kaja"


def test_other_json_is_left_to_others(tmp_path: Path) -> None:
    for data in ({"reblogs_count": 1}, {"orderedItems": []}, [],
                 {"@context": "https://www.w3.org/ns/activitystreams", "id": "likes.json",
                  "orderedItems": ["https://x.example/1"]}):  # fmt: skip
        assert not READER.matches(raw(tmp_path, json.dumps(data)))
    assert codes(read(READER, box(tmp_path))) == {"no-rows"}


def test_shuffled_statuses_give_the_same_table(tmp_path: Path) -> None:
    items = [STATUS, STATUS | {"favourites_count": 9, "content": "<p>Tere!</p>"},
             STATUS | {"uri": f"{ACTOR}/statuses/12"}]  # fmt: skip
    tables = [
        read(READER, statuses(tmp_path, *order)).tables["posts"]
        .drop(columns="source_row").sort_values("post_id", ignore_index=True)
        for order in (items, items[::-1], [*items, items[0]])
    ]  # fmt: skip
    pd.testing.assert_frame_equal(tables[0], tables[1])
    pd.testing.assert_frame_equal(tables[0], tables[2])


def test_stamps_need_their_offset() -> None:
    texts = pd.Series(["2026-02-26T22:45:05+02:00", "2026-02-26 20:45:05.5+00:00", None,
                       "2026-02-26T20:45:05", "2026-02-26"])  # fmt: skip
    at, bad = read_stamps(texts.astype("str"), not_after=AT + 9)
    assert at.tolist()[:2] == [AT, AT]
    assert bad.tolist() == [False, False, False, True, True]


def test_handles_are_people_and_addresses_are_not() -> None:
    texts = pd.Series(
        [
            "@mari, @jaan@ruum.ee. kohv@kaja.ee 5 @ 3 a.ee/@kaja (@ju.ta)",
            "https://bsky.app/profile/mari.bsky.social/post/3k, bsky.app/profile/did:plc:a.",
        ]
    )
    assert mask_handles(texts).tolist() == [
        "[person], [person]. kohv@kaja.ee 5 @ 3 a.ee/[person] ([person])",
        "https://bsky.app/profile/[person]/post/3k, bsky.app/profile/[person].",
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5) | st.sampled_from(["http://[", ACTOR, "9" * 30, STATUS["created_at"]]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["type", "object", "id", "acct", "url", "href", "et", "totalItems"]),
        inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=25, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    status=st.dictionaries(st.sampled_from([*STATUS]), JSON),
    note=st.dictionaries(st.sampled_from([*NOTE]), JSON),
    other=JSON,
)
def test_any_structure_is_accounted_for_or_refused(
    tmp_path: Path, status: dict[str, Any], note: dict[str, Any], other: Any
) -> None:
    for export in (statuses(tmp_path, STATUS | status, other),
                   outbox(tmp_path, NOTE | note, other), box(tmp_path, other)):  # fmt: skip
        reading: Reading | None = only_smmlab_errors(READER, export)
        assert reading is None or reading.rows_read >= 1


def test_a_timeline_of_several_accounts_is_refused_without_naming_them(tmp_path: Path) -> None:
    juta = {"id": "8", "acct": "juta@teine.example", "url": "https://teine.example/@juta"}
    other = STATUS | {"uri": "https://teine.example/users/juta/statuses/5", "account": juta}
    for stranger in (other, other | {"reblog": STATUS}):
        with pytest.raises(ExportError, match="accounts/:id/statuses") as caught:
            READER.read(statuses(tmp_path, STATUS, stranger))
        assert "juta" not in str(caught.value)
    # A boost stands in the list of whoever boosted.
    boost = STATUS | {"id": "12", "reblog": other}
    assert len(read(READER, statuses(tmp_path, STATUS, boost)).tables["posts"]) == 1


def test_an_empty_line_is_told(tmp_path: Path) -> None:
    export = raw(tmp_path, f"{json.dumps([STATUS])}\n[]\n{json.dumps([])}\n", "statuses.jsonl")
    reading = read(READER, export)
    assert [row.line for row in reading.notes] == [2, 3]
    assert reading.tables["posts"]["source_row"].tolist() == [1]
