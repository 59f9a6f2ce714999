"""What could be told of posts: what draws response, what reaches people, what nobody answers."""

from collections.abc import Iterator, Mapping

from smmlab.content.effect_rows import VAGUE_LEVELS
from smmlab.content.effect_words import level_label
from smmlab.findings import Finding
from smmlab.strategy.document import Span, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.statements import Part, Pen, Term
from smmlab.strategy.telling import Candidate, Told, effect_of_ratio, least, most, number
from smmlab.strategy.under_test import say_waits, waits
from smmlab.texts.labels import LABELS, NETWORK_NAMES

_TOLD_FACTORS = ("type", "form", "stops_the_thumb", "sells", "face", "tone")
_ENOUGH_POSTS = 10
_MANY_POSTS = 30
_SILENT_HALF = 0.5
_ENOUGH_ORDERS = 10


def of_posts(material: Material) -> Iterator[Candidate]:
    """Yield what could be told of the content."""
    yield from _stands_out(material)
    yield from _reach(material)
    yield from _without_response(material)
    yield from _sells(material)


def _stands_out(material: Material) -> Iterator[Candidate]:
    table = getattr(material.result("effects"), "table", None)
    for key, numbers in material.group("content.effects").items():
        verdict, ratio = numbers.get("verdict"), numbers.get("rate_ratio")
        network, _, rest = key.partition(".")
        factor, _, level = rest.partition(".")
        label = level_label(factor, level)
        if (
            verdict is None or ratio is None or verdict.value not in ("better", "worse")
            or factor not in _TOLD_FACTORS or level in VAGUE_LEVELS or not label
            or network not in NETWORK_NAMES or number(ratio) is None
        ):  # fmt: skip
            continue
        against = ""
        if table is not None:
            mine = table[(table["network"] == network) & (table["factor"] == factor)]
            against = level_label(factor, str(mine["reference"].iloc[0])) if len(mine) else ""
        if not against:
            continue
        is_better = verdict.value == "better"
        effect = 1 - 1 / least(ratio) if is_better and least(ratio) > 0 else 1 - most(ratio)

        def write(
            pen: Pen,
            *,
            network: str = network,
            label: str = label,
            against: str = against,
            ratio: Finding = ratio,
            is_better: bool = is_better,
        ) -> Told:
            return Told(
                pen.say(
                    "{network}: “{level}” draws {ratio} times the response of “{reference}”.",
                    network=Term(NETWORK_NAMES[network]),
                    level=Term(label),
                    ratio=ratio,
                    reference=Term(against),
                ),
                pen.say(
                    "The other traits of the posts were held equal. It is an association: only a "
                    "test in a drawn order shows whether this is the cause."
                ),
                pen.say(
                    "{network}: plan one post more each week of this kind: “{level}”. Tell the "
                    "best ones again in another form.",
                    network=Term(NETWORK_NAMES[network]),
                    level=Term(label),
                )
                if is_better
                else pen.say(
                    "{network}: plan fewer posts of this kind: “{level}”. Or change one thing in "
                    "them at a time, and look again.",
                    network=Term(NETWORK_NAMES[network]),
                    level=Term(label),
                ),
            )

        yield Candidate("content", ratio, max(0.0, effect), write, chart="effects")


def forms_by_reach(material: Material) -> Iterator[tuple[str, str, str, Finding, Finding]]:
    """Yield network, form with most reach, the usual other form, and the reach of both."""
    by_network: dict[str, dict[str, Finding]] = {}
    for key, numbers in material.group("content.forms_reach").items():
        network, _, form = key.partition(".")
        median = numbers.get("median")
        is_named = network in NETWORK_NAMES and form in LABELS
        if is_named and median is not None and number(median) and (median.n or 0) >= _ENOUGH_POSTS:
            by_network.setdefault(network, {})[form] = median
    for network, forms in by_network.items():
        if len(forms) < 2:
            continue
        best = max(forms, key=lambda form: number(forms[form]) or 0)
        usual = max((form for form in forms if form != best), key=lambda form: forms[form].n or 0)
        yield network, best, usual, forms[best], forms[usual]


def _reach(material: Material) -> Iterator[Candidate]:
    for network, best, usual, more, less in forms_by_reach(material):

        def write(
            pen: Pen,
            *,
            network: str = network,
            best: str = best,
            usual: str = usual,
            more: Finding = more,
            less: Finding = less,
        ) -> Told:
            return Told(
                pen.say(
                    "{network}: people whom the middle post reaches: {more} in the form "
                    "“{form}”, {less} in the form “{other}”.",
                    network=Term(NETWORK_NAMES[network]),
                    form=Term(LABELS[best]),
                    more=more,
                    other=Term(LABELS[usual]),
                    less=less,
                ),
                pen.say(
                    "Reach decides how many can answer at all; what they do then is another "
                    "question. Own posts compared: {more} and {less}.",
                    more=Part(more, "n"),
                    less=Part(less, "n"),
                ),
                _newcomers_see(material, pen, network, best),
            )

        yield Candidate(
            "content", more, effect_of_ratio(more, less), write,
            n=min(more.n or 0, less.n or 0), rests_on=(less,),
        )  # fmt: skip


def _newcomers_see(material: Material, pen: Pen, network: str, form: str) -> Spans:
    said = pen.say(
        "{network}: what newcomers should see first goes out in the form “{form}”; the others "
        "serve those who know us.",
        network=Term(NETWORK_NAMES[network]),
        form=Term(LABELS[form]),
    )
    return (*said, Span(" "), *say_waits(pen)) if waits(material, network, form) else said


def forms_without_response(material: Material) -> Iterator[tuple[str, str, Finding]]:
    """Yield network, form and median of the forms of which at least half drew nothing."""
    for key, numbers in material.group("content.forms").items():
        network, _, form = key.partition(".")
        median = numbers.get("median")
        if median is None or network not in NETWORK_NAMES or form not in LABELS:
            continue
        if number(median) == 0 and (median.n or 0) >= _MANY_POSTS:
            yield network, form, median


def say_without_response(pen: Pen, network: str, form: str) -> Spans:
    """Say that at least half of the posts of a form drew nothing."""
    return pen.say(
        "{network}: at least half of the posts of the form “{form}” drew no response at all.",
        network=Term(NETWORK_NAMES[network]),
        form=Term(LABELS[form]),
    )


def _without_response(material: Material) -> Iterator[Candidate]:
    for network, form, median in forms_without_response(material):

        def write(
            pen: Pen, *, network: str = network, form: str = form, median: Finding = median
        ) -> Told:
            return Told(
                say_without_response(pen, network, form),
                pen.say(
                    "Nobody reacted, commented, shared or saved; looked at were {posts} such "
                    "posts. More of the same will not change it.",
                    posts=Part(median, "n"),
                ),
                pen.say(
                    "{network}: publish half as many posts of the form “{form}”, and put the time "
                    "into posts that ask something and show a person.",
                    network=Term(NETWORK_NAMES[network]),
                    form=Term(LABELS[form]),
                ),
            )

        # The chart of forms compares by the median, and of nothing there is no multiple: no chart.
        yield Candidate("content", median, _SILENT_HALF, write)


def _sells(material: Material) -> Iterator[Candidate]:
    rates: Mapping[str, Finding] = {
        key: numbers["conversion_rate"]
        for key, numbers in material.group("money.funnel.content_type").items()
        if key in LABELS
        and number(numbers.get("conversion_rate"))
        and (number(numbers.get("orders")) or 0) >= _ENOUGH_ORDERS
    }
    if len(rates) < 2:
        return
    best = max(rates, key=lambda key: number(rates[key]) or 0)
    last = min(rates, key=lambda key: number(rates[key]) or 0)
    more, less = rates[best], rates[last]

    def write(pen: Pen) -> Told:
        return Told(
            pen.say(
                "Visits that end in an order: {more} after posts of the type “{best}”, {less} "
                "after “{last}”.",
                more=more,
                best=Term(LABELS[best]),
                less=less,
                last=Term(LABELS[last]),
            ),
            pen.say(
                "What is passed on and what sells are two things: each type has its own task. "
                "Counted are only visits and orders with tags."
            ),
            pen.say(
                "Put the offer and the link into posts of the type “{best}”; those of the type "
                "“{last}” bring new people and need no link.",
                best=Term(LABELS[best]),
                last=Term(LABELS[last]),
            ),
        )

    yield Candidate(
        "content", more, effect_of_ratio(more, less), write,
        n=min(more.n or 0, less.n or 0), rests_on=(less,),
    )  # fmt: skip
