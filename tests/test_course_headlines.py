"""A picture of a lesson does not say in words what its task asks."""

import pytest
from matplotlib.text import Text

from smmlab.course.lessons.headlines import without_headline
from smmlab.plots.theme import empty, new_axes, title

NOTE = "443 posts\ntwo networks"


@pytest.mark.parametrize("from_edge", [False, True])
def test_the_finding_goes_and_the_note_stays_where_it_was(from_edge: bool) -> None:
    axes = new_axes()
    title(axes, "Nine o'clock is best", subtitle=NOTE, from_edge=from_edge)
    (written,) = (text for text in axes.findobj(Text) if "Nine" in text.get_text())
    before = written.get_position(), written.get_fontsize(), written.get_transform()
    assert without_headline(axes) is axes
    assert axes.get_title(loc="left") == written.get_text() == NOTE
    assert (written.get_position(), written.get_fontsize(), written.get_transform()) == before


def test_a_headline_alone_goes_whole() -> None:
    axes = new_axes()
    title(axes, "harvest26 sells best")
    assert without_headline(axes).get_title(loc="left") == ""


def test_a_sentence_instead_of_a_picture_stays() -> None:
    axes = without_headline(empty(new_axes(), "Nothing was counted."))
    assert [text.get_text() for text in axes.texts] == ["Nothing was counted."]
