"""Groups that are found beyond the rules are kept apart from the segments in words."""

from audience_cases import NOW, measured, planted
from smmlab.audience.clusters import find_groups
from smmlab.audience.group_findings import group_findings
from smmlab.findings import Finding
from smmlab.strategy.document import Bullets, Chart, DataTable, Heading, Paragraph, plain
from smmlab.strategy.sections.people import groups, portraits
from smmlab.strategy.statements import Pen
from smmlab.texts import Words
from strategy_told_cases import material_of


def test_groups_are_told_apart_from_the_segments_under_a_heading_of_their_own() -> None:
    frame, _truth = planted("3: by kind of act", 300, 2)
    found = find_groups(frame, features=measured(frame), as_of=NOW, draws=20, ks=(3,), seed=1)
    told = group_findings(found, sources=())
    light = Finding("audience.group.light.share", 0.4, "share", status="estimated")
    heading, said, apart, chart, table = groups(
        material_of(*told, light, groups=found), Pen(Words("en"))
    )
    assert isinstance(heading, Heading)
    assert isinstance(said, Paragraph)
    assert "falls into 3 groups" in plain(said.spans)
    assert isinstance(apart, Paragraph)
    assert plain(apart.spans).startswith("These groups are no segments")
    assert isinstance(chart, Chart)
    assert isinstance(table, DataTable)
    assert [plain(cell) for cell in table.rows[0][:2]] == ["Light visitors", "40%"]
    without = groups(material_of(*told), Pen(Words("en")))
    assert [type(block) for block in without] == [Heading, Paragraph, Paragraph]


def test_a_group_far_from_the_others_is_told_without_a_number() -> None:
    key = "audience.group.light"
    found = (
        Finding("audience.groups", "A", "label"), Finding("audience.groups.k", 2, "groups"),
        Finding("audience.groups.stability", 0.9, "index"),
        Finding(f"{key}.top_feature", "comments", "label"),
        Finding(f"{key}.top_difference", "far_below", "label"),
    )  # fmt: skip
    material = material_of(*found)
    bullets = groups(material, Pen(Words("en")))[-1]
    assert isinstance(bullets, Bullets)
    assert plain(bullets.items[0]).startswith("Light visitors (far from the others): ")
    assert portraits(material, Pen(Words("en"))) == ()


def test_without_groups_the_reason_is_told_and_nothing_is_drawn() -> None:
    frame, _truth = planted("3: by kind of act", 300, 2)
    none = find_groups(frame.head(5), features=measured(frame), as_of=NOW, draws=20, ks=(3,))
    told = group_findings(none, sources=())
    (reason,) = groups(material_of(*told, groups=none), Pen(Words("en")))
    assert isinstance(reason, Paragraph)
    assert reason.tone == "note"
    assert groups(material_of(), Pen(Words("en"))) == ()
