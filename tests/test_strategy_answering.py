"""How we answer, as the strategy tells it: every base named, nothing said of what is unknown."""

from datetime import date
from types import SimpleNamespace

import pytest

from dialogue_cases import DAY, acts, ours, said, talk
from smmlab.brief import Brief
from smmlab.dialogue.open_questions import find_open, open_findings
from smmlab.dialogue.politeness import measure_politeness, politeness_findings
from smmlab.dialogue.replies import measure_replies
from smmlab.dialogue.reply_findings import reply_findings
from smmlab.dialogue.spam import mark_spam, measure_spam, spam_findings
from smmlab.dialogue.talk import follow_talk
from smmlab.dialogue.threads import measure_threads, thread_findings
from smmlab.strategy.document import Chart, plain, runs_of
from smmlab.strategy.material import Material
from smmlab.strategy.sections.answering import how_we_answer, how_we_sound
from smmlab.strategy.statements import Pen
from smmlab.texts import Language, Words


def told(frame, *, brief: Brief | None = None, language: Language = "en") -> str:
    replies = measure_replies(frame, as_of=60 * DAY)
    followed = follow_talk(frame)
    findings = [
        *reply_findings(replies, sources=()),
        *thread_findings(measure_threads(followed, as_of=60 * DAY), sources=()),
        *open_findings(find_open(frame), comments=len(frame), sources=()),
        *spam_findings(measure_spam(mark_spam(followed)), sources=()),
        *politeness_findings(measure_politeness(followed), sources=()),
    ]
    material = Material(
        brief or Brief(name="Kaja"), SimpleNamespace(replies=replies), {}, "f",
        date(2026, 11, 27), Words(language), {one.key: one for one in findings},
    )  # fmt: skip
    pen = Pen(Words(language))
    blocks = (*how_we_answer(material, pen), *how_we_sound(material, pen))
    return "\n".join(
        plain(run) for block in blocks if not isinstance(block, Chart) for run in runs_of(block)
    )


def questions(n: int, *, wait: float = 0.5) -> list:
    rows = []
    for i in range(n):
        rows.append(said(f"q{i}", i, "How much is the cake?"))
        if i % 4:
            rows.append(ours(f"r{i}", i + wait, "Thank you! Four euros.", to=f"q{i}"))
    return rows


def test_each_number_names_its_base() -> None:
    rows = [*questions(40), *(said(f"c{i}", i, "Lovely") for i in range(20)),
            *(said(f"f{i}", i + 2, "I too", to=f"q{i}") for i in range(7))]  # fmt: skip
    text = told(acts(rows))
    assert "People wrote 60 comments under posts" in text
    assert "Of these, 40 ask something." in text
    assert "further replies of people (7) and our own answers (30)" in text
    assert "to 25% of the questions, and to 50% of all comments" in text
    assert "Every question counts here (40), also those asked just before" in text
    assert "of those that the files follow for that long (40 and 40)" in text
    assert "waited longer than 30 minutes" in text
    assert "Price and payment" in text
    assert "None of our first answers (30) asks something back." in text
    assert "come from one account" in text
    assert "Who removes spam cannot be known" in text


def test_hours_of_work_are_those_of_the_brief_or_said_to_be_usual() -> None:
    frame = acts(questions(40, wait=3))
    assert "usual ones, from 09:00 to 18:00 on weekdays" in told(frame)
    brief = Brief(name="K", work_from=8, work_to=20, work_days=("monday", "sunday"))
    assert "from 08:00 to 20:00, Monday and Sunday." in told(frame, brief=brief)
    assert "from 09:00 to 20:00 on weekdays." in told(frame, brief=Brief(name="K", work_to=20))


def test_where_few_ask_all_comments_are_told() -> None:
    text = told(talk([3.0] * 30 + [None] * 10))
    assert "Half of the comments waited longer than 3 hours" in text
    assert "No answer ever came to 25% of the comments." in text


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_what_cannot_be_known_is_said_and_nothing_invented(language: Language) -> None:
    words = Words(language)
    few = told(talk([1.0] * 3), language=language)
    assert "%" not in few
    assert words.say(
        "There are too few comments by people in these files to measure answers."
    ) in few  # fmt: skip
    one = told(talk([1.0] * 30).assign(person="p"))
    assert "one account" in one
    assert "Half of" not in one


def test_long_waits_are_told_in_days_and_one_clock_explains_the_other() -> None:
    text = told(acts(questions(40, wait=72)))
    assert "Half of the questions waited longer than 3 days" in text
    assert "Every answer came within a day" not in text
    quick = told(acts(questions(40, wait=5)))
    assert "Half of the questions waited longer than 5 hours" in quick
    assert "Every answer came within a day, the slowest after 5 hours" in quick
    rows = [said("old", 0, "How much?"), said("new", 99, "What time do you open?")]
    assert "The oldest has waited for 4.1 days." in told(acts([*questions(40), *rows]))
    assert "The oldest has waited for 39" in told(acts(questions(40)))
    assert "Whether asking back would bring more of them back, nothing here shows" in text


def test_doubtful_links_are_counted_in_a_note() -> None:
    rows = [*questions(40), ours("lost", 3, "So", to="gone")]
    assert "1: Answers by the page to something that is not in these files" in told(acts(rows))
