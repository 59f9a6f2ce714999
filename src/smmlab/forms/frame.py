"""The frame every form shares: controls, a picture, what we see, and one button that decides."""

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as w

from smmlab.errors import SmmlabError
from smmlab.texts import Words, for_html

_STYLE = {"description_width": "240px"}


class Form(w.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """Controls above a picture and a sentence; a button keeps the decision.

    The picture is an `ipywidgets.Image` and the sentence an `ipywidgets.HTML`: an ``Output`` widget
    can hang a headless run.

    Parameters
    ----------
    name
        CSS class of the form, ``smm-<name>``; its parts are ``smm-<name>-button`` and so on.
    controls
        The widgets a person changes; any change calls ``show``.
    words
        Language of what the form itself says.
    """

    def __init__(self, name: str, controls: Sequence[w.Widget], *, words: Words) -> None:
        self.words = words
        # Without a width the front end stretches a picture; without bytes it shows a broken one.
        self.picture = w.Image(
            layout=w.Layout(
                width="760px",
                max_width="100%",
                height="auto",
                align_self="flex-start",
                display="none",
            )
        )
        self.text = w.HTML()
        self.note = w.HTML()
        self.button = w.Button(
            button_style="primary", layout=w.Layout(width="max-content", align_self="flex-start")
        )
        for part in ("picture", "text", "note", "button"):
            getattr(self, part).add_class(f"smm-{name}-{part}")
        self._decide: Callable[[], str] | None = None
        self._show: Callable[[], tuple[bytes | None, str]] | None = None
        self.button.on_click(self._pressed)
        self.controls = tuple(controls)
        super().__init__([*controls, self.picture, self.text])
        self.add_class(f"smm-{name}")

    def shows(self, show: Callable[[], tuple[bytes | None, str]]) -> None:
        """Draw now and after every change: ``show`` returns a PNG (or None) and a sentence."""
        self._show = show
        for control in self.controls:
            control.observe(self._changed, names="value")
        self.draw()

    def decides(self, label: str, decide: Callable[[], str]) -> None:
        """Put the button under the form: ``decide`` does the work and returns what to say."""
        self._decide = decide
        self.button.description = label
        self.set_trait("children", (*self.children, self.button, self.note))

    def draw(self) -> None:
        """Draw the picture and the sentence for the controls as they stand."""
        if self._show is None:
            return
        try:
            png, sentence = self._show()
        except SmmlabError as problem:
            png, sentence = None, in_words(problem, self.words)
        self.picture.layout.display = "none" if png is None else None
        if png is not None:
            self.picture.value = png
        self.text.value = paragraph(sentence)

    def _changed(self, _change: Any) -> None:
        self.draw()

    def _pressed(self, _button: w.Button) -> None:
        if self._decide is None:
            return
        self.button.disabled = True
        self.note.value = paragraph(self.words.say("Working…"))
        try:
            self.note.value = paragraph(self._decide())
        except SmmlabError as problem:
            self.note.value = paragraph(in_words(problem, self.words))
        finally:
            self.button.disabled = False


def in_words(problem: SmmlabError, words: Words) -> str:
    """Say an error in the user's language."""
    return words.say(problem.template, **problem.values)


def paragraph(text: str) -> str:
    """Return a text as safe HTML; blank lines part paragraphs."""
    parts = [for_html(part) for part in text.split("\n") if part.strip()]
    return "".join(f"<p style='max-width:760px;margin:.3em 0'>{part}</p>" for part in parts)


def labelled(control: w.Widget, label: str) -> w.Widget:
    """Give a control its label in the house layout."""
    control.description = label
    control.style = _STYLE
    control.layout = w.Layout(width="600px", max_width="100%")
    return control


def reason_box(words: Words) -> w.Textarea:
    """Return the field in which the strategist says why."""
    box = w.Textarea(placeholder=words.say("Why? One or two sentences for the strategy."))
    labelled(box, words.say("Reason"))
    return box
