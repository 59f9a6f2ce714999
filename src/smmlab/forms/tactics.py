"""Other ways to grow: choose a network, read the verdicts with their rules and reasons."""

from datetime import date
from typing import Any

import ipywidgets as w

from smmlab.forms.frame import Form, Shown, labelled
from smmlab.project import Project
from smmlab.rivals.tactic_texts import RISK_LABELS, TACTIC_LABELS, VERDICT_LABELS
from smmlab.rivals.tactics import judge_tactics
from smmlab.schema import NETWORKS
from smmlab.texts import Words
from smmlab.texts.labels import network_name


def tactics_form(project: Project) -> Form:
    """Show what the rules of a network and the law say of each way to grow, and our verdict.

    The same as ``judge_tactics(project.brief, network)``.
    """
    words = Words(project.brief.language)
    decided = str(project.decision("network").choice.get("network") or "")
    network = labelled(
        w.Dropdown(
            options=[(network_name(name, words), name) for name in NETWORKS],
            value=decided if decided in NETWORKS else NETWORKS[0],
        ),
        words.say("Network"),
    )
    form = Form("tactics", [network], words=words)

    def show() -> Shown:
        judged = judge_tactics(project.brief, network.value)
        return None, "\n".join(_line(row, words) for row in judged.to_dict("records"))

    form.shows(show)
    return form


def _line(row: dict[str, Any], words: Words) -> str:
    rule, law, reason = row["rule_text"], row["law"], row["reason"]
    tactic, verdict, risk = (
        TACTIC_LABELS[row["tactic"]], VERDICT_LABELS[row["verdict"]], RISK_LABELS[row["risk"]],
    )  # fmt: skip
    told = [words.say(rule)]
    if law and law != reason:
        told.append(words.say(law))
    told.append(words.say(reason))
    if not row["is_judgement"]:
        source, day = row["source"], date.fromisoformat(row["read_on"])
        told.append(words.say("Read in: {source}, {day}.", source=source, day=day))
    return words.say(
        "{tactic}: {verdict}, risk {risk}. {told}",
        tactic=words.say(tactic),
        verdict=words.say(verdict),
        risk=words.say(risk),
        told=" ".join(told),
    )
