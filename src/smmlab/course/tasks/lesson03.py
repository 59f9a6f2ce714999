"""Lesson 3: reading exports and distrusting them."""

import pandas as pd

from smmlab.content.timing import local_times
from smmlab.course.lessons.mistakes import telling_mistakes
from smmlab.course.lessons.own_posts import own_posts
from smmlab.course.task import Reference, Task
from smmlab.errors import DataError
from smmlab.exports.meta.times import META_ZONE
from smmlab.project import Project
from smmlab.texts import message

_FROM_HOUR, _TO_HOUR = 18, 21
_NETWORK = "instagram"
_PARTS = 100


def _solve_refused(project: Project) -> Reference:
    files = project.status().files
    if not files:
        raise DataError(
            message(
                "Nothing has been imported yet, so there is no list of refused rows. Open the case "
                "again; it imports the folder downloads."
            )
        )
    rejected = project.rejected()
    # A file that was refused as a whole is one line without a place in the file.
    is_row = rejected["line"].notna() | rejected["place"].fillna("").ne("")
    rows = rejected[is_row]
    merged = sum(file.rows["merged"] for file in files)
    notes = sum(file.rows["notes"] for file in files)
    value = len(rows)
    wrong = {
        message(
            "Merged rows are counted in. They were read and are in the tables, joined with a row "
            "that was there already; nothing was refused."
        ): value + merged,
        message(
            "Rows without data are counted in. Titles, headings and empty lines are no data, so "
            "there is nothing in them to refuse."
        ): value + notes,
        message(
            "Everything that is not imported is counted here. Merged rows and rows without data "
            "are not refused rows."
        ): value + merged + notes,
        message(
            "You counted files that have refused rows. The question asks for the rows."
        ): rows["file"].nunique(),
    }  # fmt: skip
    return Reference(value, mistakes={why: n for why, n in wrong.items() if n != value})


def _solve_evening(project: Project) -> Reference:
    posts, own = project.posts, own_posts(project)
    own = own[_has_hour(own)]
    mine = own[own["network"].eq(_NETWORK)]
    facebook = own[own["network"].eq("facebook")]
    if mine.empty:
        raise DataError(
            message(
                "There are no own Instagram posts with a time in your tables. Import the content "
                "export of Meta from the folder downloads."
            )
        )
    zone = project.brief.timezone
    value = _share_of(mine, zone)
    wrong = {
        message(
            "This is the clock of California, on which Meta writes its files. Your company's "
            "evening is a morning there."
        ): _share_of(mine, META_ZONE),
        message(
            "This is the clock of the world, UTC. The company's own clock stands in the brief."
        ): _share_of(mine, "UTC"),
        message(
            "Posts published after nine in the evening are counted in. The span ends at 21:00, so "
            "21:30 is outside."
        ): _share_of(mine, zone, to_hour=_TO_HOUR + 1),
        message(
            "One hour of the span is left out. It runs until before 21:00, so posts from 20:00 to "
            "20:59 belong to it."
        ): _share_of(mine, zone, to_hour=_TO_HOUR - 1),
        message(
            "This is the number of posts. A share is that number divided by all posts of the page."
        ): value * len(mine) / _PARTS,
        message(
            "These are the posts of Facebook, whose table stands higher up. The question asks for "
            "Instagram."
        ): _share_of(facebook, zone),
        message(
            "Posts of other networks are counted in. The question asks for Instagram."
        ): _share_of(own, zone),
        message(
            "Posts of rivals are counted in. The question asks for the company's own page."
        ): _share_of(posts[posts["network"].eq(_NETWORK) & _has_hour(posts)], zone),
    }  # fmt: skip
    return Reference(value, mistakes=telling_mistakes(value, wrong))


def _has_hour(posts: pd.DataFrame) -> pd.Series:
    return posts["at"].notna() & posts["precision"].ne("day").fillna(True)


def _share_of(posts: pd.DataFrame, timezone: str, *, to_hour: int = _TO_HOUR) -> float:
    hour = local_times(posts["at"], timezone).dt.hour
    return float(((hour >= _FROM_HOUR) & (hour < to_hour)).mean())


def _solve_reach(project: Project) -> Reference:
    daily = project.daily
    reach = daily[daily["metric"].eq("reach") & daily["value"].notna()]
    mine = reach[reach["network"].eq(_NETWORK)]
    if mine.empty:
        raise DataError(
            message(
                "There is no daily reach of Instagram in your tables. Import the file Reach from "
                "the folder downloads; its name or its first line must say Instagram."
            )
        )
    by_day = mine.groupby("day")["value"].sum()
    value = float(by_day.mean())
    calendar = pd.date_range(by_day.index.min(), by_day.index.max())
    others = reach[reach["network"].ne(_NETWORK).fillna(True)]
    posts = project.posts
    own = posts["is_own"].fillna(False).astype(bool) & posts["network"].eq(_NETWORK)
    wrong = {
        message(
            "The days that the file leaves out are counted as days with nobody. Missing is not "
            "zero: divide by the days that the file tells of."
        ): float(by_day.sum() / len(calendar)),
        message(
            "Days were added up twice. A day that stands in two files is still one day, with one "
            "number."
        ): 2 * value,
        message(
            "This is the sum of all days. Divide it by the number of days that are in it."
        ): float(by_day.sum()),
        message(
            "This is the page on Facebook. The question asks for Instagram."
        ): float(others.groupby(["network", "day"])["value"].sum().mean()),
        message(
            "This is the middle day. An average day is the sum divided by the number of days."
        ): float(by_day.median()),
        message(
            "Facebook is counted in. Its people are partly the same ones, so the reach of two "
            "networks must not be added up."
        ): float((by_day.sum() + others["value"].sum()) / len(by_day)),
        message(
            "You took the reach of the posts. Whoever sees three posts is three times in that "
            "sum; the file of the days counts each person once a day."
        ): float(posts.loc[own, "reach"].astype("Float64").sum() / len(by_day)),
    }  # fmt: skip
    known = {why: found for why, found in wrong.items() if found}
    return Reference(value, mistakes=telling_mistakes(value, known))


TASKS: tuple[Task, ...] = (
    Task(
        name="lesson03.q1",
        kind="count",
        level="guided",
        asks=message(
            "How many rows of your downloads were refused at the import? Rows that were merged, "
            "and rows without data such as titles, are not refused rows."
        ),
        look=message(
            "Count the lines of the list of refused rows, each line once, and nothing else."
        ),
        solve=_solve_refused,
    ),
    Task(
        name="lesson03.q2",
        kind="share",
        level="guided",
        asks=message(
            "Of your company's Instagram posts, what share was published from 18:00 to before "
            "21:00 on the company's own clock?"
        ),
        look=message(
            "Look at which clock your hours are on, at which hours belong to the span, and whose "
            "posts you counted."
        ),
        solve=_solve_evening,
    ),
    Task(
        name="lesson03.q3",
        kind="number",
        level="open",
        asks=message(
            "How many people does your company's Instagram page reach on an average day, by the "
            "days that the file tells of?"
        ),
        look=message(
            "Look at what you divided by. Is every day of the calendar in the file, and what does "
            "it mean when one is not?"
        ),
        solve=_solve_reach,
        unit=message("people a day"),
    ),
)
