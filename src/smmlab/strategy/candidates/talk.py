"""What could be told of talk: questions nobody answered, complaints, pages that are heard more."""

from collections.abc import Iterator, Mapping

from smmlab.asking import TOPIC_LABELS
from smmlab.findings import Finding
from smmlab.strategy.document import Span, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.statements import Name, Pen, Term
from smmlab.strategy.telling import Candidate, Told, effect_of_ratio, least, most, number
from smmlab.strategy.under_test import say_waits, waits
from smmlab.texts.labels import LABELS, NETWORK_NAMES

_ENOUGH_QUESTIONS = 20
_WELL_ANSWERED = 0.7


def of_talk(material: Material) -> Iterator[Candidate]:
    """Yield what could be told of the dialogue, of unhappy people and of rivals."""
    yield from _topic(material)
    yield from _unanswered(material)
    yield from _complaints(material)
    yield from _rival(material)


def _topic(material: Material) -> Iterator[Candidate]:
    labels: Mapping[str, str] = {str(key): label for key, label in TOPIC_LABELS.items()}
    asked = {
        topic: numbers["answered_share"]
        for topic, numbers in material.group("dialogue.topic").items()
        if topic in labels
        and number(numbers.get("answered_share")) is not None
        and (numbers["answered_share"].n or 0) >= _ENOUGH_QUESTIONS
    }
    if not asked:
        return
    topic = min(asked, key=lambda key: most(asked[key]))
    share, usual = asked[topic], material.finding("dialogue.questions.unanswered_share")
    if most(share) > _WELL_ANSWERED:
        return

    def write(pen: Pen) -> Told:
        return Told(
            pen.say(
                "Only {share} of the questions on one topic got an answer: {topic}.",
                share=share,
                topic=Term(labels[topic]),
            ),
            pen.say(
                "Of all questions {usual} stay without an answer, on this topic far more. Whoever "
                "asks is close to a decision.",
                usual=usual,
            )
            if usual is not None
            else pen.say("Whoever asks is close to a decision, and here nobody helps with it."),
            pen.say(
                "Write one answer to start from, and name the person who gives it every working "
                "day. The topic: {topic}.",
                topic=Term(labels[topic]),
            ),
        )

    rests_on = () if usual is None else (usual,)
    yield Candidate("dialogue", share, 1 - most(share), write, rests_on=rests_on, chart="replies")


def _unanswered(material: Material) -> Iterator[Candidate]:
    share = material.finding("dialogue.questions.unanswered_share")
    if share is None or not number(share):
        return

    def write(pen: Pen) -> Told:
        return Told(
            pen.say("{share} of the questions never got an answer.", share=share),
            pen.say(
                "A question is the cheapest enquiry there is: the person is there already and "
                "wants something."
            ),
            pen.say("Go through the open questions every working day, the oldest first."),
        )

    yield Candidate("dialogue", share, least(share), write, chart="replies")


def _complaints(material: Material) -> Iterator[Candidate]:
    share = material.finding("audience.need.complaint.share")
    change = material.finding("audience.need.complaint.change")
    if share is None or not number(share):
        return

    def write(pen: Pen) -> Told:
        return Told(
            pen.say(
                "{share} of the people who wrote used words about quality or complaints.",
                share=share,
            ),
            _direction(pen, change),
            pen.say(
                "Answer each complaint where everybody reads it: what happened, what you do about "
                "it, and by when."
            ),
        )

    yield Candidate("negativity", share, least(share), write, chart="needs")


def _direction(pen: Pen, change: Finding | None) -> Spans:
    if change is not None and change.high is not None and change.high < 0:
        return pen.say(
            "Of late it is less than before: the share changed by {change}. Check whether there "
            "was a single outburst before; after one the share falls by itself.",
            change=change,
        )
    if change is not None and change.low is not None and change.low > 0:
        return pen.say(
            "Of late it is more than before: the share changed by {change}. Look for what changed "
            "in the business at that time.",
            change=change,
        )
    return pen.say(
        "Whether it grows or shrinks, these files cannot tell; a complaint that is answered well "
        "can be read by everybody too."
    )


def _rival(material: Material) -> Iterator[Candidate]:
    for network in NETWORK_NAMES:
        own = [
            numbers["median"]
            for numbers in material.group(f"rivals.{network}.own").values()
            if number(numbers.get("median"))
        ]
        ahead = {
            page: numbers["median"]
            for page, numbers in material.group(f"rivals.{network}.page").items()
            if number(numbers.get("median"))
            and "verdict" in numbers
            and numbers["verdict"].value == "better"
        }
        # Two own pages on one network have no common middle post.
        if len(own) != 1 or not ahead:
            continue
        page = max(ahead, key=lambda name: effect_of_ratio(ahead[name], own[0]))
        yield _ahead(material, network, page, ahead[page], own[0])


def _ahead(
    material: Material, network: str, page: str, theirs: Finding, ours: Finding
) -> Candidate:
    space = _white_space(material, network)

    def write(pen: Pen) -> Told:
        return Told(
            pen.say(
                "{network}: responses to the middle post of {rival}: {theirs}, to ours: {ours}.",
                network=Term(NETWORK_NAMES[network]),
                rival=Name(page.replace("\u2024", ".")),
                theirs=theirs,
                ours=ours,
            ),
            pen.say(
                "Their posts draw more answers. How many followers they have is not known here, so "
                "a part of it may be size."
            ),
            _try(material, pen, network, space)
            if space is not None
            else pen.say(
                "Read the best posts of {rival} together, and take over the idea, never the words.",
                rival=Name(page.replace("\u2024", ".")),
            ),
        )

    rests_on = (ours,) if space is None else (ours, space[2])
    return Candidate(
        "rivals", theirs, effect_of_ratio(theirs, ours), write, n=theirs.n or 0,
        rests_on=rests_on, chart="rival_map",
    )  # fmt: skip


def _try(material: Material, pen: Pen, network: str, space: tuple[str, str, Finding]) -> Spans:
    kind, form, ratio = space
    said = pen.say(
        "Try what few rivals make and people like: {type}, form {form}. It draws {ratio} times the "
        "response of a rival's middle post.",
        type=Term(LABELS[kind]),
        form=Term(LABELS[form]),
        ratio=ratio,
    )
    return (*said, Span(" "), *say_waits(pen)) if waits(material, network, form, kind) else said


def _white_space(material: Material, network: str) -> tuple[str, str, Finding] | None:
    for key, numbers in material.group(f"rivals.{network}.white_space").items():
        kind, _, form = key.partition(".")
        ratio = numbers.get("ratio")
        if ratio is not None and number(ratio) and {kind, form} <= set(LABELS):
            return kind, form, ratio
    return None
