"""Three invented rivals of the café: public Telegram channels, and a table from a watching tool."""

import csv
import io
import json
import os
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np

from smmlab.datasets.cafe.clock import DAYS, at_local, local_time, telegram_text, utc_seconds
from smmlab.datasets.cafe.scripts import fill_by_turn
from smmlab.exports.mapping.spec import ColumnMap

_FIRST_DAY = date(2026, 5, 1)
_EXPORTED = utc_seconds(2026, 11, 2, 9)
_KINDS = ("none", "provocation", "instruction", "medal", "laugh")
_SHARES = (0.4, 0.15, 0.15, 0.15, 0.15)
RIVALS_FILE = "watched-pages.csv"

RIVALS_MAP = ColumnMap(
    "posts",
    {"page": "Account", "at": "Published", "form": "Format", "text": "Caption",
     "reactions": "Likes", "comments": "Comments", "url": "Link"},
    {}, {"network": "instagram"},
    {"form": {"Image": "photo", "Reel": "short", "Carousel": "carousel"}},
    name="watched pages", zone="UTC",
)  # fmt: skip
"""What the columns of `RIVALS_FILE` mean."""


@dataclass(frozen=True)
class Rival:
    """A page that does not exist: posts a week, likes of a usual post, and its one speciality.

    Parameters
    ----------
    name
        Of the page.
    per_week
        Posts a week on either network.
    likes
        Of the middle post.
    carousels
        Share of its Instagram posts that are instructions as carousels.
    """

    name: str
    per_week: float
    likes: int
    carousels: float = 0.0


RIVALS = (
    Rival("Kohvik Hõbepaju", 5.0, 30),
    Rival("Tuuliku Röstikoda", 3.5, 90, carousels=0.25),
    Rival("Pagar Piparmünt", 2.5, 14),
)
"""The rivals; none of them exists."""

CAROUSEL_FACTOR = 2.5
"""How many times more likes an instruction as a carousel earns at the rival that makes them."""


@dataclass(frozen=True)
class _Post:
    at: int
    form: str
    text: str
    likes: int
    comments: int


def build_rivals(folder: Path, *, seed: int = 2026) -> list[Path]:
    """Write the files of the café's rivals and return their paths.

    Parameters
    ----------
    folder
        Where to write; made if absent.
    seed
        The same seed gives the same bytes.

    Returns
    -------
    list of Path
        A public Telegram channel of each rival, and one table of their Instagram posts, which
        needs `RIVALS_MAP` to be read.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.suffix for path in build_rivals(Path(folder))]
    ['.json', '.json', '.json', '.csv']
    """
    rng = np.random.default_rng([seed, 4])
    files: dict[str, bytes] = {}
    watched: list[tuple[Rival, _Post]] = []
    for number, rival in enumerate(RIVALS, 1):
        told = _plan(rival, ("Image", "Reel", "Carousel"), rng)
        watched += [(rival, post) for post in told]
        posts = _plan(Rival(rival.name, rival.per_week, rival.likes // 2), ("photo", "text"), rng)
        files[f"rival-{number}/result.json"] = _channel(rival.name, 9_990_002_000 + number, posts)
    files[RIVALS_FILE] = _table(sorted(watched, key=lambda pair: pair[1].at))
    paths = []
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (_EXPORTED, _EXPORTED))
        paths.append(path)
    return paths


def _plan(rival: Rival, forms: Sequence[str], rng: np.random.Generator) -> list[_Post]:
    days = [day for day in DAYS if day >= _FIRST_DAY]
    count = round(rival.per_week * len(days) / 7)
    moments = sorted(
        at_local(days[int(day)], int(rng.integers(8 * 3600, 21 * 3600)))
        for day in rng.integers(0, len(days), count)
    )
    posts, uses = [], dict.fromkeys(_KINDS, 0)
    for at in moments:
        is_special = rng.random() < rival.carousels
        kind = "instruction" if is_special else str(rng.choice(_KINDS, p=_SHARES))
        form = forms[-1] if is_special else str(rng.choice(forms))
        # Instructions of all others are no carousels, so that these are one rival's own.
        if kind == "instruction" and not is_special and form == "Carousel":
            form = forms[0]
        templates = _captions()[kind]
        turn, uses[kind] = uses[kind], uses[kind] + 1
        text = fill_by_turn(templates[turn % len(templates)], turn // len(templates),
                            local_time(at).date())  # fmt: skip
        level = rival.likes * (CAROUSEL_FACTOR if is_special else 1.0)
        likes = int(level * rng.lognormal(0, 0.5))
        posts.append(_Post(at, form, text, likes, int(likes * 0.06 * rng.lognormal(0, 0.4))))
    return posts


@cache
def _captions() -> dict[str, tuple[str, ...]]:
    file = resources.files("smmlab.datasets.cafe") / "texts" / "captions_rivals.toml"
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["caption"]
    return {kind: tuple(e["text"] for e in entries if e["type"] == kind) for kind in _KINDS}


def _table(posts: Sequence[tuple[Rival, _Post]]) -> bytes:
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(["Account", "Published", "Format", "Caption", "Likes", "Comments", "Link"])
    for place, (rival, post) in enumerate(posts):
        when = datetime.fromtimestamp(post.at, UTC).strftime("%Y-%m-%d %H:%M:%S")
        link = f"https://example.com/watched/{place}"
        lines.writerow(
            [rival.name, when, post.form, post.text, post.likes, post.comments, link]
        )  # fmt: skip
    return out.getvalue().encode("utf-8-sig")


def _channel(name: str, number: int, posts: Sequence[_Post]) -> bytes:
    messages = [
        {
            "id": place, "type": "message", "date": telegram_text(post.at),
            "date_unixtime": str(post.at), "from": name, "from_id": f"channel{number}",
            **({"photo": "(File not included.)"} if post.form == "photo" else {}),
            "text": post.text, "text_entities": [{"type": "plain", "text": post.text}],
            "reactions": [{"type": "emoji", "count": post.likes, "emoji": "👍"}],
        }
        for place, post in enumerate(posts, 2)
    ]  # fmt: skip
    chat = {"name": name, "type": "public_channel", "id": number, "messages": messages}
    return (json.dumps(chat, ensure_ascii=False, indent=1) + "\n").encode()
