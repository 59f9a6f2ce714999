"""VK walls: posts of every form, envelopes, errors, and what is no post of the page."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from meta_files import codes, only_smmlab_errors
from smmlab.errors import ExportError
from smmlab.exports.catalogue import READERS
from smmlab.exports.source import open_export
from smmlab.exports.vk.forms import form_of
from smmlab.exports.vk.mentions import mask_mentions
from smmlab.exports.vk.wall import READER
from vk_files import NOON, NOW, facts, lines_of, raw_json, read_json, reasons, spoilt

OWNER = -210


def post(number: int = 1, **extra: Any) -> dict[str, Any]:
    return {"id": number, "owner_id": OWNER, "from_id": OWNER, "date": NOON + number,
            "post_type": "post", "text": "Tere!", "likes": {"count": 3}, "reposts": {"count": 1},
            "comments": {"count": 0}, "views": {"count": 90}, **extra}  # fmt: skip


def page(*posts: Any, **extra: Any) -> dict[str, Any]:
    return {"response": {"count": len(posts), "items": list(posts), **extra}}


def test_a_post_with_all_its_numbers() -> None:
    groups = [{"id": 210, "name": " Пекарня  «Калач» "}]
    found = read_json(READER, page(post(), groups=groups)).tables["posts"].iloc[0]
    assert (found["post_id"], found["url"]) == ("-210_1", "https://vk.com/wall-210_1")
    assert (found["at"], found["clock"], found["precision"]) == (NOON + 1, "UTC", "second")
    assert found["page"] == "Пекарня «Калач»"
    counts = found[["views", "reactions", "comments", "shares"]].tolist()
    assert counts == [90, 3, 0, 1]


def test_no_views_are_missing_and_not_zero() -> None:
    old = post()
    del old["views"]
    assert read_json(READER, page(old)).tables["posts"]["views"].isna().all()


@pytest.mark.parametrize(
    "wrapped",
    [
        page(post(1), post(2)),
        page(post(1), post(2))["response"],
        [post(1), post(2)],
        {"response": [post(1), post(2)]},
        {"response": [2, post(1), post(2)]},
        {"response": {"wall": [2, post(1), post(2)], "profiles": [], "groups": []}},
        [page(post(1)), page(post(2))],
        {"response": [page(post(1))["response"], page(post(2))["response"]]},
        {"response": [[post(1)], [post(2)]]},
        "\n".join(json.dumps(page(post(n))) for n in (1, 2)),
        "\n".join(json.dumps(post(n)) for n in (1, 2)),
    ],
)
def test_every_envelope_holds_the_same_posts(wrapped: Any) -> None:
    reading = read_json(READER, wrapped)
    assert reading.tables["posts"]["post_id"].tolist() == ["-210_1", "-210_2"]
    assert (reading.rows_read, reading.warnings) == (2, ())


@pytest.mark.parametrize(
    "refused",
    [
        {"error": {"error_code": 15, "error_msg": "Access denied."}},
        [{"error": {"error_code": 15, "error_msg": "Access denied"}}],
        {"response": False, "execute_errors": [{"error_code": 15, "error_msg": "Access denied"}]},
        {"response": [False], "execute_errors": [{"error_code": 15, "error_msg": "Access denied"}]},
    ],
)
def test_an_error_instead_of_data_says_what_vk_said(refused: Any) -> None:
    assert [r.name for r in READERS if r.matches(raw_json(refused))] == ["vk_wall"]
    with pytest.raises(ExportError, match=r"Access denied \(code 15\)\. Please check"):
        read_json(READER, refused)


def test_an_error_among_answers_is_rejected() -> None:
    error = {"error": {"error_code": 6, "error_msg": "Too many requests"}}
    reading = read_json(READER, [page(post(1)), error, page(post(2))])
    assert lines_of(reading.rejected) == [2]
    assert reasons(reading)[0].endswith("Too many requests (code 6).")
    assert len(reading.tables["posts"]) == 2


def test_a_failed_call_of_execute_is_told_once() -> None:
    errors = [{"method": "wall.get", "error_code": 15, "error_msg": "Access denied"}]
    answer = {"response": [page(post(1))["response"], False], "execute_errors": errors}
    reading = read_json(READER, answer)
    assert (reading.rows_read, len(reading.rejected)) == (2, 1)
    assert "Access denied (code 15)" in reasons(reading)[0]


def test_an_empty_answer_is_refused() -> None:
    with pytest.raises(ExportError, match="holds no entry"):
        read_json(READER, page())


def test_pages_that_overlap_fold_with_the_larger_count() -> None:
    later = post(2, likes={"count": 8})
    reading = read_json(READER, [page(post(1), post(2)), page(later, post(3))])
    assert lines_of(reading.merged) == [3]
    assert reading.tables["posts"]["reactions"].tolist() == [3, 8, 3]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"post_type": "postpone"}, "was not published"),
        ({"post_type": "suggest"}, "was not published"),
        ({"post_type": "reply"}, "A comment among the posts"),
        ({"is_deleted": True}, "was deleted"),
        ({"from_id": 77}, "somebody else wrote"),
    ],
)
def test_what_is_no_post_of_the_page_is_a_note(change: dict[str, Any], said: str) -> None:
    reading = read_json(READER, page(post(1), post(2, **change)))
    assert lines_of(reading.notes) == [2]
    assert said in reading.notes[0].reason
    assert len(reading.tables["posts"]) == 1


def test_a_comment_of_the_page_among_posts_is_no_post() -> None:
    comment = {"id": 5, "owner_id": OWNER, "from_id": OWNER, "date": NOON, "text": "Aitäh!",
               "parents_stack": []}  # fmt: skip
    reading = read_json(READER, [page(post(1)), page(comment)])
    assert lines_of(reading.notes) == [2]
    assert "A comment among the posts" in reading.notes[0].reason


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"owner_id": None}, "does not say on whose wall"),
        ({"owner_id": 0}, "does not say on whose wall"),
        ({"id": "x"}, "no usable post id: x."),
        ({"id": -4}, "no usable post id: -4."),
        ({"date": 0}, "The publish time 0 cannot be."),
        ({"date": NOW + 3 * 86_400}, "cannot be."),
        ({"date": None}, "cannot be."),
        ({"likes": {"count": -1}}, "-1 is no count, in the column likes.count."),
        ({"views": {"count": 1.5}}, "1.5 is no count, in the column views.count."),
        ({"comments": {"count": True}}, "True is no count, in the column comments.count."),
        ({"reposts": {"count": "7K"}}, "7K is no count, in the column reposts.count."),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(change: dict[str, Any], said: str) -> None:
    reading = read_json(READER, page(post(1), post(2, **change)))
    assert lines_of(reading.rejected) == [2]
    assert said in reasons(reading)[0]
    assert reading.rejected[0].raw.startswith("{")


def test_an_entry_that_is_no_object_is_rejected() -> None:
    reading = read_json(READER, page(post(1), "x", None))
    assert lines_of(reading.rejected) == [2, 3]
    assert all("expected an object" in reason for reason in reasons(reading))


def test_walls_of_people_have_positive_owners() -> None:
    own = post(1, owner_id=55, from_id=55)
    assert read_json(READER, page(own)).tables["posts"]["post_id"].tolist() == ["55_1"]


def test_old_answers_name_the_wall_to_id() -> None:
    old = post(1, to_id=OWNER)
    del old["owner_id"]
    assert read_json(READER, page(old)).tables["posts"]["post_id"].tolist() == ["-210_1"]


def test_a_repost_takes_words_and_form_of_the_original_and_is_told() -> None:
    original = {"id": 9, "owner_id": -5, "text": "[id9|Анна] печёт",
                "attachments": [{"type": "video", "video": {}}]}  # fmt: skip
    reading = read_json(READER, page(post(1, text="Смотрите!", copy_history=[original])))
    found = reading.tables["posts"].iloc[0]
    assert (found["form"], found["text"]) == ("video", "Смотрите!\n\n[person] печёт")
    assert codes(reading) == {"vk-reposts"}


@pytest.mark.parametrize("mark", [1, True, "1"])
def test_marked_as_ads_is_told(mark: Any) -> None:
    assert codes(read_json(READER, page(post(1, marked_as_ads=mark)))) == {"vk-marked-as-ads"}


@pytest.mark.parametrize("mark", [0, False, None, "0", [1], {}])
def test_not_marked_as_ads_is_silent(mark: Any) -> None:
    assert codes(read_json(READER, page(post(1, marked_as_ads=mark)))) == set()


def test_vk_says_that_there_are_more() -> None:
    reading = read_json(READER, {"response": {"count": 40, "items": [post(1)]}})
    assert str(reading.warnings[0]).startswith(
        "VK says that there are 40 entries, and the file holds 1."
    )


def attached(*kinds: str, **extra: Any) -> dict[str, Any]:
    return {"text": "x", "attachments": [{"type": k, k: {}} for k in kinds], **extra}


@pytest.mark.parametrize(
    ("item", "form"),
    [
        (attached("photo"), "photo"),
        (attached("photo", "photo"), "carousel"),
        (attached("photo", "video"), "carousel"),
        (attached("photos_list"), "carousel"),
        (attached("album"), "carousel"),
        (attached("video"), "video"),
        (attached("clip"), "short"),
        (attached("photo", "poll"), "poll"),
        (attached("photo", "photo", "poll"), "poll"),
        (attached("photo", "link"), "photo"),
        (attached("link"), "link"),
        (attached("article"), "link"),
        (attached("doc"), "file"),
        (attached("podcast"), "audio"),
        (attached("story"), "story"),
        (attached("market"), "other"),
        (attached("something new"), "other"),
        (attached(), "text"),
        ({"attachments": [{"type": "video", "video": {"type": "short_video"}}]}, "short"),
        ({"attachment": {"type": "photo"}}, "photo"),
        ({"attachments": "x", "text": " "}, "other"),
        ({"attachments": [{"type": []}]}, "other"),
        ({"post_type": "clip"}, "short"),
        ({"copy_history": [{"text": "tere"}]}, "text"),
    ],
)
def test_the_form_is_what_is_attached(item: dict[str, Any], form: str) -> None:
    assert form_of(item) == form


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("[id1|Анна Ивановна], да", "[person], да"),
        ("[id1:bp-5_6|Анна], да", "[person], да"),
        ("[club5|Калач] и [public6|Хлеб]", "Калач и Хлеб"),
        ("@id17 (Анна К) пишет", "[person] пишет"),
        ("*id17(Анна) пишет", "[person] пишет"),
        ("@anna_k (Анна) пишет", "[person] пишет"),
        ("@club5 (Калач) открыт", "Калач открыт"),
        ("см. https://vk.com/id17?w=1", "см. [person]?w=1"),
        ("[https://vk.com/id17|Анна]", "[person]"),
        ("[https://kohvik.ee/a|меню]", "меню"),
        ("kiri mari@kohvik (Narva)", "kiri mari@kohvik (Narva)"),
        ("*latte (250 ml)", "*latte (250 ml)"),
        ("[id1|", "[id1|"),
    ],
)
def test_people_in_texts_lose_their_names(said: str, masked: str) -> None:
    assert mask_mentions(pd.Series([said], dtype="str")).tolist() == [masked]


def test_shuffled_and_repeated_posts_give_the_same_table() -> None:
    posts = [post(n, likes={"count": n % 4}) for n in (1, 2, 3, 4, 2, 1)]
    posts[4]["likes"]["count"], posts[5]["text"] = 9, "Teine tekst"
    one = read_json(READER, page(*posts))
    other = read_json(READER, [page(*posts[:2:-1]), page(*posts[2::-1]), page(*posts)])
    pd.testing.assert_frame_equal(facts(one, "posts"), facts(other, "posts"))


@pytest.mark.parametrize(
    "value",
    [
        {"messages": [{"id": 1, "date_unixtime": "1", "from_id": "user1", "text": "x"}]},
        [{"id": 1, "peer_id": 2, "from_id": 3, "date": NOON, "text": "private"}],
        {"error": "not found"},
        {"items": [{"id": 1, "owner_id": 2, "date": NOON, "sizes": [], "likes": {}}]},
        {"response": 5},
        [],
        {},
    ],
)
def test_other_json_is_left_to_others(value: Any) -> None:
    export = raw_json(value)
    assert not [r.name for r in READERS if r.name.startswith(("vk_", "ok_")) and r.matches(export)]


@pytest.mark.parametrize(
    "text",
    ['{"response":{"items":[{"id":1,"owner_id":-2,"date":1,"post_type"', '{"response":' * 5_000],
)
def test_files_cut_short_or_too_deep_are_refused_in_words(text: str) -> None:
    assert only_smmlab_errors(READER, raw_json(text)) is None


def test_a_line_cut_short_is_rejected_and_the_rest_is_read() -> None:
    text = json.dumps(post(1)) + "\n\n" + json.dumps(post(2)) + "\n" + json.dumps(post(3))[:40]
    reading = read_json(READER, text)
    assert lines_of(reading.rejected) == [4]
    assert reading.tables["posts"]["source_row"].tolist() == [1, 3]


@given(spoilt([page(post(1, copy_history=[attached("photo")]), post(2), groups=[{"id": 210}]),
               {"error": {"error_code": 1, "error_msg": "x"}}]))  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_spoilt_answers_give_only_sentences_and_a_sound_account(value: Any) -> None:
    export = raw_json(value)
    READER.matches(export)
    only_smmlab_errors(READER, export)


def test_the_real_answer(shared: Path) -> None:
    path = shared / "samples/vk/wall_get_extended_structure_redacted.json"
    reading = READER.read(open_export(path))
    # Its numbers of posts are blanked out, so that all three are the same one.
    assert (reading.rows_read, len(reading.merged)) == (3, 2)
    assert reading.tables["posts"]["views"].tolist() == [1384]
