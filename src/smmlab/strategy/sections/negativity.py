"""When people are angry: what stood out, what about, and who does what in which hour."""

from smmlab.dialogue.complaint_topics import COMPLAINT_LABELS
from smmlab.dialogue.escalation import first_words
from smmlab.findings import Finding
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import (
    Block,
    Bullets,
    DataTable,
    Heading,
    Paragraph,
    Section,
    Span,
    Spans,
)
from smmlab.strategy.material import Material
from smmlab.strategy.rules import RULES
from smmlab.strategy.statements import FromBrief, Part, Pen, Quote, Spread, Term
from smmlab.strategy.tables import findings_table
from smmlab.texts import message

_LANGUAGES = {"en": message("English"), "et": message("Estonian"), "ru": message("Russian")}
_NUMBERS = ("people", "share", "change")


def write(material: Material, pen: Pen) -> Section:
    """Write the section: when people were unhappy, about what, and the plan for the next time."""
    blocks: tuple[Block, ...] = (
        *_alerts(material, pen),
        *_share(material, pen),
        *_topics(material, pen),
        *_elsewhere(material, pen),
        Heading(pen.say("The plan"), "plan"),
        _plan(material, pen),
        _hours(material, pen),
        *_first_words(material, pen),
        *_deleting(pen),
    )
    return Section("negativity", pen.say("When people are angry"), blocks)


def _alerts(material: Material, pen: Pen) -> tuple[Block, ...]:
    alarms = material.finding("dialogue.alerts.alarms")
    charts = charts_of(material, pen, "mood")
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
    return (Paragraph(_stood_out(material, pen, alarms)), *_trust(material, pen), *charts)


def _stood_out(material: Material, pen: Pen, alarms: Finding) -> Spans:
    if not alarms.value:
        return pen.say("No period stood out by its complaints. This is our normal.")
    worst, newest, ends, calm = (
        material.findings[f"dialogue.alerts.{name}"]
        for name in ("worst", "newest", "ends", "calm_days")
    )
    stood_out = pen.say_many(
        "Complaints stood out in {n} period, from {day}.",
        "Complaints stood out in {n} periods, most of all from {day}.",
        n=alarms,
        day=worst,
    )
    return (*stood_out, Span(" "), *_what_now(pen, worst, newest, ends, calm))


def _what_now(pen: Pen, worst: Finding, newest: Finding, ends: Finding, calm: Finding) -> Spans:
    """Call to act only where the files end with unrest; what is older is a lesson."""
    fresh = RULES["unrest_fresh_days"]
    if float(str(calm.value)) >= fresh.value:
        return pen.say(
            "It is over: no alarm followed until the files end on {day}. Read what happened and "
            "what calmed it.",
            day=ends,
        )
    if newest.value == worst.value:
        return pen.say_many(
            "That is within the last {n} day of these files: read those comments before "
            "anything else.",
            "That is within the last {n} days of these files: read those comments before "
            "anything else.",
            n=fresh,
        )
    return pen.say_many(
        "The newest, from {day}, is within the last {n} day of these files: read its comments "
        "before anything else.",
        "The newest, from {day}, is within the last {n} days of these files: read its comments "
        "before anything else.",
        day=newest,
        n=fresh,
    )


def _trust(material: Material, pen: Pen) -> tuple[Block, ...]:
    lines: list[Spans] = []
    false = material.finding("dialogue.alerts.false_alarms")
    times = material.finding("dialogue.alerts.found_times")
    alike = material.finding("dialogue.alerts.alike")
    if false is not None:
        lines.append(
            pen.say_many(
                "Chance alone raises {n} alarm a quarter, so one may mean nothing.",
                "Chance alone raises {n} alarms a quarter, so one may mean nothing.",
                n=false,
            )
        )
    if times is not None:
        lines.append(
            pen.say(
                "A rise to {times} times the usual share would be noticed within two periods in "
                "eight cases of ten; a smaller one may pass unseen.",
                times=times,
            )
        )
    if alike is not None:
        lines.append(
            pen.say_many(
                "{n} person wrote in an alarm what others wrote word for word within the hour: "
                "look whether they belong together.",
                "{n} people wrote in an alarm what others wrote word for word within the hour: "
                "look whether they belong together.",
                n=alike,
            )
        )
    return (Bullets(tuple(lines)),) if lines else ()


def _share(material: Material, pen: Pen) -> tuple[Block, ...]:
    share = material.findings.get("dialogue.negativity.share")
    if share is None:
        return ()
    if share.status == "unknown":
        return (Paragraph(pen.mentioned(share), "note"),)
    said = pen.say_many(
        "Of all comments, {share} are negative, as {n} comment read by a person tells.",
        "Of all comments, {share} are negative, as {n} comments read by a person tell.",
        n=Part(share, "n"),
        share=Spread(share),
    )
    return (Paragraph(said),)


def _topics(material: Material, pen: Pen) -> tuple[Block, ...]:
    table = findings_table(
        material, pen, "dialogue.complaints", pen.say("What people complain about"),
        pen.say("Topic"), columns=_NUMBERS,
        name=lambda key: pen.value(Term(COMPLAINT_LABELS.get(key, ""))),
    )  # fmt: skip
    if table is None:
        return ()
    note = pen.say(
        "By the words of comments that sound negative; change is the later half of the time less "
        "the earlier. A person may name several topics."
    )
    return (table, Paragraph(note, "note"), *charts_of(material, pen, "complaints"))


def _elsewhere(material: Material, pen: Pen) -> tuple[Block, ...]:
    count = material.findings.get("dialogue.mentions.count")
    if count is None:
        return ()
    if count.status == "unknown":
        return (Paragraph(pen.mentioned(count), "note"),)
    pages, new = (material.finding(f"dialogue.mentions.{name}") for name in ("pages", "new_pages"))
    if not count.value or pages is None:
        said = pen.say(
            "On the other pages whose files are here, nobody names us. That is all we can see: a "
            "whole network cannot be searched from exports."
        )
        return (Paragraph(said),)
    said = pen.say_many(
        "On other pages whose files are here, we are named {n} time.",
        "On other pages whose files are here, we are named {n} times.",
        n=count,
    )
    if new is not None and new.value:
        more = pen.say_many(
            "{n} page names us for the first time: read what it says and answer there.",
            "{n} pages name us for the first time: read what they say and answer there.",
            n=new,
        )
        said = (*said, Span(" "), *more)
    return (Paragraph(said),)


def _plan(material: Material, pen: Pen) -> DataTable:
    watch, act = _levels(material, pen)
    owner, face = _people(material, pen)
    rows = (
        (
            pen.say("Calm"), pen.say("Single complaints"), face,
            pen.say("Answer as usual. Write the reason down."),
        ),
        (
            pen.say("Watch"), watch, face,
            pen.say("Find the common cause. Prepare one honest answer. Tell the owner."),
        ),
        (
            pen.say("Act"), act, owner,
            pen.say(
                "Stop planned posts. The owner answers in person within {hours} h: what happened, "
                "what we do, when we report again.",
                hours=RULES["unrest_first_answer_hours"],
            ),
        ),
        (
            pen.say("After"), pen.say("The comments are as before"), owner,
            pen.say("Report the outcome in public, thank those who helped, change the cause."),
        ),
    )  # fmt: skip
    header = (pen.say("Step"), pen.say("When"), pen.say("Who"), pen.say("What we do"))
    return DataTable(pen.say("Plan for unrest"), header, rows, weights=(2, 5, 3, 8))


def _levels(material: Material, pen: Pen) -> tuple[Spans, Spans]:
    """Return when to watch and when to act: by the page's own baseline, else by the rules."""
    watch = material.finding("dialogue.alerts.watch_voices")
    act = material.finding("dialogue.alerts.act_voices")
    alarms = material.finding("dialogue.alerts.alarms")
    if watch is not None and act is not None and alarms is not None:
        return _from(pen, watch, alarms.unit), _from(pen, act, alarms.unit)
    return (
        pen.say(
            "At least {share} of the day's comments are unhappy", share=RULES["unrest_watch_share"]
        ),
        pen.say_many(
            "At least {share} of the day's comments are unhappy, on a day with at least {n} "
            "comment",
            "At least {share} of the day's comments are unhappy, on a day with at least {n} "
            "comments",
            share=RULES["unrest_act_share"],
            n=RULES["unrest_comments_per_day"],
        ),
    )


def _from(pen: Pen, level: Finding, unit: str) -> Spans:
    if unit == "days":
        return pen.say_many(
            "From {n} unhappy person on an ordinary day",
            "From {n} unhappy people on an ordinary day",
            n=level,
        )
    return pen.say_many(
        "From {n} unhappy person in an ordinary week",
        "From {n} unhappy people in an ordinary week",
        n=level,
    )


def _people(material: Material, pen: Pen) -> tuple[Spans, Spans]:
    brief = material.brief
    owner = (
        pen.value(FromBrief(brief.owner)) if brief.owner else pen.say("The owner (name a person)")
    )
    face = (
        pen.value(FromBrief(brief.face))
        if brief.face
        else pen.say("Whoever answers that day (name a person)")
    )
    return owner, face


def _hours(material: Material, pen: Pen) -> DataTable:
    owner, face = _people(material, pen)
    rows = (
        (
            pen.say("The first {hours} h", hours=RULES["unrest_first_answer_hours"]), face,
            pen.say(
                "Read everything, keep pictures of it, stop planned posts, say the first words "
                "under the post where it began."
            ),
        ),
        (
            pen.say("By hour {hours}", hours=RULES["unrest_cause_hours"]), owner,
            pen.say(
                "Find out what happened and decide what we do for those it hurt. Answer each of "
                "them by name, the angriest first."
            ),
        ),
        (
            pen.say("By hour {hours}", hours=RULES["unrest_report_hours"]), owner,
            pen.say(
                "Report in public what was wrong, what is done and what will change; pin it. Write "
                "down what we would do sooner."
            ),
        ),
    )  # fmt: skip
    header = (pen.say("Hour"), pen.say("Who"), pen.say("What we do"))
    return DataTable(pen.say("Three steps once it burns"), header, rows, weights=(2, 3, 9))


def _first_words(material: Material, pen: Pen) -> tuple[Block, ...]:
    brief = material.brief
    texts = first_words(
        brief.content_languages or (brief.language,), tone=brief.tone or "friendly",
        who=brief.face or brief.owner,
    )  # fmt: skip
    rows = tuple(
        (pen.value(Term(_LANGUAGES[one.language])), pen.value(Quote(one.text))) for one in texts
    )
    header = (pen.say("Language"), pen.say("First words"))
    table = DataTable(
        pen.say("Words for the first hour, to be put in our own"), header, rows, weights=(1, 6)
    )
    return (table,)


def _deleting(pen: Pen) -> tuple[Block, ...]:
    never = (
        pen.say("Complaints, however angry, and questions that hurt."),
        pen.say("Criticism with a fact in it, even a wrong one: answer it with the right one."),
        pen.say("Our own mistakes: correct them below, and say that we did."),
    )
    may = (
        pen.say("Insults and threats to people: hide them, keep a picture, say once why."),
        pen.say("Addresses, numbers and other people's private life, at once."),
        pen.say("Spam, and what the law forbids: report it to the network."),
    )
    return (
        Paragraph(pen.say("What we never delete:")),
        Bullets(never),
        Paragraph(pen.say("What we remove, and nothing else:")),
        Bullets(may),
    )
