"""Lesson 9: answer people, hear when they are unhappy, and act in the first hour."""

import re
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import pandas as pd

from smmlab.course.lessons.incident import find_complaint, find_incident
from smmlab.course.lessons.mistakes import telling_mistakes
from smmlab.course.lessons.questions import asked_questions
from smmlab.course.lessons.rubrics import (
    has_length,
    holds_personal_data,
    mentions,
    names_face,
    text_language,
    times_of_day,
)
from smmlab.course.task import Criterion, Reference, Task
from smmlab.dialogue.politeness import read_politeness
from smmlab.dialogue.replies import Waiting
from smmlab.dialogue.waits import HOUR, wait_for_answers
from smmlab.errors import DataError
from smmlab.project import Project
from smmlab.texts import message

_LONGEST_REPLY = 400
_SHORTEST_REPLY = 20
_A_DAY, _A_WEEK = timedelta(days=1), 7
_TIMES = MappingProxyType(
{
    "en": ["today", "tonight", "tomorrow", "minute", "hour", "within", "noon", "monday", "tuesday",
           "wednesday", "thursday", "friday", "saturday", "sunday", "this morning",
           "this afternoon", "this evening", "this week", "next week", "lunch", "end of the day"],
    "et": ["täna", "homme", "ülehomme", "minut", "tund", "tunni", "keskpäev", "päeva jooksul",
           "esmaspäev", "teisipäev", "kolmapäev", "neljapäev", "reede", "laupäev", "pühapäev",
           "lõunaks", "enne lõunat", "õhtuks", "hommikuks", "päeva pärast", "sel nädalal",
           "selle nädala", "nädala jooksul"],
    "ru": ["сегодня", "завтра", "послезавтра", "минут", "час.", "часа.", "часов.", "полдень",
           "полудн", "в течение", "понедельник", "вторник", "сред", "четверг", "пятниц", "суббот",
           "воскресен", "до обеда", "к обеду", "вечером", "к вечеру", "утром", "до конца дня",
           "на этой неделе", "через день", "через два дня"],
}
)  # fmt: skip
"""Beginnings of words that promise a time."""
_STEPS = MappingProxyType(
{
    "en": ["looking into", "find out", "finding out", "found out", "checking", "investigat",
           "refund", "replac", "repair", "money back", "get back to you", "be in touch",
           "please send", "please bring", "please write", "please come", "please show", "send me",
           "bring it", "write to me", "we have stopped", "we stopped", "taken off", "give me until",
           "we have put", "we have corrected", "we corrected", "could you show", "could you send"],
    "et": ["selgitame", "selgitan", "vastame", "vastan", "kirjutame", "kirjutan", "ütleme", "ütlen",
           "räägime", "räägin", "teatame", "teatan", "anname", "vaatame", "vaatan", "uurime",
           "parandan", "vahetan", "asendame", "asendan", "hüvitan", "tagastan", "maksan",
           "lahendame", "lahendan", "pakume", "pakun", "toome", "helistame", "helistan", "teen.",
           "teeme", "võtan ühendust", "peatasime", "peatatud", "peatanud", "eemaldasime",
           "kirjutage mulle", "saatke mulle", "võtke ühendust", "parandatud", "asendatud", "kulul",
           "saate tagasi", "saate uue"],
    "ru": ["выясн", "ответим", "отвечу", "напишем", "напишу", "расскажем", "расскажу", "разбер",
           "разбираюсь", "проверя", "остановили", "прекратили", "сняли с продажи", "верну",
           "вернем", "возврат", "замен", "предлож", "предлаг", "исправ", "компенсир", "возмест",
           "объясн", "сделаем", "сделаю", "позвоним", "позвоню", "перезвон", "свяжусь", "свяжитесь",
           "принесите", "пришлите", "решим", "решу", "дадим", "отправ", "привез", "поменя",
           "зайдите", "поправ", "найд", "вернутся", "вы получите", "доставим", "договор"],
}
)  # fmt: skip
"""Beginnings of words that say what comes next."""
_RUDE = MappingProxyType(
{
    "en": ["such lies", "you lie", "you are lying", "liar", "sue you", "lawyer", "in court",
           "not our fault", "not my fault", "delete this", "delete your", "block you", "stupid",
           "idiot", "ridiculous", "nonsense", "calm down", "shut up"],
    "et": ["valeta", "kohtusse", "kohtume kohtus", "pole meie süü", "ei ole meie süü",
           "pole minu süü", "ei ole minu süü", "kustutage", "blokeeri", "rumal", "loll", "lollus",
           "rahunege", "naeruväär"],
    "ru": ["врете", "врешь", "вранье", "лжете", "ложь", "в суде.", "в суд.", "не наша вина",
           "не моя вина", "мы не виноват", "удалите", "заблокир", "бред", "глуп", "чушь", "идиот",
           "успокойтесь", "смешно"],
}
)  # fmt: skip
"""Beginnings of words that pour oil on a fire."""
_WILL = re.compile(
    r"\b(?:we|i|you)(?:'ll| will| shall|'re going to|'m going to| (?:are|am) going to) "
    r"(?!sue|delete|block)\w"
)
# What is refused is no step: “we do not refund”, «не вернём», „ei tagasta“.
_REFUSED = re.compile(
    r"\b(?:(?:will|shall|do|can|could) )?(?:not|never|no|won't|don't|cannot|can't|ei|не) \w+"
)
_SORRY = MappingProxyType({"et": ["meil on kahju", "mul on kahju"], "ru": ["жаль", "стыдно"]})
_LAST_NAME = re.compile(r"([.!?…])\s+(\S+(?: \S+)?)$")

_MEAN = message(
    "You took the mean. A few answers that came after days pull it up; the middle question waits "
    "shorter."
)
_ANSWERED_ONLY = message(
    "You left out the questions that still wait. Whoever was never answered waits longest of all, "
    "and a figure without these people flatters the page."
)
_ALL_COMMENTS = message(
    "You took all comments. Praise and small talk need no answer; look at the questions alone."
)
_WORKING_HOURS = message(
    "That is the wait in hours of work. The customer feels the clock on the wall: nights and "
    "Sundays count."
)
_LOUDEST = message(
    "You took the time with most people who wrote. Much talk may be joy: ask how many of them were "
    "unhappy, and how many usually are."
)
_FIRST_ALARM = message(
    "You took the first alarm of the year. Chance raises one now and then; look for the one that "
    "stands far out of the grey band."
)
_THIN = message(
    "You took a time when only a few people wrote. One unhappy person of two makes half, and means "
    "nothing."
)


def _questions(project: Project) -> tuple[Waiting, Waiting, pd.DataFrame, Waiting]:
    """Return the wait of questions on two clocks, each question, and the wait of all comments."""
    asked = asked_questions(project)
    keys, replies = ["network", "interaction_id"], asked.replies
    waits = wait_for_answers(asked.talk).comments
    waits = waits.merge(asked.read[[*keys, "asks"]], on=keys, how="left")
    mine = waits[waits["asks"].fillna(value=False).astype(bool)]
    return replies.questions, replies.questions_at_work, mine, replies.by_clock


def _solve_waiting(project: Project) -> Reference:
    waiting, at_work, questions, everybody = _questions(project)
    if waiting.median_hours is None:
        raise DataError(
            message(
                "Expected questions of which at least half were answered, found {answered} answers "
                "to {questions} questions. Import the discussion group from the folder downloads."
            ),
            {
                "questions": waiting.comments,
                "answered": waiting.comments - waiting.unanswered.count,
            },
        )
    right = waiting.median_hours
    answered = questions.loc[questions["answered"], "seconds"].astype("float64") / HOUR
    mistakes = telling_mistakes(
        right,
        {
            _ANSWERED_ONLY: float(answered.median()),
            _MEAN: float(answered.mean()),
            _ALL_COMMENTS: everybody.median_hours,
            _WORKING_HOURS: at_work.median_hours,
        },
    )
    # Whoever answers in minutes has read the picture well and the question badly.
    return Reference(
        right, waiting.median_low, waiting.median_high, nearly=(right * 60,), mistakes=mistakes
    )


def _solve_beginning(project: Project) -> Reference:
    found = find_incident(project)
    periods = found.watch.periods
    alarms = periods[periods["alarm"]].sort_values("starts")
    thin = periods[~periods["tested"] & periods["negative"].gt(0)]
    thin = thin.assign(share=thin["negative"] / thin["voices"]).sort_values(
        ["share", "negative", "starts"], ascending=[False, False, True]
    )
    loudest = periods.sort_values(["voices", "starts"], ascending=[False, True])
    mistakes = telling_mistakes(
        found.begins,
        {_LOUDEST: _first_day(loudest), _FIRST_ALARM: _first_day(alarms), _THIN: _first_day(thin)},
    )
    # Who reads the comments themselves may find the very day within the week.
    within = _A_WEEK if found.watch.span == "week" else 1
    days = [found.begins + number * _A_DAY for number in range(1, within)]
    near = dict.fromkeys([*days, found.worst])
    taken = (found.begins, *mistakes.values())
    return Reference(
        found.begins, nearly=tuple(day for day in near if day not in taken), mistakes=mistakes
    )


def _first_day(periods: pd.DataFrame) -> date | None:
    return date.fromisoformat(str(periods["starts"].iloc[0])) if len(periods) else None


def _signs(answer: str, language: str | None = None) -> dict[str, bool]:
    read = read_politeness([answer], [language or text_language(answer)])
    return {str(name): bool(value) for name, value in read.iloc[0].items()}


def _speaks(answer: Any) -> bool:
    # Nobody is blamed in an empty answer: it has nothing to be praised for.
    return len(answer) >= _SHORTEST_REPLY and text_language(answer) != "other"


def _is_short(answer: Any, _project: Project) -> bool:
    return has_length(answer, least=_SHORTEST_REPLY, most=_LONGEST_REPLY)


def _is_in_language(answer: Any, project: Project) -> bool:
    return _speaks(answer) and text_language(answer) == find_complaint(project).language


def _is_sorry(answer: Any, _project: Project) -> bool:
    signs = _signs(answer)
    return signs["thanks"] or signs["apologises"] or mentions(answer, _SORRY)


def _plain(answer: str) -> str:
    return " ".join(answer.casefold().replace("ё", "е").replace("’", "'").split())


def _offers(answer: Any, _project: Project) -> bool:
    promised = _REFUSED.sub(" ", _plain(answer))
    is_told = _WILL.search(promised) is not None or mentions(promised, _STEPS)
    return is_told or _signs(promised, text_language(answer))["offers"]


def _says_when(answer: Any, _project: Project) -> bool:
    return bool(times_of_day(answer)) or mentions(answer, _TIMES)


def _is_calm(answer: Any, _project: Project) -> bool:
    signs = _signs(answer)
    is_rude = signs["blames"] or signs["shouts"] or mentions(_plain(answer), _RUDE)
    return _speaks(answer) and not is_rude


def _is_private(answer: Any, _project: Project) -> bool:
    return _speaks(answer) and not holds_personal_data(answer)


def _is_signed(answer: Any, project: Project) -> bool:
    last = " ".join(answer.split()[-6:])
    # A name alone after the last full stop is a signature as well as one after a dash.
    apart = _LAST_NAME.sub(r"\1\n\2", answer.strip())
    return _signs(apart)["signs"] or names_face(last, project.brief)


_REPLY = (
    Criterion(
        "language", message("It is in the language of the customer."), _is_in_language, 0.5
    ),
    Criterion("sorry", message("It says thank you or sorry."), _is_sorry, 0.5),
    Criterion(
        "step", message("It offers a next step: what you or the customer will do."), _offers, 0.5
    ),
    Criterion("when", message("It says when: an hour, a day or a number of hours."), _says_when,
              0.5),
    Criterion("calm", message("It blames nobody and does not shout."), _is_calm, 0.5),
    Criterion(
        "private", message("It holds no e-mail address and no telephone number."), _is_private, 0.5
    ),
    Criterion("name", message("A person signs it with a name at the end."), _is_signed, 0.5),
    Criterion(
        "short", message("It has from 20 to 400 characters: one look on a telephone."), _is_short,
        0.5,
    ),
)  # fmt: skip

TASKS: tuple[Task, ...] = (
    Task(
        name="lesson09.q1",
        kind="number",
        level="guided",
        asks=message(
            "How many hours does the middle question wait for an answer, by the clock on the wall? "
            "Count those who still wait as well. Half an hour is 0.5."
        ),
        look=message(
            "Read the curve of the questions again: where does it cross the line of one half? And "
            "look at the unit: the answer is in hours."
        ),
        solve=_solve_waiting,
        unit=message("hours"),
    ),
    Task(
        name="lesson09.q2",
        kind="date",
        level="guided",
        asks=message(
            "On which day did the great trouble of the year begin? Answer with the first day of "
            "the day or week from which clearly more people than usual are unhappy."
        ),
        look=message(
            "You are near. Take the first orange mark of the run that stands out most; where the "
            "chart counts in weeks, answer with the Monday on which that week begins."
        ),
        solve=_solve_beginning,
    ),
    Task(
        name="lesson09.q3",
        kind="text",
        level="open",
        asks=message(
            "Answer the angry customer whose comment the lesson shows. Write as the company, in "
            "the language of the customer, in at most 400 characters."
        ),
        look=message("Read it aloud as if you were the customer: what is still missing?"),
        rubric=_REPLY,
        teacher_points=2.0,
        teacher_looks=message(
            "Is the tone warm without begging, does it answer what this customer wrote, and can "
            "the company keep what it promises?"
        ),
    ),
)
