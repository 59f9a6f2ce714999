"""The verbs about links: one line out, one sentence for what is wrong, JSON for programs."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from click.testing import CliRunner

from smmlab.brief import Brief
from smmlab.cli import main
from smmlab.own_scheme import read_scheme
from smmlab.project import Project, create_project
from smmlab.schema import conform

if TYPE_CHECKING:
    from click.testing import Result


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SMMLAB_CONFIG_DIR", str(tmp_path / "config"))
    create_project(tmp_path / "kaja", Brief(name="Kaja"))
    return tmp_path / "kaja"


def run(*args: object) -> "Result":
    return CliRunner().invoke(main, [str(arg) for arg in args])


def test_a_link_is_printed_alone_and_notes_beside_it(client: Path) -> None:
    result = run("link", client, "kohvik.ee/pood?a=1#b", "--network", "facebook", "--campaign",
                 "2026-12", "--content", "Medal 1204")  # fmt: skip
    assert result.exit_code == 0
    assert result.stdout == (
        "https://kohvik.ee/pood?a=1&utm_source=facebook&utm_medium=social&utm_campaign=2026-12"
        "&utm_content=medal-1204#b\n"
    )
    assert "Medal 1204 was written as medal-1204" in result.stderr


def test_json_holds_the_link_its_tags_and_the_notes(client: Path) -> None:
    result = run("link", client, "https://kohvik.ee/", "--network", "x", "--medium", "paid_social",
                 "--term", "kohv", "--json")  # fmt: skip
    told = json.loads(result.stdout)
    assert told["tags"]["utm_medium"] == "paid_social"
    assert told["tags"]["utm_term"] == "kohv"
    assert len(told["tags"]["utm_campaign"]) == len("2026-12")
    assert told["notes"] == []
    assert told["url"].startswith("https://kohvik.ee/?utm_source=x&")


def test_a_campaign_of_its_own_must_be_added_first(client: Path) -> None:
    asked = ("link", client, "https://kohvik.ee/", "--network", "x", "--campaign", "kevad")
    refused = run(*asked)
    assert refused.exit_code == 2
    assert refused.stdout == ""
    assert "kevad is not in the scheme" in refused.stderr
    assert "utm_campaign=kevad" in run(*asked, "--new-campaign").stdout
    assert read_scheme(client).has_campaign("kevad")
    assert run(*asked).exit_code == 0


@pytest.mark.parametrize(
    ("url", "more", "told"),
    [
        ("javascript:alert(1)", (), "address of a web page"),
        ("https://kohvik.ee/", ("--content", "mari@example.ee"), "personal data"),
        ("https://kohvik.ee/", ("--medium", "cpc"), "cpc is no utm_medium"),
        ("https://kohvik.ee/", ("--network", "myspace"), "myspace is no network"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    client: Path, url: str, more: tuple[str, ...], told: str
) -> None:
    result = run("link", client, url, "--network", "x", *more)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "mari@" not in result.output


@pytest.fixture
def with_posts(client: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    good = "https://kohvik.ee/?utm_source=facebook&utm_medium=social&utm_campaign=2026-12"
    posts = conform(
        pd.DataFrame(
            {"network": "facebook", "page": "kaja", "is_own": True, "form": "text",
             "post_id": ["=1+1", "b"], "at": [0, 60], "text": ["https://kohvik.ee/pood", good]}
        ),
        "posts",
    )  # fmt: skip
    monkeypatch.setattr(Project, "posts", property(lambda _: posts))
    return client


def test_links_in_posts_are_listed_with_what_to_do(with_posts: Path) -> None:
    result = run("links", with_posts)
    assert result.exit_code == 0
    good, bad = (line.split("\t") for line in result.stdout.splitlines())
    assert good[3:] == ["Good", ""]
    assert bad[:4] == ["Facebook", "=1+1", "https://kohvik.ee/pood", "No tags"]
    assert bad[4].startswith("Build the link with the scheme")


def test_as_csv_no_cell_is_a_formula(with_posts: Path) -> None:
    lines = run("links", with_posts, "--format", "csv").stdout.splitlines()
    assert lines[0] == "Network,Post,Link,Problem,What to do"
    assert len(lines) == 3
    assert ",=1+1," not in lines[2]


def test_as_json_codes_and_shares(with_posts: Path) -> None:
    told = json.loads(run("links", with_posts, "--json").stdout)
    assert [row["problem"] for row in told["links"]] == [None, "no_tags"]
    assert told["networks"][0]["links"] == 2
    assert told["networks"][0]["share"] == pytest.approx(0.5)
    assert told == json.loads(run("links", with_posts, "--format", "json").stdout)


def test_without_links_it_says_so_in_the_language_of_the_client(client: Path) -> None:
    assert "no links" in run("links", client).stdout
    assert json.loads(run("links", client, "--json").stdout) == {"links": [], "networks": []}
