"""Who to serve first: the segments, and the strategist's choice among them."""

import ipywidgets as w

from smmlab.audience.segments import SEGMENT_LABELS, segment_audience
from smmlab.forms.frame import Form, labelled, reason_box
from smmlab.plots.audience import plot_segments
from smmlab.plots.theme import as_png
from smmlab.project import Project
from smmlab.texts import Phrase, Words


def segments_form(project: Project) -> Form:
    """Show the segments of the active audience; the button keeps which of them come first.

    The same as ``segment_audience(project.interactions, smallest=…, confidence=…)`` and
    ``project.decide("audience", {"segments": […]}, …)``.
    """
    words = Words(project.brief.language)
    smallest = labelled(
        w.IntSlider(value=10, min=10, max=60, step=5), words.say("Smallest segment shown")
    )
    confidence = labelled(
        w.Dropdown(options=(0.8, 0.9, 0.95), value=0.95), words.say("Confidence of intervals")
    )
    first = labelled(w.SelectMultiple(options=()), words.say("Serve first"))
    reason = reason_box(words)
    form = Form("segments", [smallest, confidence], words=words)
    form.children = (*form.children, first, reason)

    def show() -> tuple[bytes | None, str]:
        found = segment_audience(
            project.scan("interactions"), smallest=smallest.value, confidence=confidence.value
        )
        names = list(found["segment"])
        kept = tuple(name for name in first.value if name in names)
        # Emptied first: the front end stumbles over a value that the new options lack.
        first.value = ()
        first.options = [(words.say(SEGMENT_LABELS[name]), name) for name in names]
        first.value = kept
        picture = as_png(plot_segments(found, words=words), dpi=110)
        if found.empty:
            return picture, words.say(
                "Too few active people to tell segments apart. "
                "Comments of a Telegram discussion group or a community would help."
            )
        largest = found.sort_values("people").iloc[-1]
        return picture, words.say(
            "{people} active people fall into {segments} segments. "
            "The largest is “{label}” with {share}.",
            people=words.number(int(found["active_people"].iloc[0])),
            segments=words.number(len(found)),
            label=Phrase(SEGMENT_LABELS[largest["segment"]]),
            share=words.percent(float(largest["share"])),
        )

    def keep() -> str:
        chosen = list(first.value)
        if not chosen:
            return words.say("Choose at least one segment in the list first.")
        keys = [f"audience.segment.{name}.share" for name in chosen]
        project.decide("audience", {"segments": chosen}, reason=reason.value, findings=keys)
        return words.say("The decision is kept and will stand in the strategy.")

    form.shows(show)
    form.decides(words.say("Keep this decision"), keep)
    return form
