"""What only all Telegram exports together can know: threads, albums, copies and counts.

A comment of May may answer a post of April that stands in another file, and its post may be the
copy of one in the channel's own export. This is found when the tables are merged, and so the files
may be cut anywhere.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from smmlab.copies import NETWORK, albums, originals
from smmlab.merge import files

_SPOKEN = "('comment', 'reply')"


def has_any(readers: Iterable[str]) -> bool:
    """Tell whether one of the imported files is an export of Telegram."""
    return NETWORK in readers


def may_go_on(readers: Iterable[str]) -> bool:
    """Tell whether there are two such exports or more: one alone has followed its threads."""
    return list(readers).count(NETWORK) > 1


def join_albums(told: Sequence[Path], posts: Sequence[Path]) -> str:
    """Write the SQL of parts, with the pieces of an album under one id.

    Parameters
    ----------
    told
        Parts of posts and snapshots.
    posts
        The parts of the posts among them.
    """
    return f"""(
        WITH same AS MATERIALIZED ({albums(posts)}),
        whole AS (SELECT head FROM same UNION SELECT post_id FROM {files(posts)}
                  WHERE network = '{NETWORK}' AND form = 'carousel')
        SELECT told.* REPLACE (
            coalesce(same.head, told.post_id) AS post_id,
            CASE WHEN same.head IS NULL THEN told.url END AS url,
            CASE WHEN same.head IS NOT NULL OR whole.head IS NOT NULL THEN 'carousel'
                 ELSE told.form END AS form)
        FROM {files(told)} AS told
        LEFT JOIN same ON told.network = '{NETWORK}' AND same.post_id = told.post_id
        LEFT JOIN whole ON told.network = '{NETWORK}' AND whole.head = told.post_id)"""


def answer_albums(interactions: Sequence[Path], posts: Sequence[Path]) -> str:
    """Write the SQL of the parts of the interactions, with albums under the id of `join_albums`.

    Parameters
    ----------
    interactions, posts
        The parts of both.
    """
    return f"""(
        WITH same AS MATERIALIZED ({albums(posts)})
        SELECT told.* REPLACE (
            coalesce(post.head, told.post_id) AS post_id,
            coalesce(answered.head, told.reply_to) AS reply_to,
            CASE WHEN told.kind = 'reaction' AND post.head IS NOT NULL
                    AND starts_with(told.interaction_id, told.post_id || '/')
                 THEN post.head || substr(told.interaction_id, length(told.post_id) + 1)
                 ELSE told.interaction_id END AS interaction_id)
        FROM {files(interactions)} AS told
        LEFT JOIN same AS post ON told.network = '{NETWORK}' AND post.post_id = told.post_id
        LEFT JOIN same AS answered
            ON told.network = '{NETWORK}' AND answered.post_id = told.reply_to)"""


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
    known = f"SELECT DISTINCT post_id FROM {join_albums(posts, posts)} WHERE network = '{NETWORK}'"
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


def at_the_original(merged: str, posts: Sequence[Path]) -> str:
    """Write the SQL that moves interactions from a copy in a group to the channel's post."""
    return f"""
        WITH told AS ({merged}), links AS MATERIALIZED ({originals(posts)})
        SELECT told.* REPLACE (coalesce(links.original, told.post_id) AS post_id)
        FROM told LEFT JOIN links ON told.network = '{NETWORK}' AND links.post_id = told.post_id"""


def without_copies(merged: str, posts: Sequence[Path]) -> str:
    """Write the SQL of posts, or snapshots, without the copies whose channel's post is here."""
    return f"""
        SELECT * FROM ({merged}) AS told WHERE network <> '{NETWORK}' OR post_id NOT IN (
            SELECT post_id FROM ({originals(posts)}))"""


def count_comments(merged: str, posts: Sequence[Path], interactions: Path | None) -> str:
    """Write the SQL that gives posts the comments of people that stand in the tables.

    Telegram tells no number; a post that is known to be open for comments has zero until then.

    Parameters
    ----------
    merged
        SQL of the merged posts.
    posts
        The parts of the posts.
    interactions
        The merged interactions.
    """
    spoken = (
        f"SELECT post_id, count(*) AS n FROM {files([interactions])} WHERE network = '{NETWORK}' "
        f"AND kind IN {_SPOKEN} AND NOT by_page GROUP BY post_id"
        if interactions
        else "SELECT NULL::VARCHAR AS post_id, NULL::BIGINT AS n WHERE false"
    )
    return f"""
        WITH told AS ({merged}), spoken AS ({spoken}),
        discussed AS (SELECT original AS post_id FROM ({originals(posts)}))
        SELECT told.* REPLACE (
            CASE WHEN told.network <> '{NETWORK}' THEN told.comments
                 WHEN discussed.post_id IS NULL THEN greatest(told.comments, spoken.n)
                 ELSE greatest(told.comments, spoken.n, 0) END AS comments)
        FROM told LEFT JOIN spoken ON spoken.post_id = told.post_id
        LEFT JOIN discussed ON discussed.post_id = told.post_id"""


def without_comments(merged: str) -> str:
    """Write the SQL of snapshots without the comments that no Telegram export shows."""
    return (
        f"SELECT * REPLACE (CASE WHEN network = '{NETWORK}' THEN NULL ELSE comments END "
        f"AS comments) FROM ({merged})"
    )


def count_no_reactions(merged: str, posts: Sequence[Path], interactions: Sequence[Path]) -> str:
    """Write the SQL that gives posts without reactions zero, where their chat has any.

    A chat without one reaction has them switched off, or all its exports are too old: not zero.

    Parameters
    ----------
    merged
        SQL of the merged posts or snapshots.
    posts, interactions
        The parts of both.
    """
    reacted = (
        f"SELECT split_part(post_id, '/', 1) FROM {files(posts)} "
        f"WHERE network = '{NETWORK}' AND reactions IS NOT NULL"
    )
    if interactions:
        reacted += (
            f" UNION SELECT split_part(interaction_id, '/', 1) FROM {files(interactions)} "
            f"WHERE network = '{NETWORK}' AND kind = 'reaction'"
        )
    return f"""
        SELECT * REPLACE (
            CASE WHEN network = '{NETWORK}' AND reactions IS NULL
                    AND split_part(post_id, '/', 1) IN ({reacted})
                 THEN 0 ELSE reactions END AS reactions)
        FROM ({merged})"""
