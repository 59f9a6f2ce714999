"""The form of links: one to copy, a sentence for what is wrong, and the check below."""

import html
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from smmlab.brief import Brief
from smmlab.forms.frame import Form
from smmlab.forms.links import links_form
from smmlab.own_scheme import read_scheme, write_scheme
from smmlab.project import Project, create_project
from smmlab.schema import conform
from smmlab.utm_scheme import NamedCampaign, UtmScheme


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("SMMLAB_CONFIG_DIR", str(tmp_path / "config"))
    return create_project(tmp_path / "kaja", Brief(name="Kaja"))


def fill(form: Form, **values: object) -> None:
    names = ("address", "network", "medium", "campaign", "kind", "day")
    for name, control in zip(names, form.controls, strict=True):
        if name in values:
            control.value = values[name]


def test_the_link_follows_the_controls(client: Project) -> None:
    form = links_form(client)
    assert form.link.value == ""
    assert "paste the address" in form.text.value
    fill(form, address="kohvik.ee/pood", network="telegram", medium="paid_social",
         campaign="2026-12", kind="laugh", day=date(2026, 12, 4))  # fmt: skip
    assert form.link.value == (
        "https://kohvik.ee/pood?utm_source=telegram&utm_medium=paid_social&utm_campaign=2026-12"
        "&utm_content=laugh-1204"
    )
    assert "Copy the link below" in form.text.value
    assert "https:// was put before" in html.unescape(form.text.value)
    fill(form, kind="")
    assert "utm_content" not in form.link.value


def test_what_is_wrong_is_said_and_there_is_no_link_to_copy(client: Project) -> None:
    form = links_form(client)
    fill(form, address="https://kohvik.ee/")
    assert form.link.value
    fill(form, address="javascript:<img src=x>")
    assert form.link.value == ""
    assert "address of a web page" in form.text.value
    assert "<img" not in form.text.value


def test_the_button_adds_the_campaign_to_the_scheme(client: Project) -> None:
    form = links_form(client)
    fill(form, address="https://kohvik.ee/", campaign="Kevad 2027")
    assert form.link.value == ""
    assert "not in the scheme" in form.text.value
    form.button.click()
    assert read_scheme(client.folder).has_campaign("kevad-2027")
    assert "utm_campaign=kevad-2027" in form.link.value
    assert "in utm.toml now" in form.note.value
    fill(form, campaign="mari@example.ee")
    form.button.click()
    assert "no name of a campaign" in form.note.value
    assert len(read_scheme(client.folder).campaigns) == 1


def test_the_scheme_fills_the_controls(client: Project) -> None:
    scheme = UtmScheme(site="kohvik.ee", sources={**UtmScheme().sources, "kataloog": "kataloog"},
                       media=("cpc", "email"), campaigns=(NamedCampaign("kevad"),))  # fmt: skip
    write_scheme(client.folder, scheme)
    client.decide("network", {"network": "x"})
    form = links_form(client)
    address, network, medium, campaign, *_ = form.controls
    assert (address.value, network.value, medium.value) == ("https://kohvik.ee/", "x", "cpc")
    assert "kevad" in campaign.options
    assert "kataloog" in [value for _, value in network.options]
    assert "utm_medium=cpc" in form.link.value


def test_links_in_posts_are_checked_below(client: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "nothing to check" in links_form(client).table.value
    posts = conform(
        pd.DataFrame(
            {"network": "facebook", "page": "kaja", "is_own": True, "form": "text",
             "post_id": ["<b>a", "b"], "at": [0, 60],
             "text": ["https://kohvik.ee/?utm_source=<i>x", "https://kohvik.ee/?utm_source="
                      "facebook&utm_medium=social&utm_campaign=2026-12"]}
        ),
        "posts",
    )  # fmt: skip
    monkeypatch.setattr(Project, "posts", property(lambda _: posts))
    shown = links_form(client).table.value
    assert "Links in posts: 2; of these to mend: 1." in shown
    assert shown.count("<tr>") == 2
    assert "<b>" not in shown
    assert "&lt;b&gt;a" in shown
    assert "the next ones follow" not in shown


def test_of_many_faulty_links_the_rest_is_announced(
    client: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = conform(
        pd.DataFrame(
            {"network": "facebook", "page": "kaja", "is_own": True, "form": "text",
             "post_id": [f"p{n}" for n in range(31)], "at": range(31),
             "text": "https://kohvik.ee/?utm_source=x"}
        ),
        "posts",
    )  # fmt: skip
    monkeypatch.setattr(Project, "posts", property(lambda _: posts))
    shown = links_form(client).table.value
    assert shown.count("<tr>") == 1 + 30
    assert "the newest 30; when they are mended, the next ones follow" in shown


def test_what_is_wrong_is_told_under_its_field(client: Project) -> None:
    form = links_form(client)
    address, campaign = form.controls[0], form.controls[3]

    def wrong() -> list[object]:
        return [field for field in form.controls if "smm-wrong" in field._dom_classes]

    assert wrong() == []
    fill(form, address="no page", campaign="spring")
    assert wrong() == [address, campaign]
    fill(form, address="https://kohvik.ee/")
    assert wrong() == [campaign]
    form.button.click()
    assert wrong() == []
    assert "utm_campaign=spring" in form.link.value
    assert form.link.tooltip
