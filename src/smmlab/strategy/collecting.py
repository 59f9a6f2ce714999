"""From a project to the material of its strategy: what the tables hold, what did well."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pandas as pd

from smmlab.decisions import Decision
from smmlab.defaults import default_decisions
from smmlab.findings import Finding, Source, trace
from smmlab.own_scheme import read_scheme
from smmlab.schema import TABLES
from smmlab.strategy.material import Example, Material, TableFacts
from smmlab.strategy.planning import answering_hours, draw_test, plan_month
from smmlab.texts import Words, message

if TYPE_CHECKING:
    from smmlab.analyses import Analyses
    from smmlab.project import Project

_COUNTED = message("Counted in the tables.")
_ENGAGEMENTS = ("reactions", "comments", "shares", "saves")
_DAYS: Mapping[str, tuple[str, str]] = {
    "audience": ("from_day", "to_day"), "daily": ("day", "day"), "ads": ("from_day", "to_day"),
    "visits": ("day", "to_day"), "snapshots": ("exported_at", "exported_at"),
    "people": ("exported_at", "exported_at"),
}  # fmt: skip


def gather(project: "Project", analyses: "Analyses", *, made_on: date, words: Words) -> Material:
    """Return everything the sections lean on.

    Parameters
    ----------
    project
        An opened client folder.
    analyses
        Its results.
    made_on
        The day of the document; the calendar begins after it.
    words
        The language of the document.
    """
    status = project.status()
    tables = tuple(_facts(name, project.relation(name), project.brief.timezone) for name in TABLES)
    findings = {found.key: found for found in analyses.findings}
    answering = answering_hours(findings, tables, project.brief.objectives) or 0.0
    defaults = default_decisions(analyses, project.brief, answering_hours=answering)
    filed = project.decisions()
    decisions = {step: _completed(default, filed.get(step)) for step, default in defaults.items()}
    slot_test = draw_test(analyses, decisions, made_on=made_on)
    return Material(
        brief=project.brief,
        analyses=analyses,
        decisions=decisions,
        fingerprint=project.fingerprint,
        made_on=made_on,
        words=words,
        findings=findings,
        tables=tables,
        refused=tuple(_rejected(status)),
        refused_files=tuple((one.file, one.reason) for one in status.refused),
        examples=best_posts(project.table("posts"), analyses.types),
        calendar=plan_month(
            analyses,
            decisions,
            project.brief,
            slot_test=slot_test,
            made_on=made_on,
            seed=f"{project.fingerprint}:{made_on.isoformat()}",
        ),
        slot_test=slot_test,
        scheme=read_scheme(project.folder),
    )


def best_posts(
    posts: pd.DataFrame, types: pd.DataFrame | None, *, most: int = 4
) -> tuple[Example, ...]:
    """Return the own posts with most engagements, at most one of each type, the best first.

    What has no type (news, opening hours) may do well and teaches nothing about the next post.

    Parameters
    ----------
    posts
        Canonical posts.
    types
        network, post_id, type; None when nothing is classified.
    most
        How many posts to show.
    """
    own = posts[posts["is_own"].astype(bool) & posts["text"].fillna("").str.strip().ne("")]
    counts = own[list(_ENGAGEMENTS)].astype("Float64")
    own = own.assign(engagements=counts.sum(axis=1, min_count=1)).dropna(subset="engagements")
    own = own[own["engagements"] > 0]
    if own.empty:
        return ()
    if types is not None and not types.empty:
        known = types[["network", "post_id", "type"]].drop_duplicates(["network", "post_id"])
        own = own.merge(known, on=["network", "post_id"], how="left")
        own = own[own["type"].fillna("none") != "none"]
    else:
        own = own.assign(type="none")
    ranked = own.sort_values(["engagements", "post_id"], ascending=[False, True])
    best = ranked.groupby("type", sort=False).head(1).head(most)
    return tuple(_example(row) for row in best.itertuples())


def _example(row: Any) -> Example:
    source = Source(str(row.source_file), int(row.source_row), int(row.source_row), 1)
    engagements = Finding(
        f"content.example.{row.network}.{row.post_id}", int(row.engagements), "engagements",
        method=message("Reactions, comments, shares and saves of this post, added."),
        sources=(source,),
    )  # fmt: skip
    return Example(str(row.type), str(row.network), str(row.text), engagements)


def _completed(default: Decision, filed: Decision | None) -> Decision:
    if filed is None:
        return default
    if default.step == "money" and "model" not in filed.choice:
        # A plan or a margin on file is kept, but nobody has chosen a way to earn by it.
        return replace(default, choice={**default.choice, **filed.choice})
    # What the strategist left open keeps its default value.
    return replace(filed, choice={**default.choice, **filed.choice})


def _facts(name: str, table: Any, zone: str) -> TableFacts:
    sources = trace(table)
    total = sum(source.rows for source in sources)
    if not total:
        return TableFacts(name)
    rows = Finding(f"data.{name}.rows", total, "rows", method=_COUNTED, sources=sources)
    files = tuple(
        Finding(f"data.{name}.rows.{source.file}", source.rows, "rows", method=_COUNTED,
                sources=(source,))
        for source in sources
    )  # fmt: skip
    first, last = _span(name, table, zone)
    return TableFacts(
        name,
        rows,
        _day_finding(f"data.{name}.first_day", first, sources),
        _day_finding(f"data.{name}.last_day", last, sources),
        files,
    )


def _day_finding(key: str, day: str, sources: tuple[Source, ...]) -> Finding | None:
    if not day:
        return None
    method = message("First and last day in the table.")
    return Finding(key, day, "date", method=method, sources=sources)


def _span(name: str, table: Any, zone: str) -> tuple[str, str]:
    from zoneinfo import ZoneInfo

    first, last = _DAYS.get(name, ("at", "at"))
    if first not in TABLES[name].columns:
        return "", ""
    ends = (
        nw.from_native(table)
        .lazy()
        .select(low=nw.col(first).min(), high=nw.col(last).max())
        .collect("pandas")
        .to_native()
    )
    low, high = ends.iloc[0].tolist()
    if not first.endswith("at"):
        return ("" if pd.isna(low) else str(low)), ("" if pd.isna(high) else str(high))
    days = [
        "" if pd.isna(value)
        else datetime.fromtimestamp(int(value), UTC).astimezone(ZoneInfo(zone)).date().isoformat()
        for value in (low, high)
    ]  # fmt: skip
    return days[0], days[1]


def _rejected(status: Any) -> Iterable[Finding]:
    for file in status.files:
        rejected = int(dict(file.rows).get("rejected", 0))
        if rejected:
            source = Source(file.file, 0, 0, rejected)
            yield Finding(
                f"data.rejected.{file.file}", rejected, "rows",
                method=message("Rows that could not be used, each listed with its reason."),
                sources=(source,),
            )  # fmt: skip
