"""Tables of findings: one row for each thing, one column for each number of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType

from smmlab.findings import Finding
from smmlab.strategy.document import DataTable, Span, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.statements import Name, Pen, Several, Spread, Term
from smmlab.texts import message
from smmlab.texts.labels import label_of

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "people": message("People"),
        "posts": message("Posts"),
        "orders": message("Orders"),
        "cancelled": message("Cancelled"),
        "sessions": message("Sessions"),
        "leads": message("Leads"),
        "enquiries": message("Enquiries"),
        "share": message("Share"),
        "median": message("Median"),
        "engagements": message("Engagements"),
        "recency_days_median": message("Days since last seen"),
        "frequency_median": message("Active days per person (median)"),
        "engagement_median": message("Acts per person (median)"),
        "change": message("Change"),
        "keywords": message("Typical words"),
        "posts_per_week": message("Posts per week"),
        "weeks": message("Weeks"),
        "longest_gap_days": message("Longest silence, days"),
        "per_thousand": message("For a thousand followers"),
        "median_hours": message("Hours to an answer (median)"),
        "questions": message("Questions"),
        "answered_share": message("Answered"),
        "answers": message("Answers"),
        "unanswered_share": message("Never answered"),
        "potential": message("Possible customers"),
        "potential_per_seller": message("For each seller"),
        "p_best": message("Chance of being best"),
        "p_without_own": message("Chance without our own results"),
        "p_top_two": message("Chance of the first two"),
        "regret": message("Loss if wrong"),
        "score": message("People who would meet our posts"),
        "affinity": message("Affinity"),
        "composition": message("Composition"),
        "interested": message("Come there to buy"),
        "enquiries_per_thousand": message("Enquiries for a thousand people reached"),
        "orders_per_thousand": message("Orders for a thousand people reached"),
        "reach": message("Reach"),
        "reach_median": message("People reached by the middle post"),
        "reach_mean": message("People reached by a post on average"),
        "engagement_rate": message("Engagement rate"),
        "price_per_thousand": message("Price for a thousand people"),
        "cost_per_visit": message("Cost of a visit"),
        "cost_per_result": message("Cost of a result"),
        "p_cheapest": message("Chance of being cheapest"),
        "overlap": message("Follow us already"),
        "suspects": message("Suspicious accounts"),
        "share_of_posts": message("Our share of posts"),
        "share_of_engagements": message("Our share of engagements"),
        "revenue": message("Revenue"),
        "refunded": message("Refunded"),
        "average_order_value": message("Average order"),
        "median_order_value": message("Median order"),
        "revenue_per_visit": message("Money per visit"),
        "customers": message("Customers"),
        "repeat_customers": message("Bought again"),
        "net_revenue": message("Revenue less refunds"),
        "orders_median": message("Orders per customer (median)"),
        "order_value_median": message("Median order"),
        "conversion_rate": message("Conversion"),
        "enquiry_rate": message("Enquiries per visit"),
        "order_rate": message("Orders per enquiry"),
        "good_share": message("Links as the scheme asks"),
        "tagged_share": message("Visits with tags"),
        "last": message("Last touch"),
        "first": message("First touch"),
        "linear": message("Equal parts"),
        "position": message("First and last most"),
        "markov": message("Removal effect"),
        "earned": message("Earned a month"),
        "income": message("Left after the page"),
        "p_loss": message("Chance of a loss"),
        "many": message("Large idle audience"),
        "few": message("Small active audience"),
        "p_few": message("Chance that the few earn more"),
        "to_active_share": message("Gain in per cent for one per cent more active share"),
        "to_size": message("Gain in per cent for one per cent more idle followers"),
        "rate_ratio": message("Times as many interactions"),
        "times_before": message("Times as often as before"),
        "trend": message("Change over time"),
        "lift": message("Times the usual response"),
        "response": message("Response"),
        "verdict": message("Verdict"),
        "now": message("Now"),
        "needed": message("Needed"),
        "have": message("There is"),
        "gap": message("Gap"),
        "chance_doubled": message("Chance with twice as much"),
    }
)
"""The numbers a table may show, in this order, and how they are called."""
OF_POSTS: Mapping[str, str] = MappingProxyType({"median": message("Engagements or rate, median")})
"""What is called otherwise in tables of posts: where reach is known, the middle post has a rate."""


def findings_table(
    material: Material,
    pen: Pen,
    prefix: str,
    caption: Spans,
    first: Spans,
    *,
    columns: Sequence[str] = tuple(COLUMNS),
    name: Callable[[str], Spans] | None = None,
    only: Collection[str] = (),
    called: Mapping[str, str] = MappingProxyType({}),
    most: int = 40,
) -> DataTable | None:
    """Return the findings under a prefix as a table, or None when there are none.

    Numbers that no row has are left out; a number that is unknown for one row is said to be. A
    number that is another thing here than elsewhere is ``called`` so.
    """
    grouped = {
        key: numbers
        for key, numbers in material.group(prefix).items()
        if key
        and (not only or key in only)
        and any(n.status != "unknown" for name, n in numbers.items() if name in columns)
    }
    shown = [c for c in columns if any(c in numbers for numbers in grouped.values())]
    if not grouped or not shown:
        return None
    title = name or (lambda key: named(pen, key))
    rows = tuple(
        (title(key), *(cell(pen, numbers.get(column)) for column in shown))
        for key, numbers in list(grouped.items())[:most]
    )
    header = (first, *(pen.value(Term(called.get(column, COLUMNS[column]))) for column in shown))
    return DataTable(caption, header, rows)


def named(pen: Pen, key: str) -> Spans:
    """Return the last part of a key as a word of ours, or as it stands in the data."""
    # A one-dot leader stands for a dot inside a name, because dots divide a key.
    parts = [part.replace("\u2024", ".") for part in key.split(".") if part != "unknown"]
    return pen.value(Several(tuple(Term(label_of(p)) if label_of(p) else Name(p) for p in parts)))


def page_of(key: str) -> Several:
    """Return a network and a page of it; dots within the page's name stay."""
    network, _, page = key.partition(".")
    shown = Term(label_of(network)) if label_of(network) else Name(network)
    return Several((shown, Name(page)) if page else (shown,))


def cell(pen: Pen, found: Finding | None) -> Spans:
    """Return a number with its interval, as a cell of a table shows it."""
    if found is None:
        return (Span("–"),)
    return pen.value(Spread(found))
