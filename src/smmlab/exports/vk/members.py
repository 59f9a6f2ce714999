"""VK, members of a community: groups.getMembers with and without fields."""

from typing import TYPE_CHECKING

from smmlab.exports.reading import Card, Caution, Reader, Reading
from smmlab.exports.sieve import fold_repeats
from smmlab.exports.vk.answers import kind_of, open_answers, tell_more
from smmlab.exports.vk.people import read_people
from smmlab.schema import conform
from smmlab.texts import message

if TYPE_CHECKING:
    from smmlab.exports.source import RawExport


def _matches(raw: "RawExport") -> bool:
    return kind_of(raw) == "members"


def _read(raw: "RawExport") -> Reading:
    answers = open_answers(raw)
    people, rejected = read_people(answers.entries, answers.lines, not_after=raw.modified_at)
    people, merged = fold_repeats(people, "people")
    cautions: tuple[Caution, ...] = tell_more(len(answers.entries), answers.total)
    if not any(isinstance(entry, dict) for entry in answers.entries):
        text = message(
            "The file holds only the numbers of the members, so nothing is known of them. To "
            "learn more, ask VK again with the fields sex, bdate, city, country, last_seen, "
            "has_photo and followers_count."
        )
        cautions = (*cautions, Caution("vk-bare-members", text))
    return Reading(
        tables={"people": conform(people, "people")},
        rows_read=len(answers.entries) + len(answers.rejected),
        merged=merged,
        rejected=(*answers.rejected, *rejected),
        warnings=cautions,
    )


READER = Reader(
    name="vk_members",
    card=Card(
        title=message("VK: members of a community"),
        how_to_get=message(
            "Ask the VK API for groups.getMembers with the fields sex, bdate, city, country, "
            "last_seen, has_photo and followers_count, 1000 members a page, and save the answers "
            "as JSON. Several answers may stand in one file, in a list."
        ),
        limits=message(
            "Members say about themselves what they like: many hide the year of birth or the city, "
            "and closed profiles tell little. The file does not say when somebody joined. Names "
            "and photographs are never read; a member is known by a pseudonym."
        ),
        clock=message("UTC, as VK writes every time."),
    ),
    networks=("vkontakte",),
    tables=("people",),
    matches=_matches,
    read=_read,
)
