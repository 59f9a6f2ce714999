"""Many idle followers or few active ones: who earns more, and how many are active here."""

from collections.abc import Iterable

from smmlab.findings import Finding
from smmlab.money.active_share import VERDICTS
from smmlab.money.benchmarks import cited_figures
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, Bullets, Heading, Paragraph, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.rules import RULES
from smmlab.strategy.statements import Name, Part, Pen, Term
from smmlab.strategy.tables import findings_table
from smmlab.texts import message
from smmlab.texts.labels import LABELS

_AUDIENCES = "money.audiences"
_MAIL = "idle.mail.mailchimp"
_READ = message("A public figure, read as its source tells it.")
_AT_OWN_RATES = message(
    "Compared are {size} followers of whom {some} are active, and {small} of whom {active} "
    "are, at this client's own rates."
)
_AT_BORROWED_RATES = message(
    "Compared are {size} followers of whom {some} are active, and {small} of whom {active} are. "
    "What they earn rests in good part on public figures and assumptions."
)


def idle_or_active(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Write the comparison of the two audiences; nothing where it was not made."""
    compared = material.result("active_share")
    table = findings_table(
        material, pen, _AUDIENCES,
        pen.say("A large idle audience and a small active one, earned a month before all costs"),
        pen.say("Way to earn"), columns=("many", "few", "p_few", "to_active_share", "to_size"),
    )  # fmt: skip
    if table is None or compared is None:
        return ()
    (size, some), (small, active) = compared.many, compared.few
    is_own = _is_own(material, compared.table["model"])
    who = pen.say(
        _AT_OWN_RATES if is_own else _AT_BORROWED_RATES,
        size=_told("many.followers", size), some=_told("many.active", some),
        small=_told("few.followers", small), active=_told("few.active", active),
    )  # fmt: skip
    verdicts = tuple(
        pen.say(
            "{model}: {verdict}.",
            model=Term(LABELS[row["model"]]),
            verdict=Term(VERDICTS[row["verdict"]]),
        )
        for row in compared.table.to_dict("records")
    )
    return (
        Heading(pen.say("Many idle followers or few active ones")),
        *_own_audience(material, pen),
        Paragraph(who),
        Bullets(verdicts),
        table,
        *charts_of(material, pen, "active_share"),
        *_break_even(material, pen),
    )


def _is_own(material: Material, models: Iterable[str]) -> bool:
    """Tell whether what the models earn rests mostly on the client's own figures."""
    borrowed = [material.finding(f"money.scenario.{model}.borrowed_share") for model in models]
    limit = RULES["scenario_borrowed"].value
    return all(one is not None and float(one.value or 0) <= limit for one in borrowed)


def _own_audience(material: Material, pen: Pen) -> tuple[Block, ...]:
    followers, active = (
        material.finding(f"money.audience.{name}") for name in ("followers", "active")
    )
    if followers is None or active is None:
        return ()
    if not material.result("active_share").is_active_known:
        return (Paragraph(_usual_part(pen, followers, active)),)
    if followers.status == "measured":
        said = pen.say(
            "Followers today: {followers}, active people among them: {active}.",
            active=active,
            followers=followers,
        )
        return (Paragraph(said),)
    said = pen.say_many(
        "People who wrote or reacted within {n} day: {active}; the others have fallen silent. "
        "How many follow the pages no file says; by the reach of the posts it is something like "
        "{low} to {high}.",
        "People who wrote or reacted within {n} days: {active}; the others have fallen silent. "
        "How many follow the pages no file says; by the reach of the posts it is something like "
        "{low} to {high}.",
        n=RULES["active_days"],
        active=active,
        low=Part(followers, "low"),
        high=Part(followers, "high"),
    )
    return (Paragraph(said),)


def _usual_part(pen: Pen, followers: Finding, active: Finding) -> Spans:
    """Say how many may be active where no file names them."""
    days = RULES["active_days"]
    if followers.status == "measured":
        return pen.say_many(
            "Followers today: {followers}. No file says how many of them wrote or reacted of late; "
            "with the usual share of active people about {active} were active within {n} day.",
            "Followers today: {followers}. No file says how many of them wrote or reacted of late; "
            "with the usual share of active people about {active} were active within {n} days.",
            n=days, followers=followers, active=active,
        )  # fmt: skip
    return pen.say_many(
        "No file says how many follow the pages, nor how many of them wrote or reacted of late. By "
        "the reach of the posts the followers are something like {low} to {high}; with the usual "
        "share of active people about {active} of them were active within {n} day.",
        "No file says how many follow the pages, nor how many of them wrote or reacted of late. By "
        "the reach of the posts the followers are something like {low} to {high}; with the usual "
        "share of active people about {active} of them were active within {n} days.",
        n=days, active=active, low=Part(followers, "low"), high=Part(followers, "high"),
    )  # fmt: skip


def _break_even(material: Material, pen: Pen) -> tuple[Block, ...]:
    found = next(
        (
            numbers["break_even"]
            for numbers in material.group(_AUDIENCES).values()
            if "break_even" in numbers
        ),
        None,
    )
    if found is None:
        return ()
    row = cited_figures().set_index("figure_id").loc[_MAIL]
    mail = Finding("money.public.idle_worth", float(row["value"]), "share", status="estimated",
                   method=_READ)  # fmt: skip
    said = pen.say(
        "The few earn more only where an idle follower brings less than {worth} of what an active "
        "one brings. Nobody has measured that for a network. In mailing lists of shops it was "
        "{mail} ({source}), but mail reaches the idle, and posts mostly do not. Advertising is "
        "paid by how often posts are shown, so there size counts.",
        worth=found,
        mail=mail,
        source=Name(str(row["publisher"])),
    )
    return (Paragraph(said, "note"),)


def _told(name: str, number: int) -> Finding:
    method = message("The two audiences that the saying compares.")
    return Finding(f"money.saying.{name}", number, "people", status="estimated", method=method)
