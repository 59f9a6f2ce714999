"""Advice that waits for the test of two networks."""

from smmlab.brief import Brief
from smmlab.decisions import Decision
from smmlab.findings import Finding
from smmlab.strategy.document import plain
from smmlab.strategy.material import Material
from smmlab.strategy.sections import rivals
from smmlab.strategy.statements import Pen
from smmlab.strategy.strongest import choose, tell
from smmlab.strategy.under_test import waits
from strategy_cases import client_of
from strategy_parts import text_of

_WAITS = "It waits until the network is decided"


def client(network: str, *contenders: str, findings: tuple[Finding, ...] = ()) -> Material:
    choice = {"network": network, "contenders": list(contenders)}
    return client_of(Brief("Kohvik"), *findings, network=Decision("network", choice))


def test_only_a_form_that_the_calendar_of_a_test_lacks_waits() -> None:
    tested = client("", "instagram", "youtube")
    slot = next(slot for slot in tested.calendar if slot.network == "instagram")
    assert waits(tested, "instagram", "no such form")
    assert waits(tested, "instagram", slot.form, "no such type")
    assert not waits(tested, "instagram", slot.form)
    assert not waits(tested, "instagram", slot.form, slot.type)
    assert not waits(client("instagram"), "instagram", "no such form")


def test_white_space_and_reach_say_so_where_they_are_advised() -> None:
    def reach(form: str, value: float, low: float, high: float) -> Finding:
        key = f"content.forms_reach.instagram.{form}.median"
        return Finding(key, value, "reach", n=80, low=low, high=high)

    space = "rivals.instagram.white_space.instruction.story"
    found = (
        reach("story", 1345, 1162, 1614), reach("photo", 674, 625, 752),
        Finding(f"{space}.ratio", 2.4, "ratio", low=1.8, high=2.7),
        Finding("rivals.instagram.page.bean.posts", 40, "posts"),
    )  # fmt: skip
    for made, is_said in (
        (client("", "instagram", "youtube", findings=found), True),
        (client("instagram", findings=found), False),
    ):
        pen = Pen(made.words)
        told = next(tell(one, pen) for one in choose(made) if one.topic == "content")
        assert (_WAITS in plain(told.advice.spans)) == is_said
        text = text_of(rivals.write(made, pen))
        assert "Try this on Instagram for a month: Instruction, Story" in text
        assert (_WAITS in text) == is_said
