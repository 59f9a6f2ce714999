"""One Telegram post, several ids: copies in the discussion group, albums that two files share.

Telegram writes no common id into the export of a channel and that of its discussion group, and no
id of an album at all. Both are found over all files together, so the files may be cut anywhere.
"""

from collections.abc import Sequence
from pathlib import Path

from smmlab.merge import files

NETWORK = "telegram"
COPY = "telegram discussion copy"
_SECONDS = 60
_IN_ALBUMS = "('photo', 'video', 'audio', 'file', 'carousel')"


def _seen(posts: Sequence[Path]) -> str:
    return (
        "SELECT DISTINCT post_id, page, \"at\", form, coalesce(text, '') AS text, "
        f"coalesce(metrics_name = '{COPY}', false) AS is_copy, "
        "split_part(post_id, '/', 1) AS chat, "
        "try_cast(split_part(post_id, '/', 2) AS BIGINT) AS number "
        f"FROM {files(posts)} WHERE network = '{NETWORK}' AND \"at\" IS NOT NULL"
    )


def albums(posts: Sequence[Path]) -> str:
    """Write the SQL of the pictures of albums that do not stand first, and the one that does.

    What a chat posts within one second, picture by picture, is one post; a file that begins in the
    middle of it takes the rest for a post of its own.

    Parameters
    ----------
    posts
        The parts of the posts.

    Returns
    -------
    str
        A query of ``post_id`` and ``head``.
    """
    return (
        "SELECT post_id, min(head) AS head FROM (SELECT post_id, chat || '/' || min(number) OVER "
        f'(PARTITION BY chat, page, "at") AS head FROM ({_seen(posts)}) '
        f"WHERE form IN {_IN_ALBUMS}) WHERE post_id <> head GROUP BY post_id"
    )


def originals(posts: Sequence[Path]) -> str:
    """Write the SQL of the copies in discussion groups, and the channel's post of each.

    A copy is known by its page, its text, and by standing in the group within a minute. A copy
    whose channel was not exported has none.

    Parameters
    ----------
    posts
        The parts of the posts.

    Returns
    -------
    str
        A query of ``post_id`` and ``original``.
    """
    return f"""
        WITH seen AS MATERIALIZED ({_seen(posts)}), pairs AS (
            SELECT copied.post_id, source.post_id AS original, copied."at", row_number() OVER (
                PARTITION BY copied.post_id ORDER BY source."at" DESC, source.number DESC) AS nth
            FROM (SELECT *, unnest(["at" // 60, "at" // 60 - 1]) AS minute
                  FROM seen WHERE is_copy) AS copied
            JOIN (SELECT *, "at" // 60 AS minute FROM seen WHERE NOT is_copy) AS source
            ON source.minute = copied.minute AND source.text = copied.text
                AND source.page IS NOT DISTINCT FROM copied.page
            WHERE source."at" BETWEEN copied."at" - {_SECONDS} AND copied."at")
        SELECT post_id, original FROM (
            SELECT *, row_number() OVER (PARTITION BY original ORDER BY "at", post_id) AS turn
            FROM pairs WHERE nth = 1) WHERE turn = 1"""
