"""Column names match in any case and order, each once."""

from smmlab.exports.headers import match_headers, plain_name

ALIASES = {"together": ["Reactions, Comments and Shares"], "reactions": ["Reactions", "Likes"],
           "reach": ["Reach", "Viewers"]}  # fmt: skip


def test_case_blanks_and_order_do_not_matter() -> None:
    found = match_headers(
        ["REACH", "reactions,  comments and shares ", "Likes", "Mood", "Page ID"],
        ALIASES,
        ignored=["page id"],
    )
    assert found.columns == {
        "together": "reactions,  comments and shares ", "reactions": "Likes", "reach": "REACH",
    }  # fmt: skip
    assert found.unknown == ("Mood",)


def test_the_better_alias_wins_and_the_other_is_said() -> None:
    found = match_headers(["Viewers", "Reach"], ALIASES)
    assert found.columns == {"reach": "Reach"}
    assert [c.code for c in found.caution()] == ["unknown-columns"]
    assert "Viewers" in str(found.caution()[0])


def test_hundreds_of_unknown_columns_are_said_briefly() -> None:
    found = match_headers([f"by country {n}" for n in range(200)], ALIASES)
    assert "not used: 188." in str(found.caution()[0])


def test_the_first_of_two_names_that_differ_in_case_is_used() -> None:
    assert match_headers(["Views", "views"], {"views": ["Views"]}).columns == {"views": "Views"}
    assert match_headers(["Reach"], ALIASES).caution() == ()
    assert plain_name("\ufeffPost  ID ") == "post id"
