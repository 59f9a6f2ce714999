"""A brief for each planned post: what somebody who has not read the strategy needs to make it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from smmlab.content.form_choice import choose_forms
from smmlab.decisions import Decision, Step
from smmlab.strategy.calendar import Slot, link_tags
from smmlab.strategy.document import plain
from smmlab.strategy.ideas import pillar_name, say_idea
from smmlab.strategy.material import Material
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.visual import CARE, SIZES
from smmlab.strategy.statements import Pen
from smmlab.texts import Words, message
from smmlab.texts.labels import label_of
from smmlab.utm_scheme import UtmScheme

_GOALS: Mapping[str, str] = MappingProxyType(
    {
        "instruction": message("People save it and come back to it: it shows that you know how."),
        "provocation": message(
            "People take a side in the comments, and a conversation starts on the page."
        ),
        "medal": message("Somebody is honoured and passes it on to their own people."),
        "laugh": message("People send it to a friend who does not know the page yet."),
    }
)
_TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "instruction": message(
            "Steps in the order in which they are done, a sentence each. End by asking people to "
            "save it."
        ),
        "provocation": message(
            "One opinion, stated plainly, and a question of two sides at the end. Insult nobody, "
            "and say nothing that you would not defend."
        ),
        "medal": message(
            "Name the person, with permission, and show by one small scene what they did."
        ),
        "laugh": message("Keep it short. The joke is on yourselves, never on a customer."),
    }
)
_MOVING = ("short", "story", "video")
_SATURDAY = 5


@dataclass(frozen=True)
class PostBrief:
    """One planned post as it is handed over; texts are in the language of the files.

    Parameters
    ----------
    number
        Place in the calendar, from 1.
    day, hour, timezone
        When it goes out, on the clock of ``timezone``.
    network, type, form
        Keys of the vocabularies; ``network`` is empty while nobody has decided.
    size
        Of the picture or video, in pixels; empty where the form has none.
    link
        Link with its tags; only the tags (``?utm_…``) while the site is not known.
    deadline
        Day by which text and picture are ready.
    done
        What to tick before the post counts as done.
    basis
        What type, form, time and deadline rest on.
    """

    number: int
    day: date
    hour: int
    timezone: str
    network: str
    type: str
    form: str
    pillar: str
    goal: str
    text: str
    manner: str
    visual: str
    size: str
    link: str
    deadline: date
    done: tuple[str, ...]
    basis: tuple[str, ...]


def brief_posts(
    slots: Sequence[Slot],
    *,
    words: Words,
    timezone: str,
    made_on: date,
    scheme: UtmScheme | None = None,
    decisions: Mapping[Step, Decision] | None = None,
    cells: pd.DataFrame | None = None,
    forms: pd.DataFrame | None = None,
    is_test: bool = False,
) -> tuple[PostBrief, ...]:
    """Return a brief for each post of the two detailed weeks.

    Parameters
    ----------
    slots
        The calendar, as `smmlab.strategy.calendar.plan_calendar` gives it.
    words
        Language of the briefs.
    timezone
        IANA zone of the hours.
    made_on
        Day of the strategy; no deadline lies before it.
    scheme
        For the link; the usual scheme where none is given.
    decisions
        Tell whether mix and times were decided or are defaults.
    cells
        Result of `smmlab.content.type_forms.cross_types_forms`, by which forms were chosen.
    forms
        Result of `smmlab.content.forms.compare_forms`, which decides where ``cells`` do not.
    is_test
        Whether the hours belong to a drawn test of two times.

    Examples
    --------
    >>> from smmlab.strategy.ideas import Idea
    >>> slot = Slot(date(2026, 11, 30), 9, "facebook", "laugh", "photo",
    ...             Idea("tea", "goods", "“{pillar}”: expectation and reality, side by side."))
    >>> [brief] = brief_posts([slot], words=Words("en"), timezone="Europe/Tallinn",
    ...                       made_on=date(2026, 11, 23))
    >>> brief.text, brief.deadline.isoformat()
    ('“tea”: expectation and reality, side by side.', '2026-11-27')
    """
    scheme = scheme or UtmScheme()
    pen, briefs = Pen(words), []
    chosen = choose_forms(
        cells,
        networks=list(dict.fromkeys(slot.network for slot in slots)),
        types=list(dict.fromkeys(slot.type for slot in slots)),
        among_all=forms,
    )
    chosen_for = {(row["network"], row["type"]): row for row in chosen.to_dict("records")}
    for number, slot in enumerate(_first_weeks(slots), start=1):
        link, deadline = _link(slot, scheme), _deadline(slot.day)
        briefs.append(
            PostBrief(
                number=number, day=slot.day, hour=slot.hour, timezone=timezone,
                network=slot.network, type=slot.type, form=slot.form,
                pillar=plain(pen.value(pillar_name(slot.idea.pillar, slot.idea.kind))),
                goal=words.say(_GOALS[slot.type]) if slot.type in _GOALS else "",
                text=plain(say_idea(pen, slot.idea)),
                manner=words.say(_TEXTS[slot.type]) if slot.type in _TEXTS else "",
                visual=words.say(CARE[slot.form]) if slot.form in CARE else "",
                size=_size(slot.form, words),
                link=link,
                deadline=max(deadline, made_on),
                done=_done(slot.form, words, has_link=bool(link)),
                basis=(
                    _basis_of_type(words, decisions or {}),
                    _basis_of_form(words, chosen_for[slot.network, slot.type], slot.form),
                    _basis_of_time(words, decisions or {}, is_test=is_test),
                    _basis_of_deadline(words, is_past=deadline < made_on),
                ),
            )
        )  # fmt: skip
    return tuple(briefs)


def briefs_of(material: Material) -> tuple[PostBrief, ...]:
    """Return the briefs of a client, from all that is known when the strategy is written."""
    return brief_posts(
        material.calendar,
        words=material.words,
        timezone=material.brief.timezone,
        made_on=material.made_on,
        scheme=material.scheme,
        decisions=material.decisions,
        cells=material.result("type_forms"),
        forms=material.result("forms"),
        is_test=material.slot_test is not None,
    )


def place_of(brief: PostBrief, words: Words) -> str:
    """Return network, type and form of a post in words."""
    named = (words.say(label_of(word)) for word in (brief.network, brief.type, brief.form) if word)
    return ", ".join(name for name in named if name)


def _first_weeks(slots: Sequence[Slot]) -> list[Slot]:
    if not slots:
        return []
    first = min(slot.day for slot in slots)
    weeks = timedelta(weeks=int(RULES["calendar_weeks"].value))
    end = first - timedelta(days=first.weekday()) + weeks
    return [slot for slot in slots if slot.day < end]


def _deadline(day: date) -> date:
    due = day - timedelta(days=int(RULES["brief_days"].value))
    # Nobody hands anything over at the weekend.
    return due - timedelta(days=max(0, due.weekday() - _SATURDAY + 1))


def _link(slot: Slot, scheme: UtmScheme) -> str:
    tags = urlencode(link_tags(slot, scheme))
    if not tags:
        return ""
    return f"https://{scheme.site}/?{tags}" if scheme.site else f"?{tags}"


def _size(form: str, words: Words) -> str:
    if form not in SIZES:
        return ""
    width, height = (int(RULES[name].value) for name in SIZES[form])
    return words.say("{width} × {height} pixels", width=str(width), height=str(height))


def _done(form: str, words: Words, *, has_link: bool) -> tuple[str, ...]:
    lines = [
        words.say("The first line says what it is about; somebody else has read the text once."),
    ]
    if form in SIZES:
        lines += [
            words.say("The picture or video has the size given, and a description in words."),
            words.say("Everybody who can be seen has agreed, children through their parents."),
        ]
    if form in _MOVING:
        lines.append(words.say("Subtitles are there, and it can be followed without sound."))
    if has_link:
        lines.append(words.say("The link has been opened on a telephone, with all of its tags."))
    lines += [
        words.say("The owner has seen it and agreed."),
        words.say("Somebody has the time to answer comments on the day it goes out."),
    ]
    return tuple(lines)


def _basis_of_type(words: Words, decisions: Mapping[Step, Decision]) -> str:
    if _is_decided(decisions.get("content")):
        return words.say("Type: by the mix that was decided.")
    return words.say("Type: by the default mix, which nobody has confirmed yet.")


def _basis_of_form(words: Words, chosen: Mapping[Any, Any], form: str) -> str:
    if chosen["basis"] == "better":
        return words.say("Form: it did clearly better for this type in own posts.")
    if form in chosen["first"]:
        return words.say("Form: it did clearly better among all own posts of this network.")
    return words.say("Form: a default, as no form is clearly better for this type.")


def _basis_of_time(words: Words, decisions: Mapping[Step, Decision], *, is_test: bool) -> str:
    if is_test:
        return words.say("Time: drawn for the test of two times, so keep to it.")
    if _is_decided(decisions.get("rhythm")):
        return words.say("Time: one of those that were decided.")
    return words.say("Time: a default to begin with.")


def _basis_of_deadline(words: Words, *, is_past: bool) -> str:
    if is_past:
        return words.say("Deadline: at once, because the usual one has passed already.")
    return words.say_many(
        "Deadline: {n} day before the post, never at a weekend; a convention of this method.",
        "Deadline: {n} days before the post, never at a weekend; a convention of this method.",
        n=RULES["brief_days"].value,
    )


def _is_decided(decision: Decision | None) -> bool:
    return decision is not None and decision.by != "default"
