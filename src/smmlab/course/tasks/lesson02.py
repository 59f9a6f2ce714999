"""Lesson 2: the manager's job, day and skills."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from smmlab.content.timing import local_times
from smmlab.course.lessons.rubrics import (
    has_sentences,
    has_words,
    is_in_language,
    mentions,
    times_of_day,
)
from smmlab.course.task import Criterion, Reference, Task
from smmlab.errors import DataError
from smmlab.intervals import median_interval
from smmlab.project import Project
from smmlab.texts import Phrase, message

# The end of each name is the lesson that teaches it; the plan is made of these.
_SKILLS: Mapping[str, str] = MappingProxyType(
    {
        "numbers.lesson03": message("Reading numbers: I check where a figure comes from."),
        "people.lesson04": message(
            "Knowing people: I can say who is there, and who only seems to."
        ),
        "choosing.lesson05": message("Choosing: I can leave a network out and give the reason."),
        "content.lesson07": message("Making content: I write, film and see what spreads."),
        "planning.lesson08": message("Planning: my week has a calendar that fits its hours."),
        "dialogue.lesson09": message("Dialogue: I answer quickly and stay calm with the angry."),
        "money.lesson11": message("Money: I follow a link to an order and can price my work."),
        "arguing.lesson12": message("Defending: I write down a plan and hold it before the owner."),
    }
)
_FEWEST_WEEKS = 3
_FEWEST_TIMES = 3
_FEWEST_WORDS = 8
_ANSWERING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "en": ("answer", "repl", "respond", "comment", "message", "inbox", "dialog", "talk",
               "question"),
        "et": ("vasta", "vastus", "kommentaar", "sõnum", "kirja", "dialoog", "suhtl", "vestl",
               "postkast", "küsimus"),
        "ru": ("отве", "коммент", "сообщен", "диалог", "обща", "переписк", "личк", "вопрос"),
    }
)  # fmt: skip
_MAKING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "en": ("write", "writing", "film", "shoot", "photo", "video", "edit", "draft", "content",
               "post", "record", "prepar", "publish"),
        "et": ("kirjuta", "filmi", "pildista", "foto", "video", "monteeri", "sisu", "postitu",
               "salvesta", "valmista", "avalda", "tekst"),
        "ru": ("пис", "напис", "сним", "съем", "съём", "фото", "видео", "монт", "контент", "пост.",
               "посты", "поста", "постов", "запис", "готов", "публик", "текст", "ролик"),
    }
)  # fmt: skip
_MEASURING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "en": ("measur", "number", "statistic", "analy", "report", "figure", "count", "metric",
               "result", "insight"),
        "et": ("mõõd", "mõõt", "arvud", "arve.", "arvusid.", "numbri", "numbre", "statist",
               "analüü", "aruan", "näitaj", "tulemus", "kokkuvõt"),
        "ru": ("измер", "цифр", "статист", "анали", "отчет", "отчёт", "показател", "счита",
               "подсч", "посчит", "метрик", "результат", "числа", "числ.", "чисел", "итог"),
    }
)  # fmt: skip


def _offer_skills(_project: Project) -> Mapping[str, object]:
    return {name: Phrase(skill) for name, skill in _SKILLS.items()}


def _solve_week(project: Project) -> Reference:
    posts = project.posts
    own = posts["is_own"].fillna(False).astype(bool)
    every = _weekly_posts(posts[own], project.brief.timezone)
    whole = every.iloc[1:-1]
    if len(whole) < _FEWEST_WEEKS:
        raise DataError(
            message(
                "Your own posts cover too few whole weeks to speak of a usual one. Import the "
                "posts of all pages from the folder downloads."
            )
        )
    value = float(whole.median())
    low, high = median_interval(whole)
    is_first = posts["network"].eq(posts.loc[own, "network"].value_counts().index[0])
    wrong = {
        message(
            "This is the mean. A few busy weeks pull it up; the middle week is the one with as "
            "many weeks below it as above it."
        ): float(whole.mean()),
        message(
            "The weeks in which the files begin and end are counted in. They are cut off by the "
            "export, not by the work; leave both out."
        ): float(every.median()),
        message(
            "Posts of rivals are among yours. Only the pages of your own company count here."
        ): float(_weekly_posts(posts, project.brief.timezone).iloc[1:-1].median()),
        message(
            "This is one page alone. The question asks for all own pages together, because one "
            "person makes the posts of all of them."
        ): float(_weekly_posts(posts[own & is_first], project.brief.timezone).iloc[1:-1].median()),
    }
    known = pd.notna(low) and pd.notna(high)
    return Reference(
        value,
        low if known else None,
        high if known else None,
        mistakes={why: found for why, found in wrong.items() if pd.notna(found) and found != value},
    )


def _weekly_posts(posts: pd.DataFrame, timezone: str) -> pd.Series:
    """Count the posts of each calendar week from the first to the last; a silent week is zero."""
    at = posts["at"].dropna()
    if at.empty:
        return pd.Series(dtype="int64")
    day = local_times(at, timezone).dt.tz_localize(None).dt.normalize()
    monday = day - pd.to_timedelta(day.dt.day_of_week, unit="D")
    every = pd.date_range(monday.min(), monday.max(), freq="7D")
    return monday.value_counts().reindex(every, fill_value=0)


def _names_times(answer: Any, _project: Project) -> bool:
    return len(times_of_day(str(answer))) >= _FEWEST_TIMES


TASKS: tuple[Task, ...] = (
    Task(
        name="lesson02.q1",
        kind="scales",
        level="guided",
        asks=message(
            "How well do you do these eight things today? 0 means not yet, 2 means with help, 4 "
            "means well enough to teach it. Nobody grades the numbers; they make your plan."
        ),
        look=message("Give every skill a number from 0 to 4. A low number is no shame here."),
        options=_offer_skills,
    ),
    Task(
        name="lesson02.q2",
        kind="number",
        level="guided",
        asks=message(
            "How many posts does your company publish in its middle full week, all own pages "
            "together? A week goes from Monday to Sunday on the company's clock; a week without "
            "posts between others counts as zero, and the first and the last week do not count."
        ),
        look=message(
            "Put the full weeks in order by their posts and count to the middle one. Look again at "
            "which weeks you took in."
        ),
        solve=_solve_week,
        unit=message("posts a week"),
    ),
    Task(
        name="lesson02.q3",
        kind="text",
        level="open",
        asks=message(
            "Write down your own working day for this company in blocks, each with its time: when "
            "you answer people, when you make content, when you measure. It must fit the hours of "
            "the brief."
        ),
        rubric=(
            Criterion(
                "times",
                message("It names at least three times of the day."),
                _names_times,
            ),
            Criterion(
                "answering",
                message("It has a block for answering people."),
                lambda answer, _project: mentions(str(answer), _ANSWERING),
            ),
            Criterion(
                "making",
                message("It has a block for making content."),
                lambda answer, _project: mentions(str(answer), _MAKING),
            ),
            Criterion(
                "measuring",
                message("It has a block for measuring."),
                lambda answer, _project: mentions(str(answer), _MEASURING),
            ),
            Criterion(
                "readable",
                message("It is written in sentences or lines that another person can follow."),
                lambda answer, project: (
                    has_sentences(str(answer), least=2, most=30)
                    and has_words(str(answer), least=_FEWEST_WORDS)
                    and is_in_language(
                        str(answer), (project.brief.language, *project.brief.content_languages)
                    )
                ),
                points=0.5,
            ),
        ),
        teacher_points=2.0,
        teacher_looks=message(
            "Could one person live this day, and do the hours of answering lie where people write?"
        ),
    ),
)
