"""What only all Telegram exports together can know: threads, albums, copies and counts.

A comment of May may answer a post of April that stands in another file, and its post may be the
copy of one in the channel's own export. This is found when the tables are merged, and so the files
may be cut anywhere.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from smmlab.copies import NETWORK, albums, originals
from smmlab.merge import files, merge_query, rows_of
from smmlab.schema import TABLES as SCHEMA

TABLES = frozenset(("posts", "snapshots", "interactions"))
_SPOKEN = "('comment', 'reply')"


def has_any(readers: Iterable[str]) -> bool:
    """Tell whether one of the imported files is an export of Telegram."""
    return NETWORK in readers


def merged_threads(
    table: str,
    parts: Sequence[Path],
    *,
    posts: Sequence[Path],
    interactions: Sequence[Path],
    spoken: Path | None,
    readers: Iterable[str],
) -> str:
    """Write the SQL of a merge of one of the `TABLES`, with what all exports together know.

    Parameters
    ----------
    table
        One of `TABLES`.
    parts
        What it is merged of.
    posts, interactions
        The parts of both.
    spoken
        The merged interactions, which are merged before the posts; None when there are none.
    readers
        What the files were read as: one export alone has followed its threads.

    Returns
    -------
    str
        A query of the table's columns.
    """
    several = list(readers).count(NETWORK) > 1
    source = files(parts)
    if table == "interactions":
        if several:
            source = _said_by_pages(_answer_albums(parts, posts), parts, posts)
        query = merge_query(SCHEMA[table], source)
        if several:
            query = _follow_threads(query, posts)
        return _at_the_original(query, posts)
    if several:
        source = _join_albums(parts, posts)
    return _posts(merge_query(SCHEMA[table], source), table, posts, interactions, spoken)


def _join_albums(told: Sequence[Path], posts: Sequence[Path]) -> str:
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
        whole AS (SELECT head FROM same UNION SELECT post_id FROM {rows_of(posts, "posts")}
                  WHERE network = '{NETWORK}' AND form = 'carousel')
        SELECT told.* REPLACE (
            coalesce(same.head, told.post_id) AS post_id,
            CASE WHEN same.head IS NULL THEN told.url END AS url,
            CASE WHEN same.head IS NOT NULL OR whole.head IS NOT NULL THEN 'carousel'
                 ELSE told.form END AS form)
        FROM {rows_of(told, "posts")} AS told
        LEFT JOIN same ON told.network = '{NETWORK}' AND same.post_id = told.post_id
        LEFT JOIN whole ON told.network = '{NETWORK}' AND whole.head = told.post_id)"""


def _answer_albums(interactions: Sequence[Path], posts: Sequence[Path]) -> str:
    """Write the SQL of the parts of the interactions, with albums under the id of their first.

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


def _said_by_pages(told: str, interactions: Sequence[Path], posts: Sequence[Path]) -> str:
    """Write the SQL of interactions that know which channels in a group are the page itself.

    The page is whose posts are copied into the group; where none is in any file, a channel that
    answers people. Any other channel is a guest.

    Parameters
    ----------
    told
        SQL of the interactions, with their part columns.
    interactions, posts
        The parts of both.
    """
    chat = "split_part({}, '/', 1)"
    return f"""(
        WITH linked AS MATERIALIZED (
            SELECT DISTINCT {chat.format("post_id")} AS chat, by_channel
            FROM {rows_of(posts, "posts")}
            WHERE network = '{NETWORK}' AND by_channel IS NOT NULL),
        pages AS MATERIALIZED (
            FROM linked UNION
            SELECT {chat.format("interaction_id")} AS chat, by_channel FROM {files(interactions)}
            WHERE network = '{NETWORK}' AND by_channel IS NOT NULL AND kind IN {_SPOKEN}
                AND coalesce(post_id, reply_to) IS NOT NULL
                AND {chat.format("interaction_id")} NOT IN (SELECT chat FROM linked))
        SELECT told.* REPLACE (
            CASE WHEN told.network = '{NETWORK}' AND told.by_channel IS NOT NULL
                 THEN pages.chat IS NOT NULL ELSE told.by_page END AS by_page)
        FROM {told} AS told
        LEFT JOIN pages ON told.network = '{NETWORK}' AND pages.by_channel = told.by_channel
            AND pages.chat = {chat.format("told.interaction_id")})"""


def _follow_threads(merged: str, posts: Sequence[Path]) -> str:
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
    known = f"SELECT DISTINCT post_id FROM {_join_albums(posts, posts)} WHERE network = '{NETWORK}'"
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


def _at_the_original(merged: str, posts: Sequence[Path]) -> str:
    """Write the SQL that moves interactions from a copy in a group to the channel's post."""
    return f"""
        WITH told AS ({merged}), links AS MATERIALIZED ({originals(posts)})
        SELECT told.* REPLACE (coalesce(links.original, told.post_id) AS post_id)
        FROM told LEFT JOIN links ON told.network = '{NETWORK}' AND links.post_id = told.post_id"""


def _posts(
    merged: str, table: str, posts: Sequence[Path], acts: Sequence[Path], spoken: Path | None
) -> str:
    """Write the SQL of posts, or snapshots, without copies, with what all files together count.

    Telegram tells no number of comments: those of people that stand in the tables are counted, and
    a post that is known to be open for them has zero until then. A snapshot shows none. A chat
    without one reaction has them switched off, or all its exports are too old: there a post without
    reactions has not zero of them.
    """
    told = (
        f"SELECT post_id, count(*) AS n FROM {files([spoken])} WHERE network = '{NETWORK}' "
        f"AND kind IN {_SPOKEN} AND NOT by_page GROUP BY post_id"
        if spoken
        else "SELECT NULL::VARCHAR AS post_id, NULL::BIGINT AS n WHERE false"
    )
    reacted = (
        f"SELECT split_part(post_id, '/', 1) FROM {files(posts)} "
        f"WHERE network = '{NETWORK}' AND reactions IS NOT NULL"
    )
    if acts:
        reacted += (
            f" UNION SELECT split_part(interaction_id, '/', 1) FROM {files(acts)} "
            f"WHERE network = '{NETWORK}' AND kind = 'reaction'"
        )
    comments = "greatest(told.comments, spoken.n, CASE WHEN linked.original IS NOT NULL THEN 0 END)"
    return f"""
        WITH links AS MATERIALIZED ({originals(posts)}), spoken AS ({told}),
        told AS (SELECT * FROM ({merged})
                 WHERE network <> '{NETWORK}' OR post_id NOT IN (SELECT post_id FROM links))
        SELECT told.* REPLACE (
            CASE WHEN told.network <> '{NETWORK}' THEN told.comments
                 ELSE {comments if table == "posts" else "NULL"} END AS comments,
            CASE WHEN told.network = '{NETWORK}' AND told.reactions IS NULL
                    AND split_part(told.post_id, '/', 1) IN ({reacted})
                 THEN 0 ELSE told.reactions END AS reactions)
        FROM told LEFT JOIN spoken ON spoken.post_id = told.post_id
        LEFT JOIN links AS linked ON linked.original = told.post_id"""
