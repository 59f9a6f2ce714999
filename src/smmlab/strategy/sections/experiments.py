"""Experiments: what is tried, how much it takes until a difference shows, what decides and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, isnan

from smmlab.content.sample_size import posts_to_tell
from smmlab.findings import Finding
from smmlab.money.holdout import LONGEST_WEEKS, size_of_two_shares
from smmlab.networks.two_networks import plan_test
from smmlab.schema import NETWORKS
from smmlab.strategy.document import DataTable, Heading, Paragraph, Section, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.planning import planned_networks, posts_a_week, spread_of, tries_two
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.credit import effect_tests
from smmlab.strategy.sections.dates import days_of, first_monday
from smmlab.strategy.statements import Choice, Day, Listed, Pen, Term
from smmlab.texts import message
from smmlab.texts.labels import LABELS, NETWORK_NAMES

_POSTS = message("Posts of the drawn calendar, counted.")
_RATIO = message("As in the chapter on rhythm: four tests out of five would find it.")
_TO_TELL = message(
    "Posts in all until such a difference shows in four tests out of five, from how far "
    "engagements of the client's own posts differ within a week (t test of logarithms)."
)
_WEEKS = message("These posts divided by the planned posts a week on one network.")
_ANSWERS = message(
    "Answers of either kind until such a difference shows in four tests out of five, from the "
    "share of people who wrote again after an answer that asked nothing (normal formula for two "
    "shares)."
)


@dataclass(frozen=True)
class Experiment:
    """One question; ``ends`` is None while nothing can begin."""

    question: Spans
    design: Spans
    size: Spans
    rule: Spans
    ends: date | None


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    rows = tuple(
        (
            one.question, one.design, one.size, one.rule,
            pen.value(Day(pen.words.date(one.ends))) if one.ends else pen.say("not begun"),
        )
        for one in experiments_of(material, pen)
    )  # fmt: skip
    header = (
        pen.say("Question"), pen.say("What we do"), pen.say("How much it takes"),
        pen.say("What decides"), pen.say("Ends"),
    )  # fmt: skip
    said = pen.say(
        "Each of them changes one thing and has an end. How much it takes is reckoned before, so "
        "that nobody stops as soon as a number looks good."
    )
    table = DataTable(
        pen.say("What is tried, and until when"), header, rows, weights=(4, 5, 6, 6, 3)
    )
    return Section(
        "experiments",
        pen.say("Experiments"),
        (
            Paragraph(said),
            *((table,) if rows else ()),
            Heading(pen.say("How to learn what a channel brings")),
            *effect_tests(material, pen),
        ),
    )


def experiments_of(material: Material, pen: Pen) -> tuple[Experiment, ...]:
    """Return the experiments of a plan, those that run first at the front."""
    found: list[Experiment] = []
    for write_one in (_networks, _times, _types, _asking_back):
        found.extend(write_one(material, pen))
    return tuple(found)


def _networks(material: Material, pen: Pen) -> Iterator[Experiment]:
    named = material.decision("network").choice.get("contenders") or []
    pair = tuple(str(name) for name in named if name in NETWORKS)
    if material.network or len(pair) < 2:
        return
    plan = plan_test(
        pair, start=first_monday(material), weeks=int(RULES["test_weeks"].value),
        posts=int(RULES["test_posts"].value), keep_from=RULES["test_keep_from"].value,
    )  # fmt: skip
    names = Listed(tuple(Term(NETWORK_NAMES[name]) for name in plan.networks))
    yield Experiment(
        pen.say("Which network?"),
        pen.say_many("The same {n} post on {networks}", "The same {n} posts on {networks}",
                     n=RULES["test_posts"], networks=names),
        pen.say_many("{n} enquiry on both together, if one brings twice as many",
                     "{n} enquiries on both together, if one brings twice as many",
                     n=RULES["test_enquiries"]),
        pen.say("More enquiries for an hour of work, with a chance of at least {chance}",
                chance=RULES["test_keep_from"]),
        plan.decide_on,
    )  # fmt: skip


def _times(material: Material, pen: Pen) -> Iterator[Experiment]:
    test = material.slot_test
    if test is None:
        return
    decision = material.decision("rhythm")
    hours = Listed(tuple(Choice(decision, hour, "hour") for hour in test.slots))
    posts = Finding("strategy.slot_test_posts", len(test.calendar), "posts", method=_POSTS)
    size = (
        pen.say_many("{n} post; how small a difference it shows is not known",
                     "{n} posts; how small a difference they show is not known", n=posts)
        if isnan(test.minimum_ratio) or tries_two(material.decisions)
        else pen.say_many(
            "{n} post shows a difference of {ratio} times or more",
            "{n} posts show a difference of {ratio} times or more",
            n=posts,
            ratio=Finding(
                "strategy.slot_test_size", test.minimum_ratio, "ratio", len(test.calendar),
                status="estimated", method=_RATIO,
            ),
        )
    )  # fmt: skip
    yield Experiment(
        pen.say("Which time?"),
        pen.say("{hours} in the drawn order of the calendar", hours=hours),
        size,
        pen.say(
            "The ratio with its whole interval lies on one side of one; otherwise the time that "
            "suits the work"
        ),
        max(test.calendar["day"]),
    )


def _types(material: Material, pen: Pen) -> Iterator[Experiment]:
    decision = material.decision("content")
    mix = {kind: share for kind, share in (decision.choice.get("mix") or {}).items() if share > 0}
    if len(mix) < 2:
        return
    leader = max(mix, key=lambda kind: (mix[kind], kind))
    networks = planned_networks(material.decisions)
    spread, share = spread_of(material.result("slots"), networks), mix[leader] / sum(mix.values())
    ratio, ends = RULES["type_ratio"], None
    size = pen.say("Not known: that needs own posts with a time and counts")
    if spread:
        total = posts_to_tell(ratio.value, spread, share=share)
        per_week = posts_a_week(material.decisions) / len(networks)
        weeks = ceil(total / per_week)
        posts = Finding("strategy.type_test_posts", total, "posts", status="estimated",
                        method=_TO_TELL)  # fmt: skip
        time = Finding("strategy.type_test_weeks", weeks, "weeks", status="estimated",
                       method=_WEEKS)  # fmt: skip
        if weeks <= LONGEST_WEEKS:
            ends = first_monday(material) + timedelta(weeks=weeks)
            size = pen.say_many(
                "{n} post on one network for {ratio} times the response (weeks: {weeks})",
                "{n} posts on one network for {ratio} times the response (weeks: {weeks})",
                n=posts, weeks=time, ratio=ratio,
            )  # fmt: skip
        else:
            size = pen.say_many(
                "{n} post on one network for {ratio} times the response: out of reach at this "
                "rhythm (weeks: {weeks})",
                "{n} posts on one network for {ratio} times the response: out of reach at this "
                "rhythm (weeks: {weeks})",
                n=posts, weeks=time, ratio=ratio,
            )  # fmt: skip
    yield Experiment(
        pen.say("Which type?"),
        pen.say(
            "The mix as planned; {type} against the others of the same network",
            type=Term(LABELS.get(leader, leader)),
        ),
        size,
        pen.say(
            "The ratio with its whole interval lies on one side of one; otherwise the mix stays as "
            "it is"
        ),
        ends,
    )


def _asking_back(material: Material, pen: Pen) -> Iterator[Experiment]:
    plain, asks = (
        material.finding(f"dialogue.threads.{name}") for name in ("back_after_telling", "asks_back")
    )
    days, times = days_of(material, "interactions"), RULES["ask_back_ratio"]
    if plain is None or not days:
        return
    base = float(plain.value or 0)
    size, ends = pen.say("Not known: nobody has written again yet"), None
    if 0 < base * times.value < 1:
        needed = ceil(size_of_two_shares(base, base * times.value))
        answers = Finding("strategy.ask_back_answers", needed, "answers", status="estimated",
                          method=_ANSWERS)  # fmt: skip
        given = (asks.denominator if asks is not None else None) or plain.denominator or 0
        weeks = ceil(2 * needed * days / 7 / given) if given else None
        if weeks is not None and weeks <= LONGEST_WEEKS:
            ends = first_monday(material) + timedelta(weeks=weeks)
            size = pen.say_many(
                "{n} answer that asks and as many that do not, for {times} times as many people "
                "who write again",
                "{n} answers that ask and as many that do not, for {times} times as many people "
                "who write again",
                n=answers, times=times,
            )  # fmt: skip
        else:
            size = pen.say_many(
                "{n} answer that asks and as many that do not, for {times} times as many people "
                "who write again: out of reach with the answers given here",
                "{n} answers that ask and as many that do not, for {times} times as many people "
                "who write again: out of reach with the answers given here",
                n=answers, times=times,
            )  # fmt: skip
    yield Experiment(
        pen.say("Does asking back bring people back?"),
        pen.say("Ask back in half of the answers, chosen by the toss of a coin"),
        size,
        pen.say(
            "The difference with its whole interval lies on one side of zero; otherwise asking "
            "back stays a courtesy"
        ),
        ends,
    )
