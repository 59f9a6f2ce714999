"""The key of a finding is told in words, names as they are spelled, and the key itself stays."""

from typing import get_args

import pytest

from smmlab.strategy.document import plain
from smmlab.strategy.key_labels import KEY_LABELS
from smmlab.strategy.key_words import name_of_key
from smmlab.strategy.statements import Pen
from smmlab.texts import Language, Words


def told(key: str, language: Language = "en") -> str:
    said = plain(name_of_key(Pen(Words(language)), key))
    assert said.endswith(key)
    return said.removesuffix(key).rstrip()


@pytest.mark.parametrize(
    ("key", "named"),
    [
        ("content.effects.facebook.sells.yes.verdict",
         "Content · All else equal · Facebook · Sells · Verdict"),
        ("content.effects.facebook.face.no.verdict",
         "Content · All else equal · Facebook · Nobody speaks or is named · Verdict"),
        ("content.types.facebook.laugh.verdict", "Content · Facebook · Laugh · Verdict"),
        ("dialogue.open.questions", "Dialogue · Waiting for an answer · Questions"),
        ("dialogue.questions.within_day", "Dialogue · Questions · Answered within a day"),
        ("strategy.control.dialogue.replies.within_day",
         "Threshold · Dialogue · Comments · Answered within a day"),
        ("dialogue.weekday.0.answered_share", "Dialogue · Monday · Answered"),
        ("content.language_mix.own.et.share",
         "Content · Languages · Own posts · Estonian · Share"),
        ("audience.hours.busy", "Audience · Hours of the day · Busier than even"),
        ("audience.need.hours.share", "Audience · Opening hours · Share"),
        ("strategy.hours.sum", "Hours a week in all"),
        ("content.claims.face.value", "Content · Common claims · A visible face · Measured value"),
        ("content.trends.own.hashtag.kohv.share", "Content · Own posts · #kohv · Share"),
        ("money.credit.direct.last", "Money · Credit rules · Direct visits · Last touch"),
        ("data.posts.rows", "Posts · Rows"),
        ("data.posts.rows.a.b.csv", "Posts · Rows · a.b.csv"),
        ("data.posts.first_day", "Posts · First day"),
        ("rivals.telegram.page.No\u20247 Tea.posts", "Rivals · Telegram · No.7 Tea · Posts"),
        ("audience.growth.unknown.churn_rate",
         "Audience · Followers · Share who leave within thirty days"),
        ("money.audience.active", "Money · Audience · Active people"),
        ("money.links.returned.as_asked.share",
         "Money · Visits and orders with tags · As the scheme asks · Share"),
        ("monday.8_tasks.hours", "What to do on Monday, hours in all"),
        ("networks.break_even.youtube.sellers.instagram",
         "Turning point · YouTube · Posts of the sellers · Instagram"),
        ("money.drivers.ads.contacts", "Money · What moves it · selling advertising · "
         "People reached in a month, each post counting anew"),
    ],
)  # fmt: skip
def test_every_part_is_told_by_what_stands_above_it(key: str, named: str) -> None:
    assert told(key) == named


def test_a_key_of_which_one_common_word_is_known_stands_alone() -> None:
    assert told("dialogue.unheard_of") == ""
    assert told("nowhere.at_all") == ""


@pytest.mark.parametrize("language", get_args(Language))
def test_all_words_are_told_in_every_language(language: Language) -> None:
    words = Words(language)
    for label in KEY_LABELS.values():
        assert words.say(label)
        if language != "en":
            assert words.say(label) != label
