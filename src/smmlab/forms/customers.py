"""Who buys, and who will buy again: the segments of customers and the orders to come."""

import ipywidgets as w

from smmlab.forms.frame import Form, Shown, confidence_box, labelled
from smmlab.forms.number_box import number_box
from smmlab.forms.pictures import picture_of
from smmlab.money.customer_segments import CUSTOMER_ADVICE, CUSTOMER_LABELS, segment_customers
from smmlab.money.repeat_buying import fit_repeat_buying
from smmlab.plots.customers import plot_customers, plot_repeat_buying, plot_repeat_fit
from smmlab.project import Project
from smmlab.texts import Phrase, Words


def customers_form(project: Project) -> Form:
    """Show the segments of the customers by recency, frequency and money.

    The same as ``segment_customers(project.orders, grid=…, currency=…, smallest=…, confidence=…)``.
    """
    words = Words(project.brief.language)
    timezone = project.brief.timezone
    codes = project.table("orders")["currency"].value_counts().index.tolist()
    grid = labelled(
        w.Dropdown(
            options=[
                (words.say("Standard: broad groups of good customers"), "standard"),
                (words.say("Revised: also new and promising customers"), "revised"),
            ],
            value="standard",
        ),
        words.say("Rules of the segments"),
    )
    currency = labelled(
        w.Dropdown(options=[(words.say("with most customers"), ""), *((c, c) for c in codes)]),
        words.say("Currency"),
    )
    smallest = number_box(words.say("Smallest segment shown"), 10, low=10, high=60, words=words)
    confidence = confidence_box(words)
    form = Form("customers", [grid, currency, smallest, confidence], words=words)

    def show() -> Shown:
        found = segment_customers(
            project.table("orders"),
            grid=grid.value,
            currency=currency.value or None,
            timezone=timezone,
            smallest=smallest.value,
            confidence=confidence.value,
        )
        picture = picture_of(plot_customers(found, currency=currency.value or None, words=words))
        if found.segments.empty:
            return picture, ""
        leader = found.segments.iloc[0]
        return picture, words.say(
            "Most money comes from “{label}”. {advice}",
            label=Phrase(CUSTOMER_LABELS[leader["segment"]]),
            advice=Phrase(CUSTOMER_ADVICE[leader["segment"]]),
        )

    form.shows(show)
    return form


def repeat_buying_form(project: Project) -> Form:
    """Show how many orders the customers we have will still place, or how well the model fits.

    The same as ``fit_repeat_buying(project.orders, weeks=…, confidence=…)``.
    """
    words = Words(project.brief.language)
    timezone = project.brief.timezone
    weeks = number_box(words.say("Weeks ahead"), 26, low=4, high=52, words=words)
    view = labelled(
        w.Dropdown(
            options=[
                (words.say("the orders to come"), "forecast"),
                (words.say("how well the model fits"), "fit"),
            ],
            value="forecast",
        ),
        words.say("Show"),
    )
    confidence = confidence_box(words)
    form = Form("repeat-buying", [weeks, view, confidence], words=words)

    def show() -> Shown:
        found = fit_repeat_buying(
            project.table("orders"),
            weeks=weeks.value,
            timezone=timezone,
            confidence=confidence.value,
        )
        draw = plot_repeat_buying if view.value == "forecast" else plot_repeat_fit
        picture = picture_of(draw(found, words=words))
        if found.lack:
            return picture, ""
        figures = found.figures.set_index("figure")
        return picture, words.say(
            "Customers: {customers}; in the weeks ahead about {buyers} of them will order "
            "again. Of those who came back before, {active} are still buying.",
            buyers=words.number(float(figures.loc["buyers", "value"]), digits=0),
            customers=words.number(found.customers or 0),
            active=words.percent(float(figures.loc["active", "value"]), digits=0),
        )

    form.shows(show)
    return form
