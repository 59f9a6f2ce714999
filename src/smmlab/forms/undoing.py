"""Keep a decision with one button, take the last one back with another."""

from collections.abc import Callable, Sequence

import ipywidgets as w

from smmlab.decisions import Decision, Step
from smmlab.forms.frame import Form
from smmlab.project import Project
from smmlab.texts import message

_NOTHING = message("Nobody has decided this yet, so there is nothing to take back.")


def keeps(
    form: Form,
    project: Project,
    *steps: Step,
    keep: Callable[[], str],
    restore: Callable[[], object],
    label: str | None = None,
    lacks: Callable[[], str] | None = None,
    watch: Sequence[w.Widget] = (),
) -> None:
    """Put both buttons under a form.

    Taking back is the same as ``project.undo_decision(step)`` for each step that the last press
    changed. Where another form has decided a step after this one kept it, nothing is taken back:
    that would be the other's.

    Parameters
    ----------
    form
        A form with all its controls.
    project
        The client folder.
    steps
        The steps that the form decides.
    keep
        Keeps the decision and returns what to say.
    restore
        Sets the controls to what is on file.
    label
        Of the first button; "Keep this decision" when not given.
    lacks, watch
        What is still to be done before anything can be kept, as of `Form.decides`.
    """
    say = form.words.say
    kept: dict[Step, Decision] = {}
    changed = list(steps)

    def on_file() -> dict[Step, Decision]:
        return {step: one for step, one in project.decisions().items() if step in steps}

    def keep_it() -> str:
        before = on_file()
        said = keep()
        after = on_file()
        # A button may refuse, and then what stands there is not of this form.
        if after != before:
            kept.clear()
            kept.update(after)
            # The others of these steps still stand as an earlier press left them.
            changed[:] = [step for step in steps if after.get(step) != before.get(step)]
        return said

    def undo() -> str:
        if kept and on_file() not in (kept, {}):
            return say(
                "This step has been decided in another place since. Take that back there first."
            )
        standing = [project.undo_decision(step) for step in changed if step in project.decisions()]
        if not standing:
            return say(_NOTHING)
        kept.clear()
        with form.holding():
            restore()
        if any(decision.by == "strategist" for decision in standing):
            return say("Taken back: the decision before it stands again.")
        return say("Taken back: this is not decided now, and the strategy says so.")

    def nothing_filed() -> str:
        return "" if on_file() else say(_NOTHING)

    form.decides(label or say("Keep this decision"), keep_it, lacks=lacks, watch=watch)
    form.takes_back(say("Take the last decision back"), undo, lacks=nothing_filed)
