"""The way of ten notebooks as a page shows it: what each decides, and what is done already."""

from pathlib import Path

from smmlab.forms.shown_table import Shown
from smmlab.project import Project
from smmlab.texts import Words, for_html, message
from smmlab.views import Status

# The notebook, its name, the question it decides, and the step of the decisions it keeps.
_WAY = (
    ("00-start-here", message("Start here"), message("Is this worth a week of mine?"), ""),
    ("01-import-the-exports", message("Import the exports"),
     message("Which files does the strategy rest on?"), ""),
    ("02-know-the-audience", message("Know the audience"), message("Whom do we serve first?"),
     "audience"),
    ("03-choose-the-network", message("Choose the network"), message("On which one network?"),
     "network"),
    ("04-build-the-gathering-place", message("Build the gathering place"),
     message("What do we open, and who speaks there?"), "place"),
    ("05-content-that-spreads", message("Content that spreads"),
     message("Which posts, and how many a week?"), "content"),
    ("06-hold-the-dialogue", message("Hold the dialogue"), message("How fast do we answer?"),
     "dialogue"),
    ("07-know-the-rivals", message("Know the rivals"), message("How many sell there already?"),
     "rivals"),
    ("08-earn-money", message("Earn money"), message("How does the audience pay?"), "money"),
    ("09-write-the-strategy", message("Write the strategy"),
     message("What do we promise, by when, and who answers for it?"), "objectives"),
)  # fmt: skip
_DONE, _AGAIN, _OPEN = "✓", "↻", "○"
_CELL = "padding:.25em .8em;text-align:left;border-bottom:1px solid rgba(128,128,128,.35)"


def show_way(project: Project) -> Shown:
    """Show the ten notebooks in order, each with its question and what is done of it.

    Parameters
    ----------
    project
        The client folder; its tables and decisions tell what is done.

    Returns
    -------
    Shown
        A list with links to the notebooks, and the step to take next.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> from smmlab.brief import Brief
    >>> from smmlab.project import create_project
    >>> print(str(show_way(create_project(Path(mkdtemp()) / "kohvik", Brief("Kohvik")))))
    ... # doctest: +ELLIPSIS
    ✓ 0. Start here: an overview of the way
    ○ 1. Import the exports: nothing is imported yet
    ○ 2. Know the audience: not decided yet...
    """
    words, state = Words(project.brief.language), project.status()
    is_written = any(project.strategy_folder.glob("strategy.*"))
    up = _way_up(project.notebooks_folder)
    steps = [
        (number, file, words.say(name), words.say(question),
         *_done(step, number, state, words, is_written=is_written))
        for number, (file, name, question, step) in enumerate(_WAY)
    ]  # fmt: skip
    rows = "".join(
        f'<tr><td style="{_CELL}" aria-hidden="true">{mark}</td>'
        f'<td style="{_CELL}"><a href="{up}{file}.ipynb">{number}. {for_html(name)}</a></td>'
        f'<td style="{_CELL}">{for_html(question)}</td>'
        f'<td style="{_CELL}">{for_html(told)}</td></tr>'
        for number, file, name, question, mark, told in steps
    )
    heads = (words.say("Notebook"), words.say("What you decide"), words.say("State"))
    header = f'<td style="{_CELL}"></td>' + "".join(
        f'<th scope="col" style="{_CELL}">{for_html(head)}</th>' for head in heads
    )
    html = (
        '<table class="smm-way" style="border-collapse:collapse;margin:0">'
        f"<thead><tr>{header}</tr></thead><tbody>{rows}</tbody></table>"
    )
    lines = [f"{mark} {number}. {name}: {told}" for number, _file, name, _q, mark, told in steps]
    following = next((step for step in steps if step[4] != _DONE), None)
    if following is not None:
        number, file, name = following[:3]
        told = words.say("Next: {number}. {name}", number=number, name=name)
        html += f'<p><a href="{up}{file}.ipynb"><b>{for_html(told)}</b></a></p>'
        lines.append(told)
    return Shown(html, "\n".join(lines))


def _way_up(folder: Path) -> str:
    """Return how a link leads up to the guide: a lesson of the course lies in a folder below it."""
    folder, here = folder.resolve(), Path.cwd()
    return "../" * len(here.relative_to(folder).parts) if here.is_relative_to(folder) else ""


def _done(
    step: str, number: int, state: Status, words: Words, *, is_written: bool
) -> tuple[str, str]:
    """Return the mark of a step and its state in words."""
    if not step:
        return _imported(state, words) if number else (_DONE, words.say("an overview of the way"))
    kept = next((one for one in state.decisions if one.step == step), None)
    if kept is None:
        return _OPEN, words.say("not decided yet")
    if kept.stale:
        return _AGAIN, words.say("look again: the tables have changed since")
    if step != "objectives":
        return _DONE, words.say("decided")
    written = words.say("decided and written")
    waiting = words.say("decided; the documents wait to be written")
    return (_DONE, written) if is_written else (_OPEN, waiting)


def _imported(state: Status, words: Words) -> tuple[str, str]:
    if not state.files:
        return _OPEN, words.say("nothing is imported yet")
    told = words.say_many("{n} file imported", "{n} files imported", n=len(state.files))
    if any(not table.rows for table in (state.tables["posts"], state.tables["interactions"])):
        return _OPEN, words.say("{files}; posts or comments are still missing", files=told)
    return _DONE, told
