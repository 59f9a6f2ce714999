"""Rules for the designer: which sizes, what to see to in each form, and what is still missing."""

from collections.abc import Mapping
from types import MappingProxyType

from smmlab.strategy.document import Block, Bullets, DataTable, Paragraph, Span, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.rules import RULES
from smmlab.strategy.statements import Name, Pen, Several, Term
from smmlab.texts import message
from smmlab.texts.labels import label_of

SIZES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "photo": ("upright_width", "picture_height"),
        "carousel": ("upright_width", "picture_height"),
        "short": ("upright_width", "video_height"),
        "story": ("upright_width", "video_height"),
        "video": ("wide_width", "wide_height"),
        "link": ("link_width", "link_height"),
    }
)
CARE: Mapping[str, str] = MappingProxyType(
    {
        "photo": message("One subject, daylight, a face or hands at work; no text in the picture."),
        "carousel": message(
            "The first card asks or promises, each card holds one thought, the last one says what "
            "to do now."
        ),
        "short": message(
            "The first second shows what it is about; subtitles, because many watch without sound; "
            "nothing important at the upper and lower edge, where the network puts its buttons."
        ),
        "story": message("One thought, one thing to touch; keep the edges free for the buttons."),
        "video": message(
            "A cover picture with a face and few words; subtitles, and chapters where the network "
            "has them."
        ),
        "link": message("The picture of the page itself is shown: look at it before the link."),
        "poll": message("Two to four short answers, one of them to smile at."),
        "text": message("The first line carries it; a paragraph has one thought."),
    }
)


def visual_rules(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Return the sizes by form, what the files tell of forms, and what the client must give."""
    return (
        *_forms(material, pen),
        *_told(material, pen),
        Bullets(
            (
                pen.say(
                    "Letters stand out from what is behind them at least {contrast} to one, and a "
                    "picture can be read on a telephone at arm's length.",
                    contrast=RULES["text_contrast"],
                ),
                pen.say(
                    "Every picture gets a description for people who do not see it, in the "
                    "language of the post."
                ),
                pen.say(
                    "Own photographs come before bought ones. People in them have agreed, children "
                    "through their parents."
                ),
            )
        ),
        Paragraph(
            pen.say(
                "Colours, typefaces and the logo are the client's and stand neither in the files "
                "nor in the brief. What the designer still needs:"
            )
        ),
        Bullets(
            (
                pen.say("the logo as a file that can be enlarged, and on dark and light ground"),
                pen.say("two colours with their codes, one for ground and one for signs"),
                pen.say("one typeface that has all letters of the languages of the posts"),
                pen.say("photographs of the place, the goods and the people, with consent"),
            ),
            is_checklist=True,
        ),
    )


def _forms(material: Material, pen: Pen) -> tuple[Block, ...]:
    planned: dict[str, list[str]] = {}
    for slot in material.calendar:
        networks = planned.setdefault(slot.form, [])
        if slot.network and slot.network not in networks:
            networks.append(slot.network)
    if not planned:
        return ()
    rows = tuple(
        (
            pen.value(_word(form)),
            pen.value(Several(tuple(_word(one) for one in networks))) if networks
            else pen.say("not decided"),
            _size(pen, form),
            pen.value(Term(CARE[form])) if form in CARE else (Span("–"),),
        )
        for form, networks in planned.items()
    )  # fmt: skip
    header = (pen.say("Form"), pen.say("Network"), pen.say("Size, pixels"), pen.say("See to"))
    caption = pen.say("The forms of the calendar, and how they are made")
    return (DataTable(caption, header, rows, weights=(3, 3, 4, 9)),)


def _size(pen: Pen, form: str) -> Spans:
    if form not in SIZES:
        return (Span("–"),)
    width, height = (RULES[name] for name in SIZES[form])
    return pen.say("{width} × {height}", width=width, height=height)


def _told(material: Material, pen: Pen) -> tuple[Block, ...]:
    lines: list[Spans] = []
    for name, numbers in material.group("content.forms").items():
        network, _, form = name.partition(".")
        verdict = numbers.get("verdict")
        if verdict is None or verdict.value not in ("better", "worse"):
            continue
        said = pen.say(
            "{network}, {form}: {verdict} than the other forms; engagements or rate of the "
            "middle post: {median}.",
            network=_word(network), form=_word(form), verdict=verdict,
            median=Name("–") if numbers.get("median") is None else numbers["median"],
        )  # fmt: skip
        lines.append(said)
    if lines:
        return (Bullets(tuple(lines)),)
    if _is_told_elsewhere(material):
        return ()
    said = (
        pen.say("The files give no form an advantage: the designer follows the calendar.")
        if material.group("content.forms")
        else pen.say(
            "Which form does best is not known: there are no own posts with counts. The designer "
            "follows the calendar."
        )
    )
    return (Paragraph(said, "note"),)


def _is_told_elsewhere(material: Material) -> bool:
    """Tell whether reach or response sets a form apart elsewhere in the document."""
    effects = material.group("content.effects").items()
    verdicts = [
        *(numbers.get("verdict") for numbers in material.group("content.forms_reach").values()),
        *(numbers.get("verdict") for key, numbers in effects if ".form." in f"{key}."),
    ]
    return any(one is not None and one.value in ("better", "worse") for one in verdicts)


def _word(name: str) -> Term | Name:
    return Term(label_of(name)) if label_of(name) else Name(name)
