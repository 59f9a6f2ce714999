"""smmlab: from raw exports to a written strategy."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from smmlab.analyses import analyse, findings_about
    from smmlab.analyses.gathering import examine_place
    from smmlab.analyses.networks import own_results
    from smmlab.analyses.rivals import answer_times, content_types
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
    from smmlab.content.type_summary import summarise_types
    from smmlab.content.types import classify_content, classify_texts
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
    from smmlab.forms.gathering import place_form
    from smmlab.forms.growth import growth_form
    from smmlab.forms.imports import import_form
    from smmlab.forms.leaders import leaders_form
    from smmlab.forms.mapping import mapping_form
    from smmlab.forms.networks import network_form
    from smmlab.forms.placements import placements_form
    from smmlab.forms.retention import retention_form
    from smmlab.forms.rivals import rivals_form
    from smmlab.forms.segments import segments_form
    from smmlab.forms.sellers import sellers_form
    from smmlab.forms.strategy import strategy_form
    from smmlab.forms.suspects import suspects_form
    from smmlab.forms.tactics import tactics_form
    from smmlab.forms.two_networks import two_networks_form
    from smmlab.forms.wants import needs_form, words_form
    from smmlab.forms.week import week_form
    from smmlab.gathering.audit import audit_place, to_do
    from smmlab.gathering.choice import choose_place
    from smmlab.gathering.wording import tell_audit, tell_choice, tell_tasks
    from smmlab.money.customer_segments import segment_customers
    from smmlab.money.orders import summarise_orders
    from smmlab.money.repeat_buying import fit_repeat_buying
    from smmlab.money.utm import attribute_orders
    from smmlab.networks.fit import score_networks
    from smmlab.networks.habits import network_habits
    from smmlab.plots.audience import plot_audience, plot_hours, plot_segments
    from smmlab.plots.composition import plot_composition
    from smmlab.plots.content import plot_forms, plot_rhythm, plot_times, plot_types
    from smmlab.plots.customers import plot_customers, plot_repeat_buying
    from smmlab.plots.dialogue import plot_replies, plot_unrest
    from smmlab.plots.gathering import plot_place
    from smmlab.plots.groups import plot_groups
    from smmlab.plots.growth import plot_growth
    from smmlab.plots.leaders import plot_leaders
    from smmlab.plots.money import plot_orders, plot_utm
    from smmlab.plots.needs import plot_needs
    from smmlab.plots.network_funnel import plot_network_funnel
    from smmlab.plots.network_places import plot_feed_load, plot_network_places
    from smmlab.plots.networks import plot_networks
    from smmlab.plots.placements import plot_placements
    from smmlab.plots.portraits import plot_portraits
    from smmlab.plots.retention import plot_retention
    from smmlab.plots.rhythm_of_people import plot_week
    from smmlab.plots.rival_pages import plot_rival_pages, plot_rival_trends
    from smmlab.plots.rivals import plot_rival_map, plot_voice, shared_network
    from smmlab.plots.suspects import plot_suspects
    from smmlab.plots.tornado import plot_tornado
    from smmlab.plots.white_space import plot_rival_gaps, plot_white_space
    from smmlab.plots.words import plot_words
    from smmlab.project import Project, create_project, open_project
    from smmlab.reduce.frames import to_pandas
    from smmlab.reduce.people import person_features
    from smmlab.rivals.benchmarks import compare_pages
    from smmlab.rivals.best_posts import best_rival_posts
    from smmlab.rivals.mixes import compare_mixes, find_gaps
    from smmlab.rivals.placement_plan import plan_placements
    from smmlab.rivals.placements import compare_placements
    from smmlab.rivals.tactics import judge_tactics
    from smmlab.rivals.trends import measure_trends
    from smmlab.rivals.voice import share_of_voice
    from smmlab.rivals.white_space import find_white_space
    from smmlab.strategy import write_strategy
    from smmlab.strategy.seller_sheet import write_seller_sheet
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
    "answer_times": "analyses.rivals",
    "attribute_orders": "money.utm",
    "audit_place": "gathering.audit",
    "best_rival_posts": "rivals.best_posts",
    "brief_form": "forms.brief",
    "choose_place": "gathering.choice",
    "classify_content": "content.types",
    "classify_texts": "content.types",
    "cohort_retention": "audience.retention",
    "compare_audiences": "audience.composition",
    "compare_forms": "content.forms",
    "compare_mixes": "rivals.mixes",
    "compare_pages": "rivals.benchmarks",
    "compare_placements": "rivals.placements",
    "composition_form": "forms.composition",
    "content_form": "forms.content",
    "content_types": "analyses.rivals",
    "create_project": "project",
    "customers_form": "forms.customers",
    "decision_form": "forms.decision",
    "describe_segments": "audience.portraits",
    "distinctive_words": "audience.words",
    "estimate_suspects": "audience.suspects",
    "examine_place": "analyses.gathering",
    "find_best_times": "content.timing",
    "find_gaps": "rivals.mixes",
    "find_groups": "audience.clusters",
    "find_leaders": "audience.leaders",
    "find_questions": "audience.questions",
    "find_unrest": "dialogue.mood",
    "find_white_space": "rivals.white_space",
    "findings_about": "analyses",
    "findings_frame": "findings",
    "fit_repeat_buying": "money.repeat_buying",
    "follower_hours_form": "forms.follower_hours",
    "group_needs": "audience.questions",
    "growth_form": "forms.growth",
    "import_form": "forms.imports",
    "judge_tactics": "rivals.tactics",
    "leaders_form": "forms.leaders",
    "mapping_form": "forms.mapping",
    "measure_growth": "audience.growth",
    "measure_replies": "dialogue.replies",
    "measure_rhythm": "content.rhythm",
    "measure_trends": "rivals.trends",
    "needs_form": "forms.wants",
    "network_form": "forms.networks",
    "network_habits": "networks.habits",
    "open_project": "project",
    "own_results": "analyses.networks",
    "person_features": "reduce.people",
    "place_form": "forms.gathering",
    "placements_form": "forms.placements",
    "plan_placements": "rivals.placement_plan",
    "plot_audience": "plots.audience",
    "plot_composition": "plots.composition",
    "plot_customers": "plots.customers",
    "plot_feed_load": "plots.network_places",
    "plot_forms": "plots.content",
    "plot_groups": "plots.groups",
    "plot_growth": "plots.growth",
    "plot_hours": "plots.audience",
    "plot_leaders": "plots.leaders",
    "plot_needs": "plots.needs",
    "plot_network_funnel": "plots.network_funnel",
    "plot_network_places": "plots.network_places",
    "plot_networks": "plots.networks",
    "plot_orders": "plots.money",
    "plot_place": "plots.gathering",
    "plot_placements": "plots.placements",
    "plot_portraits": "plots.portraits",
    "plot_repeat_buying": "plots.customers",
    "plot_replies": "plots.dialogue",
    "plot_retention": "plots.retention",
    "plot_rhythm": "plots.content",
    "plot_rival_gaps": "plots.white_space",
    "plot_rival_map": "plots.rivals",
    "plot_rival_pages": "plots.rival_pages",
    "plot_rival_trends": "plots.rival_pages",
    "plot_segments": "plots.audience",
    "plot_suspects": "plots.suspects",
    "plot_times": "plots.content",
    "plot_tornado": "plots.tornado",
    "plot_types": "plots.content",
    "plot_unrest": "plots.dialogue",
    "plot_utm": "plots.money",
    "plot_voice": "plots.rivals",
    "plot_week": "plots.rhythm_of_people",
    "plot_white_space": "plots.white_space",
    "plot_words": "plots.words",
    "read_asking": "audience.questions",
    "read_map": "exports.mapping.spec",
    "repeat_buying_form": "forms.customers",
    "retention_form": "forms.retention",
    "rivals_form": "forms.rivals",
    "score_networks": "networks.fit",
    "score_people": "audience.people",
    "segment_audience": "audience.segments",
    "segment_customers": "money.customer_segments",
    "segments_form": "forms.segments",
    "sellers_form": "forms.sellers",
    "share_of_voice": "rivals.voice",
    "shared_network": "plots.rivals",
    "strategy_form": "forms.strategy",
    "summarise_audience": "audience.demographics",
    "summarise_orders": "money.orders",
    "summarise_types": "content.type_summary",
    "suspects_form": "forms.suspects",
    "tactics_form": "forms.tactics",
    "tell_audit": "gathering.wording",
    "tell_choice": "gathering.wording",
    "tell_tasks": "gathering.wording",
    "to_do": "gathering.audit",
    "to_pandas": "reduce.frames",
    "trace": "findings",
    "two_networks_form": "forms.two_networks",
    "week_form": "forms.week",
    "weekly_activity": "audience.week",
    "words_form": "forms.wants",
    "write_seller_sheet": "strategy.seller_sheet",
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
    "answer_times",
    "attribute_orders",
    "audit_place",
    "best_rival_posts",
    "brief_form",
    "choose_place",
    "classify_content",
    "classify_texts",
    "cohort_retention",
    "compare_audiences",
    "compare_forms",
    "compare_mixes",
    "compare_pages",
    "compare_placements",
    "composition_form",
    "content_form",
    "content_types",
    "create_project",
    "customers_form",
    "decision_form",
    "describe_segments",
    "distinctive_words",
    "estimate_suspects",
    "examine_place",
    "find_best_times",
    "find_gaps",
    "find_groups",
    "find_leaders",
    "find_questions",
    "find_unrest",
    "find_white_space",
    "findings_about",
    "findings_frame",
    "fit_repeat_buying",
    "follower_hours_form",
    "group_needs",
    "growth_form",
    "import_form",
    "judge_tactics",
    "leaders_form",
    "mapping_form",
    "measure_growth",
    "measure_replies",
    "measure_rhythm",
    "measure_trends",
    "needs_form",
    "network_form",
    "network_habits",
    "open_project",
    "own_results",
    "person_features",
    "place_form",
    "placements_form",
    "plan_placements",
    "plot_audience",
    "plot_composition",
    "plot_customers",
    "plot_feed_load",
    "plot_forms",
    "plot_groups",
    "plot_growth",
    "plot_hours",
    "plot_leaders",
    "plot_needs",
    "plot_network_funnel",
    "plot_network_places",
    "plot_networks",
    "plot_orders",
    "plot_place",
    "plot_placements",
    "plot_portraits",
    "plot_repeat_buying",
    "plot_replies",
    "plot_retention",
    "plot_rhythm",
    "plot_rival_gaps",
    "plot_rival_map",
    "plot_rival_pages",
    "plot_rival_trends",
    "plot_segments",
    "plot_suspects",
    "plot_times",
    "plot_tornado",
    "plot_types",
    "plot_unrest",
    "plot_utm",
    "plot_voice",
    "plot_week",
    "plot_white_space",
    "plot_words",
    "read_asking",
    "read_map",
    "repeat_buying_form",
    "retention_form",
    "rivals_form",
    "score_networks",
    "score_people",
    "segment_audience",
    "segment_customers",
    "segments_form",
    "sellers_form",
    "share_of_voice",
    "shared_network",
    "strategy_form",
    "summarise_audience",
    "summarise_orders",
    "summarise_types",
    "suspects_form",
    "tactics_form",
    "tell_audit",
    "tell_choice",
    "tell_tasks",
    "to_do",
    "to_pandas",
    "trace",
    "two_networks_form",
    "week_form",
    "weekly_activity",
    "words_form",
    "write_seller_sheet",
    "write_strategy",
    "written_comments",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'smmlab' has no attribute {name!r}")
    return getattr(import_module(f"smmlab.{_WHERE[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_WHERE})
