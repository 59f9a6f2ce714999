"""Lesson 5: choose the one network where people buy and few others sell."""

from collections.abc import Mapping

import pandas as pd

from smmlab.content.engagement import measure_engagement
from smmlab.course.lessons.mistakes import telling_mistakes
from smmlab.course.lessons.order_rates import hardly_apart
from smmlab.course.lessons.own_posts import own_posts
from smmlab.course.one_reading import shared
from smmlab.course.task import Reference, Task
from smmlab.errors import DataError
from smmlab.intervals import newcombe_interval
from smmlab.money.funnel import Funnel, measure_funnel
from smmlab.networks.fit import score_networks
from smmlab.project import Project
from smmlab.schema import NETWORKS
from smmlab.texts import Phrase, Words, message
from smmlab.texts.labels import NETWORK_NAMES, network_name

_FEWEST = 2  # networks that can be compared or put in order

_MOST_VISITS = message(
    "You chose the network that sends most visits. Ask how many of these visits ended in an order."
)
_MOST_REACH = message(
    "Reach alone carries no choice. People who saw a post are not yet people who buy: divide the "
    "orders by the visits."
)
_MOST_ORDERS = message(
    "You chose the network with most orders in all. A network with more visits has more orders "
    "even when its visitors buy less often; and somebody paid for a part of these visits."
)
_MOST_FOLLOWERS = message(
    "The number of followers carries no choice. A follower costs nothing and may never buy: look "
    "at the orders of a visit."
)
_ONE_POST = message(
    "One post that was passed on far is luck. It says nothing about who buys on a network."
)
_VISITS_ALONE = message("Visits are not orders: only together with the orders do they tell.")
_PEOPLE_ALONE = message(
    "You put the networks in order by people alone. Divide the people by the active sellers who "
    "share them."
)
_SELLERS_ALONE = message(
    "You put the networks in order by sellers alone, the fewest first. A quiet place may also be "
    "empty: divide the people by the sellers."
)
_UPSIDE_DOWN = message("Your order is upside down: begin with most people for one seller.")


@shared
def own_networks(project: Project) -> tuple[str, ...]:
    """Return the networks on which the client publishes.

    Raises
    ------
    DataError
        When there are no own posts.
    """
    found = set(own_posts(project)["network"])
    if not found:
        raise DataError(
            message(
                "Expected posts of the company's own pages, found none. Import the files of the "
                "folder downloads/own again, then answer."
            )
        )
    return tuple(name for name in NETWORKS if name in found)


@shared
def _funnel(project: Project) -> Funnel:
    return measure_funnel(project.visits, project.orders, timezone=project.brief.timezone)


@shared
def unpaid_rates(project: Project) -> pd.DataFrame:
    """Return how often unpaid visitors from each own network order, the most often first.

    Returns
    -------
    DataFrame
        Under the network: ``sessions``, ``orders``, ``conversion_rate``, ``cr_low``, ``cr_high``.

    Raises
    ------
    DataError
        When fewer than two networks can be compared.
    """
    networks = own_networks(project)
    rows = _funnel(project).of_side("organic").table
    rows = rows[rows["name"].isin(networks) & rows["why"].eq("")].set_index("name")
    if len(rows) < _FEWEST:
        raise DataError(
            message(
                "Expected unpaid visits and orders with tags from at least two own networks, found "
                "{found}. Import the traffic report and the orders of the shop again, then answer."
            ),
            {"found": len(rows)},
        )
    columns = ["sessions", "orders", "conversion_rate", "cr_low", "cr_high"]
    return rows[columns].astype("float64").sort_values("conversion_rate", ascending=False)


@shared
def reach_by_network(project: Project) -> pd.Series:
    """Return the people reached of each own network, added up over its posts, the most first."""
    reached = (
        own_posts(project).groupby("network")["reach"].sum(min_count=1).astype("float64").dropna()
    )
    return reached.sort_values(ascending=False)


def _solve_buyers(project: Project) -> Reference:
    rates = unpaid_rates(project)
    best = str(rates.index[0])
    reached = reach_by_network(project)
    all_orders = _orders_in_all(project, rates.index)
    mistakes = telling_mistakes(
        best,
        {
            _MOST_VISITS: str(rates["sessions"].idxmax()),
            _MOST_REACH: str(reached.index[0]) if len(reached) else None,
            _MOST_ORDERS: str(all_orders.idxmax()),
        },
    )
    # What a mistake explains is told as the mistake.
    near = [name for name in hardly_apart(rates) if name not in mistakes.values()]
    return Reference(best, nearly=tuple(near), mistakes=mistakes)


def _orders_in_all(project: Project, networks: pd.Index) -> pd.Series:
    table = _funnel(project).table
    return table.groupby("name")["orders"].sum().astype("float64").reindex(networks)


@shared
def people_per_seller(project: Project) -> pd.DataFrame:
    """Return people of the target group and active sellers of each own network, best first.

    Returns
    -------
    DataFrame
        Under the network: ``potential`` (people), ``sellers``, ``potential_per_seller``.

    Raises
    ------
    DataError
        When fewer than two own networks have both numbers.
    """
    networks = own_networks(project)
    fit = score_networks(project.brief, rivals=project.rivals, evidence=project.evidence)
    columns = ["potential", "sellers", "potential_per_seller"]
    table = fit.table.set_index("network").reindex(networks)[columns].astype("float64").dropna()
    if len(table) < _FEWEST:
        raise DataError(
            message(
                "Expected counted sellers on at least two own networks, found {found}. Write the "
                "counts into the brief as your teacher gave them, then answer."
            ),
            {"found": len(table)},
        )
    return table.sort_values("potential_per_seller", ascending=False)


def _solve_order(project: Project) -> Reference:
    table = people_per_seller(project)
    right = tuple(map(str, table.index))
    mistakes = {
        _PEOPLE_ALONE: table["potential"].sort_values(ascending=False),
        _SELLERS_ALONE: table["sellers"].sort_values(),
        _UPSIDE_DOWN: table["potential_per_seller"].sort_values(),
    }
    told = {reason: tuple(map(str, order.index)) for reason, order in mistakes.items()}
    return Reference(right, mistakes=telling_mistakes(right, told))


def _order_options(project: Project) -> Mapping[str, object]:
    # The networks in the order of the list of all networks, which gives nothing away.
    ranked = people_per_seller(project).index
    return {name: NETWORK_NAMES[name] for name in NETWORKS if name in ranked}


def _network_options(project: Project) -> Mapping[str, object]:
    return {name: NETWORK_NAMES[name] for name in own_networks(project)}


def _solve_choice(project: Project) -> Reference:
    rates, sellers = unpaid_rates(project), people_per_seller(project)
    best, roomiest = str(rates.index[0]), str(sellers.index[0])
    reached, followers = reach_by_network(project), _followers(project)
    mistakes = telling_mistakes(
        best,
        {
            _MOST_REACH: _with_ground(best, reached, "reach"),
            _MOST_FOLLOWERS: _with_ground(best, followers, "followers"),
            _VISITS_ALONE: ("visits",),
            _ONE_POST: ("one_post",),
        },
    )
    misled = {name for told in mistakes.values() for name in told}
    carries = ["order_rate"]
    if roomiest == best:
        carries.append("people_per_seller")
    if not hardly_apart(rates):
        carries.append("rate_against_chance")
    other = roomiest != best and roomiest not in misled
    return Reference(
        best, nearly=(roomiest,) if other else (), mistakes=mistakes, because=tuple(carries),
        least=min(2, len(carries)),
    )  # fmt: skip


def _with_ground(right: str, ranked: pd.Series, ground: str) -> tuple[str, ...]:
    """Return what such a mistake picks: its ground, and its network where that is another one."""
    first = [str(name) for name in ranked.index[:1]]
    return (*(name for name in first if name != right), ground)


@shared
def _followers(project: Project) -> pd.Series:
    """Return the newest followers of each own network, or the new ones; empty without a file."""
    daily = project.daily
    daily = daily[daily["network"].isin(own_networks(project))].dropna(subset=["value"])
    stock = daily[daily["metric"].eq("followers")].sort_values("day")
    if len(stock):
        newest = stock.groupby(["network", "page"], dropna=False)["value"].last()
        found = newest.groupby("network").max()
    else:
        found = daily[daily["metric"].eq("follows")].groupby("network")["value"].sum()
    return found.astype("float64").sort_values(ascending=False)


def _grounds(project: Project) -> Mapping[str, object]:
    words = Words(project.brief.language)
    rates, sellers = unpaid_rates(project), people_per_seller(project)
    found: dict[str, object] = {
        "order_rate": Phrase(
            message("Orders out of unpaid visits: {listed}."),
            {"listed": "; ".join(
                words.say(
                    "{network} {orders} of {visits}, which is {rate}",
                    network=network_name(name, words), orders=words.number(row["orders"]),
                    visits=words.number(row["sessions"]),
                    rate=words.percent(row["conversion_rate"]),
                )
                for name, row in _in_usual_order(rates).iterrows()
            )},
        ),
        "people_per_seller": Phrase(
            message("People of the target group for one active seller: {listed}."),
            {"listed": _each(_in_usual_order(sellers)["potential_per_seller"], words)},
        ),
        "visits": Phrase(
            message("Unpaid visits in the year: {listed}."),
            {"listed": _each(_in_usual_order(rates)["sessions"], words)},
        ),
        "rate_against_chance": _beyond_chance(rates, words),
    }  # fmt: skip
    if len(reached := reach_by_network(project)):
        found["reach"] = Phrase(
            message("People reached, added up over all posts: {listed}."),
            {"listed": _each(_in_usual_order(reached), words)},
        )
    if len(followers := _followers(project)):
        found["followers"] = Phrase(
            message("Followers, or new followers where the file tells only these: {listed}."),
            {"listed": _each(_in_usual_order(followers), words)},
        )
    if (post := _best_post(project)) is not None:
        found["one_post"] = Phrase(
            message("The post with most responses of all is on {network}; it had {responses}."),
            {"network": network_name(post[0], words), "responses": words.number(post[1])},
        )
    # By name, so that what carries stands in no place of its own.
    return dict(sorted(found.items()))


def _in_usual_order(rows: pd.DataFrame | pd.Series) -> pd.DataFrame | pd.Series:
    return rows.loc[[name for name in NETWORKS if name in rows.index]]


def _each(numbers: pd.Series, words: Words) -> str:
    return "; ".join(
        f"{network_name(name, words)} {words.number(value, digits=0)}"
        for name, value in numbers.items()
    )


def _beyond_chance(rates: pd.DataFrame, words: Words) -> Phrase:
    best, second = rates.iloc[0], rates.iloc[1]
    low, high = newcombe_interval(
        [best["orders"]], [best["sessions"]], [second["orders"]], [second["sessions"]]
    )
    return Phrase(
        message(
            "The highest order rate lies above the next one by {low} to {high} percentage points, "
            "so the difference is more than chance."
        )
        if low[0] > 0
        else message(
            "The highest order rate lies above the next one, but the difference may be anything "
            "from {low} to {high} percentage points."
        ),
        {"low": words.number(100 * low[0]), "high": words.number(100 * high[0])},
    )


def _best_post(project: Project) -> tuple[str, float] | None:
    earned = measure_engagement(project.posts).dropna(subset=["engagements"])
    if earned.empty:
        return None
    best = earned.loc[earned["engagements"].idxmax()]
    return str(best["network"]), float(best["engagements"])


def _choice_options(project: Project) -> Mapping[str, object]:
    return {"choice": _network_options(project), "because": _grounds(project)}


TASKS: tuple[Task, ...] = (
    Task(
        name="lesson05.q1",
        kind="choice",
        level="guided",
        asks=message(
            "Whose visitors order most often? Look only at visits that nobody paid for, and choose "
            "the network with most orders for a visit."
        ),
        look=message(
            "Compare the orders of a hundred visits once more, network by network. Two rates that "
            "lie near each other are hardly told apart by such data."
        ),
        solve=_solve_buyers,
        options=_network_options,
    ),
    Task(
        name="lesson05.q2",
        kind="rank",
        level="guided",
        asks=message(
            "Put your networks in order by people of the target group for one active seller, most "
            "people first. The brief holds the counted sellers."
        ),
        look=message(
            "Divide the people of each network by its sellers once more, and compare each result "
            "with its neighbour in your order."
        ),
        solve=_solve_order,
        options=_order_options,
    ),
    Task(
        name="lesson05.q3",
        kind="justified",
        level="open",
        asks=message(
            "With which one network would you begin for this company? Choose it, and pick only the "
            "findings that carry the choice: they must speak of buyers or of room for one more "
            "seller, and be more than chance."
        ),
        look=message(
            "The network and the grounds belong together. Ask of every ground: would a buyer "
            "notice it, does it compare the networks, and does it speak for your network?"
        ),
        solve=_solve_choice,
        options=_choice_options,
        points=4.0,
    ),
)
