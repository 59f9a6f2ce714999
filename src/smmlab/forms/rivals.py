"""Know the rivals: choose a network, a picture and a period, and read what it says."""

from collections.abc import Callable
from functools import lru_cache

import ipywidgets as w
import pandas as pd

from smmlab.analyses.rivals import content_types
from smmlab.forms.frame import Form, Shown, labelled
from smmlab.forms.pictures import picture_of
from smmlab.merge import as_frame
from smmlab.plots.rival_pages import plot_rival_pages, plot_rival_trends
from smmlab.plots.rivals import MEASURES, Measure, page_name, plot_rival_map, shared_network
from smmlab.plots.white_space import plot_rival_gaps, plot_white_space
from smmlab.project import Project
from smmlab.rivals.benchmarks import compare_pages
from smmlab.rivals.comparable import comparable_posts
from smmlab.rivals.mixes import compare_mixes, find_gaps
from smmlab.rivals.trends import measure_trends
from smmlab.rivals.white_space import find_white_space
from smmlab.texts import Words
from smmlab.texts.labels import LABELS, network_name

_DAY = 86_400
_MOST_NAMED = 3


def rivals_form(project: Project) -> Form:
    """Show the rivals' pages beside ours: the map, side by side, what they do, white space, months.

    The same as ``compare_pages(posts, daily, timezone=…)`` with ``plot_rival_map``,
    ``plot_rival_pages``, ``compare_mixes``, ``find_white_space`` and ``measure_trends``, of the
    posts of the last weeks.
    """
    words = Words(project.brief.language)
    posts, zone = project.posts, project.brief.timezone
    pages = comparable_posts(posts).pages
    networks = sorted(pages.loc[~pages["is_own"], "network"].unique())
    network = labelled(
        w.Dropdown(
            options=[(network_name(name, words), name) for name in networks],
            value=shared_network(pages[pages["network"].isin(networks)]),
        ),
        words.say("Network"),
    )
    picture = labelled(
        w.Dropdown(
            options=[
                (words.say("the map: who posts how much, and what it earns"), "map"),
                (words.say("all measures side by side"), "pages"),
                (words.say("what they do that we do not"), "gaps"),
                (words.say("white space"), "cells"),
                (words.say("month by month"), "months"),
            ]
        ),
        words.say("Picture"),
    )
    measure = labelled(
        w.Dropdown(options=[(words.say(said), name) for name, said in MEASURES.items()]),
        words.say("Response of the map"),
    )
    weeks = labelled(
        w.Dropdown(
            options=[
                (words.say("all that the files have in common"), 0),
                *(
                    (words.say_many("the last {n} week", "the last {n} weeks", n=number), number)
                    for number in (12, 26, 52)
                ),
            ]
        ),
        words.say("Period"),
    )
    form = Form("rivals", [network, picture, measure, weeks], words=words)
    daily = as_frame(project.relation("daily"))

    @lru_cache(maxsize=1)
    def types() -> pd.DataFrame:
        return content_types(project)

    @lru_cache(maxsize=8)
    def chosen(name: str | None, last: int) -> pd.DataFrame:
        mine = posts[posts["network"].eq(name)]
        if not last:
            return mine
        return mine[mine["at"] >= mine["at"].max() - last * 7 * _DAY]

    def show_map(name: str | None) -> Shown:
        table = compare_pages(chosen(name, weeks.value), daily, timezone=zone)
        shown: Measure = measure.value
        return picture_of(plot_rival_map(table, measure=shown, words=words)), _verdicts(
            table, words
        )

    def show_pages(name: str | None) -> Shown:
        table = compare_pages(chosen(name, weeks.value), daily, timezone=zone)
        return picture_of(plot_rival_pages(table, words=words)), _verdicts(table, words)

    def show_gaps(name: str | None) -> Shown:
        mixes = compare_mixes(chosen(name, weeks.value), types())
        gaps = find_gaps(mixes)
        return picture_of(plot_rival_gaps(mixes, gaps, words=words)), _sides(gaps, words)

    def show_cells(name: str | None) -> Shown:
        cells = find_white_space(chosen(name, weeks.value), types())
        return picture_of(plot_white_space(cells, words=words)), _white(cells, words)

    def show_months(name: str | None) -> Shown:
        trends = measure_trends(chosen(name, weeks.value), timezone=zone)
        return picture_of(plot_rival_trends(trends, words=words)), words.say(
            "Only pages whose direction is clear are named. Seasons move all pages alike: look at "
            "those that move alone."
        )

    pictures: dict[str, Callable[[str | None], Shown]] = {
        "map": show_map, "pages": show_pages, "gaps": show_gaps, "cells": show_cells,
        "months": show_months,
    }  # fmt: skip
    form.shows(lambda: pictures[picture.value](network.value))
    return form


def _verdicts(pages: pd.DataFrame, words: Words) -> str:
    said = []
    for verdict, sentence in (
        ("better", words.say("Clearly more response for a post than ours: {pages}.", pages="{p}")),
        ("worse", words.say("Clearly less: {pages}.", pages="{p}")),
        ("not_distinguishable", words.say("No clear difference: {pages}.", pages="{p}")),
        ("too_few", words.say("Too few posts to compare: {pages}.", pages="{p}")),
        ("other_period", words.say("Other days than the rest, left out: {pages}.", pages="{p}")),
        ("no_counts", words.say("No counts in common with the others: {pages}.", pages="{p}")),
    ):
        names = [page_name(page, words) for page in pages.loc[pages["verdict"] == verdict, "page"]]
        if names:
            rest = "…" if len(names) > _MOST_NAMED * 2 else ""
            said.append(sentence.replace("{p}", ", ".join(names[: _MOST_NAMED * 2]) + rest))
    return "\n".join(said)


def _sides(gaps: pd.DataFrame, words: Words) -> str:
    said = []
    for side, sentence in (
        ("they", words.say("At least half of the rivals make more of: {values}.", values="{v}")),
        ("we", words.say("We make more than at least half of them of: {values}.", values="{v}")),
    ):
        values = [_label(value, words) for value in gaps.loc[gaps["side"] == side, "value"]]
        if values:
            said.append(sentence.replace("{v}", ", ".join(values)))
    if said:
        return "\n".join(said)
    return words.say("No form and no type is clearly theirs or ours alone.")


def _white(cells: pd.DataFrame, words: Words) -> str:
    named = cells[cells["status"] == "white_space"]
    if named.empty:
        return words.say(
            "No kind of post is answered clearly more, made by few rivals and hardly made by us. "
            "That too is an answer: look for what nobody makes at all."
        )
    listed = "; ".join(
        f"{_label(row['type'], words)} · {_label(row['form'], words)}"
        for row in named.head(_MOST_NAMED).to_dict("records")
    )
    return words.say(
        "White space: {cells}. Try it for a month before you build on it: an association is no "
        "promise.",
        cells=listed,
    )


def _label(value: str, words: Words) -> str:
    return words.say(LABELS[value]) if value in LABELS else value
