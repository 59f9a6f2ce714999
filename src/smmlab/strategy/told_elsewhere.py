"""Strong findings that the slides or the audit tell and the strategy has not told."""

from smmlab.strategy.document import Block, Bullets, Heading, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.slides import MOST_FINDINGS
from smmlab.strategy.statements import Pen
from smmlab.strategy.strongest import choose


def told_elsewhere(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Return them as a list, so that the appendix holds all that the slides lean on.

    Parameters
    ----------
    material
        Everything known of the client.
    pen
        The pen of the strategy, once all its sections are written.
    """
    said: list[Spans] = []
    for one in choose(material, most=MOST_FINDINGS):
        draft = Pen(material.words)
        one.write(draft)
        if not set(draft.ledger.findings) <= set(pen.ledger.findings):
            said.append(one.write(pen).headline)
    if not said:
        return ()
    return (Heading(pen.say("Also told on the slides and in the audit")), Bullets(tuple(said)))
