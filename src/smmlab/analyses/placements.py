"""Where else a project could speak: its placements.csv beside all that its files tell of them."""

import pandas as pd

from smmlab.analyses.rooms import SEED, Room, Tables
from smmlab.audience.suspects import estimate_suspects
from smmlab.findings import Finding, Source, trace
from smmlab.networks.evidence import load_evidence
from smmlab.own_placements import PLACEMENT_COLUMNS, page_key, read_placements
from smmlab.reduce.frames import beside, scan, to_pandas
from smmlab.rivals.placement_findings import placement_findings, segment_findings
from smmlab.rivals.placement_plan import PlacementPlan, plan_findings, plan_placements
from smmlab.rivals.placements import PlacementComparison, compare_placements
from smmlab.rivals.shared_people import shared_people, shared_segments
from smmlab.rivals.tactics import judge_tactics

_NO_SCORES = pd.DataFrame({name: [] for name in ("network", "person", "segment")})
_NOBODY = pd.DataFrame({name: [] for name in ("network", "page", "share", "low", "high")})


def placement_room(tables: Tables) -> Room:
    """Compare the placements of a project, and plan the budget that was decided for them."""
    comparison, rows = compare_listed(tables)
    plan = planned(tables, comparison)
    segments = _segments(tables, comparison)
    found: list[Finding] = [
        *placement_findings(comparison, sources=rows),
        *segment_findings(segments, sources=rows),
    ]
    if plan is not None:
        found += plan_findings(plan, sources=rows)
    results = {
        "placements": comparison,
        "placement_plan": plan,
        "placement_segments": segments,
    }
    return Room(results, found)


def compare_listed(tables: Tables) -> tuple[PlacementComparison, tuple[Source, ...]]:
    """Return the comparison of the placements in placements.csv, and the rows behind it."""
    listed = read_placements(tables.project.folder)
    if listed is None or listed.empty:
        return compare_placements(pd.DataFrame(columns=list(PLACEMENT_COLUMNS))), ()
    brief, posts = tables.project.brief, tables.posts
    comparison = compare_placements(
        listed,
        posts=posts,
        currency=brief.currency,
        rates=tables.rates,
        suspects=_suspects(tables, listed),
        shared=shared_people(tables.project.relation("interactions"), posts),
        target_share=_target_share(tables),
        tactics=judge_tactics(brief, sorted(set(listed["network"]))),
        seed=SEED,
    )
    return comparison, (*trace(listed), *trace(posts[~posts["is_own"]]))


def planned(tables: Tables, comparison: PlacementComparison) -> PlacementPlan | None:
    """Return the plan for the budget that was decided, or None when none was."""
    choice = tables.project.decision("placements").choice
    budget = float(choice.get("budget") or 0)
    if budget <= 0 or comparison.table.empty:
        return None
    return plan_placements(
        comparison,
        budget=budget,
        currency=str(choice.get("currency") or tables.project.brief.currency),
        allowed_cost=float(choice.get("allowed_cost") or 0) or None,
        first=int(choice.get("first") or 0) or None,
        seed=SEED,
    )


def _segments(tables: Tables, comparison: PlacementComparison) -> pd.DataFrame:
    """Compare our segments on the listed pages that the files hold."""
    listed = comparison.table[["network", "page"]]
    keys = set(zip(listed["network"], page_key(listed["page"]), strict=True))
    posts = tables.posts
    there = [pair in keys for pair in zip(posts["network"], page_key(posts["page"]), strict=True)]
    asked = posts[posts["is_own"] | pd.Series(there, posts.index)]
    talk = tables.project.relation("interactions")
    # Without another page's posts nobody has to be scored.
    scored = _NO_SCORES if asked["is_own"].all() else tables.scored
    return shared_segments(talk, asked, scored)


def _suspects(tables: Tables, listed: pd.DataFrame) -> pd.DataFrame:
    """Estimate the suspects among those who act on each listed page that the files hold."""
    posts = tables.posts
    theirs = posts[~posts["is_own"] & posts["page"].notna()]
    theirs = theirs.assign(key=page_key(theirs["page"]))
    asked = listed.assign(key=page_key(listed["page"]))[["network", "page", "key"]]
    pages = asked.merge(theirs[["network", "key", "post_id"]], on=["network", "key"])
    if pages.empty:
        return _NOBODY
    everyone, talk = (tables.project.relation(name) for name in ("people", "interactions"))
    there = pages[["network", "page", "post_id"]].astype("str")
    acts = to_pandas(
        scan(talk, ("network", "post_id", "person"), table="interactions")
        .join(beside(there, talk), on=["network", "post_id"])
        .select("network", "page", "person")
        .unique()
        .to_native()
    )
    who = acts[["network", "person"]].dropna().drop_duplicates().astype("str")
    people = to_pandas(
        scan(everyone, ("network", "person"), table="people")
        .join(beside(who, everyone), on=["network", "person"])
        .to_native()
    )
    found = [_NOBODY]
    for (network, page), group in acts.groupby(["network", "page"]):
        active = people[(people["network"] == network) & people["person"].isin(group["person"])]
        rules = estimate_suspects(active, seed=SEED).rules
        rules = rules[rules["is_chosen"] & rules["share"].notna()]
        columns = {"share_low": "low", "share_high": "high"}
        found.append(
            rules.rename(columns=columns).assign(page=page)[
                ["network", "page", "share", "low", "high"]
            ]
        )
    return pd.concat([frame for frame in found if len(frame)] or [_NOBODY], ignore_index=True)


def _target_share(tables: Tables) -> float | None:
    """Return the part of the market that is in the target group, where both numbers are known."""
    brief = tables.project.brief
    figures = load_evidence(tables.project.evidence).figures
    people = figures[
        (figures["topic"] == "population")
        & (figures["market"] == brief.market)
        & (figures["segment"] == "all")
    ].sort_values("year")
    if brief.target.people is None or people.empty:
        return None
    share = brief.target.people / float(people["value"].iloc[-1])
    return share if 0 < share <= 1 else None
