"""The comments and labels behind the moods are whole and are what their card says."""

import hashlib
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pandas as pd

MOOD = files("smmlab.datasets") / "mood"


def table(name: str) -> pd.DataFrame:
    with (MOOD / name).open(encoding="utf-8") as stream:
        return pd.read_csv(stream)


def test_the_written_comments_are_complete_and_the_halves_go_by_hash() -> None:
    own = table("own.csv")
    assert own.notna().all(axis=None)
    assert own["grade"].isin(range(-3, 4)).all()
    assert not own.duplicated(["language", "text"]).any()
    bad, good = own["kind"].isin(["complaint", "irony"]), own["kind"] == "praise"
    assert (own.loc[bad, "grade"] < 0).all()
    assert (own.loc[good, "grade"] > 0).all()
    assert (own.loc[own["kind"].isin(["question", "remark"]), "grade"] == 0).all()
    halves = own[own["use"] == "measure"]["text"]
    assert all(int(hashlib.sha256(t.encode()).hexdigest()[:8], 16) % 2 == 1 for t in halves)
    counts = own.groupby(["use", "language"]).size()
    card = (MOOD / "card.md").read_text(encoding="utf-8")
    for use, numbers in re.findall(r"\| (develop|measure|fresh) \| ([\d |]+) \|", card):
        expected = [counts[use, language] for language in ("en", "et", "ru")]
        assert [int(n) for n in numbers.split("|")] == expected
    assert f"({len(own)} comments" in card


def test_the_labels_name_texts_and_count_as_the_card_says() -> None:
    labels = table("labels.csv")
    assert labels["sha256"].str.fullmatch("[0-9a-f]{64}").all()
    assert labels["label"].isin(["negative", "neutral", "positive"]).all()
    card = (MOOD / "card.md").read_text(encoding="utf-8")
    counts = {source: int(n) for source, n in re.findall(r"\| ([a-z]+) \| (\d+) \| [^\d]", card)}
    assert labels.groupby("source").size().to_dict() == counts
    needs = Path(__file__).with_name("labelled_needs.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(needs)
    known = {
        hashlib.sha256(row[0].encode()).hexdigest()
        for language in ("en", "et", "ru")
        for part in ("seen", "unseen")
        for row in lists[language][part]
    }
    assert set(labels.loc[labels["source"] == "needs", "sha256"]) == known
