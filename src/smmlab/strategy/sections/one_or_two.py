"""Listed networks or one: one by default, two for a test with an end."""

from collections.abc import Sequence

from smmlab.networks.two_networks import plan_test
from smmlab.schema import NETWORKS
from smmlab.strategy.document import Block, Bullets, Heading, Paragraph, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.notes import advice
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.dates import first_monday
from smmlab.strategy.statements import Day, Listed, Pen, Term
from smmlab.texts.labels import NETWORK_NAMES


def one_or_two(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say that it is one network, or which two are tried until when, and how one is dropped."""
    if material.network:
        return (
            advice(
                pen,
                pen.say(
                    "One network gets all the work. A second one is opened only for a test with "
                    "the same posts, an end and a rule for dropping the loser."
                ),
            ),
        )
    contenders = _contenders(material)
    if len(contenders) < 2:
        return ()
    weeks, posts = int(RULES["test_weeks"].value), int(RULES["test_posts"].value)
    plan = plan_test(
        contenders, start=first_monday(material), weeks=weeks, posts=posts,
        keep_from=RULES["test_keep_from"].value,
    )  # fmt: skip
    names = Listed(tuple(Term(NETWORK_NAMES[name]) for name in plan.networks))
    words = material.words
    steps: list[Spans] = [
        pen.say("Two networks are tried, and only two: {networks}.", networks=names),
        pen.say_many(
            "The same posts go on both for {n} week, from {start} to {end}: {posts} on each.",
            "The same posts go on both for {n} weeks, from {start} to {end}: {posts} on each.",
            n=RULES["test_weeks"], posts=RULES["test_posts"], start=Day(words.date(plan.start)),
            end=Day(words.date(plan.end)),
        ),
        pen.say("Count enquiries and orders for each working hour spent, not likes."),
        pen.say("Meanwhile the offer, the prices and the times of posting stay the same on both."),
        *_meanwhile(material, pen, plan.networks),
        pen.say(
            "On {day} the one is kept that brings more enquiries for an hour of work with a chance "
            "of at least {chance}; the other is left, with a last post that says where we are.",
            day=Day(words.date(plan.decide_on)), chance=RULES["test_keep_from"],
        ),
        pen.say(
            "If neither reaches that, the test runs once more for as long; then the one that costs "
            "less work is kept."
        ),
        _power(pen),
    ]  # fmt: skip
    return (
        Heading(pen.say("The test that decides")),
        Bullets(tuple(steps), is_ordered=True),
        Paragraph(
            pen.say(
                "One network stays the aim: two halves of the work rarely make one gathering place."
            )
        ),
    )


def _contenders(material: Material) -> tuple[str, ...]:
    named = material.decision("network").choice.get("contenders") or []
    return tuple(str(name) for name in named if name in NETWORKS)


def _meanwhile(material: Material, pen: Pen, tried: Sequence[str]) -> tuple[Spans, ...]:
    """Say what becomes of the pages that exist and are not tried: people still write there."""
    pages = material.group("content.rhythm")
    own = dict.fromkeys(page.partition(".")[0] for page in pages)
    others = tuple(Term(NETWORK_NAMES[name]) for name in NETWORK_NAMES
                   if name in own and name not in tried)  # fmt: skip
    if not others:
        return ()
    said = pen.say(
        "Our pages on other networks stay open ({networks}): questions there are answered, and a "
        "post of the test may be repeated there, but none is made for them.",
        networks=Listed(others),
    )
    return (said,)


def _power(pen: Pen) -> Spans:
    return pen.say_many(
        "If one network brings twice as many as the other, {n} enquiry on both together most "
        "likely shows it; with fewer the answer may stay open.",
        "If one network brings twice as many as the other, {n} enquiries on both together most "
        "likely show it; with fewer the answer may stay open.",
        n=RULES["test_enquiries"],
    )
