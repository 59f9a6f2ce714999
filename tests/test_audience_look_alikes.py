"""Look-alikes: tricks of spelling are seen through, other names are left alone."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmlab.audience.look_alikes import look_alike_findings, look_alikes
from smmlab.exports.skeletons import skeleton, skeletons
from smmlab.findings import Source
from telegram_files import chat, copied, group, posted, read, said

ROWS = (Source("posts.csv", 1, 9, 9),)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Kohvik", "Kоhvik"),  # Cyrillic о
        ("Kohvik", "КОНVІК"),  # Cyrillic capitals
        ("Kohvik", "k0hv1k"),
        ("Kohvik", "Ko\u200bhv\u2060ik"),  # zero-width signs
        ("Kohvik", "Ｋｏｈｖｉｋ"),
        ("Kohvik", "𝐊𝐨𝐡𝐯𝐢𝐤"),
        ("Kohvik", "Kohvik ☕ !"),
        ("Kohvik", "Kohvík"),
        ("Kohvik", "\u202ekohvik"),
        ("Кофейня", "Koфeйня"),  # Latin K, o, e
        ("Кофейня", "КОФЕИНЯ"),
        ("Süda", "Sudа"),
        ("Tallinn", "TaIIinn"),
        ("Modern", "Modem"),
        ("Pood Õun", "pood_oun"),
    ],
)
def test_names_that_look_alike_have_one_skeleton(name: str, other: str) -> None:
    assert skeleton(name) == skeleton(other)
    assert look_alikes([other], [name])["own_page"].tolist() == [name]


@pytest.mark.parametrize(
    ("name", "other"),
    [("Kohvik", "Kohvikud"), ("Кофейня", "Кафе"), ("Kohvik", "Kahvik"), ("Pood", "Pank")],
)
def test_other_names_are_left_alone(name: str, other: str) -> None:
    assert look_alikes([other], [name]).empty


@given(st.text(max_size=20))
def test_any_text_has_a_plain_skeleton(name: str) -> None:
    found = skeleton(name)
    assert found == "" or found.isalnum()
    assert skeleton(f"\u200b{name} ") == found


def test_a_name_of_signs_is_like_nothing() -> None:
    assert skeletons(pd.Series(["☕☕☕☕", "ab", None, ""])).isna().all()
    assert look_alikes(["☕", "", None], ["✨", "", None]).empty


def test_every_pair_is_told_once() -> None:
    found = look_alikes(["K0hvik", "K0hvik", "Kohvik", "Pood"], ["Kohvik", "KOHVIK"])
    assert found.to_dict("records") == [
        {"name": "K0hvik", "own_page": "KOHVIK", "is_same": False},
        {"name": "K0hvik", "own_page": "Kohvik", "is_same": False},
        {"name": "Kohvik", "own_page": "KOHVIK", "is_same": False},
        {"name": "Kohvik", "own_page": "Kohvik", "is_same": True},
    ]


def test_the_finding_counts_pages_and_names_none() -> None:
    (finding,) = look_alike_findings(look_alikes(["K0hvik"], ["Kohvik"]), sources=ROWS)
    assert (finding.key, finding.value, finding.status) == ("audience.look_alikes", 1, "measured")
    assert "K0hvik" not in str(finding)
    assert look_alike_findings(look_alikes(["Pood"], ["Kohvik"]), sources=ROWS) == []


def codes(*chats: object) -> dict[str, int]:
    return {c.code: int(str(c.values.get("n", 0))) for given in chats for c in read(given).warnings}


def test_a_telegram_group_warns_of_people_who_look_like_the_page() -> None:
    heads = [copied(1), posted(2, reply_to_message_id=1, after=9)]
    fake = said(3, who="user66", name="Kоhvik", reply_to_message_id=1, after=20)
    guest = said(4, who="channel77", name="KOHVIK ✅", reply_to_message_id=1, after=30)
    honest = said(5, reply_to_message_id=1, after=40)
    found = codes(group([*heads, fake, guest, honest]))
    assert found["telegram_look_alikes"] == 2
    assert "telegram_look_alikes" not in codes(group([*heads, honest]))
    # In a channel only the page speaks.
    assert "telegram_look_alikes" not in codes(chat([posted(1), posted(2, after=9)]))


def test_the_warning_names_nobody() -> None:
    fake = said(3, who="user66", name="Kоhvik", reply_to_message_id=1, after=20)
    reading = read(group([copied(1), fake]))
    (caution,) = [c for c in reading.warnings if c.code == "telegram_look_alikes"]
    assert set(caution.values) == {"n"}
    assert "user66" not in str(caution)
