"""What could be told of days and hours: too much, too little, and when people are there."""

from collections.abc import Iterator

from smmlab.content.posting_load import A_POST_A_DAY, is_crowded
from smmlab.findings import Finding
from smmlab.strategy.document import Spans
from smmlab.strategy.material import Material
from smmlab.strategy.rules import RULES
from smmlab.strategy.statements import Choice, Pen, Term
from smmlab.strategy.tables import page_of
from smmlab.strategy.telling import Candidate, Told, most, number
from smmlab.texts.labels import NETWORK_NAMES

_A_MONTH = 30.0
_ENOUGH_POSTS = 20
_LONG_LIFE = 0.6
# A time stands out or it does not: the verdict has no size of its own (judgement).
_OF_A_VERDICT, _OF_BEING_THERE = 0.3, 0.2


def of_days(material: Material) -> Iterator[Candidate]:
    """Yield what could be told of the rhythm."""
    crowded = {page: (rate, reach) for page, rate, reach in pages_seen_by_few(material)}
    for page, numbers in material.group("content.rhythm").items():
        rate, gap = numbers.get("posts_per_week"), numbers.get("longest_gap_days")
        if rate is None or number(rate) is None or (rate.n or 0) < _ENOUGH_POSTS:
            continue
        if page in crowded:
            yield _much(material, page, *crowded[page])
        elif gap is not None and (number(gap) or 0) > RULES["silent_days"].value:
            yield _silence(page, gap, rate.n)
    yield from _life(material)
    yield from _hour(material)
    yield from _there(material)


def pages_seen_by_few(material: Material) -> Iterator[tuple[str, Finding, Finding]]:
    """Yield page, posts a week and reach where more than a post a day finds few readers."""
    for page, numbers in material.group("content.rhythm").items():
        rate, network = numbers.get("posts_per_week"), page.partition(".")[0]
        reach = material.finding(f"content.engagement.{network}.reach_median")
        if rate is not None and reach is not None and is_crowded(rate, reach):
            yield page, rate, reach


def say_seen_by_few(pen: Pen, page: str, rate: Finding, reach: Finding) -> Spans:
    """Say how much a page publishes, and for how few."""
    return pen.say_many(
        "Posts a week on {page}: {rate}. Half of them reach {n} person at the most.",
        "Posts a week on {page}: {rate}. Half of them reach {n} people at the most.",
        page=page_of(page),
        rate=rate,
        n=reach,
    )


def _much(material: Material, page: str, rate: Finding, reach: Finding) -> Candidate:
    planned = material.chosen("rhythm", "posts_per_week")

    def write(pen: Pen) -> Told:
        return Told(
            say_seen_by_few(pen, page, rate, reach),
            pen.say(
                "The work goes into number, not into being seen. That fewer posts would reach more "
                "people each is likely, but nobody has measured it here."
            ),
            _fewer(pen, page, planned)
            if isinstance(planned.value, int) and planned.value <= A_POST_A_DAY
            else _half(pen, page, planned),
        )

    effect = 1 - A_POST_A_DAY / (number(rate) or A_POST_A_DAY)
    return Candidate("rhythm", rate, effect, write, rests_on=(reach,), chart="rhythm")


def _fewer(pen: Pen, page: str, planned: Choice) -> Spans:
    return pen.say_many(
        "{page}: publish no more than {n} post a week for a month, each with a question or a use, "
        "and compare the reach.",
        "{page}: publish no more than {n} posts a week for a month, each with a question or a use, "
        "and compare the reach.",
        n=planned,
        page=page_of(page),
    )


def _half(pen: Pen, page: str, planned: Choice) -> Spans:
    # A plan of more than a post a day is somebody's decision: it is not repeated as our advice.
    return pen.say_many(
        "{page}: publish half as many posts for a month, each with a question or a use, and "
        "compare the reach. The plan has {n} post a week: look at that decision again.",
        "{page}: publish half as many posts for a month, each with a question or a use, and "
        "compare the reach. The plan has {n} posts a week: look at that decision again.",
        n=planned,
        page=page_of(page),
    )


def _silence(page: str, gap: Finding, posts: int | None) -> Candidate:
    def write(pen: Pen) -> Told:
        return Told(
            pen.say_many(
                "{page}: nothing was published for {n} day at a stretch.",
                "{page}: nothing was published for {n} days at a stretch.",
                n=gap,
                page=page_of(page),
            ),
            pen.say(
                "Whoever looked in during that time found nothing new, and nobody knows how many "
                "of them looked in for the last time."
            ),
            pen.say("Keep two finished posts in store for the weeks in which nobody has time."),
        )

    effect = min(1.0, ((number(gap) or 0) - RULES["silent_days"].value) / _A_MONTH)
    return Candidate("rhythm", gap, effect, write, n=posts, chart="rhythm")


def _life(material: Material) -> Iterator[Candidate]:
    for network in NETWORK_NAMES:
        share = material.finding(f"content.lifetime.{network}.share_72h")
        if share is None or number(share) is None or most(share) > _LONG_LIFE:
            continue

        def write(pen: Pen, *, network: str = network, share: Finding = share) -> Told:
            return Told(
                pen.say_many(
                    "{network}: in its first {n} day a post gets only {share} of its response.",
                    "{network}: in its first {n} days a post gets only {share} of its response.",
                    network=Term(NETWORK_NAMES[network]),
                    n=RULES["post_working_days"],
                    share=share,
                ),
                pen.say(
                    "Posts live longer here than is usually said: most of the talk comes later."
                ),
                pen.say(
                    "Look after a post for a week: answer late comments, and bring a good post up "
                    "again instead of writing a new one in haste."
                ),
            )

        yield Candidate("rhythm", share, 1 - most(share), write, chart="lifetime")


def _hour(material: Material) -> Iterator[Candidate]:
    hour = material.finding("content.timing.hour")
    if hour is None or number(hour) is None:
        return

    def write(pen: Pen) -> Told:
        return Told(
            pen.say("One hour stands out: posts of {hour} draw the most response.", hour=hour),
            pen.say(
                "The difference is larger than chance makes it, but what was published at that "
                "hour may have been better as well."
            ),
            pen.say(
                "Put the best post of the week at {hour}, and try another hour beside it.",
                hour=hour,
            ),
        )

    yield Candidate("rhythm", hour, _OF_A_VERDICT, write, chart="timing")


def _there(material: Material) -> Iterator[Candidate]:
    busy = material.finding("audience.hours.busy")
    if busy is None or not busy.value:
        return

    def write(pen: Pen) -> Told:
        return Told(
            pen.say("People are there above all at these hours: {hours}.", hours=busy),
            pen.say(
                "That people are there does not prove that a post does better then; it shows when "
                "a quick answer meets somebody."
            ),
            pen.say(
                "Somebody answers first when people are there: {hours}. The rest of the day can "
                "wait.",
                hours=busy,
            ),
        )

    yield Candidate("rhythm", busy, _OF_BEING_THERE, write, chart="hours")
