"""Lesson 1: what SMM is, and what it is not."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from smmlab.channels import name_channels
from smmlab.course.lessons.rubrics import (
    has_number_out_of,
    has_sentences,
    has_words,
    is_in_language,
    mentions,
)
from smmlab.course.one_reading import shared
from smmlab.course.task import Criterion, Reference, Task
from smmlab.errors import DataError
from smmlab.intervals import wilson_interval
from smmlab.money.orders import counted_orders
from smmlab.money.utm import one_report
from smmlab.project import Project
from smmlab.texts import message

_MOST_OPTIONS = 12
_FEWEST_WORDS = 10
# What SMM serves between a stranger and a friend of the house; buying itself is not among them,
# because every owner names it anyway.
_STAGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "en": ("notice", "aware", "attention", "get to know", "know about", "know us", "interest",
               "curio", "trust", "ask", "question", "answer", "talk", "choose", "choice", "decid",
               "remember", "remind", "come back", "comes back", "return", "loyal", "recommend",
               "familiar", "discover"),
        "et": ("märka", "tähelepan", "teadlik", "tuttav", "tundma", "tunne", "huvi", "usald",
               "küsi", "vasta", "vestl", "valik", "vali", "otsusta", "mäleta", "meenuta", "naas",
               "tagasi", "soovita", "püsi", "avasta"),
        "ru": ("замет", "замеч", "вниман", "узна", "знаком", "интерес", "довер", "спраш", "спрос",
               "вопрос", "отве", "обща", "разговор", "выб", "реша", "решен", "решит", "помн",
               "вспомн", "напом", "вернут", "возвращ", "рекоменд", "совет", "лояльн"),
    }
)  # fmt: skip
_NOT_SMM: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "en": ("seo", "smo", "search", "google", "advert", "ads.", "ad.", "newsletter", "e-mail",
               "email", "letter", "banner", "website", "price", "product", "stock"),
        "et": ("seo", "smo", "otsi", "otsing", "google", "reklaam", "tasuline", "tasulis",
               "uudiskir", "e-post", "e-kir", "kirja", "bänner", "koduleh", "veebileh", "hind.",
               "hinda.", "hinna", "toode", "toote", "toodet", "laos", "laoseis"),
        "ru": ("seo", "smo", "сео", "смо", "поиск", "google", "гугл", "яндекс", "реклам", "платн",
               "рассыл", "письм", "баннер", "сайт", "цена", "цену", "цены", "ценой", "ценам",
               "товар", "продукт", "склад"),
    }
)  # fmt: skip


@shared
def _sources(project: Project) -> pd.DataFrame:
    """Return the sources with most visits: pair, sessions, channel, is_paid (missing: not told)."""
    visits, _days = one_report(project.visits)
    known = visits[visits["source"].notna() & visits["medium"].notna()]
    if known.empty:
        raise DataError(
            message(
                "There are no visits with their sources in your tables, so nobody can say where "
                "they came from. Import the traffic report of the web counter from the folder "
                "downloads."
            )
        )
    pairs = known.groupby(["source", "medium"], as_index=False)["sessions"].sum()
    first = pairs.sort_values(["sessions", "source", "medium"], ascending=[False, True, True])
    first = first.head(_MOST_OPTIONS).reset_index(drop=True)
    told = name_channels(first["source"], first["medium"])
    return first.assign(
        pair=first["source"].astype("str") + " / " + first["medium"].astype("str"),
        channel=told["channel"],
        is_paid=told["is_paid"],
    )


def _offer_sources(project: Project) -> Mapping[str, object]:
    pairs = _sources(project)["pair"].tolist()
    return dict(zip(pairs, pairs, strict=True))


def _solve_unpaid(project: Project) -> Reference:
    sources = _sources(project)
    is_social = sources["channel"].eq("social")
    unpaid = is_social & sources["is_paid"].eq(False).fillna(False)
    ours = set(sources.loc[unpaid, "pair"])
    if not ours:
        raise DataError(
            message(
                "No source among your visits is unpaid work in networks, so there is nothing to "
                "choose. Import the traffic report of the web counter from the folder downloads, "
                "or ask your teacher."
            )
        )
    untold = set(sources.loc[is_social & sources["is_paid"].isna(), "pair"])
    found: dict[str, pd.Series] = {
        message(
            "Visits from a search engine are the work of SEO: somebody asked a question, and a "
            "page was found. Nobody had to speak with anybody for it."
        ): sources["channel"].eq("search"),
        message(
            "What was paid for is advertising, even on a network. When the money stops, such "
            "visits stop; that is why they are counted apart."
        ): sources["is_paid"].eq(True).fillna(False),
        message(
            "A newsletter goes to people whose address the company already has. It is direct "
            "marketing, not work in a network."
        ): sources["channel"].eq("email"),
        message(
            "Direct visits carry no mark of where they come from. Some may have begun in a "
            "network, but no file can say so."
        ): sources["channel"].eq("direct"),
    }
    mistakes: dict[str, Any] = {
        why: tuple(sorted(sources.loc[rows, "pair"])) for why, rows in found.items() if rows.any()
    }
    # A careful person may take a visit without tags for unpaid; an advertisement can look the same.
    nearly = (tuple(sorted(ours | untold)),) if untold else ()
    return Reference(tuple(sorted(ours)), nearly=nearly, mistakes=mistakes)


def _solve_share(project: Project) -> Reference:
    orders = project.orders
    paid = counted_orders(orders)
    if paid.empty:
        raise DataError(
            message(
                "There are no paid orders in your tables, so no share of them can be worked out. "
                "Import the orders of the shop from the folder downloads."
            )
        )
    channels = name_channels(orders["utm_source"], orders["utm_medium"])
    is_social = channels["channel"].eq("social").fillna(False)
    by_smm = is_social & channels["is_paid"].eq(False).fillna(False)
    by_advertising = is_social & channels["is_paid"].eq(True).fillna(False)
    tagged = channels["channel"].notna()
    kept = orders.index.isin(paid.index)
    n, of = int((by_smm & kept).sum()), len(paid)
    low, high = wilson_interval([n], [of])
    wrong = {
        message(
            "You divided by the orders that carry a tag. The question asks for all paid orders: "
            "those without a tag were paid as well."
        ): _share(n, int((tagged & kept).sum())),
        message(
            "Cancelled orders and orders that still wait for payment are among yours. Nobody has "
            "paid for them; leave them out above and below the line."
        ): _share(int(by_smm.sum()), len(orders)),
        message(
            "Below the line stand all orders ever placed. Divide by those that were paid."
        ): _share(n, len(orders)) if int(by_smm.sum()) != n else None,
        message(
            "All tagged orders are counted as SMM here. A tag only says by which link somebody "
            "came; letters and advertisements have tags too."
        ): _share(int((tagged & kept).sum()), of),
        message(
            "Advertising on the networks is counted in. It is paid for, so it is not unpaid SMM, "
            "although the name of the network is the same."
        ): _share(n + int((by_advertising & kept).sum()), of),
    }  # fmt: skip
    value = n / of
    return Reference(
        value,
        float(low[0]),
        float(high[0]),
        mistakes={why: share for why, share in wrong.items() if share not in (None, value)},
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


TASKS: tuple[Task, ...] = (
    Task(
        name="lesson01.q1",
        kind="choices",
        level="guided",
        asks=message(
            "Here are the sources from which most visits came, as the web counter writes them: "
            "source, then medium. Which of them are for certain unpaid SMM? Leave out what "
            "cannot be told from the name."
        ),
        look=message(
            "Ask two questions of each line. Did a network or a messenger send this visit? And "
            "does the medium itself say that nobody paid for it?"
        ),
        options=_offer_sources,
        solve=_solve_unpaid,
    ),
    Task(
        name="lesson01.q2",
        kind="share",
        level="guided",
        asks=message(
            "Of all paid orders, what share came by a tagged link of unpaid SMM? Orders that were "
            "cancelled, or still wait for payment, are not paid orders."
        ),
        look=message(
            "Look at both numbers: which lines belong above the line, and whether every paid "
            "order, tagged or not, stands below it."
        ),
        solve=_solve_share,
    ),
    Task(
        name="lesson01.q3",
        kind="text",
        level="open",
        asks=message(
            "The owner asks: “What will SMM do for us?” Answer in two to four sentences: what it "
            "can do for this company, and what it cannot. Use one number from your data and say "
            "what it is out of."
        ),
        rubric=(
            Criterion(
                "length",
                message("Two to four whole sentences: the owner reads it standing."),
                lambda answer, _project: (
                    has_sentences(str(answer), least=2, most=4)
                    and has_words(str(answer), least=_FEWEST_WORDS)
                ),
            ),
            Criterion(
                "language",
                message("It is in the language that you and the owner share."),
                lambda answer, project: is_in_language(
                    str(answer), (project.brief.language, *project.brief.content_languages)
                ),
                points=0.5,
            ),
            Criterion(
                "stage",
                message(
                    "It names a step on which SMM helps: being noticed, becoming known, being "
                    "trusted, being asked, being chosen again."
                ),
                lambda answer, _project: mentions(str(answer), _STAGES),
            ),
            Criterion(
                "not_smm",
                message(
                    "It names something that SMM is not, such as search, advertising, letters or "
                    "the price."
                ),
                lambda answer, _project: mentions(str(answer), _NOT_SMM),
            ),
            Criterion(
                "number",
                message("It has a number together with what the number is out of."),
                lambda answer, _project: has_number_out_of(str(answer)),
            ),
        ),
        teacher_points=2.0,
        teacher_looks=message(
            "Is it true of this company, and would the owner after reading it expect the right "
            "things?"
        ),
    ),
)
