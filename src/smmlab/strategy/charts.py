"""The charts of the document: every result with rows, drawn, with a sentence for who cannot see."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from smmlab.plots.ads import plot_ads
from smmlab.plots.audience import plot_audience, plot_hours, plot_segments
from smmlab.plots.cohorts import plot_customer_cohorts
from smmlab.plots.content import plot_forms, plot_rhythm, plot_times, plot_types
from smmlab.plots.credit import plot_credit
from smmlab.plots.customers import plot_customers
from smmlab.plots.dialogue import plot_replies
from smmlab.plots.effects import plot_effects, plot_type_forms
from smmlab.plots.funnel import plot_funnel
from smmlab.plots.gathering import plot_place
from smmlab.plots.groups import plot_groups
from smmlab.plots.growth import plot_growth
from smmlab.plots.lead_plan import plot_lead_chance, plot_lead_plan
from smmlab.plots.lifetime import plot_lifetime, plot_slots
from smmlab.plots.money import plot_orders, plot_utm
from smmlab.plots.mood import plot_complaints, plot_mood
from smmlab.plots.needs import plot_needs
from smmlab.plots.network_funnel import plot_network_funnel
from smmlab.plots.network_places import plot_feed_load, plot_network_places
from smmlab.plots.networks import plot_networks
from smmlab.plots.placements import plot_placements
from smmlab.plots.portraits import plot_portraits
from smmlab.plots.retention import plot_retention
from smmlab.plots.rhythm_of_people import plot_follower_hours, plot_week
from smmlab.plots.rival_pages import plot_rival_pages, plot_rival_trends
from smmlab.plots.rivals import plot_rival_map, plot_voice
from smmlab.plots.scenarios import plot_active_share, plot_income_fan, plot_scenarios
from smmlab.plots.theme import as_png
from smmlab.plots.tornado import plot_tornado
from smmlab.plots.trends import plot_trends
from smmlab.plots.white_space import plot_white_space
from smmlab.strategy.document import Chart, Span
from smmlab.strategy.material import Material
from smmlab.strategy.statements import Pen, Term
from smmlab.texts import message

_PLOTS: Mapping[str, tuple[Callable[..., Any], str]] = MappingProxyType(
    {
        "segments": (plot_segments, message(
            "The share of each segment among the active people, with intervals.")),
        "demographics": (plot_audience, message(
            "The audience as the network reports it.")),
        "hours": (plot_hours, message(
            "The share of activity in each hour of the day, with intervals.")),
        "groups": (plot_groups, message(
            "Whether what people do falls into groups, and how these differ.")),
        "portraits": (plot_portraits, message(
            "What sets each segment apart from the others, with intervals.")),
        "week": (plot_week, message(
            "The share of activity in each hour of the week; small cells are hidden.")),
        "follower_hours": (plot_follower_hours, message(
            "Followers who are there in each hour of the day, with intervals.")),
        "growth": (plot_growth, message(
            "How the page grew, day by day.")),
        "retention": (plot_retention, message(
            "The part of each cohort that came back, with intervals.")),
        "needs": (plot_needs, message(
            "What people write about, by topic, with intervals.")),
        "customers": (plot_customers, message(
            "The share of customers and of money of each group of customers.")),
        "fit": (plot_networks, message(
            "How the networks compare, with intervals.")),
        "funnel": (plot_network_funnel, message(
            "How many people of the target group are left at each step, with intervals.")),
        "places": (plot_network_places, message(
            "How often each network takes the first, second and third place.")),
        "tornado": (plot_tornado, message(
            "How far each figure moves the chance of the likeliest network.")),
        "feed_load": (plot_feed_load, message(
            "The chance of being the best as the feed fills with other posts.")),
        "place_audit": (plot_place, message(
            "The checklist of the gathering place: what stands, what is missing, and what "
            "only a look can tell.")),
        "type_summary": (plot_types, message(
            "Engagement of own posts by type of content, with intervals.")),
        "forms": (plot_forms, message(
            "Engagement of own posts by form, with intervals.")),
        "timing": (plot_times, message(
            "Engagement of own posts by time of publishing.")),
        "rhythm": (plot_rhythm, message(
            "Posts a week on each page.")),
        "lifetime": (plot_lifetime, message(
            "The part of a post's engagement that has come by each age, with intervals.")),
        "effects": (plot_effects, message(
            "Interactions by trait of the post, other traits equal, with intervals.")),
        "type_forms": (plot_type_forms, message(
            "The response to each type of content in each form.")),
        "trends": (plot_trends, message(
            "How often hashtags and topics come of late against before, with intervals.")),
        "slots": (plot_slots, message(
            "Engagement within weeks by posts a day, time of day and pause, with "
            "intervals.")),
        "ads": (plot_ads, message(
            "What a result of advertising cost in each group, with intervals.")),
        "replies": (plot_replies, message(
            "The share still waiting for an answer, by hours since it was asked or said.")),
        "mood": (plot_mood, message(
            "The share of unhappy people in each period against the usual one, with what "
            "chance alone brings.")),
        "complaints": (plot_complaints, message(
            "What people complain about, by topic, with intervals.")),
        "voice": (plot_voice, message(
            "Share of posts and engagement of our pages and of the rivals.")),
        "rival_map": (plot_rival_map, message(
            "How often each page posts and what its posts earn, with intervals.")),
        "rival_pages": (plot_rival_pages, message(
            "Every page on the same measures, side by side, with intervals.")),
        "rival_trends": (plot_rival_trends, message(
            "The response to the posts of each page, month by month.")),
        "white_space": (plot_white_space, message(
            "The response at rivals to each type and form; white space is framed.")),
        "placements": (plot_placements, message(
            "What a result costs at each place where we could speak, with intervals.")),
        "lead_plan": (plot_lead_plan, message(
            "The way from people reached to orders or enquiries, with intervals, and what "
            "the goal needs.")),
        "lead_chance": (plot_lead_chance, message(
            "The chance to reach the goal by the day from which it is counted.")),
        "sales_funnel": (plot_funnel, message(
            "Visits and orders of each network, and the share of visits that end in an "
            "order, with intervals.")),
        "customer_cohorts": (plot_customer_cohorts, message(
            "The share of customers who bought again, by days since their first order, with "
            "intervals.")),
        "orders": (plot_orders, message(
            "The average order in each currency, with its interval.")),
        "scenarios": (plot_scenarios, message(
            "What each way to earn would bring a month, with intervals, and what the page "
            "costs.")),
        "income_fan": (plot_income_fan, message(
            "What the likeliest way to earn brings month by month, with its interval.")),
        "active_share": (plot_active_share, message(
            "What a large idle and a small active audience would earn, with intervals.")),
        "credit": (plot_credit, message(
            "The share of the orders that each rule of credit gives each channel, with "
            "intervals.")),
        "utm": (plot_utm, message(
            "Conversion of visits into orders by tagged source, with intervals.")),
    }
)  # fmt: skip


# The part of a result with many frames that has rows when there is something to draw.
_DRAWN_PARTS = (
    "table", "curve", "periods", "ks", "sizes", "cells", "pages", "cohorts", "segments",
)  # fmt: skip


def charts_of(material: Material, pen: Pen, name: str, *, of: str = "") -> tuple[Chart, ...]:
    """Return a chart of a result, or nothing when the result has no rows to draw.

    ``of`` names the result where it has several charts. Drawing takes long, so a chart is drawn
    once for all documents written from the same material.
    """
    result = material.result(of or name)
    if not _has_rows(result):
        return ()
    if name not in material.drawn:
        material.drawn[name] = _drawn(result, pen, name)
    return (material.drawn[name],)


def _drawn(result: Any, pen: Pen, name: str) -> Chart:
    plot, caption = _PLOTS[name]
    axes = plot(result, words=pen.words)
    said = pen.value(Term(caption))
    # The title of a chart states what it shows, so it is the best thing to read out.
    lines = axes.get_title(loc="left").replace("\\$", "$").splitlines()
    title = ". ".join(" ".join(line.split()).rstrip(".") for line in lines if line.strip())
    alt = pen.say("Chart. {what}", what=Term(caption))
    alt = (*alt, Span(" "), Span(title, "name")) if title else alt
    return Chart(name.replace("_", "-"), as_png(axes), alt, said)


def _has_rows(result: Any) -> bool:
    frame = result
    if not isinstance(result, pd.DataFrame):
        for part in _DRAWN_PARTS:
            frame = getattr(result, part, frame)
    return isinstance(frame, pd.DataFrame) and not frame.empty
