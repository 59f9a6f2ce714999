"""Rates that chance alone could have turned round are named, others are not."""

import pandas as pd
from scipy.stats import fisher_exact

from smmlab.course.lessons.order_rates import hardly_apart


def test_a_rate_is_near_only_where_an_exact_test_does_not_part_it_from_the_highest() -> None:
    orders, sessions = [60, 48, 20, 1], [1000, 1000, 1000, 12]
    rates = pd.DataFrame({"orders": orders, "sessions": sessions}, index=list("abcd"))
    first = (orders[0], sessions[0] - orders[0])
    alike = [
        name
        for name, bought, came in zip("bcd", orders[1:], sessions[1:], strict=True)
        if fisher_exact([first, (bought, came - bought)]).pvalue > 0.05
    ]
    assert hardly_apart(rates) == alike == ["b", "d"]


def test_the_highest_alone_has_nobody_near() -> None:
    assert hardly_apart(pd.DataFrame({"orders": [3], "sessions": [40]}, index=["a"])) == []
