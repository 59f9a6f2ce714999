"""The files of Meta in a case: content, an earlier one that Excel saved, series, audience."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from smmlab.course.cases.plan import Plan
from smmlab.datasets.cafe.clock import local_time
from smmlab.datasets.cafe.counts import Counts, draw_earlier
from smmlab.datasets.cafe.meta_content import MetaPages, facebook_csv, facebook_ids, instagram_csv
from smmlab.datasets.cafe.meta_series import audience_csv, daily_follows, series_csv
from smmlab.datasets.cafe.posts import Post

Ints = npt.NDArray[np.int64]
_EARLIER_DAYS = (95, 140)
_MOST_SPOILT = 9
_LINK = "/posts/"
_DECAY = np.array([0.60, 0.22, 0.09, 0.05, 0.04])
_WEEKDAYS = np.array([0.95, 0.90, 0.95, 1.0, 1.15, 1.25, 0.85])
_FAULTY = 40  # the place of a post whose numbers Meta failed to compute
_ID, _LINKS, _TIME, _SECONDS = "Post ID", "Permalink", "Publish time", "Average Seconds viewed"


def content_files(
    plan: Plan, posts: Mapping[str, Sequence[Post]], counts: Mapping[str, Counts],
    rng: np.random.Generator,
) -> tuple[dict[str, bytes], int]:  # fmt: skip
    """Return the content exports, the earlier one first, and how many of its rows are lost."""
    pages = _pages(plan, rng)
    facebook = posts["facebook"]
    ids = facebook_ids(facebook, rng)
    until = plan.first_day + timedelta(days=int(rng.integers(*_EARLIER_DAYS)))
    early = [post for post in facebook if local_time(post.at).date() <= until]
    moving = [place for place, post in enumerate(early) if post.form in ("video", "short")]
    if len(moving) > _MOST_SPOILT:
        early, moving = early[: moving[_MOST_SPOILT]], moving[:_MOST_SPOILT]
    shown = draw_earlier(counts["facebook"], rng)
    plain = facebook_csv(early, ids, shown, None, rng, pages=pages)
    span = f"{plan.first_day:%b-%d-%Y}_{plan.last_day:%b-%d-%Y}"
    numbers = sorted(rng.integers(10**15, 9 * 10**15, 3).tolist())
    return {
        f"{plan.first_day:%b-%d-%Y}_{until:%b-%d-%Y}_{numbers[0]}.csv": _saved_in_excel(plain),
        f"{span}_{numbers[1]}.csv": facebook_csv(
            facebook, ids, counts["facebook"], _FAULTY, rng, pages=pages
        ),
        f"{span}_{numbers[2]}.csv": instagram_csv(
            posts["instagram"], counts["instagram"], rng, pages
        ),
    }, len(moving)  # fmt: skip


def series_files(
    plan: Plan, posts: Mapping[str, Sequence[Post]], counts: Mapping[str, Counts],
    rng: np.random.Generator,
) -> dict[str, bytes]:  # fmt: skip
    """Return the daily series, which leave some days out, and who follows the page."""
    reach = {name: _daily_reach(plan, posts[name], counts[name], rng) for name in counts}
    follows = {name: daily_follows(days, rng) for name, days in reach.items()}
    days, gone = plan.days, plan.missing_days
    titles = {f"{name.capitalize()} reach": values for name, values in reach.items()}
    followed = {f"{name.capitalize()} follows": values for name, values in follows.items()}
    return {
        "Reach.csv": series_csv(titles, zero_days=True, days=days, left_out=gone),
        "Follows.csv": series_csv(followed, zero_days=False, days=days, left_out=gone),
        # Meta's own file does not say of which network it is; whoever saved it wrote it down.
        "Audience_Instagram.csv": audience_csv(*_people(plan, rng), _cities(plan, rng)),
    }


def earlier_end(name: str) -> date:
    """Return the last day that the name of a content file tells.

    Examples
    --------
    >>> earlier_end("Nov-01-2025_Apr-30-2026_1188000000000001.csv")
    datetime.date(2026, 4, 30)
    """
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    month, day, year = name.split("_")[1].split("-")
    return date(int(year), months.index(month) + 1, int(day))


def _saved_in_excel(data: bytes) -> bytes:
    """Return a content file as an Excel of Europe saves it: what it takes for numbers is lost.

    Ids become 1.2E+17: those of posts can be read in their links, those of videos cannot. Days
    and months are turned, cells are parted by semicolons, parts of a second by commas.
    """
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    header, body = rows[0], rows[1:]
    number, moment, seconds = (header.index(name) for name in (_ID, _TIME, _SECONDS))
    page = header.index("Page ID")
    for row in body:
        row[number] = f"{float(row[number]):.2E}"
        row[page] = f"{float(row[page]):.2E}"
        day, clock = row[moment].split(" ")
        month, which, year = day.split("/")
        row[moment] = f"{which}/{month}/{year} {clock}"
        row[seconds] = row[seconds].replace(".", ",")
    file = io.StringIO()
    csv.writer(file, delimiter=";", lineterminator="\r\n").writerows([header, *body])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def _daily_reach(
    plan: Plan, posts: Sequence[Post], counts: Counts, rng: np.random.Generator
) -> Ints:
    """Return the page's reach by day: a base with a weekly rhythm, and what the posts brought."""
    days = len(plan.days)
    brought = np.zeros(days + len(_DECAY))
    first = plan.first_day.toordinal()
    for post, reach in zip(posts, counts.reach.tolist(), strict=True):
        place = local_time(post.at).date().toordinal() - first
        brought[place : place + len(_DECAY)] += reach * _DECAY
    level = float(np.median(counts.reach)) * 0.15
    base = level * _WEEKDAYS[[day.weekday() for day in plan.days]]
    whole: Ints = np.rint((base + brought[:days]) * rng.lognormal(0, 0.25, days)).astype(np.int64)
    return whole


def _pages(plan: Plan, rng: np.random.Generator) -> MetaPages:
    facebook, instagram = rng.integers(10**11, 9 * 10**11, 2).tolist()
    return MetaPages(
        plan.name, f"999{facebook}", plan.slug, f"17999{instagram}", f"{plan.slug}.example"
    )  # fmt: skip


def _people(plan: Plan, rng: np.random.Generator) -> tuple[list[float], list[float]]:
    """Return the shares of women and of men by age, most of them near the wanted ages."""
    middles = np.array([21, 30, 40, 50, 60, 70])
    wanted = (plan.kind.age_from + plan.kind.age_to) / 2
    weights = np.exp(-((middles - wanted) ** 2) / 260) * rng.uniform(0.85, 1.15, 6) + 0.04
    women = {"female": 0.78, "male": 0.22}.get(plan.kind.sex, 0.58)
    shares = 100 * weights / weights.sum()
    return (
        np.round(shares * women, 1).tolist(), np.round(shares * (1 - women), 1).tolist()
    )  # fmt: skip


def _cities(plan: Plan, rng: np.random.Generator) -> dict[str, float]:
    others = [town for town in ("Tallinn", "Tartu", "Pärnu", "Narva", "Viljandi", "Rakvere")
              if town != plan.place.town]  # fmt: skip
    share = float(rng.uniform(48, 68))
    found = {f"{plan.place.town}, Estonia": round(share, 1)}
    for town in others:
        share = share * 0.35 if share > 40 else share * 0.6
        found[f"{town}, Estonia"] = round(share, 1)
    return found
