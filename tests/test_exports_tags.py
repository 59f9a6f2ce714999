"""Campaign tags in notes of orders: lines are as somebody wrote them, addresses are encoded."""

import pandas as pd
import pytest

from smmlab.exports.tags import find_tag


@pytest.mark.parametrize(
    ("note", "tag"),
    [
        ("utm_campaign: +372 5555 1234", "+372 5555 1234"),
        ("utm_campaign: kevad+suvi", "kevad+suvi"),
        ("utm_campaign: tea & cake\nutm_source: x", "tea & cake"),
        ("utm_campaign: Kevad%202026", "kevad 2026"),
        ("page: https://x.ee/?utm_campaign=kevad+suvi&a=1#b", "kevad suvi"),
        ("page: https://x.ee/?a=1&utm_campaign=%2B37255551234", "+37255551234"),
        ("page: https://x.ee/?utm_campaign=+37255551234", "+37255551234"),
        ("utm_campaign: kevad\nutm_campaign: suvi", "kevad"),
        ("utm_source: x", None),
    ],
)
def test_a_plus_is_a_blank_in_addresses_only(note: str, tag: str | None) -> None:
    found = find_tag(pd.Series([note]), "utm_campaign")
    assert (None if pd.isna(found[0]) else found[0]) == tag
