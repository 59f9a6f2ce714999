"""The model of content types: what it learnt from, how it was measured, made again alike."""

import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from clear_posts import CLEAR
from smmlab.content.corpus import OWN, own_rows, page_rows, read_rows
from smmlab.content.scoring import pack, unpack
from smmlab.content.training import main

MODEL = files("smmlab.content") / "model"


def test_the_model_is_small_and_holds_nothing_but_numbers() -> None:
    contents = {file.name: file.read_bytes() for file in MODEL.iterdir()}
    assert set(contents) == {"weights.npz", "model.json", "metrics.json", "card.md"}
    assert sum(map(len, contents.values())) < 15_000_000
    weights = unpack(contents["weights.npz"])
    assert unpack(pack(weights)).hashed.tobytes() == weights.hashed.tobytes()
    assert b"pickle" not in contents["weights.npz"]
    assert np.isfinite(weights.hashed).all()


def test_the_card_says_what_was_measured() -> None:
    card = (MODEL / "card.md").read_text(encoding="utf-8")
    metrics = json.loads((MODEL / "metrics.json").read_text(encoding="utf-8"))
    names = {"en": "English", "et": "Estonian", "ru": "Russian"}
    assert set(metrics) == {"real", "unseen", "in_turn", "page_in_turn", "own", "probe"}
    for by_language in metrics.values():
        for language, found in by_language.items():
            cell = f"{found['macro_f1']} ({found['macro_f1_low']} to {found['macro_f1_high']})"
            assert f"| {names[language]} | {found['texts']} | {cell} |" in card
            assert found["macro_f1_low"] <= found["macro_f1"] <= found["macro_f1_high"]
            for row in found["by_type"]:
                cells = " | ".join(str(row[name]) for name in row)
                assert f"| {names[language]} | {cells} |" in card
    assert "never a forecast of reach" in card


def test_the_model_beats_the_majority_in_every_language_on_sources_it_never_saw() -> None:
    metrics = json.loads((MODEL / "metrics.json").read_text(encoding="utf-8"))
    for found in metrics["unseen"].values():
        assert found["macro_f1_low"] > found["macro_f1_majority"]
        assert found["accuracy_when_sure"] > found["accuracy"]


def test_only_what_may_ship_was_learnt(shared: Path) -> None:
    about = json.loads((MODEL / "model.json").read_text(encoding="utf-8"))
    rows = read_rows(shared / "labelled" / "weak_labels.jsonl.gz")
    pages = {
        row.source for row in page_rows([*(shared / "labelled").glob("*_posts*")], use="learn")
    }
    may_ship = {row.source for row in rows if row.may_ship} | pages | {OWN}
    assert {entry["source"] for entry in about["learnt_from"]} <= may_ship
    own = [entry["texts"] for entry in about["learnt_from"] if entry["source"] == OWN]
    assert sum(own) == len(own_rows())


def test_a_tiny_training_gives_the_same_bytes_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = own_rows()[::40]
    monkeypatch.setattr("smmlab.content.training.own_rows", lambda: few)
    labelled = tmp_path / "tiny.jsonl"
    lines = [
        {"text": f"{text} {n}", "type": kind, "language": language, "source": f"s{n % 3}-{kind}",
         "split": "train", "may_ship": n % 3 < 2}
        for language, kind, text in CLEAR for n in range(6)
    ]  # fmt: skip
    labelled.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    for name in ("one", "two"):
        assert main(["--labelled", str(labelled), "--into", str(tmp_path / name)]) == 0
    for file in ("weights.npz", "model.json", "metrics.json", "card.md"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    about = json.loads((tmp_path / "one" / "model.json").read_text(encoding="utf-8"))
    learnt = {entry["source"] for entry in about["learnt_from"]}
    assert not any(source.startswith("s2") for source in learnt)
