"""The column names of Meta's ads exports in the languages they are met in."""

import re
from collections.abc import Mapping
from types import MappingProxyType

# Canonical name: names in files, the best first. Meta has renamed many: newer and older stand side
# by side.
ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "starts": (
            "Reporting starts", "Дата начала отчетности", "Дата начала отчётности",
            "Начало отчетности", "Начало отчётности", "Початок звітності", "Début des rapports",
        ),
        "ends": (
            "Reporting ends", "Дата окончания отчетности", "Дата окончания отчётности",
            "Окончание отчетности", "Окончание отчётности", "Завершення звітності",
            "Закінчення звітності", "Fin des rapports",
        ),
        "day": ("Day", "День", "Jour"),
        "span": ("Month", "Месяц", "Місяць", "Mois", "Week", "Неделя", "Тиждень", "Semaine"),
        "account": (
            "Account name", "Название аккаунта", "Назва облікового запису", "Nom du compte",
        ),
        "campaign": (
            "Campaign name", "Название кампании", "Назва кампанії", "Nom de la campagne",
        ),
        "ad_set": (
            "Ad set name", "Название группы объявлений", "Назва групи оголошень",
            "Nom de l'ensemble de publicités", "Nom de l’ensemble de publicités",
        ),
        "ad": ("Ad name", "Название объявления", "Назва оголошення", "Назва реклами",
               "Nom de la publicité"),
        "campaign_id": (
            "Campaign ID", "Идентификатор кампании", "Ідентифікаційний номер кампанії",
        ),
        "ad_set_id": ("Ad set ID", "Идентификатор группы объявлений"),
        "ad_id": ("Ad ID", "Идентификатор объявления"),
        "currency": ("Currency", "Валюта", "Devise"),
        "impressions": ("Impressions", "Показы", "Покази"),
        "reach": ("Reach", "Охват", "Охоплення", "Couverture"),
        "clicks": (
            "Clicks (all)", "Клики (все)", "Кліки (усі)", "Кліки (всі)", "Clics (tous)",
            "Clicks", "Клики", "Кліки",
        ),
        "link_clicks": (
            "Link clicks", "Клики по ссылке", "Кліки посилання", "Кліки за посиланням",
            "Clics sur un lien",
        ),
        "results": ("Results", "Result", "Результаты", "Результат", "Результати", "Résultats"),
        "result_kind": (
            "Result indicator", "Индикатор результата", "Индикатор результатов",
            "Індикатор результату", "Індикатор результатів", "Indicateur de résultats",
            "Result type", "Тип результата", "Тип результату", "Type de résultat",
        ),
        "platform": ("Platform", "Publisher platform", "Платформа", "Plateforme"),
        "placement": (
            "Placement", "Место размещения", "Плейсмент", "Місце розміщення", "Плейсмент показу",
        ),
        "age": ("Age", "Возраст", "Вік", "Âge"),
        "gender": ("Gender", "Пол", "Стать", "Genre", "Sexe"),
        "region": ("Region", "Регион", "Регіон", "Région"),
        "country": ("Country", "Страна", "Країна", "Pays"),
        "device": ("Impression device", "Device platform", "Device", "Устройство показа"),
        "hour": (
            "Time of day (ad account time zone)", "Time of day (viewer's time zone)",
            "Time of day (viewer’s time zone)",
        ),
    }
)  # fmt: skip
LEVELS = ("account", "campaign", "ad_set", "ad")
IDS = ("campaign_id", "ad_set_id", "ad_id")
# A row that leaves one of these empty sums up the rows that fill it.
BREAKDOWNS = ("day", "span", "platform", "placement", "age", "gender", "region", "country",
              "device", "hour")  # fmt: skip
# What tells rows of one ad and period apart.
TELL_APART = ("account", *IDS, *(name for name in BREAKDOWNS if name not in ("day", "span")))
# What is said for all of a level at once.
ALL_OF_THEM = frozenset(("all", "все", "всі", "усі", "tous", "toutes"))
TOTALS = frozenset(("total", "totals", "итого", "всего", "усього", "всього", "разом"))
SPEND = re.compile(
    r"(?:amount spent|сумма затрат|потраченная сумма|сума витрат|витрачена сума|потрачена сума"
    r"|montant dépensé)(?: \(([a-z]{3})\))?"
)
# Understood, and of no use to any question smmlab asks: states, budgets, and what can be computed.
_IGNORED = (
    "campaign delivery", "ad set delivery", "ad delivery", "delivery status", "delivery level",
    "delivery", "показ кампании", "показ группы объявлений", "показ объявления", "статус показа",
    "уровень показа", "bid", "bid type", "ad set budget", "ad set budget type", "campaign budget",
    "campaign budget type", "last significant edit", "attribution setting", "starts", "ends",
    "начало", "конец", "frequency", "частота", "répétition", "quality ranking",
    "engagement rate ranking", "conversion rate ranking", "account id", "account timezone",
    "идентификатор аккаунта", "ідентифікаційний код облікового запису", "objective",
)  # fmt: skip
_COMPUTED = r"(?:cpm|cpc|ctr|cost per|цена за|ціна за|coût)\b.*"
IGNORED = re.compile("|".join([*map(re.escape, _IGNORED), _COMPUTED]))
