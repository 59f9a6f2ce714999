"""Which one network: try other counts of sellers and another feed, see the odds, decide."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import ipywidgets as w
from matplotlib.axes import Axes

from smmlab.analyses.networks import counting_error, own_results, seller_counts
from smmlab.forms.checking import tell_beside
from smmlab.forms.frame import Form, Shown, labelled, reason_box
from smmlab.forms.network_words import tell_fit
from smmlab.forms.number_box import number_box
from smmlab.forms.pictures import picture_of
from smmlab.forms.undoing import keeps
from smmlab.networks.competition import USUAL_LOAD, check_load
from smmlab.networks.evidence import load_evidence
from smmlab.networks.fit import score_networks
from smmlab.networks.gates import check_gates
from smmlab.networks.result import NetworkFit
from smmlab.plots.network_funnel import plot_network_funnel
from smmlab.plots.network_places import plot_feed_load, plot_network_places
from smmlab.plots.networks import plot_networks
from smmlab.plots.tornado import plot_tornado
from smmlab.project import Project
from smmlab.texts import Words, message
from smmlab.texts.labels import network_name

_PICTURES: Mapping[str, tuple[str, Callable[..., Axes]]] = MappingProxyType(
    {
        "places": (message("how often each is the best"), plot_network_places),
        "funnel": (message("how many people are left at each step"), plot_network_funnel),
        "networks": (message("every network, with what bars it"), plot_networks),
        "tornado": (message("which figure to check first"), plot_tornado),
        "feed": (message("a quiet feed and a full one"), plot_feed_load),
    }
)
_MOST_SELLERS, _FULLEST = 100_000, 10_000


def network_form(project: Project) -> Form:
    """Show the fit of every network for the brief; the button keeps the one chosen.

    The same as ``score_networks(project.brief, rivals={…}, own=own_results(project),
    evidence=project.evidence, feed_load=(…, …), draws=…)``, its plots, and
    ``project.decide("network", {"network": …}, …)``. The counts typed here are tried, not kept:
    `smmlab.sellers_form` keeps them.

    Parameters
    ----------
    project
        An opened client folder.
    """
    words, brief, rivals = Words(project.brief.language), project.brief, project.rivals
    evidence, own = load_evidence(project.evidence), own_results(project)
    error = counting_error(seller_counts(project))
    gates = check_gates(brief, evidence).set_index("network")["gate"]
    networks = [name for name in gates.index if gates[name] != "closed"]
    sellers = {name: _counted(name, rivals.get(name, 0), words) for name in networks}
    labels = (
        words.say("Other posts a week in the feed, at least"),
        words.say("Other posts a week in the feed, at most"),
    )
    least, most = (
        number_box(label, int(load), low=1, high=_FULLEST, words=words)
        for label, load in zip(labels, USUAL_LOAD, strict=True)
    )
    counts = [(words.number(n), n) for n in (10_000, 20_000, 50_000)]
    draws = labelled(w.Dropdown(options=counts, value=10_000), words.say("Draws"))
    picture = labelled(
        w.Dropdown(options=[(words.say(label), name) for name, (label, _) in _PICTURES.items()]),
        words.say("Show"),
    )
    choice = labelled(
        w.Dropdown(
            options=[
                (words.say("not decided"), ""),
                *((network_name(name, words), name) for name in networks),
            ],
            value="",
        ),
        words.say("Our one network"),
    )
    reason = reason_box(words)
    form = Form("network", [*sellers.values(), least, most, draws, picture], words=words)
    heading = w.HTML(words.say("Active sellers, counted (zero: not counted)"))
    columns = w.Layout(
        grid_template_columns="repeat(auto-fill, minmax(300px, 1fr))", max_width="760px"
    )
    form.children = (
        heading, w.GridBox(list(sellers.values()), layout=columns), least, most, draws, picture,
        form.picture, form.text, choice, reason,
    )  # fmt: skip

    def load() -> tuple[float, float]:
        return check_load((least.value, most.value))

    def fit() -> NetworkFit:
        # Nobody counted is unknown, not an empty market.
        counted = {name: field.value for name, field in sellers.items() if field.value > 0}
        return score_networks(
            brief, rivals=counted, own=own, evidence=evidence, feed_load=load(),
            counting_sd=error, draws=draws.value,
        )  # fmt: skip

    def show() -> Shown:
        now = fit()
        _, plot = _PICTURES[picture.value]
        return picture_of(plot(now, words=words)), "\n".join(tell_fit(now, words))

    def lacks() -> str:
        return "" if choice.value else words.say("Choose a network in the list first.")

    def keep() -> str:
        if lacks():
            return lacks()
        keys = [f"networks.{choice.value}.p_best", f"networks.{choice.value}.potential"]
        project.decide("network", {"network": choice.value}, reason=reason.value, findings=keys)
        return words.say("The decision is kept and will stand in the strategy.")

    def restore() -> None:
        filed = project.decisions().get("network")
        choice.value = (filed.choice.get("network") or "") if filed else ""
        reason.value = filed.reason if filed else ""

    form.shows(show)
    keeps(form, project, "network", keep=keep, restore=restore, lacks=lacks, watch=(choice,))
    tell_beside(form, most, load, watch=(least, most))
    return form


def _counted(network: str, counted: int, words: Words) -> w.Widget:
    box = number_box(
        network_name(network, words), counted, low=0, high=_MOST_SELLERS, words=words,
        tells_limits=False,
    )  # fmt: skip
    # Two of them stand in a row.
    box.style, box.layout = {"description_width": "110px"}, w.Layout(width="330px")
    box.add_class(f"smm-network-sellers-{network}")
    return box
