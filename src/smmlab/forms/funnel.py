"""The funnel as a form: visits, enquiries and orders by network, campaign or type of content."""

from datetime import date

import ipywidgets as w
import pandas as pd
from babel.dates import format_skeleton

from smmlab.findings import SMALLEST_GROUP
from smmlab.forms.frame import Form, Shown, labelled
from smmlab.forms.pictures import picture_of
from smmlab.money.counted_leads import count_leads
from smmlab.money.funnel import LACKS, Funnel, measure_funnel
from smmlab.money.utm import UNTAGGED
from smmlab.plots.funnel import name_of, plot_funnel
from smmlab.project import Project
from smmlab.texts import Words


def funnel_form(project: Project) -> Form:
    """Show what came of the visits of each network, campaign, post or type of content.

    The same as ``measure_funnel(project.visits, project.orders, by=…, first_day=…, last_day=…,
    key_events=…)`` and `plot_funnel` of its rows.
    """
    words = Words(project.brief.language)
    by = labelled(
        w.Dropdown(
            options=[
                (words.say("network"), "network"),
                (words.say("campaign"), "campaign"),
                (words.say("type of content"), "content_type"),
                (words.say("post"), "post"),
                (words.say("paid against unpaid"), "paid"),
                (words.say("discount code"), "discount_code"),
                (words.say("segment of the audience"), "segment"),
            ]
        ),
        words.say("Rows"),
    )
    side = labelled(
        w.Dropdown(
            options=[
                (words.say("paid and unpaid"), "both"),
                (words.say("paid visits only"), "paid"),
                (words.say("unpaid visits only"), "organic"),
            ]
        ),
        words.say("Which visits"),
    )
    events = labelled(
        w.Dropdown(
            options=[
                (words.say("we do not know"), "unknown"),
                (words.say("enquiries: forms, calls, bookings"), "enquiries"),
            ],
            value=project.brief.key_events or "unknown",
        ),
        words.say("Key events of the web counter are"),
    )
    months = _months(project, words)
    period = labelled(
        w.Dropdown(options=[(words.say("all days of the report"), ""), *months]),
        words.say("Period"),
    )
    form = Form("funnel", [by, side, events, period], words=words)

    def show() -> Shown:
        month = pd.Period(period.value) if period.value else None
        found = measure_funnel(
            project.table("visits"),
            project.table("orders"),
            by=by.value,
            leads=count_leads(project.table("daily"), project.table("ads")),
            key_events=events.value,
            first_day=str(month.start_time.date()) if month is not None else None,
            last_day=str(month.end_time.date()) if month is not None else None,
            timezone=project.brief.timezone,
        ).of_side(side.value)
        return picture_of(plot_funnel(found, words=words)), _said(found, words)

    form.shows(show, says_more=True)
    return form


def _months(project: Project, words: Words) -> list[tuple[str, str]]:
    days = project.table("visits")["day"].dropna()
    months = sorted(days.str.slice(0, 7).unique(), reverse=True)
    return [
        (format_skeleton("yMMMM", date.fromisoformat(f"{month}-01"), locale=words.locale), month)
        for month in months
    ]


def _said(funnel: Funnel, words: Words) -> str:
    if funnel.lack:
        return words.say(LACKS[funnel.lack])
    lines = []
    rated = funnel.table[funnel.table["why"] == ""]
    if len(rated):
        row = rated.sort_values("orders", ascending=False, kind="stable").iloc[0].to_dict()
        lines.append(
            words.say(
                "Most orders with tags: {name}. Visits: {visits}, of them with an order: "
                "{orders}, {share} (interval {low} to {high}).",
                name=name_of(row, words),
                visits=words.number(int(row["sessions"])),
                orders=words.number(int(row["orders"])),
                share=words.percent(float(row["conversion_rate"])),
                low=words.percent(float(row["cr_low"])),
                high=words.percent(float(row["cr_high"])),
            )
        )
    bare = funnel.table.loc[funnel.table["name"] == UNTAGGED, "orders"].dropna()
    if len(bare) and int(bare.iloc[0]) >= SMALLEST_GROUP:
        lines.append(
            words.say_many(
                "{n} order carries no tag, so nobody can say where it came from.",
                "{n} orders carry no tag, so nobody can say where they came from.",
                n=int(bare.iloc[0]),
            )
        )
    lines.append(words.say("Tags give credit to a link; they do not tell what it caused."))
    return "\n".join(lines)
