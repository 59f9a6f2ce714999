"""The sample café: same seed, same bytes; and the planted truth stands in the raw files."""

import csv
import io
import json
import re
from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from functools import cache
from itertools import chain, cycle
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from smmlab.datasets.cafe.build import build_cafe
from smmlab.datasets.cafe.scripts import load_captions, load_talk
from smmlab.datasets.cafe.truth import TRUTH

TALLINN = ZoneInfo("Europe/Tallinn")
PACIFIC = ZoneInfo("America/Los_Angeles")
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
FACEBOOK = "Nov-01-2025_Oct-31-2026_1199000000000001.csv"
FACEBOOK_EARLIER = "Nov-01-2025_Apr-30-2026_1188000000000001.csv"
INSTAGRAM = "Nov-01-2025_Oct-31-2026_1199000000000002.csv"
GA4 = "Traffic_acquisition_Session_source_medium.csv"


@pytest.fixture(scope="module")
def cafe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cafe")
    build_cafe(folder)
    return folder


def table(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))


def traffic(cafe: Path) -> list[dict[str, str]]:
    lines = (cafe / GA4).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def messages(cafe: Path, name: str) -> list[dict[str, Any]]:
    chat = json.loads((cafe / name / "result.json").read_text(encoding="utf-8"))
    return [m for m in chat["messages"] if m["type"] == "message"]


def written(cafe: Path) -> list[dict[str, Any]]:
    return [m for m in messages(cafe, "group") if m["from_id"].startswith("user")]


def words(message: dict[str, Any]) -> str:
    return "".join(part["text"] for part in message["text_entities"])


def tallinn(message: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp(int(message["date_unixtime"]), TALLINN)


def decode(url: str) -> datetime:
    number = 0
    for sign in url.rstrip("/").rsplit("/", 1)[1]:
        number = number * 64 + ALPHABET.index(sign)
    return datetime.fromtimestamp(((number >> 23) + 1_314_220_021_721) / 1000, UTC)


@cache
def caption_patterns() -> list[tuple[re.Pattern[str], str]]:
    """Return how each caption may begin a post, and its planted type."""
    found = []
    for caption in load_captions():
        pieces = re.split(r"\{([^{}]*)\}", caption.text)
        pattern = "".join(
            "(?:" + "|".join(map(re.escape, piece.split("|"))) + ")" if odd else re.escape(piece)
            for piece, odd in zip(pieces, cycle((False, True)), strict=False)
        )
        found.append((re.compile(pattern), caption.type))
    return found


def type_of(text: str) -> str:
    return next(kind for pattern, kind in caption_patterns() if pattern.match(text))


def test_the_same_seed_gives_the_same_bytes_and_file_dates(cafe: Path, tmp_path: Path) -> None:
    again = build_cafe(tmp_path / "new" / "folder")
    for path in again:
        first = cafe / path.relative_to(tmp_path / "new" / "folder")
        assert path.read_bytes() == first.read_bytes()
        assert path.stat().st_mtime == first.stat().st_mtime
    other = build_cafe(tmp_path / "other", seed=7)
    same = [a.name for a, b in zip(again, other, strict=True) if a.read_bytes() == b.read_bytes()]
    assert same == ["Audience.csv"]


def test_the_older_facebook_export_has_the_older_file_date(cafe: Path) -> None:
    assert (cafe / FACEBOOK_EARLIER).stat().st_mtime < (cafe / FACEBOOK).stat().st_mtime


def test_files_have_the_bytes_of_their_sources(cafe: Path) -> None:
    assert (cafe / FACEBOOK).read_bytes().startswith(b'\xef\xbb\xbf"Post ID","Page ID"')
    assert b"\r" not in (cafe / INSTAGRAM).read_bytes()
    for name in ("Reach.csv", "Follows.csv", "Views.csv", "Audience.csv"):
        data = (cafe / name).read_bytes()
        assert data.startswith(b"\xff\xfe")
        assert data.decode("utf-16").startswith("sep=,\n")
    lines = (cafe / GA4).read_bytes().split(b"\r\n")
    assert lines[0].startswith(b"# --")
    assert b"# Start date: 20251101" in lines


def test_captions_are_many_and_never_repeat_within_a_page(cafe: Path) -> None:
    by_language = Counter(caption.language for caption in load_captions())
    assert min(by_language.values()) >= 34
    assert {c.type for c in load_captions()} == {
        "provocation", "instruction", "medal", "laugh", "none"
    }  # fmt: skip
    texts = [row["Description"] for row in table(cafe / INSTAGRAM)]
    assert len(set(texts)) == len(texts) == TRUTH.posts["instagram"]
    titles = [row["Title"] for row in table(cafe / FACEBOOK)]
    assert len(set(titles)) == len(titles) == TRUTH.posts["facebook"]
    assert not any(re.search(r"[{}|]", text) for text in [*texts, *titles])


def test_the_script_of_the_conversation_is_long_enough() -> None:
    talks = load_talk().values()
    comments = {c for talk in talks for texts in talk.comments.values() for c in texts}
    comments |= {ask for talk in talks for question in talk.questions for ask in question.asks}
    answers = {a for talk in talks for texts in talk.replies.values() for a in texts}
    answers |= {a for talk in talks for question in talk.questions for a in question.answers}
    assert len(comments) >= 150
    assert len(answers) >= 40


def test_short_codes_hold_the_moment_that_stands_in_pacific_time(cafe: Path) -> None:
    for row in table(cafe / INSTAGRAM):
        shown = decode(row["Permalink"]).astimezone(PACIFIC).strftime("%m/%d/%Y %H:%M")
        assert row["Publish time"] == shown


def test_the_earlier_export_never_shows_more(cafe: Path) -> None:
    newer = {row["Post ID"]: row for row in table(cafe / FACEBOOK)}
    earlier = table(cafe / FACEBOOK_EARLIER)
    assert 50 < len(earlier) < len(newer)
    for row in earlier:
        assert int(row["Reach"]) < int(newer[row["Post ID"]]["Reach"])
        for name in ("Views", "Reactions", "Comments", "Shares"):
            assert int(row[name]) <= int(newer[row["Post ID"]][name])


def test_one_facebook_post_has_no_metrics_and_says_so(cafe: Path) -> None:
    silent = [row for row in table(cafe / FACEBOOK) if not row["Reach"]]
    assert len(silent) == 1
    assert silent[0]["Data comment"].endswith(silent[0]["Post ID"])


def test_jokes_win_on_instagram_by_the_planted_factor(cafe: Path) -> None:
    engagements = defaultdict(list)
    for row in table(cafe / INSTAGRAM):
        total = sum(int(row[name]) for name in ("Likes", "Comments", "Shares", "Saves"))
        engagements[type_of(row["Description"])].append(total)
    laughs = engagements.pop("laugh")
    factor = median(laughs) / median(chain.from_iterable(engagements.values()))
    assert len(laughs) == 30
    assert factor == pytest.approx(TRUTH.laugh_factor_instagram, rel=0.15)
    assert all(median(laughs) > median(others) for others in engagements.values())


@pytest.mark.parametrize(
    ("file", "text", "likes"),
    [(INSTAGRAM, "Description", "Likes"), (FACEBOOK, "Title", "Reactions")],
)
def test_provocations_bring_comments(cafe: Path, file: str, text: str, likes: str) -> None:
    network = "instagram" if likes == "Likes" else "facebook"
    sums = {True: Counter[str](), False: Counter[str]()}
    for row in table(cafe / file):
        names = [n for n in (likes, "Comments", "Shares", "Saves") if row.get(n)]
        sums[type_of(row[text]) == "provocation"].update({n: int(row[n]) for n in names})
    provoked, others = (sums[kind]["Comments"] / sums[kind].total() for kind in (True, False))
    planted = TRUTH.provocation_comment_share[network]
    assert (provoked, others) == pytest.approx(planted, abs=0.07)


def test_reels_and_videos_reach_twice_as_many(cafe: Path) -> None:
    reach = defaultdict(list)
    for file in (INSTAGRAM, FACEBOOK):
        for row in table(cafe / file):
            if row["Reach"]:
                reach[file, row["Post type"]].append(int(row["Reach"]))
    on_instagram = median(reach[INSTAGRAM, "IG reel"]) / median(reach[INSTAGRAM, "IG image"])
    moving = reach[FACEBOOK, "Reels"] + reach[FACEBOOK, "Videos"]
    on_facebook = median(moving) / median(reach[FACEBOOK, "Photos"])
    assert on_instagram == pytest.approx(TRUTH.video_reach_factor, rel=0.25)
    assert on_facebook == pytest.approx(TRUTH.video_reach_factor, rel=0.25)


def test_no_hour_of_posting_can_be_told_from_another(cafe: Path) -> None:
    from scipy.stats import kruskal

    blocks = defaultdict(list)
    for row in table(cafe / INSTAGRAM):
        total = sum(int(row[name]) for name in ("Likes", "Comments", "Shares", "Saves"))
        blocks[decode(row["Permalink"]).astimezone(TALLINN).hour // 3].append(total)
    assert len(blocks) >= 4
    assert kruskal(*blocks.values()).pvalue > 0.1


def test_the_group_holds_the_planted_people(cafe: Path) -> None:
    days = defaultdict(list)
    for message in written(cafe):
        days[message["from_id"]].append(tallinn(message).date())
    found: Counter[str] = Counter()
    for acts in days.values():
        if len(acts) == 1:
            found["one_time"] += 1
        elif min(acts) >= TRUTH.newcomers_from:
            found["newcomer"] += 1
        elif len(acts) >= 30:
            found["core"] += 1
        else:
            found["rest"] += 1
    rest = TRUTH.members["ring"] + TRUTH.members["fading"] + TRUTH.spammers
    assert len(days) == sum(TRUTH.members.values()) + TRUTH.spammers
    for segment in ("one_time", "newcomer", "core"):
        # One occasional visitor or another may look like a member of a neighbouring segment.
        assert found[segment] == pytest.approx(TRUTH.members[segment], abs=3)
    assert found["rest"] == pytest.approx(rest, abs=6)
    silent = [
        who for who, acts in days.items() if len(acts) > 1 and max(acts) <= TRUTH.fading_until
    ]
    assert len(silent) >= TRUTH.members["fading"]


def test_people_write_in_the_morning_and_in_the_evening(cafe: Path) -> None:
    usual = [m for m in written(cafe) if tallinn(m).date() not in TRUTH.incident_days]
    hours = Counter(tallinn(message).hour for message in usual)
    assert {hour for hour, _ in hours.most_common(5)} == set(TRUTH.peak_hours)


def test_the_incident_stands_out_on_its_three_days(cafe: Path) -> None:
    per_day = Counter(tallinn(message).date() for message in written(cafe))
    loudest = [day for day, _ in per_day.most_common(3)]
    assert sorted(loudest) == list(TRUTH.incident_days)
    for day, complaints in zip(TRUTH.incident_days, TRUTH.incident_complaints, strict=True):
        assert per_day[day] >= complaints
    titles = [words(m) for m in messages(cafe, "channel") if tallinn(m).date() == date(2026, 3, 17)]
    assert any("3.90" in title for title in titles)


def test_the_cafe_answers_after_what_it_answers(cafe: Path) -> None:
    group = {m["id"]: m for m in messages(cafe, "group")}
    assert list(group) == sorted(group)
    waits = []
    for message in group.values():
        above = group.get(message.get("reply_to_message_id", -1))
        if "reply_to_message_id" in message:
            assert above is not None
            assert int(above["date_unixtime"]) < int(message["date_unixtime"])
        if above and message["from_id"] == "channel9990001001" and 8 <= tallinn(above).hour < 19:
            waits.append(int(message["date_unixtime"]) - int(above["date_unixtime"]))
    assert len(waits) > 400
    assert median(waits) / 60 == pytest.approx(TRUTH.median_answer_minutes, rel=0.4)


def test_the_group_copies_every_post_of_the_channel(cafe: Path) -> None:
    posts = {(int(m["date_unixtime"]) + 1, words(m)) for m in messages(cafe, "channel") if words(m)}
    copies = [m for m in messages(cafe, "group") if m.get("forwarded_from") and words(m)]
    assert {(int(m["date_unixtime"]), words(m)) for m in copies} == posts
    assert len(posts) == TRUTH.posts["telegram"]


def test_a_text_with_marked_parts_reads_the_same_both_ways(cafe: Path) -> None:
    marked = [m for m in messages(cafe, "channel") if isinstance(m["text"], list)]
    assert marked
    for message in marked:
        parts = [part if isinstance(part, str) else part["text"] for part in message["text"]]
        assert "".join(parts) == words(message)


def test_series_leave_out_the_planted_days(cafe: Path) -> None:
    lines = (cafe / "Reach.csv").read_bytes().decode("utf-16").splitlines()
    assert [line for line in lines if line.endswith("reach\"")] == [
        '"Facebook reach"', '"Instagram reach"'
    ]  # fmt: skip
    days = Counter(line[1:11] for line in lines if line.startswith('"202'))
    assert len(days) == 365 - len(TRUTH.days_left_out)
    assert set(days.values()) == {2}
    assert not {day.isoformat() for day in TRUTH.days_left_out} & set(days)
    follows = (cafe / "Follows.csv").read_bytes().decode("utf-16")
    assert '"0"' not in follows


def test_the_audience_adds_up_and_is_led_by_the_planted_group(cafe: Path) -> None:
    text = (cafe / "Audience.csv").read_bytes().decode("utf-16")
    rows = [row for row in csv.reader(io.StringIO(text)) if row and row[0][:2].isdigit()]
    ages = {f"{age}|{sex}": float(value) for age, women, men in rows[:6]
            for sex, value in (("female", women), ("male", men))}  # fmt: skip
    assert sum(ages.values()) == pytest.approx(100, abs=0.5)
    assert max(ages, key=ages.__getitem__) == TRUTH.largest_audience


@pytest.mark.parametrize("seed", [2026, 11])
def test_tagged_revenue_is_known_to_the_cent_for_every_seed(tmp_path: Path, seed: int) -> None:
    build_cafe(tmp_path, seed=seed)
    cents: Counter[str] = Counter()
    orders: Counter[object] = Counter()
    for row in table(tmp_path / "orders_export_1.csv"):
        tags = dict(line.split(": ") for line in row["Note Attributes"].splitlines())
        if tags:
            assert row["Financial Status"] == "paid"
            cents[tags["utm_campaign"]] += round(float(row["Total"]) * 100)
            orders[tags["utm_campaign"]] += 1
            orders[tags["utm_campaign"], tags.get("utm_content")] += 1
    parts = {(c.name, part.type): part.orders for c in TRUTH.campaigns for part in c.contents}
    whole = {(c.name, None): c.orders for c in TRUTH.campaigns if not c.contents}
    assert orders == {c.name: c.orders for c in TRUTH.campaigns} | parts | whole
    assert cents == {c.name: round(c.revenue * 100) for c in TRUTH.campaigns}


def test_orders_have_the_planted_states_and_add_up(cafe: Path) -> None:
    rows = table(cafe / "orders_export_1.csv")
    whole = [row for row in rows if row["Financial Status"]]
    assert len({row["Name"] for row in rows}) == len(whole) == TRUTH.orders < len(rows)
    assert Counter(row["Financial Status"] for row in whole) == TRUTH.order_states
    assert all(row["Email"].endswith("@example.com") for row in rows)
    goods: Counter[str] = Counter()
    for row in rows:
        pieces = int(row["Lineitem quantity"])
        goods[row["Name"]] += pieces * round(float(row["Lineitem price"]) * 100)
    for row in whole:
        cents = {name: round(float(row[name]) * 100)
                 for name in ("Subtotal", "Shipping", "Total", "Discount Amount")}  # fmt: skip
        assert cents["Subtotal"] + cents["Shipping"] == cents["Total"]
        assert goods[row["Name"]] - cents["Discount Amount"] == cents["Subtotal"]
    buyers = Counter(row["Email"] for row in whole)
    assert 0.2 < sum(n > 1 for n in buyers.values()) / len(buyers) < 0.6


def test_campaigns_have_the_planted_sessions_and_no_invented_purchases(cafe: Path) -> None:
    sessions: Counter[str] = Counter()
    events: Counter[str] = Counter()
    for row in traffic(cafe):
        sessions[row["Session campaign"]] += int(row["Sessions"])
        events[row["Session campaign"]] += int(row["Key events"])
        assert int(row["Key events"]) <= int(row["Engaged sessions"]) <= int(row["Sessions"])
    for campaign in TRUTH.campaigns:
        assert sessions[campaign.name] == campaign.sessions
        assert 0.6 * campaign.orders <= events[campaign.name] <= campaign.orders
    assert events.total() < TRUTH.orders


def test_the_card_tells_the_truth(cafe: Path) -> None:
    card = Path(build_cafe.__code__.co_filename).with_name("card.md").read_text(encoding="utf-8")
    told = [
        "CC BY 4.0", f"{TRUTH.laugh_factor_instagram} times",
        f"{TRUTH.video_reach_factor:.0f} times",
        TRUTH.fading_until.isoformat(), TRUTH.newcomers_from.isoformat(),
        *(day.isoformat() for day in TRUTH.days_left_out), TRUTH.incident_days[0].isoformat(),
        *(f"{campaign.revenue:.2f}" for campaign in TRUTH.campaigns),
        *(str(n) for n in (*TRUTH.members.values(), *TRUTH.order_states.values())),
        *(f"{path.relative_to(cafe)}" for path in cafe.rglob("*.*") if path.is_file()),
    ]  # fmt: skip
    assert [words for words in told if words not in card] == []


def test_every_file_is_recognised_and_read_whole(cafe: Path, tmp_path: Path) -> None:
    catalogue = pytest.importorskip("smmlab.exports.catalogue")
    source = pytest.importorskip("smmlab.exports.source")
    rows: Counter[str] = Counter()
    for path in build_cafe(tmp_path):
        reader, reading = catalogue.read_export(source.open_export(path))
        assert reading.rejected == (), path.name
        for name, frame in reading.tables.items():
            rows[f"{reader.name} {name}"] += len(frame)
    found = {name: n for name, n in rows.items() if n}
    posts = sum(TRUTH.posts.values()) + TRUTH.posts["telegram"]
    earlier = len(table(cafe / FACEBOOK_EARLIER))
    assert found["meta_content posts"] + found["telegram posts"] == posts + earlier
    assert found["shopify orders"] == TRUTH.orders
    assert found["ga4 visits"] == len(traffic(cafe))
    assert {"meta_series daily", "meta_audience audience"} <= set(found)
