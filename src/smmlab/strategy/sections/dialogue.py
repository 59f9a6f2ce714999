"""Dialogue: how we answer, how fast, and what we do when people are angry."""

from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, Bullets, DataTable, Heading, Paragraph, Section, Spans
from smmlab.strategy.material import Material, decision_notes
from smmlab.strategy.notes import advice
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.voice import taboo_in_talk, tone
from smmlab.strategy.statements import Pen


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    goal = pen.say_many(
        "Answer every question within {n} hour in working time, in public, by name.",
        "Answer every question within {n} hours in working time, in public, by name.",
        n=material.chosen("dialogue", "reply_hours"),
    )
    measured = material.finding("dialogue.replies.median_hours")
    blocks: list[Block] = [
        advice(pen, goal, rests_on=(measured,) if measured else ()),
        *decision_notes(material, pen, "dialogue"),
        Heading(pen.say("How we answer now")),
        *_now(material, pen),
        Heading(pen.say("Rules of the dialogue")),
        Bullets((*tone(material, pen), *_rules(pen), *taboo_in_talk(material, pen))),
        Heading(pen.say("Answers to start from")),
        _answers(pen),
        Heading(pen.say("When people are angry")),
        *_unrest(material, pen),
        _plan(pen),
    ]
    return Section("dialogue", pen.say("Dialogue"), tuple(blocks))


def _now(material: Material, pen: Pen) -> tuple[Block, ...]:
    lines: list[Spans] = []
    comments = material.finding("dialogue.replies.comments")
    median = material.finding("dialogue.replies.median_hours")
    unanswered = material.finding("dialogue.replies.unanswered_share")
    in_hour = material.finding("dialogue.replies.within_hour")
    in_day = material.finding("dialogue.replies.within_day")
    if comments is not None and comments.value:
        lines.append(
            pen.say_many(
                "People wrote {n} comment in these files.",
                "People wrote {n} comments in these files.",
                n=comments,
            )
        )
    if median is not None:
        lines.append(
            pen.say_many(
                "Half of them waited longer than {n} hour for an answer.",
                "Half of them waited longer than {n} hours for an answer.",
                n=median,
            )
        )
    if unanswered is not None:
        lines.append(pen.say("No answer ever came to {share} of them.", share=unanswered))
    if in_hour is not None and in_day is not None:
        lines.append(
            pen.say(
                "Answered within an hour: {hour}; within a day: {day}.", hour=in_hour, day=in_day
            )
        )
    if not lines or (median is None and unanswered is None):
        unknown = material.findings.get("dialogue.replies.median_hours")
        why = (
            pen.mentioned(unknown)
            if unknown is not None and unknown.method
            else pen.say(
                "Comments with authors and answers are not in these files, so nobody knows how "
                "fast we answer. Export the discussion group of the Telegram channel."
            )
        )
        listed = (Bullets(tuple(lines)),) if lines else ()
        return (*listed, Paragraph(why, "note"))
    return (Bullets(tuple(lines)), *charts_of(material, pen, "replies"))


def _rules(pen: Pen) -> tuple[Spans, ...]:
    return (
        pen.say("Thank first, answer second, ask third: a question keeps the talk alive."),
        pen.say("Answer the question that was asked, with a fact, a price or a day."),
        pen.say("Never argue to win. Other readers judge how we speak."),
        pen.say("If we do not know, we say so and tell when we will."),
        pen.say("Write down every question that comes twice: it becomes an instruction."),
        pen.say(
            "Read {replies} of our own answers every quarter and mark the cold ones.",
            replies=RULES["audit_replies"],
        ),
    )


def _answers(pen: Pen) -> DataTable:
    rows = (
        (
            pen.say("A question about price"),
            pen.say(
                "“Thank you for asking! It costs … and includes …. Shall I put one aside for you?”"
            ),
        ),
        (
            pen.say("Thanks and praise"),
            pen.say(
                "“That made our day. May we show your words to others? What did you like most?”"
            ),
        ),
        (
            pen.say("A complaint with a reason"),
            pen.say(
                "“You are right to be upset, and I am sorry. I am … and I will put it right by …. "
                "Please write me your order in a private message.”"
            ),
        ),
        (
            pen.say("A complaint we cannot check"),
            pen.say("“I want to understand what happened. When was it, and what did you expect?”"),
        ),
        (
            pen.say("An insult"),
            pen.say("“We gladly talk about our work, but not in this tone. What went wrong?”"),
        ),
    )
    return DataTable(
        pen.say("Use them as a start, never word for word"),
        (pen.say("Situation"), pen.say("First answer")),
        rows,
        weights=(1, 3),
    )


def _unrest(material: Material, pen: Pen) -> tuple[Block, ...]:
    alarms = material.finding("dialogue.unrest.alarms")
    worst = material.finding("dialogue.unrest.worst")
    charts = charts_of(material, pen, "unrest")
    if alarms is None:
        return (
            Paragraph(
                pen.say(
                    "These files hold too few comments with texts to tell unrest from chance. The "
                    "plan below is ready all the same."
                ),
                "note",
            ),
        )
    if not alarms.value or worst is None:
        calm = pen.say("No period stood out by its complaints. This is our normal.")
        return (Paragraph(calm), *charts)
    said = pen.say_many(
        "Complaints stood out in {n} period, from {day}. Read those comments before anything else.",
        "Complaints stood out in {n} periods, most of all from {day}. Read those comments before "
        "anything else.",
        n=alarms,
        day=worst,
    )
    return (Paragraph(said), *charts)


def _plan(pen: Pen) -> DataTable:
    rows = (
        (
            pen.say("Calm"),
            pen.say("Single complaints"),
            pen.say("Answer as usual. Write the reason down."),
        ),
        (
            pen.say("Watch"),
            pen.say(
                "At least {share} of the day's comments are unhappy",
                share=RULES["unrest_watch_share"],
            ),
            pen.say("Find the common cause. Prepare one honest answer. Tell the owner."),
        ),
        (
            pen.say("Act"),
            pen.say(
                "At least {share} of the day's comments are unhappy, on a day with {comments} "
                "comments or more",
                share=RULES["unrest_act_share"],
                comments=RULES["unrest_comments_per_day"],
            ),
            pen.say(
                "Stop planned posts. The owner answers in person within {hours} h: what happened, "
                "what we do, when we report again.",
                hours=RULES["unrest_first_answer_hours"],
            ),
        ),
        (
            pen.say("After"),
            pen.say("The comments are as before"),
            pen.say("Report the outcome in public, thank those who helped, change the cause."),
        ),
    )
    header = (pen.say("Step"), pen.say("When"), pen.say("What we do"))
    return DataTable(pen.say("Plan for unrest"), header, rows, weights=(1, 3, 5))
