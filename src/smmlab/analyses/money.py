"""The room of money: orders, customers, and where they came from."""

from smmlab.analyses.credit import credit_room
from smmlab.analyses.funnel import funnel_room
from smmlab.analyses.leads import leads_room
from smmlab.analyses.links import links_room
from smmlab.analyses.rooms import SEED, Room, Tables
from smmlab.analyses.scenarios import scenario_room
from smmlab.findings import trace
from smmlab.money.customer_segments import rfm_findings, segment_customers
from smmlab.money.orders import order_findings, summarise_orders
from smmlab.money.repeat_buying import fit_repeat_buying, repeat_findings
from smmlab.money.utm import utm_findings


def money_room(tables: Tables) -> Room:
    """Return the results and findings about money."""
    orders, zone = tables.orders, tables.timezone
    rows = trace(orders)
    summary = summarise_orders(orders, seed=SEED)
    customers = segment_customers(orders, timezone=zone)
    repeat = fit_repeat_buying(orders, timezone=zone, seed=SEED)
    funnel = funnel_room(tables)
    links = links_room(tables)
    credit = credit_room(tables)
    earning = scenario_room(tables)
    leads = leads_room(tables)
    return Room(
        {
            "orders": summary,
            "customers": customers,
            "repeat_buying": repeat,
            "utm": tables.utm,
            **funnel.results,
            **links.results,
            **credit.results,
            **earning.results,
            **leads.results,
        },
        [
            *rfm_findings(customers, sources=rows),
            *repeat_findings(repeat, sources=rows),
            *order_findings(summary, sources=rows),
            *utm_findings(tables.utm, sources=(*rows, *trace(tables.visits))),
            *funnel.findings,
            *links.findings,
            *credit.findings,
            *earning.findings,
            *leads.findings,
        ],
    )
