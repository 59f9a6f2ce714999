"""Who the company of the course is: its brief and the owner's letter, in the reader's words."""

import pandas as pd

from smmlab.brief import Brief
from smmlab.course.facts import CaseFacts, read_facts
from smmlab.forms.shown_table import Shown, show_table
from smmlab.project import Project
from smmlab.texts import Words, for_html
from smmlab.texts.labels import LABELS, MARKET_NAMES, PRICE_LEVELS, network_name

Row = tuple[str, str]


def show_case(project: Project) -> Shown:
    """Show the company: the main facts of the brief and the owner's letter.

    Parameters
    ----------
    project
        The student's folder, from `open_case`.

    Returns
    -------
    Shown
        What is known before the data speak; what nobody has told is left out.

    Raises
    ------
    ProjectError
        When the owner's letter cannot be read.
    """
    words, brief, facts = Words(project.brief.language), project.brief, read_facts(project)
    told = [
        (brief.name, [*_business(brief, words), *_people(brief, words), *_means(brief, words)]),
        (
            words.say("The owner's letter"),
            [*_ways_to_earn(facts, brief.currency, words), *_own_work(facts, brief, words)],
        ),
    ]
    heads = [words.say("What is asked"), words.say("What is known")]
    html, texts = "", []
    for title, rows in told:
        table = show_table(
            pd.DataFrame([row for row in rows if row[1]], columns=heads), words=words
        )
        html += f"<h4>{for_html(title)}</h4>{table.html}"
        texts.append(f"{title}\n{table.text}")
    return Shown(html, "\n\n".join(texts))


def _business(brief: Brief, words: Words) -> list[Row]:
    price = words.say(PRICE_LEVELS[brief.price_level]) if brief.price_level else ""
    return [
        (words.say("Business"), brief.business),
        (words.say("Goods"), brief.goods),
        (words.say("Price level"), price),
        (words.say("Market"), words.say(MARKET_NAMES[brief.market])),
        (words.say("Place"), brief.place),
        (words.say("Owner"), brief.owner),
        (words.say("Who speaks for it"), brief.face),
        (words.say("Tone"), words.say(LABELS[brief.tone]) if brief.tone else ""),
        (words.say("Topics to avoid"), ", ".join(brief.taboo_topics)),
    ]


def _people(brief: Brief, words: Words) -> list[Row]:
    target = brief.target
    whom = words.say(
        "{who}, aged {low} to {high}",
        who=words.say(LABELS[target.sex]), low=target.age_from, high=target.age_to,
    )  # fmt: skip
    people = "" if target.people is None else words.number(target.people, digits=0)
    languages = [words.language_name(code) for code in brief.content_languages]
    return [
        (words.say("Target group"), whom),
        (words.say("People in the target group"), people),
        (words.say("Where they live"), ", ".join(target.places)),
        (words.say("What they look for"), target.interest),
        (words.say("Languages of the posts"), ", ".join(languages)),
    ]


def _means(brief: Brief, words: Words) -> list[Row]:
    budget, hours = brief.budget_per_month, brief.hours_per_week
    rivals = (
        f"{network_name(network, words)} {words.number(count, digits=0)}"
        for network, count in brief.rivals_per_network.items()
    )
    return [
        (words.say("Budget for a month"),
         "" if budget is None else words.money(budget, brief.currency, is_rough=True)),
        (words.say("Hours for a week"), "" if hours is None else words.number(hours)),
        (words.say("Sellers counted on each network"), ", ".join(rivals)),
    ]  # fmt: skip


def _ways_to_earn(facts: CaseFacts, currency: str, words: Words) -> list[Row]:
    return [
        (words.say("Own goods: what is left of a price before the cost of marketing"),
         words.percent(facts.margin)),
        (words.say("Advertisers: what one pays for a thousand views of a post"),
         words.money(facts.ad_price_per_thousand, currency)),
        (words.say("Advertisers: posts that the page may carry in a month"),
         words.number(facts.sponsored_posts_per_month)),
        (words.say("Recommending a neighbouring shop: what it pays of an order"),
         words.percent(facts.affiliate_share)),
        (words.say("Recommending a neighbouring shop: orders of a thousand people reached"),
         words.number(facts.affiliate_orders_per_thousand, digits=2)),
        (words.say("Jobs for others: the price of one"),
         words.money(facts.service_price, currency)),
        (words.say("Jobs for others: how many are asked for in a usual month"),
         words.number(facts.service_jobs_per_month)),
        (words.say("Jobs for others: what is left of one"), words.percent(facts.service_margin)),
    ]  # fmt: skip


def _own_work(facts: CaseFacts, brief: Brief, words: Words) -> list[Row]:
    return [
        (words.say("Your own work: what you want to have in hand of a month"),
         words.money(facts.wanted_income, brief.currency)),
        (words.say("Your own work: the part of an invoice that taxes and fixed costs take"),
         words.percent(facts.taxes_share)),
        (words.say("Your own work: hours of a month, all of them"),
         words.number(facts.working_hours)),
        (words.say("Your own work: the part of these hours that nobody pays for"),
         words.percent(facts.unpaid_share)),
        (words.say("Your own work: hours that this client takes in a month"),
         words.number(facts.hours_for_client)),
    ]  # fmt: skip
