"""The café's journeys: the planted ways are in the file, the same for the same seed."""

from pathlib import Path

from smmlab.datasets.cafe.journeys import write_journeys
from smmlab.own_journeys import read_journeys


def test_the_planted_ways_stand_in_the_file(tmp_path: Path) -> None:
    rows = read_journeys(write_journeys(tmp_path).parent)
    assert rows is not None
    assert rows[["conversions", "nulls"]].sum().tolist() == [400, 5000]
    first, last = (
        rows["conversions"].groupby(rows["path"].str.split(" > ").str[end]).sum().to_dict()
        for end in (0, -1)
    )
    assert (first["instagram"], last["instagram"]) == (197, 18)
    assert (first["direct"], last["direct"]) == (18, 265)
    assert set(rows["currency"]) == {"EUR"}


def test_the_same_seed_gives_the_same_bytes_and_the_card_tells_of_them(tmp_path: Path) -> None:
    one, two, other = (tmp_path / name for name in ("one", "two", "other"))
    for folder, seed in ((one, 2026), (two, 2026), (other, 7)):
        folder.mkdir()
        write_journeys(folder, seed=seed)
    read = [(folder / "journeys.csv").read_bytes() for folder in (one, two, other)]
    assert read[0] == read[1] != read[2]
    card = Path(write_journeys.__code__.co_filename).with_name("card.md").read_text("utf-8")
    assert all(told in card for told in ("journeys.csv", "197 of the 400 orders", "ends 265"))
