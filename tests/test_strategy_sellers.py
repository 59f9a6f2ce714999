"""The printed sheet and the section of the counted sellers."""

import io
from pathlib import Path

import pypdf
import pytest

from smmlab.brief import Brief, Target
from smmlab.decisions import Decision
from smmlab.forms.sellers import choice_of
from smmlab.networks.seller_counts import seller_findings
from smmlab.schema import NETWORKS
from smmlab.strategy.document import runs_of
from smmlab.strategy.pdf import compile_typst
from smmlab.strategy.sections.sellers import sellers
from smmlab.strategy.seller_sheet import sheet_source
from smmlab.strategy.statements import Pen
from smmlab.texts import LANGUAGES, Words
from smmlab.texts.labels import network_name
from strategy_cases import DAY, gather, no_analyses
from test_networks_seller_counts import TWO

BRIEF = Brief("Seep", goods='soap #let "x" $y$ <z>', place="Tallinn", target=Target(30, 49))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_is_one_page_with_every_network(language):
    brief = Brief("Seep", goods="käsitöö seebid", language=language, place="Tallinn")
    pages = pypdf.PdfReader(io.BytesIO(compile_typst(sheet_source(brief, list(NETWORKS))))).pages
    assert len(pages) == 1
    text = pages[0].extract_text()
    assert all(network_name(name, Words(language)) in text for name in NETWORKS)
    assert Words(language).say("Counting the sellers") in text


def test_hostile_goods_are_text():
    first = compile_typst(sheet_source(BRIEF, ["facebook"]))
    text = pypdf.PdfReader(io.BytesIO(first)).pages[0].extract_text()
    assert "#let" in text
    assert compile_typst(sheet_source(BRIEF, ["facebook"])) == first


class Client:
    """The part of a project that the material looks at."""

    def __init__(self, folder: Path, choice: dict) -> None:
        from strategy_cases import FakeProject

        self.project = FakeProject(
            folder, BRIEF, {}, {"rivals": Decision("rivals", choice, "", "strategist", (), "f1")}
        )


def told(folder: Path, choice: dict, findings=()) -> str:
    material = gather(
        Client(folder, choice).project, no_analyses(tuple(findings)), made_on=DAY,
        words=Words("en"),
    )  # fmt: skip
    blocks = sellers(material, Pen(Words("en")))
    return " ".join("".join(s.text for s in run) for block in blocks for run in runs_of(block))


def test_counts_stand_with_people_words_day_and_agreement(tmp_path):
    text = told(tmp_path, choice_of(TWO), seller_findings(TWO))
    assert "12 (10 to 14)" in text
    assert "Searched for “soap”; last counted on November 20, 2026." in text
    assert "The people who counted agree to" in text


def test_other_words_are_warned_of(tmp_path):
    other = TWO.assign(words=["tea", *TWO["words"][1:]])
    assert "compare badly" in told(tmp_path, choice_of(other), seller_findings(other))
    assert "compare badly" not in told(tmp_path, choice_of(TWO), seller_findings(TWO))


def test_one_person_is_asked_for_a_second(tmp_path):
    alone = TWO[TWO["counter"] == "Mari"]
    assert "Let a second person count" in told(tmp_path, choice_of(alone), seller_findings(alone))


def test_a_number_nobody_noted_down_says_so(tmp_path):
    assert "not noted" in told(tmp_path, {"sellers": {"facebook": 7}})


def test_nothing_counted_says_what_to_do(tmp_path):
    assert "Nobody has counted the active sellers yet" in told(tmp_path, {"sellers": {}})
