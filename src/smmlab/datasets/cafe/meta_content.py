"""Meta Business Suite, content export: the files of Facebook and Instagram posts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from smmlab.datasets.cafe.clock import pacific_text
from smmlab.datasets.cafe.counts import Counts
from smmlab.datasets.cafe.posts import Post

NAME = "Kohvik Kaja"
_FACEBOOK_HEADER = (
    "Post ID", "Page ID", "Page name", "Title", "Description", "Duration (sec)", "Publish time",
    "Caption type", "Permalink", "Is crosspost", "Is share", "Post type", "Languages",
    "Custom labels", "Funded content status", "Data comment", "Date", "Views", "Reach",
    "Reactions, Comments and Shares", "Reactions", "Comments", "Shares", "Total clicks",
    "Link Clicks", "Other Clicks", "Matched Audience Targeting Consumption (Photo Click)",
    "Seconds viewed", "Average Seconds viewed", "Estimated earnings (USD)", "Ad impressions",
)  # fmt: skip
_INSTAGRAM_HEADER = (
    "Post ID", "Account ID", "Account username", "Account name", "Description", "Duration (sec)",
    "Publish time", "Permalink", "Post type", "Data comment", "Date", "Views", "Reach", "Likes",
    "Shares", "Comments", "Saves", "Follows",
)  # fmt: skip
_FACEBOOK_TYPES = {
    "photo": "Photos", "short": "Reels", "video": "Videos", "link": "Links", "text": "Text"
}  # fmt: skip
_INSTAGRAM_TYPES = {"photo": "IG image", "short": "IG reel", "carousel": "IG carousel"}
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_INSTAGRAM_EPOCH_MS = 1_314_220_021_721
FACEBOOK_FILE = "Nov-01-2025_Oct-31-2026_1199000000000001.csv"
FACEBOOK_EARLIER_FILE = "Nov-01-2025_Apr-30-2026_1188000000000001.csv"
INSTAGRAM_FILE = "Nov-01-2025_Oct-31-2026_1199000000000002.csv"


@dataclass(frozen=True)
class MetaPages:
    """How Meta names the page and the account of one company; no such numbers exist."""

    name: str
    facebook_id: str
    facebook_user: str
    instagram_id: str
    instagram_user: str


CAFE_PAGES = MetaPages(
    NAME, "999000000000001", "kohvikkajanaidis", "17999000000000001", "kohvik.kaja.naidis"
)


def facebook_ids(posts: Sequence[Post], rng: np.random.Generator) -> list[str]:
    """Return post ids of 18 digits, too long for a float, rising with time."""
    steps = rng.integers(10_000_000, 90_000_000, len(posts)).cumsum()
    return [str(122_990_000_000_000_000 + int(step)) for step in steps]


def facebook_csv(
    posts: Sequence[Post], ids: Sequence[str], counts: Counts, faulty: int | None,
    rng: np.random.Generator, *, pages: MetaPages = CAFE_PAGES,
) -> bytes:  # fmt: skip
    """Return the content export of the Facebook page.

    ``faulty`` is the place of a post whose metrics Meta failed to compute: its cells are empty.
    """
    rows = []
    for place, post in enumerate(posts):
        views, reach = int(counts.views[place]), int(counts.reach[place])
        likes, comments = int(counts.likes[place]), int(counts.comments[place])
        shares, seconds = int(counts.shares[place]), int(counts.seconds[place])
        links = int(reach * 0.012 * rng.random()) if post.form == "link" else None
        others = int(reach * 0.05 * rng.random())
        moving = post.form in ("short", "video")
        metrics: list[object] = [
            views, reach, likes + comments + shares, likes, comments, shares,
            (links or 0) + others, links, others, others // 2 if post.form == "photo" else None,
            seconds if moving else None, round(seconds / views, 1) if moving else None,
            None, None,
        ]  # fmt: skip
        comment = None
        if place == faulty:
            comment = f"An error occurred while computing metadata for content with ID {ids[place]}"
            metrics = [None] * len(metrics)
        kind = "reel" if post.form == "short" else "videos" if post.form == "video" else "posts"
        rows.append([
            ids[place], pages.facebook_id, pages.name, post.text, None,
            int(rng.integers(7, 60)) if moving else 0, pacific_text(post.at), "N/A",
            f"https://www.facebook.com/{pages.facebook_user}/{kind}/{ids[place]}", 0, 0,
            _FACEBOOK_TYPES[post.form], None, None, None, comment, "Lifetime", *metrics,
        ])  # fmt: skip
    return _csv(_FACEBOOK_HEADER, rows)


def instagram_csv(
    posts: Sequence[Post],
    counts: Counts,
    rng: np.random.Generator,
    pages: MetaPages = CAFE_PAGES,
) -> bytes:
    """Return the content export of the Instagram account; short codes hold the exact time."""
    rows = []
    for place, post in enumerate(posts):
        reel = post.form == "short"
        code = shortcode(post.at * 1000 + int(rng.integers(1000)), int(rng.integers(1 << 23)))
        rows.append([
            f"179{int(rng.integers(10**13, 10**14))}", pages.instagram_id, pages.instagram_user,
            pages.name, post.text, int(rng.integers(7, 60)) if reel else 0, pacific_text(post.at),
            f"https://www.instagram.com/{'reel' if reel else 'p'}/{code}/",
            _INSTAGRAM_TYPES[post.form], None, "Lifetime", int(counts.views[place]),
            int(counts.reach[place]), int(counts.likes[place]), int(counts.shares[place]),
            int(counts.comments[place]), int(counts.saves[place]),
            int(rng.poisson(counts.reach[place] / 900)),
        ])  # fmt: skip
    return _csv(_INSTAGRAM_HEADER, rows)


def shortcode(milliseconds: int, low_bits: int) -> str:
    """Return the Instagram short code of a moment.

    Examples
    --------
    >>> shortcode(1_767_218_400_000, 0)
    'DS8Z1mTgAAA'
    """
    number = (milliseconds - _INSTAGRAM_EPOCH_MS << 23) | low_bits
    digits = [number >> 6 * place & 63 for place in reversed(range(11))]
    return "".join(_ALPHABET[digit] for digit in digits)


def _csv(header: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    lines = [",".join(_cell(value) for value in row) for row in (header, *rows)]
    return ("\ufeff" + "\n".join(lines) + "\n").encode()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    if any(sign in text for sign in ' ,"\n\t'):  # as Meta does: a blank is reason enough
        return '"' + text.replace('"', '""') + '"'
    return text
