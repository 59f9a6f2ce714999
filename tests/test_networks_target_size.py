"""The size of the target group, added up by hand."""

import numpy as np
import pandas as pd
import pytest

from smmlab.brief import Brief, Target
from smmlab.networks.evidence import Evidence, load_evidence
from smmlab.networks.target_size import draw_target

WHOLE = load_evidence(year=2026)
DRAWS = 40_000


def only(rows, market="EE"):
    own = pd.DataFrame(
        [
            {"topic": "population", "network": "any", "market": market, "unit": "people",
             "year": 2025, "grade": "A", "source": "test", "segment": segment, "value": value}
            for segment, value in rows.items()
        ]
    )  # fmt: skip
    figures = load_evidence(own, year=2026).figures
    return Evidence(figures[figures["is_own"]], WHOLE.rules, WHOLE.sources, 2026)


def median(target, evidence, market="EE"):
    people, figures = draw_target(
        Brief("K", market=market, target=target), evidence, DRAWS, np.random.default_rng(0)
    )
    return float(np.median(people)), {figure.segment for figure in figures}


BANDS = {"age:20-29": 1000, "age:30-39": 2000, "age:40+": 9000, "sex:female": 3, "sex:male": 1}


def test_ages_are_added_up_from_the_bands():
    people, used = median(Target(25, 34), only(BANDS))
    assert people == pytest.approx(5 * 100 + 5 * 200, rel=0.01)
    assert used == {"age:20-29", "age:30-39"}


def test_the_sex_takes_its_part():
    people, used = median(Target(30, 39, "female"), only(BANDS))
    assert people == pytest.approx(2000 * 3 / 4, rel=0.01)
    assert {"sex:female", "sex:male"} <= used
    assert median(Target(30, 39, "male"), only(BANDS))[0] == pytest.approx(500, rel=0.01)


def test_years_below_the_first_band_are_like_it():
    assert median(Target(18, 29), only(BANDS))[0] == pytest.approx(1200, rel=0.01)


def test_bands_that_do_not_cover_or_overlap_are_not_used():
    gap = {"age:20-29": 1000, "age:40-49": 1000, "adults": 67_000}
    people, used = median(Target(25, 44), only(gap))
    assert people == pytest.approx(67_000 * 20 / 67, rel=0.01)
    assert used == {"adults"}
    twice = {"age:20-29": 1000, "age:25-34": 1000, "adults": 67_000}
    assert median(Target(25, 29), only(twice))[1] == {"adults"}


def test_the_number_of_the_brief_stands():
    people, used = median(Target(25, 34, people=77), only(BANDS))
    assert (people, used) == (77, set())


def test_nothing_known_is_not_nobody():
    assert np.isnan(median(Target(25, 34), only({"all": 5}))[0])


def test_own_bands_replace_the_packaged_ones():
    own = pd.DataFrame(
        [{"topic": "population", "network": "any", "market": "EE", "unit": "people", "year": 2026,
          "grade": "A", "source": "register", "segment": "age:18+", "value": 6700}]
    )  # fmt: skip
    people, used = median(Target(18, 84), load_evidence(own, year=2026))
    assert people == pytest.approx(6700, rel=0.02)
    assert used == {"age:18+"}


def test_estonian_women_of_the_worked_example():
    # A placeholder of 190,000 stands in the worked example.
    people, _ = median(Target(30, 49, "female"), WHOLE)
    assert people == pytest.approx(190_000, rel=0.1)
