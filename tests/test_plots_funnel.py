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


BOOK = ("fb", "social", "launch", "laugh-0106")
WIRE = ("tg", "messenger", "launch", "laugh-0107")


def test_the_title_does_not_deny_that_unpaid_visits_end_in_an_order_more_often() -> None:
    visits = visits_of((ORGANIC, 820), (LETTER, 520), (PAID, 960), (BOOK, 410), (WIRE, 300))
    bought = ((ORGANIC, 34), (LETTER, 24), (PAID, 22), (BOOK, 18), (WIRE, 16))
    mixed = measure_funnel(visits, orders_of(*bought))
    said = plot_funnel(mixed).get_title(loc="left")
    assert said.startswith("Unpaid visits end in an order more often than paid ones")
    alone = plot_funnel(mixed.of_side("organic")).get_title(loc="left")
    assert alone.startswith("How often visits end in an order differs no more than chance allows")


def test_the_title_tells_when_paid_visits_end_in_an_order_more_often() -> None:
    paid = [(("fb", "cpc", f"c{n}", None), 300) for n in range(3)]
    visits = visits_of((ORGANIC, 900), *((tags, many) for tags, many in paid))
    turned = measure_funnel(visits, orders_of((ORGANIC, 14), *((tags, 13) for tags, _n in paid)),
                            by="campaign")  # fmt: skip
    said = plot_funnel(turned).get_title(loc="left")
    assert said.startswith("Paid visits end in an order more often than unpaid ones")


def test_rows_that_differ_together_are_not_called_equal() -> None:
    rows = [(("ig", "social", f"c{n}", None), 60 if n < 4 else 40) for n in range(8)]
    visits = visits_of(*((tags, 500) for tags, _many in rows))
    said = plot_funnel(measure_funnel(visits, orders_of(*rows), by="campaign"))
    assert said.get_title(loc="left").startswith(
        "How often visits end in an order differs, but no row stands out"
    )
