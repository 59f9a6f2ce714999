"""Answers and waiting: those who never got an answer wait still."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.dialogue.replies import Portion, measure_replies, reply_findings
from smmlab.errors import DataError
from smmlab.plots.dialogue import plot_replies

HOUR, DAY = 3600, 86_400


def talk(waits: list[float | None], *, start: int = 0) -> pd.DataFrame:
    """One comment an entry, all at the start; answered after so many hours, or never."""
    rows: list[dict[str, Any]] = []
    for number, wait in enumerate(waits):
        rows.append({"interaction_id": f"c{number}", "kind": "comment", "at": start,
                     "reply_to": None, "by_page": False})  # fmt: skip
        if wait is not None:
            rows.append({"interaction_id": f"a{number}", "kind": "reply",
                         "at": start + int(wait * HOUR), "reply_to": f"c{number}",
                         "by_page": True})  # fmt: skip
    columns = ["interaction_id", "kind", "at", "reply_to", "by_page"]
    frame = pd.DataFrame(rows, columns=columns).assign(network="telegram")
    return frame.astype({"at": "Int64", "reply_to": "str", "by_page": "boolean"})


def test_the_median_counts_those_who_wait() -> None:
    replies = measure_replies(talk([1, 2, 3, None, None]), as_of=100 * HOUR)
    assert replies.median_hours == 3, "the mean of the answered would say two hours"
    assert (replies.unanswered.count, replies.unanswered.of) == (2, 5)
    assert measure_replies(talk([1, None, None]), as_of=DAY).median_hours is None


def test_comments_followed_too_briefly_are_not_held_against_the_page() -> None:
    fresh = talk([0.5]).replace({"c0": "x0", "a0": "ax"}).assign(at=lambda d: d["at"] + 2 * DAY)
    fresh = fresh[fresh["kind"] == "comment"]
    both = pd.concat([talk([0.5, 2, 30, None]), fresh], ignore_index=True)
    replies = measure_replies(both, as_of=2 * DAY + HOUR // 2)
    assert replies.comments == 5
    assert (replies.within_hour.count, replies.within_hour.of) == (1, 4)
    assert (replies.within_day.count, replies.within_day.of) == (2, 4)


def test_only_the_first_answer_of_the_page_to_a_person_counts() -> None:
    frame = talk([5.0])
    columns = ["interaction_id", "kind", "at", "reply_to", "by_page"]
    more = [
        ("b", "reply", 2 * HOUR, "c0", False),
        ("d", "reply", 9 * HOUR, "c0", True),
        ("e", "reaction", HOUR, "c0", True),
        ("f", "comment", 0, None, True),
    ]
    others = pd.DataFrame(more, columns=columns).assign(network="telegram")
    frame = pd.concat([frame, others], ignore_index=True)
    replies = measure_replies(frame, as_of=DAY)
    assert (replies.comments, replies.median_hours) == (1, 5)


def test_what_happens_later_is_not_known_yet_and_days_are_no_clock() -> None:
    assert measure_replies(talk([5.0]), as_of=HOUR).unanswered.count == 1
    assert measure_replies(talk([5.0]).assign(precision="day")).comments == 0


def test_hours_are_those_of_the_asked_zone() -> None:
    frame = talk([1.0] * 3, start=1_767_225_600)
    by_hour = measure_replies(
        frame, as_of=1_767_225_600 + 2 * DAY, timezone="Europe/Tallinn"
    ).by_hour
    assert by_hour[["hour", "comments", "answered"]].values.tolist() == [[2, 3, 3]]


def test_findings_are_unknown_with_too_few_comments_or_no_answer_seen() -> None:
    few = {
        f.key: f
        for f in reply_findings(measure_replies(talk([1.0] * 9), as_of=2 * DAY), sources=())
    }
    assert few["dialogue.replies.median_hours"].status == "unknown"
    mute = reply_findings(measure_replies(talk([None] * 50), as_of=2 * DAY), sources=())
    assert [f.status for f in mute] == ["measured"] + ["unknown"] * 4
    told = {f.key.split(".")[-1]: f for f in reply_findings(
        measure_replies(talk([1.0] * 9 + [None]), as_of=2 * DAY), sources=())}  # fmt: skip
    assert told["median_hours"].value == 1
    assert (told["unanswered_share"].value, told["unanswered_share"].denominator) == (0.1, 10)
    # Wilson for one of ten, by the closed form.
    z, n, p = 1.959964, 10, 0.1
    centre, half = (p + z * z / 2 / n), z * np.sqrt(p * (1 - p) / n + z * z / 4 / n / n)
    assert told["unanswered_share"].low == pytest.approx(
        (centre - half) / (1 + z * z / n), abs=1e-6
    )


def test_a_missing_column_is_named() -> None:
    with pytest.raises(DataError, match="reply_to"):
        measure_replies(talk([1.0]).drop(columns="reply_to"))


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.lists(st.none() | st.integers(0, 90), min_size=1, max_size=30), st.randoms())
def test_without_waiting_the_curve_is_the_plain_share(waits: list[int | None], random: Any) -> None:
    frame = talk([None if w is None else float(w) for w in waits])
    order = list(range(len(frame)))
    random.shuffle(order)
    replies = measure_replies(frame.iloc[order], as_of=100 * HOUR)
    answered = [w for w in waits if w is not None]
    assert replies.unanswered.count == len(waits) - len(answered)
    for hours, waiting in zip(replies.curve["hours"], replies.curve["waiting"], strict=True):
        assert waiting == pytest.approx(1 - sum(w <= hours for w in answered) / len(waits))


def test_the_lung_data_give_the_published_median(shared: Path) -> None:
    lung = pd.read_csv(shared / "checks" / "rdatasets" / "survival_cancer_lung.csv")
    # A death is an answer after so many hours; whoever left the study was followed that long.
    end = int(lung["time"].max())
    asked = [{"interaction_id": f"c{i}", "kind": "comment", "reply_to": None, "by_page": False,
              "at": 0} for i in range(len(lung))]  # fmt: skip
    died = [{"interaction_id": f"a{i}", "kind": "reply", "reply_to": f"c{i}", "by_page": True,
             "at": int(time) * HOUR}
            for i, (time, status) in enumerate(zip(lung["time"], lung["status"], strict=True))
            if status == 2]  # fmt: skip
    # Censored people enter late, so that the common end finds them after their own time.
    for i, (time, status) in enumerate(zip(lung["time"], lung["status"], strict=True)):
        if status == 1:
            asked[i]["at"] = (end - int(time)) * HOUR
    frame = pd.DataFrame([*asked, *died]).assign(network="telegram")
    replies = measure_replies(frame, as_of=end * HOUR)
    assert (replies.comments, len(died)) == (228, 165)
    assert (replies.median_hours, replies.median_low, replies.median_high) == (310, 284, 361)


def test_the_chart_tells_the_finding_or_what_to_export() -> None:
    ax = plot_replies(measure_replies(talk([3.0] * 12 + [0.0]), as_of=5 * DAY))
    assert "3 hours" in ax.get_title(loc="left")
    assert ax.get_xlabel()
    empty = plot_replies(measure_replies(talk([]), as_of=None))
    assert "Telegram" in empty.texts[0].get_text()


def test_a_portion_of_nothing_is_missing() -> None:
    portion = measure_replies(talk([])).within_day
    assert isinstance(portion, Portion)
    assert np.isnan(portion.share)
