"""The checklist picture: readable without colour, and its title is the finding."""

import pandas as pd
import pytest

from smmlab.gathering.audit import audit_place
from smmlab.gathering.checklist import ITEM_LABELS, items_of
from smmlab.plots.gathering import plot_place
from smmlab.plots.theme import as_png
from smmlab.schema import conform
from smmlab.texts import LANGUAGES, Words

NOTHING = conform(pd.DataFrame(), "posts")
ANSWERS = {"name": "yes", "link": "no", "contact": "no"}


def texts(ax: object) -> list[str]:
    return [text.get_text() for text in ax.texts]  # type: ignore[attr-defined]


def test_the_title_counts_what_stands_and_what_is_to_do() -> None:
    ax = plot_place(audit_place("facebook", ANSWERS, posts=NOTHING))
    assert ax.get_title(loc="left").splitlines()[0] == (
        "Facebook: 1 of 3 known items stand; 2 to do"
    )
    empty = plot_place(audit_place("facebook", {}, posts=NOTHING))
    assert empty.get_title(loc="left").startswith("Facebook: nobody has looked yet")


def test_every_state_has_a_mark_of_its_own_and_a_word() -> None:
    ax = plot_place(audit_place("facebook", ANSWERS, posts=NOTHING))
    marks = {(line.get_marker(), line.get_markerfacecolor() == "none") for line in ax.lines
             if line.get_marker() not in ("None", None, "")}  # fmt: skip
    assert len(marks) == 3
    said = texts(ax)
    assert (said.count("yes"), said.count("no")) == (1, 2)
    assert said.count("cannot tell") == len(items_of("facebook")) - 3


def test_items_stand_in_order_of_effect_from_the_top() -> None:
    ax = plot_place(audit_place("facebook", ANSWERS, posts=NOTHING))
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names == [ITEM_LABELS[item.key] for item in items_of("facebook")]
    low, high = ax.get_ylim()
    assert low > high


def test_several_networks_stand_side_by_side_and_what_one_lacks_is_a_dash() -> None:
    audits = pd.concat(
        [audit_place(network, {}, posts=NOTHING) for network in ("facebook", "pinterest")]
    )
    ax = plot_place(audits)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["Facebook", "Pinterest"]
    lacking = len(items_of("facebook")) - len(items_of("pinterest"))
    assert texts(ax).count("–") == lacking


def test_without_a_place_the_picture_says_what_to_do() -> None:
    ax = plot_place(audit_place("x", {}, posts=NOTHING).head(0))
    assert "answer the checklist" in texts(ax)[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_with_a_dollar_are_drawn_as_they_are(language: str) -> None:
    posts = conform(
        pd.DataFrame(
            {
                "network": "facebook", "page": "A$AP $x_2$", "is_own": True, "post_id": ["1"],
                "at": [100], "form": "text", "text": "x", "exported_at": 100,
                "source_file": "f", "source_row": 1,
            }
        ),
        "posts",
    )  # fmt: skip
    ax = plot_place(audit_place("facebook", ANSWERS, posts=posts), words=Words(language))  # type: ignore[arg-type]
    assert as_png(ax).startswith(b"\x89PNG")
    assert any(r"A\$AP" in text for text in texts(ax))
