"""The test on two networks: its plan, and what came of it."""

from datetime import date

import ipywidgets as w

from smmlab.analyses.networks import own_results
from smmlab.brief import HOURS_IN_A_WEEK
from smmlab.errors import DataError
from smmlab.forms.checking import tell_beside
from smmlab.forms.frame import Form, labelled
from smmlab.forms.number_box import number_box
from smmlab.forms.undoing import keeps
from smmlab.networks.fit import score_networks
from smmlab.networks.two_networks import (
    KEEP_FROM,
    POSTS,
    WEEKS,
    TwoNetworkPlan,
    TwoNetworkVerdict,
    judge_test,
    plan_test,
)
from smmlab.project import Project
from smmlab.schema import NETWORKS
from smmlab.texts import Words, message
from smmlab.texts.labels import network_name

_SAME = message("A test needs two different networks. Choose another one.")


def two_networks_form(project: Project) -> Form:
    """Plan a test on two networks and judge what was counted in it.

    The same as ``plan_test((…, …), start=…, weeks=…, posts=…)`` and
    ``judge_test({network: enquiries}, {network: hours}, keep_from=…)``; the button keeps the winner
    with ``project.decide("network", {"network": …}, reason=…)``. What was counted stays in the
    boxes when the winner is taken back.

    Parameters
    ----------
    project
        An opened client folder; the two likeliest networks stand there first.
    """
    words = Words(project.brief.language)
    fit = score_networks(
        project.brief, rivals=project.rivals, own=own_results(project), evidence=project.evidence
    )
    first, second = list(dict.fromkeys((*fit.contenders, *NETWORKS)))[:2]
    options = [(network_name(name, words), name) for name in NETWORKS]
    one = labelled(w.Dropdown(options=options, value=first), words.say("First network"))
    other = labelled(w.Dropdown(options=options, value=second), words.say("Second network"))
    start = labelled(w.DatePicker(), words.say("First day of the test"))
    weeks = number_box(words.say("Weeks"), WEEKS, low=1, high=26, words=words)
    posts = number_box(words.say("The same posts on each"), POSTS, low=1, high=200, words=words)
    keep_from = number_box(
        words.say("Kept from this chance, %"), round(100 * KEEP_FROM), low=55, high=99, words=words
    )

    def counted(label: str, *, high: float, step: float, value: float = 0) -> w.Widget:
        return number_box(
            label, value, low=0, high=high, step=step, words=words, tells_limits=False
        )

    per_hour = counted(words.say("Enquiries for an hour of work so far"), high=1_000, step=0.1)
    per_week = counted(
        words.say("Hours of work a week"), high=HOURS_IN_A_WEEK, step=0.5,
        value=project.brief.hours_per_week or 0,
    )  # fmt: skip
    counts = [
        counted(words.say(label), high=100_000, step=1)
        for label in (message("Enquiries on the first"), message("Enquiries on the second"))
    ]
    hours = [
        counted(words.say(label), high=10_000, step=0.5)
        for label in (message("Hours of work on the first"), message("Hours of work on the second"))
    ]
    controls = [one, other, start, weeks, posts, keep_from, per_hour, per_week, *counts, *hours]
    form = Form("test", controls, words=words)

    def pair() -> tuple[str, str]:
        if one.value == other.value:
            raise DataError(_SAME, {})
        return one.value, other.value

    def show() -> tuple[None, str]:
        plan = plan_test(
            pair(), start=start.value or date.today(), weeks=weeks.value, posts=posts.value,
            keep_from=keep_from.value / 100,
            # An empty box is not known, not zero.
            enquiries_per_hour=per_hour.value or None, hours_per_week=per_week.value or None,
        )  # fmt: skip
        verdict = judged()
        told = (
            [words.say("Type in enquiries and hours when the test has ended.")]
            if verdict is None
            else tell_verdict(verdict, words)
        )
        return None, "\n".join([*tell_plan(plan, words), *told])

    def judged() -> TwoNetworkVerdict | None:
        if not all(field.value > 0 for field in hours):
            return None
        return judge_test(
            dict(zip(pair(), (field.value for field in counts), strict=True)),
            dict(zip(pair(), (field.value for field in hours), strict=True)),
            keep_from=keep_from.value / 100,
        )

    def lacks() -> str:
        verdict = judged()
        if verdict is None:
            return words.say("Type in enquiries and hours when the test has ended.")
        if verdict.keep is None:
            return words.say("The test has not decided, so no network is chosen.")
        return ""

    def keep() -> str:
        verdict = judged()
        if verdict is None or verdict.keep is None:
            return lacks()
        # What the test showed goes into the strategy as the reason.
        reason = " ".join(tell_verdict(verdict, words))
        project.decide("network", {"network": verdict.keep}, reason=reason)
        return words.say("The decision is kept and will stand in the strategy.")

    form.shows(show)
    keeps(
        form, project, "network", keep=keep, restore=lambda: None,
        label=words.say("Choose the winner of the test"), lacks=lacks,
    )  # fmt: skip
    tell_beside(form, other, pair, watch=(one, other))
    return form


def tell_plan(plan: TwoNetworkPlan, words: Words) -> list[str]:
    """Say what the test is, when it ends and which one is dropped.

    Examples
    --------
    >>> plan = plan_test(("facebook", "x"), start=date(2026, 12, 1))
    >>> tell_plan(plan, Words("en"))[0]
    'The same posts on Facebook and X, from December 1, 2026 to December 28, 2026: 10 on each.'
    """
    said = [
        words.say(
            "The same posts on {one} and {other}, from {start} to {end}: {posts} on each.",
            posts=plan.posts, one=network_name(plan.networks[0], words),
            other=network_name(plan.networks[1], words), start=words.date(plan.start),
            end=words.date(plan.end),
        ),
        words.say(
            "Decided on {day}: the one that brings more enquiries for an hour of work with a "
            "chance of {chance} is kept, the other is left.",
            day=words.date(plan.decide_on), chance=words.percent(plan.keep_from, digits=0),
        ),
        words.say_many(
            "One that brings twice as many is most likely seen from {n} enquiry on both "
            "together.",
            "One that brings twice as many is most likely seen from {n} enquiries on both "
            "together.",
            n=plan.enquiries_needed,
        ),
    ]  # fmt: skip
    if plan.enquiries_expected is not None:
        told = (
            message(
                "Enquiries that the test should bring at the rate so far: about {n}. It is long "
                "enough."
            )
            if plan.is_long_enough
            else message(
                "Enquiries that the test should bring at the rate so far: about {n}. These are "
                "too few to be likely to decide. Give it more weeks or more hours."
            )
        )
        said.append(words.say(told, n=words.number(plan.enquiries_expected, digits=0)))
    return said


def tell_verdict(verdict: TwoNetworkVerdict, words: Words) -> list[str]:
    """Say which one to keep, or that it is not decided.

    Examples
    --------
    >>> verdict = judge_test({"facebook": 30, "x": 6}, {"facebook": 10, "x": 10})
    >>> tell_verdict(verdict, Words("en"))[-1]
    'Keep Facebook and leave X.'
    """
    said = [
        words.say(
            "{network}: enquiries an hour of work {rate} ({low} to {high}), the better one with "
            "a chance of {chance}.",
            network=network_name(row.network, words),
            rate=words.number(float(row.per_hour), digits=2),
            low=words.number(float(row.low), digits=2),
            high=words.number(float(row.high), digits=2),
            chance=words.percent(float(row.p_more), digits=0),
        )
        for row in verdict.table.itertuples()
    ]  # fmt: skip
    if verdict.keep is None or verdict.drop is None:
        return [
            *said,
            words.say(
                "Not decided: the two are too alike for so few enquiries. Go on once more for as "
                "long; then keep the one that costs less work, and say that this was the reason."
            ),
        ]
    return [
        *said,
        words.say(
            "Keep {keep} and leave {drop}.",
            keep=network_name(verdict.keep, words), drop=network_name(verdict.drop, words),
        ),
    ]  # fmt: skip
