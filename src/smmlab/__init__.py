"""smmlab: from raw exports to a written strategy."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from smmlab.analyses import analyse, findings_about
    from smmlab.audience.demographics import summarise_audience
    from smmlab.audience.hours import active_hours
    from smmlab.audience.people import score_people
    from smmlab.audience.segments import segment_audience
    from smmlab.brief import Brief, Objective, Target
    from smmlab.content.forms import compare_forms
    from smmlab.content.rhythm import measure_rhythm
    from smmlab.content.timing import find_best_times
    from smmlab.content.types import classify_content, classify_texts, summarise_types
    from smmlab.dialogue.mood import find_unrest
    from smmlab.dialogue.replies import measure_replies
    from smmlab.errors import SmmlabError
    from smmlab.exports.mapping.spec import read_map
    from smmlab.findings import Finding, findings_frame, trace
    from smmlab.forms.brief import brief_form
    from smmlab.forms.content import content_form
    from smmlab.forms.decision import decision_form
    from smmlab.forms.imports import import_form
    from smmlab.forms.mapping import mapping_form
    from smmlab.forms.networks import network_form
    from smmlab.forms.segments import segments_form
    from smmlab.forms.strategy import strategy_form
    from smmlab.money.orders import summarise_orders
    from smmlab.money.utm import attribute_orders
    from smmlab.networks.fit import score_networks
    from smmlab.plots.audience import plot_audience, plot_hours, plot_segments
    from smmlab.plots.content import plot_forms, plot_rhythm, plot_times, plot_types
    from smmlab.plots.dialogue import plot_replies, plot_unrest
    from smmlab.plots.money import plot_orders, plot_utm
    from smmlab.plots.networks import plot_networks
    from smmlab.plots.rivals import plot_voice
    from smmlab.project import Project, create_project, open_project
    from smmlab.rivals.voice import share_of_voice
    from smmlab.strategy import write_strategy
    from smmlab.texts import Words

__version__ = "0.1.0"

# Each name is loaded from its module when it is first used, so that the import is quick.
_WHERE = {
    "Brief": "brief",
    "Finding": "findings",
    "Objective": "brief",
    "Project": "project",
    "SmmlabError": "errors",
    "Target": "brief",
    "Words": "texts",
    "active_hours": "audience.hours",
    "analyse": "analyses",
    "attribute_orders": "money.utm",
    "brief_form": "forms.brief",
    "classify_content": "content.types",
    "classify_texts": "content.types",
    "compare_forms": "content.forms",
    "content_form": "forms.content",
    "create_project": "project",
    "decision_form": "forms.decision",
    "find_best_times": "content.timing",
    "find_unrest": "dialogue.mood",
    "findings_about": "analyses",
    "findings_frame": "findings",
    "import_form": "forms.imports",
    "mapping_form": "forms.mapping",
    "measure_replies": "dialogue.replies",
    "measure_rhythm": "content.rhythm",
    "network_form": "forms.networks",
    "open_project": "project",
    "plot_audience": "plots.audience",
    "plot_forms": "plots.content",
    "plot_hours": "plots.audience",
    "plot_networks": "plots.networks",
    "plot_orders": "plots.money",
    "plot_replies": "plots.dialogue",
    "plot_rhythm": "plots.content",
    "plot_segments": "plots.audience",
    "plot_times": "plots.content",
    "plot_types": "plots.content",
    "plot_unrest": "plots.dialogue",
    "plot_utm": "plots.money",
    "plot_voice": "plots.rivals",
    "read_map": "exports.mapping.spec",
    "score_networks": "networks.fit",
    "score_people": "audience.people",
    "segment_audience": "audience.segments",
    "segments_form": "forms.segments",
    "share_of_voice": "rivals.voice",
    "strategy_form": "forms.strategy",
    "summarise_audience": "audience.demographics",
    "summarise_orders": "money.orders",
    "summarise_types": "content.types",
    "trace": "findings",
    "write_strategy": "strategy",
}

__all__ = [
    "Brief",
    "Finding",
    "Objective",
    "Project",
    "SmmlabError",
    "Target",
    "Words",
    "active_hours",
    "analyse",
    "attribute_orders",
    "brief_form",
    "classify_content",
    "classify_texts",
    "compare_forms",
    "content_form",
    "create_project",
    "decision_form",
    "find_best_times",
    "find_unrest",
    "findings_about",
    "findings_frame",
    "import_form",
    "mapping_form",
    "measure_replies",
    "measure_rhythm",
    "network_form",
    "open_project",
    "plot_audience",
    "plot_forms",
    "plot_hours",
    "plot_networks",
    "plot_orders",
    "plot_replies",
    "plot_rhythm",
    "plot_segments",
    "plot_times",
    "plot_types",
    "plot_unrest",
    "plot_utm",
    "plot_voice",
    "read_map",
    "score_networks",
    "score_people",
    "segment_audience",
    "segments_form",
    "share_of_voice",
    "strategy_form",
    "summarise_audience",
    "summarise_orders",
    "summarise_types",
    "trace",
    "write_strategy",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'smmlab' has no attribute {name!r}")
    return getattr(import_module(f"smmlab.{_WHERE[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_WHERE})
