"""Charts of groups found by clustering: how many can be told apart, and what sets them apart."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from smmlab.audience.clusters import Groups, Verdict
from smmlab.audience.group_features import FEATURE_LABELS
from smmlab.audience.group_findings import WHY_NONE
from smmlab.audience.names import label_of_segment
from smmlab.audience.stability import STABLE
from smmlab.plots.intervals import arms, draw_whiskers
from smmlab.plots.theme import ACCENT, INK, MUTED, SECOND, empty, new_axes, number_ticks, title
from smmlab.texts import Words, message

if TYPE_CHECKING:
    from matplotlib.axes import Axes

VERDICT_LABELS: Mapping[Verdict, str] = MappingProxyType(
    {
        "groups": message("clear"),
        "too_small": message("too small"),
        "unstable": message("not stable"),
        "no_better_than_chance": message("as by chance"),
        "one_crowd": message("one crowd"),
    }
)
"""What was found for a number of groups, short enough for an axis."""

# Shape and fill tell groups apart without colour.
_MARKS = ("o", "s", "D", "^", "v", "P", "X", "*")
_COLOURS = (ACCENT, SECOND, INK, MUTED)


def plot_groups(groups: Groups, *, words: Words | None = None, ax: Axes | None = None) -> Axes:
    """Draw how far each group is from everyone in each feature, with intervals.

    Parameters
    ----------
    groups
        Result of `smmlab.audience.clusters.find_groups`.
    """
    words = words or Words("en")
    axes = new_axes(ax)
    if groups.chosen is None:
        return empty(axes, words.say(WHY_NONE[groups.reason]))
    profile = groups.profile
    names = list(profile["group"].unique())
    height = 0.7 / len(names)
    for number, name in enumerate(names):
        rows = profile[profile["group"] == name].set_index("feature").loc[list(groups.features)]
        middle = rows["difference"].to_numpy()
        places = np.arange(len(rows))[::-1] + ((len(names) - 1) / 2 - number) * height
        colour = _COLOURS[number % len(_COLOURS)]
        size = words.percent(float(rows["share"].iloc[0]), digits=0)
        axes.errorbar(
            middle, places, xerr=arms(middle, rows["difference_low"], rows["difference_high"]),
            linestyle="none",
            marker=_MARKS[number % len(_MARKS)], markersize=6, color=colour, ecolor=INK,
            elinewidth=1, markerfacecolor="white" if number >= len(_COLOURS) else colour,
            label=(
                words.say("{name}, {share}", name=words.say(label_of_segment(groups.names[name])),
                          share=size)
                if name in groups.names
                else words.say("group {name}, {share}", name=name, share=size)
            ),
        )  # fmt: skip
    axes.axvline(0, color=MUTED, linewidth=0.9)
    labels = [
        words.say(FEATURE_LABELS[name]) if name in FEATURE_LABELS else name.replace("$", r"\$")
        for name in groups.features
    ]
    axes.set_yticks(np.arange(len(labels))[::-1], labels)
    number_ticks(axes.xaxis, words)
    axes.set_xlabel(
        words.say("less or more than everyone, standard deviations of logarithms"), color=MUTED
    )
    axes.legend(frameon=False, fontsize=8, loc="best")
    title(
        axes,
        words.say_many(
            "{n} group with a clear gap between them",
            "{n} groups with a clear gap between them",
            n=groups.chosen,
        ),
        subtitle=words.say_many(
            "{n} person; lines: interval of the group's mean",
            "{n} people; lines: interval of the group's mean",
            n=int(profile.drop_duplicates("group")["people"].sum()),
        ),
    )
    return axes


def plot_group_choice(
    groups: Groups, *, words: Words | None = None, ax: Axes | None = None
) -> Axes:
    """Draw, for each number of groups, how stable and how clear they are, and what chance does.

    Parameters
    ----------
    groups
        Result of `smmlab.audience.clusters.find_groups`.
    """
    words = words or Words("en")
    axes = new_axes(ax, height=5.0)
    ks = groups.ks
    if ks.empty:
        return empty(axes, words.say(WHY_NONE[groups.reason]))
    k = ks["k"].to_numpy(dtype=float)
    draw_whiskers(axes, k, ks["ari"], ks["ari_low"], ks["ari_high"], along="y", width=1)
    axes.plot(k, ks["ari"], color=ACCENT, marker="o",
              label=words.say("agreement of draws, with interval"))  # fmt: skip
    axes.plot(k, ks["jaccard_min"], color=ACCENT, linestyle=":", marker="D",
              markerfacecolor="white", label=words.say("least stable group"))  # fmt: skip
    axes.plot(k, ks["silhouette"], color=SECOND, marker="s", label=words.say("silhouette"))
    axes.plot(k, ks["null_silhouette"], color=MUTED, linestyle="--", marker="x",
              label=words.say("silhouette of shuffled audiences"))  # fmt: skip
    axes.axhline(STABLE, color=MUTED, linewidth=0.8, linestyle=":")
    # On two lines, so that neighbours do not run into each other.
    verdicts = [
        words.say(VERDICT_LABELS[verdict]).replace(" ", "\n", 1) for verdict in ks["verdict"]
    ]
    axes.set_xticks(k, [f"{number:.0f}\n{said}" for number, said in zip(k, verdicts, strict=True)])
    axes.tick_params(axis="x", labelsize=8)
    axes.set_xlim(k.min() - 0.4, k.max() + 0.4)
    number_ticks(axes.yaxis, words)
    axes.set_ylim(min(0.0, float(ks[["silhouette", "null_silhouette"]].min().min())), 1.05)
    axes.grid(axis="x", visible=False)
    axes.set_xlabel(words.say("number of groups, and what was found"), color=MUTED)
    axes.set_ylabel(words.say("one is the most"), color=MUTED)
    axes.legend(
        frameon=False, fontsize=8, loc="upper center", bbox_to_anchor=(0.45, -0.28), ncols=2
    )
    if groups.chosen is None:
        heading = words.say("No groups to be seen here: people differ by degree")
    else:
        heading = words.say_many(
            "{n} group with a clear gap between them",
            "{n} groups with a clear gap between them",
            n=groups.chosen,
        )
    title(
        axes,
        heading,
        subtitle=words.say_many(
            "{n} bootstrap draw of the people; dotted: least stability a group must have",
            "{n} bootstrap draws of the people; dotted: least stability a group must have",
            n=groups.draws,
        ),
    )
    return axes
