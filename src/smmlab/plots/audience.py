"""Charts of the audience: segments, age and sex, hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from smmlab.audience.group_words import group_name
from smmlab.audience.people import Segment
from smmlab.audience.segments import SEGMENT_LABELS
from smmlab.plots.intervals import draw_whiskers
from smmlab.plots.theme import ACCENT, INK, MUTED, SECOND, empty, new_axes, title
from smmlab.texts import Words, clock
from smmlab.texts.labels import network_and_page

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PALE = "#c3ccd5"
_MOST, _LONGEST = 12, 45


def plot_segments(
    segments: pd.DataFrame, *, words: Words | None = None, ax: Axes | None = None
) -> Axes:
    """Draw each segment's share of the people (bar, with interval) and of all acts (diamond).

    Parameters
    ----------
    segments
        Result of `smmlab.audience.segments.segment_audience`.
    """
    words = words or Words("en")
    axes = new_axes(ax)
    if segments.empty:
        return empty(
            axes,
            words.say(
                "There are too few active people in these files to tell segments apart. Comments "
                "with their authors would tell: export the discussion group of a Telegram channel "
                "together with the channel."
            ),
        )
    rows = segments.iloc[::-1].reset_index(drop=True)
    places = range(len(rows))
    shares = rows["share"] * 100
    first = str(segments["segment"].iloc[0])
    colours = [ACCENT if name == first else _PALE for name in rows["segment"]]
    axes.barh(places, shares, color=colours)
    draw_whiskers(axes, places, shares, rows["share_low"] * 100, rows["share_high"] * 100)
    axes.plot(
        rows["acts_share"] * 100, places, linestyle="none", marker="D", markersize=6,
        markerfacecolor="white", markeredgecolor=INK, label=words.say("share of all acts"),
    )  # fmt: skip
    axes.legend(frameon=False, fontsize=8, loc="lower right")
    # The number of people stands under the name, where no marker can hide it.
    axes.set_yticks(
        places,
        [
            f"{_label(row['segment'], words)}\n"
            + words.say_many("{n} person", "{n} people", n=int(row["people"]))
            for row in rows.to_dict("records")
        ],
    )
    reach = max(float(rows["share_high"].max()), float(rows["acts_share"].max())) * 100
    axes.set_xlim(0, min(reach * 1.12, 105))
    axes.set_xlabel(words.say("share of active people, %"), color=MUTED)
    leader = segments.iloc[0]
    title(
        axes,
        words.say(
            "{segment}: {people} of the people, {acts} of all acts",
            segment=_label(leader["segment"], words),
            people=words.percent(float(leader["share"]), digits=0),
            acts=words.percent(float(leader["acts_share"]), digits=0),
        ),
        subtitle=words.say_many(
            "{n} active person; lines: interval of the share",
            "{n} active people; lines: interval of the share",
            n=int(segments["active_people"].iloc[0]),
        ),
    )
    return axes


def plot_audience(
    demographics: pd.DataFrame,
    *,
    network: str | None = None,
    page: str | None = None,
    words: Words | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the audience of one page by age and sex; by another dimension where that is missing.

    Parameters
    ----------
    demographics
        Result of `smmlab.audience.demographics.summarise_audience`.
    network, page
        Whose audience; by default the first page that has age and sex.
    """
    words = words or Words("en")
    axes = new_axes(ax)
    rows = demographics[demographics["share"].notna() & (demographics["dimension"] != "hour")]
    if network is not None:
        rows = rows[rows["network"] == network]
    if page is not None:
        rows = rows[rows["page"] == page]
    if rows.empty:
        return empty(
            axes,
            words.say(
                "The age and sex of the audience are in none of these files. In Meta Business "
                "Suite: Insights, Audience, Export."
            ),
        )
    by_age = rows["dimension"] == "age_sex"
    leader = (rows[by_age] if by_age.any() else rows).iloc[0]
    same = (rows[["network", "page", "dimension"]].fillna("") == leader[
        ["network", "page", "dimension"]].fillna("")).all(axis=1)  # fmt: skip
    shown = rows[same]
    where = network_and_page(leader["network"], leader["page"], words)
    subtitle = words.say("The network infers age and sex from profiles")
    if leader["dimension"] == "age_sex":
        _draw_ages(axes, shown, words)
    else:
        _draw_groups(axes, shown, words)
    largest = shown.sort_values("share", ascending=False, kind="stable").iloc[0]
    heading = words.say(
        "The largest group: {group}, {share} of the audience",
        group=_group(str(largest["dimension"]), str(largest["value"]), words),
        share=words.percent(float(largest["share"]), digits=0),
    )
    title(axes, f"{where}: {heading}" if where else heading, subtitle=subtitle)
    return axes


def plot_hours(hours: pd.DataFrame, *, words: Words | None = None, ax: Axes | None = None) -> Axes:
    """Draw the share of acts in each hour of the day with its interval.

    Parameters
    ----------
    hours
        Result of `smmlab.audience.hours.active_hours`.
    """
    words = words or Words("en")
    axes = new_axes(ax)
    if hours.empty:
        return empty(
            axes,
            words.say(
                "There are too few people with timed acts in these files to compare hours. The "
                "history of a Telegram discussion group has them."
            ),
        )
    shares = hours["share"] * 100
    peak = hours["is_peak"].to_numpy(dtype=bool)
    busy = hours["is_busy"].to_numpy(dtype=bool)
    axes.bar(hours["hour"], shares, color=np.where(peak | busy, ACCENT, _PALE))
    draw_whiskers(axes, hours["hour"], shares, hours["share_low"] * 100, hours["share_high"] * 100,
                  along="y", width=1, cap=2)  # fmt: skip
    axes.axhline(100 / len(hours), color=MUTED, linewidth=0.9, linestyle=":",
                 label=words.say("if all hours were alike"))  # fmt: skip
    axes.legend(frameon=False, fontsize=8, loc="upper left")
    axes.grid(axis="x", visible=False)
    axes.set_xticks(range(0, 24, 3))
    axes.set_xlim(-0.7, 23.7)
    axes.set_xlabel(words.say("hour of the day, local time"), color=MUTED)
    axes.set_ylabel(words.say("share of acts, %"), color=MUTED)
    if peak.any():
        hour = int(hours.loc[peak, "hour"].iloc[0])
        heading = words.say("People act most in the hour from {hour}", hour=clock(hour))
    elif busy.any():
        named = ", ".join(map(clock, hours.loc[busy, "hour"]))
        heading = words.say("Busier than an even day: the hours from {hours}", hours=named)
    else:
        heading = words.say("No single hour stands out from every other")
    title(
        axes,
        heading,
        subtitle=words.say_many(
            "{n} act; lines: interval, one person's acts taken together",
            "{n} acts; lines: interval, one person's acts taken together",
            n=int(hours["timed_acts"].iloc[0]),
        ),
    )
    return axes


def _draw_ages(axes: Axes, rows: pd.DataFrame, words: Words) -> None:
    parts = rows["value"].astype("str").str.split("|", n=1, expand=True)
    parts = parts.reindex(columns=[0, 1]).fillna("")
    table = rows.assign(age=parts[0], sex=parts[1]).pivot_table(
        index="age", columns="sex", values="share", aggfunc="sum"
    )
    places = np.arange(len(table))
    sexes = [sex for sex in ("female", "male") if sex in table]
    sexes += [sex for sex in table if sex not in sexes]
    height = 0.8 / len(sexes)
    # Hatching keeps the groups apart without colour.
    looks = [(ACCENT, ""), (SECOND, "///"), (_PALE, "...")]
    for number, sex in enumerate(sexes):
        colour, hatch = looks[min(number, len(looks) - 1)]
        offset = ((len(sexes) - 1) / 2 - number) * height
        bars = axes.barh(
            places + offset, table[sex].fillna(0) * 100, height * 0.92, color=colour, hatch=hatch,
            edgecolor="white", label=_plain(_group("sex", str(sex), words)),
        )  # fmt: skip
        axes.bar_label(
            bars, [words.percent(share, digits=0) if pd.notna(share) else ""
                   for share in table[sex]], padding=3, fontsize=8, color=INK,
        )  # fmt: skip
    axes.set_yticks(places, [_plain(_group("age", str(age), words)) for age in table.index])
    axes.set_xlim(0, float(table.max().max()) * 115 or 1)
    axes.set_xlabel(words.say("share of the audience, %"), color=MUTED)
    axes.legend(frameon=False, fontsize=8, loc="best")


def _draw_groups(axes: Axes, rows: pd.DataFrame, words: Words) -> None:
    shown = rows.head(_MOST).iloc[::-1]
    bars = axes.barh(range(len(shown)), shown["share"] * 100, color=ACCENT)
    axes.bar_label(bars, [words.percent(share) for share in shown["share"]], padding=3,
                   fontsize=8, color=INK)  # fmt: skip
    names = [
        _plain(_group(str(dimension), str(value), words))
        for dimension, value in shown[["dimension", "value"]].to_numpy()
    ]
    axes.set_yticks(range(len(shown)), names)
    axes.set_xlim(0, float(shown["share"].max()) * 115 or 1)
    axes.set_xlabel(words.say("share of the audience, %"), color=MUTED)


def _label(segment: object, words: Words) -> str:
    return words.say(SEGMENT_LABELS[cast(Segment, segment)])


def _group(dimension: str, value: str, words: Words) -> str:
    name = group_name(dimension, value, words)
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"


def _plain(text: str) -> str:
    # Titles escape by themselves; on axes a dollar sign would start mathematics.
    return text.replace("$", r"\$")
