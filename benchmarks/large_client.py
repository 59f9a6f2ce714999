"""A large client in the formats of the networks: 10,000 posts and 200,000 comments by default.

``python benchmarks/large_client.py FOLDER`` makes the client folder. The café of the sample lends
its exports: its Meta files and its Telegram chats are written anew with many more rows, over two
years, in the words of the café; the shop, the site and the audience stay as they are.
"""

import argparse
import csv
import io
import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from smmlab.datasets.cafe.meta_content import shortcode

START, DAYS = 1_730_419_200, 730  # November 1, 2024, and the two years after it
CHANNEL = {"from": "Kohvik Kaja", "from_id": "channel9990001001"}


def times(rng: np.random.Generator, number: int) -> list[int]:
    """Return sorted moments of two years, in the hours when people are awake."""
    hours = rng.choice(24, number, p=np.r_[np.full(7, 0.01), np.full(17, 0.93 / 17)])
    return sorted((START + rng.integers(0, DAYS, number) * 86_400 + hours * 3_600
                   + rng.integers(0, 3_600, number)).tolist())  # fmt: skip


def write_meta(path: Path, like: Path, rows: int, rng: np.random.Generator) -> None:
    """Write a content export of Meta with so many rows, each like one of the sample's."""
    sample = list(csv.DictReader(io.StringIO(like.read_text(encoding="utf-8-sig"))))
    drawn = rng.integers(0, len(sample), rows)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.DictWriter(file, list(sample[0]))
        lines.writeheader()
        for number, at in enumerate(times(rng, rows)):
            row = dict(sample[drawn[number]])
            post = str(17_900_000_000_000_001 + number * 7_919)
            if "instagram" in row["Permalink"]:
                code = shortcode(at * 1_000, int(rng.integers(1 << 23)))
                row["Permalink"] = f"https://www.instagram.com/p/{code}/"
            row["Permalink"] = row["Permalink"].replace(row["Post ID"], post)
            row["Post ID"] = post
            row["Publish time"] = datetime.fromtimestamp(at, UTC).strftime("%m/%d/%Y %H:%M")
            grown = float(rng.lognormal(0, 0.3))
            for name, value in row.items():
                if value.isdigit() and len(value) < 7 and name not in ("Duration (sec)", "Date"):
                    row[name] = str(int(int(value) * grown))
            lines.writerow(row)


def write_telegram(
    folder: Path,
    channel: Path,
    group: Path,
    *,
    posts: int,
    comments: int,
    rng: np.random.Generator,
) -> None:
    """Write a channel with so many posts, and the group in which people talk about them."""
    said = _texts(group, "user")
    published = _texts(channel, "channel")
    at = times(rng, posts)
    bodies = [CHANNEL | _text(published[n % len(published)]) for n in range(posts)]
    messages = [_message(number + 1, at[number], body) for number, body in enumerate(bodies)]
    _write(folder / "channel" / "result.json", channel, messages)
    copies = [
        body | {"forwarded_from": "Kohvik Kaja", "forwarded_from_id": CHANNEL["from_id"]}
        for body in bodies
    ]
    drafts: list[tuple[int, dict[str, Any], int | None]] = [
        (at[number] + 1, body, None) for number, body in enumerate(copies)
    ]
    # Few people say much, most say a word or two.
    people = (comments / 10 * rng.power(0.4, comments)).astype("int64")
    under = np.minimum((posts * rng.power(1.2, comments)).astype("int64"), posts - 1)
    late = rng.exponential(9 * 3_600, comments).astype("int64") + 60
    first, second = rng.integers(0, len(said), (2, comments))
    answers = rng.random(comments)
    for n in range(comments):
        by_page = answers[n] < 0.04
        sender = CHANNEL if by_page else {"from": f"G {people[n]}", "from_id": f"user{people[n]}"}
        words = f"{said[first[n]]} {said[second[n]]}" if answers[n] > 0.6 else said[first[n]]
        # One in five answers a comment before it, the others the post.
        above = posts + int(rng.integers(0, n)) if n and answers[n] < 0.2 else int(under[n])
        since = drafts[above][0] if above >= posts else at[above]
        drafts.append((since + int(late[n]), sender | _text(words), above))
    order = sorted(range(len(drafts)), key=lambda k: (drafts[k][0], k))
    numbers = {k: place + 1 for place, k in enumerate(order)}
    talk = []
    for k in order:
        moment, body, above_or_none = drafts[k]
        answer = {} if above_or_none is None else {"reply_to_message_id": numbers[above_or_none]}
        talk.append(_message(numbers[k], moment, body | answer))
    _write(folder / "group" / "result.json", group, talk)


def _texts(chat: Path, sender: str) -> list[str]:
    messages = json.loads(chat.read_text(encoding="utf-8"))["messages"]
    texts = (
        "".join(part["text"] for part in message.get("text_entities", []))
        for message in messages
        if message.get("from_id", "").startswith(sender)
    )
    return sorted({text for text in texts if text})


def _text(text: str) -> dict[str, Any]:
    return {"text": text, "text_entities": [{"type": "plain", "text": text}]}


def _message(number: int, at: int, body: dict[str, Any]) -> dict[str, Any]:
    date = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return {"id": number, "type": "message", "date": date, "date_unixtime": str(at), **body}


def _write(path: Path, like: Path, messages: list[dict[str, Any]]) -> None:
    chat = json.loads(like.read_text(encoding="utf-8"))
    path.parent.mkdir(parents=True)
    path.write_text(
        json.dumps(chat | {"messages": messages}, ensure_ascii=False, indent=1), encoding="utf-8"
    )


def make_large(
    folder: Path, *, posts: int = 10_000, comments: int = 200_000, seed: int = 1
) -> None:
    """Make the client: half of the posts on Facebook, a third on Instagram, others on Telegram."""
    from smmlab.datasets.cafe.build import build_cafe, cafe_brief
    from smmlab.project import create_project

    project = create_project(folder, cafe_brief())
    rng = np.random.default_rng(seed)
    with tempfile.TemporaryDirectory() as name:
        raw, large = Path(name) / "raw", Path(name) / "large"
        large.mkdir()
        exports = build_cafe(raw)
        *_, facebook, instagram = sorted(
            (path for path in exports if path.name[:4] == "Nov-"), key=lambda path: path.name
        )
        channel, group = (path for path in exports if path.name == "result.json")
        write_meta(large / facebook.name, facebook, posts // 2, rng)
        write_meta(large / instagram.name, instagram, posts // 3, rng)
        write_telegram(
            large, channel, group, posts=posts - posts // 2 - posts // 3,
            comments=comments, rng=rng,
        )  # fmt: skip
        kept = [path for path in exports if path.name[:4] != "Nov-" and path.suffix == ".csv"]
        new = [path for path in sorted(large.rglob("*")) if path.is_file()]
        for report in project.add_many([*new, *kept]):
            sys.stdout.write(f"{report}\n")


def main() -> int:
    """Make the client folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--posts", type=int, default=10_000)
    parser.add_argument("--comments", type=int, default=200_000)
    given = parser.parse_args()
    make_large(given.folder, posts=given.posts, comments=given.comments)
    return 0


if __name__ == "__main__":
    sys.exit(main())
