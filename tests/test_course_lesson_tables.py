"""Tables of the lessons hold the numbers of the analyses, and a dash where there is none."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from course_fake_project import fake_project, orders_of, post, visits_of
from smmlab.content.claims import judge_claims
from smmlab.content.forms import compare_forms
from smmlab.content.timing import BestTimes
from smmlab.course.lessons.lesson_tables import (
    show_claims,
    show_faces,
    show_forms,
    show_people_and_sellers,
    show_reach_and_orders,
    show_segments,
    show_times,
    show_types,
)
from smmlab.money.funnel import measure_funnel
from smmlab.texts import Words

EN = Words("en")


def lines(shown: Any) -> list[list[str]]:
    return [line.split("\t") for line in str(shown).splitlines()[1:]]


def test_reach_stands_beside_unpaid_visits_and_orders_of_own_networks() -> None:
    project = fake_project(
        posts=[
            post("facebook", 1, reach=4000),
            post("facebook", 2, reach=500),
            post("facebook", 3, reach=9000, is_own=False),
            post("telegram", 1, reach=None),
        ],
        visits=[
            visits_of("facebook", 200), visits_of("facebook", 70, medium="cpc"),
            visits_of("telegram", 100), visits_of("tiktok", 40),
        ],
        orders=[*orders_of("facebook", 3), *orders_of("facebook", 5, medium="cpc"),
                *orders_of("telegram", 9)],
    )  # fmt: skip
    funnel = measure_funnel(project.visits, project.orders, timezone="Europe/Tallinn")
    assert sorted(lines(show_reach_and_orders(project.posts, funnel, words=EN))) == [
        ["Facebook", "4,500", "200", "3"],
        ["Telegram", "–", "100", "9"],
    ]


def test_segments_have_their_people_and_their_part_of_all_acts() -> None:
    segments = pd.DataFrame(
        {"segment": ["core", "regular"], "people": [1200, 8], "acts_share": [0.53, 0.081]}
    )
    assert lines(show_segments(segments, words=EN)) == [
        ["Core", "1,200", "53%"], ["Regulars", "8", "8.1%"],
    ]  # fmt: skip


def test_people_and_sellers_are_of_networks_with_both() -> None:
    table = pd.DataFrame(
        {
            "network": ["x", "facebook", "reddit"],
            "potential": [1234.4, 5000.0, 9.0],
            "sellers": pd.array([2, 10, None], dtype="Int64"),
        }
    )
    fit: Any = SimpleNamespace(table=table)
    shown = lines(show_people_and_sellers(fit, words=EN))
    assert shown == [["Facebook", "5,000", "10"], ["X", "1,234", "2"]]


def test_faces_are_of_own_posts_and_of_those_with_a_text() -> None:
    posts = pd.DataFrame({"is_own": [True, True, True, False]})
    traits = pd.DataFrame(
        {
            "network": ["telegram"] * 4,
            "face": pd.array([True, False, None, True], dtype="boolean"),
        }
    )
    assert lines(show_faces(posts, traits, words=EN)) == [["Telegram", "1", "2"]]


def test_a_rate_is_told_in_percent_and_plain_responses_as_numbers() -> None:
    summary = pd.DataFrame(
        {
            "network": ["instagram", "telegram"], "type": ["laugh", "none"], "counted": [12, 9],
            "metric": ["engagements_by_reach", "engagements"], "median": [0.05351, 55.2],
            "low": [0.047, np.nan], "high": [0.062, np.nan], "network_median": [0.0318, 57.0],
        }
    )  # fmt: skip
    assert lines(show_types(summary, words=EN)) == [
        ["Instagram", "Laugh", "12", "5.35%", "4.7% to 6.2%", "3.18%"],
        ["Telegram", "No clear type", "9", "55", "–", "57"],
    ]


def test_forms_are_told_by_reach_alone() -> None:
    posts = fake_project(
        posts=[post("instagram", n, form="photo", reach=100) for n in range(10)]
        + [post("instagram", 20 + n, form="poll", reach=300) for n in range(3)]
    ).posts
    shown = lines(show_forms(compare_forms(posts), words=EN))
    assert shown == [
        ["Instagram", "Photo", "10", "100", "100 to 100"],
        ["Instagram", "Poll", "3", "300", "–"],
    ]


def test_times_tell_the_leader_and_whether_it_stands() -> None:
    tests = pd.DataFrame(
        {
            "kind": ["hour", "block", "weekday"], "p_value": [0.5, 0.001, np.nan],
            "leader": [13.0, 20.0, np.nan], "stability": [0.6, 0.95, np.nan],
            "adjusted_p": [0.5, 0.003, np.nan], "stands": [False, True, False],
        }
    )  # fmt: skip
    times = BestTimes(pd.DataFrame(), tests, 0.5, None, 20, None, 60)
    assert lines(show_times(times, words=EN)) == [
        ["A single hour", "13:00–14:00", "60%", "50%", "no"],
        ["Block of four hours", "20:00–24:00", "95%", "0.3%", "yes"],
    ]


def test_a_claim_nobody_could_test_has_no_number() -> None:
    ledger = judge_claims()
    shown = lines(show_claims(ledger, "face", "two_to_three_days", words=EN))
    assert shown == [
        ["A face builds trust.", "cannot tell", "–", "–"],
        ["A viral post works two to three days.", "cannot tell", "–", "–"],
    ]


def test_a_claim_is_told_with_its_interval_as_a_share_or_as_times() -> None:
    ledger = judge_claims()
    told = {"verdict": "contradicts", "network": "telegram", "n": 12, "low": 0.2, "high": 0.6}
    is_days, is_face = (ledger["claim"].eq(name) for name in ("two_to_three_days", "face"))
    for name, value in told.items():
        ledger[name] = ledger[name].astype("object").mask(is_days | is_face, value)
    ledger.loc[is_days, ["value", "unit"]] = [0.386, "share"]
    ledger.loc[is_face, ["value", "unit"]] = [0.5, "ratio"]
    shown = lines(show_claims(ledger, "two_to_three_days", "face", words=EN))
    assert shown[0][1:] == ["contradicts the claim", "Telegram", "38.6% (20% to 60%)"]
    assert shown[1][3] == "× 0.5 (× 0.2 to × 0.6)"
