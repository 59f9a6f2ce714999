"""Threads that go on from one Telegram export to the next: joined over all files together.

A comment of May may answer a post of April that stands in another file. What an export alone
cannot know is found when the tables are merged, and so the files may be cut anywhere.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from smmlab.merge import files

NETWORK = "telegram"
_SPOKEN = "('comment', 'reply')"


def has_any(readers: Iterable[str]) -> bool:
    """Tell whether one of the imported files is an export of Telegram."""
    return NETWORK in readers


def may_go_on(readers: Iterable[str]) -> bool:
    """Tell whether there are two such exports or more: one alone has followed its threads."""
    return list(readers).count(NETWORK) > 1


def follow_threads(merged: str, posts: Sequence[Path]) -> str:
    """Write the SQL that gives interactions the post their thread began at.

    Parameters
    ----------
    merged
        SQL of the merged interactions.
    posts
        The parts of the posts.

    Returns
    -------
    str
        The same columns and rows. What answers a post is a comment without ``reply_to``; what
        answers a comment is a reply; both get ``post_id`` where it can be followed to a post.
    """
    known = (
        f"SELECT DISTINCT post_id FROM {files(posts)} WHERE network = '{NETWORK}'"
        if posts
        else "SELECT NULL::VARCHAR AS post_id WHERE false"
    )
    return f"""
        WITH RECURSIVE told AS ({merged}),
        links AS MATERIALIZED (
            SELECT interaction_id, reply_to, post_id FROM told WHERE network = '{NETWORK}'),
        starts AS MATERIALIZED ({known}),
        ways(interaction_id, target) AS (
            SELECT interaction_id, reply_to FROM links
            WHERE post_id IS NULL AND reply_to IS NOT NULL AND EXISTS (FROM starts)
            UNION
            SELECT ways.interaction_id, links.reply_to FROM ways
            JOIN links ON links.interaction_id = ways.target
            WHERE links.post_id IS NULL AND links.reply_to IS NOT NULL),
        found AS (
            SELECT ways.interaction_id, max(coalesce(links.post_id, starts.post_id)) AS post_id
            FROM ways LEFT JOIN links ON links.interaction_id = ways.target
            LEFT JOIN starts ON starts.post_id = ways.target GROUP BY ways.interaction_id)
        SELECT told.* REPLACE (
            coalesce(told.post_id, found.post_id) AS post_id,
            CASE WHEN starts.post_id IS NULL THEN told.reply_to END AS reply_to,
            CASE WHEN told.kind NOT IN {_SPOKEN} THEN told.kind
                 WHEN starts.post_id IS NOT NULL THEN 'comment'
                 WHEN parent.interaction_id IS NOT NULL THEN 'reply' ELSE told.kind END AS kind)
        FROM told
        LEFT JOIN found ON told.network = '{NETWORK}'
            AND found.interaction_id = told.interaction_id
        LEFT JOIN starts ON told.network = '{NETWORK}' AND starts.post_id = told.reply_to
        LEFT JOIN links AS parent ON told.network = '{NETWORK}'
            AND parent.interaction_id = told.reply_to"""


def count_comments(merged: str, interactions: Path | None) -> str:
    """Write the SQL that gives posts the comments of people that stand in the tables.

    Telegram tells no number; a post that is known to be open for comments has zero until then.
    """
    if interactions is None:
        return merged
    return f"""
        WITH told AS ({merged}), spoken AS (
            SELECT post_id, count(*) AS n FROM {files([interactions])}
            WHERE network = '{NETWORK}' AND kind IN {_SPOKEN} AND NOT by_page GROUP BY post_id)
        SELECT told.* REPLACE (
            CASE WHEN told.network = '{NETWORK}' THEN greatest(told.comments, spoken.n)
                 ELSE told.comments END AS comments)
        FROM told LEFT JOIN spoken ON spoken.post_id = told.post_id"""


def without_comments(merged: str) -> str:
    """Write the SQL of snapshots without the comments that no Telegram export shows."""
    return (
        f"SELECT * REPLACE (CASE WHEN network = '{NETWORK}' THEN NULL ELSE comments END "
        f"AS comments) FROM ({merged})"
    )
