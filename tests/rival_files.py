"""Exports of invented rivals' pages, in four formats, with planted rhythm, response and kinds."""

import csv
import io
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from meta_files import FB, FB_ROW, table
from smmlab.datasets.cafe.scripts import load_captions
from smmlab.exports.mapping.spec import ColumnMap

if TYPE_CHECKING:
    from smmlab.project import Project

DAY = 86_400
NOW = 1_793_000_000  # 2026-10-26
PLAN_MAP = ColumnMap(
    "posts",
    {"page": "Page", "at": "When", "form": "Kind", "text": "Words", "reactions": "Likes",
     "comments": "Comments", "shares": "Shares", "url": "Link"},
    {}, {"network": "instagram"},
    {"form": {"photo": "photo", "reel": "short", "carousel": "carousel"}},
    name="a list of rivals",
)  # fmt: skip
_KINDS = ("none", "provocation", "instruction", "medal", "laugh")


@dataclass(frozen=True)
class Plan:
    """What a page does: posts a week, usual response, and how much laughs in video earn."""

    name: str
    per_week: float = 3.0
    level: float = 30.0
    laughs: float = 0.1  # share of laughs in video
    lift: float = 1.0
    days: int = 300


def drawn(plan: Plan, *, seed: int, forms: tuple[str, ...]) -> pd.DataFrame:
    """Return the posts of a plan: at, form, type, text, reactions, comments, shares."""
    rng = np.random.default_rng([seed, *plan.name.encode()])
    n = int(plan.per_week * plan.days / 7)
    at = np.sort(NOW - plan.days * DAY + rng.integers(0, (plan.days - 2) * DAY, n))
    laugh = rng.random(n) < plan.laughs
    kinds = np.where(laugh, "laugh", rng.choice(_KINDS[:4], n))
    form = np.where(laugh, forms[-1], rng.choice(forms[:-1], n))
    mean = plan.level * np.where(laugh, plan.lift, 1.0)
    reactions = rng.poisson(rng.gamma(3, mean / 3))
    captions = {kind: [c.text for c in load_captions() if c.type == kind and c.language == "en"]
                for kind in _KINDS}  # fmt: skip
    texts = [f"{captions[kind][rng.integers(len(captions[kind]))].split('{')[0]} {number}"
             for number, kind in enumerate(kinds)]  # fmt: skip
    return pd.DataFrame({"at": at, "form": form, "type": kinds, "text": texts,
                         "reactions": reactions, "comments": rng.poisson(reactions * 0.2),
                         "shares": rng.poisson(reactions * 0.1)})  # fmt: skip


def facebook_file(folder: Path, plan: Plan, *, seed: int = 1) -> Path:
    """Write the content table of Meta Business Suite."""
    names = {"photo": "Photos", "link": "Links", "video": "Videos"}
    rows = []
    for place, row in drawn(plan, seed=seed, forms=("photo", "link", "video")).iterrows():
        number = f"{sum(plan.name.encode())}{seed:03d}{int(str(place)):06d}"
        when = pd.Timestamp(row["at"], unit="s", tz="UTC").tz_convert("America/Los_Angeles")
        told = {**FB_ROW, "Post ID": number, "Page name": plan.name, "Title": row["text"],
                "Permalink": f"https://www.facebook.com/{seed}/posts/{number}",
                "Publish time": when.strftime("%m/%d/%Y %H:%M"), "Post type": names[row["form"]],
                "Reactions": row["reactions"], "Comments": row["comments"],
                "Shares": row["shares"], "Page ID": str(100_000 + seed),
                "Views": 20 * row["reactions"] + 50, "Reach": 9 * row["reactions"] + 30,
                "Reactions, Comments and Shares": row["reactions"] + row["comments"]
                + row["shares"]}  # fmt: skip
        rows.append([str(told.get(name, "")) for name in FB])
    return _written(folder / f"{plan.name}.csv", table(FB, rows).encode("utf-8-sig"))


def vk_file(folder: Path, plan: Plan, *, seed: int = 1) -> Path:
    """Write answers of wall.get."""
    attachment = {"photo": [{"type": "photo"}], "text": [], "video": [{"type": "video"}]}
    owner = -(1000 + seed)
    items = [
        {"id": int(str(place)) + 1, "owner_id": owner, "from_id": owner, "date": int(row["at"]),
         "post_type": "post", "text": row["text"], "attachments": attachment[row["form"]],
         "likes": {"count": int(row["reactions"])}, "reposts": {"count": int(row["shares"])},
         "comments": {"count": int(row["comments"])},
         "views": {"count": int(20 * row["reactions"] + 90)}}
        for place, row in drawn(plan, seed=seed, forms=("photo", "text", "video")).iterrows()
    ]  # fmt: skip
    answer = {"response": {"count": len(items), "items": items,
                           "groups": [{"id": -owner, "name": plan.name}]}}  # fmt: skip
    return _written(folder / f"{plan.name}.json", json.dumps(answer).encode())


def telegram_files(folder: Path, plan: Plan, *, seed: int = 1) -> list[Path]:
    """Write a channel and its discussion group, in which the page answers most comments."""
    channel, group = 5_000_000 + seed, 6_000_000 + seed
    rng = np.random.default_rng(seed)
    sender = {"from": plan.name, "from_id": f"channel{channel}"}
    posted: list[dict[str, Any]] = []
    spoken: list[dict[str, Any]] = []
    number = 10
    for place, row in drawn(plan, seed=seed, forms=("photo", "text", "video")).iterrows():
        media = {"photo": {"photo": "x.jpg"}, "text": {},
                 "video": {"file": "x.mp4", "media_type": "video_file"}}[row["form"]]  # fmt: skip
        reactions = [{"type": "emoji", "count": int(row["reactions"]), "emoji": "❤"}]
        posted.append({**_message(int(str(place)) + 10, row["at"], row["text"], **sender), **media,
                       "reactions": reactions})  # fmt: skip
        number += 1
        copy = number
        spoken.append({**_message(copy, row["at"] + 1, row["text"], **sender), **media,
                       "forwarded_from": plan.name})  # fmt: skip
        for _ in range(int(rng.integers(0, 3))):
            number += 1
            asked, person = number, int(rng.integers(0, 60))
            who = {"from": f"Guest {person}", "from_id": f"user{seed}{person:04d}"}
            spoken.append(_message(asked, row["at"] + 900 * (asked - copy), "What does it cost?",
                                   reply_to_message_id=copy, **who))  # fmt: skip
            if rng.random() < 0.8:
                number += 1
                spoken.append(_message(number, row["at"] + 900 * (asked - copy) + 3600 * seed,
                                       "Three euros!", reply_to_message_id=asked,
                                       **sender))  # fmt: skip
    chats = {"channel": ("public_channel", channel, posted),
             "group": ("public_supergroup", group, spoken)}  # fmt: skip
    return [
        _written(folder / f"{plan.name}-{name}.json", json.dumps(
            {"name": plan.name, "type": kind, "id": chat, "messages": messages}).encode())
        for name, (kind, chat, messages) in chats.items()
    ]  # fmt: skip


def mapped_file(folder: Path, plans: list[Plan], *, seed: int = 1) -> Path:
    """Write one table of several pages, as a tool for watching rivals gives; see `PLAN_MAP`."""
    words = {"photo": "photo", "short": "reel", "carousel": "carousel"}
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(["Page", "When", "Kind", "Words", "Likes", "Comments", "Shares", "Link"])
    for page, plan in enumerate(plans):
        for place, row in drawn(plan, seed=seed, forms=("photo", "carousel", "short")).iterrows():
            when = pd.Timestamp(row["at"], unit="s").strftime("%Y-%m-%d %H:%M:%S")
            lines.writerow([plan.name, when, words[row["form"]], row["text"], row["reactions"],
                            row["comments"], row["shares"],
                            f"https://example.com/{seed}/{page}/{place}"])  # fmt: skip
    return _written(folder / "rivals.csv", out.getvalue().encode())


def _message(number: int, at: int, text: str, **extra: Any) -> dict[str, Any]:
    local = pd.Timestamp(int(at) + 7200, unit="s").strftime("%Y-%m-%dT%H:%M:%S")
    return {"id": number, "type": "message", "date": local, "date_unixtime": str(int(at)),
            "text": text, "text_entities": [], **extra}  # fmt: skip


def _written(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (NOW, NOW))
    return path


def watched_project(folder: Path) -> "Project":
    """Return a client with a VK community, and four rivals' one of which makes planted laughs."""
    from smmlab.brief import Brief
    from smmlab.project import create_project

    project = create_project(folder / "client", Brief("Kohvik Kaja", market="EE"))
    project.add(vk_file(folder / "own", Plan("Kohvik Kaja", 3, 30, laughs=0.0), seed=90))
    plans = [Plan("Röst <b>& Co</b> {x}", 3, 90, laughs=0.3, lift=4), Plan("Калач", 5, 10, 0.0),
             Plan("Bean.There", 4, 30, 0.0), Plan("Few", 0.2, 30, 0.0)]  # fmt: skip
    for seed, plan in enumerate(plans, start=1):
        file = vk_file(folder / "theirs", plan, seed=seed)
        # The name of the page stands in the file; the name of the file may be anything.
        project.add(file.rename(file.with_name(f"wall{seed}.json")), is_own=False)
    return project
