"""The content room: types, forms, times and rhythm of the own posts."""

import pandas as pd

from smmlab.analyses.rooms import SEED, Room, Tables
from smmlab.content.ad_findings import ad_findings, trade_findings
from smmlab.content.ads import compare_ads
from smmlab.content.claims import claim_findings, judge_claims
from smmlab.content.creatives import promising_posts
from smmlab.content.effect_findings import effect_findings
from smmlab.content.effects import estimate_effects
from smmlab.content.form_choice import choice_findings
from smmlab.content.forms import compare_forms, form_findings
from smmlab.content.good_posts import posts_that_did_well
from smmlab.content.idea_bank import fill_ideas
from smmlab.content.languages_mix import compare_languages
from smmlab.content.lifetime import measure_lifetime
from smmlab.content.lifetime_findings import lifetime_findings
from smmlab.content.pillars import name_pillars, pillar_findings
from smmlab.content.rhythm import measure_rhythm, rhythm_findings
from smmlab.content.slots import compare_slots, slot_findings
from smmlab.content.timing import find_best_times, timing_findings
from smmlab.content.totals import engagement_findings, summarise_engagement
from smmlab.content.trade_off import organic_rates, trade_off
from smmlab.content.traits import describe_posts
from smmlab.content.trend_findings import language_findings, trend_findings
from smmlab.content.trends import find_trends
from smmlab.content.type_forms import cross_types_forms
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
    snapshots = tables.project.table("snapshots")
    lifetime = measure_lifetime(own, snapshots, tables.acts, types=types, seed=SEED)
    daily = tables.project.table("daily")
    effects = estimate_effects(
        own, types, describe_posts(own), timezone=zone, seed=SEED,
        followers=daily.loc[daily["metric"] == "followers", ["network", "page", "day", "value"]],
    )  # fmt: skip
    type_forms = cross_types_forms(own, types, seed=SEED)
    paid = tables.project.table("ads")
    ads = compare_ads(paid, own, types, seed=SEED)
    ads_trade = trade_off(ads.table, organic_rates(own, timezone=zone, seed=SEED))
    claims = judge_claims(
        effects=effects, type_summary=type_summary, lifetime=lifetime, slots=slots, ads=ads.table
    )
    trends = pd.concat(
        [
            find_trends(tables.posts, tables.comments, timezone=zone, kind="hashtag", seed=SEED),
            find_trends(tables.posts, tables.comments, timezone=zone, kind="topic", seed=SEED),
        ],
        ignore_index=True,
    )
    pillars = name_pillars(tables.needs, trends, goods=tables.project.brief.goods)
    ideas = fill_ideas(pillars, posts_that_did_well(own, types), tables.needs)
    language_mix = compare_languages(tables.posts, tables.comments)
    every_text = (*trace(tables.posts), *tables.acts_sources)
    of_ads = (*trace(paid), *rows)
    of_lives = (*rows, *trace(snapshots), *tables.acts_sources)
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
            "type_forms": type_forms,
            "trends": trends,
            "language_mix": language_mix,
            "ads": ads,
            "ads_trade": ads_trade,
            "creatives": promising_posts(own),
            "pillars": pillars,
            "ideas": ideas,
            "claims": claims,
        },
        [
            *engagement_findings(engagement, sources=rows),
            *type_findings(type_summary, sources=rows),
            *form_findings(forms, sources=rows),
            *choice_findings(type_forms, sources=rows),
            *timing_findings(timing, sources=rows),
            *rhythm_findings(rhythm, sources=rows),
            *slot_findings(slots, sources=rows),
            *effect_findings(effects, sources=rows),
            *trend_findings(trends, sources=every_text),
            *language_findings(language_mix, sources=every_text),
            *lifetime_findings(lifetime, sources=of_lives),
            *ad_findings(ads, sources=of_ads),
            *trade_findings(ads_trade, sources=of_ads),
            *pillar_findings(pillars, sources=(*rows, *tables.acts_sources)),
            *claim_findings(claims, sources=(*of_lives, *trace(paid))),
        ],
    )
