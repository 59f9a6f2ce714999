"""How networks and pages are called: in one place, for charts, forms and documents alike."""

import re
from pathlib import Path

import smmlab
from smmlab.strategy.document import plain
from smmlab.strategy.statements import Listed, Pen, Term
from smmlab.texts import LANGUAGES, Words
from smmlab.texts.labels import NETWORK_NAMES, network_and_page, network_name

SOURCE = Path(smmlab.__file__).parent
_RUSSIAN = {"vkontakte": "ВКонтакте", "odnoklassniki": "Одноклассники"}


def test_two_networks_are_written_in_russian_letters_and_only_in_russian() -> None:
    for language in LANGUAGES:
        words = Words(language)
        for code, name in NETWORK_NAMES.items():
            expected = _RUSSIAN.get(code, name) if language == "ru" else name
            assert network_name(code, words) == expected
            assert plain(Pen(words).value(Term(name))) == expected
    listed = Listed((Term(NETWORK_NAMES["vkontakte"]), Term(NETWORK_NAMES["x"])))
    assert plain(Pen(Words("ru")).value(listed)) == "ВКонтакте и X"


def test_a_page_stands_behind_its_network_as_far_as_the_files_name_them() -> None:
    words = Words("ru")
    assert network_and_page("odnoklassniki", "Кая", words) == "Одноклассники · Кая"
    assert network_and_page(float("nan"), "Кая", words) == "Кая"
    assert network_and_page("telegram", float("nan"), words) == "Telegram"
    assert network_and_page(None, None, words) == ""


def test_charts_and_forms_show_no_name_past_the_catalogue() -> None:
    past = re.compile(r"NETWORK_NAMES(\[|\.get\()")
    # Findings told in a form are translated word by word after they are gathered.
    shown = [p for room in ("plots", "forms") for p in (SOURCE / room).glob("*.py")]
    found = [p.name for p in shown if past.search(p.read_text(encoding="utf-8"))]
    assert found in ([], ["told_findings.py"])
