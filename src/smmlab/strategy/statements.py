"""Statements: a translatable template and named values that each know where they come from."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from string import Formatter
from typing import Literal

from smmlab.decisions import Decision
from smmlab.errors import StrategyError
from smmlab.findings import Finding
from smmlab.strategy.document import QUOTES, Kind, Span, Spans
from smmlab.strategy.rules import Rule
from smmlab.strategy.small_money import digits_of_money
from smmlab.texts import Words, clock, message
from smmlab.texts.labels import label_of

_DIGIT = re.compile(r"\d")
_LONGEST_QUOTE = 280
_ROUGH = "about "
_POINTS, _BARE_POINTS = "share difference", "bare share difference"
_MASKS = (message("[phone]"), message("[e-mail]"))
_SIMULATED = ("money.scenario.", "money.audiences.", "money.leads.")  # no draw knows the cents


@dataclass(frozen=True)
class Part:
    """One more number of a finding: its interval, its count or its base."""

    finding: Finding
    part: Literal["low", "high", "n", "numerator", "denominator"]


@dataclass(frozen=True)
class Spread:
    """A finding with its interval behind it, under one mark; the bare value where it has none."""

    finding: Finding


@dataclass(frozen=True)
class Choice:
    """A value chosen in a decision."""

    decision: Decision
    value: object
    unit: str = ""


@dataclass(frozen=True)
class FromBrief:
    """A value the client gave in the brief."""

    value: object
    unit: str = ""


@dataclass(frozen=True)
class Quote:
    """Words of other people: never trusted, shown letter by letter."""

    text: str


@dataclass(frozen=True)
class Name:
    """A file, tag, page or measure as it is spelled in the data: never trusted."""

    text: str


@dataclass(frozen=True)
class Term:
    """A word of ours, looked up in the catalogue; it may hold no digit.

    ``inside`` a sentence a title begins with a small letter.
    """

    template: str
    inside: bool = False


@dataclass(frozen=True)
class Day:
    """A day or a time of the calendar."""

    text: str


One = Finding | Part | Spread | Choice | FromBrief | Rule | Quote | Name | Term | Day


@dataclass(frozen=True)
class Several:
    """Values one after the other, with commas between them: in a cell, or in apposition."""

    values: tuple[One, ...]


@dataclass(frozen=True)
class Listed:
    """Values that a sentence lists, the last after “and”."""

    values: tuple[One, ...]


Value = One | Several | Listed


class Ledger:
    """Everything a document has leaned on, each with a short mark, in order of first use.

    Examples
    --------
    >>> from smmlab.strategy.rules import RULES
    >>> ledger = Ledger()
    >>> ledger.mark(Finding("audience.people", 64, "people")), ledger.mark(RULES["review_days"])
    ('e1', 'r1')
    """

    def __init__(self) -> None:
        self.findings: dict[str, Finding] = {}
        self.decisions: dict[str, Decision] = {}
        self.rules: dict[str, Rule] = {}
        self._marks: dict[str, str] = {}

    def mark(self, ground: Finding | Decision | Rule) -> str:
        """Return the mark of a finding, a decision or a rule, giving a new one when needed."""
        match ground:
            case Finding(key=key):
                if self.findings.setdefault(key, ground) != ground:
                    raise StrategyError(
                        message("Two different findings are called {key}. Rename one of them."),
                        {"key": key},
                    )
                return self._numbered("e", key, len(self.findings))
            case Decision(step=step):
                self.decisions.setdefault(step, ground)
                return self._numbered("d", step, len(self.decisions))
            case Rule(key=key):
                self.rules.setdefault(key, ground)
                return self._numbered("r", key, len(self.rules))

    def _numbered(self, letter: str, key: str, count: int) -> str:
        return self._marks.setdefault(f"{letter}:{key}", f"{letter}{count}")


class Pen:
    """Writes statements in one language and books what they lean on.

    Examples
    --------
    >>> pen = Pen(Words("en"))
    >>> spans = pen.say("The page has {people} active people.",
    ...                 people=Finding("audience.people", 1064, "people"))
    >>> [(span.text, span.mark) for span in spans]
    [('The page has ', None), ('1,064', 'e1'), (' active people.', None)]
    >>> pen.say("We post 3 times.")
    Traceback (most recent call last):
    smmlab.errors.StrategyError: A number stands in the text “We post 3 times.” without a finding...
    """

    def __init__(self, words: Words, ledger: Ledger | None = None) -> None:
        self.words = words
        self.ledger = ledger or Ledger()

    def say(self, template: str, **values: Value) -> Spans:
        """Return a statement as spans: our words, and every value with its origin."""
        return self._fill(self.words.say(template), values)

    def say_many(self, one: str, many: str, *, n: Value, **values: Value) -> Spans:
        """Return a statement by the plural rule of the language; ``{n}`` is the counted value."""
        named: dict[str, object] = {name: "{" + name + "}" for name in values}
        # The count picks the form; its digits must come from the value, so a mark stands in.
        count = _count(n)
        template = self.words.say_many(one, many, n=count, **named)
        shown = self.words.number(count)
        return self._fill(template.replace(shown, "{n}", 1), {**values, "n": n})

    def value(self, value: Value) -> Spans:
        """Return one value alone, as a cell of a table shows it."""
        return self._fill("{value}", {"value": value})

    def mentioned(self, found: Finding) -> Spans:
        """Return how a finding was made, or why it is unknown, in the words of its analysis."""
        return (Span(self.words.say(found.method), "finding", self.ledger.mark(found)),)

    def _fill(self, template: str, values: Mapping[str, Value]) -> Spans:
        spans: list[Span] = []
        for literal, name, _spec, _conversion in Formatter().parse(template):
            if _DIGIT.search(literal):
                raise StrategyError(
                    message(
                        "A number stands in the text “{text}” without a finding behind it. "
                        "Give it as a named value."
                    ),
                    {"text": template},
                )
            if literal:
                spans.append(Span(literal))
            if name is None:
                continue
            if name not in values:
                raise StrategyError(
                    message("The text “{text}” asks for {name}, which was not given."),
                    {"text": template, "name": name},
                )
            value = values[name]
            many = value.values if isinstance(value, (Several, Listed)) else (value,)
            between = self._between(len(many), is_listed=isinstance(value, Listed))
            for joint, one in zip(between, many, strict=True):
                spans.extend((Span(joint),) if joint else ())
                spans.extend(self._quoted(one) if isinstance(one, Quote) else (self._span(one),))
        return tuple(spans)

    def _between(self, count: int, *, is_listed: bool) -> list[str]:
        """Return what stands before each of so many values."""
        if not is_listed:
            return ["", *(count - 1) * [", "]][:count]
        return self.words.listed(count * ["\0"]).split("\0")[:count]

    def _quoted(self, quote: Quote) -> Spans:
        opening, closing = QUOTES[self.words.language]
        return (Span(opening), self._span(quote), Span(closing))

    def _span(self, value: One) -> Span:  # noqa: PLR0911 - one line for each kind of value
        match value:
            case Finding(unit=unit, value=float(found)) if unit == _POINTS:
                # A sentence has room for the words that a table shortens.
                said = self.words.say_many(
                    "{n} percentage point", "{n} percentage points", n=found * 100
                )
                return Span(said, "finding", self.ledger.mark(value))
            case Finding():
                number = _plausible(value, value.value)
                return self._marked(value, number, shown_unit(value), "finding")
            case Part(finding, part):
                is_count = part in ("n", "numerator", "denominator")
                unit = "count" if is_count else shown_unit(finding)
                number = _plausible(finding, getattr(finding, part))
                return self._marked(finding, number, unit, "finding")
            case Spread(finding):
                return self._spread(finding)
            case Choice(decision, chosen, unit):
                return self._marked(decision, chosen, unit, "choice")
            case Rule():
                return self._marked(value, value.value, value.unit, "rule")
            case FromBrief(str(given), ""):
                # A shop named Medal sells no medals: what the client wrote is never a term of ours.
                return Span(given, "brief")
            case FromBrief(given, unit):
                return Span(self.show(given, unit), "brief")
            case Quote(text):
                return Span(_shortened(self._masks(text)), "quote")
            case Name(text):
                return Span(_shortened(text), "name")
            case Day(text):
                return Span(text, "date")
            case Term(template, inside):
                said = self.words.say(template) if template else ""
                said = said[:1].lower() + said[1:] if inside else said
                return self._fill(said, {})[0] if said else Span("")

    def _masks(self, text: str) -> str:
        """Say what import hid in the words of others in the language of the document."""
        for mask in _MASKS:
            text = text.replace(mask, self.words.say(mask))
        return text

    def _spread(self, finding: Finding) -> Span:
        if finding.low is None or finding.high is None or finding.status == "unknown":
            return self._span(finding)
        unit = shown_unit(finding)
        ends = _BARE_POINTS if unit == _POINTS else unit
        said = self.words.say(
            "{value} ({low} to {high})",
            value=self.show(_plausible(finding, finding.value), unit),
            low=self.show(_plausible(finding, finding.low), ends),
            high=self.show(_plausible(finding, finding.high), ends),
        )
        # One mark is enough for the value and its interval.
        return Span(said, "finding", self.ledger.mark(finding))

    def _marked(
        self, ground: Finding | Decision | Rule, value: object, unit: str, kind: Kind
    ) -> Span:
        return Span(self.show(value, unit), kind, self.ledger.mark(ground))

    def show(self, value: object, unit: str = "") -> str:
        """Write a value in its unit, in the language of the document.

        Examples
        --------
        >>> pen = Pen(Words("en"))
        >>> pen.show(0.125, "share"), pen.show(12.5, "EUR"), pen.show(9, "hour"), pen.show(None)
        ('12.5%', '€12.50', '09:00', 'unknown')
        """
        if value is None or (isinstance(value, float) and not math.isfinite(value)):
            return self.words.say("unknown")
        if unit == "person":
            # Whoever is called Mark is no mark: a name stays as it was written.
            return str(value)
        if unit == "date" and isinstance(value, str):
            value = _as_day(value)
        if isinstance(value, date):
            return self.words.date(value)
        if isinstance(value, (bool, str)) or not isinstance(value, (int, float)):
            return self.words.say(label_of(str(value)) or str(value))
        return self._number(float(value), unit)

    def _number(self, value: float, unit: str) -> str:
        words = self.words
        if unit in ("share", "rate", "probability", "share 0-1"):
            return words.chance(value) if unit == "probability" else words.percent(value)
        if unit == _POINTS:
            return words.say("{n} pp", n=words.number(value * 100))
        if unit == _BARE_POINTS:
            return words.number(value * 100)
        how, _, currency = unit.rpartition(" ")
        if len(currency) == 3 and currency.isupper() and currency.isalpha():
            digits = int(how) if how.isdigit() else 2
            return words.money(value, currency, is_rough=unit.startswith(_ROUGH), digits=digits)
        whole: dict[str, Callable[[int], str]] = {
            "hour": clock,
            "hour of day": clock,
            "weekday": words.weekday,
            "year": str,
            "px": str,
        }
        if unit in whole:
            return whole[unit](int(value))
        return words.number(value, digits=_digits(value, unit))


def shown_unit(finding: Finding) -> str:
    """Return the unit of a finding; simulated money has no cents from ten on, small sums more.

    Examples
    --------
    >>> pen, unit = Pen(Words("en")), "EUR"
    >>> guess = Finding("money.scenario.ads.income", -1200.0, unit, status="estimated")
    >>> pen.show(guess.value, shown_unit(guess)), pen.show(1200.0, unit)
    ('−€1,200', '€1,200.00')
    """
    is_money = len(finding.unit) == 3 and finding.unit.isupper()
    is_rough = is_money and finding.key.startswith(_SIMULATED)
    digits = digits_of_money(finding) if is_money and not is_rough else 2
    fine = f"{digits} {finding.unit}" if digits > 2 else finding.unit
    return f"{_ROUGH}{finding.unit}" if is_rough else fine


def _plausible(finding: Finding, value: object) -> object:
    # An estimate of people is not known to the last head; the appendix keeps every digit.
    if finding.status == "estimated" and finding.unit == "people" and isinstance(value, float):
        return float(f"{value:.3g}")
    return value


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_QUOTE else flat[:_LONGEST_QUOTE].rstrip() + "…"


def _as_day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _digits(value: float, unit: str) -> int:
    if unit == "ratio" and 0.1 <= abs(value) < 2:
        # A multiple is read to the hundredth, on either side of one.
        return 2
    if abs(value) >= 1:
        return 0 if abs(value) >= 100 else 1
    return 2 if abs(value) >= 0.1 else 3


def _count(value: Value) -> float:
    """Return the number that a noun agrees with: what is shown, and a half for any fraction."""
    match value:
        case Finding(value=found):
            number, unit = _plausible(value, found), value.unit
        case Part(finding, part):
            number, unit = _plausible(finding, getattr(finding, part)), finding.unit
        case FromBrief(found, unit) | Choice(value=found, unit=unit):
            number = found
        case Rule(value=found, unit=unit):
            number = found
        case _:
            return 0
    if not isinstance(number, (int, float)) or not math.isfinite(number):
        return 0
    shown = float(round(Decimal(str(number)), _digits(number, unit)))
    return shown if shown.is_integer() else math.floor(shown) + 0.5
