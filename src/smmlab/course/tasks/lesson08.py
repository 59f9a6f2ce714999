"""Lesson 8: forms, tone and rhythm, and whether any hour is better than another."""

from collections.abc import Mapping

import pandas as pd

from smmlab.brief import Brief
from smmlab.content.engagement import measure_engagement
from smmlab.content.forms import compare_forms
from smmlab.content.posting_load import A_POST_A_DAY, posts_that_fit
from smmlab.content.scoring import TYPES
from smmlab.content.timing import BLOCK_HOURS, find_best_times, local_times
from smmlab.content.traits import read_traits
from smmlab.course.lessons.mistakes import telling_mistakes
from smmlab.course.lessons.own_posts import own_posts
from smmlab.course.lessons.rubrics import mentions, names_face
from smmlab.course.task import Criterion, Reference, Task
from smmlab.course.tasks.lesson05 import own_networks
from smmlab.errors import DataError
from smmlab.findings import SMALLEST_GROUP
from smmlab.project import Project
from smmlab.schema import FORMS
from smmlab.texts import Phrase, clock, message
from smmlab.texts.labels import LABELS, NETWORK_NAMES

FORMS_NETWORK = "instagram"
"""Where the forms are compared by reach: its export tells the people reached."""
NO_HOURS = "no_recommendation"
_BLOCKS = ("night", "dawn", "morning", "midday", "afternoon", "evening")
_EXPORT_CLOCK = "America/Los_Angeles"  # of the content exports of Meta
_FEWEST_POSTS, _FEWEST_TYPES, _FEWEST_WORDS = 3, 3, 3
_STEM, _SHORTEST = 5, 4

_LUCKY_HOUR = message(
    "You followed the hour with the highest mean. In a single hour there are few posts, and one "
    "lucky post pulls their mean up."
)
_LUCKY_BLOCK = message(
    "You followed the highest mean. One viral post pulls it up: look whether the hours differ "
    "beyond chance."
)
_LEADS_ONLY = message(
    "That block leads in these data, but another would lead if a few posts had gone differently. "
    "What leads is not yet better."
)
_WRONG_CLOCK = message(
    "These are hours of the clock in the file of Instagram and Facebook, which is set to "
    "California. Read the hours on the company's clock."
)
_MOST_USED = message(
    "You chose the form that is used most. Often made is not often seen: compare the middle reach."
)
_REACH_IN_ALL = message(
    "You added the reach up. A form with more posts reaches more people in all: compare the middle "
    "post of each form."
)
_REACH_MEAN = message(
    "You compared means. One viral post pulls the mean of its form up: compare the middle posts."
)
_BEST_RATE = message(
    "You chose the form with the highest engagement rate. That tells how those who saw it "
    "answered, not how many saw it."
)
_FEW_OF_FORM = message(
    "That form has fewer than ten posts there. A few posts cannot tell how far a form reaches."
)


def block_of(hour: int) -> str:
    """Return the name of the four hours that an hour lies in.

    Examples
    --------
    >>> block_of(0), block_of(19)
    ('night', 'afternoon')
    """
    return _BLOCKS[hour // BLOCK_HOURS]


def _solve_hours(project: Project) -> Reference:
    posts, zone = project.posts, project.brief.timezone
    times = find_best_times(posts, timezone=zone)
    if pd.isna(times.p_value):
        raise DataError(
            message(
                "Expected at least two hours of the day with ten own posts each, found none. "
                "Import the content exports of the folder downloads/own again, then answer."
            )
        )
    right = _standing(times.block, times.hour)
    hours, blocks = _means(posts, zone)
    leader = times.tests.set_index("kind")["leader"].get("block")
    pacific = find_best_times(posts, timezone=_EXPORT_CLOCK)
    mistakes = {
        _LUCKY_HOUR: block_of(int(hours.idxmax())) if len(hours) else None,
        _LUCKY_BLOCK: block_of(int(blocks.idxmax())) if len(blocks) else None,
        _LEADS_ONLY: None if pd.isna(leader) else block_of(int(leader)),
        _WRONG_CLOCK: _clock_trap(pacific.block, pacific.hour),
    }
    # Who recommends nothing where an hour stands is too careful, not mistaken.
    near = () if right == NO_HOURS else (NO_HOURS,)
    return Reference(right, nearly=near, mistakes=telling_mistakes(right, mistakes))


def _standing(block: int | None, hour: int | None) -> str:
    """Return the block that stands, or the one around an hour that stands alone."""
    found = hour if block is None else block
    return NO_HOURS if found is None else block_of(found)


def _clock_trap(block: int | None, hour: int | None) -> str | None:
    found = _standing(block, hour)
    return None if found == NO_HOURS else found


def _means(posts: pd.DataFrame, zone: str) -> tuple[pd.Series, pd.Series]:
    """Return mean engagements by hour and by block: what a hasty reader compares."""
    posts = posts.reset_index(drop=True)
    earned = measure_engagement(posts)["engagements"].dropna()
    at = posts.loc[earned.index, "at"].dropna()
    hour = local_times(at, zone).dt.hour
    earned = earned.loc[hour.index]
    return (
        earned.groupby(hour).mean(),
        earned.groupby(hour // BLOCK_HOURS * BLOCK_HOURS).mean(),
    )


def _hour_options(_project: Project) -> Mapping[str, object]:
    span = message("From {begins} to {ends}")
    blocks: dict[str, object] = {
        name: Phrase(
            span,
            {"begins": clock(place * BLOCK_HOURS), "ends": clock((place + 1) * BLOCK_HOURS)},
        )
        for place, name in enumerate(_BLOCKS)
    }
    return blocks | {NO_HOURS: message("No recommendation: no hours can be told apart.")}


def _solve_form(project: Project) -> Reference:
    own = own_posts(project)
    mine = own[own["network"].eq(FORMS_NETWORK)]
    table = compare_forms(mine).set_index("form")
    reach = table[table["metric"] == "reach"]
    enough = reach[reach["counted"].ge(SMALLEST_GROUP)].sort_values("median", ascending=False)
    if len(enough) < 2:
        raise DataError(
            message(
                "Expected two forms with ten own posts each and their reach on Instagram, found "
                "{found}. Import the content exports of the folder downloads/own again, then "
                "answer."
            ),
            {"found": len(enough)},
        )
    right, best = str(enough.index[0]), enough.iloc[0]
    by_form = mine.groupby("form")["reach"]
    few = reach[reach["counted"].lt(SMALLEST_GROUP) & reach["median"].gt(best["median"])]
    rates = table[table["metric"].str.startswith("engagements")]
    rates = rates[rates["counted"].ge(SMALLEST_GROUP)]
    told = telling_mistakes(
        right,
        {
            _MOST_USED: str(reach["posts"].idxmax()),
            _REACH_IN_ALL: str(by_form.sum().idxmax()),
            _REACH_MEAN: str(by_form.mean().astype("float64").idxmax()),
            _BEST_RATE: str(rates["median"].idxmax()) if len(rates) else None,
            _FEW_OF_FORM: str(few["median"].idxmax()) if len(few) else None,
        },
    )
    # An interval that reaches beyond the highest median leaves the question open.
    open_ones = enough.index[enough["high"].ge(best["median"])]
    near = [form for form in map(str, open_ones) if form not in (right, *told.values())]
    return Reference(right, nearly=tuple(near), mistakes=told)


def _form_options(project: Project) -> Mapping[str, object]:
    own = own_posts(project)
    used = own.loc[own["network"].eq(FORMS_NETWORK), "form"]
    return {form: LABELS[form] for form in sorted(set(used)) if form in LABELS}


Rows = tuple[Mapping[str, str], ...]


def most_posts(brief: Brief) -> int:
    """Return how many posts a week the hours of the brief leave room for.

    Examples
    --------
    >>> most_posts(Brief("Kaja", hours_per_week=6)), most_posts(Brief("Kaja"))
    (5, 7)
    """
    if brief.hours_per_week is None:
        return A_POST_A_DAY
    return max(posts_that_fit(brief.hours_per_week), _FEWEST_POSTS)


def _on_own_networks(rows: Rows, project: Project) -> bool:
    allowed = own_networks(project)
    return bool(rows) and all(row["network"] in allowed for row in rows)


def _is_doable(rows: Rows, project: Project) -> bool:
    return _FEWEST_POSTS <= len(rows) <= most_posts(project.brief)


def _has_types(rows: Rows, _project: Project) -> bool:
    return len({row["type"] for row in rows if row["type"] in TYPES}) >= _FEWEST_TYPES


def _is_spread(rows: Rows, _project: Project) -> bool:
    hours = [(row["weekday"], row["time"].partition(":")[0]) for row in rows]
    told = all(weekday and hour for weekday, hour in hours)
    return bool(rows) and told and len(set(hours)) == len(hours)


def _has_words(rows: Rows, _project: Project) -> bool:
    texts = [" ".join(row["words"].casefold().split()) for row in rows]
    enough = all(len(text.split()) >= _FEWEST_WORDS for text in texts)
    return bool(rows) and enough and len(set(texts)) == len(texts)


def _speaks(rows: Rows, project: Project) -> bool:
    texts = [row["words"] for row in rows if row["words"]]
    if not texts:
        return False
    # In a few first words a question mark asks already, and the name of the face shows it.
    if any("?" in text or names_face(text, project.brief) for text in texts):
        return True
    marks = read_traits(texts)
    return bool((marks["face"] | marks["invites_talk"]).fillna(value=False).any())


def _avoids_taboo(rows: Rows, project: Project) -> bool:
    brief = project.brief
    stems = [word[:_STEM] for topic in brief.taboo_topics for word in topic.casefold().split()]
    stems = [stem for stem in stems if len(stem) >= _SHORTEST]
    text = " ".join(row["words"] for row in rows)
    return bool(text.strip()) and not mentions(text, {brief.language: stems})


def _calendar_options(project: Project) -> Mapping[str, object]:
    return {
        "network": {name: NETWORK_NAMES[name] for name in own_networks(project)},
        "form": {form: LABELS[form] for form in FORMS},
        "type": {kind: LABELS[kind] for kind in (*TYPES, "none")},
    }


TASKS: tuple[Task, ...] = (
    Task(
        name="lesson08.q1",
        kind="choice",
        level="guided",
        asks=message(
            "At which hours should this company post? Judge all own posts on the company's clock, "
            "and name hours only if they earn more than the others beyond chance."
        ),
        look=message(
            "Being careful is a virtue, but look at the test once more: do some hours stand "
            "against chance and lead again when the posts are drawn anew?"
        ),
        solve=_solve_hours,
        options=_hour_options,
    ),
    Task(
        name="lesson08.q2",
        kind="choice",
        level="guided",
        asks=message(
            "Which form reaches most people on Instagram? Compare the middle post of each form "
            "that has at least ten own posts."
        ),
        look=message(
            "Its interval reaches up to the highest middle, so a careful reader would not rule it "
            "out. Which middle itself is the highest?"
        ),
        solve=_solve_form,
        options=_form_options,
    ),
    Task(
        name="lesson08.q3",
        kind="calendar",
        level="open",
        asks=message(
            "Plan one week of posts for this company: for each the weekday, the time, the network, "
            "the form, the type and its first words. Plan what the hours of the brief allow."
        ),
        look=message("Read the list of what is missing, change these rows and check again."),
        options=_calendar_options,
        rubric=(
            Criterion(
                "networks", message("Every post is for a network where the company has a page."),
                _on_own_networks,
            ),
            Criterion(
                "number",
                message(
                    "There are at least three posts, and no more than the hours of the brief "
                    "allow: an hour for a post, beside the hours for looking back."
                ),
                _is_doable,
            ),
            Criterion("types", message("At least three of the four types take turns."), _has_types),
            Criterion(
                "hours", message("Every post has a weekday and a time, and no two share an hour."),
                _is_spread,
            ),
            Criterion(
                "words", message("Every post has first words of its own, three or more."),
                _has_words,
            ),
            Criterion(
                "talk", message("At least one post shows a person or asks the reader something."),
                _speaks,
            ),
            Criterion(
                "taboo", message("No post touches what the brief calls taboo."), _avoids_taboo
            ),
        ),
        teacher_points=3.0,
        teacher_looks=message(
            "Do the ideas fit this company and its target group, and would you want to publish "
            "them?"
        ),
    ),
)  # fmt: skip
