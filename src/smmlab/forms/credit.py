"""Credit for orders as a form: the rule, the window and the currency, and what each changes."""

from functools import lru_cache

import ipywidgets as w
import pandas as pd

from smmlab.analyses.credit import load_journeys
from smmlab.analyses.rooms import SEED
from smmlab.errors import ProjectError
from smmlab.findings import SMALLEST_GROUP
from smmlab.forms.frame import Form, Shown, in_words, labelled, paragraph
from smmlab.forms.pictures import picture_of
from smmlab.money.credit import RULE_NAMES, RULES, credit_channels
from smmlab.money.credit_comparison import Credit, compare_credit
from smmlab.money.journeys import Journeys
from smmlab.own_journeys import JOURNEYS_FILE, read_journeys
from smmlab.plots.credit import named_channel, plot_credit
from smmlab.project import Project
from smmlab.texts import Words

_WINDOWS = (1, 7, 14, 30, 60, 90)


def credit_form(project: Project) -> Form:
    """Show which channel gets the orders, by rule, window and currency.

    The same as ``journeys = load_journeys(project, window_days=…)``,
    ``plot_credit(compare_credit(journeys), rule=…)`` and
    ``credit_channels(journeys, rule=…)``. A file with counted ways has no times, so the window
    changes nothing there and is not shown.

    Parameters
    ----------
    project
        An opened client folder.
    """
    words = Words(project.brief.language)
    try:
        rows = read_journeys(project.folder)
    except ProjectError as problem:
        form = Form("credit", (), words=words)
        form.text.value = paragraph(in_words(problem, words))
        return form
    rule = labelled(
        w.Dropdown(options=[(words.say(RULE_NAMES[name]), name) for name in RULES], value="markov"),
        words.say("Rule of credit"),
    )
    window = labelled(
        w.Dropdown(
            options=[(words.say_many("{n} day", "{n} days", n=days), days) for days in _WINDOWS],
            value=30,
        ),
        words.say("A way reaches back"),
    )
    currency = labelled(
        w.Dropdown(options=_currencies(rows, words)), words.say("Currency of the orders")
    )
    has_times = rows is not None and "at" in rows
    window.layout.display = None if has_times else "none"
    form = Form("credit", [rule, window, currency], words=words)

    @lru_cache(maxsize=len(_WINDOWS))
    def found(_changed: float, days: int) -> tuple[Journeys, Credit]:
        journeys = load_journeys(project, window_days=days)
        return journeys, compare_credit(journeys, seed=SEED)

    def show() -> Shown:
        path = project.folder / JOURNEYS_FILE
        changed = path.stat().st_mtime if path.is_file() else 0.0
        journeys, credit = found(changed, window.value)
        picture = picture_of(plot_credit(credit, rule=rule.value, words=words))
        if credit.conversions < SMALLEST_GROUP:
            return picture, ""
        shared = credit_channels(journeys, rule=rule.value)
        return picture, _told(shared, credit, currency.value, words)

    form.shows(show)
    return form


def _currencies(rows: pd.DataFrame | None, words: Words) -> list[tuple[str, str]]:
    told = [] if rows is None else rows["currency"].dropna().value_counts().index.tolist()
    unknown = rows is None or rows.loc[rows["value"].notna(), "currency"].isna().any()
    rest = [(words.say("not told"), "")] if unknown or not told else []
    return [*((str(name), str(name)) for name in told), *rest]


def _told(shared: pd.DataFrame, credit: Credit, currency: str, words: Words) -> str:
    """Say what each channel gets in one currency, then what a rule cannot say."""
    journeys = credit.table.drop_duplicates("channel").set_index("channel")["journeys"]
    enough = shared["channel"].map(journeys) >= SMALLEST_GROUP
    of_one = shared["currency"].isna() if not currency else shared["currency"] == currency
    rows = shared[enough & of_one].sort_values("conversions", ascending=False, kind="stable")
    lines = [_line(row, currency, words) for row in rows.to_dict("records")]
    lines.append(
        words.say(
            "Two rules give up to {moved} of the orders to different channels. None of them shows "
            "an effect: only a test does, in which chance decides who sees the campaign.",
            moved=words.percent(credit.moved, digits=0),
        )
    )
    if not credit.tells_nulls:
        lines.append(
            words.say(
                "Journeys without an order are not in the file, so the removal effect says little."
            )
        )
    return "\n".join(lines)


def _line(row: dict[str, float | str], currency: str, words: Words) -> str:
    value, name = float(row["value"]), named_channel(str(row["channel"]), words)
    orders = words.number(float(row["conversions"]), digits=1)
    share = words.percent(float(row["share"]), digits=0)
    if pd.isna(value):
        return words.say(
            "{channel}: orders {orders} ({share})",
            channel=name, orders=orders, share=share,
        )  # fmt: skip
    money = words.money(value, currency) if currency else words.number(value, digits=2)
    return words.say(
        "{channel}: orders {orders} ({share}), {money}",
        channel=name, orders=orders, share=share, money=money,
    )  # fmt: skip
