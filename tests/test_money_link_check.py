"""Links in posts: which count, what is wrong with each, and the share of good ones."""

import time

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from hanging import HANGS
from smmlab.errors import DataError
from smmlab.findings import Source
from smmlab.money.link_check import LINK_COLUMNS, SHORT_LINK, check_links, link_findings
from smmlab.money.link_words import link_table, problem_label, what_to_do
from smmlab.money.tags import PROBLEMS
from smmlab.schema import conform
from smmlab.texts import LANGUAGES, Words
from smmlab.utm_scheme import UtmScheme

SITE = UtmScheme(site="kohvik.ee")
USUAL = UtmScheme()
GOOD = "https://kohvik.ee/?utm_source=facebook&utm_medium=social&utm_campaign=2026-12"
ROWS = (Source("posts.csv", 2, 9, 8),)


def posts(*texts: str | None, network: str = "facebook", own: bool = True) -> pd.DataFrame:
    return conform(
        pd.DataFrame(
            {
                "network": network, "page": "kaja", "is_own": own, "form": "text",
                "post_id": [f"{network}{n}" for n in range(len(texts))],
                "at": np.arange(len(texts)) * 60, "text": texts,
            }
        ),
        "posts",
    )  # fmt: skip


def urls(text: str, scheme: UtmScheme = USUAL) -> list[str]:
    return list(check_links(posts(text), scheme).links["url"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vaata https://kohvik.ee/pood!", ["https://kohvik.ee/pood"]),
        ("(https://kohvik.ee/pood).", ["https://kohvik.ee/pood"]),
        ("«https://kohvik.ee/pood»", ["https://kohvik.ee/pood"]),
        ("HTTPS://Kohvik.ee/A, www.kohvik.ee/b", ["HTTPS://Kohvik.ee/A", "www.kohvik.ee/b"]),
        ("https://a.ee/1 ja https://a.ee/1", ["https://a.ee/1"]),
        ("https://facebook.com/kaja https://l.instagram.com/x https://t.me/a https://vk.cc/a", []),
        ("[https://kohvik.ee/a]", ["https://kohvik.ee/a"]),
        ("kirjuta mari@www.kohvik.ee", []),
        ("kohvik.ee/pood", []),
        ("Ei ühtegi.", []),
        ("", []),
    ],
)  # fmt: skip
def test_links_to_a_site_are_found_in_texts(text: str, found: list[str]) -> None:
    assert sorted(urls(text)) == sorted(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Meie pood: kohvik.ee/pood.", ["kohvik.ee/pood"]),
        ("pood.kohvik.ee", ["pood.kohvik.ee"]),
        ("https://kohvik.ee", ["https://kohvik.ee"]),
        ("https://blog.ee/ notkohvik.ee kohvik.eesti kohvik.ee.evil.com", []),
        ("mari@kohvik.ee", []),
    ],
)
def test_of_a_named_site_bare_names_count_and_other_sites_do_not(
    text: str, found: list[str]
) -> None:
    assert urls(text, SITE) == found


def test_a_row_says_the_worst_and_what_else() -> None:
    text = GOOD.replace("facebook", "Facebook").replace("social", "cpc&utm_medium=x")
    row = check_links(posts(text), SITE).links.iloc[0]
    assert row["problem"] == "unknown_medium"
    assert row["tag"] == "utm_medium"
    assert row["found"] == "cpc"
    assert row["more"] == "repeated+mixed_case"


def test_a_link_copied_from_another_network_is_told() -> None:
    check = check_links(posts(GOOD, network="instagram"), SITE)
    row = check.links.iloc[0]
    assert (row["problem"], row["found"], row["meant"]) == (
        "other_network",
        "facebook",
        "instagram",
    )
    letter = GOOD.replace("facebook", "newsletter")
    assert check_links(posts(letter, network="instagram"), SITE).links["problem"][0] == (
        "other_network"
    )  # fmt: skip


@pytest.mark.parametrize(
    "link",
    ["https://kaja.app.link/x1", "https://linkin.bio/kaja/", "https://kaja.onelink.me/a?b=c",
     "https://beacons.ai/kaja", "https://lnk.bio/kaja", "https://taplink.cc/kaja"],
)  # fmt: skip
def test_pages_of_links_hide_what_is_behind_them(link: str) -> None:
    assert check_links(posts(link), USUAL).links["problem"].tolist() == [SHORT_LINK]


def test_short_links_are_listed_and_not_counted() -> None:
    check = check_links(posts("https://bit.ly/abc", GOOD, "https://www.linktr.ee/kaja"), USUAL)
    assert check.links["problem"].fillna("good").tolist() == [SHORT_LINK, "good", SHORT_LINK]
    assert check.links["tag"].isna().all()
    assert check.shares[["links", "good"]].to_numpy().tolist() == [[1, 1]]


def test_shares_are_counted_by_network_with_their_intervals() -> None:
    bare = "https://kohvik.ee/"
    table = pd.concat(
        [
            posts(*[GOOD] * 7, *[bare] * 3, "https://kohvik.ee/#utm_source=x"),
            posts(bare, network="x"),
            posts(*[GOOD] * 5, network="telegram", own=False),
        ],
        ignore_index=True,
    )
    before = table.copy()
    check = check_links(table, SITE, confidence=0.9)
    pd.testing.assert_frame_equal(table, before)
    shares = check.shares.set_index("network")
    assert shares.index.tolist() == ["facebook", "x"]
    assert shares.loc["facebook", ["links", "good", "untagged"]].tolist() == [11, 7, 4]
    low, high = proportion_confint(7, 11, alpha=0.1, method="wilson")
    assert shares.loc["facebook", ["share", "low", "high"]].tolist() == pytest.approx(
        [7 / 11, low, high]
    )
    assert check.links["at"].is_monotonic_decreasing
    assert set(check.links["problem"].dropna()) == {"no_tags", "after_hash"}
    found = {one.key: one for one in link_findings(check, sources=ROWS)}
    assert set(found) == {
        "money.links.good_share", "money.links.untagged", "money.links.network.facebook.good_share",
        "money.links.network.x.good_share",
    }  # fmt: skip
    whole = found["money.links.good_share"]
    assert (whole.numerator, whole.denominator, whole.n) == (7, 12, 12)
    assert (found["money.links.untagged"].value, found["money.links.untagged"].n) == (5, 12)
    assert all(one.sources == ROWS for one in found.values())


def test_nothing_to_check_is_unknown_and_says_what_to_do() -> None:
    for table in (conform(pd.DataFrame(), "posts"), posts("tere", None), posts(GOOD, own=False)):
        check = check_links(table, SITE)
        assert list(check.links.columns) == list(LINK_COLUMNS)
        assert check.links.empty
        (found,) = link_findings(check, sources=())
        assert found.status == "unknown"
        assert "build each with the scheme" in found.method


def test_a_person_in_a_link_is_told_and_never_shown() -> None:
    link = f"{GOOD}&utm_content=mari%40example.ee"
    other = f"{GOOD}&utm_content=mari@example.ee"
    hidden = f"{GOOD}&utm_content=[e-mail]"
    check = check_links(posts(link, other, hidden), SITE)
    assert set(check.links["problem"]) == {"personal"}
    assert "example.ee" not in check.links.to_csv()


def test_a_column_that_is_absent_is_named() -> None:
    with pytest.raises(DataError, match="text"):
        check_links(posts(GOOD).drop(columns="text"), SITE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_for_people_says_problem_and_advice(language: str) -> None:
    words = Words(language)  # type: ignore[arg-type]
    check = check_links(posts(GOOD, GOOD.replace("social", "socials"), "https://bit.ly/a"), USUAL)
    table = link_table(check.links, words=words)
    assert len(table.columns) == 5
    text = table.iloc[1].tolist()
    assert text[3].endswith("(utm_medium = socials)")
    assert text[4].endswith(" → social")
    assert table.iloc[2, 3:].tolist() == [words.say("Good"), ""]
    assert table.iloc[0, 3] == words.say(problem_label(SHORT_LINK))
    assert link_table(check.links[:0], words=words).empty
    assert all(words.say(what_to_do(problem)) for problem in PROBLEMS)


def test_many_posts_and_hostile_texts_take_little_time() -> None:
    texts = [f"Uus kohv {n}." for n in range(60_000)]
    texts += [f"Uus kohv {GOOD}&utm_content=medal-{n}" for n in range(3_000)]
    texts += ["a." * 20_000 + " www." + "x." * 10_000 + " kohvik.ee" * 1_000]
    table = posts(*texts)
    started = time.process_time()
    check = check_links(table, SITE)
    assert time.process_time() - started < HANGS
    assert check.shares["good"].tolist() == [3_000]
