"""What became of an answer, told in the student's language without telling the right one."""

from dataclasses import dataclass, field
from typing import Literal

from smmlab.texts import Language, Phrase, Words, for_html, message

State = Literal["right", "nearly", "wrong", "kept", "unreadable", "unknown"]
SIGNS: dict[State, str] = {
    "right": "✓", "nearly": "≈", "wrong": "✗", "kept": "●", "unreadable": "?", "unknown": "?",
}  # fmt: skip
"""A sign for each state, so that no colour is needed to tell them apart."""
STATES: dict[State, str] = {
    "right": message("Right"),
    "nearly": message("Nearly right"),
    "wrong": message("Not right yet"),
    "kept": message("Kept"),
    "unreadable": message("The answer could not be read"),
    "unknown": message("The question could not be checked"),
}
"""What each state is called."""
_COLOURS: dict[State, str] = {
    "right": "#1b6e3c", "nearly": "#8a5a00", "wrong": "#b42318", "kept": "#0b6e99",
    "unreadable": "#5f6b7a", "unknown": "#5f6b7a",
}  # fmt: skip
_JUDGED = ("right", "nearly", "wrong")


@dataclass(frozen=True)
class Outcome:
    """What a judge finds: a state, why, and the points where they do not follow from it."""

    state: State
    reasons: tuple[Phrase, ...] = ()
    points: float | None = None


@dataclass(frozen=True, repr=False)
class Verdict:
    """What became of an answer.

    Parameters
    ----------
    name
        Of the task.
    state
        ``right``, ``nearly``, ``wrong``; ``kept`` for the teacher; ``unreadable`` when it is of
        the wrong kind; ``unknown`` when the question could not be checked.
    reasons
        Why, and what to look at again.
    points, most
        What it is worth, and the most that the checks can give.
    teacher_points
        What the teacher may give besides.
    language
        Of the student.

    Examples
    --------
    >>> print(Verdict("lesson05.q2", "nearly", (Phrase("Look at the unit."),), 1.0, 2.0))
    ≈ Nearly right (lesson05.q2)
    Look at the unit.
    Points: 1 of 2.
    """

    name: str
    state: State
    reasons: tuple[Phrase, ...] = ()
    points: float = 0.0
    most: float = 0.0
    teacher_points: float = 0.0
    language: Language = field(default="en", kw_only=True)

    def lines(self, words: Words | None = None) -> list[str]:
        """Return what is said below the state: the reasons, then the points."""
        words = words or Words(self.language)
        said = [words.say(reason.template, **reason.values) for reason in self.reasons]
        if self.state in _JUDGED:
            points, most = (words.number(number) for number in (self.points, self.most))
            said.append(words.say("Points: {points} of {most}.", points=points, most=most))
        if self.teacher_points and self.state in (*_JUDGED, "kept"):
            said.append(
                words.say_many(
                    "Your teacher reads it too and may give up to {n} point more.",
                    "Your teacher reads it too and may give up to {n} points more.",
                    n=self.teacher_points,
                )
            )
        return said

    def __str__(self) -> str:
        """Return the verdict as plain text in the student's language."""
        words = Words(self.language)
        head = f"{SIGNS[self.state]} {words.say(STATES[self.state])} ({self.name})"
        return "\n".join((head, *self.lines(words)))

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        words = Words(self.language)
        lines = "".join(
            f'<p style="margin:.2em 0">{for_html(line)}</p>' for line in self.lines(words)
        )
        return (
            f'<div class="smm-verdict smm-verdict-{self.state}" role="status" '
            f'style="border-left:4px solid {_COLOURS[self.state]};padding:.2em .8em;'
            'max-width:48em;line-height:1.45">'
            f'<p style="margin:.2em 0"><b><span aria-hidden="true">{SIGNS[self.state]}</span> '
            f"{for_html(words.say(STATES[self.state]))}</b> "
            f"<small>{for_html(self.name)}</small></p>{lines}</div>"
        )
