"""Cases of the course: same seed, same bytes; and what is planted stands in the raw files."""

import csv
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from smmlab.course.cases.build import Case, build_case, write_case
from smmlab.course.cases.scripts import SLOTS
from smmlab.course.cases.truth import CaseTruth
from smmlab.networks.fit import score_networks

SEEDS = (11, 12)


@pytest.fixture(scope="module", params=SEEDS)
def case(request: pytest.FixtureRequest) -> Case:
    return build_case(request.param, language=("en", "et")[request.param % 2])


@pytest.fixture(scope="module")
def truth(case: Case) -> CaseTruth:
    return case.truth


def content(case: Case) -> dict[str, list[dict[str, str]]]:
    """Return the rows of the content files: the earlier one, Facebook's and Instagram's."""
    found = {}
    for name, data in case.files.items():
        if "_" in name and name[4:7].isalpha() and name[7] == "-":
            text = data.decode("utf-8-sig")
            sign = ";" if text.split("\n")[0].count(";") > 5 else ","
            rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=sign))
            key = "earlier" if sign == ";" else "facebook" if "Page ID" in rows[0] else "instagram"
            found[key] = rows
    return found


def said(case: Case, name: str = "own/group.json") -> list[dict[str, Any]]:
    messages = json.loads(case.files[name])["messages"]
    return [message for message in messages if message["type"] == "message"]


def tables(case: Case) -> Iterator[tuple[str, int, int]]:
    """Yield each tagged campaign with its visits and its orders, from the two files alone."""
    report = case.files["own/Traffic_acquisition_Session_source_medium.csv"].decode()
    lines = [line for line in report.splitlines() if not line.startswith("#")]
    visits: Counter[str] = Counter()
    for row in csv.DictReader(lines):
        visits[row["Session campaign"]] += int(row["Sessions"])
    shop = case.files["own/orders_export_1.csv"].decode()
    tags = [row["Note Attributes"] for row in csv.DictReader(io.StringIO(shop, newline=""))]
    orders = Counter(tag.split("utm_campaign: ")[1].split("\n")[0] for tag in tags if tag)
    yield from ((name, visits[name], count) for name, count in orders.items())


def test_the_same_seed_gives_the_same_bytes_and_another_one_another_company() -> None:
    one, again, other = build_case(3), build_case(3), build_case(4)
    assert one.files == again.files
    assert one.truth == again.truth
    assert one.brief == again.brief
    assert one.facts == again.facts
    assert one.name != other.name
    assert one.files["own/group.json"] != other.files["own/group.json"]


def test_the_planted_facts_can_be_true_together(case: Case, truth: CaseTruth) -> None:
    assert truth.buyers_network != truth.loud_network
    assert len({truth.working_type, truth.seeming_type}) == 2
    assert truth.seeming_hour not in truth.working_block
    assert truth.incident_day.weekday() == 0
    assert truth.incident_day + timedelta(days=2) < max(truth.missing_days) + timedelta(days=365)
    json.dumps(truth.as_dict())
    assert set(case.exported) == set(case.files)


def test_days_are_missing_in_the_series(case: Case, truth: CaseTruth) -> None:
    text = case.files["own/Reach.csv"].decode("utf-16")
    told = {date.fromisoformat(line[1:11]) for line in text.splitlines() if line[1:3] == "20"}
    gaps = {min(told) + timedelta(days=n) for n in range((max(told) - min(told)).days)} - told
    assert gaps == set(truth.missing_days)
    assert len(gaps) >= 3


def test_excel_has_spoilt_the_ids_of_the_earlier_file_for_good_where_links_hold_none(
    case: Case, truth: CaseTruth
) -> None:
    rows = content(case)["earlier"]
    assert all("E+17" in row["Post ID"] for row in rows)
    lost = [row for row in rows if "/posts/" not in row["Permalink"]]
    assert 0 < len(lost) == truth.rejected_rows < len(rows) / 2
    # Days stand first, and some of them can be no month.
    assert any(int(row["Publish time"][:2]) > 12 for row in rows)
    later = {row["Permalink"] for row in content(case)["facebook"]}
    assert {row["Permalink"] for row in rows} <= later


def test_the_working_type_and_the_seeming_type(case: Case, truth: CaseTruth) -> None:
    rows = content(case)[truth.type_network]
    parts = ("Likes", "Comments", "Shares", "Saves")
    if truth.type_network == "facebook":
        parts = ("Reactions", "Comments", "Shares", "Shares")[:3]
    rates = sorted(
        sum(int(row[part]) for part in parts) / int(row["Reach"]) for row in rows if row["Reach"]
    )
    # Two posts stand apart from all others; without them the largest is a fraction of theirs.
    assert rates[-2] > 2 * rates[-3]
    assert 1.7 <= truth.working_factor <= 2.2


def test_one_campaign_sells_and_one_only_brings_visits(case: Case, truth: CaseTruth) -> None:
    found = {name: (visits, orders) for name, visits, orders in tables(case)}
    assert 4 <= len(found) <= 6
    rates = {name: orders / visits for name, (visits, orders) in found.items()}
    assert max(rates, key=rates.__getitem__) == truth.selling_campaign
    assert max(found, key=lambda name: found[name][0]) == truth.idle_campaign
    assert rates[truth.selling_campaign] >= 2.5 * rates[truth.idle_campaign]


def test_others_answer_the_leaders_most(case: Case, truth: CaseTruth) -> None:
    messages = said(case)
    author = {message["id"]: message["from_id"] for message in messages}
    answers: Counter[str] = Counter()
    for message in messages:
        answered = author.get(message.get("reply_to_message_id", 0), "")
        people = answered.startswith("user") and message["from_id"].startswith("user")
        if people and answered != message["from_id"]:
            answers[answered] += 1
    first = {who for who, _ in answers.most_common(len(truth.leaders))}
    assert 6 <= len(truth.leaders) <= 10
    assert len(first & set(truth.leaders)) >= 0.8 * len(truth.leaders)


def test_advertising_accounts_only_advertise(case: Case, truth: CaseTruth) -> None:
    wrote: defaultdict[str, set[str]] = defaultdict(set)
    for message in said(case):
        wrote[message["from_id"]].add(str(message["text"]))
    adverts = {text for bot in truth.bots for text in wrote[bot]}
    others = {text for who, texts in wrote.items() if who not in truth.bots for text in texts}
    assert 6 <= len(truth.bots) <= 15
    assert all(wrote[bot] for bot in truth.bots)
    assert not adverts & others


def test_waits_have_a_long_tail(case: Case, truth: CaseTruth) -> None:
    messages = said(case)
    page = next(message["from_id"] for message in messages if message["from_id"][:4] == "chan")
    by_id = {message["id"]: message for message in messages}
    waits = [
        (int(message["date_unixtime"]) - int(asked["date_unixtime"])) / 60
        for message in messages
        if message["from_id"] == page and "reply_to_message_id" in message
        for asked in [by_id[message["reply_to_message_id"]]]
        if "?" in str(asked["text"])
    ]
    assert min(waits) > 0
    assert sum(waits) / len(waits) > 1.8 * median(waits)
    assert 0.7 < median(waits) / truth.median_answer_minutes < 1.4


def test_the_incident_begins_small_and_is_large_a_week_later(case: Case, truth: CaseTruth) -> None:
    days = Counter(
        date.fromisoformat(message["date"][:10])
        for message in said(case)
        if message["from_id"].startswith("user")
    )
    later = [truth.incident_day + timedelta(days=7 + n) for n in range(3)]
    assert {day for day, _ in days.most_common(2)} == set(later[:2])
    assert days[later[0]] > days[truth.incident_day] > 1.5 * median(days.values())


def test_one_way_of_earning_pays_best(case: Case, truth: CaseTruth) -> None:
    facts = case.facts
    earned = {"services": facts.service_jobs_per_month * facts.service_price * facts.service_margin}
    if truth.model == "services":
        shop = case.files["own/orders_export_1.csv"].decode()
        rows = [r for r in csv.DictReader(io.StringIO(shop, newline="")) if r["Total"]]
        kept = [r for r in rows if r["Financial Status"] not in ("voided", "pending")]
        sold = sum(float(r["Total"]) - float(r["Refunded Amount"]) for r in kept)
        assert earned["services"] > 1.4 * sold / 12 * facts.margin
    assert 0 < facts.margin < 1


def test_people_per_seller_differ_clearly(case: Case) -> None:
    table = score_networks(case.brief, draws=500).table.set_index("network")
    places = sorted(table.loc[list(case.truth.networks), "potential_per_seller"])
    assert places[1] > 1.6 * places[0]
    assert places[2] > 1.6 * places[1]


def test_no_slot_of_a_text_stays_open_and_answers_are_about_the_goods_asked_for(
    case: Case,
) -> None:
    slots = {f"{{{name}}}" for name in SLOTS}
    texts = [text for name, data in case.files.items() if not name.endswith(".csv")
             for text in re.findall(r'"text": "(.*?)"', data.decode())]  # fmt: skip
    assert texts
    assert not [text for text in texts if "|" in text or any(slot in text for slot in slots)]
    goods = case.brief.goods.split(", ")
    messages = {message["id"]: message for message in said(case)}
    pairs = [
        (named, {good for good in goods if good.lower() in str(message["text"]).lower()})
        for message in messages.values()
        if message["from_id"].startswith("channel") and "reply_to_message_id" in message
        for asked in [str(messages[message["reply_to_message_id"]]["text"])]
        if "?" in asked
        for named in [{good for good in goods if good.lower() in asked.lower()}]
    ]
    both = [(asked, answered) for asked, answered in pairs if asked and answered]
    assert len(both) > 5
    assert all(asked & answered for asked, answered in both)


def test_more_interactions_are_made_when_asked_for() -> None:
    messages = said(build_case(5, interactions=9000))
    people = sum(message["from_id"].startswith("user") for message in messages)
    marks = sum(len(r["recent"]) for m in messages for r in m.get("reactions", ()))
    assert 8500 <= people + marks <= 10_500


def test_files_are_written_with_the_day_of_their_export(case: Case, tmp_path: Path) -> None:
    downloads = write_case(case, tmp_path)
    written = [path for path in downloads.rglob("*") if path.is_file()]
    assert {path.relative_to(downloads).as_posix() for path in written} == set(case.files)
    assert {path.parent.name for path in written} == {"own", "rivals"}
    for path in written:
        assert path.stat().st_mtime == case.exported[path.relative_to(downloads).as_posix()]
    assert len({path.stat().st_mtime for path in written}) == 2
