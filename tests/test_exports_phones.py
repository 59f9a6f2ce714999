"""Contacts as people write them leave the texts; numbers that only look alike stay."""

import time

import pandas as pd
import pytest

from hanging import HANGS
from smmlab.exports.privacy import mask_contacts


def masked(text: str) -> str:
    return str(mask_contacts(pd.Series([text])).iloc[0])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Fax 6123456", "Fax [phone]"),
        ("Faks: 612 3456", "Faks: [phone]"),
        ("registratuur 7 423 456 avatud 9-17", "registratuur [phone] avatud 9-17"),
        ("Registreerimine 6 599 123 E-R 8-16", "Registreerimine [phone] E-R 8-16"),
        ("Broneeri: 5555.1234", "Broneeri: [phone]"),
        ("Booking 20123456", "Booking [phone]"),
        ("Ring 6123456 before Friday", "Ring [phone] before Friday"),
        ("Звонить по номеру 67-12-34 (город)", "Звонить по номеру [phone] (город)"),
        ("Запись: 3456789", "Запись: [phone]"),
        ("записаться 345 6789", "записаться [phone]"),
        ("Для заказа: 5555 12 34, Анна", "Для заказа: [phone], Анна"),
        ("5555 12 34", "[phone]"),
        ("＋３７２ ５５５５ １２３４ ja Ａ１", "[phone] ja Ａ１"),
        ("ｔel 040-1234567, 0401234567", "ｔel [phone], [phone]"),
        ("1-800-123-4567", "[phone]"),
        ("Заказ: 8 921 123 45 67", "Заказ: [phone]"),
        ("tel number 55551234", "tel number [phone]"),
        ("Tellimuste number 55551234", "Tellimuste number [phone]"),
        ("Suurused 36-42, 58 12 34 56", "Suurused 36-42, [phone]"),
        ("Order number 55551234 tel 55554321", "Order number 55551234 tel [phone]"),
        ("53-45 67-89", "[phone]"),
        ("5555 1234 5555 4321", "[phone] [phone]"),
        ("mari[at]gmail.com", "[e-mail]"),
        ("Kirjuta info (at) nurk (dot) ee!", "Kirjuta [e-mail]!"),
        ("https://nurk.ee/?email=mari%40nurk.ee&a=1", "https://nurk.ee/?email=[e-mail]&a=1"),
        ("m.me/nurk.kohvik.", "m.me/[phone]."),
        ("(https://www.messenger.com/t/mari)", "(https://www.messenger.com/t/[phone])"),
        ("facebook.com/messages/t/100012345678901 x", "facebook.com/messages/t/[phone] x"),
        ("ig.me/m/nurk", "ig.me/m/[phone]"),
        ("line.me/ti/p/~anna", "line.me/ti/p/[phone]"),
        ("signal.me/#eu/abcDEF", "signal.me/[phone]"),
    ],
)
def test_contacts_are_hidden(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "t.me/nurk ja vk.me/nurk", "Sizes 36 38 40 42 44 46", "Suurused 50 56 62 68 74 80",
        "Размеры: 42-44 46-48 50-52", "Размер 36-38-40-42-44", "25-34 35-44 45-54",
        "Phone hours 9-12 13-17", "Tellimuse nr 55551234", "Order number 55551234 is ready",
        "Order ID 55551234", "Номер заказа: 55551234", "Arve number 55551234", "Промокод 55551234",
        "Sooduskood: 55551234", "Promo code 55551234", "Купон 55551234",
        "IBAN EE38 2200 2210 2014 5685 Swedbank", "Kinkekaardi nr 5234 5678 5012 3456",
        "1234 5678 9012 3456", "Hind 50 000-60 000", "Стоимость 55 500 - 65 500",
        "Jälgijaid 55 123 456", "Просмотров: 58 123 456", "Call before 12/24/2025",
        "Broneeri kuni 31122025", "Broneeri 24-26.12.2025", "Book 24/12-31/12/2025",
    ],
)  # fmt: skip
def test_numbers_that_are_no_telephones_stay(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize("piece", ["m.me/.", "m.me/", "sizes 36 ", "36-38 ", "EE38 2200 ",
                                   "book a ", "order nr ", "views 1 ", "1234 ", "a (at) b ",
                                   "a[at]a[dot]", "kuni 3112", "50 000-", "номеру ", "+_",
                                   "для заказ", "１-", "a" * 64 + "[", "24/12-"])  # fmt: skip
def test_hostile_texts_take_no_time(piece: str) -> None:
    start = time.process_time()
    masked("call 55551234 " + piece * (200_000 // len(piece)))
    assert time.process_time() - start < HANGS
