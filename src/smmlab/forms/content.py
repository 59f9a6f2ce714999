"""The content plan as a form: the mix of the four types and the rhythm."""

from smmlab.content.type_summary import summarise_types
from smmlab.content.types import classify_content
from smmlab.defaults import MIX, MOST_POSTS_PER_WEEK
from smmlab.forms.frame import Form, Shown, reason_box
from smmlab.forms.number_box import number_box
from smmlab.forms.pictures import picture_of
from smmlab.forms.posts_a_week import planned_posts_a_week
from smmlab.forms.undoing import keeps
from smmlab.plots.content import plot_types
from smmlab.project import Project
from smmlab.texts import Words
from smmlab.texts.labels import LABELS

METRICS = ("engagements", "reach", "views")


def content_form(project: Project) -> Form:
    """Show how the four types did so far; the button keeps the mix and the posts per week.

    The same as ``summarise_types(posts, types, metric=…)`` and ``project.decide("content", {"mix":
    {…}}, …)`` with ``project.decide("rhythm", {"posts_per_week": …}, …)``.
    """
    words = Words(project.brief.language)
    posts = project.posts
    own = posts[posts["is_own"]]
    types = classify_content(own, labels=project.labels)
    kept = project.decisions()
    mix_now = kept["content"].choice["mix"] if "content" in kept else MIX
    parts = {
        name: number_box(
            words.say("Parts of “{type}”", type=words.say(LABELS[name])),
            round(100 * share), low=0, high=100, words=words,
        )
        for name, share in mix_now.items()
    }  # fmt: skip
    per_week = number_box(
        words.say("Posts a week"),
        planned_posts_a_week(project),
        low=1,
        high=MOST_POSTS_PER_WEEK,
        words=words,
    )
    reason = reason_box(words)
    form = Form("content", [*parts.values(), per_week], words=words)
    form.children = (*form.children, reason)
    # The past does not move with the plan: drawn once.
    past = picture_of(plot_types(summarise_types(own, types), words=words))

    def mix() -> dict[str, float]:
        total = sum(part.value for part in parts.values())
        return {name: part.value / total if total else 0.0 for name, part in parts.items()}

    def lacks() -> str:
        is_mixed = any(part.value for part in parts.values())
        return "" if is_mixed else words.say("Give at least one type a part of the mix.")

    def show() -> Shown:
        if lacks():
            return past, lacks()
        fortnight = 2 * per_week.value
        planned = ", ".join(
            f"{words.say(LABELS[name])} {words.number(share * fortnight)}"
            for name, share in mix().items()
        )
        return past, words.say(
            "Of the posts in the next two weeks ({posts}): {planned}.",
            posts=words.number(fortnight),
            planned=planned,
        )

    def keep() -> str:
        if lacks():
            return lacks()
        project.decide("content", {"mix": mix()}, reason=reason.value)
        # Hours of the day that another form kept stay.
        filed = project.decisions().get("rhythm")
        rhythm = {**(filed.choice if filed else {}), "posts_per_week": per_week.value}
        project.decide("rhythm", rhythm, reason=reason.value)
        return words.say("The decision is kept and will stand in the strategy.")

    form.shows(show, says_more=True)

    def restore() -> None:
        filed = project.decisions()
        shares = filed["content"].choice["mix"] if "content" in filed else MIX
        for name, part in parts.items():
            part.value = round(100 * shares.get(name, 0))
        per_week.value = planned_posts_a_week(project)
        reason.value = filed["content"].reason if "content" in filed else ""

    keeps(form, project, "content", "rhythm", keep=keep, restore=restore, lacks=lacks)
    return form
