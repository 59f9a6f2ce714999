"""Pseudonyms are stable and keyed; addresses and numbers leave the texts, quickly."""

import hashlib
import hmac
import time

import pandas as pd
import pytest

from smmlab.exports.privacy import Pseudonymiser, mask_contacts

KEY = b"k" * 32


def test_pseudonyms_are_keyed_hashes_that_differ_between_networks_and_keys() -> None:
    people = pd.Series(["user1", "user2", None, "user1", "õ"], index=[3, 4, 5, 6, 7], dtype="str")
    names = Pseudonymiser(KEY).apply(people, "telegram")
    digest = hmac.new(KEY, b"telegram\x1fuser1", hashlib.sha256).hexdigest()
    assert names[3] == names[6] == "p_" + digest[:16]
    assert names.isna().tolist() == [False, False, True, False, False]
    assert names.nunique() == 3
    assert str(names.dtype) == "str"
    assert not set(names.dropna()) & set(Pseudonymiser(KEY).apply(people, "vkontakte").dropna())
    assert not set(names.dropna()) & set(Pseudonymiser(b"x").apply(people, "telegram").dropna())
    assert people.tolist()[0] == "user1"


def test_the_key_is_never_shown() -> None:
    assert "kkk" not in repr(Pseudonymiser(KEY))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("mari.maasikas+x@kohvik.co.ee!", "[e-mail]!"),
        ("tel +372 5123 4567.", "tel [phone]."),
        ("📞 087 705 5070", "📞 [phone]"),
        ("8 (912) 345-67-89 звоните", "[phone] звоните"),
        ("+37251234567", "[phone]"),
        ("Avame 2026-05-01 kell 10", "Avame 2026-05-01 kell 10"),
        ("05.01.2026 ootame", "05.01.2026 ootame"),
        ("hind 12.50, 3 tükki", "hind 12.50, 3 tükki"),
        ("https://www.facebook.com/k/posts/939005954986064", "https://www.facebook.com/k/posts/939005954986064"),
        ("@kohvik ja a@b", "@kohvik ja a@b"),
    ],
)  # fmt: skip
def test_contacts_are_masked_and_the_rest_stays(text: str, masked: str) -> None:
    assert mask_contacts(pd.Series([text, None], dtype="str")).iloc[0] == masked


@pytest.mark.parametrize("bomb", ["1 " * 50_000, "a@" * 50_000, "a." * 50_000, "(" * 100_000,
                                  "x@" + "a." * 50_000])  # fmt: skip
def test_hostile_texts_take_no_time(bomb: str) -> None:
    start = time.perf_counter()
    mask_contacts(pd.Series([bomb]))
    assert time.perf_counter() - start < 5


def test_marks_are_keyed_and_tell_texts_apart() -> None:
    texts = pd.Series(["Mari", None, "Jüri", "Mari"], index=[3, 1, 4, 5])
    marks = Pseudonymiser(KEY).marks(texts)
    assert marks.index.tolist() == [3, 1, 4, 5]
    assert marks[3] == marks[5] != marks[4]
    assert pd.isna(marks[1])
    other = Pseudonymiser(b"another key of thirty-two bytes!").marks(texts)
    assert not set(marks.dropna()) & set(other.dropna())


def test_addresses_in_marks_become_pseudonyms_and_numbers_stay() -> None:
    people = Pseudonymiser(KEY)
    marks = pd.Series(["news 20260501999", "to mari@kohvik.ee", "to jaan@kohvik.ee", None])
    shown = people.without_emails(marks.astype("str"))
    assert shown.iloc[0] == "news 20260501999"
    assert shown.str.match(r"to p_[0-9a-f]{16}$").tolist()[1:3] == [True, True]
    assert shown.iloc[1] != shown.iloc[2]
    assert pd.isna(shown.iloc[3])
