"""Posts of Mastodon from both its forms: statuses of the API and activities of an archive."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from smmlab.exports.items import objects

_PUBLIC = ("https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public")
_READ = ("Note", "Question", "Article", "Page")
_ACTOR = re.compile(r"^https?://([^/?#\s]{1,253})/(?:users/|@)([\w.\-]{1,60})(?:[/?#]|$)")
_OF_ACTOR = re.compile(
    r"^(https?://[^/?#\s]{1,253}/(?:users/|@|ap/users/)[\w.\-]{1,60})(?:[/?#]|$)"
)


@dataclass(frozen=True)
class Post:
    """One entry of a file as plain fields; ``note`` names the reason when it is no post of a page.

    Values are as found: nothing is checked yet. ``account`` is whose status the API says it is; an
    outbox is one account's by itself.
    """

    item: Any
    note: str = ""
    uri: Any = None
    page: str | None = None
    account: str | None = None
    stated: Any = None
    warning: Any = None
    content: Any = None
    language: Any = None
    url: Any = None
    form: str = "other"
    favourites: Any = None
    replies: Any = None
    reblogs: Any = None


def posts_of(values: list[Any]) -> list[Post]:
    """Return the entries of documents: outboxes, answers of the API, lists or single statuses."""
    found: list[Post] = []
    waiting = list(reversed(values))
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value)
        elif not isinstance(value, dict):
            found.append(Post(value))
        elif isinstance(value.get("orderedItems"), list):
            found += [_of_activity(item) for item in value["orderedItems"]]
        elif isinstance(value.get("statuses"), list):
            found += [_of_status(item) for item in value["statuses"]]
        elif isinstance(value.get("type"), str) and "object" in value:
            found.append(_of_activity(value))
        else:
            found.append(_of_status(value))
    return found


def _of_status(item: Any) -> Post:
    if not isinstance(item, dict):
        return Post(item)
    account = item.get("account")
    account = account if isinstance(account, dict) else {}
    uri = item.get("uri")
    return Post(
        item,
        note=_why_no_status(item, account),
        uri=_first_text(uri, item.get("url")) or uri,
        page=_page_of_account(account, uri),
        account=_page_of_account(account, uri),
        stated=item.get("created_at"),
        warning=item.get("spoiler_text"),
        content=item.get("content"),
        language=item.get("language"),
        url=item.get("url"),
        form=_form(
            [media.get("type") for media in objects(item.get("media_attachments"))],
            is_poll=isinstance(item.get("poll"), dict),
            is_link=isinstance(item.get("card"), dict),
        ),
        favourites=item.get("favourites_count"),
        replies=item.get("replies_count"),
        reblogs=item.get("reblogs_count"),
    )


def _why_no_status(item: dict[str, Any], account: dict[str, Any]) -> str:
    if item.get("reblog") is not None:
        return "boost"
    if item.get("visibility") == "direct":
        return "private"
    answered = item.get("in_reply_to_account_id")
    is_answer = item.get("in_reply_to_id") is not None
    return "answer" if is_answer and str(answered) != str(account.get("id")) else ""


def _page_of_account(account: dict[str, Any], uri: Any) -> str | None:
    """Return ``server/@name``; the API leaves the server out when it is its own."""
    name = account.get("acct", account.get("username"))
    if not isinstance(name, str) or not name:
        return None
    name, _, server = name.partition("@")
    for link in (account.get("url"), account.get("uri"), uri):
        server = server or _server_of(link)
    return f"{server}/@{name}" if server else f"@{name}"


def _server_of(link: Any) -> str:
    if not isinstance(link, str):
        return ""
    try:
        return urlsplit(link).hostname or ""
    except ValueError:
        return ""


def _of_activity(item: Any) -> Post:
    if not isinstance(item, dict):
        return Post(item)
    if item.get("type") == "Announce":
        return Post(item, note="boost")
    found = item.get("object")
    if item.get("type") != "Create" or not isinstance(found, dict):
        return Post(item, note="other")
    actor = _first_text(found.get("attributedTo"), item.get("actor"))
    url = _link(found.get("url"))
    contents = found.get("contentMap")
    contents = contents if isinstance(contents, dict) else {}
    content = found.get("content")
    return Post(
        item,
        note=_why_no_object(item, found, actor),
        uri=found.get("id"),
        page=_page_of_link(actor) or _page_of_link(url),
        stated=_first_text(found.get("published"), item.get("published")) or found.get("published"),
        warning=found.get("summary"),
        content=content if content is not None else next(iter(contents.values()), None),
        language=next(iter(contents)) if len(contents) == 1 else None,
        url=url,
        form=_form(
            [_kind_of_media(media) for media in objects(found.get("attachment"))],
            is_poll=found.get("type") == "Question",
        ),
        favourites=_total(found.get("likes")),
        replies=None,
        reblogs=_total(found.get("shares")),
    )


def _why_no_object(item: dict[str, Any], found: dict[str, Any], actor: str) -> str:
    if found.get("type") not in _READ:
        return "other"
    if "to" in found or "cc" in found or "to" in item or "cc" in item:
        readers = [*_texts(found.get("to")), *_texts(found.get("cc")),
                   *_texts(item.get("to")), *_texts(item.get("cc"))]  # fmt: skip
        seen = any(one in _PUBLIC or one.rstrip("/").endswith("/followers") for one in readers)
        if not seen:
            return "private"
    answered = found.get("inReplyTo")
    if answered is None:
        return ""
    own = _OF_ACTOR.match(answered) if isinstance(answered, str) else None
    return "" if own and actor and own[1] == actor.rstrip("/") else "answer"


def _page_of_link(link: str | None) -> str | None:
    found = _ACTOR.match(link or "")
    return f"{found[1]}/@{found[2]}" if found else None


def _first_text(*values: Any) -> str:
    return next((value for value in values if isinstance(value, str) and value), "")


def _link(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    inner = [value] if isinstance(value, dict) else value
    links = [one.get("href") if isinstance(one, dict) else one for one in
             (inner if isinstance(inner, list) else [])]  # fmt: skip
    return _first_text(*links) or None


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]


def _total(value: Any) -> Any:
    return value.get("totalItems") if isinstance(value, dict) else None


def _kind_of_media(media: dict[str, Any]) -> Any:
    kind = media.get("mediaType")
    return kind.partition("/")[0] if isinstance(kind, str) else media.get("type")


def _form(media: list[Any], *, is_poll: bool = False, is_link: bool = False) -> str:
    kinds = [kind.casefold() for kind in media if isinstance(kind, str)]
    if is_poll:
        return "poll"
    if len(kinds) > 1:
        return "carousel"
    named = {"image": "photo", "gifv": "video", "video": "video", "audio": "audio"}
    if kinds:
        return named.get(kinds[0], "other")
    return "link" if is_link else "text"
