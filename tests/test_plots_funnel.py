"""The picture of the funnel: what is drawn are the rows with a rate, and the title tells."""

import pytest
from matplotlib.axes import Axes

from funnel_cases import LETTER, NONE, ORGANIC, PAID, orders_of, visits_of
from smmlab.money.cohorts import follow_customers
from smmlab.money.funnel import measure_funnel
from smmlab.plots.cohorts import plot_customer_cohorts
from smmlab.plots.funnel import name_of, plot_funnel
from smmlab.plots.theme import as_png
from smmlab.schema import conform
from smmlab.texts import Words
from test_money_cohorts import END, group
from test_money_cohorts import orders_of as bought


def texts(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def test_rows_carry_their_counts_and_their_rate() -> None:
    funnel = measure_funnel(visits_of((ORGANIC, 900), (PAID, 400), key_events=[9, 4]),
                            orders_of((ORGANIC, 90), (PAID, 4), (NONE, 7)))  # fmt: skip
    axes = plot_funnel(funnel)
    assert {"900", "90", "400", "4", "10% (8.2% to 12.1%)", "1% (0.4% to 2.5%)"} <= set(texts(axes))
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "Instagram",
        "Instagram, paid",
    ]
    assert axes.get_title(loc="left").startswith("Instagram: visits end in an order most often")
    legend = axes.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == [
        "visits", "key events, whatever they are", "orders"
    ]  # fmt: skip
    assert as_png(axes).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("orders", "heading"),
    [((40, 42), "differs no more than chance allows"), ((40, 2), "most often"),
     ((40, 0), "most often")],
)  # fmt: skip
def test_the_title_says_no_more_than_the_intervals(orders: tuple[int, int], heading: str) -> None:
    funnel = measure_funnel(visits_of((ORGANIC, 500), (LETTER, 500)),
                            orders_of((ORGANIC, orders[0]), (LETTER, orders[1])))  # fmt: skip
    assert heading in plot_funnel(funnel).get_title(loc="left")


def test_three_rows_may_have_one_that_lags_or_two_that_differ() -> None:
    visits = visits_of((ORGANIC, 500), (PAID, 500), (LETTER, 500))
    lags = measure_funnel(visits, orders_of((ORGANIC, 60), (PAID, 5), (LETTER, 55)))
    assert "less often than all others" in plot_funnel(lags).get_title(loc="left")
    ladder = measure_funnel(visits, orders_of((ORGANIC, 40), (PAID, 28), (LETTER, 15)))
    assert "more often than with “Letters by e-mail”" in plot_funnel(ladder).get_title(loc="left")


def test_nothing_to_draw_says_what_to_do() -> None:
    assert "tag" in texts(plot_funnel(measure_funnel(visits_of(), orders_of((NONE, 3)))))[0]
    unrated = measure_funnel(visits_of((ORGANIC, 9)), orders_of((ORGANIC, 2)))
    assert "no funnel can be drawn" in " ".join(texts(plot_funnel(unrated))[0].split())


def test_hostile_names_are_drawn_as_letters_and_many_rows_are_cut() -> None:
    odd = ("ig", "social", r"$\frac{1}$ & <b>", None)
    many = [(("ig", "social", f"c{n}", None), 50) for n in range(9)]
    funnel = measure_funnel(visits_of((odd, 100), *many), orders_of((odd, 20)), by="campaign")
    axes = plot_funnel(funnel, words=Words("ru"))
    as_png(axes)
    assert len(axes.get_yticks()) == 8
    assert "2" in axes.get_title(loc="left").splitlines()[-1]


def test_rows_are_named_for_people() -> None:
    words = Words("en")
    assert name_of({"name": "paid", "is_paid": True}, words) == "Paid"
    assert name_of({"name": "instagram laugh-0104", "is_paid": False}, words) == (
        "Instagram laugh-0104"
    )
    assert name_of({"name": "launch", "is_paid": None}, words) == "launch"


def test_cohorts_show_all_customers_first_and_say_what_is_withheld() -> None:
    found = follow_customers(
        bought(*group("a", "ig", 60, 25), *group("b", "fb", 40, 12), *group("c", "tg", 25, 12), END)
    )
    axes = plot_customer_cohorts(found)
    legend = axes.get_legend()
    assert legend is not None
    names = [text.get_text() for text in legend.get_texts()]
    assert names == ["all customers (125)", "Instagram (60)", "Facebook (40)"]
    heading, notes = axes.get_title(loc="left").split("\n", 1)
    assert heading.startswith("39% bought again within 180 days")
    assert "fewer than thirty customers" in " ".join(notes.split())
    apart = follow_customers(bought(*group("a", "ig", 90, 60), *group("b", "fb", 90, 15), END))
    assert "customers from Instagram bought again more often" in " ".join(
        plot_customer_cohorts(apart).get_title(loc="left").split()
    )
    as_png(axes)
    nothing = plot_customer_cohorts(follow_customers(conform(found.table.iloc[:0], "orders")))
    assert "who bought" in nothing.texts[0].get_text()
