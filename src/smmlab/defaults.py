"""What the strategy assumes until the strategist decides: small, plain, said to be defaults."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from smmlab.brief import Brief
from smmlab.content.posting_load import A_POST_A_DAY, crowded_pages, posts_that_fit
from smmlab.decisions import Decision, Step
from smmlab.findings import Finding
from smmlab.gathering.audit import to_do
from smmlab.gathering.checklist import items_of
from smmlab.texts import message

if TYPE_CHECKING:
    from smmlab.analyses import Analyses

MIX: Mapping[str, float] = MappingProxyType(
    {"instruction": 0.35, "provocation": 0.25, "medal": 0.2, "laugh": 0.2}
)
"""Shares of the four types before anything is known: useful first, every type present."""

POSTS_PER_WEEK, MOST_POSTS_PER_WEEK = 3, 14
TEST_HOURS = (9, 19)
REPLY_HOURS = 4


def default_decisions(
    analyses: "Analyses", brief: Brief, *, answering_hours: float = 0.0
) -> dict[Step, Decision]:
    """Return one decision for each step, made by nobody, for what is not decided yet.

    Parameters
    ----------
    analyses
        The results at default settings; only clear findings are followed.
    brief
        What the client said.
    answering_hours
        Hours a week that answers take; what they leave of the brief's hours goes into posts.

    Returns
    -------
    dict[Step, Decision]
        The choices, by step: ``audience`` {segments: list of segment names}; ``network``
        {network: name, or "" for not decided; contenders: list}; ``place`` {tasks: items of the
        checklist; once decided also network, kind, face and answers}; ``content`` {mix: type to
        share 0-1}; ``rhythm`` {posts_per_week: posts, hours: list of hours of the day, is_test:
        bool}; ``dialogue`` {reply_hours: hours};
        ``rivals`` {sellers: network to number}; ``placements`` {budget: money, or 0 for none;
        once decided also currency, allowed_cost of one result, 0 for no limit, and first: how many
        to try, 0 for as many as bring most}; ``money`` {model: own_goods, services, ads or
        affiliate; once decided also what `smmlab.money.scenario_inputs.Assumptions` holds: margin,
        commission, sponsored_share, link_share and idle_worth (shares 0-1), order_value,
        hour_cost, hour_price, price_per_thousand, payout and page_budget (money),
        page_hours and service_hours (a week), followers, active, contacts (people) and growth
        (share a month), and models, the list of those compared; leads_per_day with by (the first
        day) and counts (orders or enquiries), and cost_per_result (money)}; ``objectives`` {goals:
        list of {metric, target, by, owner and, where it was told, baseline}}.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> nothing = SimpleNamespace(findings=(), segments=None, fit=None, rhythm=None, timing=None)
    >>> default_decisions(nothing, Brief(name="Kohvik Kaja"))["rhythm"].choice
    {'posts_per_week': 3, 'hours': [9, 19], 'is_test': True}
    """
    found = {finding.key: finding for finding in analyses.findings}
    choices = (
        _audience(analyses, found),
        _network(analyses, found),
        _place(analyses, brief),
        _content(found),
        default_rhythm(analyses, brief, answering_hours=answering_hours),
        Decision(
            "dialogue",
            {"reply_hours": REPLY_HOURS},
            message("A person who asks is still interested within half a working day."),
        ),
        Decision(
            "rivals",
            {"sellers": dict(brief.rivals_per_network)},
            message("Only the sellers counted in the brief are known."),
        ),
        Decision(
            "placements",
            {"budget": 0},
            message("Nothing is set aside for placements yet."),
        ),
        _money(analyses, found),
        Decision(
            "objectives",
            {"goals": [_goal(goal) for goal in brief.objectives]},
            message("The objectives are those of the brief."),
        ),
    )
    return {decision.step: _as_default(decision) for decision in choices}


def _as_default(decision: Decision) -> Decision:
    return Decision(
        decision.step, decision.choice, decision.reason, "default", decision.findings, "", ""
    )


def _audience(analyses: "Analyses", found: Mapping[str, Finding]) -> Decision:
    segments = analyses.segments
    if segments is None or segments.empty:
        return Decision(
            "audience",
            {"segments": []},
            message("No segment can be told apart yet, so everyone in the target group is served."),
        )
    names = [str(name) for name in segments["segment"]]
    first = next((name for name in ("core", "regular") if name in names), names[0])
    key = f"audience.segment.{first}.share"
    return Decision(
        "audience",
        {"segments": [first]},
        message("The people who already return spread the word first."),
        findings=(key,) if key in found else (),
    )


def _network(analyses: "Analyses", found: Mapping[str, Finding]) -> Decision:
    fit = analyses.fit
    chosen = fit.recommendation if fit is not None else None
    contenders = list(fit.contenders) if fit is not None else []
    if chosen is None:
        keys = [f"networks.{name}.p_best" for name in contenders]
        reason = (
            message(
                "The figures are not sure enough to name one network. A short test on the "
                "contenders decides."
            )
            if contenders
            else message("There are no figures yet by which networks could be compared.")
        )
        return Decision(
            "network",
            {"network": "", "contenders": contenders},
            reason,
            findings=tuple(key for key in keys if key in found),
        )
    keys = [f"networks.{chosen}.p_best", f"networks.{chosen}.potential"]
    return Decision(
        "network",
        {"network": chosen, "contenders": contenders},
        message("It is the best choice in most of the draws, and a mistake would cost little."),
        findings=tuple(key for key in keys if key in found),
    )


def _place(analyses: "Analyses", brief: Brief) -> Decision:
    audit = getattr(analyses, "place_audit", None)
    # Of several places none is chosen yet: then what every place needs is to be done.
    is_one = audit is not None and audit["network"].nunique() == 1
    every_place = [item.key for item in items_of("", market=brief.market)]
    tasks = list(to_do(audit)["item"]) if is_one else every_place
    return Decision(
        "place",
        {"tasks": tasks},
        message("A gathering place needs all of these before the first post is promoted."),
    )


def _content(found: Mapping[str, Finding]) -> Decision:
    better = [
        key
        for key, finding in found.items()
        if key.startswith("content.types.")
        and key.endswith(".verdict")
        and finding.value == "better"
    ]
    wins = {name: [key for key in better if key.split(".")[-2] == name] for name in MIX}
    leader = max(MIX, key=lambda name: len(wins[name]))
    usual = next(iter(MIX))
    mix = dict(MIX)
    mix[usual], mix[leader] = mix[leader], mix[usual]
    if wins[leader]:
        reason = message(
            "The type that leads earned more than the others in the client's own posts on at least "
            "one network; elsewhere that is not known. Every type is present so that all four can "
            "be compared."
        )
    else:
        reason = message(
            "Useful posts lead because they give people a reason to return. "
            "Every type is present so that all four can be compared."
        )
    return Decision("content", {"mix": mix}, reason, findings=tuple(wins[leader]))


def default_rhythm(analyses: "Analyses", brief: Brief, *, answering_hours: float = 0.0) -> Decision:
    """Return the rhythm where nobody has decided it: the one rule for posts a week.

    What the brief says; else what own results support, as far as the hours of work allow.

    Parameters
    ----------
    analyses
        Its ``rhythm``, ``timing`` and ``findings`` are read.
    brief, answering_hours
        As of `default_decisions`.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> nothing = SimpleNamespace(findings=(), rhythm=None, timing=None)
    >>> tight = Brief(name="Kohvik Kaja", hours_per_week=4)
    >>> default_rhythm(nothing, tight, answering_hours=1).choice["posts_per_week"]
    2
    """
    found = {finding.key: finding for finding in analyses.findings}
    hour = getattr(analyses.timing, "hour", None)
    hours = list(TEST_HOURS) if hour is None else [int(hour)]
    posts, reason, keys = _posts_a_week(analyses.rhythm, brief, found)
    given = brief.hours_per_week
    room = posts if given is None else posts_that_fit(given, answering=answering_hours)
    # How many posts the client can make, only the client knows; our own plan fits the hours.
    if brief.posts_per_week is None and room < posts:
        posts, keys = room, ()
        reason = message(
            "The hours of work a week leave room for no more posts beside answers and reviews."
        )
    return Decision(
        "rhythm",
        {
            "posts_per_week": min(max(posts, 1), MOST_POSTS_PER_WEEK),
            "hours": hours,
            "is_test": hour is None,
        },
        reason,
        "default",
        keys,
    )


def _posts_a_week(
    rhythm: Any, brief: Brief, found: Mapping[str, Finding]
) -> tuple[int, str, tuple[str, ...]]:
    """Return what the brief says, else what own results support, with the reason and its keys."""
    if brief.posts_per_week is not None:
        return brief.posts_per_week, message("The client can make this many posts a week."), ()
    measured = _measured_rhythm(rhythm)
    if measured is None:
        return POSTS_PER_WEEK, message("A small team can keep this rhythm without a break."), ()
    crowded = [found.key for page in crowded_pages(found.values()) for found in page]
    if crowded and measured > A_POST_A_DAY:
        reason = message(
            "At least one page published more than a post a day, and few people saw each of its "
            "posts; a post a day is enough until more people are reached."
        )
        return A_POST_A_DAY, reason, tuple(dict.fromkeys(crowded))
    keys = tuple(
        sorted(k for k in found if k.startswith("content.rhythm.") and k.endswith("per_week"))
    )
    if measured > MOST_POSTS_PER_WEEK:
        reason = message("The pages published more than this; fewer and better posts are enough.")
        return MOST_POSTS_PER_WEEK, reason, keys
    return measured, message("This is the rhythm the pages have kept so far."), keys


def _money(analyses: "Analyses", found: Mapping[str, Finding]) -> Decision:
    scenarios = getattr(analyses, "scenarios", None)
    clear = getattr(scenarios, "recommendation", None)
    if clear is None:
        return Decision(
            "money",
            {"model": "own_goods"},
            message(
                "The figures recommend no way to earn yet. Own goods are tried first only because "
                "a small test of them needs no large audience; advertising does."
            ),
        )
    keys = [f"money.scenario.{clear}.{name}" for name in ("p_best", "earned")]
    return Decision(
        "money",
        {"model": clear},
        message("It earns most in most of the draws, and a mistake would cost little."),
        findings=tuple(key for key in keys if key in found),
    )


def _measured_rhythm(rhythm: Any) -> int | None:
    if rhythm is None or rhythm.empty:
        return None
    # The busiest page shows what the team can keep up; a page with hardly any posts does not.
    busiest = float(rhythm["posts_per_week"].max())
    return round(busiest) if busiest >= 1 else None


def _goal(goal: Any) -> dict[str, object]:
    told = {} if goal.baseline is None else {"baseline": goal.baseline}
    return {
        "metric": goal.metric,
        **told,
        "target": goal.target,
        "by": goal.by.isoformat() if goal.by else "",
        "owner": goal.owner,
    }
