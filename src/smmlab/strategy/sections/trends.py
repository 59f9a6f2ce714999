"""Trends: what is talked about, what rises and fades, and in which languages."""

from smmlab.content.trend_findings import LISTED
from smmlab.findings import Finding
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, Heading, Paragraph, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.statements import Name, Pen, Term
from smmlab.strategy.tables import findings_table
from smmlab.texts import message

_SIDES = (
    ("own", message("Hashtags and topics of own posts")),
    ("rivals", message("Hashtags and topics of the rivals' posts")),
    ("comments", message("Hashtags and topics of comments")),
)
_LANGUAGES = {
    "en": message("English"), "et": message("Estonian"), "ru": message("Russian"),
    "other": message("Another language"),
}  # fmt: skip
_MIXES = (
    ("own", message("Languages of own posts")),
    ("rivals", message("Languages of the rivals' posts")),
    ("comments", message("Languages of comments")),
)
_COLUMNS = ("share", "times_before", "trend", "lift", "response")
_GAP = 0.1  # a smaller difference between comments and posts changes no plan


def trend_watch(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say which hashtags and topics are common, rise, fade, or go with more response."""
    blocks: list[Block] = [Heading(pen.say("Trend watch"))]
    tables = [
        table
        for side, caption in _SIDES
        if (
            table := findings_table(
                material, pen, f"content.trends.{side}", pen.value(Term(caption)),
                pen.say("Hashtag or topic"), columns=_COLUMNS, most=LISTED,
                name=lambda key: _named(pen, key), only=_order(material, side),
            )
        )
    ]  # fmt: skip
    if not tables:
        said = pen.say(
            "No hashtag or topic is common enough to follow. Export posts with their texts, and "
            "comments, over a longer period."
        )
        return (*blocks, Paragraph(said, "note"), *_languages(material, pen))
    verdicts = {
        found.value
        for side, _ in _SIDES
        for numbers in material.group(f"content.trends.{side}").values()
        if (found := numbers.get("trend")) is not None
    }
    if verdicts == {"too_few"}:
        said = pen.say(
            "These files cannot tell which hashtags and topics rise or fade: none has enough texts "
            "on one page both of late and before. Keep to the themes of the plan."
        )
        return (*blocks, Paragraph(said, "note"), *tables, *_languages(material, pen))
    said = (
        pen.say(
            "Some words come clearly more or less often than before. Look at what stands behind a "
            "rising one before you join in: the machine counts words, it does not read them."
        )
        if verdicts & {"up", "down"}
        else pen.say(
            "None of the hashtags and topics that could be compared rises or fades beyond chance. "
            "There is no trend to chase here: keep to the themes of the plan."
        )
    )
    return (
        *blocks,
        Paragraph(said),
        *tables,
        *charts_of(material, pen, "trends"),
        *_languages(material, pen),
    )


def _order(material: Material, side: str) -> list[str]:
    """Return the keys of a side to show: the findings come in that order."""
    return [key for key in material.group(f"content.trends.{side}") if key][:LISTED] or [""]


def _languages(material: Material, pen: Pen) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for side, caption in _MIXES:
        table = findings_table(
            material, pen, f"content.language_mix.{side}", pen.value(Term(caption)),
            pen.say("Language"), columns=("share",),
            name=lambda key: pen.value(Term(_LANGUAGES[key]) if key in _LANGUAGES else Name(key)),
        )  # fmt: skip
        if table is not None:
            blocks.append(table)
    if not blocks:
        return ()
    said = _missing_language(material, pen)
    return (Heading(pen.say("Languages")), *blocks, *([Paragraph(said)] if said else []))


def _missing_language(material: Material, pen: Pen) -> Spans | None:
    """Say which language people comment in more than the posts speak it."""
    posts = material.group("content.language_mix.own")
    gaps: list[tuple[float, str, Finding]] = []
    for language, numbers in material.group("content.language_mix.comments").items():
        share, verdict = numbers.get("share"), numbers.get("verdict")
        if share is None or verdict is None or verdict.value != "more" or language == "other":
            continue
        own = posts.get(language, {}).get("share")
        gap = float(share.value or 0) - (float(own.value or 0) if own else 0.0)
        if gap >= _GAP:
            gaps.append((gap, language, share))
    if not gaps:
        return None
    _, language, share = max(gaps, key=lambda found: found[0])
    own = posts.get(language, {}).get("share")
    if own is None:
        return pen.say(
            "{language}: {comments} of comments, and no own post. Ask whether these people should "
            "get posts in their language.",
            language=Term(_LANGUAGES[language]), comments=share,
        )  # fmt: skip
    return pen.say(
        "{language}: {comments} of comments, but {posts} of own posts. Ask whether these people "
        "should get more posts in their language.",
        language=Term(_LANGUAGES[language]), comments=share, posts=own,
    )  # fmt: skip


def _named(pen: Pen, key: str) -> Spans:
    kind, _, term = key.partition(".")
    return pen.value(Name(f"#{term}" if kind == "hashtag" else term))
