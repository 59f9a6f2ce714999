"""The brief as a form: what is sold, to whom, what is wanted, with what means, in which voice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, get_args
from zoneinfo import ZoneInfo

import ipywidgets as w

from smmlab.brief import (
    OLDEST,
    YOUNGEST,
    Brief,
    Market,
    PriceLevel,
    RegulatedGoods,
    Sex,
    Target,
    Tone,
    Weekday,
)
from smmlab.brief_gaps import gaps_of
from smmlab.forms.checking import tell_beside
from smmlab.forms.frame import Form, labelled, language_box
from smmlab.forms.goal_rows import GoalRows
from smmlab.forms.number_box import number_box
from smmlab.forms.typed_text import count_of, number_of, shown_number, texts_of
from smmlab.project import Project
from smmlab.texts import LANGUAGES, Words, for_html
from smmlab.texts.labels import LABELS, MARKET_NAMES, PRICE_LEVELS

Boxes = dict[str, w.Widget]


def brief_form(project: Project) -> Form:
    """Show the brief of a project for editing; the button saves it to project.toml.

    The same as ``project.save_brief(Brief(…))``. What cannot be is told, and nothing is saved then.

    Examples
    --------
    >>> from smmlab.forms.brief import brief_form
    """
    words, brief = Words(project.brief.language), project.brief
    business = _business(brief, words)
    people = _people(brief.target, words)
    content_languages = _listed(brief.content_languages, words.say("Languages of the posts"))
    content_languages.placeholder = _codes()
    today = datetime.now(ZoneInfo(brief.timezone)).date()
    goals = GoalRows(brief.objectives, words=words, today=today)
    means = _means(brief, words)
    work = _work(brief, words)
    voice = _voice(brief, words)
    controls = [
        _heading(words.say("The business")), *business.values(),
        _heading(words.say("The people")), *people.values(), content_languages,
        _heading(words.say("The goals")),
        w.HTML(
            words.say(
                "A measure, where it stands now, where it should stand, by which day, and who "
                "answers for it. A share may be written with a percent sign."
            )
        ),
        goals,
        _heading(words.say("The means")), *means.values(), *work.values(),
        _heading(words.say("The voice")), *voice.values(),
    ]  # fmt: skip
    form = Form("brief", controls, words=words)

    def edited() -> Brief:
        target = Target(
            age_from=people["age_from"].value, age_to=people["age_to"].value,
            sex=people["sex"].value,
            people=_count(people["people"]),
            places=texts_of(people["places"].value),
            languages=texts_of(people["languages"].value),
            interest=people["interest"].value.strip(),
        )  # fmt: skip
        given: dict[str, Any] = {name: _plain(box.value) for name, box in business.items()}
        for name in ("budget_per_month", "hours_per_week"):
            given[name] = _number(means[name])
        return replace(
            project.brief,
            **given,
            target=target,
            content_languages=texts_of(content_languages.value),
            objectives=goals.goals(),
            posts_per_week=_count(means["posts_per_week"]),
            face=means["face"].value.strip(),
            owner=means["owner"].value.strip(),
            work_from=_count(work["work_from"]),
            work_to=_count(work["work_to"]),
            work_days=work["work_days"].value,
            tone=voice["tone"].value,
            taboo_topics=texts_of(voice["taboo_topics"].value),
        )

    def keep() -> str:
        project.save_brief(edited())
        return words.say("The brief is saved.")

    form.shows(lambda: (None, tell_brief(edited(), words)))
    form.decides(words.say("Save the brief"), keep)
    _tell_faults(form, brief, {**business, **people, **means, **work})
    return form


def tell_brief(brief: Brief, words: Words) -> str:
    """Say whom we look for and what is still missing for a good strategy, a line for each.

    Examples
    --------
    >>> print(tell_brief(Brief(name="Kaja"), Words("en")).splitlines()[0])
    Kaja: we look for women and men aged 18 to 65 (market: Estonia).
    """
    target = brief.target
    whom = {
        "any": words.say(
            "{name}: we look for women and men aged {low} to {high} (market: {market}).",
            name=brief.name, low=target.age_from, high=target.age_to,
            market=words.say(MARKET_NAMES[brief.market]),
        ),
        "female": words.say(
            "{name}: we look for women aged {low} to {high} (market: {market}).",
            name=brief.name, low=target.age_from, high=target.age_to,
            market=words.say(MARKET_NAMES[brief.market]),
        ),
        "male": words.say(
            "{name}: we look for men aged {low} to {high} (market: {market}).",
            name=brief.name, low=target.age_from, high=target.age_to,
            market=words.say(MARKET_NAMES[brief.market]),
        ),
    }  # fmt: skip
    said = [whom[target.sex]]
    if target.places:
        said.append(words.say("Where they live: {places}.", places=", ".join(target.places)))
    gaps = gaps_of(brief)
    if gaps:
        said.append(words.say("Still missing for a good strategy:"))
        said += [f"– {words.say(gap)}" for gap in gaps]
    else:
        said.append(words.say("Nothing is missing: the strategy can read it all."))
    return "\n".join(said)


def _tell_faults(form: Form, brief: Brief, boxes: Boxes) -> None:
    """Say what is wrong under each field: it is tried in the brief alone."""

    def alone(name: str, read: Callable[[w.Widget], Any]) -> None:
        tell_beside(form, boxes[name], lambda: replace(brief, **{name: read(boxes[name])}))

    def ages() -> Brief:
        low, high = (boxes[name].value for name in ("age_from", "age_to"))
        return replace(brief, target=replace(brief.target, age_from=low, age_to=high))

    def size() -> Brief:
        return replace(brief, target=replace(brief.target, people=_count(boxes["people"])))

    def hours() -> Brief:
        start, end = (_count(boxes[name]) for name in ("work_from", "work_to"))
        return replace(brief, work_from=start, work_to=end)

    for name in ("name", "timezone", "currency"):
        alone(name, lambda box: _plain(box.value))
    for name in ("budget_per_month", "hours_per_week"):
        alone(name, _number)
    alone("posts_per_week", _count)
    tell_beside(form, boxes["people"], size)
    tell_beside(form, boxes["age_to"], ages, watch=(boxes["age_from"], boxes["age_to"]))
    tell_beside(form, boxes["work_to"], hours, watch=(boxes["work_from"], boxes["work_to"]))


def _number(box: w.Widget) -> float | None:
    return number_of(box.value, box.description)


def _count(box: w.Widget) -> int | None:
    return count_of(box.value, box.description)


def _business(brief: Brief, words: Words) -> Boxes:
    levels = [
        (words.say("not said yet"), ""),
        *((words.say(PRICE_LEVELS[level]), level) for level in get_args(PriceLevel)),
    ]
    goods = w.SelectMultiple(
        options=_options(get_args(RegulatedGoods), words), value=brief.regulated_goods, rows=5
    )
    events = [
        (words.say("we do not know"), ""),
        (words.say("enquiries: forms, calls, bookings"), "enquiries"),
    ]
    markets = [(words.say(MARKET_NAMES[code]), code) for code in get_args(Market)]
    return {
        "name": labelled(w.Text(brief.name), words.say("Name of the client")),
        "business": labelled(w.Text(brief.business), words.say("Business")),
        "goods": labelled(w.Text(brief.goods), words.say("Goods or services")),
        "price_level": labelled(
            w.Dropdown(options=levels, value=brief.price_level), words.say("Price level")
        ),
        "regulated_goods": labelled(goods, words.say("Goods with rules of their own")),
        "market": labelled(w.Dropdown(options=markets, value=brief.market), words.say("Market")),
        "place": labelled(w.Text(brief.place), words.say("Place of the business")),
        "timezone": labelled(w.Text(brief.timezone), words.say("Time zone")),
        "currency": labelled(w.Text(brief.currency), words.say("Currency")),
        "language": language_box(brief.language, words.say("Language of documents"), words),
        "key_events": labelled(
            w.Dropdown(options=events, value=brief.key_events),
            words.say("Key events of the web counter are"),
        ),
    }


def _people(target: Target, words: Words) -> Boxes:
    sexes = [(words.say(LABELS[sex]), sex) for sex in get_args(Sex)]
    languages = _listed(target.languages, words.say("Languages they read"))
    languages.placeholder = _codes()
    people = labelled(
        w.Text(
            shown_number(target.people),
            placeholder=words.say("empty: estimated from public figures"),
        ),
        words.say("How many they are"),
    )
    youngest, oldest = (
        number_box(label, age, low=YOUNGEST, high=OLDEST, words=words)
        for label, age in (
            (words.say("Age from"), target.age_from),
            (words.say("Age to"), target.age_to),
        )
    )
    return {
        "age_from": youngest,
        "age_to": oldest,
        "sex": labelled(w.Dropdown(options=sexes, value=target.sex), words.say("Sex")),
        "people": people,
        "places": _listed(target.places, words.say("Where they live")),
        "languages": languages,
        "interest": labelled(w.Text(target.interest), words.say("What interests them")),
    }


def _means(brief: Brief, words: Words) -> Boxes:
    budget = words.say("Budget a month, in {currency}", currency=brief.currency)
    return {
        "budget_per_month": labelled(w.Text(shown_number(brief.budget_per_month)), budget),
        "hours_per_week": labelled(
            w.Text(shown_number(brief.hours_per_week)), words.say("Hours of work a week")
        ),
        "posts_per_week": labelled(
            w.Text(shown_number(brief.posts_per_week)), words.say("Posts a week at most")
        ),
        "face": labelled(w.Text(brief.face), words.say("Face of the page")),
        "owner": labelled(w.Text(brief.owner), words.say("Who answers for it")),
    }


def _work(brief: Brief, words: Words) -> Boxes:
    days = [(words.weekday(number), day) for number, day in enumerate(get_args(Weekday))]
    usual = words.say("empty: the usual hours of an office")
    return {
        "work_from": labelled(
            w.Text(shown_number(brief.work_from), placeholder=usual),
            words.say("Comments are answered from (hour)"),
        ),
        "work_to": labelled(
            w.Text(shown_number(brief.work_to), placeholder=usual), words.say("… to (hour)")
        ),
        "work_days": labelled(
            w.SelectMultiple(options=days, value=brief.work_days, rows=7),
            words.say("… on these days"),
        ),
    }


def _voice(brief: Brief, words: Words) -> Boxes:
    tones = [(words.say("not said yet"), ""), *_options(get_args(Tone), words)]
    return {
        "tone": labelled(w.Dropdown(options=tones, value=brief.tone), words.say("Tone")),
        "taboo_topics": _listed(brief.taboo_topics, words.say("Topics we leave alone")),
    }


def _options(values: tuple[str, ...], words: Words) -> list[tuple[str, str]]:
    return [(words.say(LABELS[value]), value) for value in values]


def _listed(values: tuple[str, ...], label: str) -> w.Widget:
    return labelled(w.Text(", ".join(values)), label)


def _heading(text: str) -> w.HTML:
    return w.HTML(f"<b>{for_html(text)}</b>")


def _codes() -> str:
    return ", ".join(LANGUAGES)


def _plain(value: object) -> object:
    return value.strip() if isinstance(value, str) else value
