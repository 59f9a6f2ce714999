"""Which one network: count the sellers, see the odds, decide."""

import ipywidgets as w

from smmlab.forms.frame import Form, labelled, reason_box
from smmlab.networks.fit import score_networks
from smmlab.plots.networks import plot_networks
from smmlab.plots.theme import as_png
from smmlab.project import Project
from smmlab.texts import Words
from smmlab.texts.labels import NETWORK_NAMES


def network_form(project: Project) -> Form:
    """Show the fit of every network for the brief; the button keeps the one chosen.

    The same as ``score_networks(project.brief, rivals={…}, draws=…)`` and
    ``project.decide("network", {"network": …}, …)``.
    """
    words = Words(project.brief.language)
    table = score_networks(project.brief, rivals=project.rivals, evidence=project.evidence).table
    networks = list(table.loc[table["gate"] != "closed", "network"])
    sellers = {
        name: labelled(
            w.BoundedIntText(value=project.rivals.get(name, 0), min=0, max=10_000),
            words.say("Active sellers on {network}", network=NETWORK_NAMES[name]),
        )
        for name in networks
    }
    for name, field in sellers.items():
        field.add_class(f"smm-network-sellers-{name}")
    draws = labelled(w.Dropdown(options=(10_000, 20_000, 50_000), value=10_000), words.say("Draws"))
    choice = labelled(
        w.Dropdown(
            options=[
                (words.say("not decided"), ""),
                *((NETWORK_NAMES[name], name) for name in networks),
            ],
            value="",
        ),
        words.say("Our one network"),
    )
    reason = reason_box(words)
    form = Form("network", [*sellers.values(), draws], words=words)
    form.children = (*form.children, choice, reason)

    def counted() -> dict[str, int]:
        # Nobody counted is unknown, not an empty market.
        return {name: field.value for name, field in sellers.items() if field.value > 0}

    def show() -> tuple[bytes | None, str]:
        fit = score_networks(
            project.brief, rivals=counted(), evidence=project.evidence, draws=draws.value
        )
        picture = as_png(plot_networks(fit, words=words), dpi=110)
        if fit.recommendation is None:
            verdict = words.say(
                "Not decided. The contenders: {contenders}.",
                contenders=", ".join(NETWORK_NAMES[name] for name in fit.contenders),
            )
        else:
            verdict = words.say(
                "The figures speak for {network}.", network=NETWORK_NAMES[fit.recommendation]
            )
        return picture, "\n".join([words.say(fit.caution), verdict, words.say(fit.test)])

    def keep() -> str:
        if not choice.value:
            return words.say("Choose a network in the list first.")
        keys = [f"networks.{choice.value}.p_best", f"networks.{choice.value}.potential"]
        project.decide("rivals", {"sellers": counted()}, reason=reason.value)
        project.decide("network", {"network": choice.value}, reason=reason.value, findings=keys)
        return words.say("The decision is kept and will stand in the strategy.")

    form.shows(show)
    form.decides(words.say("Keep this decision"), keep)
    return form
