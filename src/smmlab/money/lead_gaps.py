"""What a plan of leads does not know, and what to measure for it."""

from collections.abc import Iterator

from smmlab.money.lead_inputs import LeadInputs
from smmlab.texts import message

NO_CONVERSION = message(
    "How many visits lead to a result is not known. Count visits and results of the same weeks, or "
    "give a range."
)
NO_REACH = message(
    "How many people a post reaches is not known. Export the posts with their reach, or give a "
    "range."
)
NO_CLICKS = message(
    "How many of the people reached come to the shop is not known. Tag every link and export the "
    "traffic report, or give a range."
)
NO_POSTS = message(
    "How many posts a week can be made is not known. Say it, or how many hours of work there are."
)
NO_FOLLOWERS = message(
    "How many people follow the pages is not known, so nobody can say whether they are enough. "
    "Export the numbers of followers, or type them in."
)
NO_BUDGET = message("No budget is told, so nothing is bought in this plan.")
NO_COST = message(
    "What a paid result costs is not known, so the budget brings nothing in this plan. Export the "
    "advertisements, or give a range."
)

PUBLIC_CONVERSION = message(
    "The conversion is a cited range of others, because own visits and results of the same weeks "
    "are not known. Count them: nothing moves the plan more."
)
PUBLIC_CLICKS = message(
    "How many of the people reached come is a cited range of others, because own tagged visits are "
    "not known. Tag every link and count them."
)


def lacking_of(inputs: LeadInputs) -> Iterator[str]:
    """Yield what keeps a plan from being made at all.

    Examples
    --------
    >>> len(list(lacking_of(LeadInputs())))
    4
    """
    if inputs.conversion is None:
        yield NO_CONVERSION
    paid = bool(inputs.budget_per_month) and inputs.cost is not None
    if inputs.visits is not None or paid:
        # Visits that come anyway, or are bought, can be planned with before any post is known.
        return
    if inputs.reach is None:
        yield NO_REACH
    if inputs.clicks is None:
        yield NO_CLICKS
    if inputs.posts_possible is None:
        yield NO_POSTS


def left_out_of(inputs: LeadInputs) -> Iterator[str]:
    """Yield what a plan has to leave out, or to take from others.

    Examples
    --------
    >>> list(left_out_of(LeadInputs(budget_per_month=100)))[-1] == NO_COST
    True
    """
    if inputs.conversion is not None and inputs.conversion.basis == "public":
        yield PUBLIC_CONVERSION
    if inputs.clicks is not None and inputs.clicks.basis == "public":
        yield PUBLIC_CLICKS
    if inputs.reach is None:
        yield NO_REACH
    if inputs.clicks is None:
        yield NO_CLICKS
    if inputs.posts_possible is None:
        yield NO_POSTS
    if inputs.followers is None:
        yield NO_FOLLOWERS
    if inputs.budget_per_month is None:
        yield NO_BUDGET
    elif inputs.budget_per_month > 0 and inputs.cost is None:
        yield NO_COST
