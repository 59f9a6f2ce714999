"""The tags in the document: the client's own values, links to copy, and what became of old ones."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest

from smmlab.findings import Source
from smmlab.money.link_check import check_links, link_findings
from smmlab.money.returned_tags import compare_returned, returned_findings
from smmlab.own_scheme import write_scheme
from smmlab.schema import conform
from smmlab.strategy.build import build_document
from smmlab.strategy.calendar import link_tags
from smmlab.strategy.collecting import gather
from smmlab.strategy.document import plain
from smmlab.strategy.lint import check_document
from smmlab.strategy.sections.utm import write
from smmlab.strategy.statements import Pen
from smmlab.texts import LANGUAGES, Language, Words
from smmlab.utm_scheme import NamedCampaign, UtmScheme, content_type_of
from strategy_cases import DAY, HOSTILE, FakeProject, full_analyses, full_project
from strategy_parts import grid_of, tables_of, text_of

ROWS = (Source("posts.csv", 2, 9, 8),)
SCHEME = UtmScheme(
    site="kohvik.ee", campaigns=(NamedCampaign("joulud", date(2026, 12, 1)), NamedCampaign("kevad"))
)


def with_links(*texts: str) -> SimpleNamespace:
    """Return analyses that have seen these posts, and visits by old tags."""
    posts = conform(
        pd.DataFrame(
            {"network": "instagram", "page": "kaja", "is_own": True, "form": "text",
             "post_id": [str(n) for n in range(len(texts))], "at": 0, "text": list(texts)}
        ),
        "posts",
    )  # fmt: skip
    visits = conform(
        pd.DataFrame(
            {"day": "2026-06-01", "to_day": "2026-06-01", "source": ["telegram", "instagram", "x"],
             "medium": ["messenger", "social", "social"],
             "campaign": ["suvekohv", "joulud", "kevad-ammu"], "sessions": [30, 70, 5]}
        ),
        "visits",
    )  # fmt: skip
    analyses = full_analyses()
    analyses.links = check_links(posts, SCHEME)
    analyses.returned_tags = compare_returned(visits, conform(pd.DataFrame(), "orders"), SCHEME)
    analyses.findings = (
        *analyses.findings,
        *link_findings(analyses.links, sources=ROWS),
        *returned_findings(analyses.returned_tags, sources=ROWS),
    )
    return analyses


def written(
    project: FakeProject, analyses: SimpleNamespace, language: Language = "en"
) -> tuple[list[list[list[str]]], str]:
    material = gather(project, analyses, made_on=DAY, words=Words(language))  # type: ignore[arg-type]
    section = write(material, Pen(material.words))
    return [grid_of(table) for table in tables_of(section)], text_of(section)


def test_the_scheme_has_the_values_of_the_client(tmp_path: Path) -> None:
    project = full_project(tmp_path)
    write_scheme(tmp_path, replace(SCHEME, sources={**SCHEME.sources, "instagram": "ig"}))
    (scheme, links, *_), _ = written(project, full_analyses())
    values = {row[0]: row[2] for row in scheme[1:]}
    assert values["utm_source"] == "ig"
    assert values["utm_medium"] == "social, paid_social, email, affiliate, referral"
    assert values["utm_campaign"] == "2026-11, joulud, kevad"
    material = gather(project, full_analyses(), made_on=DAY, words=Words("en"))  # type: ignore[arg-type]
    assert values["utm_content"] == link_tags(material.calendar[0])["utm_content"]
    for row, slot in zip(links[1:], material.calendar, strict=False):
        parts = urlsplit(row[2])
        assert parts.netloc == "kohvik.ee"
        assert dict(parse_qsl(parts.query)) == link_tags(slot, material.scheme)
    assert len(links) == 5


def test_without_a_network_no_source_is_invented(tmp_path: Path) -> None:
    project = FakeProject(tmp_path, full_project(tmp_path).brief)
    project.filed["network"] = replace(
        full_project(tmp_path).filed["network"], choice={"network": "", "contenders": []}
    )
    tables, told = written(project, full_analyses())
    assert tables[0][1][2] == "the network, once it is decided"
    assert len(tables) == 1
    assert "utm_source=" not in told


def test_without_a_site_the_link_is_what_follows_the_address(tmp_path: Path) -> None:
    (_, links, *_), told = written(full_project(tmp_path), full_analyses())
    assert "put the address of the page before them" in told
    assert all(row[2].startswith("?utm_source=instagram&") for row in links[1:])
    contents = pd.Series([dict(parse_qsl(row[2][1:]))["utm_content"] for row in links[1:]])
    assert content_type_of(contents).notna().all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_to_mend_and_old_spellings_are_shown(tmp_path: Path, language: Language) -> None:
    write_scheme(tmp_path, SCHEME)
    good = "https://kohvik.ee/?utm_source=instagram&utm_medium=social&utm_campaign=2026-12"
    analyses = with_links(good, "https://kohvik.ee/pood", "https://bit.ly/abc")
    tables, told = written(full_project(tmp_path), analyses, language)
    _, _, wrong, shares, old = tables
    assert sorted(row[2] for row in wrong[1:]) == ["https://bit.ly/abc", "https://kohvik.ee/pood"]
    assert shares[1][0] == "Instagram"
    assert old[1:] == [["telegram / messenger / suvekohv", "telegram / social / suvekohv"]]
    if language == "en":
        assert "50% of the links to the site in own posts keep to the scheme." in told
        assert "they are history" in told
        assert "are not in the scheme: kevad-ammu. Put those" in told


def test_what_no_visit_and_no_order_had_is_not_told(tmp_path: Path) -> None:
    write_scheme(tmp_path, SCHEME)
    analyses = with_links("https://kohvik.ee/pood")
    told = written(full_project(tmp_path), analyses)[1]
    shares = {one.key: one.value for one in analyses.findings}
    for verdict, said in (
        ("unlisted", "have a campaign that is not in the scheme."),
        ("near", "are spelled differently."), ("alien", "are not ours."),
    ):  # fmt: skip
        assert (said in told) == bool(shares[f"money.links.returned.{verdict}.share"])
    assert "are spelled differently." in told
    assert ". 0% " not in told


@pytest.mark.parametrize("has_visits", [True, False])
def test_visits_are_promised_only_where_they_are_shown(tmp_path: Path, has_visits: bool) -> None:
    analyses = with_links("https://kohvik.ee/pood")
    analyses.findings = [
        one for one in analyses.findings if has_visits or not one.key.endswith("tagged_share")
    ]
    material = gather(full_project(tmp_path), analyses, made_on=DAY, words=Words("en"))  # type: ignore[arg-type]
    shares = tables_of(write(material, Pen(material.words)))[3]
    assert plain(shares.caption).startswith("Links that keep to the scheme")
    assert plain(shares.caption).endswith("and visits with tags") == has_visits
    assert ("Visits with tags" in grid_of(shares)[0]) == has_visits


def test_links_that_differ_only_in_their_unseen_end_are_mended_once(tmp_path: Path) -> None:
    write_scheme(tmp_path, SCHEME)
    long = "https://kohvik.ee/?utm_source=instagram&utm_medium=messenger&utm_campaign=2026-12"
    analyses = with_links(f"{long}&utm_content=laugh-1201", f"{long}&utm_content=medal-1203")
    wrong = written(full_project(tmp_path), analyses)[0][2]
    assert len(wrong) == 2
    assert wrong[1][2].startswith(long[:50])
    assert "…" in wrong[1][2]
    # Of links that are mended in the same way the newest stays, and its end tells which it is.
    assert wrong[1][2].endswith(("utm_content=laugh-1201", "utm_content=medal-1203"))
    assert len(wrong[1][2]) < len(f"{long}&utm_content=laugh-1201")
    assert re.search(r"\d{4}", wrong[1][1]), "the day of the post"


def test_a_link_that_names_a_person_is_mended_first(tmp_path: Path) -> None:
    write_scheme(tmp_path, SCHEME)
    bare = [f"https://kohvik.ee/{number}" for number in range(12)]
    named = f"{bare[0]}?utm_source=instagram&utm_medium=social&utm_campaign=mari@kohvik.ee"
    wrong = written(full_project(tmp_path), with_links(*bare, named, *bare))[0][2]
    assert [row[3] for row in wrong[1:3]] == ["Personal data in the link", "No tags"]


def test_where_there_is_nothing_to_check_it_says_what_to_do(tmp_path: Path) -> None:
    _, told = written(full_project(tmp_path), with_links("tere"))
    assert "There are no links to the site in these posts." in told


def test_the_whole_document_is_sound_with_hostile_links(tmp_path: Path) -> None:
    analyses = with_links(f"https://kohvik.ee/?utm_source={HOSTILE}", HOSTILE)
    material = gather(full_project(tmp_path), analyses, made_on=DAY, words=Words("en"))  # type: ignore[arg-type]
    check_document(build_document(material))


def test_links_say_when_no_network_is_chosen(tmp_path: Path) -> None:
    full = full_project(tmp_path)
    open_yet = {"network": "", "contenders": ["instagram", "youtube"]}
    project = FakeProject(tmp_path, full.brief)
    project.filed["network"] = replace(full.filed["network"], choice=open_yet)
    tables, told = written(project, full_analyses())
    assert {parts for row in tables[1][1:] for parts in parse_qsl(row[2][1:])[:1]} == {
        ("utm_source", "instagram"), ("utm_source", "youtube")
    }  # fmt: skip
    assert "the one in a link is where the plan puts that post for now" in told
    assert "No network is chosen yet" not in written(full, full_analyses())[1]
