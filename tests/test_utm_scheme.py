"""The scheme of tags: one spelling, no person, and a type that can be read back."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.errors import DataError, ProjectError
from smmlab.own_labels import LABEL_TYPES
from smmlab.utm_scheme import (
    NamedCampaign,
    UtmScheme,
    content_tag,
    content_type_of,
    has_contact,
    shown_tag,
    slug,
)

USUAL = UtmScheme()


@given(st.text(max_size=60))
@settings(deadline=None)
def test_a_tag_is_plain_and_stays_what_it_is(text: str) -> None:
    plain = slug(text)
    assert slug(plain) == plain
    assert set(plain) <= set("abcdefghijklmnopqrstuvwxyz0123456789-._")
    assert "--" not in plain
    assert slug(text.strip()) == plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Õäöü ŠŽ", "oaou-sz"),
        ("o\u0303", "o"),  # the same õ in two signs
        ("Ёлка и ещё щенок", "elka-i-eshche-shchenok"),
        ("й", "y"),
        ("и\u0306", "y"),
        ("Straße & Ångström", "strasse-angstrom"),
        ("2026-12", "2026-12"),
        ("a__b", "a__b"),
        ("-._x_.-", "x"),
        ("咖啡", ""),
        ("ＡＢ１", "ab1"),
    ],
)
def test_letters_are_written_as_people_read_them(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize("kind", LABEL_TYPES)
def test_the_type_is_read_back_from_the_tag_of_a_post(kind: str) -> None:
    tag = content_tag(kind, date(2026, 12, 4))
    assert tag == f"{kind}-1204"
    assert content_type_of(pd.Series([tag, f"{tag}-2", tag.upper(), kind])).tolist() == [kind] * 4


def test_what_names_no_type_has_none() -> None:
    values = pd.Series(["none-1204", "banner", "", None, "-laugh", "laughs-1"], dtype="str")
    assert content_type_of(values).isna().all()
    assert content_type_of(values[:0]).empty
    for nothing in (pd.Series([None, None]), pd.Series([None], dtype="str"), pd.Series([np.nan])):
        found = content_type_of(nothing)
        assert found.dtype == "str"
        assert found.isna().all()


def test_the_campaign_of_a_day_is_the_one_that_began_last() -> None:
    scheme = UtmScheme(
        campaigns=(
            NamedCampaign("talv", date(2026, 12, 1), date(2027, 2, 28)),
            NamedCampaign("joulud", date(2026, 12, 10), date(2026, 12, 24)),
            NamedCampaign("igal-ajal"),
            NamedCampaign("lopuni", date(2027, 3, 1)),
        )
    )
    asked = [date(2026, 11, 30), date(2026, 12, 9), date(2026, 12, 10), date(2026, 12, 24),
             date(2026, 12, 25), date(2027, 2, 28), date(2030, 1, 1)]  # fmt: skip
    assert [scheme.campaign_on(day) for day in asked] == [
        "2026-11", "talv", "joulud", "joulud", "talv", "talv", "lopuni"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "is_there"),
    [("2026-12", True), ("2026-13", False), ("2026-1", False), ("1999-12", False), ("", False),
     ("kevad", True), ("Kevad", False)],
)  # fmt: skip
def test_a_month_is_a_campaign_and_others_must_be_named(name: str, is_there: bool) -> None:
    assert UtmScheme(campaigns=(NamedCampaign("kevad"),)).has_campaign(name) is is_there


def test_tags_come_in_order_and_without_the_empty_ones() -> None:
    scheme = UtmScheme(sources={"facebook": "fb"}, media=("social", "cpc"))
    tags = scheme.tags("facebook", campaign="2026-12", medium="cpc", term="kohv")
    assert list(tags.items()) == [("utm_source", "fb"), ("utm_medium", "cpc"),
                                  ("utm_campaign", "2026-12"), ("utm_term", "kohv")]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"network": "myspace"}, "myspace is no network of this scheme"),
        ({"medium": "cpc"}, "cpc is no utm_medium"),
        ({"campaign": "kevad"}, "kevad is not in the scheme"),
        ({"campaign": ""}, "– is not in the scheme"),
        ({"content": "Laugh 12"}, "Write laugh-12"),
        ({"content": "咖啡"}, "Write –"),
        ({"content": "x" * 61}, "has 61 letters"),
        ({"content": "mari@example.ee"}, "personal data"),
        ({"content": "mari%2540example.ee"}, "personal data"),
        ({"term": "+37251234567"}, "personal data"),
        ({"content": "p_0123456789abcdef"}, "personal data"),
        ({"content": "to-mari-magi"}, "personal data"),
    ],
)
def test_what_is_against_the_scheme_is_refused(changed: dict[str, str], told: str) -> None:
    scheme = UtmScheme(forbidden=("Mari Mägi",))
    asked = {"network": "x", "medium": "social", "campaign": "2026-12", "content": "", "term": ""}
    asked |= changed
    with pytest.raises(DataError, match=told) as refused:
        scheme.tags(
            asked["network"], medium=asked["medium"], campaign=asked["campaign"],
            content=asked["content"], term=asked["term"],
        )  # fmt: skip
    assert "example.ee" not in str(refused.value)
    assert "51234567" not in str(refused.value)


@pytest.mark.parametrize("longest", [10, 60])
def test_a_tag_of_the_greatest_length_is_allowed(longest: int) -> None:
    names = {"sources": {"x": "x"}, "media": ("social",)}
    scheme = UtmScheme(**names, longest=longest)  # type: ignore[arg-type]
    assert scheme.tags("x", campaign="2026-12", content="x" * longest)
    with pytest.raises(DataError, match="are the most"):
        scheme.tags("x", campaign="2026-12", content="x" * (longest + 1))


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ({"media": ("Social",)}, "media holds Social"),
        ({"media": ("a", "a")}, "media holds a"),
        ({"sources": {"x": "t w"}}, "sources holds t w"),
        ({"campaigns": (NamedCampaign(""),)}, "campaigns holds –"),
        ({"campaigns": (NamedCampaign("a", date(2026, 2, 1), date(2026, 1, 1)),)}, "a ends before"),
        ({"longest": 5}, "is not longer than 5"),
    ],
)
def test_a_scheme_that_cannot_be_is_refused(made: dict[str, object], told: str) -> None:
    with pytest.raises(ProjectError, match=told):
        UtmScheme(**made)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["instruction-1204", "2026-12", "20261204", "120212345678901234", "sale-50-70-2026",
             "", "kevad", "1500-2000"],
)  # fmt: skip
def test_ordinary_tags_are_no_contacts(text: str) -> None:
    assert not has_contact(text)
    assert not USUAL.is_personal(text)


def test_contacts_are_never_shown() -> None:
    assert shown_tag("mari%40example.ee") == "[e-mail]"
    assert shown_tag("+372 5123 4567") == "[phone]"
    assert shown_tag("") == "–"
    assert shown_tag("x" * 300) == "x" * 60
    assert not UtmScheme(forbidden=("Mari", "!!!")).is_personal("marika")
    assert UtmScheme(forbidden=("Mari",)).is_personal("to.mari_2")
