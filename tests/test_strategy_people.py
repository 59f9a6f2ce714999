"""Groups that are found beyond the rules are kept apart from the segments in words."""

from audience_cases import NOW, measured, planted
from smmlab.audience.clusters import find_groups
from smmlab.audience.group_findings import group_findings
from smmlab.strategy.document import Chart, Paragraph, plain
from smmlab.strategy.sections.people import groups
from smmlab.strategy.statements import Pen
from smmlab.texts import Words
from strategy_told_cases import material_of


def test_the_letters_of_a_chart_are_no_segments() -> None:
    frame, _truth = planted("3: by kind of act", 300, 2)
    found = find_groups(frame, features=measured(frame), as_of=NOW, draws=20, ks=(3,), seed=1)
    told = group_findings(found, sources=())
    said, letters, chart = groups(material_of(*told, groups=found), Pen(Words("en")))
    assert isinstance(said, Paragraph)
    assert "falls into 3 groups" in plain(said.spans)
    assert isinstance(letters, Paragraph)
    assert plain(letters.spans).startswith("The letters in the chart name these groups.")
    assert isinstance(chart, Chart)
    without = groups(material_of(*told), Pen(Words("en")))
    assert [type(block) for block in without] == [Paragraph]


def test_without_groups_the_reason_is_told_and_nothing_is_drawn() -> None:
    frame, _truth = planted("3: by kind of act", 300, 2)
    none = find_groups(frame.head(5), features=measured(frame), as_of=NOW, draws=20, ks=(3,))
    told = group_findings(none, sources=())
    (reason,) = groups(material_of(*told, groups=none), Pen(Words("en")))
    assert isinstance(reason, Paragraph)
    assert reason.tone == "note"
    assert groups(material_of(), Pen(Words("en"))) == ()
