"""Who answered what in a Telegram group: albums joined, threads followed to the post they began at.

A discussion group holds copies of its channel's posts; every comment answers a copy, or answers
another comment that does.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

# Pictures of one second are one album, unless they were forwarded from different places.
_HEAD = ["chat", "sender", "at", "forwarded_from"]


@dataclass(frozen=True)
class Threads:
    """Messages with their place: ``head`` frames have one row a post or comment.

    Parameters
    ----------
    heads
        Messages after albums were joined, with ``act`` (chat/id), ``is_post``, ``by_page``,
        ``parent`` (act answered, when it is a comment), ``post`` (act of the post the thread
        began at), ``orphan`` (it answers something the export does not hold), ``elsewhere`` (the
        act it answers then).
    members
        ``source_row`` of every message and ``act`` of the head it belongs to.
    album_rows
        Rows that joined an album; repeated_rows: the same id again.
    """

    heads: pd.DataFrame
    members: pd.DataFrame
    album_rows: list[int]
    repeated_rows: list[int]


def follow_threads(messages: pd.DataFrame) -> Threads:
    """Join albums and follow every reply to the post it began at.

    Parameters
    ----------
    messages
        Rows of `flatten_messages` of type ``message`` without a fault.
    """
    ordered = (
        messages
        if _is_in_order(messages)
        else messages.sort_values(
            ["chat", "id", "edited", "source_row"], ascending=[True, True, False, True]
        )
    )
    again = ordered.duplicated(["chat", "id"])
    single = (ordered[~again] if again.any() else ordered).reset_index(drop=True)
    single["head_id"] = _album_heads(single)
    heads = _join_albums(single)
    heads["act"] = _act(heads["chat"], heads["id"])
    heads = _tell_posts(heads)
    heads = _tell_pages(_find_parents(heads, single))
    members = single[["source_row", "chat", "head_id"]]
    members = members.assign(act=_act(members["chat"], members["head_id"]))
    joined = single.loc[single["head_id"] != single["id"], "source_row"]
    return Threads(
        heads,
        members[["source_row", "act"]],
        sorted(joined.tolist()),
        sorted(ordered.loc[again, "source_row"].tolist()),
    )


def channel_of(senders: pd.Series, chats: pd.Series) -> pd.Series:
    """Return the id of the channel that acts in a chat which is not its own, as text."""
    ids = senders.where(senders.str.startswith("channel").fillna(False).astype(bool))
    ids = ids.str.removeprefix("channel")
    return ids.mask(ids == chats.astype("str"))


def _is_in_order(messages: pd.DataFrame) -> bool:
    """Tell whether ids only grow, chat by chat, as they do in whole exports; a copy is saved."""
    chats, ids = messages["chat"].to_numpy(), messages["id"].to_numpy(dtype="int64")
    same = chats[1:] == chats[:-1]
    return bool(((same & (ids[1:] > ids[:-1])) | (chats[1:] > chats[:-1])).all())


def _act(chat: pd.Series, number: pd.Series) -> pd.Series:
    return chat.astype("str") + "/" + number.astype("str")


def _album_heads(single: pd.DataFrame) -> pd.Series:
    heads = single["id"].copy()
    media = single[single["in_album"] & single["at"].notna()]
    # An album has one place for reactions: two that have words and reactions each are two posts.
    whole = media["text"].notna() & media["reactions"].gt(0).fillna(False)
    keys = [media[name] for name in _HEAD]
    media = media[whole.groupby(keys, dropna=False).transform("sum") < 2]
    heads.loc[media.index] = media.groupby(_HEAD, dropna=False)["id"].transform("min")
    return heads


def _join_albums(single: pd.DataFrame) -> pd.DataFrame:
    albums = single.groupby(["chat", "head_id"], sort=False, dropna=False)
    size = albums["id"].transform("size")
    # The caption stands on one message of the album, usually the first; so do the reactions.
    text = albums["text"].transform("first")
    several = albums["text"].transform("count") > 1
    if several.any():
        captions = single[several].groupby(["chat", "head_id"])["text"]
        text = text.mask(several, captions.transform(lambda each: "\n".join(each.dropna())))
    reactions = albums["reactions"].transform("max")
    reply_to = albums["reply_to"].transform("min")
    whole = single.assign(
        text=text,
        reactions=reactions.astype("Int64"),
        reply_to=reply_to,
        form=single["form"].where(size == 1, "carousel"),
    )
    is_head = whole["head_id"] == whole["id"]
    return whole if is_head.all() else whole[is_head].reset_index(drop=True)


def _tell_posts(heads: pd.DataFrame) -> pd.DataFrame:
    talk = heads[~heads["is_channel"]]
    chat_itself = talk["sender"] == "channel" + talk["chat"].astype("str")
    channel = channel_of(talk["sender"], talk["chat"])
    # A channel that forwards another one, or just speaks, is a guest.
    copy = channel.notna() & talk["reply_to"].isna() & talk["is_copy"]
    return heads.assign(
        is_post=copy.reindex(heads.index, fill_value=True),
        by_page=chat_itself.fillna(False).astype(bool).reindex(heads.index, fill_value=True),
        by_channel=channel.reindex(heads.index),
    )


def _tell_pages(heads: pd.DataFrame) -> pd.DataFrame:
    """Tell what the page itself says; with several files the merge does the same over all."""
    spoken = heads.loc[
        heads["by_channel"].notna(),
        ["chat", "by_channel", "is_post", "post", "parent", "elsewhere"],
    ]
    # Where no post is copied into a group, a channel that answers people is taken for the page.
    answers = spoken[["post", "parent", "elsewhere"]].notna().any(axis=1)
    linked = spoken.groupby("chat")["is_post"].transform("any")
    pages = spoken.loc[spoken["is_post"] | (answers & ~linked), ["chat", "by_channel"]]
    known = pd.MultiIndex.from_frame(spoken[["chat", "by_channel"]]).isin(
        pd.MultiIndex.from_frame(pages)
    )
    is_page = pd.Series(known, index=spoken.index).reindex(heads.index, fill_value=False)
    return heads.assign(by_page=heads["by_page"] | is_page)


def _find_parents(heads: pd.DataFrame, single: pd.DataFrame) -> pd.DataFrame:
    asked = heads[["chat", "reply_to"]].rename(columns={"reply_to": "id"})
    answered = single[["chat", "id", "head_id"]].astype({"id": "Int64"})
    parent_id = asked.merge(answered, how="left", on=["chat", "id"])["head_id"].astype("Int64")
    parent_id.index = heads.index
    # Nobody answers a later message: such links are broken, and with them every circle.
    parent_id = parent_id.where(parent_id < heads["id"])
    places = heads[["chat", "id"]].astype({"id": "Int64"}).assign(at=np.arange(len(heads)))
    parents = heads[["chat"]].assign(id=parent_id)
    at = parents.merge(places, how="left", on=["chat", "id"])["at"].astype("Int64")
    own = np.arange(len(heads))
    # A post ends its thread, whatever it answers itself.
    parent = np.where(at.isna() | heads["is_post"], own, at.fillna(0)).astype("int64")
    root = parent
    while not np.array_equal(root[root], root):
        root = root[root]
    is_post, acts = heads["is_post"].to_numpy(), heads["act"]
    answers_comment = (parent != own) & ~is_post[parent]
    orphan = heads["reply_to"].notna() & (parent == own) & ~heads["is_post"]
    return heads.assign(
        parent=acts.iloc[parent].reset_index(drop=True).where(answers_comment),
        post=acts.iloc[root].reset_index(drop=True).where(is_post[root]),
        orphan=orphan,
        # What this export does not hold may stand in another one; a later message never does.
        elsewhere=_act(heads["chat"], heads["reply_to"]).where(
            orphan & heads["reply_to"].between(1, heads["id"] - 1)
        ),
    )
