"""A document read in steps holds what it holds when read at once."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smmlab.errors import ExportError
from smmlab.exports import json_lists
from smmlab.exports.json_lists import read_lists
from smmlab.exports.source import open_export

HOSTILE = settings(
    max_examples=75, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
PLAIN = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-9, 9),
        st.text(st.sampled_from('a õ😀\\"[]{},:\n'), max_size=8), st.just('"messages": ['),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["a", "messages", 'b"\\']), inner, max_size=3),
    ),
    max_leaves=12,
)  # fmt: skip


def read(folder: Path, content: str | bytes, *, name: str = "result.json") -> Any:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = read_lists(open_export(path), "messages")
    return whole(found, found.document)


def whole(found: json_lists.JsonLists, value: Any) -> Any:
    if isinstance(value, list):
        return [whole(found, item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: [item for batch in found.batches(inner[0]) for item in batch]
        if key == "messages" and isinstance(inner, list)
        else whole(found, inner)
        for key, inner in value.items()
    }


@HOSTILE
@given(PLAIN, st.integers(1, 40), st.sampled_from([None, 1]))
def test_a_document_in_steps_is_the_document(
    tmp_path: Path, plain: Any, step: int, indent: int | None
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_lists, "_CHUNK", step)
        assert read(tmp_path, json.dumps(plain, indent=indent, ensure_ascii=False)) == plain


@HOSTILE
@given(PLAIN, st.integers(0, 200), st.sampled_from(["", ",", "]", "}", '"', "[", "1", "\\"]))
def test_damage_is_a_sentence_or_changes_nothing_unseen(
    tmp_path: Path, plain: Any, at: int, letter: str
) -> None:
    text = json.dumps({"messages": [plain, {"id": 1}, plain], "x": plain}, ensure_ascii=False)
    at %= len(text)
    damaged = text[:at] + letter + text[at + 1 :]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_lists, "_CHUNK", 16)
        try:
            told = read(tmp_path, damaged)
        except ExportError:
            return
    assert told == json.loads(damaged)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"messages": [{"id": 1},\n{"id": 2', "in the middle, at line 2"),
        ('{"messages": [{"id": 1},,\n{"id": 2}]}', "not valid JSON at line 1"),
        ('{"messages": [{"id": 1}\n{"id": 2}]}', "not valid JSON"),
        ('{"messages": [,{"id": 1}]}', "not valid JSON"),
        ('{"messages": [{"id": 1},]}', "not valid JSON"),
        ('{"messages": [{"id": 1, "id": 2}]}', "says id twice"),
        ('{"messages": [{"id": NaN}]}', "NaN"),
        ('{"messages": []} {', "in the middle"),
        ('{"messages": []}]', "not valid JSON"),
        ("no JSON", "not valid JSON"),
    ],
)
def test_what_is_no_json_is_told_with_its_line(tmp_path: Path, content: str, words: str) -> None:
    for step in (5, 1 << 20):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(json_lists, "_CHUNK", step)
            with pytest.raises(ExportError, match=words):
                read(tmp_path, content)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings_are_read_too(tmp_path: Path, encoding: str) -> None:
    plain = {"messages": [{"text": "õ😀"}, {"text": "я"}]}
    assert read(tmp_path, json.dumps(plain, ensure_ascii=False).encode(encoding)) == plain


def test_lists_that_are_not_asked_for_are_never_parsed(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text('{"chats": [{"messages": [{"id": 1}]}, {"messages": [nonsense]}]}')
    found = read_lists(open_export(path), "messages")
    assert found.document == {"chats": [{"messages": [0]}, {"messages": [1]}]}
    assert list(found.batches(0)) == [[{"id": 1}]]
    with pytest.raises(ExportError, match="not valid JSON"):
        list(found.batches(1))


def test_one_endless_item_is_refused_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_lists, "_LONGEST_ITEM", 1_000)
    monkeypatch.setattr(json_lists, "_CHUNK", 100)
    with pytest.raises(ExportError, match="far longer"):
        read(tmp_path, json.dumps({"messages": [{"text": "x" * 2_000}]}))
    many = {"messages": [{"text": "x" * 50} for _ in range(100)]}
    assert read(tmp_path, json.dumps(many)) == many
