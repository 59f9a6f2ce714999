"""Marked-up texts to plain ones: what a reader sees stays, what opens no tag stays too."""

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hanging import HANGS
from smmlab.exports.markup import plain_text


def plain(text: str) -> str:
    return str(plain_text(pd.Series([text], dtype="str"))[0])


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("<p>Tere</p><p>Kook</p>", "Tere\nKook"),
        ("Tere<br>Kook<br/>Tee<BR />", "Tere\nKook\nTee"),
        ('<a href="https://a.ee/?x=1&amp;y=2" title="a > b">siin</a>', "siin"),
        ("5 < 6 ja 7 > 3, I <3 it", "5 < 6 ja 7 > 3, I <3 it"),
        ("&lt;b&gt; on kood", "<b> on kood"),
        ("&amp;lt;", "&lt;"),
        ("a<script>alert('<p>')</script>b", "ab"),
        ("a<style>p{}</style >b", "ab"),
        ("a<!-- <b>peidus</b> -->b", "ab"),
        ("a<script>lõputa", "a"),
        ("a<!-- lõputa", "a"),
        ("<scripture>b", "b"),
        ("&#8364; &#x20AC; &euro;", "€ € €"),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
        ("<p>a</p>\r\n\r\n\r\n<p>b</p>", "a\n\nb"),
        ("Привет&nbsp;мир", "Привет\u00a0мир"),
        ("", ""),
    ],
)
def test_texts_as_people_read_them(marked: str, found: str) -> None:
    assert plain(marked) == found


def test_missing_stays_missing() -> None:
    assert plain_text(pd.Series([None, "<b>a</b>"], dtype="str")).isna().tolist() == [True, False]


@pytest.mark.parametrize("bit", ["<", "<a ", "<!--", "<script>", "<a '", '<a "', "&#", "<br "])
def test_hostile_texts_take_linear_time(bit: str) -> None:
    started = time.process_time()
    plain(bit * 50_000)
    assert time.process_time() - started < HANGS


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.text(alphabet="<>ab/!-&;#\"' \n3", max_size=40))
def test_any_text_becomes_text(text: str) -> None:
    assert isinstance(plain(text), str)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.text(alphabet="ab 5>.\"'", max_size=30))
def test_a_text_without_marks_stays(text: str) -> None:
    assert plain(text) == text.strip()
