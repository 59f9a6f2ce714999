"""What is still to be exported is told by network, with the clicks of that network."""

from smmlab.exports.catalogue import READERS
from smmlab.texts import Words
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
