"""Sentences about the student's company: some are measured, some only sound as if they were."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from smmlab.content.engagement import measure_engagement
from smmlab.content.timing import local_times
from smmlab.course.lessons.earning import monthly_figures
from smmlab.course.lessons.own_posts import own_posts
from smmlab.course.lessons.questions import asked_questions
from smmlab.course.one_reading import shared
from smmlab.course.tasks.lesson10 import own_voice, rival_middles
from smmlab.course.tasks.lesson11 import campaign_rates
from smmlab.errors import DataError
from smmlab.findings import SMALLEST_GROUP
from smmlab.money.orders import counted_orders
from smmlab.project import Project
from smmlab.texts import Phrase, Words, clock, message
from smmlab.texts.labels import network_name

Basis = Literal["measured", "forecast", "effect", "elsewhere"]
_UTM = ["utm_source", "utm_medium", "utm_campaign"]
_FEWEST = 4  # statements among which there is something to choose


@dataclass(frozen=True)
class Statement:
    """A sentence that somebody may want to write into a strategy.

    Parameters
    ----------
    name
        Stays the same for every company.
    text
        What it says, with its numbers.
    n
        How many observations it rests on.
    basis
        ``measured``: counted in the files; ``forecast``: what nobody knows yet; ``effect``: what
        only an experiment tells; ``elsewhere``: what stands in no file of ours.
    """

    name: str
    text: Phrase
    n: int
    basis: Basis

    @property
    def may_stand(self) -> bool:
        """Whether it may stand in a strategy as measured: counted, and on enough."""
        return self.basis == "measured" and self.n >= SMALLEST_GROUP


@shared
def draw_statements(project: Project) -> tuple[Statement, ...]:
    """Return the statements that a project's own data allow, those that may stand among the others.

    Raises
    ------
    DataError
        When the files tell too little for even a few of them.
    """
    words = Words(project.brief.language)
    found = [draw(project, words) for draw in _DRAWS]
    told = sorted((one for one in found if one is not None), key=lambda statement: statement.name)
    if len(told) < _FEWEST or not any(one.may_stand for one in told):
        raise DataError(
            message(
                "Expected posts, comments, visits and orders to draw statements from, found too "
                "few. Import the files of the folder downloads again, then answer."
            )
        )
    return tuple(told)


def _answered(project: Project, words: Words) -> Statement | None:
    part = asked_questions(project).replies.questions
    told = part.within_day
    if not told.of:
        return None
    return Statement(
        "answered",
        Phrase(
            message("Of {of} questions that people asked, {count} were answered within a day."),
            {"of": words.number(told.of), "count": words.number(told.count)},
        ),
        told.of,
        "measured",
    )


def _voice(project: Project, words: Words) -> Statement | None:
    told = _or_none(own_voice, project)
    if told is None:
        return None
    return Statement(
        "voice",
        Phrase(
            message(
                "Of {of} responses to the pages that were compared on {network}, {count} went to "
                "our own posts."
            ),
            {
                "of": words.number(told.everybody, digits=0),
                "count": words.number(told.ours, digits=0),
                "network": network_name(told.network, words),
            },
        ),
        int(told.everybody),
        "measured",
    )


def _tagged(project: Project, words: Words) -> Statement | None:
    paid = counted_orders(project.orders)
    if paid.empty:
        return None
    tagged = int(paid[_UTM].notna().any(axis=1).sum())
    return Statement(
        "tagged",
        Phrase(
            message("Of {of} paid orders, {count} carry the tags of a link."),
            {"of": words.number(len(paid)), "count": words.number(tagged)},
        ),
        len(paid),
        "measured",
    )


def _reached(project: Project, words: Words) -> Statement | None:
    own = own_posts(project)
    reached = own.dropna(subset=["reach"])
    if reached.empty:
        return None
    network = str(reached["network"].value_counts().idxmax())
    mine = reached.loc[reached["network"].eq(network), "reach"].astype("float64")
    return Statement(
        "reached",
        Phrase(
            message("The middle one of our {n} posts on {network} reached {reach} people."),
            {
                "n": words.number(len(mine)),
                "network": network_name(network, words),
                "reach": words.number(float(mine.median()), digits=0),
            },
        ),
        len(mine),
        "measured",
    )


def _best_hour(project: Project, words: Words) -> Statement | None:
    own = own_posts(project).dropna(subset=["at"])
    earned = measure_engagement(own)["engagements"].astype("float64")
    told = own.assign(earned=earned).dropna(subset=["earned"])
    if told.empty:
        return None
    local = local_times(told["at"], project.brief.timezone)
    cells = told.groupby([local.dt.day_of_week.rename("day"), local.dt.hour.rename("hour")])[
        "earned"
    ]
    table = cells.agg(["mean", "size"])
    few = table[table["size"].lt(SMALLEST_GROUP)]
    if few.empty:
        return None
    (day, hour), n = few["mean"].idxmax(), int(few.loc[few["mean"].idxmax(), "size"])
    return Statement(
        "best_hour",
        Phrase(
            message(
                "One hour of the week earns most: {weekday} from {hour} on. Our posts of that hour "
                "have the highest mean of all, counted over {n}."
            ),
            {"hour": clock(hour), "weekday": words.weekday(day), "n": words.number(n)},
        ),
        n,
        "measured",
    )


def _campaign_effect(project: Project, words: Words) -> Statement | None:
    rates = _or_none(campaign_rates, project)
    if rates is None:
        return None
    campaign = str(rates["orders"].idxmax())
    orders = int(rates["orders"].max())
    return Statement(
        "campaign_effect",
        Phrase(
            message(
                "The campaign {campaign} brought us {orders} orders that would not have come "
                "without it."
            ),
            {"campaign": campaign, "orders": words.number(orders)},
        ),
        orders,
        "effect",
    )


def _next_year(project: Project, words: Words) -> Statement | None:
    month = _or_none(monthly_figures, project)
    if month is None:
        return None
    orders = month.own_revenue / month.order_value * 12
    paid = len(counted_orders(project.orders))
    return Statement(
        "next_year",
        Phrase(
            message("In the next twelve months {orders} orders will come."),
            {"orders": words.number(orders, digits=0)},
        ),
        paid,
        "forecast",
    )


def _rival_sells(project: Project, words: Words) -> Statement | None:
    rivals = _or_none(rival_middles, project)
    if rivals is None:
        return None
    best = rivals.iloc[0]
    return Statement(
        "rival_sells",
        Phrase(
            message(
                "{page} sells more than we do: the middle one of its {n} posts has {responses} "
                "responses."
            ),
            {
                "page": str(rivals.index[0]),
                "n": words.number(int(best["posts"])),
                "responses": words.number(float(best["median"])),
            },
        ),
        int(best["posts"]),
        "elsewhere",
    )


_DRAWS: tuple[Callable[[Project, Words], Statement | None], ...] = (
    _answered, _voice, _tagged, _reached, _best_hour, _campaign_effect, _next_year, _rival_sells,
)  # fmt: skip


def _or_none(measure: Callable[[Project], Any], project: Project) -> Any:
    """Return what was measured, or None where these files do not tell it."""
    try:
        return measure(project)
    except DataError:
        return None
