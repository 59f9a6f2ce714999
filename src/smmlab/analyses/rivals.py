"""The rivals of a project: their pages beside ours, over the same days."""

import pandas as pd

from smmlab.analyses.rooms import SEED, Room, Tables
from smmlab.dialogue.replies import measure_replies
from smmlab.findings import trace
from smmlab.merge import as_frame
from smmlab.project import Project
from smmlab.rivals.answering import ANSWERS, answering_findings, comments_by_page
from smmlab.rivals.benchmark_findings import benchmark_findings
from smmlab.rivals.benchmarks import compare_pages
from smmlab.rivals.best_posts import best_post_findings, best_rival_posts
from smmlab.rivals.comparable import PAGE
from smmlab.rivals.keys import has_both
from smmlab.rivals.mixes import compare_mixes, find_gaps, mix_findings
from smmlab.rivals.trends import measure_trends, trend_findings
from smmlab.rivals.voice import share_of_voice, voice_findings
from smmlab.rivals.white_space import find_white_space, white_space_findings


def rivals_room(tables: Tables) -> Room:
    """Compare the pages of rivals with ours."""
    posts, types, zone = tables.posts, tables.types_of_all, tables.timezone
    daily = as_frame(tables.project.relation("daily"))
    rows = trace(posts)
    voice = share_of_voice(posts)
    pages = compare_pages(posts, daily, timezone=zone, seed=SEED)
    mixes = compare_mixes(posts, types)
    gaps = find_gaps(mixes)
    cells = find_white_space(posts, types, seed=SEED)
    best = best_rival_posts(posts, types)
    trends = measure_trends(posts, timezone=zone)
    answers = answer_times(tables.project)
    return Room(
        {
            "voice": voice,
            "rival_pages": pages,
            "rival_mixes": mixes,
            "rival_gaps": gaps,
            "white_space": cells,
            "rival_best": best,
            "rival_trends": trends,
            "rival_answers": answers,
        },
        [
            *voice_findings(voice, sources=rows),
            *benchmark_findings(pages, sources=rows),
            *mix_findings(mixes, gaps, sources=rows),
            *white_space_findings(cells, sources=rows),
            *best_post_findings(best),
            *trend_findings(trends, sources=rows),
            *answering_findings(answers, sources=trace(tables.project.relation("interactions"))),
        ],
    )


def content_types(project: Project) -> pd.DataFrame:
    """Return the content types of the posts of all pages, rivals' among them.

    Parameters
    ----------
    project
        An opened client folder.

    Returns
    -------
    DataFrame
        The columns of `smmlab.content.types.classify_content`, one row a post.

    Examples
    --------
    >>> from smmlab.analyses.rivals import content_types
    """
    return Tables(project).types_of_all


def answer_times(project: Project) -> pd.DataFrame:
    """Return how fast each page answers comments under its posts, rivals' pages among them.

    Parameters
    ----------
    project
        An opened client folder.

    Returns
    -------
    DataFrame
        One row a page with comments, on networks where a rival has posts: ``network``, ``page``,
        ``is_own``, ``comments`` (by people), ``answers`` (by the page), ``median_hours``
        (Kaplan-Meier) with interval, ``unanswered`` and ``unanswered_share`` with its Wilson
        interval; each page until its own newest comment.

    Examples
    --------
    >>> from smmlab.analyses.rivals import answer_times
    """
    posts = project.table("posts")
    posts = posts[has_both(posts, rivals_alone=True)]
    if posts.empty:
        return pd.DataFrame(columns=list(ANSWERS))
    networks = ", ".join(f"'{name}'" for name in sorted(posts["network"].unique()))
    spoken = project.relation("interactions").filter(
        f"kind IN ('comment', 'reply') AND post_id IS NOT NULL AND network IN ({networks})"
    )
    rows = [
        {**dict(zip(PAGE, names, strict=True)), **_answers(mine)}
        for names, mine in comments_by_page(posts, as_frame(spoken)).groupby(
            list(PAGE), dropna=False, sort=True
        )
    ]
    return pd.DataFrame(rows, columns=list(ANSWERS))


def _answers(comments: pd.DataFrame) -> dict[str, object]:
    found = measure_replies(comments)
    waiting = found.by_clock
    return {
        "comments": waiting.comments,
        "answers": found.answers,
        "median_hours": waiting.median_hours,
        "median_low": waiting.median_low,
        "median_high": waiting.median_high,
        "unanswered": waiting.unanswered.count,
        "unanswered_share": waiting.unanswered.share,
        "unanswered_low": waiting.unanswered.low,
        "unanswered_high": waiting.unanswered.high,
    }
