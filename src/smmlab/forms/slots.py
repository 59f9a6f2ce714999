"""Draw a calendar of two times as a form: which times, how often, from which day."""

from datetime import datetime, timedelta
from functools import lru_cache
from math import isnan
from zoneinfo import ZoneInfo

import ipywidgets as w

from smmlab.content.slot_test import SlotTest, design_slot_test
from smmlab.content.slots import compare_slots
from smmlab.defaults import TEST_HOURS
from smmlab.errors import DataError
from smmlab.forms.checking import tell_beside
from smmlab.forms.frame import Form, labelled
from smmlab.forms.number_box import number_box
from smmlab.forms.posts_a_week import planned_posts_a_week
from smmlab.plots.rivals import page_name
from smmlab.project import Project
from smmlab.strategy.planning import plan_begins
from smmlab.strategy.slot_files import write_slots
from smmlab.texts import Words, clock, message
from smmlab.texts.labels import label_of

_FEWEST, _MOST = 3, 7
_NO_DAY = message("Expected a first day; found none. Choose one.")


def draw_slots_form(project: Project) -> Form:
    """Draw which posts go out at which of two times; the button writes the calendar as files.

    The same as ``design_slot_test(slots=…, weeks=…, posts_per_week=…, start=…, spread=…, seed=…)``
    and `smmlab.strategy.slot_files.write_slots` of it. The same choices give the same calendar;
    it starts from the decided times and on the Monday on which the strategy starts.

    Parameters
    ----------
    project
        An opened client folder.
    """
    words = Words(project.brief.language)
    today = datetime.now(ZoneInfo(project.brief.timezone)).date()
    kept = project.decisions()
    rhythm = kept["rhythm"].choice if "rhythm" in kept else {}
    hours = [int(hour) for hour in rhythm.get("hours") or TEST_HOURS]
    first, second = (hours if len(set(hours)) == 2 == len(hours) else TEST_HOURS)[:2]
    a_week = planned_posts_a_week(project)
    day = [(clock(hour), hour) for hour in range(24)]
    controls = (
        labelled(w.Dropdown(options=day, value=first), words.say("First time")),
        labelled(w.Dropdown(options=day, value=second), words.say("Second time")),
        labelled(w.Dropdown(options=(2, 4, 6, 8), value=4), words.say("Weeks")),
        number_box(words.say("Posts a week"), a_week, low=_FEWEST, high=_MOST, words=words),
        labelled(w.DatePicker(value=plan_begins(today)), words.say("Start on or after")),
        labelled(w.Dropdown(options=_pages(project, words)), words.say("Page that is tested")),
        number_box(
            words.say("Number of the draw"), 0, low=0, high=9999, words=words, tells_limits=False
        ),
    )
    one, other, weeks, posts, start, page, seed = controls
    form = Form("slots", controls, words=words)

    @lru_cache(maxsize=1)
    def spreads(_fingerprint: str) -> dict[tuple[str, str], float]:
        return compare_slots(project.posts, timezone=project.brief.timezone).spread

    def drawn() -> SlotTest:
        if start.value is None:
            raise DataError(_NO_DAY, {})
        spread = spreads(project.fingerprint).get(page.value) if page.value else None
        return design_slot_test(
            slots=(one.value, other.value),
            weeks=weeks.value,
            posts_per_week=posts.value,
            start=start.value,
            spread=None if spread is None or isnan(spread) else spread,
            seed=seed.value,
        )

    as_decided = drawn().calendar

    def write() -> str:
        test = drawn()
        written = write_slots(project, test, made_on=today)
        said = words.say(
            "Written: {files}. They are in the folder {folder}.",
            files=", ".join(path.name for path in written),
            folder=project.strategy_folder.name,
        )
        if test.calendar.equals(as_decided):
            return said
        # The strategy knows only what was decided, and would replace files of the same first day.
        other_plan = words.say(
            "The strategy draws its own calendar from the decided times and posts a week, and "
            "replaces files of the same first day. Decide the rhythm alike, or keep a copy."
        )
        return f"{said}\n{other_plan}"

    form.shows(lambda: (None, _told(drawn(), words)))
    form.decides(words.say("Write the drawn calendar"), write)
    tell_beside(form, other, lambda: start.value and drawn(), watch=(one, other))
    tell_beside(form, start, lambda: "" if start.value else words.say(_NO_DAY))
    return form


def _pages(project: Project, words: Words) -> list[tuple[str, tuple[str, ...]]]:
    own = project.posts
    own = own[own["is_own"].fillna(False).astype(bool)]
    pairs = own[["network", "page"]].fillna("").astype("str").drop_duplicates()
    pairs = pairs.sort_values(["network", "page"])
    named: list[tuple[str, tuple[str, ...]]] = [
        (f"{words.say(label_of(network))}, {page_name(page, words)}", (network, page))
        for network, page in pairs.itertuples(index=False)
    ]
    return [*named, (words.say("Another page, or a new one"), ())]


def _told(test: SlotTest, words: Words) -> str:
    """Say the calendar week by week, then what it can show."""
    lines = [
        words.say(
            "Week {number}, from {day}: {times}.",
            number=words.number(int(str(week)) + 1),
            day=words.date(posts["day"].min() - timedelta(days=int(posts["weekday"].min()))),
            times=", ".join(
                f"{words.weekday(row['weekday'])} {clock(row['hour'])}"
                for row in posts.to_dict("records")
            ),
        )
        for week, posts in test.calendar.groupby("week")
    ]
    if isnan(test.minimum_ratio):
        lines.append(
            words.say(
                "How large a difference it would show is unknown: that needs own posts with a time "
                "and counts, and enough posts a week."
            )
        )
    else:
        lines.append(
            words.say(
                "Such a test shows a difference of {ratio} times or more. A smaller one stays "
                "unseen; then choose the time that suits your work.",
                ratio=words.number(test.minimum_ratio, digits=2),
            )
        )
    return "\n".join(lines)
