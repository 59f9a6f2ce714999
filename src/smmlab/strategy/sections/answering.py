"""How we answer now: the base of every number, two clocks, topics, days, threads, manners."""

from collections.abc import Sequence
from typing import get_args

from smmlab.asking import TOPIC_LABELS
from smmlab.brief import Weekday
from smmlab.dialogue.politeness import MARKER_LABELS, MARKERS
from smmlab.own_reply_audit import CRITERIA, CRITERION_LABELS
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, Bullets, DataTable, Heading, Paragraph, Span, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.waiting import how_long
from smmlab.strategy.statements import FromBrief, Listed, Part, Pen, Term
from smmlab.strategy.tables import findings_table
from smmlab.texts.labels import label_of

_DOUBTS = ("orphans", "early", "rounds")


def how_we_answer(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say what was written, what was answered and how fast; why not, where nobody can know."""
    base = _base(material, pen)
    waits = how_long(material, pen)
    doubts = tuple(Paragraph(line, "note") for line in _doubts(material, pen))
    if not waits:
        listed = (Bullets(base),) if base else ()
        return (*listed, Paragraph(_why_unknown(material, pen), "note"), *doubts)
    return (
        Bullets((*base, *waits, *_hours_of_work(material, pen), *_waiting_now(material, pen))),
        *doubts,
        *charts_of(material, pen, "replies"),
        *_tables(material, pen),
        *_who_answers(material, pen),
    )


def how_we_sound(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say whether the talk goes on, whether we ask back, how we sound, and what spam there is."""
    lines = (*_threads(material, pen), *_spam(material, pen))
    tables = [
        table
        for table in (
            findings_table(
                material, pen, "dialogue.politeness",
                pen.say("What our answers hold, by a checklist that overlooks some of it"),
                pen.say("Sign"), columns=("share",), name=lambda key: _named(pen, key),
                only=MARKERS,
            ),
            findings_table(
                material, pen, "dialogue.audit", pen.say("What a person found in our answers"),
                pen.say("Our answers are"), columns=("share",),
                name=lambda key: _named(pen, key), only=CRITERIA,
            ),
        )
        if table is not None
    ]  # fmt: skip
    if not lines and not tables:
        return ()
    listed = (Bullets(lines),) if lines else ()
    return (Heading(pen.say("How the talk goes on")), *listed, *tables)


def _base(material: Material, pen: Pen) -> tuple[Spans, ...]:
    comments = material.finding("dialogue.replies.comments")
    if comments is None or not comments.value:
        return ()
    lines = [
        pen.say_many(
            "People wrote {n} comment under posts in these files; the waiting times are theirs.",
            "People wrote {n} comments under posts in these files; the waiting times are theirs.",
            n=comments,
        )
    ]
    asked, further = (
        material.finding(key) for key in ("dialogue.questions.asked", "dialogue.replies.further")
    )
    if asked is not None:
        lines.append(
            pen.say_many(
                "Of these, {n} asks something.", "Of these, {n} ask something.", n=asked
            )
        )  # fmt: skip
    answers = material.finding("dialogue.replies.answers")
    if further is not None and answers is not None and further.value:
        lines.append(
            pen.say(
                "Below them stand further replies of people ({further}) and our own answers "
                "({answers}), also to those replies. Other chapters count comments and replies "
                "together.",
                further=further,
                answers=answers,
            )
        )
    return tuple(lines)


def _hours_of_work(material: Material, pen: Pen) -> tuple[Spans, ...]:
    brief = material.brief
    if brief.work_from is None and brief.work_to is None and not brief.work_days:
        said = pen.say(
            "The hours of work counted here are the usual ones, from {opens} to {closes} on "
            "weekdays: write your own into the brief.",
            opens=RULES["work_from"],
            closes=RULES["work_to"],
        )
        return (said,)
    days = [n for n, day in enumerate(get_args(Weekday)) if day in brief.work_days]
    opens = RULES["work_from"] if brief.work_from is None else FromBrief(brief.work_from, "hour")
    closes = RULES["work_to"] if brief.work_to is None else FromBrief(brief.work_to, "hour")
    if not days:
        return (
            pen.say(
                "Hours of work: from {opens} to {closes} on weekdays.", opens=opens, closes=closes
            ),
        )
    return (
        pen.say(
            "Hours of work: from {opens} to {closes}, {days}.",
            opens=opens,
            closes=closes,
            days=Listed(tuple(FromBrief(day, "weekday") for day in days)),
        ),
    )


def _waiting_now(material: Material, pen: Pen) -> tuple[Spans, ...]:
    questions = material.finding("dialogue.open.questions")
    complaints = material.finding("dialogue.open.complaints")
    hours = material.finding("dialogue.open.oldest_hours")
    days = material.finding("dialogue.open.oldest_days")
    if questions is None or complaints is None:
        return ()
    if hours is None:
        return (pen.say("When the files end, nothing of the last days waits for an answer."),)
    waiting = pen.say_many(
        "When the files end, questions ({questions}) and complaints ({complaints}) of the last "
        "{n} day wait for an answer.",
        "When the files end, questions ({questions}) and complaints ({complaints}) of the last "
        "{n} days wait for an answer.",
        questions=questions,
        complaints=complaints,
        n=RULES["queue_days"],
    )
    if days is not None:
        oldest = pen.say_many(
            "The oldest has waited for {n} day.", "The oldest has waited for {n} days.", n=days
        )
    else:
        oldest = pen.say_many(
            "The oldest has waited for {n} hour.", "The oldest has waited for {n} hours.", n=hours
        )
    listed = pen.say(
        "The queue in the notebook lists them; it finds them by lists of words, so some need no "
        "answer."
    )
    return ((*waiting, Span(" "), *oldest, Span(" "), *listed),)


def _doubts(material: Material, pen: Pen) -> Sequence[Spans]:
    found = [material.finding(f"dialogue.doubts.{name}") for name in _DOUBTS]
    return [
        (*pen.value(one), Span(": "), *pen.mentioned(one))
        for one in found
        if one is not None and one.value
    ]


def _why_unknown(material: Material, pen: Pen) -> Spans:
    unknown = material.findings.get("dialogue.replies.unanswered_share")
    if unknown is not None and unknown.method:
        return pen.mentioned(unknown)
    return pen.say(
        "Comments with authors and answers are not in these files, so nobody knows how fast we "
        "answer. Export the discussion group of the Telegram channel."
    )


def _tables(material: Material, pen: Pen) -> list[DataTable]:
    tables = (
        findings_table(
            material, pen, "dialogue.topic", pen.say("Questions that got an answer, by topic"),
            pen.say("Topic"), columns=("questions", "answered_share"),
            name=lambda key: _named(pen, key),
        ),
        findings_table(
            material, pen, "dialogue.weekday",
            pen.say("Comments answered within a day, by the weekday they came on"),
            pen.say("Weekday"), columns=("answered_share",),
            name=lambda key: (Span(pen.show(int(key), "weekday")),),
        ),
    )  # fmt: skip
    return [table for table in tables if table is not None]


def _who_answers(material: Material, pen: Pen) -> tuple[Block, ...]:
    accounts = material.group("dialogue.answerer")
    if not accounts:
        return ()
    if len(accounts) == 1:
        said = pen.say(
            "All answers that could be measured come from one account. Who typed them, the files "
            "do not say."
        )
        return (Paragraph(said, "note"),)
    table = findings_table(
        material, pen, "dialogue.answerer", pen.say("Answers by account"), pen.say("Network"),
        columns=("answers", "median_hours"),
        name=lambda key: pen.value(Term(label_of(key.split(".")[0]))),
    )  # fmt: skip
    return () if table is None else (table,)


def _threads(material: Material, pen: Pen) -> tuple[Spans, ...]:
    talk = material.finding("dialogue.threads.in_talk")
    asks = material.finding("dialogue.threads.asks_back")
    after = material.finding("dialogue.threads.back_after_asking")
    plain = material.finding("dialogue.threads.back_after_telling")
    lines = []
    if talk is not None:
        lines.append(
            pen.say(
                "To {share} of the comments somebody wrote something: we, or other people.",
                share=talk,
            )
        )
    if asks is not None and not asks.value:
        lines.append(
            pen.say(
                "None of our first answers ({answers}) asks something back.",
                answers=Part(asks, "denominator"),
            )
        )
    elif asks is not None:
        lines.append(pen.say("{share} of our first answers ask something back.", share=asks))
    if after is not None and plain is not None:
        lines.append(
            pen.say(
                "After an answer that asked, {after} of the people wrote again within a week; "
                "after one that did not, {plain}. They go together; only a test tells the cause.",
                after=after,
                plain=plain,
            )
        )
    elif plain is not None:
        lines.append(
            pen.say(
                "After answers that asked nothing, {plain} of the people wrote again within a "
                "week. Whether asking back would bring more of them back, nothing here shows: that "
                "is an experiment, and its size stands with the others.",
                plain=plain,
            )
        )
    return tuple(lines)


def _spam(material: Material, pen: Pen) -> tuple[Spans, ...]:
    share = material.finding("dialogue.spam.share")
    if share is None:
        return ()
    lines = [pen.say("About {share} of what people write looks like spam.", share=share)]
    removed = material.findings.get("dialogue.spam.removed_by")
    return (*lines, pen.mentioned(removed)) if removed is not None else tuple(lines)


def _named(pen: Pen, key: str) -> Spans:
    labels = [*TOPIC_LABELS.items(), *MARKER_LABELS.items(), *CRITERION_LABELS.items()]
    return pen.value(Term(next(label for name, label in labels if name == key)))
