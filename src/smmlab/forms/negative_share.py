"""Sixty comments to judge by hand: only then is there a share of negative ones."""

import ipywidgets as w

from smmlab.dialogue.negative_share import (
    SAMPLE_SIZE,
    NegativeShare,
    correct_share,
    sample_comments,
)
from smmlab.dialogue.scored import score_comments
from smmlab.forms.frame import Form
from smmlab.own_mood_labels import keep_mood_labels, read_mood_labels
from smmlab.project import Project
from smmlab.texts import Words, for_html

_LONGEST = 400
_KEY = ["network", "interaction_id", "text_hash"]


def negative_share_form(project: Project, *, size: int = SAMPLE_SIZE) -> Form:
    """Judge comments one below the other; the button keeps the answers and tells the share.

    The same as ``correct_share(scored, read_mood_labels(project.folder))`` after
    ``keep_mood_labels(project.folder, rows)``. What the mood score thinks is not shown: it would
    sway the answer. The texts stay on this computer; the file keeps only what was answered.

    Parameters
    ----------
    project
        An opened client folder.
    size
        Comments to judge.
    """
    words = Words(project.brief.language)
    scored = score_comments(project.table("interactions"))
    asked = sample_comments(scored, size=size)
    held = asked.merge(read_mood_labels(project.folder), on=_KEY, how="left")["label"]
    options = [
        (words.say("negative"), "negative"),
        (words.say("not negative"), "other"),
        (words.say("cannot tell"), "unsure"),
    ]
    answers, rows = [], []
    for number, (text, label) in enumerate(zip(asked["text"], held, strict=True), start=1):
        buttons = w.ToggleButtons(
            options=options, value=label if isinstance(label, str) else None,
            style={"button_width": "max-content"},
            tooltips=[words.say("Comment {n}", n=number)] * 3,
        )  # fmt: skip
        answers.append(buttons)
        # In a box that scrolls, rows shrink to nothing unless they are told not to.
        rows.append(w.VBox([_shown(number, text), buttons], layout=w.Layout(flex="0 0 auto")))
    form = Form("negative-share", answers, words=words)
    listed = w.VBox(rows, layout=w.Layout(max_height="520px", overflow="auto", max_width="860px"))
    form.children = (listed, form.text) if rows else (form.text,)

    def show() -> tuple[None, str]:
        given = asked.assign(label=[button.value for button in answers]).dropna(subset=["label"])
        return None, tell_share(correct_share(scored, given[[*_KEY, "label"]], size=size), words)

    def lacks() -> str:
        is_judged = any(button.value for button in answers)
        return "" if is_judged else words.say("Nothing is chosen yet.")

    def keep() -> str:
        if lacks():
            return lacks()
        given = asked.assign(label=[button.value for button in answers]).dropna(subset=["label"])
        keep_mood_labels(project.folder, given[[*_KEY, "label"]])
        return words.say_many(
            "{n} answer is kept. The strategy tells the share from now on if there are enough.",
            "{n} answers are kept. The strategy tells the share from now on if there are enough.",
            n=len(given),
        )

    form.shows(show)
    if len(asked):
        form.decides(words.say("Keep these answers"), keep, lacks=lacks)
    return form


def tell_share(found: NegativeShare, words: Words) -> str:
    """Say how far the judging has come, and the share once it may be told."""
    if not found.comments:
        return words.say(
            "There are no comments with texts in these files. Telegram groups and other exports "
            "with comments carry them."
        )
    done = words.say(
        "Judged: {done} of {asked}; cannot tell: {unsure}.",
        done=words.number(found.judged + found.unsure),
        asked=words.number(found.asked),
        unsure=words.number(found.unsure),
    )
    if found.share is None or found.low is None or found.high is None:
        return "\n".join(
            [
                done,
                words.say(
                    "No share can be told yet. Judge the comments in the order in which they "
                    "stand: each was drawn by chance, and leaving out the dull ones would bend "
                    "the result."
                ),
            ]
        )
    lines = [
        done,
        words.say(
            "Negative: {share} of all comments, between {low} and {high}.",
            share=words.percent(found.share, digits=0),
            low=words.percent(found.low, digits=0),
            high=words.percent(found.high, digits=0),
        ),
    ]
    right, marked = found.precision
    if marked:
        lines.append(
            words.say(
                "Of the {n} judged comments that the word list marks, {right} are negative. That "
                "is why its own share is never shown.",
                n=words.number(marked),
                right=words.number(right),
            )
        )
    return "\n".join(lines)


def _shown(number: int, text: str) -> w.HTML:
    flat = " ".join(text.split())
    cut = flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…"
    look = "line-height:1.35;padding:8px 12px 2px 0;overflow-wrap:anywhere;max-width:820px"
    return w.HTML(f"<div style='{look}'>{number}. {for_html(cut)}</div>")
