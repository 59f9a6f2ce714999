"""What came back: as asked, nearly, not in the scheme, not ours; and how much carries tags."""

import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from smmlab.datasets.cafe.truth import TRUTH
from smmlab.findings import Source
from smmlab.money.link_words import returned_table
from smmlab.money.returned_tags import (
    RETURNED_COLUMNS,
    VERDICT_LABELS,
    VERDICTS,
    compare_returned,
    returned_findings,
)
from smmlab.schema import conform
from smmlab.texts import LANGUAGES, Language, Words
from smmlab.utm_scheme import NamedCampaign, UtmScheme

SCHEME = UtmScheme(campaigns=(NamedCampaign("joulukink"),))
NO_VISITS, NO_ORDERS = (conform(pd.DataFrame(), name) for name in ("visits", "orders"))
ROWS = (Source("ga4.csv", 2, 9, 8),)


def visits(*rows: tuple[str | None, str | None, str | None, int], day: str = "2026-12-01",
           to_day: str = "2026-12-01", content: str | None = None) -> pd.DataFrame:  # fmt: skip
    table = pd.DataFrame(rows, columns=["source", "medium", "campaign", "sessions"])
    return conform(table.assign(day=day, to_day=to_day, content=content), "visits")


def orders(*tags: tuple[str | None, str | None, str | None]) -> pd.DataFrame:
    table = pd.DataFrame(tags, columns=["utm_source", "utm_medium", "utm_campaign"])
    return conform(
        table.assign(order_id=[str(n) for n in range(len(tags))], at=0, currency="EUR",
                     status="paid", amount=5.0), "orders",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("source", "medium", "campaign", "verdict", "meant"),
    [
        ("facebook", "social", "joulukink", "as_asked", [None, None, None]),
        ("facebook", "social", "2026-12", "as_asked", [None, None, None]),
        ("facebook", "social", "kevad", "unlisted", [None, None, None]),
        ("facebook", "social", None, "unlisted", [None, None, None]),
        ("fb", "social", "joulukink", "near", ["facebook", None, None]),
        ("m.facebook.com", "social", "kevad", "near", ["facebook", None, None]),
        ("telegram", "messenger", "kevad", "near", [None, "social", None]),
        ("instagram", "cpc", "joulukink", "near", [None, "paid_social", None]),
        ("instagram", "social", "joulukinck", "near", [None, None, "joulukink"]),
        ("mailchimp", "e-mail", "joulukink", "near", ["newsletter", "email", None]),
        ("google", "cpc", "brand", "alien", [None, None, None]),
        ("newsleter", "email", "2026-12", "near", ["newsletter", None, None]),
    ],
)
def test_verdicts(source: str, medium: str, campaign: str | None, verdict: str,
                  meant: list[str | None]) -> None:  # fmt: skip
    row = compare_returned(visits((source, medium, campaign, 9)), NO_ORDERS, SCHEME).tags.iloc[0]
    assert row["verdict"] == verdict
    told = row[["meant_source", "meant_medium", "meant_campaign"]]
    assert [None if pd.isna(one) else one for one in told] == meant


def test_visits_without_tags_are_no_tags() -> None:
    plain = visits(
        ("google", "organic", "(organic)", 50), ("(direct)", "(none)", "(direct)", 40),
        ("facebook.com", "referral", "(referral)", 30), ("blog.ee", "referral", None, 5),
        (None, None, None, 7), ("facebook", "social", "joulukink", 10),
    )  # fmt: skip
    returned = compare_returned(plain, NO_ORDERS, SCHEME)
    assert returned.tags["sessions"].tolist() == [10]
    low, high = proportion_confint(10, 40, method="wilson")
    (row,) = returned.networks.to_dict("records")
    assert (row["network"], row["sessions"], row["tagged"]) == ("facebook", 40, 10)
    assert (row["share"], row["low"], row["high"]) == pytest.approx((0.25, low, high))
    found = {one.key: one for one in returned_findings(returned, sources=ROWS)}
    assert found["money.links.network.facebook.tagged_share"].denominator == 40
    assert found["money.links.returned.as_asked.share"].value == 1


def test_orders_stand_beside_visits_and_alone() -> None:
    bought = orders(("facebook", "social", "joulukink"), ("facebook", "social", "joulukink"),
                    ("fb", "social", "joulukink"), (None, None, None))  # fmt: skip
    returned = compare_returned(visits(("facebook", "social", "joulukink", 10)), bought, SCHEME)
    assert list(returned.tags.columns) == list(RETURNED_COLUMNS)
    assert returned.tags["orders"].tolist() == [2, 1]
    assert returned.tags["sessions"].tolist()[0] == 10
    assert pd.isna(returned.tags["sessions"].iloc[1])
    alone = compare_returned(NO_VISITS, bought, SCHEME)
    found = {one.key: one for one in returned_findings(alone, sources=ROWS)}
    shares = [found[f"money.links.returned.{name}.share"].value for name in VERDICTS]
    assert shares == pytest.approx([2 / 3, 0, 1 / 3, 0])
    assert alone.networks.empty


def test_orders_that_do_not_count_are_left_out() -> None:
    bought = orders(("facebook", "social", "joulukink")).assign(status="cancelled")
    assert compare_returned(NO_VISITS, bought, SCHEME).tags.empty


def test_reports_that_overlap_are_counted_once() -> None:
    row = ("facebook", "social", "joulukink", 10)
    both = pd.concat([visits(row), visits((*row[:3], 300), to_day="2026-12-31")], ignore_index=True)
    returned = compare_returned(both, NO_ORDERS, SCHEME)
    assert returned.tags["sessions"].tolist() == [10]
    assert returned.networks["sessions"].tolist() == [10]


def test_few_visits_of_a_network_are_not_shown() -> None:
    few = compare_returned(visits(("facebook", "social", "joulukink", 9)), NO_ORDERS, SCHEME)
    assert not [f for f in returned_findings(few, sources=()) if "tagged_share" in f.key]
    ten = compare_returned(visits(("facebook", "social", "joulukink", 10)), NO_ORDERS, SCHEME)
    assert [f.n for f in returned_findings(ten, sources=()) if "tagged_share" in f.key] == [10]


def test_nothing_is_unknown_and_says_what_to_do() -> None:
    nothing = compare_returned(NO_VISITS, NO_ORDERS, SCHEME)
    assert nothing.tags.empty
    (found,) = returned_findings(nothing, sources=())
    assert found.status == "unknown"
    assert "Build links with the scheme" in found.method
    zero = compare_returned(visits(("facebook", "social", "joulukink", 0)), NO_ORDERS, SCHEME)
    assert [one.status for one in returned_findings(zero, sources=())] == ["unknown"]


def test_the_sample_client_came_back_whole_and_once_in_old_words() -> None:
    rows = [
        (c.source, c.medium, c.name, part.sessions)
        for c in TRUTH.campaigns
        for part in c.contents or (c,)
    ]
    scheme = UtmScheme(campaigns=tuple(NamedCampaign(c.name) for c in TRUTH.campaigns))
    tags = compare_returned(visits(*rows), NO_ORDERS, scheme).tags
    assert int(tags["sessions"].sum()) == sum(c.sessions for c in TRUTH.campaigns)
    near = tags[tags["verdict"] == "near"]
    assert near[["source", "medium", "meant_medium"]].drop_duplicates().to_numpy().tolist() == [
        ["telegram", "messenger", "social"]
    ]
    assert set(tags["verdict"]) == {"as_asked", "near"}


def test_every_verdict_has_a_name() -> None:
    assert set(VERDICTS) == set(VERDICT_LABELS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_read_words_in_their_language_and_no_codes(language: Language) -> None:
    words = Words(language)
    seen = visits(("fb", "social", "joulukink", 9), ("facebook", "social", None, 1200),
                  ("google", "cpc", "brand", 3))  # fmt: skip
    bought = orders(("facebook", "social", "joulukink"), ("fb", "social", "joulukink"))
    result = compare_returned(seen, bought, SCHEME)
    table = returned_table(result.tags, words=words)
    *_rest, orders_name, verdict, meant = table.columns
    assert table[verdict].tolist() == [words.say(VERDICT_LABELS[code]) for code in
                                       ("unlisted", "near", "alien", "as_asked")]  # fmt: skip
    assert not table.isin(VERDICTS).any(axis=None)
    assert table.iloc[:, 0].tolist() == ["facebook / social / –", "fb / social / joulukink",
                                         "google / cpc / brand",
                                         "facebook / social / joulukink"]  # fmt: skip
    assert table[meant].tolist() == ["", "facebook / social / joulukink", "", ""]
    assert table[orders_name].tolist() == ["–", "1", "–", "1"]
    assert table.iloc[0, 1] == words.number(1200)
    assert returned_table(result.tags[:0], words=words).empty
