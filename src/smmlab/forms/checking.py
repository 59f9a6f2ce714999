"""What is wrong with a field, said under it as soon as it is left."""

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as w

from smmlab.errors import SmmlabError
from smmlab.forms.frame import Form, in_words
from smmlab.texts import Words, for_html


def tell_beside(
    form: Form, field: w.Widget, check: Callable[[], object], *, watch: Sequence[w.Widget] = ()
) -> None:
    """Say under a field what is wrong with it, now and after every change.

    Parameters
    ----------
    form
        The form the field is in; it has all its children already.
    field
        The control, or the box of controls, under which the sentence stands.
    check
        Returns a sentence, or anything else when all is well; an error of ours is a sentence too.
    watch
        The controls that the check reads; the field itself when none are given.
    """
    problem = problem_of(field, check, words=form.words, watch=watch)
    above = next(at for at, child in enumerate(form.children) if _holds(child, field))
    form.children = (*form.children[: above + 1], problem, *form.children[above + 1 :])


def problem_of(
    field: w.Widget,
    check: Callable[[], object],
    *,
    words: Words,
    watch: Sequence[w.Widget] = (),
) -> w.HTML:
    """Return the sentence to be put under a field; it comes and goes with what is wrong.

    Parameters
    ----------
    field, check, watch
        As of `tell_beside`.
    words
        Language of the sentence.
    """
    problem = w.HTML()
    problem.add_class("smm-problem")

    def look(_change: Any = None) -> None:
        try:
            found = check()
            said = found if isinstance(found, str) else ""
        except SmmlabError as wrong:
            said = in_words(wrong, words)
        # The sign says it to those who see no colour.
        problem.value = f"<p role='alert'>⚠ {for_html(said)}</p>" if said else ""
        problem.layout.display = None if said else "none"
        (field.add_class if said else field.remove_class)("smm-wrong")

    for control in watch or (field,):
        control.observe(look, names="value")
    look()
    return problem


def _holds(widget: w.Widget, field: w.Widget) -> bool:
    return widget is field or any(_holds(child, field) for child in getattr(widget, "children", ()))
