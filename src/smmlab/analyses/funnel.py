"""From visits to orders, and whether the customers come back: by network, type and side."""

from smmlab.analyses.rooms import SEED, Room, Tables
from smmlab.findings import trace
from smmlab.money.cohorts import cohort_findings, follow_customers
from smmlab.money.counted_leads import count_leads
from smmlab.money.funnel import By, measure_funnel
from smmlab.money.funnel_findings import funnel_findings

# Campaigns stand in the findings of the tags already.
_ASKED: tuple[By, ...] = ("network", "content_type", "paid", "segment")


def funnel_room(tables: Tables) -> Room:
    """Return the funnels of the client, and the cohorts of the customers each network won."""
    table, zone = tables.project.table, tables.timezone
    visits, orders = tables.visits, tables.orders
    daily, ads = table("daily"), table("ads")
    leads = count_leads(daily, ads)
    told = tables.project.brief.key_events or "unknown"
    funnels = {
        by: measure_funnel(
            visits, orders, by=by, leads=leads, key_events=told, timezone=zone, seed=SEED
        )
        for by in _ASKED
    }
    cohorts = follow_customers(orders, timezone=zone, seed=SEED)
    rows = (*trace(orders), *trace(visits))
    return Room(
        {
            "sales_funnel": funnels["network"],
            "type_funnel": funnels["content_type"],
            "customer_cohorts": cohorts,
        },
        [
            *(one for funnel in funnels.values() for one in funnel_findings(funnel, sources=rows)),
            *cohort_findings(cohorts, sources=trace(orders)),
        ],
    )
