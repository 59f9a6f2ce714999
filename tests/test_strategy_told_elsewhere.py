"""The strategy tells the strong findings of the slides that its sections have not told."""

from smmlab.strategy.document import Bullets, Heading, plain
from smmlab.strategy.statements import Pen
from smmlab.strategy.told_elsewhere import told_elsewhere
from smmlab.texts import Words
from strategy_told_cases import empty_material, material_of, share

LINKS = share("money.links.good_share", 0.1, 299, 0.05, 0.2)


def test_only_what_the_sections_have_not_told_is_told() -> None:
    pen = Pen(Words("en"))
    heading, bullets = told_elsewhere(material_of(LINKS), pen)
    assert isinstance(heading, Heading)
    assert isinstance(bullets, Bullets)
    assert [plain(item).startswith("Only 10% of the links") for item in bullets.items] == [True]
    assert LINKS.key in pen.ledger.findings
    assert told_elsewhere(material_of(LINKS), pen) == ()
    assert told_elsewhere(empty_material(), pen) == ()
