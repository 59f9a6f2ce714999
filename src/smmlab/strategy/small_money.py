"""Sums below one: how many digits tell a value from the ends of its interval."""

from smmlab.findings import Finding

_CENTS, _MOST = 2, 6


def digits_of_money(finding: Finding) -> int:
    """Return the decimals that a sum of money needs: two, more where an interval would vanish.

    Examples
    --------
    >>> digits_of_money(Finding("a", 0.0688, "EUR", low=0.0683, high=0.0692))
    4
    >>> digits_of_money(Finding("a", 0.33, "EUR", low=0.10, high=1.15))
    2
    """
    if not isinstance(finding.value, (int, float)) or finding.low is None or finding.high is None:
        return _CENTS
    value, ends = float(finding.value), (finding.low, finding.high)
    if not 0 < abs(value) < 1 or value in ends:
        return _CENTS
    return next(
        (
            digits
            for digits in range(_CENTS, _MOST)
            if all(round(value, digits) != round(end, digits) for end in ends)
        ),
        _MOST,
    )
