"""The portrait of a segment in plain sentences, every one of them whole."""

import pandas as pd

from smmlab.audience.best_hours import hour_spans
from smmlab.audience.feature_words import FEATURES
from smmlab.audience.names import FARTHEST, SMALL_DIFFERENCE, advice_for_segment, label_of_segment
from smmlab.audience.portraits import Portraits
from smmlab.texts import Phrase, Words, clock
from smmlab.texts.labels import label_of

_MOST_SENTENCES = 3
_MOST_VALUES = 3


def portrait_sentences(portraits: Portraits, segment: str, *, words: Words) -> list[str]:
    """Describe one segment in sentences: size, advice, what sets it apart, hours, content, money.

    Parameters
    ----------
    portraits
        Result of `smmlab.audience.portraits.describe_segments`.
    segment
        One of ``portraits.sizes["segment"]``.
    words
        Of the language.

    Returns
    -------
    list of str
        Paragraphs, the size first. What is not known is said, with the export that would tell;
        ``other`` has its size and advice only.

    Raises
    ------
    KeyError
        When there is no such segment.

    Examples
    --------
    >>> names = [f"p{n}" for n in range(60)]
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "person": names, "post_id": "1", "kind": "comment",
    ...     "at": range(60), "by_page": False})
    >>> members = pd.DataFrame({"network": "telegram", "person": names, "segment": "regular"})
    >>> from smmlab.audience.portraits import describe_segments
    >>> portraits = describe_segments(members, acts, timezone="UTC")
    >>> portrait_sentences(portraits, "regular", words=Words("en"))[0]
    'Regulars: 60 people, 100% of all active people. They do 100% of all acts.'
    """
    size = portraits.sizes.set_index("segment").loc[segment]
    advice = advice_for_segment(segment)
    said = [
        words.say_many(
            "{label}: {n} person, {share} of all active people. They do {acts} of all acts.",
            "{label}: {n} people, {share} of all active people. They do {acts} of all acts.",
            n=int(size["people"]),
            label=Phrase(label_of_segment(segment)),
            share=words.percent(float(size["share"])),
            acts=words.percent(float(size["acts_share"])),
        ),
        words.say(advice),
    ]
    if segment != "other":
        said += [
            _apart(portraits.apart, segment, words),
            _hours(portraits.hours, segment, words),
            _content(portraits.content, segment, words),
            _money(portraits, segment, words),
        ]
    return [sentence for sentence in said if sentence]


def _apart(apart: pd.DataFrame, segment: str, words: Words) -> str:
    rows = apart[apart["segment"] == segment]
    if rows.empty:
        return ""
    clear = rows[rows["is_clear"] & (rows["difference"].abs() >= SMALL_DIFFERENCE)]
    known = clear[clear["feature"].isin(list(FEATURES))]
    # Of features that say nearly the same, such as acts and days with an act, the first is said.
    kinds = known["feature"].map(lambda name: FEATURES[name].kind)
    about = known[~kinds.duplicated()].head(_MOST_SENTENCES)
    sentences = [
        FEATURES[row["feature"]].more if row["difference"] > 0 else FEATURES[row["feature"]].less
        for row in about.to_dict("records")
    ]
    if not sentences:
        return words.say("Nothing that is counted here sets them clearly apart from the others.")
    said = [words.say(sentence) for sentence in sentences]
    if abs(about["difference"].iloc[0]) > FARTHEST:
        most = words.say(
            "In this they are furthest from the others: by more than {most} standard deviations.",
            most=words.number(FARTHEST),
        )
        said.insert(1, most)
    return " ".join(said)


def _hours(hours: pd.DataFrame, segment: str, words: Words) -> str:
    rows = hours[hours["segment"] == segment]
    if rows.empty:
        return words.say(
            "Too few of them have acts with a time to tell their best hours. Comments with their "
            "authors and times would tell."
        )
    if rows["share_low"].isna().all():
        return words.say(
            "These acts cover too few weeks to tell their best hours. A longer history of comments "
            "would tell."
        )
    hour, day = (rows[rows["dimension"] == dimension] for dimension in ("hour", "weekday"))
    said = []
    if hour["is_peak"].any():
        peak = clock(int(hour.loc[hour["is_peak"], "value"].iloc[0]))
        said.append(words.say("They act most in the hour from {hour}.", hour=peak))
    elif hour["is_busy"].any():
        busy = ", ".join(hour_spans(hour.loc[hour["is_busy"], "value"]))
        said.append(words.say("Their busier hours: {hours}.", hours=busy))
    else:
        said.append(words.say("No hour of the day stands out for them."))
    if day["is_peak"].any():
        best = words.weekday(int(day.loc[day["is_peak"], "value"].iloc[0]))
        said.append(words.say("Their busiest day: {weekday}.", weekday=best))
    elif day["is_busy"].any():
        days = ", ".join(words.weekday(int(n)) for n in day.loc[day["is_busy"], "value"])
        said.append(words.say("Busier than usual for them: {weekdays}.", weekdays=days))
    return " ".join(said)


def _content(content: pd.DataFrame, segment: str, words: Words) -> str:
    rows = content[content["segment"] == segment]
    if rows.empty and len(content):
        return words.say(
            "Too few of them acted on any one form or type of post to say what they like."
        )
    if rows.empty:
        return words.say(
            "What they like to see is not known. Posts with their forms, in the same export as "
            "the comments, would tell."
        )
    liked = rows[rows["is_favoured"]].sort_values("lift", ascending=False)
    names = {
        dimension: ", ".join(
            words.say(label_of(value)) if label_of(value) else value
            for value in found["value"].head(_MOST_VALUES)
        )
        for dimension, found in liked.groupby("dimension")
    }
    said = []
    if "form" in names:
        said.append(
            words.say(
                "Forms they turn to more often than everybody does: {forms}.", forms=names["form"]
            )
        )
    if "type" in names:
        said.append(
            words.say(
                "Types of content they turn to more often than everybody does: {types}.",
                types=names["type"],
            )
        )
    return " ".join(said) or words.say(
        "No form or type of post draws them clearly more than it draws everybody."
    )


def _money(portraits: Portraits, segment: str, words: Words) -> str:
    match portraits.money_status:
        case "no_orders":
            return words.say(
                "Nothing is known of what they buy: these files have no orders with a buyer."
            )
        case "no_match":
            return words.say(
                "Nothing is known of what they buy: no buyer could be matched with a person who "
                "acts. A table of orders whose buyers are named as in the network, with the name "
                "of the network as the shop, would tell."
            )
    rows = portraits.money[portraits.money["segment"] == segment]
    if rows.empty:
        return words.say("Too few of them are known as buyers to show what they buy.")
    said = []
    for row in rows.to_dict("records"):
        money = {name: words.money(float(row[name]), str(row["currency"]))
                 for name in ("revenue", "average_order_value") if pd.notna(row[name])}  # fmt: skip
        if len(money) == 2:
            said.append(
                words.say(
                    "Orders of theirs: {orders}; in all {revenue}, on average {average} an order.",
                    orders=words.number(int(row["orders"])),
                    revenue=money["revenue"],
                    average=money["average_order_value"],
                )
            )
    return " ".join(said)
