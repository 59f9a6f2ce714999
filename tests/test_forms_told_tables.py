"""What each table of a notebook says of a row: words for codes, units for numbers."""

from typing import Any

import pandas as pd
import pytest

from smmlab.asking import TOPIC_LABELS
from smmlab.dialogue.politeness import MARKER_LABELS
from smmlab.forms.told_tables import TOLD
from smmlab.money.returned_tags import VERDICT_LABELS
from smmlab.texts import LANGUAGES, Language, Words
from told_cases import ROWS


def told(table: str, heading: str, language: Language = "en", **changes: Any) -> str:
    column = next(one for one in TOLD[table].columns if one.heading == heading)
    return column.tell({**ROWS[table], **changes}, Words(language))


@pytest.mark.parametrize(
    ("table", "heading", "column", "code"),
    [
        *(("topics", "Topic", "topic", code) for code in TOPIC_LABELS),
        *(("politeness", "Sign", "marker", code) for code in MARKER_LABELS),
        *(("returned", "Verdict", "verdict", code) for code in VERDICT_LABELS),
        *(("returns", "After", "answer", code) for code in ("asks back", "asks nothing")),
        *(("posts", "Form", "form", code) for code in ("photo", "short", "story")),
        *(("best_posts", "Type", "type", code) for code in ("medal", "laugh", "none")),
    ],
)
def test_codes_are_words_in_every_language(
    table: str, heading: str, column: str, code: str
) -> None:
    words = [told(table, heading, language, **{column: code}) for language in LANGUAGES]
    assert code not in words
    # Loanwords may be the same in two languages; Russian is written in other letters.
    assert words[2] not in words[:2]


def test_networks_have_their_own_names() -> None:
    assert told("posts", "Network", network="vkontakte") == "VKontakte"


def test_moments_and_languages_follow_the_reader() -> None:
    heading = "Time"
    assert "9:30" in told("posts", heading)
    assert told("posts", heading) != told("posts", heading, "ru")
    assert told("posts", heading, time=pd.NaT) == ""
    assert [told("mood", "Language", code) for code in LANGUAGES] == [
        "Estonian", "eesti", "эстонский",
    ]  # fmt: skip
    unknown = TOLD["first_words"].columns[0].tell({"language": "zz"}, Words("en"))
    assert unknown == "zz"


def test_numbers_have_their_units() -> None:
    assert told("best_posts", "Against its middle post") == "× 3.5"
    assert told("geo_test", "Smallest rise it would show") == "20%"
    assert told("waiting", "Hours to an answer (median)") == "3 (2 to 5)"
    assert told("waiting", "Never answered") == "30% (20% to 50%)"
    assert told("topics", "Answered, share (interval)") == "75% (47% to 91%)"
    assert told("mentions", "Mood", "et") == "0,5"


def test_the_first_day_is_a_day_in_the_language() -> None:
    assert told("mentions", "First seen") == "March 4, 2026"
    assert told("mentions", "First seen", "et") == "4. märts 2026"
    assert told("mentions", "First seen", first=None) == ""


def test_a_sign_is_wanted_or_not() -> None:
    heading = "Should be there"
    assert [told("politeness", heading, wanted=value) for value in (True, False)] == [
        "often", "seldom",
    ]  # fmt: skip


def test_tags_are_read_as_one_and_gaps_stay_visible() -> None:
    heading = "Source, medium, campaign, content"
    assert told("returned", heading) == "fb / social / may / a"
    assert told("returned", heading, medium=None, content="") == "fb / – / may"


def test_a_near_tag_is_told_as_it_was_meant() -> None:
    heading = "In new links"
    assert told("returned", heading) == "facebook / social / may / a"
    assert told("returned", heading, verdict="planned") == ""
