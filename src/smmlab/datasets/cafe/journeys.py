"""The café's journeys.csv: ways to an order, with a channel planted that the last touch hides."""

import csv
import io
from pathlib import Path

import numpy as np

JOURNEYS_FILE = "journeys.csv"

# Chance of an order at the end of a way, orders and ways without one. Instagram and Facebook
# begin, people come back by themselves or by the newsletter: the last touch hides who began.
_WAYS: tuple[tuple[str, int, int], ...] = (
    ("instagram > direct", 74, 420),
    ("instagram > newsletter > direct", 38, 110),
    ("instagram > search > direct", 29, 150),
    ("instagram", 18, 1450),
    ("instagram > instagram > direct", 21, 90),
    ("instagram > newsletter", 17, 80),
    ("facebook > direct", 22, 260),
    ("facebook > search", 14, 170),
    ("facebook", 6, 640),
    ("facebook > newsletter > direct", 11, 60),
    ("telegram", 16, 190),
    ("telegram > direct", 18, 60),
    ("newsletter", 26, 210),
    ("newsletter > direct", 15, 60),
    ("search", 38, 560),
    ("search > direct", 19, 130),
    ("direct", 18, 360),
)
_MEAN, _SIGMA = 27.0, 0.55  # of an order in euros, and how far it varies


def write_journeys(folder: Path, *, seed: int = 2026) -> Path:
    """Write journeys.csv into a client folder and return its path.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_journeys(Path(folder)).name
    'journeys.csv'
    """
    path = folder / JOURNEYS_FILE
    # A stream of its own, so that the other files stay as they were.
    path.write_bytes(journeys_csv(np.random.default_rng([seed, 5])))
    return path


def journeys_csv(rng: np.random.Generator) -> bytes:
    """Return the file, a way on each line; orders and ways without one are the planted numbers.

    Examples
    --------
    >>> text = journeys_csv(np.random.default_rng(1)).decode("utf-8")
    >>> text.splitlines()[0]
    'path,conversions,value,currency,nulls'
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(("path", "conversions", "value", "currency", "nulls"))
    for path, orders, nulls in _WAYS:
        amounts = rng.lognormal(np.log(_MEAN) - _SIGMA**2 / 2, _SIGMA, orders)
        writer.writerow((path, orders, f"{amounts.sum():.2f}", "EUR", nulls))
    return file.getvalue().encode("utf-8")
