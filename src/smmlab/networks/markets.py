"""From which market a figure may be borrowed when the market itself has none, and at what cost."""

from collections.abc import Mapping
from types import MappingProxyType

from smmlab.brief import Market

# The nearest first. Russia lends to nobody and borrows from nobody near: its networks and its
# laws are its own.
_NEAREST: Mapping[Market, tuple[Market, ...]] = MappingProxyType(
    {
        "EE": ("LV", "LT", "EU", "GLOBAL"), "LV": ("LT", "EE", "EU", "GLOBAL"),
        "LT": ("LV", "EE", "EU", "GLOBAL"), "EU": ("GLOBAL",), "RU": ("GLOBAL",),
        "US": ("UK", "GLOBAL"), "UK": ("US", "EU", "GLOBAL"), "GLOBAL": (),
    }
)  # fmt: skip
# Error added on the log-odds scale: a neighbour costs as much as any borrowed figure, each
# further step nearly half as much again (judgement: nobody has measured it).
SD_NEIGHBOUR, SD_A_STEP = 0.35, 0.15


def lenders(market: Market) -> tuple[Market, ...]:
    """Return the market itself and those it may borrow from, the nearest first.

    Examples
    --------
    >>> lenders("RU")
    ('RU', 'GLOBAL')
    """
    return (market, *_NEAREST[market])


def borrowing_sd(market: Market, lender: str) -> float:
    """Return the error that borrowing adds to a figure, on the log-odds scale.

    Examples
    --------
    >>> borrowing_sd("EE", "EE"), borrowing_sd("EE", "LV"), borrowing_sd("US", "GLOBAL")
    (0.0, 0.35, 0.5)
    """
    if lender == market:
        return 0.0
    near = _NEAREST[market]
    steps = near.index(lender) if lender in near else len(near)
    return SD_NEIGHBOUR + SD_A_STEP * steps
