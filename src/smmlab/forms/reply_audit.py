"""Fifty of our own answers, judged by a person: polite, helpful, to the point."""

from collections.abc import Mapping

import ipywidgets as w
import pandas as pd

from smmlab.analyses.rooms import SEED
from smmlab.dialogue.reply_audit import draw_replies, summarise_audit
from smmlab.dialogue.talk import follow_talk
from smmlab.forms.frame import Form
from smmlab.forms.number_box import number_box
from smmlab.own_reply_audit import (
    CRITERIA,
    CRITERION_LABELS,
    Criterion,
    keep_reply_audit,
    read_reply_audit,
)
from smmlab.project import Project
from smmlab.texts import Words, for_html

AUDIT_SIZE = 50
_LONGEST = 600
_BOX = "max-width:760px;padding:10px 14px;margin:4px 0;line-height:1.4;overflow-wrap:anywhere"


def reply_audit_form(project: Project, *, seed: int = SEED) -> Form:
    """Show drawn answers one at a time with three boxes to tick; the button keeps the judgement.

    The same as `smmlab.own_reply_audit.keep_reply_audit` for each answer of ``draw_replies(talk,
    seed=…)`` and ``summarise_audit(read_reply_audit(folder))``.

    Parameters
    ----------
    project
        An opened client folder.
    seed
        Of the draw; another one draws other answers.
    """
    words = Words(project.brief.language)
    drawn = draw_replies(follow_talk(project.table("interactions")), seed=seed, most=AUDIT_SIZE)
    judged = read_reply_audit(project.folder)
    number = number_box(
        words.say("Answer number"),
        _first_open(drawn, judged),
        low=1,
        high=max(len(drawn), 1),
        words=words,
    )
    boxes = {
        name: w.Checkbox(description=words.say(CRITERION_LABELS[name]), indent=False)
        for name in CRITERIA
    }
    answer = w.HTML()
    answer.add_class("smm-reply-audit-answer")
    form = Form("reply-audit", [number], words=words)
    form.children = (form.text,) if drawn.empty else (number, answer, *boxes.values(), form.text)

    def here() -> Mapping[str, object]:
        return dict(drawn.iloc[int(number.value) - 1])

    def turn(_change: object = None) -> None:
        if drawn.empty:
            return
        row = here()
        answer.value = _shown(row, words)
        kept = read_reply_audit(project.folder)
        same = kept[
            (kept["network"] == row["network"]) & (kept["interaction_id"] == row["interaction_id"])
        ]
        for name, box in boxes.items():
            box.value = bool(same[name].iloc[0]) if len(same) else False

    def show() -> tuple[None, str]:
        if drawn.empty:
            return None, words.say(
                "No answer by the page is in these files. Export comments with their answers, and "
                "answer as the page."
            )
        return None, tell_audit(summarise_audit(read_reply_audit(project.folder)), words)

    def keep() -> str:
        row = here()
        said: dict[Criterion, bool] = {name: bool(boxes[name].value) for name in CRITERIA}
        keep_reply_audit(project.folder, str(row["network"]), str(row["interaction_id"]), said)
        following = _first_open(drawn, read_reply_audit(project.folder))
        number.value = following
        form.draw()
        turn()
        return words.say("Kept. The next answer is shown.")

    number.observe(turn, names="value")
    turn()
    form.shows(show)
    if len(drawn):
        form.decides(words.say("Keep this judgement"), keep)
    return form


def tell_audit(summary: pd.DataFrame, words: Words) -> str:
    """Say how many answers are judged and how good they are, with intervals."""
    judged = int(summary["judged"].max()) if len(summary) else 0
    said = words.say_many(
        "{n} answer is judged so far; {all} make an audit.",
        "{n} answers are judged so far; {all} make an audit.",
        n=judged,
        all=AUDIT_SIZE,
    )
    if judged == 0:
        return (
            said
            + " "
            + words.say(
                "Tick what is true of this answer, and press the button even if nothing is."
            )
        )
    lines = [
        words.say(
            "{criterion}: {share} (between {low} and {high}).",
            criterion=words.say(label),
            share=words.percent(row["share"], digits=0),
            low=words.percent(row["share_low"], digits=0),
            high=words.percent(row["share_high"], digits=0),
        )
        for row in summary.to_dict("records")
        for label in (CRITERION_LABELS[row["criterion"]],)
    ]
    return "\n".join([said, *lines])


def _first_open(drawn: pd.DataFrame, judged: pd.DataFrame) -> int:
    """Return the number of the first drawn answer that nobody judged; the last when all are."""
    key = ["network", "interaction_id"]
    done = pd.MultiIndex.from_frame(drawn[key]).isin(pd.MultiIndex.from_frame(judged[key]))
    waiting = [number for number, is_done in enumerate(done, 1) if not is_done]
    return waiting[0] if waiting else max(len(drawn), 1)


def _shown(row: Mapping[str, object], words: Words) -> str:
    asked = "" if pd.isna(row["asked"]) else str(row["asked"])
    return (
        f"<div style='{_BOX};background:#f5f7fa'>{_flat(asked, words)}</div>"
        f"<div style='{_BOX};background:#e6f1f6'><b>{_flat(str(row['text']), words)}</b></div>"
    )


def _flat(text: str, words: Words) -> str:
    flat = " ".join(text.split())
    cut = flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…"
    return for_html(cut or words.say("What was answered is not in these files."))
