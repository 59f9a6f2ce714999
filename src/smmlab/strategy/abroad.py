"""An audience that lives elsewhere than the market of the brief."""

from smmlab.audience.group_words import group_name
from smmlab.audience.places import country_code
from smmlab.findings import Finding
from smmlab.strategy.document import Spans
from smmlab.strategy.material import Material
from smmlab.strategy.statements import Name, Pen, Term
from smmlab.strategy.telling import number
from smmlab.texts.labels import MARKET_NAMES

_WIDE = ("EU", "GLOBAL")  # markets that are no one country


def _largest(material: Material) -> tuple[str, Finding] | None:
    """Return the largest country of the audience and its share, where the market is another one."""
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
    return None if country_code(country) == home else (country, found)


def say_abroad(material: Material, pen: Pen) -> tuple[Spans, ...]:
    """Say that the audience and the brief name different countries; nothing where they agree."""
    abroad = _largest(material)
    if abroad is None:
        return ()
    country, share = abroad
    said = pen.say(
        "The largest country of the audience is {country} with {share}; the market of the brief "
        "is {market}. Settle first which of them is served.",
        country=Name(group_name("country", country, pen.words)),
        share=share,
        market=Term(MARKET_NAMES[material.brief.market]),
    )
    return (said,)
