"""The frame every form shares: controls, a picture, what we see, and the buttons that decide."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import ipywidgets as w
from traitlets import Unicode, validate

from smmlab.errors import SmmlabError
from smmlab.forms.dress import SHEET
from smmlab.forms.pictures import Picture
from smmlab.texts import LANGUAGES, Words, for_html

Shown = tuple[Picture | None, str]
_STYLE = {"description_width": "240px"}


class _TitledImage(w.Image):  # type: ignore[misc]  # ipywidgets has no types
    """An image that can be told: the front end looks for a description before it sets a title."""

    description = Unicode("").tag(sync=True)


class Form(w.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """Controls above a picture and a sentence; a button keeps the decision, another takes it back.

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
        # Out of sight, a sheet of style still counts.
        self._sheet = w.HTML(SHEET, layout=w.Layout(display="none"))
        # Without a width the front end stretches a picture; without bytes it shows a broken one.
        self.picture = _TitledImage(
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
        self.lacking = w.HTML(layout=w.Layout(display="none"))
        self.progress = w.FloatProgress(max=1.0, layout=w.Layout(width="600px", max_width="100%"))
        self.progress.layout.display = "none"
        look = {"width": "max-content", "max_width": "100%", "align_self": "flex-start"}
        self.button = w.Button(button_style="primary", layout=w.Layout(**look))
        self.take_back = w.Button(layout=w.Layout(**look, display="none"))
        for part in ("picture", "text", "note", "progress", "button", "lacking"):
            getattr(self, part).add_class(f"smm-{name}-{part}")
        self.take_back.add_class(f"smm-{name}-take-back")
        self._acts: dict[w.Button, Callable[[], str]] = {}
        self._lacks: dict[w.Button, Callable[[], str]] = {}
        self._show: Callable[[], Shown] | None = None
        self._is_held = self._says_more = False
        self.controls = tuple(controls)
        super().__init__([*controls, self.picture, self.text])
        self.add_class("smm-form")
        self.add_class(f"smm-{name}")

    @validate("children")
    def _dressed(self, proposal: Any) -> tuple[w.Widget, ...]:
        brought = {id(beside) for child in proposal["value"] for beside in _brought_by(child)}
        own = (
            one for one in proposal["value"] if one is not self._sheet and id(one) not in brought
        )
        return (*(part for child in own for part in (child, *_brought_by(child))), self._sheet)

    def shows(self, show: Callable[[], Shown], *, says_more: bool = False) -> None:
        """Draw now and after every change.

        Parameters
        ----------
        show
            Returns a picture, or None, and a sentence about it. An empty chart tells itself what is
            missing; then its words stand there alone.
        says_more
            Whether the sentence says more than that, so that it stands below an empty chart's words
            too.
        """
        self._show, self._says_more = show, says_more
        for control in self.controls:
            control.observe(self._changed, names="value")
        self.draw()

    def decides(
        self,
        label: str,
        decide: Callable[[], str],
        *,
        lacks: Callable[[], str] | None = None,
        watch: Sequence[w.Widget] = (),
    ) -> None:
        """Put the button under the form.

        Parameters
        ----------
        label
            What the button does.
        decide
            Does the work and returns what to say.
        lacks
            Says what is still to be done before the button can do anything, or nothing; until then
            the button is off.
        watch
            What ``lacks`` reads besides the controls.
        """
        self.button.description = label
        self._acts[self.button] = decide
        self.button.on_click(self._pressed)
        buttons = w.HBox([self.button, self.take_back], layout=w.Layout(flex_flow="row wrap"))
        self.set_trait(
            "children", (*self.children, buttons, self.lacking, self.progress, self.note)
        )
        if lacks is not None:
            self._lacks[self.button] = lacks
            for control in (*self.controls, *watch):
                control.observe(self._switch, names="value")
        self._switch()

    def takes_back(
        self, label: str, undo: Callable[[], str], *, lacks: Callable[[], str] | None = None
    ) -> None:
        """Show the second button: ``undo`` restores what stood before and returns what to say.

        While ``lacks`` says why there is nothing to take back, the button is off.
        """
        self.take_back.description = label
        self.take_back.layout.display = None
        self._acts[self.take_back] = undo
        self.take_back.on_click(self._pressed)
        if lacks is not None:
            self._lacks[self.take_back] = lacks
        self._switch()

    def draw(self) -> None:
        """Draw the picture and the sentence for the controls as they stand."""
        if self._show is None or self._is_held:
            return
        try:
            picture, sentence = self._show()
        except SmmlabError as problem:
            picture, sentence = None, in_words(problem, self.words)
        if picture is not None and not picture.png:
            # What an empty chart says is read, not looked at.
            more = sentence.split("\n") if self._says_more else ()
            sentence, picture = "\n".join(dict.fromkeys((picture.alt, *more))), None
        self.picture.layout.display = "none" if picture is None else None
        if picture is not None:
            self.picture.value = picture.png
            # The front end gives an image no alternative text, but this title, read in its place.
            self.picture.tooltip = picture.alt or self.words.say(
                "A picture; the sentences below it say what it shows."
            )
        self.text.value = paragraph(sentence)

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Change many controls and draw once, at the end."""
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
        self.draw()

    def tell_progress(self, done: float, sentence: str) -> None:
        """Show how far long work is, as a part of one, and what is being done."""
        self.progress.value = done
        self.progress.layout.display = None
        self.note.value = _told(sentence)

    def _changed(self, _change: Any) -> None:
        self.draw()

    def _pressed(self, pressed: w.Button) -> None:
        for button in self._acts:
            button.disabled = True
        said = ""
        self.note.value = _told(self.words.say("Working…"))
        try:
            said = self._acts[pressed]()
        except SmmlabError as problem:
            said = in_words(problem, self.words)
        finally:
            self.note.value = _told(said)
            self.progress.layout.display = "none"
            self._switch()

    def _switch(self, change: Any = None) -> None:
        """Switch each button on or off; what the first one waits for stands under it."""
        # What a press has just said stands alone until something is changed.
        is_said = change is None and bool(self.note.value)
        for button in self._acts:
            try:
                lacks = self._lacks[button]() if button in self._lacks else ""
            except SmmlabError as problem:
                lacks = in_words(problem, self.words)
            button.disabled, button.tooltip = bool(lacks), lacks or None
            if button is self.button:
                # What stands above is not said again.
                is_new = bool(lacks) and not is_said and not self._tells(for_html(lacks))
                self.lacking.value = paragraph(lacks) if is_new else ""
                self.lacking.layout.display = None if is_new else "none"

    def _tells(self, sentence: str) -> bool:
        """Tell whether a sentence stands in the form already."""
        apart = (self.lacking, self.note)
        return any(
            sentence in one.value
            for one in _within(self)
            if isinstance(one, w.HTML) and all(one is not other for other in apart)
        )


def _within(widget: w.Widget) -> Iterator[w.Widget]:
    for child in getattr(widget, "children", ()):
        yield child
        yield from _within(child)


def _brought_by(widget: w.Widget) -> Iterator[w.Widget]:
    """Yield what the controls in a widget say under themselves."""
    if (beside := getattr(widget, "beside", None)) is not None:
        yield beside
    for child in getattr(widget, "children", ()):
        yield from _brought_by(child)


def in_words(problem: SmmlabError, words: Words) -> str:
    """Say an error in the user's language."""
    return words.say(problem.template, **problem.values)


def paragraph(text: str) -> str:
    """Return a text as safe HTML; blank lines part paragraphs."""
    parts = [for_html(part) for part in text.split("\n") if part.strip()]
    return "".join(f"<p style='max-width:760px;margin:.3em 0'>{part}</p>" for part in parts)


def labelled(control: w.Widget, label: str) -> w.Widget:
    """Give a control its label in the house layout; a line of text is read when it is left."""
    control.description = label
    control.style = _STYLE
    control.layout = w.Layout(width="600px", max_width="100%")
    if isinstance(control, w.Text):
        control.continuous_update = False
    return control


def confidence_box(words: Words) -> w.Dropdown:
    """Return the choice of how sure an interval is to be; its values are shares.

    Examples
    --------
    >>> confidence_box(Words("en")).options[-1]
    ('95%', 0.95)
    """
    levels = [(words.percent(level), level) for level in (0.8, 0.9, 0.95)]
    return labelled(w.Dropdown(options=levels, value=0.95), words.say("Confidence of intervals"))


def language_box(value: str, label: str, words: Words) -> w.Dropdown:
    """Return the choice of a language of ours, by its name; its values are codes.

    Examples
    --------
    >>> language_box("et", "Keel", Words("et")).options
    (('inglise', 'en'), ('eesti', 'et'), ('vene', 'ru'))
    """
    languages = [(words.language_name(code), code) for code in LANGUAGES]
    return labelled(w.Dropdown(options=languages, value=value), label)


def reason_box(words: Words) -> w.Textarea:
    """Return the field in which the strategist says why."""
    box = w.Textarea(placeholder=words.say("Why? One or two sentences for the strategy."))
    labelled(box, words.say("Reason"))
    return box


def _told(sentence: str) -> str:
    # Read aloud when it changes.
    return f"<div role='status'>{paragraph(sentence)}</div>"
