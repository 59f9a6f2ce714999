"""The queue as a file: what waits for an answer, one line each, safe to open in a spreadsheet."""

import csv
import io
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pandas as pd

from smmlab.asking import TOPIC_LABELS
from smmlab.disk import on_disk, replace_file
from smmlab.strategy.reply_templates import USUAL_TONE, reply_template, template_languages
from smmlab.texts import LANGUAGES, Words, for_spreadsheet, message
from smmlab.texts.labels import label_of

if TYPE_CHECKING:
    from smmlab.brief import Brief
    from smmlab.project import Project

QUEUE_FILE = "queue.csv"
QUEUE_KINDS = {"question": message("Question"), "complaint": message("Complaint")}
"""What waits for an answer."""

_COLUMNS = (
    message("Network"), message("Written"), message("Hours waited"), message("What"),
    message("Topics"), message("Mood"), message("Text"), message("First answer"), message("Post"),
    message("Done"),
)  # fmt: skip
_MOOD = _COLUMNS.index("Mood")


def queue_csv(queue: pd.DataFrame, brief: "Brief", *, words: Words) -> str:
    """Return the queue as CSV that a spreadsheet cannot take for formulas.

    Parameters
    ----------
    queue
        Result of `smmlab.dialogue.open_questions.find_open`.
    brief
        For the tone and the languages of the first answers, and the time zone.
    words
        Language of the header.

    Examples
    --------
    >>> from smmlab.brief import Brief
    >>> from smmlab.dialogue.open_questions import QUEUE_COLUMNS
    >>> empty = pd.DataFrame(columns=list(QUEUE_COLUMNS))
    >>> queue_csv(empty, Brief(name="Kaja"), words=Words("en")).strip().split(",")[:3]
    ['Network', 'Written', 'Hours waited']
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([for_spreadsheet(words.say(name)) for name in _COLUMNS])
    for row in queue.to_dict("records"):
        moment = datetime.fromtimestamp(int(row["at"]), ZoneInfo(brief.timezone))
        kind = QUEUE_KINDS[row["what"]]
        mood = "" if pd.isna(row["mood"]) else f"{row['mood']:.2f}"
        cells = (
            words.say(label_of(str(row["network"])) or str(row["network"])),
            f"{moment:%Y-%m-%d %H:%M}",
            words.number(row["waited_hours"]),
            words.say(kind),
            topics_in_words(str(row["topics"]), words),
            "",
            " ".join(str(row["text"]).split()),
            first_answer(row, brief),
            "" if pd.isna(row["url"]) else str(row["url"]),
            "",
        )
        safe = [for_spreadsheet(cell) for cell in cells]
        # A number of ours may begin with a minus sign.
        safe[_MOOD] = mood
        writer.writerow(safe)
    return buffer.getvalue()


def topics_in_words(topics: str, words: Words) -> str:
    """Name the topics of a row of the queue.

    Examples
    --------
    >>> topics_in_words("price+delivery", Words("en"))
    'Price and payment, Delivery'
    """
    labels = {str(topic): label for topic, label in TOPIC_LABELS.items()}
    return ", ".join(words.say(labels[topic]) for topic in topics.split("+") if topic)


def first_answer(row: dict[str, object], brief: "Brief") -> str:
    """Return the template that fits a row, in its own language where there is one.

    Examples
    --------
    >>> from smmlab.brief import Brief
    >>> first_answer({"situation": "price", "language": "et"}, Brief(name="Kaja"))[:15]
    'Aitäh küsimast!'
    """
    spoken = str(row["language"])
    language = next((code for code in LANGUAGES if code == spoken), template_languages(brief)[0])
    situation = str(row["situation"])
    return reply_template(situation, tone=brief.tone or USUAL_TONE, language=language)  # type: ignore[arg-type]


def write_queue(project: "Project", queue: pd.DataFrame) -> Path:
    """Write the queue into the folder of the strategy; the file of yesterday is replaced.

    Parameters
    ----------
    project
        An opened client folder.
    queue
        Result of `smmlab.dialogue.open_questions.find_open`.

    Raises
    ------
    ProjectError
        When the folder cannot be written.
    """
    text = queue_csv(queue, project.brief, words=Words(project.brief.language))
    path = project.strategy_folder / QUEUE_FILE
    with on_disk():
        path.parent.mkdir(parents=True, exist_ok=True)
        # The mark at the start tells Excel that the letters are UTF-8.
        replace_file(path, text.encode("utf-8-sig"))
    return path
