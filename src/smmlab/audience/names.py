"""Names of groups out of what sets them apart, and what every feature means in plain words."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal, get_args

import numpy as np
import pandas as pd

from smmlab.audience.people import SEGMENTS
from smmlab.audience.segments import SEGMENT_ADVICE, SEGMENT_LABELS
from smmlab.texts import message

GroupName = Literal[
    "talkers", "approvers", "spreaders", "onlookers", "followers_of_links", "frequent", "recent",
    "veterans", "silent", "buyers", "light", "all_rounders", "mixed_a", "mixed_b", "mixed_c",
    "mixed_d", "mixed_e", "mixed_f", "mixed_g", "mixed_h",
]  # fmt: skip
GROUP_NAMES: tuple[GroupName, ...] = get_args(GroupName)

SMALL_DIFFERENCE = 0.2
"""Standard deviations below which a difference is too small to name a group by (Cohen 1988)."""

FARTHEST = 5.0
"""Standard deviations beyond which a difference is only said to be larger: where nearly all others
are alike in a feature it grows without measure, and its number says nothing more."""

GROUP_LABELS: Mapping[GroupName, str] = MappingProxyType(
    {
        "talkers": message("Talkers"),
        "approvers": message("Quiet approvers"),
        "spreaders": message("Spreaders"),
        "onlookers": message("Onlookers"),
        "followers_of_links": message("Link followers"),
        "frequent": message("Frequent guests"),
        "recent": message("Latest arrivals"),
        "veterans": message("Old friends"),
        "silent": message("Silent lately"),
        "buyers": message("Buyers"),
        "light": message("Light visitors"),
        "all_rounders": message("All-rounders"),
        "mixed_a": message("Mixed group A"),
        "mixed_b": message("Mixed group B"),
        "mixed_c": message("Mixed group C"),
        "mixed_d": message("Mixed group D"),
        "mixed_e": message("Mixed group E"),
        "mixed_f": message("Mixed group F"),
        "mixed_g": message("Mixed group G"),
        "mixed_h": message("Mixed group H"),
    }
)
_MIXED = message(
    "No single habit tells them from the others. Watch what they answer to before you plan "
    "anything for them alone."
)
GROUP_ADVICE: Mapping[GroupName, str] = MappingProxyType(
    {
        "talkers": message(
            "They stand out by what they write. Ask them questions, answer quickly, and let their "
            "words lead to the next post."
        ),
        "approvers": message(
            "They stand out by their reactions. Offer them one easy step more: a poll, a choice of "
            "two, a question that one word answers."
        ),
        "spreaders": message(
            "They stand out by passing posts on. Give them what is worth passing on: something "
            "useful, funny or first, with your name on it."
        ),
        "onlookers": message(
            "They stand out by looking. Give them a reason to show themselves: a question that is "
            "safe to answer, a thank-you for the first reaction."
        ),
        "followers_of_links": message(
            "They stand out by following links. Lead them to a page that keeps the promise of the "
            "post, and tag the link so that orders can be counted."
        ),
        "frequent": message(
            "They come on more days than the others. Keep a steady rhythm for them, and let them "
            "know first what is new."
        ),
        "recent": message(
            "They were seen for the first time later than the others. Welcome them, answer their "
            "first comment quickly and show them where to begin."
        ),
        "veterans": message(
            "They have been around longer than the others. Thank them for it, ask what has changed "
            "for them, and let them welcome newcomers."
        ),
        "silent": message(
            "They have been silent longer than the others. Ask what they miss, remind them of what "
            "they liked, and accept that some have moved on."
        ),
        "buyers": message(
            "They buy more than the others. Look after them once they have bought, ask for a "
            "review, and make it easy to buy again."
        ),
        "light": message(
            "They do less than the others. Offer a clear next step that takes a moment, and do not "
            "measure them by comments."
        ),
        "all_rounders": message(
            "They do more than the others in several ways at once. Know them by name, and ask for "
            "their opinion before you decide."
        ),
        "mixed_a": _MIXED,
        "mixed_b": _MIXED,
        "mixed_c": _MIXED,
        "mixed_d": _MIXED,
        "mixed_e": _MIXED,
        "mixed_f": _MIXED,
        "mixed_g": _MIXED,
        "mixed_h": _MIXED,
    }
)

_LABELS: Mapping[str, str] = MappingProxyType(
    {str(k): v for k, v in (*SEGMENT_LABELS.items(), *GROUP_LABELS.items())}
)
_ADVICE: Mapping[str, str] = MappingProxyType(
    {str(k): v for k, v in (*SEGMENT_ADVICE.items(), *GROUP_ADVICE.items())}
)

# A name fits by the largest of these differences; a minus means: less than the others.
_MARKS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "talkers": ("comments", "replies"),
        "approvers": ("reactions",),
        "spreaders": ("shares",),
        "onlookers": ("views",),
        "followers_of_links": ("clicks",),
        "frequent": ("active_days",),
        "recent": ("-known_days",),
        "veterans": ("known_days",),
        "silent": ("recency_days",),
        "buyers": ("orders", "purchases", "spend"),
        "light": ("-interactions",),
    }
)
_WAYS = ("talkers", "approvers", "spreaders", "onlookers", "followers_of_links")
# Whoever does several things more is called by all of them, unless one is far ahead of the rest.
_MANY = 1.25
# A feature that only one group has at all may differ without measure: it is no better name for it.
_LARGEST = 3.0
_MIXES = tuple(name for name in GROUP_NAMES if name.startswith("mixed_"))


def name_groups(apart: pd.DataFrame, *, groups: Sequence[str]) -> dict[str, str]:
    """Name groups out of what sets each most clearly apart, no name twice.

    Parameters
    ----------
    apart
        Result of `smmlab.audience.apart.set_apart`, with all features.
    groups
        The groups to name.

    Returns
    -------
    dict
        Group to one of `GROUP_NAMES`. Only clear differences of at least a fifth of a standard
        deviation count; the names that fit best in all are given out, and groups that nothing
        tells apart are ``mixed``.

    Examples
    --------
    >>> apart = pd.DataFrame({"segment": ["0", "1"], "feature": ["comments", "shares"],
    ...                       "difference": [1.4, 0.9], "is_clear": True})
    >>> name_groups(apart, groups=["0", "1"])
    {'0': 'talkers', '1': 'spreaders'}
    """
    from scipy.optimize import linear_sum_assignment

    clear = apart["is_clear"] & (apart["difference"].abs() >= SMALL_DIFFERENCE)
    known = apart.assign(difference=apart["difference"].where(clear, 0.0))
    by_group = known.pivot_table(index="segment", columns="feature", values="difference")
    by_group = by_group.reindex(list(groups))
    fits = pd.DataFrame(
        {name: _fit(by_group, marks) for name, marks in _MARKS.items()}, index=by_group.index
    )
    # Whoever also writes more is no quiet approver.
    fits["approvers"] = (fits["approvers"] - fits["talkers"]).clip(lower=0)
    fits = fits.assign(all_rounders=_several(by_group) * _MANY)
    # A name that does not fit is worth nothing, the same as being mixed.
    worth = fits.reindex(columns=[*fits.columns, *_MIXES], fill_value=0.0)
    rows, columns = linear_sum_assignment(worth.to_numpy(), maximize=True)
    named = {
        str(worth.index[row]): str(worth.columns[column])
        for row, column in zip(rows, columns, strict=True)
        if worth.iat[row, column] > 0
    }
    # A group that came with a letter keeps it.
    letters = {name: f"mixed_{name.lower()}" for name in groups if name not in named}
    taken = [letter for letter in letters.values() if letter in _MIXES]
    left = iter(name for name in _MIXES if name not in taken)
    mixed = {name: letter if letter in _MIXES else next(left) for name, letter in letters.items()}
    return {name: named.get(name) or mixed[name] for name in groups}


def _several(by_group: pd.DataFrame) -> pd.Series:
    """Return how far a group is ahead in the third thing it does; of two things, in the second."""
    ways = pd.DataFrame(
        {name: _fit(by_group, _MARKS[name]) for name in _WAYS if set(_MARKS[name]) & set(by_group)},
        index=by_group.index,
    )
    if ways.shape[1] < 2:
        return pd.Series(0.0, by_group.index)
    return pd.Series(np.sort(ways.to_numpy(), axis=1)[:, -min(3, ways.shape[1])], by_group.index)


def _fit(by_group: pd.DataFrame, marks: Sequence[str]) -> pd.Series:
    found = [
        -by_group[mark[1:]] if mark.startswith("-") else by_group[mark]
        for mark in marks
        if mark.removeprefix("-") in by_group
    ]
    if not found:
        return pd.Series(0.0, by_group.index)
    return pd.concat(found, axis=1).max(axis=1).clip(lower=0, upper=_LARGEST).fillna(0.0)


def label_of_segment(name: str) -> str:
    """Return the label of a segment or group, to be translated where it is shown.

    Examples
    --------
    >>> label_of_segment("one_time"), label_of_segment("talkers"), label_of_segment("my own")
    ('One-time visitors', 'Talkers', 'my own')
    """
    return _LABELS.get(name, name)


def advice_for_segment(name: str) -> str:
    """Return who they are and what to do for them; empty for a segment that is not ours.

    Examples
    --------
    >>> advice_for_segment("light").split(". ")[0]
    'They do less than the others'
    """
    return _ADVICE.get(name, "")


def is_rule_based(segments: pd.Series) -> bool:
    """Tell whether all labels are those of the fixed rules (`smmlab.audience.people.SEGMENTS`).

    Examples
    --------
    >>> is_rule_based(pd.Series(["core", "new"])), is_rule_based(pd.Series(["1", "2"]))
    (True, False)
    """
    return bool(segments.isin(SEGMENTS).all())
