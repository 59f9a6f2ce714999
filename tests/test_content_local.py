"""Corrections of one client: they hold, they teach a little, and they leave the rest alone."""

import numpy as np
import pandas as pd
import pytest

from smmlab.content.batch import read_batch
from smmlab.content.local import learn_locally
from smmlab.content.scoring import TYPES, score, shipped_model
from smmlab.content.types import classify_content
from smmlab.errors import DataError

NOTICE = "Tuesday {n}: the mill grinds rye, the door is open from ten to four."


def notices(start: int, stop: int) -> list[str]:
    return [NOTICE.format(n=n) for n in range(start, stop)]


def corrected(texts: list[str], types: str) -> pd.DataFrame:
    return pd.DataFrame({"text": texts, "types": types})


def chance(weights, text: str, kind: str) -> float:
    return float(score(read_batch([text]), weights).probabilities[0, TYPES.index(kind)])


def test_posts_like_those_corrected_follow_and_unlike_ones_hardly_move():
    shipped, _ = shipped_model()
    moved = learn_locally(corrected(notices(0, 6), "laugh"), shipped)
    alike, unlike = NOTICE.format(n=99), "Kuidas puhastada ahju: sega sooda veega ja pese."
    assert chance(moved, alike, "laugh") > 0.5 > chance(shipped, alike, "laugh")
    assert chance(moved, unlike, "laugh") - chance(shipped, unlike, "laugh") < 0.1


def test_none_takes_a_type_away():
    shipped, _ = shipped_model()
    text = "How to descale a kettle: pour in vinegar, boil, wait, rinse."
    moved = learn_locally(corrected([text] * 8, "none"), shipped)
    assert chance(moved, text, "instruction") < 0.5 < chance(shipped, text, "instruction")


def test_the_move_is_the_ridge_optimum_found_another_way():
    shipped, _ = shipped_model()
    texts, ridge = notices(0, 2), 2.0
    moved = learn_locally(corrected(texts, "laugh"), shipped, ridge=ridge)
    column = TYPES.index("laugh")
    probabilities = score(read_batch(texts), moved).probabilities[:, column]
    # At the optimum the move is the features times what is still missed, over the ridge; cues
    # are damped going in and coming out.
    from smmlab.content.cues import find_cues
    from smmlab.content.scoring import cue_counts

    batch = read_batch(texts)
    expected = 0.3**2 * cue_counts(batch, find_cues(batch)).T @ (1 - probabilities) / ridge
    np.testing.assert_allclose((moved.cues - shipped.cues)[:, column], expected, atol=2e-3)


def test_nothing_corrected_moves_nothing_and_the_shipped_weights_stay():
    shipped, _ = shipped_model()
    before = shipped.hashed.copy()
    assert learn_locally(corrected([], "laugh"), shipped) is shipped
    assert learn_locally(corrected(["", "  "], "laugh"), shipped) is shipped
    learn_locally(corrected(notices(0, 3), "medal"), shipped)
    np.testing.assert_array_equal(shipped.hashed, before)


def posts(texts: list[str]) -> pd.DataFrame:
    ids = [str(n) for n in range(len(texts))]
    return pd.DataFrame({"network": "telegram", "post_id": ids, "text": texts})


def labels(**answers: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"network": "telegram", "post_id": [key[1:] for key in answers], "types": answers.values()}
    )


def test_what_a_person_said_holds_and_is_marked():
    found = classify_content(posts(notices(0, 3)), labels=labels(p1="medal+laugh", p2="none"))
    assert found.loc[1, ["type", "also", "status", "by"]].tolist() == [
        "medal", "laugh", "sure", "person",
    ]  # fmt: skip
    assert found.loc[2, ["type", "status", "by"]].tolist() == ["none", "sure", "person"]
    assert found.loc[0, "by"] == "model"


def test_corrections_help_the_posts_nobody_looked_at():
    texts = notices(0, 12)
    plain = classify_content(posts(texts))
    taught = classify_content(posts(texts), labels=labels(**{f"p{n}": "laugh" for n in range(8)}))
    assert (plain["type"] == "laugh").sum() == 0
    assert (taught["type"] == "laugh").all()


def test_labels_of_posts_that_are_gone_do_no_harm_and_lacking_columns_are_named():
    found = classify_content(posts(notices(0, 2)), labels=labels(p77="laugh"))
    pd.testing.assert_frame_equal(found, classify_content(posts(notices(0, 2))))
    with pytest.raises(DataError, match="types"):
        classify_content(posts(["a"]), labels=labels(p0="laugh").drop(columns="types"))
