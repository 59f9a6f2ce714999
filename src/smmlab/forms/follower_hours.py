"""When followers are on the network, as the network itself counts them."""

import ipywidgets as w

from smmlab.audience.best_hours import hour_spans
from smmlab.audience.follower_hours import follower_hours
from smmlab.forms.frame import Form, Shown, confidence_box, labelled
from smmlab.forms.pictures import picture_of
from smmlab.plots.rhythm_of_people import plot_follower_hours
from smmlab.project import Project
from smmlab.texts import Words
from smmlab.texts.labels import network_name


def follower_hours_form(project: Project) -> Form:
    """Show at which hours the network sees the followers.

    The same as ``follower_hours(project.audience, confidence=…)``.
    """
    words, audience = Words(project.brief.language), project.table("audience")
    networks = sorted(audience.loc[audience["dimension"] == "hour", "network"].dropna().unique())
    network = labelled(
        w.Dropdown(
            options=[
                (words.say("the first one"), ""),
                *((network_name(name, words), name) for name in networks),
            ]
        ),
        words.say("Network"),
    )
    confidence = confidence_box(words)
    form = Form("follower-hours", [network, confidence], words=words)

    def show() -> Shown:
        found = follower_hours(project.table("audience"), confidence=confidence.value)
        if network.value:
            found = found[found["network"] == network.value]
        picture = picture_of(plot_follower_hours(found, words=words))
        if found.empty:
            return picture, ""
        first = found.iloc[0]
        same = (found[["network", "page"]].fillna("") == first[["network", "page"]].fillna("")).all(
            axis=1
        )
        busy = found.loc[same & found["is_busy"], "hour"]
        if busy.empty:
            return picture, words.say(
                "No hour of the followers stands out. Files of more weeks would help."
            )
        return picture, words.say(
            "More followers than in an even day: {hours}, by the clock of the file. To be on the "
            "network is not to take part: compare these hours with those in which people act.",
            hours=", ".join(hour_spans(busy)),
        )

    form.shows(show)
    return form
