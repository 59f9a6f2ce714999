"""What waits while two networks are under test: both get the same posts, in forms both have."""

from smmlab.strategy.document import Spans
from smmlab.strategy.material import Material
from smmlab.strategy.planning import tries_two
from smmlab.strategy.statements import Pen


def waits(material: Material, network: str, form: str, kind: str = "") -> bool:
    """Tell whether advice to publish a form on a network has no place in the calendar of a test.

    Parameters
    ----------
    material
        Everything known of the client.
    network, form
        What is advised.
    kind
        The type of content, where one is advised too.
    """
    if not tries_two(material.decisions):
        return False
    return not any(
        slot.network == network and slot.form == form and kind in ("", slot.type)
        for slot in material.calendar
    )


def say_waits(pen: Pen) -> Spans:
    """Say why the calendar does not follow the advice yet."""
    return pen.say(
        "It waits until the network is decided: during the test both get the same posts."
    )
