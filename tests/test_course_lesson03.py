"""Lesson 3: refused rows, the company's clock, and days that are missing."""

from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from course_fake_project import BRIEF, fake_project, post
from meta_files import instagram, shortcode
from smmlab.course.answering.judging import judge
from smmlab.course.tasks.lesson03 import TASKS
from smmlab.errors import DataError
from smmlab.project import create_project

if TYPE_CHECKING:
    from smmlab.project import Project

REFUSED, EVENING, REACH = TASKS


def imported(*rows: tuple[str, int | None, str], merged: int = 0, notes: int = 0) -> Any:
    listed = pd.DataFrame(rows, columns=["file", "line", "place"])
    listed = listed.assign(line=listed["line"].astype("Int64"), reason="why", raw="")
    counts = {"read": 40, "imported": 20, "merged": merged, "rejected": len(rows), "notes": notes}
    project = fake_project()
    project.rejected = lambda: listed
    project.status = lambda: SimpleNamespace(files=(SimpleNamespace(rows=counts),))
    return project


ROWS = [("a.csv", 3, ""), ("a.csv", 9, ""), ("b.json", None, "chats/2"), ("c.csv", None, "")]


def test_refused_rows_are_counted_without_files_and_without_merged_ones() -> None:
    reference = REFUSED.solve(imported(*ROWS, merged=7, notes=5))  # type: ignore[misc]
    # The last line is a file that was refused as a whole.
    assert reference.value == 3
    assert list(reference.mistakes.values()) == [10, 8, 15, 2]


@pytest.mark.parametrize(
    ("answer", "state", "word"),
    [(3, "right", ""), (10, "wrong", "Merged"), (8, "wrong", "without data"), (2, "wrong", "files"),
     (15, "wrong", "Everything"), (4, "wrong", ""), ("three", "unreadable", "")],
)  # fmt: skip
def test_what_is_no_refused_row_is_recognised(answer: object, state: str, word: str) -> None:
    verdict = judge(REFUSED, answer, imported(*ROWS, merged=7, notes=5))
    assert verdict.state == state
    assert word in " ".join(verdict.reasons)


def test_nothing_refused_is_an_answer_and_nothing_imported_is_none() -> None:
    assert REFUSED.solve(imported(merged=2)).value == 0  # type: ignore[misc]
    nobody = fake_project()
    nobody.rejected = lambda: pd.DataFrame(columns=["file", "line", "place", "reason", "raw"])
    nobody.status = lambda: SimpleNamespace(files=())
    with pytest.raises(DataError, match="downloads"):
        REFUSED.solve(nobody)  # type: ignore[misc]


def test_a_spoilt_file_read_by_the_import_itself(tmp_path: Path) -> None:
    """Two posts, at half past six in the evening and at ten in the morning of the bakery."""
    evening, morning = at("2025-07-14T18:30"), at("2025-07-15T10:00")
    links = [
        f"https://www.instagram.com/reel/{shortcode(moment * 1000)}/"
        for moment in (evening, morning)
    ]
    rows = (
        {"Permalink": links[0], "Publish time": "07/14/2025 08:30"},
        {"Permalink": links[1], "Publish time": "07/15/2025 00:00"},
        {"Post ID": "1.83551E+17", "Permalink": ""},
    )
    export = tmp_path / "Jul-01-2025_Jul-31-2025_1.csv"
    export.write_text(instagram(*rows), encoding="utf-8-sig")
    project = create_project(tmp_path / "client", BRIEF)
    report = project.add(export)
    assert (report.imported, report.rejected) == (2, 1)
    assert REFUSED.solve(project).value == 1  # type: ignore[misc]
    assert EVENING.solve(project).value == 0.5  # type: ignore[misc]


def at(text: str, zone: str = "Europe/Tallinn") -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def posts(*hours: str, network: str = "instagram", **more: Any) -> list[dict[str, Any]]:
    return [
        post(network, number, at=at(f"2026-07-{number + 1:02d}T{hour}"), **more)
        for number, hour in enumerate(hours)
    ]


def page() -> Any:
    return fake_project(
        posts=[
            # In California: 08:00, 10:59, 11:00, 23:30 the day before, and 18:30 of the day before.
            *posts("18:00", "20:59", "21:00", "09:30", "04:30"),
            *posts("19:00", network="facebook"),
            *posts("10:00", "10:00", is_own=False),
            post("instagram", 90, precision="day", at=at("2026-07-20T19:00")),
        ]
    )


def test_the_evening_is_that_of_the_company() -> None:
    reference = EVENING.solve(page())  # type: ignore[misc]
    assert reference.value == pytest.approx(2 / 5)
    assert reference.low is None
    # In UTC 21:00 is 18:00; the two posts of rivals join five, the one of Facebook too. Two posts
    # written into a field of per cent are two per cent.
    assert list(reference.mistakes.values()) == pytest.approx(
        [1 / 5, 1 / 5, 3 / 5, 1 / 5, 2 / 100, 1.0, 3 / 6, 2 / 7]
    )


@pytest.mark.parametrize(
    ("answer", "state", "word"),
    [(0.4, "right", ""), ("40 %", "right", ""), (0.2, "wrong", "California"),
     (0.6, "wrong", "21:00"), (0.5, "wrong", "other networks"), (0.286, "wrong", "rivals"),
     (0.2, "wrong", "left out"), ("2", "wrong", "number of posts"), (1, "wrong", "of Facebook"),
     (0.9, "wrong", "")],
)  # fmt: skip
def test_the_wrong_clocks_are_recognised(answer: object, state: str, word: str) -> None:
    verdict = judge(EVENING, answer, page())
    assert verdict.state == state
    assert word in " ".join(verdict.reasons)


def test_posts_known_by_their_day_alone_are_no_evening_posts() -> None:
    only = fake_project(posts=[post("instagram", 1, precision="day")])
    for project in (only, fake_project()):
        with pytest.raises(DataError, match="downloads"):
            EVENING.solve(project)  # type: ignore[misc]


def series(network: str, days: dict[str, float], metric: str = "reach") -> list[dict[str, Any]]:
    return [
        {"network": network, "page": None, "metric": metric, "day": day, "value": value}
        for day, value in days.items()
    ]


DAYS = {"2026-01-01": 100.0, "2026-01-02": 200.0, "2026-01-05": 90.0, "2026-01-10": 250.0}


def reached() -> Any:
    return fake_project(
        daily=[
            *series("instagram", DAYS),
            *series("facebook", {"2026-01-01": 40.0}),
            *series("instagram", {"2026-01-03": 9999.0}, metric="views"),
        ],
        posts=posts("10:00", "11:00", reach=500),
    )


def test_an_average_day_is_one_that_the_file_tells_of() -> None:
    reference = REACH.solve(reached())  # type: ignore[misc]
    assert reference.value == 160.0
    assert list(reference.mistakes.values()) == pytest.approx(
        [64.0, 320.0, 640.0, 40.0, 150.0, 170.0, 250.0]
    )


@pytest.mark.parametrize(
    ("answer", "state", "word"),
    [(160, "right", ""), (64, "wrong", "Missing is not"), (320, "wrong", "twice"),
     (150, "wrong", "middle"), (170, "wrong", "Facebook"), (250, "wrong", "posts"),
     (640, "wrong", "sum of all"), (40, "wrong", "page on Facebook"), (100, "wrong", "")],
)  # fmt: skip
def test_invented_days_are_recognised(answer: object, state: str, word: str) -> None:
    verdict = judge(REACH, answer, reached())
    assert verdict.state == state
    assert word in " ".join(verdict.reasons)
    assert "160" not in " ".join(verdict.reasons)


def test_the_sample_page_counted_by_a_query(cafe: "Project") -> None:
    days = cafe.relation("daily").filter("metric = 'reach' and network = 'instagram'")
    ((average, told, calendar),) = days.aggregate(
        "avg(value), count(*), max(day::date) - min(day::date) + 1"
    ).fetchall()
    reference = REACH.solve(cafe)  # type: ignore[misc]
    assert reference.value == pytest.approx(average)
    assert told < calendar
    assert next(iter(reference.mistakes.values())) == pytest.approx(average * told / calendar)


def test_a_series_without_gaps_has_no_such_mistake() -> None:
    whole = {f"2026-01-{day:02d}": float(day) for day in range(1, 5)}
    reference = REACH.solve(fake_project(daily=series("instagram", whole)))  # type: ignore[misc]
    assert reference.value == 2.5
    assert list(reference.mistakes.values()) == [5.0, 10.0]


def test_a_series_of_no_network_is_not_taken_for_instagram() -> None:
    nameless = [{"metric": "reach", "day": "2026-01-01", "value": 5.0}]
    for project in (fake_project(daily=nameless), fake_project()):
        with pytest.raises(DataError, match="Instagram"):
            REACH.solve(project)  # type: ignore[misc]
