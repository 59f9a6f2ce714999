"""A hand-made list of placements for the tests of charts, forms and documents."""

import pandas as pd

from smmlab.brief import Brief
from smmlab.rivals.placements import PlacementComparison, compare_placements
from smmlab.rivals.tactics import judge_tactics

LISTED = """network,page,kind,price,currency,reach,posts_counted,engagements,tries,visits,results,\
target_share
instagram,tallinn.eats,page,120,EUR,6500,12,2600,3,190,9,38%
telegram,Kohvikud Eestis,channel,60,,2100,20,900,,,,45%
facebook,Naabrid,community,0,EUR,1500,,,,,,
tiktok,kohvihull,person,,,15000,,,,,,
facebook,Linnaleht,page,300,EUR,,,,,,,
vkontakte,Kofe,page,9000,RUB,4000,,,,,,
"""


def offers() -> pd.DataFrame:
    """Return the same rows as a frame."""
    return pd.DataFrame(
        {
            "network": ["instagram", "telegram", "facebook", "tiktok", "facebook", "vkontakte"],
            "page": ["tallinn.eats", "Kohvikud Eestis", "Naabrid", "kohvihull", "Linnaleht",
                     "Kofe"],
            "kind": ["page", "channel", "community", "person", "page", "page"],
            "price": [120.0, 60.0, 0.0, None, 300.0, 9000.0],
            "currency": ["EUR", None, "EUR", None, "EUR", "RUB"],
            "reach": [6500.0, 2100.0, 1500.0, 15_000.0, None, 4000.0],
            "tries": [3.0, None, None, None, None, None],
            "visits": [190.0, None, None, None, None, None],
            "results": [9.0, None, None, None, None, None],
        }
    )  # fmt: skip


def compared() -> PlacementComparison:
    """Return the comparison of the offers."""
    listed = offers()
    rules = judge_tactics(Brief("Kohvik"), sorted(set(listed["network"])))
    return compare_placements(listed, tactics=rules, draws=2_000)
