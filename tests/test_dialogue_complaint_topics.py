"""Complaints are counted by people, topic and half of the time."""

import pandas as pd
import pytest

from mood_cases import DAY, START
from smmlab.asking import TOPICS
from smmlab.dialogue.complaint_topics import (
    COMPLAINT_LABELS,
    OTHER,
    complaint_findings,
    count_complaints,
)
from smmlab.errors import DataError
from smmlab.intervals import newcombe_interval, wilson_interval

PRICE, BROKEN, VAGUE = "The price is far too high", "It arrived broken", "Pathetic"


def said(*groups: tuple[int, str, int]) -> pd.DataFrame:
    """So many people, each with this text, on this day."""
    rows = [
        {"person": f"{place}-{n}", "text": text, "at": START + day * DAY + n}
        for place, (people, text, day) in enumerate(groups)
        for n in range(people)
    ]
    frame = pd.DataFrame(rows, columns=["person", "text", "at"])
    return frame.assign(
        network="telegram", interaction_id=[str(n) for n in range(len(frame))], language="en",
        negative=pd.array([True] * len(frame), dtype="boolean"),
    ).astype({"at": "Int64"})  # fmt: skip


def test_people_are_counted_by_topic_with_their_interval() -> None:
    table = count_complaints(said((30, PRICE, 0), (20, BROKEN, 1), (15, VAGUE, 2))).set_index(
        "topic"
    )
    assert table["people"].to_dict() == {"price": 30, "complaint": 20, OTHER: 15}
    assert table.loc["price", "share"] == pytest.approx(30 / 65)
    low, high = (float(end) for end in wilson_interval(30, 65))
    assert table.loc["price", ["low", "high"]].tolist() == pytest.approx([low, high])


def test_a_person_counts_once_however_often_he_complains() -> None:
    rows = said((12, PRICE, 0))
    again = pd.concat([rows, rows.assign(interaction_id="x" + rows["interaction_id"])])
    assert count_complaints(again)["people"].tolist() == [12]
    loud = said((40, PRICE, 0)).assign(person="one")
    assert count_complaints(loud).empty


def test_what_names_no_topic_stands_last_however_common() -> None:
    said = pd.DataFrame({
        "network": "x", "interaction_id": [str(n) for n in range(42)], "person": None,
        "at": range(42), "language": "en", "negative": True,
        "text": ["Hmpf"] * 20 + ["The price is far too high"] * 10 + ["It arrived broken"] * 12,
    })  # fmt: skip
    assert count_complaints(said)["topic"].tolist() == ["complaint", "price", "other"]


def test_the_halves_are_compared() -> None:
    rows = said((30, PRICE, 0), (10, BROKEN, 0), (10, PRICE, 30), (30, BROKEN, 30))
    table = count_complaints(rows).set_index("topic")
    price = table.loc["price"]
    assert (price["people_earlier"], price["people_later"]) == (30, 10)
    assert price["change"] == pytest.approx(10 / 40 - 30 / 40)
    low, high = (float(end) for end in newcombe_interval(10, 40, 30, 40))
    assert price[["change_low", "change_high"]].tolist() == pytest.approx([low, high])
    assert table["trend"].to_dict() == {"price": "falling", "complaint": "rising"}
    same = said((30, PRICE, 0), (29, PRICE, 30), (20, BROKEN, 0), (20, BROKEN, 30))
    assert set(count_complaints(same)["trend"]) == {"steady"}


def test_a_trend_stands_before_all_topics_together() -> None:
    # Fifteen of fifty against six of fifty: clear alone, not as one of four topics.
    alone = [(15, PRICE, 0), (6, PRICE, 30), (35, BROKEN, 0), (44, BROKEN, 30)]
    table = count_complaints(said(*alone)).set_index("topic")
    assert table.loc["price", "change_high"] < 0
    others = [(12, VAGUE, 0), (12, VAGUE, 30), (12, "It was closed yesterday, why?", 0)]
    more = count_complaints(said(*alone, *others)).set_index("topic")
    assert more.loc["price", "trend"] == "steady"


def test_one_half_with_few_people_tells_no_change_and_small_halves_are_hidden() -> None:
    table = count_complaints(said((30, PRICE, 0), (9, PRICE, 30)))
    assert table["trend"].tolist() == ["too_few"]
    assert table["change"].isna().all()
    hidden = count_complaints(
        said((30, PRICE, 0), (12, BROKEN, 0), (5, PRICE, 30), (20, VAGUE, 30))
    )
    price = hidden.set_index("topic").loc["price"]
    assert pd.isna(price["people_later"])
    assert pd.isna(price["people_earlier"])
    assert price["change"] == pytest.approx(5 / 25 - 30 / 42)


def test_small_topics_and_friendly_comments_are_left_out() -> None:
    assert count_complaints(said((30, PRICE, 0), (9, BROKEN, 0)))["topic"].tolist() == ["price"]
    calm = said((30, PRICE, 0)).assign(negative=pd.array([False, pd.NA] * 15, dtype="boolean"))
    empty = count_complaints(calm)
    assert empty.empty
    (found,) = complaint_findings(empty, sources=())
    assert found.status == "unknown"


def test_the_unknown_and_the_timeless_are_counted_too() -> None:
    rows = said((12, PRICE, 0))
    assert count_complaints(rows.assign(person=None))["people"].tolist() == [12]
    timeless = rows.assign(at=pd.array([pd.NA] * 12, dtype="Int64"))
    assert count_complaints(timeless)["people"].tolist() == [12]


def test_findings_hold_people_share_and_change() -> None:
    rows = said((30, PRICE, 0), (10, BROKEN, 0), (10, PRICE, 30), (30, BROKEN, 30))
    found = {f.key: f for f in complaint_findings(count_complaints(rows), sources=())}
    share = found["dialogue.complaints.price.share"]
    assert (share.numerator, share.denominator, share.n) == (40, 80, 80)
    assert found["dialogue.complaints.complaint.change"].value == pytest.approx(0.5)
    assert found["dialogue.complaints.price.people"].value == 40


def test_every_topic_has_a_name_and_columns_are_asked_for() -> None:
    assert set(COMPLAINT_LABELS) == {*TOPICS, OTHER}
    with pytest.raises(DataError, match="language"):
        count_complaints(said((1, PRICE, 0)).drop(columns="language"))
