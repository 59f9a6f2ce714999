"""The protocol of counting sellers: the same words and the same time on every network."""

from datetime import date
from functools import partial
from typing import Any

import ipywidgets as w
import pandas as pd

from smmlab.analyses.networks import seller_counts
from smmlab.errors import DataError, StrategyError
from smmlab.forms.checking import tell_beside
from smmlab.forms.frame import Form, in_words, labelled, reason_box
from smmlab.forms.number_box import number_box
from smmlab.forms.undoing import keeps
from smmlab.networks.evidence import load_evidence
from smmlab.networks.gates import check_gates
from smmlab.networks.seller_counts import (
    COUNT_COLUMNS,
    MINUTES,
    TOO_FEW,
    UNEVEN,
    combine_counts,
    count_agreement,
)
from smmlab.project import Project
from smmlab.strategy.seller_sheet import write_seller_sheet
from smmlab.texts import Words, message
from smmlab.texts.labels import network_name

_RULES = message(
    "Search every network for the same words and stop after the same time. Count pages that sell "
    "the same goods to the same people and posted within the last month. Note how many people ask "
    "them questions. Leave a network empty where you did not look."
)
_NOBODY = message("Type your name here: a count belongs to the person who counted.")
_NO_SELLERS = message("{network}: type how many sellers you found; zero when there were none.")


def sellers_form(project: Project) -> Form:
    """Type in the sellers that one person counted; the button keeps them beside earlier counts.

    The same as ``combine_counts(counts)``, ``count_agreement(counts)`` and
    ``project.decide("rivals", {"sellers": {…}, "counts": […]})``. A later count of the same person
    replaces the earlier one.

    Parameters
    ----------
    project
        An opened client folder.
    """
    words = Words(project.brief.language)
    gates = check_gates(project.brief, load_evidence(project.evidence)).set_index("network")["gate"]
    networks = [name for name in gates.index if gates[name] != "closed"]
    counter = labelled(w.Text(""), words.say("Who counts"))
    today = date.today()
    day = labelled(w.DatePicker(value=today, max=today), words.say("Day of the count"))
    searched = labelled(w.Text(project.brief.goods), words.say("Words searched for"))
    minutes = number_box(
        words.say("Minutes for each network"), MINUTES, low=1, high=240, words=words
    )
    cells = {name: _cells(name, words) for name in networks}
    reason = reason_box(words)
    every = [cell for row in cells.values() for cell in row]
    form = Form("sellers", [counter, day, searched, minutes, *every], words=words)
    heads = ("", words.say("Sellers"), words.say("People who ask"), words.say("Notes"))
    grid = w.GridBox(
        [
            *(w.HTML(f"<b>{head}</b>") for head in heads),
            *(
                widget
                for name, row in cells.items()
                for widget in (w.HTML(network_name(name, words)), *row)
            ),
        ],
        layout=w.Layout(grid_template_columns="120px 110px 130px 340px", max_width="760px"),
    )
    form.children = (
        w.HTML(f"<p style='max-width:760px'>{words.say(_RULES)}</p>"), counter, day, searched,
        minutes, grid, reason, form.text,
    )  # fmt: skip

    def typed() -> pd.DataFrame:
        rows = [
            {
                "network": name, "counter": counter.value.strip(),
                "counted_on": day.value.isoformat() if day.value else "",
                "words": searched.value.strip(), "minutes": minutes.value,
                "sellers": _number(sellers.value), "questions": _number(asking.value),
                "notes": notes.value.strip(),
            }
            for name, (sellers, asking, notes) in cells.items()
            if any(cell.value.strip() for cell in (sellers, asking, notes))
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=list(COUNT_COLUMNS))

    def together() -> pd.DataFrame:
        kept, new = seller_counts(project), typed()
        if new.empty:
            return kept
        who = " ".join(counter.value.split()).casefold()
        same = kept["counter"].astype("str").str.split().str.join(" ").str.casefold() == who
        # A count of an earlier day does not undo a later one.
        earlier = kept["counted_on"].astype("str") <= new["counted_on"].iloc[0]
        mine = kept["network"].isin(new["network"]) & same & earlier
        return new if kept[~mine].empty else pd.concat([kept[~mine], new], ignore_index=True)

    def show() -> tuple[None, str]:
        return None, "\n".join(tell_counts(together(), words))

    def keep() -> str:
        counts = together()
        if counts.empty:
            return words.say("Nothing is typed in yet.")
        choice = choice_of(counts)
        # Numbers known before, such as those of the brief, stand until somebody counts there.
        before = {
            name: n for name, n in project.rivals.items() if name not in set(counts["network"])
        }
        choice["sellers"] = before | choice["sellers"]
        project.decide("rivals", choice, reason=reason.value)
        try:
            sheet = write_seller_sheet(project)
        except StrategyError as problem:
            kept = words.say("The counts are kept; the sheet for printing could not be set.")
            return f"{kept}\n{in_words(problem, words)}"
        return words.say(
            "The counts are kept. A sheet for printing lies in {file}.", file=sheet.name
        )

    def restore() -> None:
        # What was typed is taken back too; the sentences tell which counts stand.
        for cell in every:
            cell.value = ""
        reason.value = ""

    def is_nobody_named() -> str:
        is_counted = any(cell.value.strip() for cell in every)
        return words.say(_NOBODY) if is_counted and not counter.value.strip() else ""

    def lacks() -> str:
        return is_nobody_named() if len(typed()) else words.say("Nothing is typed in yet.")

    form.shows(show)
    keeps(
        form, project, "rivals", keep=keep, restore=restore, label=words.say("Keep these counts"),
        lacks=lacks,
    )  # fmt: skip
    tell_beside(form, counter, is_nobody_named, watch=(counter, *every))
    for name, row in cells.items():
        tell_beside(form, row[0], partial(_wrong_in, name, row, words), watch=row)
    return form


def choice_of(counts: pd.DataFrame) -> dict[str, Any]:
    """Return counts as the choice of the step ``rivals``: sellers by network, and every count.

    Examples
    --------
    >>> counts = pd.DataFrame({
    ...     "network": ["x"], "counter": ["Mari"], "counted_on": ["2026-11-20"], "words": ["soap"],
    ...     "minutes": [20], "sellers": [8], "questions": [None], "notes": [""]})
    >>> choice_of(counts)["sellers"]
    {'x': 8}
    """
    combined = combine_counts(counts).dropna(subset=["sellers"])
    sellers = {str(row.network): int(row.sellers) for row in combined.itertuples()}
    whole = counts.astype({"minutes": "Int64", "sellers": "Int64", "questions": "Int64"})
    rows = [
        {name: value for name, value in row.items() if not pd.isna(value)}
        for row in whole.to_dict("records")
    ]
    return {"sellers": sellers, "counts": rows}


def tell_counts(counts: pd.DataFrame, words: Words) -> list[str]:
    """Say what the counts come to, how far they agree and what is missing.

    Examples
    --------
    >>> tell_counts(pd.DataFrame(columns=list(COUNT_COLUMNS)), Words("en"))
    ['Nobody has filled in this sheet yet.']
    """
    if counts.empty:
        return [words.say("Nobody has filled in this sheet yet.")]
    said = []
    for row in combine_counts(counts).itertuples():
        network = network_name(row.network, words)
        if pd.isna(row.sellers):
            said.append(
                words.say("{network}: nobody was found, so it is unknown.", network=network)
            )
        elif row.counters > 1:
            said.append(
                words.say(
                    "{network}: {sellers} sellers; the counts run from {low} to {high}.",
                    network=network, sellers=words.number(int(row.sellers)),
                    low=words.number(int(row.low)), high=words.number(int(row.high)),
                )
            )  # fmt: skip
        else:
            said.append(
                words.say(
                    "{network}: {sellers} sellers, counted by one person.",
                    network=network,
                    sellers=words.number(int(row.sellers)),
                )
            )
    agreement = count_agreement(counts)
    if agreement.alpha is not None:
        said.append(
            words.say(
                "Agreement of the people who counted: {alpha} (one is full agreement).",
                alpha=words.number(agreement.alpha, digits=2),
            )
        )
    if agreement.counting_sd is not None:
        said.append(
            words.say(
                "One count strays by a factor of {factor}, as a rule.",
                factor=words.number(2.718281828**agreement.counting_sd, digits=2),
            )
        )
    else:
        said.append(words.say(TOO_FEW))
    if not (agreement.same_words and agreement.same_minutes):
        said.append(words.say(UNEVEN))
    return said


def _cells(network: str, words: Words) -> tuple[w.Text, w.Text, w.Text]:
    # No label stands beside a cell; read aloud, each says what it is.
    name, hint = network_name(network, words), words.say("What you saw")
    sellers, asking, notes = (
        w.Text("", layout=w.Layout(width=width), placeholder=hint, tooltip=told,
               continuous_update=False)
        for width, hint, told in (
            ("100px", "", words.say("{network}: sellers", network=name)),
            ("120px", "", words.say("{network}: people who ask", network=name)),
            ("330px", hint, words.say("{network}: notes", network=name)),
        )
    )  # fmt: skip
    sellers.add_class(f"smm-sellers-{network}")
    return sellers, asking, notes


def _wrong_in(network: str, row: tuple[w.Text, w.Text, w.Text], words: Words) -> str:
    sellers, asking, notes = (cell.value for cell in row)
    for typed in (sellers, asking):
        number = _number(typed)
        if number is not None and number < 0:
            raise _no_count(typed)
    if (asking.strip() or notes.strip()) and not sellers.strip():
        return words.say(_NO_SELLERS, network=network_name(network, words))
    return ""


def _number(text: str) -> int | None:
    if not text.strip():
        return None
    try:
        return int(text)
    except ValueError as problem:
        raise _no_count(text) from problem


def _no_count(text: str) -> DataError:
    return DataError(
        message("{found} is not a whole number. Type one, or leave the field empty."),
        {"found": text},
    )
