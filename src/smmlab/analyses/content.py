"""The content room: types, forms, times and rhythm of the own posts."""

from smmlab.analyses.rooms import SEED, Room, Tables
from smmlab.content.effect_findings import effect_findings
from smmlab.content.effects import estimate_effects
from smmlab.content.forms import compare_forms, form_findings
from smmlab.content.lifetime import measure_lifetime
from smmlab.content.lifetime_findings import lifetime_findings
from smmlab.content.rhythm import measure_rhythm, rhythm_findings
from smmlab.content.slots import compare_slots, slot_findings
from smmlab.content.timing import find_best_times, timing_findings
from smmlab.content.totals import engagement_findings, summarise_engagement
from smmlab.content.type_summary import summarise_types, type_findings
from smmlab.findings import trace


def content_room(tables: Tables) -> Room:
    """Look at what the page published."""
    zone, own, types = tables.timezone, tables.own_posts, tables.types
    rows = trace(own)
    engagement = summarise_engagement(own, seed=SEED)
    type_summary = summarise_types(own, types, seed=SEED)
    forms = compare_forms(own, seed=SEED)
    timing = find_best_times(own, timezone=zone, seed=SEED)
    rhythm = measure_rhythm(own, timezone=zone)
    slots = compare_slots(own, timezone=zone, seed=SEED)
    lifetime = measure_lifetime(
        own, tables.project.table("snapshots"), tables.acts, types=types, seed=SEED
    )
    effects = estimate_effects(own, types, timezone=zone, seed=SEED)
    return Room(
        {
            "engagement": engagement,
            "types": types,
            "type_summary": type_summary,
            "forms": forms,
            "timing": timing,
            "rhythm": rhythm,
            "slots": slots,
            "lifetime": lifetime,
            "effects": effects,
        },
        [
            *engagement_findings(engagement, sources=rows),
            *type_findings(type_summary, sources=rows),
            *form_findings(forms, sources=rows),
            *timing_findings(timing, sources=rows),
            *rhythm_findings(rhythm, sources=rows),
            *slot_findings(slots, sources=rows),
            *effect_findings(effects, sources=rows),
            *lifetime_findings(lifetime, sources=(*rows, *tables.acts_sources)),
        ],
    )
