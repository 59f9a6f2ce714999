"""An audience that lives elsewhere than the market of the brief."""

from dataclasses import dataclass

from smmlab.audience.group_words import group_name
from smmlab.audience.places import country_code
from smmlab.findings import Finding
from smmlab.strategy.document import Span, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.statements import Name, Pen, Term
from smmlab.strategy.telling import number
from smmlab.texts.labels import MARKET_NAMES

_WIDE = ("EU", "GLOBAL")  # markets that are no one country


@dataclass(frozen=True)
class Abroad:
    """The largest country of the audience with its share, and the market, which is another one."""

    country: Name
    share: Finding
    market: Term


def find_abroad(material: Material) -> Abroad | None:
    """Return the country that leads in the audience; None where the brief names the same one.

    The situation tells the finding, the asks ask the owner, and the list for Monday says what to
    correct.
    """
    market = material.brief.market
    if market in _WIDE:
        return None
    shares: list[tuple[float, str, Finding]] = []
    for key, numbers in material.group("audience.demographics").items():
        _, is_country, country = key.rpartition("country.")
        share = number(numbers.get("share"))
        if is_country and share is not None:
            # A one-dot leader stands for a dot inside a name, because dots divide a key.
            shares.append((share, country.replace("\u2024", "."), numbers["share"]))
    if not shares:
        return None
    _, country, found = max(shares, key=lambda one: one[0])
    home = "GB" if market == "UK" else market
    if country_code(country) == home:
        return None
    name = Name(group_name("country", country, material.words))
    return Abroad(name, found, Term(MARKET_NAMES[market]))


def ask_country(material: Material, pen: Pen) -> tuple[Spans, ...]:
    """Ask the owner which country comes first; nothing where the two are the same."""
    abroad = find_abroad(material)
    if abroad is None:
        return ()
    asked = pen.say(
        "Which country comes first: {market}, as in the brief, or {country}, which leads in the "
        "audience?",
        market=abroad.market,
        country=abroad.country,
    )
    # The share stands behind the mark: here the owner is asked, not told.
    return ((*asked, Span(" "), Span("", "finding", pen.ledger.mark(abroad.share))),)
