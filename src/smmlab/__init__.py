"""smmlab: from raw exports to a written strategy."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from smmlab.analyses import analyse, findings_about
    from smmlab.analyses.networks import own_results
    from smmlab.audience.clusters import find_groups
    from smmlab.audience.comments import written_comments
    from smmlab.audience.composition import compare_audiences
    from smmlab.audience.demographics import summarise_audience
    from smmlab.audience.growth import measure_growth
    from smmlab.audience.hours import active_hours
    from smmlab.audience.leaders import find_leaders
    from smmlab.audience.people import score_people
    from smmlab.audience.portraits import describe_segments
    from smmlab.audience.questions import find_questions, group_needs, read_asking
    from smmlab.audience.retention import cohort_retention
    from smmlab.audience.segments import segment_audience
    from smmlab.audience.suspects import estimate_suspects
    from smmlab.audience.week import weekly_activity
    from smmlab.audience.words import distinctive_words
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
    from smmlab.forms.composition import composition_form
    from smmlab.forms.content import content_form
    from smmlab.forms.customers import customers_form, repeat_buying_form
    from smmlab.forms.decision import decision_form
    from smmlab.forms.follower_hours import follower_hours_form
    from smmlab.forms.growth import growth_form
    from smmlab.forms.imports import import_form
    from smmlab.forms.leaders import leaders_form
    from smmlab.forms.mapping import mapping_form
    from smmlab.forms.networks import network_form
    from smmlab.forms.retention import retention_form
    from smmlab.forms.segments import segments_form
    from smmlab.forms.strategy import strategy_form
    from smmlab.forms.suspects import suspects_form
    from smmlab.forms.wants import needs_form, words_form
    from smmlab.forms.week import week_form
    from smmlab.money.customer_segments import segment_customers
    from smmlab.money.orders import summarise_orders
    from smmlab.money.repeat_buying import fit_repeat_buying
    from smmlab.money.utm import attribute_orders
    from smmlab.networks.fit import score_networks
    from smmlab.plots.audience import plot_audience, plot_hours, plot_segments
    from smmlab.plots.composition import plot_composition
    from smmlab.plots.content import plot_forms, plot_rhythm, plot_times, plot_types
    from smmlab.plots.customers import plot_customers, plot_repeat_buying
    from smmlab.plots.dialogue import plot_replies, plot_unrest
    from smmlab.plots.groups import plot_groups
    from smmlab.plots.growth import plot_growth
    from smmlab.plots.leaders import plot_leaders
    from smmlab.plots.money import plot_orders, plot_utm
    from smmlab.plots.needs import plot_needs
    from smmlab.plots.networks import plot_networks
    from smmlab.plots.portraits import plot_portraits
    from smmlab.plots.retention import plot_retention
    from smmlab.plots.rhythm_of_people import plot_week
    from smmlab.plots.rivals import plot_voice
    from smmlab.plots.suspects import plot_suspects
    from smmlab.plots.words import plot_words
    from smmlab.project import Project, create_project, open_project
    from smmlab.reduce.frames import to_pandas
    from smmlab.reduce.people import person_features
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
    "cohort_retention": "audience.retention",
    "compare_audiences": "audience.composition",
    "compare_forms": "content.forms",
    "composition_form": "forms.composition",
    "content_form": "forms.content",
    "create_project": "project",
    "customers_form": "forms.customers",
    "decision_form": "forms.decision",
    "describe_segments": "audience.portraits",
    "distinctive_words": "audience.words",
    "estimate_suspects": "audience.suspects",
    "find_best_times": "content.timing",
    "find_groups": "audience.clusters",
    "find_leaders": "audience.leaders",
    "find_questions": "audience.questions",
    "find_unrest": "dialogue.mood",
    "findings_about": "analyses",
    "findings_frame": "findings",
    "fit_repeat_buying": "money.repeat_buying",
    "follower_hours_form": "forms.follower_hours",
    "group_needs": "audience.questions",
    "growth_form": "forms.growth",
    "import_form": "forms.imports",
    "leaders_form": "forms.leaders",
    "mapping_form": "forms.mapping",
    "measure_growth": "audience.growth",
    "measure_replies": "dialogue.replies",
    "measure_rhythm": "content.rhythm",
    "needs_form": "forms.wants",
    "network_form": "forms.networks",
    "open_project": "project",
    "own_results": "analyses.networks",
    "person_features": "reduce.people",
    "plot_audience": "plots.audience",
    "plot_composition": "plots.composition",
    "plot_customers": "plots.customers",
    "plot_forms": "plots.content",
    "plot_groups": "plots.groups",
    "plot_growth": "plots.growth",
    "plot_hours": "plots.audience",
    "plot_leaders": "plots.leaders",
    "plot_needs": "plots.needs",
    "plot_networks": "plots.networks",
    "plot_orders": "plots.money",
    "plot_portraits": "plots.portraits",
    "plot_repeat_buying": "plots.customers",
    "plot_replies": "plots.dialogue",
    "plot_retention": "plots.retention",
    "plot_rhythm": "plots.content",
    "plot_segments": "plots.audience",
    "plot_suspects": "plots.suspects",
    "plot_times": "plots.content",
    "plot_types": "plots.content",
    "plot_unrest": "plots.dialogue",
    "plot_utm": "plots.money",
    "plot_voice": "plots.rivals",
    "plot_week": "plots.rhythm_of_people",
    "plot_words": "plots.words",
    "read_asking": "audience.questions",
    "read_map": "exports.mapping.spec",
    "repeat_buying_form": "forms.customers",
    "retention_form": "forms.retention",
    "score_networks": "networks.fit",
    "score_people": "audience.people",
    "segment_audience": "audience.segments",
    "segment_customers": "money.customer_segments",
    "segments_form": "forms.segments",
    "share_of_voice": "rivals.voice",
    "strategy_form": "forms.strategy",
    "summarise_audience": "audience.demographics",
    "summarise_orders": "money.orders",
    "summarise_types": "content.types",
    "suspects_form": "forms.suspects",
    "to_pandas": "reduce.frames",
    "trace": "findings",
    "week_form": "forms.week",
    "weekly_activity": "audience.week",
    "words_form": "forms.wants",
    "write_strategy": "strategy",
    "written_comments": "audience.comments",
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
    "cohort_retention",
    "compare_audiences",
    "compare_forms",
    "composition_form",
    "content_form",
    "create_project",
    "customers_form",
    "decision_form",
    "describe_segments",
    "distinctive_words",
    "estimate_suspects",
    "find_best_times",
    "find_groups",
    "find_leaders",
    "find_questions",
    "find_unrest",
    "findings_about",
    "findings_frame",
    "fit_repeat_buying",
    "follower_hours_form",
    "group_needs",
    "growth_form",
    "import_form",
    "leaders_form",
    "mapping_form",
    "measure_growth",
    "measure_replies",
    "measure_rhythm",
    "needs_form",
    "network_form",
    "open_project",
    "own_results",
    "person_features",
    "plot_audience",
    "plot_composition",
    "plot_customers",
    "plot_forms",
    "plot_groups",
    "plot_growth",
    "plot_hours",
    "plot_leaders",
    "plot_needs",
    "plot_networks",
    "plot_orders",
    "plot_portraits",
    "plot_repeat_buying",
    "plot_replies",
    "plot_retention",
    "plot_rhythm",
    "plot_segments",
    "plot_suspects",
    "plot_times",
    "plot_types",
    "plot_unrest",
    "plot_utm",
    "plot_voice",
    "plot_week",
    "plot_words",
    "read_asking",
    "read_map",
    "repeat_buying_form",
    "retention_form",
    "score_networks",
    "score_people",
    "segment_audience",
    "segment_customers",
    "segments_form",
    "share_of_voice",
    "strategy_form",
    "summarise_audience",
    "summarise_orders",
    "summarise_types",
    "suspects_form",
    "to_pandas",
    "trace",
    "week_form",
    "weekly_activity",
    "words_form",
    "write_strategy",
    "written_comments",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'smmlab' has no attribute {name!r}")
    return getattr(import_module(f"smmlab.{_WHERE[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_WHERE})
