"""One Telegram post, several ids: copies in the discussion group, albums that two files share.

Telegram writes into a copy which channel it is from, but not which post, and no id of an album at
all. Both are found over all files together, so the files may be cut anywhere.
"""

from collections.abc import Sequence
from pathlib import Path

from smmlab.merge import files

NETWORK = "telegram"
# Telegram copies a post within seconds; when somebody corrected its words since, only time tells.
_SECONDS, _FEW_SECONDS = 60, 5
_IN_ALBUMS = "('photo', 'video', 'audio', 'file', 'carousel')"


def _seen(posts: Sequence[Path]) -> str:
    return (
        "SELECT DISTINCT post_id, page, \"at\", form, coalesce(text, '') AS text, copy_of, "
        "forwarded_from, text IS NOT NULL AND reactions > 0 AS is_whole, "
        "split_part(post_id, '/', 1) AS chat, "
        "try_cast(split_part(post_id, '/', 2) AS BIGINT) AS number "
        f"FROM {files(posts)} WHERE network = '{NETWORK}' AND \"at\" IS NOT NULL"
    )


def albums(posts: Sequence[Path]) -> str:
    """Write the SQL of the pictures of albums that do not stand first, and the one that does.

    What a chat posts within one second, picture by picture, is one post, unless it was forwarded
    from different places; a file that begins in the middle of it takes the rest for a post of its
    own. An album has one place for reactions: two that have words and reactions each are two posts.

    Parameters
    ----------
    posts
        The parts of the posts.

    Returns
    -------
    str
        A query of ``post_id`` and ``head``.
    """
    return f"""
        SELECT post_id, min(head) AS head FROM (
            SELECT post_id, chat || '/' || min(number) OVER second AS head,
                count(DISTINCT CASE WHEN is_whole THEN post_id END) OVER second AS whole
            FROM ({_seen(posts)}) WHERE form IN {_IN_ALBUMS}
            WINDOW second AS (PARTITION BY chat, page, "at", forwarded_from))
        WHERE post_id <> head AND whole < 2 GROUP BY post_id"""


def originals(posts: Sequence[Path]) -> str:
    """Write the SQL of the copies in discussion groups, and the channel's post of each.

    A copy says which channel it is from, and stands in the group within seconds; the words tell
    posts of one minute apart. A copy whose channel was not exported has none.

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
                PARTITION BY copied.post_id ORDER BY
                    source.text = copied.text DESC, source."at" DESC, source.number DESC) AS nth
            FROM (SELECT *, unnest(["at" // 60, "at" // 60 - 1]) AS minute
                  FROM seen WHERE copy_of IS NOT NULL) AS copied
            JOIN (SELECT *, "at" // 60 AS minute FROM seen WHERE copy_of IS NULL) AS source
            ON source.minute = copied.minute AND source.chat = copied.copy_of
            WHERE source."at" BETWEEN copied."at" - {_SECONDS} AND copied."at"
                AND (source.text = copied.text OR source."at" >= copied."at" - {_FEW_SECONDS}))
        SELECT post_id, original FROM (
            SELECT *, row_number() OVER (PARTITION BY original ORDER BY "at", post_id) AS turn
            FROM pairs WHERE nth = 1) WHERE turn = 1"""
