"""The sheet on which sellers are counted by hand: one printed page."""

from pathlib import Path
from typing import TYPE_CHECKING

from smmlab.disk import replace_file
from smmlab.networks.evidence import load_evidence
from smmlab.networks.gates import check_gates
from smmlab.networks.seller_counts import MINUTES
from smmlab.strategy.pdf import compile_typst, literal
from smmlab.texts import Words, message
from smmlab.texts.labels import network_name

if TYPE_CHECKING:
    from smmlab.brief import Brief
    from smmlab.project import Project

SHEET_FILE = "seller-count-sheet.pdf"
_STEPS = (
    message("Write down the words you search for before you begin, as a customer would say them."),
    message("Search every network for the same words and stop after the same time."),
    message("Count pages and people that sell the same goods to the same people in the same area."),
    message("Count only those who posted within the last month."),
    message("Note how many different people ask them questions: a demand that can be seen."),
    message("Leave a row empty where you did not look. A zero means that you looked in vain."),
    message("Let a second person count on another sheet, without looking at yours."),
)
_PAGE = """
#set page(paper: "a4", margin: (x: 18mm, y: 16mm))
#set text(font: ("Libertinus Serif", "DejaVu Sans"), size: 10pt, hyphenate: false)
#set par(leading: 0.55em)
#let field(label, width) = box(width: width)[
  #text(size: 9pt, fill: rgb("#52606d"), label)
  #box(width: 1fr, line(length: 100%, stroke: 0.5pt + rgb("#7b8794")))]
"""


def write_seller_sheet(project: "Project") -> Path:
    """Write the sheet for counting sellers into the folder of the strategy.

    Parameters
    ----------
    project
        An opened client folder; its brief gives the language, goods, place and target group.

    Returns
    -------
    Path
        A PDF of one page, the same bytes for the same brief.

    Raises
    ------
    StrategyError
        When the page cannot be set.

    Examples
    --------
    >>> from smmlab.strategy.seller_sheet import write_seller_sheet
    """
    gates = check_gates(project.brief, load_evidence(project.evidence)).set_index("network")["gate"]
    networks = [str(name) for name in gates.index if gates[name] != "closed"]
    folder = Path(project.strategy_folder)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / SHEET_FILE
    replace_file(path, compile_typst(sheet_source(project.brief, networks)))
    return path


def sheet_source(brief: "Brief", networks: list[str]) -> str:
    """Return the page as typst; every text in it is a string literal.

    Parameters
    ----------
    brief
        Language, goods, place and target group.
    networks
        A row for each.
    """
    words = Words(brief.language)

    def said(text: str) -> str:
        return f"#{literal(text)}"

    whom = words.say(
        "{goods}, for people of {low} to {high} in {place}",
        goods=brief.goods or words.say("your goods"), low=brief.target.age_from,
        high=brief.target.age_to, place=brief.place or brief.market,
    )  # fmt: skip
    fields = (
        ("Who counts", "48%"), ("Day of the count", "48%"), ("Words searched for", "100%"),
        ("Minutes for each network", "48%"),
    )  # fmt: skip
    name = words.say("Counting the sellers")
    usual = words.say("Usual time for each network, in minutes: {n}", n=MINUTES)
    heads = [
        words.say("Network"), words.say("Sellers"), words.say("People who ask"), words.say("Notes"),
    ]  # fmt: skip
    rows = "\n".join(f"[{said(network_name(name, words))}], [], [], []," for name in networks)
    steps = "\n".join(f"+ {said(words.say(step))}" for step in _STEPS)
    boxes = "\n".join(f"#field({literal(words.say(label))}, {width}) " for label, width in fields)
    return "\n".join([
        f"#set document(title: {literal(name)}, date: none)",
        f'#set text(lang: "{brief.language}")',
        _PAGE,
        f"#text(size: 18pt, weight: 600)[{said(name)}]",
        f"#v(-0.4em)\n#text(fill: rgb(\"#52606d\"))[{said(whom)}]",
        steps,
        "#v(0.4em)",
        f"#text(size: 9pt)[{said(usual)}]",
        "#v(0.4em)",
        f"#[#set par(leading: 1.5em)\n{boxes}]",
        "#v(0.4em)",
        "#table(columns: (26mm, 22mm, 32mm, 1fr), rows: (auto, 11mm), stroke: 0.5pt + "
        'rgb("#7b8794"), inset: 4pt,',
        "table.header(" + ", ".join(f"[*{said(head)}*]" for head in heads) + "),",
        rows,
        ")",
    ])  # fmt: skip
