"""The tags of the café: contents planted in visits and orders, and the scheme they follow."""

import re
from collections import Counter
from datetime import date
from itertools import chain
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pandas as pd
import pytest

from smmlab.content.types import classify_content
from smmlab.datasets.cafe.build import build_cafe
from smmlab.datasets.cafe.clock import local_time
from smmlab.datasets.cafe.links import link_posts
from smmlab.datasets.cafe.posts import Post, plan_posts
from smmlab.datasets.cafe.scheme import write_cafe_scheme
from smmlab.datasets.cafe.truth import TRUTH
from smmlab.money.link_check import check_links
from smmlab.own_scheme import read_scheme
from smmlab.project import Project
from smmlab.utm_scheme import content_tag
from test_datasets_cafe import FACEBOOK, INSTAGRAM, messages, table, traffic, words

CAMPAIGNS = {campaign.name: campaign for campaign in TRUTH.campaigns}
LINK = re.compile(r"\n\nhttps://kaja\.example/\S+$")


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("raw")
    build_cafe(folder)
    return folder


def planned(seed: int) -> tuple[dict[str, list[Post]], dict[str, list[Post]]]:
    """Return the posts without their links, and with them."""
    plain = plan_posts(np.random.default_rng([seed, 0]))
    return plain, link_posts(plain, np.random.default_rng([seed, 6]))


def planted() -> Counter[tuple[str, str]]:
    """Return how many links with tags there are by network and verdict."""
    counted: Counter[tuple[str, str]] = Counter()
    for plan in TRUTH.links:
        counted[plan.network, "good"] += plan.good
        counted.update((plan.network, fault) for fault in plan.faults)
        counted["facebook", "other_network"] += plan.copies
    return +counted


def test_contents_have_the_planted_sessions_and_make_up_their_campaign(raw: Path) -> None:
    sessions: Counter[tuple[str, str]] = Counter()
    for row in traffic(raw):
        content = row["Session manual ad content"]
        sessions[row["Session campaign"], content] += int(row["Sessions"])
    for campaign in TRUTH.campaigns:
        for part in campaign.contents:
            assert sessions.pop((campaign.name, part.type)) == part.sessions
        if campaign.contents:
            assert sum(part.sessions for part in campaign.contents) == campaign.sessions
            assert sum(part.orders for part in campaign.contents) == campaign.orders
    assert {content for _, content in sessions} == {"(not set)"}


def test_the_scheme_names_the_campaigns_that_ran(tmp_path: Path) -> None:
    write_cafe_scheme(tmp_path)
    scheme = read_scheme(tmp_path)
    assert scheme.site == "kaja.example"
    assert [c.name for c in scheme.campaigns] == [c.name for c in TRUTH.campaigns]
    assert scheme.campaigns[0].runs_on(date(2025, 12, 20))
    assert not scheme.campaigns[0].runs_on(date(2025, 12, 21))


def test_a_scheme_that_somebody_wrote_stays(tmp_path: Path) -> None:
    (tmp_path / "utm.toml").write_text('site = "mine.example"\n', encoding="utf-8")
    write_cafe_scheme(tmp_path)
    assert read_scheme(tmp_path).site == "mine.example"


def test_links_in_posts_have_the_planted_verdicts(cafe: Project) -> None:
    check = check_links(cafe.posts, read_scheme(cafe.folder))
    problems = check.links["problem"].fillna("good")
    untagged = {(name, "no_tags"): links for name, links in TRUTH.untagged_links.items()}
    own = zip(check.links["network"], problems, strict=True)
    assert Counter(own) == planted() + Counter(untagged)
    assert (problems == "good").mean() == pytest.approx(TRUTH.good_link_share)


@pytest.mark.parametrize("seed", [2026, 11, 3])
def test_tagged_links_are_as_many_for_every_seed(tmp_path: Path, seed: int) -> None:
    write_cafe_scheme(tmp_path)
    rows = [
        (post.network, str(place), True, post.at, post.text)
        for posts in planned(seed)[1].values()
        for place, post in enumerate(posts)
    ]
    posts = pd.DataFrame(rows, columns=["network", "post_id", "is_own", "at", "text"])
    links = check_links(posts, read_scheme(tmp_path)).links
    tagged = links[links["problem"] != "no_tags"]
    verdicts = tagged["problem"].fillna("good")
    assert Counter(zip(tagged["network"], verdicts, strict=True)) == planted()


@pytest.mark.parametrize("seed", [2026, 11])
def test_a_link_stands_at_the_end_of_a_post_and_leads_where_its_visits_came_from(
    seed: int,
) -> None:
    plain, linked = planned(seed)
    seen = 0
    every = (chain.from_iterable(posts.values()) for posts in (plain, linked))
    for before, after in zip(*every, strict=True):
        assert LINK.sub("", after.text) == before.text
        assert (before.at, before.form, before.type) == (after.at, after.form, after.type)
        if before.text == after.text:
            continue
        seen += 1
        assert "kaja.example" not in before.text
        tags = parse_qs(urlsplit(after.text.rsplit("\n", 1)[1]).query)
        campaign = CAMPAIGNS[tags["utm_campaign"][0].lower()]
        assert tags["utm_source"] == [campaign.source]
        assert tags["utm_medium"] == [campaign.medium]
        (content,) = tags.get("utm_content", [""])
        if before.type == "none":
            assert "@" in content or content == ""
        elif "@" not in content:
            assert before.type in {part.type for part in campaign.contents}
            assert content.lower() == content_tag(before.type, local_time(before.at).date())
    assert seen == planted().total()


def test_links_change_no_verdict_on_content() -> None:
    plain, linked = planned(2026)
    frames = [
        classify_content(
            pd.DataFrame(
                {
                    "network": post.network, "post_id": str(place), "text": post.text,
                    "language": post.language,
                }
                for posts in planned_posts.values()
                for place, post in enumerate(posts)
            )
        )
        for planned_posts in (plain, linked)
    ]  # fmt: skip
    pd.testing.assert_frame_equal(*frames)


def test_the_one_person_in_a_link_stands_in_the_raw_file_and_nowhere_after_it(
    raw: Path, cafe: Project
) -> None:
    texts = [row["Description"] for row in table(raw / INSTAGRAM)]
    texts += [row["Title"] for row in table(raw / FACEBOOK)]
    texts += [words(message) for message in messages(raw, "channel")]
    assert sum("utm_content=liis@kaja.example" in text for text in texts) == 1
    assert not cafe.posts["text"].str.contains("liis@", regex=False).any()


def test_telegram_marks_a_whole_link(raw: Path) -> None:
    parts = [part for message in messages(raw, "channel") for part in message["text_entities"]]
    tagged = [part for part in parts if "utm_" in part["text"]]
    assert [part["type"] for part in tagged] == ["link"] * len(tagged)
    assert len(tagged) == sum(n for (name, _), n in planted().items() if name == "telegram")


def test_the_card_counts_the_links() -> None:
    card = Path(build_cafe.__code__.co_filename).with_name("card.md").read_text(encoding="utf-8")
    good = sum(plan.good for plan in TRUTH.links)
    links = planted().total() + sum(TRUTH.untagged_links.values())
    assert TRUTH.good_link_share == good / links
    told = (f"{planted().total()} posts end in a link", f"{good} of\n  {links} are good")
    assert [words for words in told if words not in card] == []
