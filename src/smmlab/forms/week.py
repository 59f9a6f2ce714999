"""When the audience acts within the week."""

from smmlab.audience.best_hours import hour_spans
from smmlab.audience.week import weekly_activity
from smmlab.audience.week_shares import LEAST_WEEKS
from smmlab.forms.frame import Form, Shown, confidence_box
from smmlab.forms.number_box import number_box
from smmlab.forms.pictures import picture_of
from smmlab.plots.rhythm_of_people import plot_week
from smmlab.project import Project
from smmlab.texts import Words


def week_form(project: Project) -> Form:
    """Show at which hours of the week people act, and which of them are truly busy.

    The same as ``weekly_activity(project.interactions, timezone=…, smallest=…, confidence=…)``.
    """
    words, timezone = Words(project.brief.language), project.brief.timezone
    smallest = number_box(
        words.say("Fewest people per hour shown"), 10, low=10, high=60, words=words
    )
    confidence = confidence_box(words)
    form = Form("week", [smallest, confidence], words=words)

    def show() -> Shown:
        found = weekly_activity(
            project.scan("interactions"),
            timezone=timezone,
            smallest=smallest.value,
            confidence=confidence.value,
        )
        picture = picture_of(plot_week(found, words=words))
        if found.cells.empty:
            return picture, ""
        if found.weeks < LEAST_WEEKS:
            return picture, words.say(
                "The acts fall into too few weeks to tell a habit from one busy week. A longer "
                "history would help."
            )
        busy = found.cells[found.cells["is_busy"]]
        if busy.empty:
            return picture, words.say(
                "No hour of the week stands out: what looks busy may be chance, one person or one "
                "busy week. Choose the hours that suit you, and test them."
            )
        lines = [
            words.say(
                "{weekday}: {hours}",
                weekday=words.weekday(int(str(day))).capitalize(),
                hours=", ".join(hour_spans(part["hour"])),
            )
            for day, part in busy.groupby("weekday")
        ]
        kept = words.say("More happens in these hours than in an even week:")
        return picture, "\n".join([kept, *lines])

    form.shows(show)
    return form
