"""Answers of the Odnoklassniki API as scripts save them: one, a list of them, or one a line."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final, Literal

from smmlab.errors import ExportError
from smmlab.exports.items import objects, read_json_lines, texts_of
from smmlab.exports.json_text import parse_json
from smmlab.exports.reading import Listed
from smmlab.exports.source import RawExport
from smmlab.texts import message

Kind = Literal["topics", "trends", "error"]

NETWORK: Final = "odnoklassniki"
ZONE: Final = "Europe/Moscow"  # the days of the statistics begin at its midnight

# Everything that group.getStatTrends may tell.
TRENDS = (
    "comments", "complaints", "content_opens", "engagement", "feedback", "hides_from_feed",
    "left_members", "likes", "link_clicks", "members_count", "members_diff", "music_plays",
    "negatives", "new_members", "new_members_target", "page_visits", "photo_opens", "reach",
    "reach_earned", "reach_mob", "reach_mobweb", "reach_own", "reach_web", "renderings",
    "reshares", "topic_opens", "video_plays", "votes",
)  # fmt: skip
_OF_TOPIC = {"created_ms", "renderings", "reach", "feedback_total", "engagement", "like_summary"}
# Enough to know an answer by that holds nothing else.
_EMPTY_TOPICS, _EMPTY_TRENDS = {"topics", "anchor"}, {"reach", "renderings"}
_DEEPEST = 5
_LOOKED_AT = 50

_REFUSED = message(
    "Odnoklassniki answered with an error instead of data: {said} (code {code}). Please check the "
    "access token and its rights, ask again and import the new answer."
)
ONE_REFUSED = message("Odnoklassniki answered with an error instead of data: {said} (code {code}).")


def kind_of(raw: RawExport) -> Kind | None:
    """Tell which answer of Odnoklassniki a file holds; never raises."""
    keys = raw.json_keys
    topics = "media_topics" in keys or ({"topics", "topic"} & keys and _OF_TOPIC & keys)
    trends = {"time", "value"} <= keys and set(TRENDS) & keys
    empty = keys == _EMPTY_TOPICS or (keys <= set(TRENDS) and _EMPTY_TRENDS & keys)
    if not (topics or trends or empty or {"error_code", "error_msg"} <= keys):
        return None
    try:
        answers = list(islice(_walk(_values(raw)[0], 0), _LOOKED_AT))
    except ExportError:
        return "topics" if topics else "trends" if trends else None
    kinds = [_kind_of_answer(answer) for answer in answers]
    if empty:
        return kinds[0] if kinds and not any(map(_has_entries, answers)) else None
    if "trends" in kinds and not any(map(_has_points, answers)):
        return None
    known = [kind for kind in kinds if kind in ("topics", "trends")]
    return known[0] if known else "error" if "error" in kinds else None


def open_answers(
    raw: RawExport,
) -> tuple[list[dict[str, Any]], tuple[tuple[str, str], ...], tuple[Listed, ...]]:
    """Return the answers of a file, the errors among them as code and words, and broken lines.

    Raises
    ------
    ExportError
        When it is no JSON, or holds nothing but errors; the error says what the network said.
    """
    values, rejected = _values(raw)
    answers = list(_walk(values, 0))
    errors = tuple(_said(answer) for answer in answers if _kind_of_answer(answer) == "error")
    sound = [answer for answer in answers if _kind_of_answer(answer) != "error"]
    if not sound and errors:
        raise ExportError(_REFUSED, {"code": errors[0][0], "said": errors[0][1]})
    return sound, errors, rejected


def _said(answer: dict[str, Any]) -> tuple[str, str]:
    code, said = texts_of([answer.get("error_code"), answer.get("error_msg")]).fillna("?")
    return code[:20], said[:200].rstrip(" .")


def _values(raw: RawExport) -> tuple[list[Any], tuple[Listed, ...]]:
    first, _, rest = raw.text.lstrip().partition("\n")
    if rest.strip() and first.strip() not in ("{", "["):
        try:
            parse_json(first)
        except ExportError:
            return [raw.json], ()
        values, _, rejected = read_json_lines(raw.text)
        return values, rejected
    return [raw.json], ()


def _walk(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Return the answers one after another, out of lists and of wrappings by group."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        if _kind_of_answer(value) is None:
            for name, item in value.items():
                # That is how VK wraps its own answers and errors.
                if name in ("error", "response", "execute_errors"):
                    continue
                yield from _walk(item, depth + 1)
        else:
            yield value


def _has_entries(answer: dict[str, Any]) -> bool:
    return any(value not in (None, [], "") for name, value in answer.items() if name != "anchor")


def _has_points(answer: dict[str, Any]) -> bool:
    """Tell whether a series holds a moment and its number; other JSON has lists of likes too."""
    points = (point for name in TRENDS for point in objects(answer.get(name))[:_LOOKED_AT])
    return any({"time", "value"} <= point.keys() for point in points)


def _kind_of_answer(answer: dict[str, Any]) -> Kind | None:
    if isinstance(answer.get("media_topics"), list) or isinstance(answer.get("topics"), list):
        return "topics"
    if isinstance(answer.get("topic"), dict):
        return "topics"
    if any(isinstance(answer.get(name), list) for name in TRENDS):
        return "trends"
    return "error" if "error_code" in answer and "error_msg" in answer else None
