"""The form of a VK post, told from what is attached to it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from smmlab.exports.items import objects

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "photo": "photo", "posted_photo": "photo", "graffiti": "photo", "photos_list": "carousel",
        "album": "carousel", "video": "video", "clip": "short", "short_video": "short",
        "story": "story", "poll": "poll", "audio": "audio", "podcast": "audio",
        "audio_playlist": "audio", "doc": "file", "link": "link", "article": "link",
    }
)  # fmt: skip
_PICTURES = ("photo", "video", "short")
# What a post is, if it has any of these; the rest only goes with them.
_ORDER = (
    "poll", "carousel", "video", "short", "photo", "story", "audio", "file", "link", "other"
)  # fmt: skip
_OF_TYPE = MappingProxyType({"photo": "photo", "video": "video", "clip": "short"})


def form_of(item: Any) -> str:
    """Return the form of a post, one of `smmlab.schema.FORMS`.

    A repost without anything of its own has the form of what it repeats. Several pictures or
    videos are a carousel; a poll outranks what decorates it.

    Examples
    --------
    >>> photo = {"type": "photo", "photo": {}}
    >>> form_of({"attachments": [photo]}), form_of({"attachments": [photo, photo]})
    ('photo', 'carousel')
    >>> form_of({"text": "Tere!"}), form_of({})
    ('text', 'other')
    """
    if not isinstance(item, dict):
        return "other"
    for one in (item, *originals(item)):
        kinds = [_kind_of(attachment) for attachment in _attachments(one)]
        if sum(kind in _PICTURES for kind in kinds) > 1 and "poll" not in kinds:
            return "carousel"
        if kinds:
            return min(kinds, key=_ORDER.index)
    post_type = item.get("post_type")
    if isinstance(post_type, str) and post_type in _OF_TYPE:
        return _OF_TYPE[post_type]
    texts = [one.get("text") for one in (item, *originals(item))]
    return "text" if any(isinstance(text, str) and text.strip() for text in texts) else "other"


def originals(item: Any) -> list[dict[str, Any]]:
    """Return what a repost repeats, nearest first; nothing for other posts."""
    return objects(item.get("copy_history")) if isinstance(item, dict) else []


def _attachments(item: dict[str, Any]) -> list[dict[str, Any]]:
    found = objects(item.get("attachments"))
    # The oldest answers name one attachment, not a list.
    return found or objects([item.get("attachment")])


def _kind_of(attachment: dict[str, Any]) -> str:
    name = attachment.get("type")
    if not isinstance(name, str):
        return "other"
    inner = attachment.get("video")
    if name == "video" and isinstance(inner, dict) and inner.get("type") == "short_video":
        return "short"
    return _KINDS.get(name, "other")
