"""utm.toml: what is written is read again, comments stay, and faults are named."""

from datetime import date
from pathlib import Path

import pytest

from smmlab.errors import ProjectError
from smmlab.own_scheme import SCHEME_FILE, add_campaign, read_scheme, write_scheme
from smmlab.utm_scheme import MEDIA, NamedCampaign, UtmScheme

FULL = UtmScheme(
    site="kohvik.ee",
    sources={**UtmScheme().sources, "facebook": "fb", "kataloog": "kataloog"},
    media=("social", "cpc"),
    campaigns=(NamedCampaign("joulud", date(2026, 12, 1), date(2026, 12, 24)), NamedCampaign("a")),
    forbidden=("Mari Mägi",),
    longest=40,
)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    write_scheme(tmp_path, FULL)
    assert read_scheme(tmp_path) == FULL
    write_scheme(tmp_path, UtmScheme())
    assert read_scheme(tmp_path) == UtmScheme()


def test_comments_of_people_stay(tmp_path: Path) -> None:
    file = tmp_path / SCHEME_FILE
    file.write_text('# ours\nsite = "kohvik.ee" # the shop\n', encoding="utf-8")
    add_campaign(tmp_path, "Jõulukink")
    text = file.read_text(encoding="utf-8")
    assert "# ours" in text
    assert "# the shop" in text
    assert read_scheme(tmp_path).has_campaign("joulukink")
    assert read_scheme(tmp_path).campaign_on(date(2026, 12, 4)) == "2026-12"


def test_a_campaign_that_is_there_is_not_added_again(tmp_path: Path) -> None:
    assert add_campaign(tmp_path, "2026-12") == UtmScheme()
    assert not (tmp_path / SCHEME_FILE).exists()
    first = add_campaign(tmp_path, "kevad")
    assert add_campaign(tmp_path, " KEVAD ") == first
    assert len(read_scheme(tmp_path).campaigns) == 1


@pytest.mark.parametrize("name", ["", "咖啡", "mari@example.ee", "+372 5123 4567", "x" * 61])
def test_a_name_that_is_none_is_not_added(tmp_path: Path, name: str) -> None:
    with pytest.raises(ProjectError):
        add_campaign(tmp_path, name)
    assert not (tmp_path / SCHEME_FILE).exists()


@pytest.mark.parametrize("site", ["https://www.Kohvik.ee/pood?x=1", "kohvik.ee", " //kohvik.ee/#a"])
def test_a_site_is_its_host_however_it_is_written(tmp_path: Path, site: str) -> None:
    (tmp_path / SCHEME_FILE).write_text(f'site = "{site}"\n', encoding="utf-8")
    scheme = read_scheme(tmp_path)
    assert scheme.site == "kohvik.ee"
    assert scheme.media == MEDIA


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("colour = 1", "colour"),
        ("site = 1", "site"),
        ("media = [1]", "media"),
        ('campaigns = ["a"]', "campaigns"),
        ('[[campaigns]]\nname = "a"\nfirst_day = "2026-12-01"', "campaigns"),
        ("[[campaigns]]\nfirst_day = 2026-12-01", "campaigns"),
        ("longest = true", "longest"),
        ("longest = 1.5", "longest"),
        ("[sources]\nx = 1", "sources"),
        ("site = ", "cannot be read"),
        ('media = ["Social"]', "media holds Social"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / SCHEME_FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ProjectError, match=told):
        read_scheme(tmp_path)


def test_a_moment_counts_as_its_day(tmp_path: Path) -> None:
    (tmp_path / SCHEME_FILE).write_text(
        '[[campaigns]]\nname = "a"\nfirst_day = 2026-12-01T10:00:00Z\n', encoding="utf-8"
    )
    assert read_scheme(tmp_path).campaigns == (NamedCampaign("a", date(2026, 12, 1)),)
