"""Types by hand: try a text before it is published, set right what the model missed."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import ipywidgets as w
import pandas as pd

from smmlab.content.draft import Draft, read_draft
from smmlab.content.scoring import TYPES
from smmlab.content.types import classify_content
from smmlab.forms.frame import Form, Shown, labelled
from smmlab.forms.pictures import picture_of
from smmlab.own_labels import corrected_texts
from smmlab.plots.draft import plot_draft
from smmlab.project import Project
from smmlab.texts import Phrase, Words, for_html, message
from smmlab.texts.labels import LABELS, network_name

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
    corrected = corrected_texts(project.posts, project.labels)
    box = labelled(
        w.Textarea(
            placeholder=words.say("Paste or write a post here."), rows=5, continuous_update=True
        ),
        words.say("Your text"),
    )
    form = Form("try-text", [box], words=words)

    def show() -> Shown:
        if not box.value.strip():
            return None, words.say(
                "Nothing is typed in yet. Write the post you plan next, or paste one that did "
                "well: you will see its type, the words that spoke for it, and what to change."
            )
        draft = read_draft(box.value, corrected=corrected)
        return picture_of(plot_draft(draft, words=words)), tell_draft(draft, words)

    form.shows(show)
    return form


def labels_form(project: Project) -> Form:
    """Set types right: the posts the model is least sure of first; the button keeps the answers.

    The same as ``project.label(network, post_id, types)`` for each post with that text. The answers
    hold at once and teach the model for this client; the shipped model stays as it is. The last
    answers stand below: "as the model says" takes one back.

    Parameters
    ----------
    project
        An opened client folder.
    """
    words = Words(project.brief.language)
    asked = pd.concat([least_sure(project, most=_SHOWN), _set_right(project, most=_SHOWN)])
    options = [(words.say("as the model says"), "")] + [
        (words.say(LABELS[name]), name) for name in (*TYPES, "none")
    ]
    others = [("–", ""), *options[1:-1]]
    first, second = [], []
    heads = (words.say("Post"), words.say("The model"), words.say("It is"), words.say("and"))
    cells: list[w.Widget] = [w.HTML(f"<b>{head}</b>") for head in heads]
    for row in asked.itertuples(index=False):
        is_said = row.by == "person"
        first.append(w.Dropdown(options=options, value=row.type if is_said else ""))
        also = row.also if is_said and row.also in TYPES else ""
        second.append(w.Dropdown(options=others, value=also))
        for control, label in ((first[-1], heads[2]), (second[-1], heads[3])):
            control.layout = w.Layout(width="150px")
            control.tooltip = f"{label}: {network_name(row.network, words)}"
        said = words.say("set right by you") if is_said else words.say(LABELS[row.type])
        cells += [_shown(row.text), w.Label(said), first[-1], second[-1]]
    form = Form("labels", [*first, *second], words=words)
    # The text takes what the others leave, so that the grid is never wider than its cell.
    columns = "minmax(160px, 1fr) 130px 156px 156px"
    grid = w.GridBox(
        cells,
        layout=w.Layout(grid_template_columns=columns, width="100%", max_width="860px"),
    )
    form.children = (form.text,) if asked.empty else (grid, form.text)

    def answers() -> list[set[str] | None]:
        return [
            {one.value, other.value if one.value != "none" else ""} & set(TYPES)
            if one.value
            else None
            for one, other in zip(first, second, strict=True)
        ]

    def show() -> tuple[None, str]:
        kept = len(project.labels)
        if asked.empty:
            return None, words.say("There are no own posts with a text to set right.")
        return None, words.say_many(
            "{n} post is set right so far.", "{n} posts are set right so far.", n=kept
        )

    def changed() -> list[tuple[Any, set[str] | None]]:
        held = {
            _key(row): set(row.types.split("+")) & set(TYPES)
            for row in project.labels.itertuples(index=False)
        }
        given = zip(asked.itertuples(index=False), answers(), strict=True)
        return [(row, types) for row, types in given if types != held.get(_key(row))]

    def keep() -> str:
        new = changed()
        if not new:
            return words.say("Nothing is chosen yet.")
        for row, types in new:
            for network, post_id in _alike(project, row):
                project.label(network, post_id, types)
        form.draw()
        if all(types is None for _row, types in new):
            return words.say("Taken back: the model judges these posts again.")
        return words.say(
            "Kept. From now on these answers hold, and similar posts are judged in their light."
        )

    form.shows(show)
    if len(asked):
        form.decides(
            words.say("Keep these answers"),
            keep,
            lacks=lambda: "" if changed() else words.say("Nothing is chosen yet."),
        )
    return form


def least_sure(project: Project, *, most: int) -> pd.DataFrame:
    """Return own posts with a text, each text once, nearest to the border of two answers first."""
    posts = project.posts
    own = posts[posts["is_own"] & posts["text"].fillna("").str.strip().ne("")]
    judged = classify_content(own, labels=project.labels)
    best = judged[[f"p_{kind}" for kind in TYPES]].max(axis=1)
    rows = judged.assign(text=own["text"].to_numpy(), doubt=(best - 0.5).abs())
    open_ones = rows[rows["by"] == "model"].drop_duplicates("text")
    return open_ones.sort_values("doubt", kind="stable").head(most).reset_index(drop=True)


def _set_right(project: Project, *, most: int) -> pd.DataFrame:
    """Return the posts that were set right last, as `least_sure` does."""
    posts = project.posts[["network", "post_id", "text"]].astype("str")
    rows = project.labels.iloc[::-1].merge(posts, on=["network", "post_id"])
    types = rows["types"].str.split("+")
    found = rows.assign(type=types.str[0], also=types.str[1], by="person")
    return found.drop_duplicates("text").head(most)


def _alike(project: Project, post: Any) -> list[tuple[str, str]]:
    """Name a post and the own posts with the very same text: one answer is about all of them."""
    posts = project.posts
    same = posts.loc[posts["is_own"] & posts["text"].eq(post.text), ["network", "post_id"]]
    return sorted({_key(post), *same.itertuples(index=False, name=None)})


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


def _key(post: Any) -> tuple[str, str]:
    return post.network, post.post_id


def _shown(text: str) -> w.HTML:
    flat = " ".join(text.split())
    cut = flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…"
    look = "line-height:1.35;padding:5px 12px 5px 0;overflow-wrap:anywhere"
    return w.HTML(f"<div style='{look}'>{for_html(cut)}</div>", tooltip=text)
