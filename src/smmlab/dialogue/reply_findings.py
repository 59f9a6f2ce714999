"""Findings about answers: each share and median with its base, or why it cannot be known."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from smmlab.dialogue.replies import Replies, Waiting
from smmlab.dialogue.waits import Portion, as_read
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.texts import message

_COUNTED = message("Comments by people under posts, counted; their further replies stand apart.")
_FURTHER = message("Replies of people below comments, counted; waiting is not measured on them.")
_ANSWERS = message("Answers by the page to anybody, counted.")
_ASKED = message(
    "Comments that ask for an answer, found by question marks and question words, counted."
)
_KAPLAN_MEIER = message(
    "Kaplan-Meier median of the waiting time; comments without an answer count as still waiting."
)
_KAPLAN_MEIER_WORK = message(
    "Kaplan-Meier median of the waiting time in hours of work; nights and days off do not count."
)
_SLOWEST = message("The longest wait that ended with an answer by the page.")
_WITHIN = message("Share of the comments followed for that long; Wilson interval.")
_WITHIN_WORK = message(
    "Share of the comments followed for that long, by hours of work; a day is a working day; "
    "Wilson interval."
)
_UNANSWERED = message("Share of comments by people without an answer by the page; Wilson interval.")
# Of the comments that ask, each of the three is another share.
_OF_QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        _WITHIN: message("Share of the questions followed for that long; Wilson interval."),
        _WITHIN_WORK: message(
            "Share of the questions followed for that long, by hours of work; a day is a working "
            "day; Wilson interval."
        ),
        _UNANSWERED: message(
            "Share of questions by people without an answer by the page; Wilson interval."
        ),
    }
)
_WEEKDAY = message(
    "Share of the comments of this weekday that were answered within a day; Wilson interval."
)
_TOPIC = message("Share of the questions on this topic that ever got an answer; Wilson interval.")
_TOPIC_COUNT = message("Questions on this topic by a closed list of words, counted.")
_BY_PERSON = message(
    "Median time of the first answers of this account; what was never answered belongs to nobody."
)
_FIRST_ANSWERS = message("First answers of this account to comments, counted.")

_TOO_FEW = message("There are too few comments by people in these files to measure answers.")
_TOO_SHORT = message(
    "The files end too soon after nearly all of these comments. Export again in a week: then it "
    "is known."
)
_TOO_FEW_QUESTIONS = message("Too few comments in these files ask something to measure answers.")
_NO_ANSWERS = message(
    "No answer by the page is visible in these files: either nobody answers, or administrators "
    "answer from personal accounts. Answer as the page to make it measurable."
)
_NOT_REACHED = message(
    "Fewer than half of the comments were answered, so there is no median waiting time."
)
_ONE_AUTHOR = message(
    "All comments in these files come from one account, so they tell about that person and not "
    "about the page. Comments of more people would tell."
)
_FEW_PEOPLE = message(
    "Fewer people wrote than may be shown as a group. Comments of more people would tell."
)

_DOUBTS: Mapping[str, str] = MappingProxyType(
    {
        "orphans": message(
            "Answers by the page to something that is not in these files; not counted as answers "
            "to any comment. An export of the whole time would hold both."
        ),
        "early": message(
            "Answers that bear an earlier time than what they answer; not counted as answers. The "
            "clocks of two files may differ."
        ),
        "rounds": message(
            "Comments and replies that answer themselves in a round, which no talk can; the links "
            "come from the file."
        ),
    }
)


def reply_findings(replies: Replies, *, sources: Sequence[Source]) -> list[Finding]:
    """Return waiting times and shares by the clock and by the hours of work, questions apart.

    Unknown below ten comments or ten people, and where no answer is visible; the reason is told.

    Parameters
    ----------
    replies
        Result of `smmlab.dialogue.replies.measure_replies`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> from smmlab.dialogue.replies import measure_replies
    >>> empty = pd.DataFrame(columns=["network", "interaction_id", "kind", "at", "reply_to",
    ...                               "by_page"])
    >>> found = reply_findings(measure_replies(empty), sources=())
    >>> found[0].value, {finding.status for finding in found[1:] if "share" in finding.key}
    (0, {'unknown'})
    """
    rows, n = tuple(sources), replies.by_clock.comments
    counted = [
        Finding("dialogue.replies.comments", n, "comments", n, method=_COUNTED, sources=rows),
        Finding("dialogue.replies.further", replies.further, "comments", method=_FURTHER,
                sources=rows),
        Finding("dialogue.replies.answers", replies.answers, "comments", method=_ANSWERS,
                sources=rows),
    ]  # fmt: skip
    asked = replies.questions.comments
    lack = _lack(replies)
    no_questions = lack or (_TOO_FEW_QUESTIONS if asked < SMALLEST_GROUP else "")
    return [
        *counted,
        *_of_waiting("dialogue.replies", replies.by_clock, replies.at_work, lack, rows),
        Finding("dialogue.questions.asked", asked, "comments", n, method=_ASKED, sources=rows),
        *_of_waiting(
            "dialogue.questions", replies.questions, replies.questions_at_work, no_questions, rows
        ),
        *([] if lack else _parts(replies, rows)),
        *_doubts(replies, rows),
    ]


def _lack(replies: Replies) -> str:
    people = replies.people
    if replies.by_clock.comments < SMALLEST_GROUP:
        return _TOO_FEW
    if people is not None and people < SMALLEST_GROUP:
        return _ONE_AUTHOR if people == 1 else _FEW_PEOPLE
    return "" if replies.answers else _NO_ANSWERS


def _of_waiting(
    prefix: str, clock: Waiting, work: Waiting, lack: str, sources: tuple[Source, ...]
) -> list[Finding]:
    found = [_median(f"{prefix}.median_hours", clock, _KAPLAN_MEIER, lack, sources)]
    portions = {
        "unanswered_share": (clock.unanswered, _UNANSWERED),
        "within_hour": (clock.within_hour, _WITHIN),
        "within_day": (clock.within_day, _WITHIN),
        "working_within_hour": (work.within_hour, _WITHIN_WORK),
        "working_within_day": (work.within_day, _WITHIN_WORK),
    }
    asked = _OF_QUESTIONS if prefix == "dialogue.questions" else {}
    found += [
        _share(f"{prefix}.{name}", part, asked.get(method, method), lack, sources)
        for name, (part, method) in portions.items()
    ]
    found.append(_median(f"{prefix}.working_median_hours", work, _KAPLAN_MEIER_WORK, lack, sources))
    return found if lack else [*found, *_as_read(prefix, clock, work, sources)]


def _as_read(
    prefix: str, clock: Waiting, work: Waiting, sources: tuple[Source, ...]
) -> Iterator[Finding]:
    """Tell a median again in minutes or days where people would, and the slowest answer."""
    clocks = {"median": (clock, _KAPLAN_MEIER), "working_median": (work, _KAPLAN_MEIER_WORK)}
    for name, (waiting, method) in clocks.items():
        if waiting.median_hours is None:
            continue
        wait, unit = as_read(waiting.median_hours)
        # Days of work have no length that everybody knows.
        if unit == "minutes" or (unit == "days" and waiting is clock):
            shown = round(wait) if unit == "minutes" else wait
            yield Finding(f"{prefix}.{name}_{unit}", shown, unit, waiting.comments,
                          method=method, sources=sources)  # fmt: skip
    if clock.slowest_hours is not None:
        answered = clock.comments - clock.unanswered.count
        yield Finding(f"{prefix}.slowest_hours", clock.slowest_hours, "hours", answered,
                      method=_SLOWEST, sources=sources)  # fmt: skip


def _median(
    key: str, waiting: Waiting, method: str, lack: str, sources: tuple[Source, ...]
) -> Finding:
    lack = lack or (_NOT_REACHED if waiting.median_hours is None else "")
    if lack:
        return Finding(key, None, "hours", waiting.comments, status="unknown", method=lack,
                       sources=sources)  # fmt: skip
    return Finding(
        key, waiting.median_hours, "hours", waiting.comments, waiting.median_low,
        waiting.median_high, method=method, sources=sources,
    )  # fmt: skip


def _share(key: str, part: Portion, method: str, lack: str, sources: tuple[Source, ...]) -> Finding:
    lack = lack or (_TOO_SHORT if part.of < SMALLEST_GROUP else "")
    if lack:
        return Finding(key, None, "share", part.of, status="unknown", method=lack, sources=sources)
    return Finding(
        key, part.share, "share", part.of, part.low, part.high, method=method, sources=sources,
        numerator=part.count, denominator=part.of,
    )  # fmt: skip


def _parts(replies: Replies, sources: tuple[Source, ...]) -> list[Finding]:
    found = [
        _row_share(f"dialogue.weekday.{int(row['weekday'])}.answered_share", row, "comments",
                   _WEEKDAY, sources)
        for row in replies.by_weekday.to_dict("records")
        if row["comments"] >= SMALLEST_GROUP
    ]  # fmt: skip
    for row in replies.by_topic.to_dict("records"):
        key, questions = f"dialogue.topic.{row['topic']}", int(row["questions"])
        found += [
            Finding(f"{key}.questions", questions, "comments", questions, method=_TOPIC_COUNT,
                    sources=sources),
            _row_share(f"{key}.answered_share", row, "questions", _TOPIC, sources),
        ]  # fmt: skip
    # Accounts are numbered: a pseudonym would say nothing to a reader.
    for number, row in enumerate(replies.by_person.to_dict("records"), 1):
        key, answers = f"dialogue.answerer.{row['network']}.{number}", int(row["answers"])
        low, high = row["median_low"], row["median_high"]
        found += [
            Finding(f"{key}.answers", answers, "comments", answers, method=_FIRST_ANSWERS,
                    sources=sources),
            Finding(f"{key}.median_hours", row["median_hours"], "hours", answers,
                    None if pd.isna(low) else low, None if pd.isna(high) else high,
                    method=_BY_PERSON, sources=sources),
        ]  # fmt: skip
    return found


def _row_share(
    key: str, row: Mapping[str, float], of: str, method: str, sources: tuple[Source, ...]
) -> Finding:
    return Finding(
        key, row["share"], "share", int(row[of]), row["share_low"], row["share_high"],
        method=method, sources=sources, numerator=int(row["answered"]), denominator=int(row[of]),
    )  # fmt: skip


def _doubts(replies: Replies, sources: tuple[Source, ...]) -> list[Finding]:
    counts = {"orphans": replies.orphans, "early": replies.early, "rounds": replies.rounds}
    return [
        Finding(f"dialogue.doubts.{name}", counts[name], "comments", method=method, sources=sources)
        for name, method in _DOUBTS.items()
        if counts[name]
    ]
