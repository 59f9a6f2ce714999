"""Types by hand: try a text before it is published, set right what the model missed."""

from collections.abc import Mapping
from types import MappingProxyType

import ipywidgets as w
import pandas as pd

from smmlab.content.draft import Draft, read_draft
from smmlab.content.scoring import TYPES
from smmlab.content.types import classify_content
from smmlab.forms.frame import Form, labelled
from smmlab.plots.draft import plot_draft
from smmlab.plots.theme import as_png
from smmlab.project import Project
from smmlab.texts import Phrase, Words, message
from smmlab.texts.labels import LABELS, NETWORK_NAMES

_DOES: Mapping[str, str] = MappingProxyType(
    {
        "entertains": message("it entertains"),
        "invites_talk": message("it invites an answer"),
        "asks": message("it asks a question"),
        "calls_to_act": message("it says what to do"),
        "sells": message("it sells"),
        "face": message("a person speaks"),
    }
)
_TONES: Mapping[str, str] = MappingProxyType(
    {
        "friendly": message("friendly tone"),
        "businesslike": message("businesslike tone"),
        "informal": message("informal tone"),
    }
)
_SHOWN = 12  # posts offered to be set right
_LONGEST = 240


def try_text_form(project: Project) -> Form:
    """Type a text and see its type, the words that spoke for it, and what to change.

    The same as ``read_draft(text)``; what was set right with `labels_form` counts here too.

    Parameters
    ----------
    project
        An opened client folder.
    """
    words = Words(project.brief.language)
    corrected = corrected_posts(project)
    box = labelled(
        w.Textarea(
            placeholder=words.say("Paste or write a post here."), rows=5, continuous_update=True
        ),
        words.say("Your text"),
    )
    form = Form("try-text", [box], words=words)

    def show() -> tuple[bytes | None, str]:
        if not box.value.strip():
            return None, words.say("Nothing is typed in yet.")
        draft = read_draft(box.value, corrected=corrected)
        return as_png(plot_draft(draft, words=words), dpi=110), tell_draft(draft, words)

    form.shows(show)
    return form


def labels_form(project: Project) -> Form:
    """Set types right: the posts the model is least sure of first; the button keeps the answers.

    The same as ``project.label(network, post_id, types)`` for each post. The answers hold at once
    and teach the model for this client; the shipped model stays as it is.

    Parameters
    ----------
    project
        An opened client folder.
    """
    words = Words(project.brief.language)
    asked = least_sure(project, most=_SHOWN)
    names = ["", *TYPES, "none"]
    options = [(words.say("as the model says"), "")] + [
        (words.say(LABELS[name]), name) for name in names[1:]
    ]
    first = [w.Dropdown(options=options) for _ in range(len(asked))]
    second = [
        w.Dropdown(options=[("–", ""), *((words.say(LABELS[name]), name) for name in TYPES)])
        for _ in range(len(asked))
    ]
    form = Form("labels", [*first, *second], words=words)
    heads = (words.say("Post"), words.say("The model"), words.say("It is"), words.say("and"))
    cells: list[w.Widget] = [w.HTML(f"<b>{head}</b>") for head in heads]
    for row, one, other in zip(asked.itertuples(index=False), first, second, strict=True):
        for control, label in ((one, heads[2]), (other, heads[3])):
            control.layout = w.Layout(width="150px")
            control.tooltip = f"{label}: {NETWORK_NAMES.get(row.network, row.network)}"
        said = words.say(LABELS[row.type])
        cells += [w.Label(_cut(row.text), tooltip=row.text), w.Label(said), one, other]
    grid = w.GridBox(
        cells, layout=w.Layout(grid_template_columns="360px 120px 160px 160px", max_width="820px")
    )
    form.children = (grid, form.text)

    def answers() -> dict[int, list[str]]:
        return {
            number: [] if one.value == "none" else [v for v in (one.value, other.value) if v]
            for number, (one, other) in enumerate(zip(first, second, strict=True))
            if one.value
        }

    def show() -> tuple[None, str]:
        kept = len(project.labels)
        if asked.empty:
            return None, words.say("There are no own posts with a text to set right.")
        return None, words.say_many(
            "{n} post is set right so far.", "{n} posts are set right so far.", n=kept
        )

    def keep() -> str:
        given = answers()
        if not given:
            return words.say("Nothing is chosen yet.")
        for number, types in given.items():
            row = asked.iloc[number]
            project.label(str(row["network"]), str(row["post_id"]), types)
        form.draw()
        return words.say(
            "Kept. From now on these answers hold, and similar posts are judged in their light."
        )

    form.shows(show)
    form.decides(words.say("Keep these answers"), keep)
    return form


def corrected_posts(project: Project) -> pd.DataFrame | None:
    """Return the texts and types of posts set right, or None without any."""
    labels = project.labels
    if labels.empty:
        return None
    posts = project.posts[["network", "post_id", "text"]].astype("str")
    found = labels.merge(posts, on=["network", "post_id"])
    return found if len(found) else None


def least_sure(project: Project, *, most: int) -> pd.DataFrame:
    """Return own posts with a text, those nearest to the border of two answers first."""
    posts = project.posts
    own = posts[posts["is_own"] & posts["text"].fillna("").str.strip().ne("")]
    judged = classify_content(own, labels=project.labels)
    best = judged[[f"p_{kind}" for kind in TYPES]].max(axis=1)
    rows = judged.assign(text=own["text"].to_numpy(), doubt=(best - 0.5).abs())
    open_ones = rows[rows["by"] == "model"]
    return open_ones.sort_values("doubt", kind="stable").head(most).reset_index(drop=True)


def tell_draft(draft: Draft, words: Words) -> str:
    """Say in sentences what a text is, why, what else it does, and what to change."""
    kind = Phrase(LABELS[draft.type])
    said = [
        words.say("Type: {type}.", type=kind)
        if draft.is_sure
        else words.say("Likeliest type: {type}, but the model is not sure.", type=kind)
    ]
    if draft.also:
        said.append(words.say("It is also: {type}.", type=Phrase(LABELS[draft.also])))
    if draft.cues:
        said.append(words.say("Words that spoke for it: {words}.", words=draft.cues))
    does = [words.say(_DOES[name]) for name in draft.marks]
    if draft.tone:
        does.append(words.say(_TONES[draft.tone]))
    if does:
        said.append(words.say("What it does: {list}.", list=", ".join(does)))
    advice = [words.say(line) for line in draft.advice]
    note = words.say("A type, never a forecast of reach.")
    return "\n".join([" ".join(said), *advice, note])


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…"
