"""The queue as a form: what waits for an answer, filtered, each with a first answer beside it."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import ipywidgets as w
import pandas as pd

from smmlab.comments import written_comments
from smmlab.dialogue.open_questions import find_open
from smmlab.dialogue.scored import score_comments
from smmlab.dialogue.waits import as_read
from smmlab.forms.frame import Form, labelled
from smmlab.project import Project
from smmlab.strategy.queue_file import QUEUE_KINDS, first_answer, topics_in_words, write_queue
from smmlab.texts import Words, for_html, message
from smmlab.texts.labels import label_of

_NO_COMMENTS = message(
    "There are no comments with texts in these files. Telegram groups and other exports with "
    "comments carry them."
)
_NOTHING_WAITS = message("Nothing waits for an answer: every question of these days has one.")
_DAYS = (1, 3, 7, 14, 30, 90)
_SHOWN = 50
_LONGEST = 400
_CELL = "padding:6px 10px;border-bottom:1px solid #e4e7eb;vertical-align:top;text-align:left"


def queue_form(project: Project) -> Form:
    """Show the open questions and complaints; the button writes them into queue.csv.

    The same as ``find_open(project.interactions, posts=project.posts, scored=…, days=…)``. What
    people wrote stays in this notebook and in the file in the client folder.

    Parameters
    ----------
    project
        An opened client folder.
    """
    words = Words(project.brief.language)
    days = labelled(w.Dropdown(options=_DAYS, value=14), words.say("Days back"))
    kinds = [(words.say(label), kind) for kind, label in QUEUE_KINDS.items()]
    kind = labelled(
        w.Dropdown(options=[(words.say("All together"), ""), *kinds], value=""),
        words.say("What to show"),
    )
    form = Form("queue", [days, kind], words=words)
    table = w.HTML()
    table.add_class("smm-queue-table")
    form.children = (*form.children, table)

    @lru_cache(maxsize=4)
    def found(_fingerprint: str, back: int) -> pd.DataFrame:
        talk = project.table("interactions")
        return find_open(talk, posts=project.table("posts"), scored=score_comments(talk), days=back)

    def chosen() -> pd.DataFrame:
        queue = found(project.fingerprint, days.value)
        return queue[queue["what"] == kind.value] if kind.value else queue

    def show() -> tuple[None, str]:
        queue = chosen()
        table.value = queue_table(queue.head(_SHOWN), project, words)
        return None, lacks() or _said(queue, words)

    def lacks() -> str:
        if len(chosen()):
            return ""
        is_silent = written_comments(project.table("interactions")).empty
        return words.say(_NO_COMMENTS if is_silent else _NOTHING_WAITS)

    def write() -> str:
        path = write_queue(project, chosen())
        return words.say(
            "Written: {files}. They are in the folder {folder}.",
            files=path.name,
            folder=project.strategy_folder.name,
        )

    form.shows(show)
    form.decides(words.say("Write the queue as a file"), write, lacks=lacks)
    return form


def queue_table(queue: pd.DataFrame, project: Project, words: Words) -> str:
    """Return the queue as a safe HTML table: one line a comment, with a first answer beside it."""
    if queue.empty:
        return ""
    heads = (words.say("Waits"), words.say("What"), words.say("Text"), words.say("First answer"))
    header = "".join(f"<th style='{_CELL}'>{for_html(head)}</th>" for head in heads)
    rows = "".join(_row(row, project, words) for row in queue.to_dict("records"))
    table = f"<table style='border-collapse:collapse;max-width:1000px'>{header}{rows}</table>"
    return f"<div style='max-height:560px;overflow:auto' tabindex='0'>{table}</div>"


def _row(row: dict[str, object], project: Project, words: Words) -> str:
    moment = datetime.fromtimestamp(int(str(row["at"])), ZoneInfo(project.brief.timezone))
    wait, unit = as_read(float(str(row["waited_hours"])))
    waits = {
        "minutes": words.say_many("{n} minute", "{n} minutes", n=round(wait)),
        "hours": words.say_many("{n} hour", "{n} hours", n=round(wait)),
        "days": words.say_many("{n} day", "{n} days", n=round(wait)),
    }[unit]
    kind = QUEUE_KINDS[str(row["what"])]
    what = ": ".join(
        filter(None, (words.say(kind),
                      topics_in_words(str(row["topics"]), words)))
    )  # fmt: skip
    network = words.say(label_of(str(row["network"])) or str(row["network"]))
    place = for_html(network)
    url = "" if pd.isna(row["url"]) else str(row["url"])
    if url.startswith(("https://", "http://")):
        place = f"<a href='{for_html(url)}' target='_blank' rel='noopener noreferrer'>{place}</a>"
    flat = " ".join(str(row["text"]).split())
    text = flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…"
    cells = (
        f"{for_html(waits)}<br><small>{for_html(words.time(moment))}<br>{place}</small>",
        for_html(what),
        for_html(text),
        for_html(first_answer(row, project.brief)),
    )
    return "<tr>" + "".join(f"<td style='{_CELL}'>{cell}</td>" for cell in cells) + "</tr>"


def _said(queue: pd.DataFrame, words: Words) -> str:
    said = words.say_many(
        "{n} comment waits for an answer, the angriest first and then the oldest.",
        "{n} comments wait for an answer, the angriest first and then the oldest.",
        n=len(queue),
    )
    if len(queue) > _SHOWN:
        said += " " + words.say("The first {n} are shown; the file holds all.", n=_SHOWN)
    return (
        said
        + " "
        + words.say("Questions and complaints are found by lists of words, so some need no answer.")
    )
