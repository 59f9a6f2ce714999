"""One Telegram post, several ids: copies in the discussion group, albums that two files share.

Telegram writes into a copy which channel it is from, but not which post, and no id of an album at
all. Both are found over all files together, so the files may be cut anywhere.
"""

from collections.abc import Sequence
from pathlib import Path

from smmlab.merge import rows_of

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
        f"FROM {rows_of(posts, 'posts')} WHERE network = '{NETWORK}' AND \"at\" IS NOT NULL"
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
    posts of one minute apart. Of as many copies as posts with the same words the first is that of
    the first. A copy whose channel was not exported has none.

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
        WITH {_linked(posts)}, {_IN_STEP}, {_NEAREST},
        found AS (
            SELECT post_id, original, 0 AS turn, 0 AS "at" FROM in_step UNION ALL
            SELECT post_id, original, 1, "at" FROM nearest WHERE nth = 1)
        SELECT post_id, min(original) AS original FROM (
            SELECT *, row_number() OVER (
                PARTITION BY original ORDER BY turn, "at", post_id) AS place
            FROM found) WHERE place = 1 GROUP BY post_id"""


def _linked(posts: Sequence[Path]) -> str:
    """Write the SQL of the posts of channels that have groups, and of the copies in these."""
    return f"""
        heads AS MATERIALIZED ({albums(posts)}),
        every AS MATERIALIZED (
            SELECT coalesce(head, post_id) AS post_id, "at", text, copy_of, chat,
                try_cast(split_part(coalesce(head, post_id), '/', 2) AS BIGINT) AS number
            FROM ({_seen(posts)}) LEFT JOIN heads USING (post_id)),
        linked AS (SELECT DISTINCT copy_of AS channel, chat FROM every WHERE copy_of IS NOT NULL),
        seen AS MATERIALIZED (
            SELECT DISTINCT post_id, "at", text, number, copy_of, linked.channel, linked.chat
            FROM every JOIN linked ON linked.channel = coalesce(copy_of, every.chat)
                AND (copy_of IS NULL OR linked.chat = every.chat))"""


# Posts with the same words, each within a minute of the one before, and as many copies: all were
# copied, in their order.
_IN_STEP = f"""
        begun AS (
            SELECT *, "at" - lag("at", 1, 0) OVER (
                PARTITION BY channel, chat, text ORDER BY "at", number) > {_SECONDS} AS begins
            FROM seen),
        bursts AS (
            SELECT *, sum(begins::INT) OVER (
                PARTITION BY channel, chat, text ORDER BY "at", number) AS burst
            FROM begun),
        placed AS (
            SELECT *, row_number() OVER (
                    PARTITION BY channel, chat, text, burst, copy_of ORDER BY "at", number) AS nth,
                count(copy_of) OVER burst * 2 = count(*) OVER burst AS is_even
            FROM bursts WINDOW burst AS (PARTITION BY channel, chat, text, burst)),
        in_step AS MATERIALIZED (
            SELECT copied.post_id, posted.post_id AS original
            FROM placed AS copied JOIN placed AS posted USING (channel, chat, text, burst, nth)
            WHERE copied.is_even AND copied.copy_of IS NOT NULL AND posted.copy_of IS NULL
                AND posted."at" BETWEEN copied."at" - {_SECONDS} AND copied."at")"""
# For the others the newest post before the copy, with the same words if there is one.
_NEAREST = f"""
        nearest AS (
            SELECT copied.post_id, posted.post_id AS original, copied."at", row_number() OVER (
                PARTITION BY copied.post_id ORDER BY
                    posted.text = copied.text DESC, posted."at" DESC, posted.number DESC) AS nth
            FROM (SELECT *, unnest(["at" // 60, "at" // 60 - 1]) AS minute
                  FROM seen WHERE copy_of IS NOT NULL) AS copied
            JOIN (SELECT *, "at" // 60 AS minute FROM seen WHERE copy_of IS NULL) AS posted
            USING (channel, chat, minute)
            WHERE posted."at" BETWEEN copied."at" - {_SECONDS} AND copied."at"
                AND (posted.text = copied.text OR posted."at" >= copied."at" - {_FEW_SECONDS})
                AND copied.post_id NOT IN (SELECT post_id FROM in_step)
                AND posted.post_id NOT IN (SELECT original FROM in_step))"""
