"""The gathering place: what to open, a look at what stands, the list of things to do."""

from collections.abc import Mapping
from typing import Any

import ipywidgets as w
import pandas as pd

from smmlab.analyses.gathering import Examiner, contending_networks
from smmlab.analyses.rooms import Tables
from smmlab.forms.frame import Form, Shown, labelled, reason_box
from smmlab.forms.pictures import picture_of
from smmlab.forms.undoing import keeps
from smmlab.gathering.audit import to_do
from smmlab.gathering.checklist import ITEM, ITEMS, items_of
from smmlab.gathering.choice import VERDICT_LABELS, PlaceChoice
from smmlab.gathering.shown import STATES
from smmlab.gathering.wording import source_phrase, tell_tasks
from smmlab.plots.gathering import plot_place
from smmlab.project import Project
from smmlab.schema import NETWORKS
from smmlab.texts import Phrase, Words, for_html
from smmlab.texts.labels import LABELS, network_name

_FIRST = 5


def place_form(project: Project) -> Form:
    """Show what to open on a network and the checklist of the place; the button keeps both.

    What the exports and the brief tell is filled in; the rest is yes, no or cannot tell after a
    look at the place. The same as ``examine_place(project, network, answers={…}, kind=…, face=…)``
    and ``project.decide("place", {"network": …, "kind": …, "face": …, "answers": {…}, "tasks":
    […]}, …)``.

    Parameters
    ----------
    project
        The client folder.
    """
    words = Words(project.brief.language)
    fields = _Fields(project, words)
    form = Form("place", fields.controls, words=words)
    reason = reason_box(words)
    reason.value = project.decision("place").reason
    above = (fields.network, fields.kind, fields.face, *fields.rows.values())
    form.children = (*above, form.picture, form.text, reason)

    drawn: list[Shown] = []

    def show() -> Shown:
        # Another network fills every field anew; the picture waits for the last of them.
        if fields.is_filling:
            return drawn[-1]
        choice, audit = fields.examined()
        picture = picture_of(plot_place(audit, words=words))
        opened = _opened(choice, fields.kind.value, words, market=project.brief.market)
        told = [opened, *_first_tasks(audit, words), *_against(audit, words)]
        drawn[:] = [(picture, "\n".join(told))]
        return drawn[-1]

    def keep() -> str:
        _choice, audit = fields.examined()
        network = fields.network.value
        choice = {
            "network": network, "kind": fields.kind.value, "face": fields.face.value.strip(),
            "answers": fields.answers(), "tasks": list(to_do(audit)["item"]),
        }  # fmt: skip
        keys = [f"gathering.{network}.recommended", f"gathering.{network}.done_share"]
        project.decide("place", choice, reason=reason.value, findings=keys)
        fields.reread()
        return words.say("The decision is kept and will stand in the strategy.")

    def restore() -> None:
        filed = project.decision("place")
        fields.reread()
        fields.show(filed.choice.get("network"))
        reason.value = filed.reason

    form.shows(show)
    keeps(form, project, "place", keep=keep, restore=restore)
    return form


class _Fields:
    """The controls, filled anew when the network changes."""

    def __init__(self, project: Project, words: Words) -> None:
        self._words, self._tables = words, Tables(project)
        self._desk = Examiner(self._tables)
        self._market = project.brief.market
        first = contending_networks(project)
        self.network = labelled(
            w.Dropdown(
                options=[
                    (network_name(name, words), name) for name in dict.fromkeys((*first, *NETWORKS))
                ],
                value=first[0],
            ),
            words.say("Network"),
        )
        self.kind = labelled(w.Dropdown(), words.say("Kind of place"))
        self.face = labelled(w.Text(self._desk.face), words.say("Who speaks"))
        self.items = {item.key: self._item(item.key) for item in ITEMS}
        self.rows = {item.key: self._row(item.key) for item in ITEMS}
        self._told: Mapping[str, str] = {}
        self.is_filling = False
        self._fill()
        # Before the form draws, so that it draws the new network.
        self.network.observe(lambda _change: self._fill(), names="value")
        self.kind.observe(lambda _change: self._reveal(), names="value")
        self.controls = [self.network, self.kind, self.face, *self.items.values()]

    def reread(self) -> None:
        """Look at what is on file now; the tables stay as they were read."""
        self._desk = Examiner(self._tables)

    def show(self, network: str | None) -> None:
        """Show what is on file about a network; about the one shown where none is on file."""
        self.face.value = self._desk.face
        if network in NETWORKS and network != self.network.value:
            self.network.value = network
        else:
            self._fill()

    def _item(self, key: str) -> w.Widget:
        options = [(self._words.say(LABELS[state]), state) for state in STATES]
        # The label stands beside it; read aloud, each button says what it is about.
        label = self._words.say(ITEM[key].label)
        field = w.ToggleButtons(
            options=options, value="cannot_tell", tooltips=[label] * len(STATES)
        )
        # As wide as its words: "cannot tell" is longer in some languages.
        field.style = {"button_width": "max-content"}
        field.layout = w.Layout(width="300px")
        field.add_class(f"smm-place-item-{key}")
        return field

    def _row(self, key: str) -> w.Widget:
        item = ITEM[key]
        label, look = (for_html(self._words.say(text)) for text in (item.label, item.look))
        told = w.HTML(
            f"<b>{label}</b><br><span style='opacity:.75'>{look}</span>",
            layout=w.Layout(width="460px"),
        )
        row = w.HBox([told, self.items[key]])
        # On a narrow screen the answers go below.
        row.layout = w.Layout(flex_flow="row wrap", align_items="center", max_width="100%")
        return row

    def _fill(self) -> None:
        self.is_filling = True
        network = self.network.value
        kept, choice = self._desk.kept(network), self._desk.choose(network)
        told = self._desk.audit(network, answers={})
        self._told = dict(told[["item", "state"]].itertuples(index=False, name=None))
        say = self._words.say
        options = [
            (f"{say(LABELS[kind])} · {say(VERDICT_LABELS[verdict])}", kind)
            for kind, verdict in choice.options[["kind", "verdict"]].itertuples(index=False)
        ]
        kinds = [kind for _label, kind in options]
        wanted = kept.get("kind") or choice.recommended
        self.kind.options = options
        self.kind.value = wanted if wanted in kinds else kinds[0]
        answers = self._desk.answers(network)
        for key, field in self.items.items():
            state = answers.get(key, self._told.get(key, "cannot_tell"))
            field.value = state if state in STATES else "cannot_tell"
        self._reveal()
        self.is_filling = False

    def _reveal(self) -> None:
        here = {
            item.key
            for item in items_of(self.network.value, kind=self.kind.value, market=self._market)
        }
        for key, row in self.rows.items():
            row.layout.display = None if key in here else "none"

    def answers(self) -> dict[str, str]:
        """Return what the strategist saw: all that the files and the brief do not already tell."""
        return {
            key: field.value
            for key, field in self.items.items()
            if self.rows[key].layout.display != "none"
            and field.value != self._told.get(key, "cannot_tell")
        }

    def examined(self) -> tuple[PlaceChoice, pd.DataFrame]:
        """Return the choice and the audit for the controls as they stand."""
        network, face = self.network.value, self.face.value
        audit = self._desk.audit(network, answers=self.answers(), kind=self.kind.value, face=face)
        return self._desk.choose(network, face=face), audit


def _opened(choice: PlaceChoice, kind: str, words: Words, *, market: str) -> str:
    rows: list[dict[Any, Any]] = choice.reasons_for(kind).to_dict("records")
    verdict = choice.options.set_index("kind")["verdict"].get(kind, "possible")
    named, judged = words.say(LABELS[kind]), words.say(VERDICT_LABELS[verdict])
    said = [f"{named}: {judged}."]
    for row in rows:
        reason = str(row["reason"])
        said.append(words.say(reason))
        if row["basis"] == "rule":
            source = source_phrase(row, market=market)
            said.append(words.say("Read in: {source}.", source=source))
    better = choice.recommended
    if better is not None and better != kind:
        other = Phrase(LABELS[better])
        said.append(words.say("The rules and the goal speak for another kind: {kind}.", kind=other))
    return " ".join(said)


def _first_tasks(audit: pd.DataFrame, words: Words) -> list[str]:
    tasks = to_do(audit)
    told = tell_tasks(audit, words=words)
    missing = told[tasks["task"].eq("fix").to_numpy()].head(_FIRST)
    if missing.empty:
        return [words.say("Nothing is known to be missing. Look at what nobody can tell yet.")]
    lines = [
        f"{number}. {row[0]}: {row[2]}"
        for number, row in enumerate(missing.itertuples(index=False), start=1)
    ]
    return [words.say("To do, in order of effect"), *lines]


def _against(audit: pd.DataFrame, words: Words) -> list[str]:
    items = audit.loc[audit["is_contradicted"], "item"]
    if items.empty:
        return []
    names = " · ".join(words.say(ITEM[item].label) for item in items)
    return [words.say("The rows tell another thing than your answer: {items}.", items=names)]
