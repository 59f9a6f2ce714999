"""Pseudonyms are stable and keyed; addresses and numbers leave the texts, quickly."""

import hashlib
import hmac
import time

import pandas as pd
import pytest

from hanging import HANGS
from smmlab.exports.privacy import Pseudonymiser, mask_contacts
from smmlab.exports.reading import Reading
from smmlab.imports import canonical_frames
from smmlab.schema import TABLES

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
        ("(+372) 512 3456", "[phone]"),
        ("(+372 512 3456)", "([phone])"),
        ("+7 912 345 67 89", "[phone]"),
        ("00372 5123456", "[phone]"),
        ("+44 (0)20 7946 0958", "[phone]"),
        ("5123 4567, 512 3456", "[phone], [phone]"),
        ("372 5123 4567", "[phone]"),
        ("+370 612 34567 ja 8 612 34567", "[phone] ja [phone]"),
        ("+371 2012-2034", "[phone]"),
        ("912 345-67-89; 345-67-89", "[phone]; [phone]"),
        ("Helista meile kohe 20123456!", "Helista meile kohe [phone]!"),
        ("WhatsApp 15551234567", "WhatsApp [phone]"),
        ("звоните по номеру 3456789", "звоните по номеру [phone]"),
        ("tel 5123 4567 10.00-18.00", "tel [phone] 10.00-18.00"),
        ("10.00-18.00 +372 512 3456 9.00-15.00", "10.00-18.00 [phone] 9.00-15.00"),
        ("https://wa.me/37255551234", "https://wa.me/[phone]"),
        ("https://api.whatsapp.com/send?phone=37255551234", "https://api.whatsapp.com/send?phone=[phone]"),
        ("viber://chat?number=%2B37255551234", "viber://chat?number=[phone]"),
    ],
)  # fmt: skip
def test_contacts_are_masked(text: str, masked: str) -> None:
    assert mask_contacts(pd.Series([text, None], dtype="str")).iloc[0] == masked


@pytest.mark.parametrize(
    "text",
    [
        "Avame 2026-05-01 kell 10", "05.01.2026 ootame", "hind 12.50, 3 tükki", "@kohvik ja a@b",
        "https://www.facebook.com/k/posts/939005954986064", "Avatud E-R 10.00-22.00",
        "Üritus 12.05.2024 18:00", "Võit 1 000 000 eurot", "+1 000 000 vaatamist",
        "55 123 456 просмотров", "hooaeg 2024-2025", "kupong 20241225", "24.12-31.12.2024",
        "24.-31.12.2024 9.00-18.00", "1200-1500 1600", "hind 5000-7000", "hind 550-1200 eurot",
        "Tellimus #51234567", "tel №51234567", "Helista 12.05.2024 18:00", "Viber 2024-2025",
        "helista E-R 8.00 - 18.00", "59.43696, 24.75353", "1234567890123456789",
    ],
)  # fmt: skip
def test_hours_days_money_and_orders_stay(text: str) -> None:
    assert mask_contacts(pd.Series([text])).iloc[0] == text


@pytest.mark.parametrize("bomb", ["1 " * 50_000, "a@" * 50_000, "a." * 50_000, "(" * 100_000,
                                  "x@" + "a." * 50_000, "1 000 " * 20_000, "+372 " * 20_000,
                                  "tel a " * 20_000, "1.1-" * 25_000, "(1) " * 25_000,
                                  "номеру 12-" * 20_000, "tel 12 " * 30_000])  # fmt: skip
def test_hostile_texts_take_no_time(bomb: str) -> None:
    start = time.process_time()
    mask_contacts(pd.Series([bomb]))
    Pseudonymiser(KEY).without_contacts(pd.Series([bomb]))
    assert time.process_time() - start < HANGS


def test_marks_are_keyed_and_tell_texts_apart() -> None:
    texts = pd.Series(["Mari", None, "Jüri", "Mari"], index=[3, 1, 4, 5])
    marks = Pseudonymiser(KEY).marks(texts)
    assert marks.index.tolist() == [3, 1, 4, 5]
    assert marks[3] == marks[5] != marks[4]
    assert pd.isna(marks[1])
    other = Pseudonymiser(b"another key of thirty-two bytes!").marks(texts)
    assert not set(marks.dropna()) & set(other.dropna())


def test_contacts_in_marks_become_pseudonyms_and_other_numbers_stay() -> None:
    people = Pseudonymiser(KEY)
    marks = pd.Series(["news 20260501999", "to mari@kohvik.ee", "to jaan@kohvik.ee", None,
                       "to +372 51 23 456", "to 0037251 23 457", "5123 4567", "to 00372 5123456",
                       "to wa.me/37255551234"])  # fmt: skip
    shown = people.without_contacts(marks.astype("str"))
    assert shown.iloc[[0, 6]].tolist() == ["news 20260501999", "5123 4567"]
    hidden = shown.iloc[[1, 2, 4, 5, 7]]
    assert hidden.str.match(r"to p_[0-9a-f]{16}$").all()
    # The same number, differently written, is the same.
    assert (hidden.nunique(), shown.iloc[4]) == (4, shown.iloc[7])
    assert shown.str.match(r"to wa\.me/p_[0-9a-f]{16}$").iloc[8]
    assert pd.isna(shown.iloc[3])
    email = hmac.new(KEY, b"e-mail\x1fmari@kohvik.ee", hashlib.sha256).hexdigest()[:16]
    assert shown.iloc[1] == f"to p_{email}"


def test_a_number_behind_its_word_is_hidden_in_names_and_days_stay() -> None:
    names = pd.Series(["Helista 5555 1234", "Звоните: 5555 1234", "Booking 20251224", "5555 1234",
                       "EE_+372_5555_1234", "facebook.com/k/posts/1223423423",
                       "m.me/mari1234567", "m.me/jaan1234567",
                       "mari@x.ee_+372_5555_1234"])  # fmt: skip
    shown = Pseudonymiser(KEY).without_contacts(names)
    assert shown[:2].str.fullmatch(r"(?:Helista|Звоните:) p_[0-9a-f]{16}").all()
    assert shown[0][-18:] == shown[1][-18:]
    assert shown[[2, 3, 5]].tolist() == names[[2, 3, 5]].tolist()
    assert shown.str.fullmatch(r"EE_p_[0-9a-f]{16}")[4]
    assert shown[6] != shown[7]
    assert shown.str.fullmatch(r"p_[0-9a-f]{16}_p_[0-9a-f]{16}")[8]


def test_ids_that_differ_stay_different_and_join_as_before() -> None:
    ids = pd.Series(["+372 5555 1234", "+37255551234", "122103847", "mari@x.ee", "+37255551234"])
    shown = Pseudonymiser(KEY).without_contacts(ids, as_written=True)
    assert shown.nunique() == 4
    assert shown[1] == shown[4] != ids[1]
    assert shown[2] == ids[2]


# Words of closed lists, days and clocks; and what only pseudonyms and digests stand in.
SAFE = {"network", "form", "kind", "sex", "dimension", "metric", "currency", "clock", "precision",
        "day", "from_day", "to_day", "source_file"}  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_no_column_of_text_keeps_a_contact(table: str) -> None:
    columns = TABLES[table].part_columns
    texts = [name for name, column in columns.items() if column.kind == "text"]
    told = {name: "Mari mari@x.ee +372 5551 2345" for name in texts if name not in SAFE}
    frame = pd.DataFrame({"source_row": [1], "is_own": True, "by_page": False} | told)
    frame = frame.assign(**dict.fromkeys(SAFE & set(texts), "x"))
    reading = Reading(tables={table: frame}, rows_read=1)
    frames = canonical_frames(
        reading, source="a", exported_at=1, is_own=True, people=Pseudonymiser(KEY)
    )
    kept = [name for name in texts if frames[table][name].str.contains("mari@|5551").any()]
    assert kept == []


def test_posts_keep_together_in_all_tables() -> None:
    posts = pd.DataFrame({"network": "x", "post_id": ["+37255512345"], "source_row": 1})
    acts = posts.assign(interaction_id=["a"], kind="comment", by_page=False)
    reading = Reading(
        tables={"posts": posts.assign(form="text", is_own=True), "snapshots": posts,
                "interactions": acts},
        rows_read=1,
    )  # fmt: skip
    frames = canonical_frames(
        reading, source="a", exported_at=1, is_own=True, people=Pseudonymiser(KEY)
    )
    assert len({frame["post_id"].iloc[0] for frame in frames.values()}) == 1


def test_no_table_names_a_contact() -> None:
    phone, email = "+372 51 23 456", "mari@kohvik.ee"
    tables = {
        "posts": pd.DataFrame({"network": "x", "is_own": True, "post_id": ["1"], "form": "text",
                               "text": phone, "page": f"Kohvik {phone}",
                               "url": f"https://x.ee/{email}"}),
        "people": pd.DataFrame({"network": "x", "person": ["1"], "city": f"Narva {phone}"}),
        "ads": pd.DataFrame({"campaign": [email], "ad_set": phone, "ad": f"Anna Tamm {phone}"}),
        "orders": pd.DataFrame({"order_id": ["1"], "discount_code": phone}),
        "audience": pd.DataFrame({"page": [phone, "+372 51 23 457"], "dimension": "city",
                                  "value": "Narva"}),
    }  # fmt: skip
    reading = Reading(
        tables={name: frame.assign(source_row=1) for name, frame in tables.items()}, rows_read=5
    )
    frames = canonical_frames(
        reading, source="a", exported_at=1, is_own=True, people=Pseudonymiser(KEY)
    )
    assert set(frames) == set(tables)
    told = "".join(frame.to_csv() for frame in frames.values())
    assert "51 23 45" not in told
    assert email not in told
    assert frames["ads"]["ad"].str.fullmatch(r"Anna Tamm p_[0-9a-f]{16}").all()
    assert frames["audience"]["page"].nunique() == 2
