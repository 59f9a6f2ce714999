"""What is still to be exported is told by network, with the clicks of that network."""

import pytest

from smmlab.exports.catalogue import READERS
from smmlab.texts import Language, Words
from smmlab.wanted import wanted_exports


def tables_of(held: dict[str, frozenset[str]]) -> list[tuple[str, str]]:
    return [(gap.network, gap.table) for gap in wanted_exports(held)]


def test_an_empty_project_is_told_where_posts_come_from() -> None:
    found = tables_of({})
    assert ("facebook", "posts") in found
    assert ("vkontakte", "posts") in found
    assert found[-2:] == [("", "visits"), ("", "orders")]


def test_each_held_network_is_asked_for_what_it_can_give_and_nothing_else() -> None:
    held = {
        "posts": frozenset({"instagram", "telegram"}),
        "interactions": frozenset({"telegram"}),
        "audience": frozenset({""}),
        "visits": frozenset({""}),
        "orders": frozenset({""}),
    }
    # Telegram tells nothing of its audience, Instagram nothing of who comments.
    assert tables_of(held) == [("instagram", "audience")]


def test_the_clicks_are_those_of_the_network_itself() -> None:
    own = {reader.card.how_to_get for reader in READERS if 0 < len(reader.networks) <= 2}
    gaps = wanted_exports({"interactions": frozenset({"vkontakte", "youtube", "linkedin"})})
    assert {gap.how for gap in gaps if gap.network} <= own
    line = next(gap for gap in gaps if gap.network == "linkedin").line(Words("en"))
    assert line.startswith("LinkedIn, ")
    assert "Analytics" in line


@pytest.mark.parametrize(
    ("language", "beside"),
    [
        ("en", "it may be this one's"),
        ("et", "see võib olla just selle võrgu"),
        ("ru", "возможно, он относится к этой"),
    ],
)
def test_a_file_that_names_no_network_is_told_beside_what_it_may_be(
    language: Language, beside: str
) -> None:
    posts = frozenset({"facebook", "instagram"})
    (unsure, *_), (sure, *_) = (
        [gap for gap in wanted_exports({"posts": posts, "audience": held}) if gap.network == name]
        for held, name in ((frozenset({""}), "facebook"), (frozenset({"instagram"}), "facebook"))
    )
    assert (unsure.table, sure.table) == ("audience", "audience")
    words = Words(language)
    assert beside in unsure.line(words)
    assert beside not in sure.line(words)
    assert unsure.line(words).endswith(words.say(unsure.how))
    # The site and the shop are of no network: what is missing there is simply missing.
    assert not [gap for gap in wanted_exports({"posts": posts}) if gap.may_be_in]
