"""Links and their tags: in own posts, and as they came back in visits and orders."""

from smmlab.analyses.rooms import Room, Tables
from smmlab.findings import trace
from smmlab.money.link_check import check_links, link_findings
from smmlab.money.returned_tags import compare_returned, returned_findings
from smmlab.own_scheme import read_scheme


def links_room(tables: Tables) -> Room:
    """Return what became of the client's links, by the scheme in the client folder."""
    scheme = read_scheme(tables.project.folder)
    visits = tables.visits
    links = check_links(tables.own_posts, scheme)
    returned = compare_returned(visits, tables.orders, scheme)
    return Room(
        {"links": links, "returned_tags": returned},
        [
            *link_findings(links, sources=trace(tables.own_posts)),
            *returned_findings(returned, sources=(*trace(visits), *trace(tables.orders))),
        ],
    )
