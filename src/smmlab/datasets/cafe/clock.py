"""The clocks of the sample: the café lives in Tallinn, Meta writes Pacific time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

TALLINN = ZoneInfo("Europe/Tallinn")
_PACIFIC = ZoneInfo("America/Los_Angeles")

FIRST_DAY = date(2025, 11, 1)
LAST_DAY = date(2026, 10, 31)
DAYS = tuple(FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1))


def at_local(day: date, second: int) -> int:
    """Return epoch seconds of the second of a Tallinn day, as a clock on the wall shows it.

    Examples
    --------
    >>> at_local(date(2026, 1, 1), 0)
    1767218400
    """
    wall = datetime(day.year, day.month, day.day, tzinfo=TALLINN) + timedelta(seconds=second)
    return int(wall.timestamp())


def local_time(at: int) -> datetime:
    """Return the moment on the Tallinn wall clock."""
    return datetime.fromtimestamp(at, TALLINN)


def pacific_text(at: int) -> str:
    """Return the moment as Meta's content export writes it.

    Examples
    --------
    >>> pacific_text(1767218400)
    '12/31/2025 14:00'
    """
    return datetime.fromtimestamp(at, _PACIFIC).strftime("%m/%d/%Y %H:%M")


def telegram_text(at: int) -> str:
    """Return the moment as Telegram Desktop writes it on a computer in Tallinn."""
    return local_time(at).strftime("%Y-%m-%dT%H:%M:%S")


def shop_text(at: int) -> str:
    """Return the moment as Shopify writes it for a shop in Tallinn."""
    return local_time(at).strftime("%Y-%m-%d %H:%M:%S %z")


def meta_day_text(day: date) -> str:
    """Return a day of Meta's series; its hour follows US daylight saving, not the café's.

    Examples
    --------
    >>> meta_day_text(date(2026, 3, 8)), meta_day_text(date(2026, 3, 9))
    ('2026-03-08T01:00:00', '2026-03-09T00:00:00')
    """
    midnight = datetime(day.year, day.month, day.day, tzinfo=_PACIFIC)
    summer = bool(midnight.dst())
    return f"{day.isoformat()}T{'00' if summer else '01'}:00:00"


def utc_seconds(year: int, month: int, day: int, hour: int) -> int:
    """Return epoch seconds of a UTC hour."""
    return int(datetime(year, month, day, hour, tzinfo=UTC).timestamp())
