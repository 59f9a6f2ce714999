"""How long people wait for our answer: two clocks, and of how many each share is."""

from smmlab.dialogue.waits import DAY, HOUR
from smmlab.findings import Finding
from smmlab.strategy.document import Spans
from smmlab.strategy.material import Material
from smmlab.strategy.statements import Part, Pen


def how_long(material: Material, pen: Pen) -> tuple[Spans, ...]:
    """Say how long people wait for the page, by the clock and in hours of work, each base told."""
    ask = material.finding("dialogue.questions.unanswered_share") is not None
    prefix = "dialogue.questions" if ask else "dialogue.replies"
    found = {
        name: material.finding(f"{prefix}.{name}")
        for name in (
            "median_hours", "unanswered_share", "within_hour", "within_day",
            "working_median_hours", "working_within_hour", "working_within_day", "slowest_hours",
        )
    }  # fmt: skip
    lines: list[Spans] = []
    lines += _median(material, pen, prefix, ask)
    lines += _median_at_work(
        pen, found["working_median_hours"], material.finding(f"{prefix}.working_median_minutes")
    )
    lines += _never(material, pen, found["unanswered_share"], ask)
    lines += _within(pen, found)
    return tuple(lines)


def _median(material: Material, pen: Pen, prefix: str, ask: bool) -> tuple[Spans, ...]:
    minutes, hours, days = (
        material.finding(f"{prefix}.median_{unit}") for unit in ("minutes", "hours", "days")
    )
    if hours is None:
        return ()
    told = _of_questions if ask else _of_comments
    return (told(pen, minutes, hours, days),)


def _of_questions(pen: Pen, minutes: Finding | None, hours: Finding, days: Finding | None) -> Spans:
    if minutes is not None:
        return pen.say_many(
            "Half of the questions waited longer than {n} minute for an answer.",
            "Half of the questions waited longer than {n} minutes for an answer.",
            n=minutes,
        )
    if days is not None:
        return pen.say_many(
            "Half of the questions waited longer than {n} day for an answer.",
            "Half of the questions waited longer than {n} days for an answer.",
            n=days,
        )
    return pen.say_many(
        "Half of the questions waited longer than {n} hour for an answer.",
        "Half of the questions waited longer than {n} hours for an answer.",
        n=hours,
    )


def _of_comments(pen: Pen, minutes: Finding | None, hours: Finding, days: Finding | None) -> Spans:
    if minutes is not None:
        return pen.say_many(
            "Half of the comments waited longer than {n} minute for an answer.",
            "Half of the comments waited longer than {n} minutes for an answer.",
            n=minutes,
        )
    if days is not None:
        return pen.say_many(
            "Half of the comments waited longer than {n} day for an answer.",
            "Half of the comments waited longer than {n} days for an answer.",
            n=days,
        )
    return pen.say_many(
        "Half of the comments waited longer than {n} hour for an answer.",
        "Half of the comments waited longer than {n} hours for an answer.",
        n=hours,
    )


def _median_at_work(pen: Pen, hours: Finding | None, minutes: Finding | None) -> tuple[Spans, ...]:
    if hours is None:
        return ()
    if minutes is not None:
        return (
            pen.say_many(
                "Counting only hours of work, that is {n} minute.",
                "Counting only hours of work, that is {n} minutes.",
                n=minutes,
            ),
        )
    return (
        pen.say_many(
            "Counting only hours of work, that is {n} hour.",
            "Counting only hours of work, that is {n} hours.",
            n=hours,
        ),
    )


def _never(material: Material, pen: Pen, share: Finding | None, ask: bool) -> list[Spans]:
    every = material.finding("dialogue.replies.unanswered_share")
    if share is None:
        return []
    if not ask or every is None:
        return [pen.say("No answer ever came to {share} of the comments.", share=share)]
    return [
        pen.say(
            "No answer ever came to {share} of the questions, and to {every} of all comments: not "
            "every comment needs one. Every question counts here ({n}), also those asked just "
            "before the files end.",
            share=share,
            every=every,
            n=Part(share, "n"),
        )
    ]


def _within(pen: Pen, found: dict[str, Finding | None]) -> list[Spans]:
    lines = []
    hour, day = found["within_hour"], found["within_day"]
    if hour is not None and day is not None:
        lines.append(
            pen.say(
                "By the clock, {hour} were answered within an hour and {day} within a day, of "
                "those that the files follow for that long ({hour_n} and {day_n}).",
                hour=hour,
                day=day,
                hour_n=Part(hour, "n"),
                day_n=Part(day, "n"),
            )
        )
    hour, day = found["working_within_hour"], found["working_within_day"]
    if hour is not None and day is not None:
        lines.append(
            pen.say(
                "In hours of work, {hour} within an hour and {day} within a working day, of those "
                "followed for as long ({hour_n} and {day_n}).",
                hour=hour,
                day=day,
                hour_n=Part(hour, "n"),
                day_n=Part(day, "n"),
            )
        )
        lines += _slowest(pen, found["slowest_hours"])
    return lines


def _slowest(pen: Pen, slowest: Finding | None) -> list[Spans]:
    if slowest is None or float(str(slowest.value)) > DAY / HOUR:
        return []
    # No day of the clock holds more work than a working day, so both shares count every answer.
    said = pen.say_many(
        "Every answer came within a day, the slowest after {n} hour: that is why both clocks give "
        "nearly the same share for the day.",
        "Every answer came within a day, the slowest after {n} hours: that is why both clocks give "
        "nearly the same share for the day.",
        n=slowest,
    )
    return [said]
