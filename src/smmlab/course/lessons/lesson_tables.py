"""Small tables of the lessons on networks and content, in the student's words."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from smmlab.content.claims import CLAIMS, Claim
from smmlab.content.timing import BLOCK_HOURS, BestTimes
from smmlab.forms.shown_table import Shown, show_table
from smmlab.money.funnel import Funnel
from smmlab.networks.result import NetworkFit
from smmlab.texts import Words, clock, message
from smmlab.texts.labels import LABELS, NETWORK_NAMES, channel_label, network_name

_MISSING = "–"
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "hour": message("A single hour"),
        "block": message("Block of four hours"),
        "weekday": message("Weekday"),
    }
)


def show_segments(segments: pd.DataFrame, *, words: Words) -> Shown:
    """Return how many people each segment has, and which part of all acts is theirs.

    Parameters
    ----------
    segments
        Result of `smmlab.audience.segments.segment_audience`.
    words
        The language.
    """
    table = pd.DataFrame(
        {
            words.say("Segment"): segments["segment"].map(LABELS).map(words.say),
            words.say("People"): _numbers(segments["people"], words),
            words.say("Part of all acts"): [words.percent(one) for one in segments["acts_share"]],
        }
    )
    return show_table(table, words=words)


def show_reach_and_orders(posts: pd.DataFrame, funnel: Funnel, *, words: Words) -> Shown:
    """Return reach beside unpaid visits and orders of each network of the own pages.

    Parameters
    ----------
    posts
        Canonical posts; own ones are counted.
    funnel
        Result of `smmlab.money.funnel.measure_funnel` by network.
    words
        The language.
    """
    own = posts[posts["is_own"].fillna(value=False).astype(bool)]
    reach = own.groupby("network")["reach"].sum(min_count=1).astype("float64")
    rows = funnel.of_side("organic").table
    rows = rows[rows["name"].isin(list(reach.index))]
    table = pd.DataFrame(
        {
            words.say("Network"): _named(rows["name"], words),
            words.say("People reached, all posts"): _numbers(rows["name"].map(reach), words),
            words.say("Visits nobody paid for"): _numbers(rows["sessions"], words),
            words.say("Orders of these visits"): _numbers(rows["orders"], words),
        }
    )
    return show_table(table, words=words)


def show_people_and_sellers(fit: NetworkFit, *, words: Words) -> Shown:
    """Return people of the target group and counted sellers of each network that has both.

    Parameters
    ----------
    fit
        Result of `smmlab.networks.fit.score_networks`.
    words
        The language.
    """
    rows = fit.table.dropna(subset=["potential", "sellers"]).sort_values("network")
    table = pd.DataFrame(
        {
            words.say("Network"): _named(rows["network"], words),
            words.say("People of the target group"): _numbers(rows["potential"], words),
            words.say("Active sellers"): _numbers(rows["sellers"], words),
        }
    )
    return show_table(table, words=words)


def show_faces(posts: pd.DataFrame, traits: pd.DataFrame, *, words: Words) -> Shown:
    """Return how many own posts of each network show a face.

    Parameters
    ----------
    posts
        Canonical posts.
    traits
        Result of `smmlab.content.traits.describe_posts` of the same posts.
    words
        The language.
    """
    own = traits[posts["is_own"].fillna(value=False).astype(bool).to_numpy()]
    faces = own.groupby("network")["face"].agg(["sum", "count"]).reset_index()
    table = pd.DataFrame(
        {
            words.say("Network"): _named(faces["network"], words),
            words.say("Posts with a face"): _numbers(faces["sum"], words),
            words.say("Posts with a text"): _numbers(faces["count"], words),
        }
    )
    return show_table(table, words=words)


def show_types(summary: pd.DataFrame, *, words: Words) -> Shown:
    """Return the middle post of each type beside the middle post of its network.

    Parameters
    ----------
    summary
        Result of `smmlab.content.type_summary.summarise_types`.
    words
        The language.
    """
    rows = summary.reset_index(drop=True)
    is_rate = rows["metric"].str.startswith("engagements_by")
    table = pd.DataFrame(
        {
            words.say("Network"): _named(rows["network"], words),
            words.say("Type"): rows["type"].map(LABELS).map(words.say),
            words.say("Posts"): _numbers(rows["counted"], words),
            words.say("Middle post"): _rates(rows["median"], is_rate, words),
            words.say("Interval"): _intervals(rows, is_rate, words),
            words.say("Middle post of the network"): _rates(rows["network_median"], is_rate, words),
        }
    )
    return show_table(table, words=words)


def show_forms(forms: pd.DataFrame, *, words: Words) -> Shown:
    """Return how many people the middle post of each form reached, by network.

    Parameters
    ----------
    forms
        Result of `smmlab.content.forms.compare_forms`.
    words
        The language.
    """
    rows = forms[forms["metric"] == "reach"].reset_index(drop=True)
    counts = pd.Series(data=False, index=rows.index)
    table = pd.DataFrame(
        {
            words.say("Network"): _named(rows["network"], words),
            words.say("Form"): rows["form"].map(LABELS).map(words.say),
            words.say("Posts"): _numbers(rows["counted"], words),
            words.say("People reached by the middle post"): _numbers(rows["median"], words),
            words.say("Interval"): _intervals(rows, counts, words),
        }
    )
    return show_table(table, words=words)


def show_times(times: BestTimes, *, words: Words) -> Shown:
    """Return which time leads, how often it leads when the posts are drawn anew, and chance.

    Parameters
    ----------
    times
        Result of `smmlab.content.timing.find_best_times`.
    words
        The language.
    """
    tests = times.tests.dropna(subset=["p_value"])
    leaders = [
        _time(str(kind), leader, words)
        for kind, leader in zip(tests["kind"], tests["leader"], strict=True)
    ]
    yes, no = words.say(LABELS["yes"]), words.say(LABELS["no"])
    table = pd.DataFrame(
        {
            words.say("Time"): tests["kind"].map(_KINDS).map(words.say),
            words.say("Leads now"): leaders,
            words.say("Leads again"): [words.chance(share) for share in tests["stability"]],
            words.say("By chance alone"): [words.chance(share) for share in tests["adjusted_p"]],
            words.say("Stands"): tests["stands"].map({True: yes, False: no}),
        }
    )
    return show_table(table, words=words)


def show_claims(ledger: pd.DataFrame, *names: Claim, words: Words) -> Shown:
    """Return claims of the trade with their verdict and the number it rests on.

    Parameters
    ----------
    ledger
        Result of `smmlab.content.claims.judge_claims`.
    names
        Which claims, in their order.
    words
        The language.
    """
    rows = ledger.set_index("claim").loc[list(names)].reset_index()
    told = [
        _MISSING if not row["n"] else _number(row, words)
        for row in rows.to_dict("records")
    ]  # fmt: skip
    table = pd.DataFrame(
        {
            words.say("Claim"): rows["claim"].map(CLAIMS).map(words.say),
            words.say("Verdict"): rows["verdict"].map(LABELS).map(words.say),
            words.say("Network"): _named(rows["network"], words),
            words.say("Number and interval"): told,
        }
    )
    return show_table(table, words=words)


def _named(names: pd.Series, words: Words) -> list[str]:
    return [
        (network_name(name, words) if name in NETWORK_NAMES else words.say(channel_label(name)))
        if isinstance(name, str)
        else _MISSING
        for name in names
    ]


def _numbers(values: pd.Series, words: Words) -> list[str]:
    return [
        _MISSING if pd.isna(value) else words.number(float(value), digits=0) for value in values
    ]


def _rates(values: pd.Series, is_rate: pd.Series, words: Words) -> list[str]:
    return [
        _MISSING if pd.isna(value) else _rate(float(value), words, is_rate=bool(rate))
        for value, rate in zip(values, is_rate, strict=True)
    ]


def _intervals(rows: pd.DataFrame, is_rate: pd.Series, words: Words) -> list[str]:
    return [
        _MISSING
        if pd.isna(low)
        else words.say(
            "{low} to {high}",
            low=_rate(float(low), words, is_rate=bool(rate)),
            high=_rate(float(high), words, is_rate=bool(rate)),
        )
        for low, high, rate in zip(rows["low"], rows["high"], is_rate, strict=True)
    ]


def _rate(value: float, words: Words, *, is_rate: bool) -> str:
    return words.percent(value, digits=2) if is_rate else words.number(value, digits=0)


def _time(kind: str, start: float, words: Words) -> str:
    if pd.isna(start):
        return _MISSING
    if kind == "weekday":
        return words.weekday(int(start))
    ends = int(start) + (BLOCK_HOURS if kind == "block" else 1)
    return f"{clock(int(start))}–{clock(ends)}"


def _number(row: Mapping[object, object], words: Words) -> str:
    value, low, high = (float(str(row[name])) for name in ("value", "low", "high"))
    if row["unit"] == "share":
        shown = [words.percent(one) for one in (value, low, high)]
    else:
        shown = [words.say("× {n}", n=words.number(one, digits=2)) for one in (value, low, high)]
    return words.say("{value} ({low} to {high})", value=shown[0], low=shown[1], high=shown[2])
