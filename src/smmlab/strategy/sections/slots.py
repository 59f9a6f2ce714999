"""What the client's own weeks say of posts a day and times, and what a test would show."""

from math import isnan

from smmlab.findings import Finding
from smmlab.plots.lifetime import CONTRASTS
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, Bullets, Paragraph, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.planning import tries_two
from smmlab.strategy.rules import RULES
from smmlab.strategy.slot_files import slot_file_name
from smmlab.strategy.statements import Day, Name, Pen, Term
from smmlab.strategy.tables import page_of
from smmlab.texts import message
from smmlab.texts.labels import label_of

_CLAIMS = ("few_a_day", "morning_evening")
_RATIO = message(
    "Worked out for a drawn calendar of this length from how far engagements of the client's own "
    "posts differ within a week; four tests out of five would find it."
)


def slot_evidence(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say whether calm days, mornings and evenings went with more engagement."""
    told: list[Spans] = []
    for name, numbers in material.group("content.slots").items():
        ratio, verdict = numbers.get("ratio"), numbers.get("verdict")
        page, _, contrast = name.rpartition(".")
        if ratio is None or verdict is None or ratio.status == "unknown":
            continue
        if contrast in _CLAIMS:
            compared = CONTRASTS[contrast]
            told.append(
                pen.say(
                    "{network}, {contrast}: {ratio} times the engagements of a post; {verdict}.",
                    network=page_of(page),
                    contrast=Term(compared),
                    ratio=ratio,
                    verdict=Term(label_of(str(verdict.value))),
                )
            )
    if not told:
        unknown = pen.say(
            "Whether one or two posts a day, mornings or evenings are better cannot be told from "
            "these files: too few weeks have both kinds."
        )
        return (Paragraph(unknown, "note"),)
    caution = pen.say("These are associations within weeks. Only a drawn order shows an effect.")
    return (Bullets(tuple(told)), Paragraph(caution, "note"), *charts_of(material, pen, "slots"))


def size_of_test(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say how large a difference the test of two times would show at the chosen rhythm."""
    decision = material.decision("rhythm").choice
    hours, posts = decision.get("hours") or [], decision.get("posts_per_week")
    if len(set(hours)) != 2 or not isinstance(posts, (int, float)) or posts > 7:
        return ()
    weeks, test = RULES["test_weeks"], material.slot_test
    if test is None:
        said = pen.say_many(
            "At this rhythm {n} week has too few posts to promise an answer. Keep to the test "
            "for longer.",
            "At this rhythm {n} weeks have too few posts to promise an answer. Keep to the test "
            "for longer.",
            n=weeks,
        )
        return (Paragraph(said, "note"),)
    begins = test.calendar["day"].min()
    drawn = pen.say_many(
        "The order is drawn: from {day} on, for {n} week, so that each weekday has both times "
        "equally often. The calendar keeps to it. It lies beside this document as {table} and, "
        "for the phone, as {dates}. The same first day gives the same order again.",
        "The order is drawn: from {day} on, for {n} weeks, so that each weekday has both times "
        "equally often. The calendar keeps to it. It lies beside this document as {table} and, "
        "for the phone, as {dates}. The same first day gives the same order again.",
        day=Day(pen.words.date(begins)),
        n=weeks,
        table=Name(slot_file_name(test)),
        dates=Name(slot_file_name(test, "ics")),
    )
    if tries_two(material.decisions):
        split = pen.say(
            "While networks take turns, each of them tests the two times with its own part of the "
            "posts, and how large a difference would show is unknown. Choose the network first, or "
            "keep to the test for longer."
        )
        return Paragraph(drawn), Paragraph(split, "note")
    if isnan(test.minimum_ratio):
        unknown = pen.say(
            "How large a difference it would show is unknown: that needs own posts with a time and "
            "counts, and enough posts a week."
        )
        return Paragraph(drawn), Paragraph(unknown, "note")
    ratio = Finding(
        "strategy.slot_test_ratio", test.minimum_ratio, "ratio", len(test.calendar),
        status="estimated", method=_RATIO,
    )  # fmt: skip
    said = pen.say(
        "Such a test shows a difference of {ratio} times or more. A smaller one stays unseen; then "
        "choose the time that suits your work.",
        ratio=ratio,
    )
    return Paragraph(drawn), Paragraph(said)
