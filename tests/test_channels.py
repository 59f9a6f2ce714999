"""Channels by written rules: a spelling changes nothing, paid is told only where it is known."""

import re
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.channels import CHANNELS, _lists, name_channels, source_networks
from smmlab.schema import EVERY_NETWORK

# The rule for paid media of Google Analytics' default channel group.
GOOGLE = re.compile(r"^(.*cp.*|ppc|retargeting|paid.*)$")


def told(source: str | None, medium: str | None) -> tuple[object, object, object]:
    row = name_channels(pd.Series([source], dtype="str"), pd.Series([medium], dtype="str"))
    channel, network, paid = row.astype(object).where(row.notna(), None).iloc[0]
    return channel, network, paid


@pytest.mark.parametrize(
    ("source", "medium", "expected"),
    [
        ("facebook", "social", ("social", "facebook", False)),
        ("FB", "cpc", ("social", "facebook", True)),
        ("m.facebook.com", "referral", ("social", "facebook", None)),
        ("l.facebook.com", "referral", ("social", "facebook", None)),
        ("lm.facebook.com", "referral", ("social", "facebook", None)),
        ("ig", "paid_social", ("social", "instagram", True)),
        ("l.instagram.com", None, ("social", "instagram", None)),
        ("t.me", "messenger", ("social", "telegram", False)),
        ("away.vk.com", "referral", ("social", "vkontakte", None)),
        ("vk", "таргет", ("social", "vkontakte", True)),
        ("ok.ru", "social", ("social", "odnoklassniki", False)),
        ("youtu.be", "(not set)", ("social", "youtube", None)),
        ("lnkd.in", "referral", ("social", "linkedin", None)),
        ("t.co", "referral", ("social", "x", None)),
        ("twitter", "organic_social", ("social", "x", False)),
        ("google", "organic", ("search", None, False)),
        ("google", "cpc", ("search", None, True)),
        ("google", "display", ("display", None, True)),
        ("yandex.ru", "referral", ("search", None, None)),
        ("yandex", "organic", ("search", None, False)),
        ("(direct)", "(none)", ("direct", None, False)),
        ("(direct)", None, ("direct", None, False)),
        ("newsletter", "email", ("email", None, False)),
        ("mailchimp", "e-mail", ("email", None, False)),
        ("blog.ee", "referral", ("referral", None, False)),
        ("blog.ee", "cpm", ("display", None, True)),
        ("blog.ee", "affiliate", ("affiliate", None, None)),
        ("shop", "sms", ("sms", None, False)),
        ("shop", "push", ("push", None, False)),
        ("shop", "something", ("other", None, None)),
        (None, "social", ("social", None, False)),
        (None, None, (None, None, None)),
        ("(not set)", "(not set)", (None, None, None)),
        ("переходы из социальных сетей", None, ("social", None, None)),
        ("Прямые заходы", None, ("direct", None, False)),
        ("Переходы по рекламе", None, ("display", None, True)),
        ("Search engine traffic", None, ("search", None, None)),
    ],
)
def test_the_written_rules(
    source: str | None, medium: str | None, expected: tuple[object, object, object]
) -> None:
    assert told(source, medium) == expected


@pytest.mark.parametrize("medium", ["cpc", "cpm", "cpa", "fb_cpc", "cpc-video", "ppc", "paid",
                                    "paidsocial", "paid social", "retargeting"])  # fmt: skip
def test_what_google_calls_paid_is_paid(medium: str) -> None:
    assert GOOGLE.match(medium)
    assert told("facebook", medium)[2] is True


@pytest.mark.parametrize("medium", ["mcpherson", "tcp", "mcp-server", "scpt", "1cp"])
def test_letters_within_a_word_are_no_payment_though_google_says_so(medium: str) -> None:
    assert GOOGLE.match(medium)
    assert told("facebook", medium)[2] is None


@pytest.mark.parametrize("medium", ["unpaid", "prepaid", "organic", "social", "retargeting2"])
def test_what_is_not_paid(medium: str) -> None:
    assert not GOOGLE.match(medium)
    assert told("facebook", medium)[2] in (None, False)


NAMES = sorted({name for part in _lists().values() for names in part.values() for name in names})


@given(st.sampled_from(NAMES), st.sampled_from([*NAMES, "x", ""]))
@settings(deadline=None)
def test_case_and_blanks_change_nothing(source: str, medium: str) -> None:
    assert told(source, medium) == told(f" {source.upper()}\t", f" {medium.title()} ")


def test_every_name_stands_once_and_leads_to_a_channel_or_network() -> None:
    for part, kinds in _lists().items():
        counts = Counter(name for names in kinds.values() for name in names)
        assert [name for name, count in counts.items() if count > 1] == [], part
        assert [n for n in counts if n != n.strip().casefold()] == []
    assert set(_lists()["networks"]) == set(EVERY_NETWORK)
    assert {*_lists()["sources"], *_lists()["media"]} <= set(CHANNELS)


def test_a_table_keeps_its_index_and_order() -> None:
    source = pd.Series(["fb", None, "blog.ee", "fb"], index=[9, 4, 4, 1])
    medium = pd.Series(["ads", "social", "referral", None], index=[9, 4, 4, 1])
    before = source.copy(), medium.copy()
    table = name_channels(source, medium)
    assert table.index.tolist() == [9, 4, 4, 1]
    assert table["channel"].tolist() == ["social", "social", "referral", "social"]
    assert table["is_paid"].tolist()[:3] == [True, False, False]
    pd.testing.assert_series_equal(source, before[0])
    pd.testing.assert_series_equal(medium, before[1])
    nothing = name_channels(source[:0], medium[:0])
    assert nothing.dtypes.astype(str).tolist() == ["str", "str", "boolean"]


@pytest.mark.parametrize(
    ("host", "network"),
    [("facebook.com", "facebook"), ("notfacebook.com", None), ("facebook.com.evil.ee", None),
     ("com", None), ("web.telegram.org", "telegram"), ("a.b.c.vk.com", "vkontakte"), ("", None),
     ("x.company", None), ("...", None), ("ok.", None)],
)  # fmt: skip
def test_a_host_is_known_with_its_subdomains_only(host: str, network: str | None) -> None:
    found = source_networks(pd.Series([host])).iloc[0]
    assert (None if pd.isna(found) else found) == network
