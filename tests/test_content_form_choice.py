"""Forms by type: what did clearly better, else several in turn that the network has."""

import pandas as pd
import pytest

from smmlab.content.form_choice import choice_findings, choose_forms
from smmlab.errors import DataError

TYPES = ("instruction", "provocation", "medal", "laugh")


def cells(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    told = pd.DataFrame(rows, columns=["type", "form", "verdict", "adjusted_p"])
    return told.assign(posts=20, median=2.0, low=1.5, high=2.5)


def forms(found: pd.DataFrame, kind: str = "laugh") -> tuple[list[str], str, list[str]]:
    row = found[found["type"] == kind].iloc[0]
    return row["forms"], row["basis"], row["worse"]


def test_without_evidence_several_take_turns_and_each_network_has_some() -> None:
    networks = ["", "telegram", "tiktok", "youtube", "pinterest", "instagram", "facebook", "vk"]
    found = choose_forms(networks=networks)
    assert len(found) == len(networks) * len(TYPES)
    assert found["basis"].eq("default").all()
    assert found["forms"].map(len).ge(1).all()
    assert found["worse"].map(len).eq(0).all()
    lacking = {"tiktok": {"text", "poll", "photo"},
               "youtube": {"carousel", "photo", "story", "text"}}  # fmt: skip
    for network, without in lacking.items():
        used = set(found.loc[found["network"] == network, "forms"].explode())
        assert not used & without
    assert forms(choose_forms(networks=["tiktok"], types=["provocation"]), "provocation")[0] == [
        "video"
    ]


def test_several_networks_get_only_forms_that_all_of_them_have() -> None:
    told = cells(("provocation", "poll", "better", 0.01), ("provocation", "video", "better", 0.02))
    alone = choose_forms(networks=["youtube"])
    assert forms(alone, "provocation")[0] == ["poll"]
    for known, basis in ((None, "default"), (told, "better")):
        both = choose_forms(known, networks=["youtube", "tiktok"], types=["provocation"])
        assert both["forms"].tolist() == [["video"], ["video"]]
        assert both["basis"].eq(basis).all()


def test_instagram_makes_a_reel_of_every_video() -> None:
    found = choose_forms(networks=["instagram"])
    assert "video" not in set(found["forms"].explode())
    both = choose_forms(networks=["youtube", "instagram"])
    assert both["forms"].map(tuple).unique().tolist() == [("short",)]


def test_what_did_clearly_better_stands_alone_the_surest_first() -> None:
    told = cells(
        ("laugh", "story", "better", 0.03), ("laugh", "video", "better", 0.001),
        ("laugh", "short", "worse", 0.001), ("medal", "photo", "better", 0.01),
        ("laugh", "photo", "not_distinguishable", 0.5),
    )  # fmt: skip
    found = choose_forms(told)
    assert forms(found) == (["video", "story"], "better", [])
    assert forms(found, "medal") == (["photo"], "better", [])
    assert forms(found, "instruction")[1] == "default"


def test_a_better_form_that_the_network_has_not_or_nobody_names_is_no_advice() -> None:
    told = cells(
        ("laugh", "text", "better", 0.01), ("laugh", "other", "better", 0.001),
        ("laugh", "link", "better", 0.001), ("laugh", "file", "better", 0.001),
    )  # fmt: skip
    assert forms(choose_forms(told, networks=["tiktok"]))[1] == "default"
    assert forms(choose_forms(told, networks=["facebook"])) == (["text"], "better", [])


def test_what_did_clearly_worse_is_left_out_of_the_turn() -> None:
    told = cells(("laugh", "short", "worse", 0.01), ("medal", "short", "worse", 0.01))
    assert forms(choose_forms(told)) == (["photo", "video"], "default", ["short"])
    assert forms(choose_forms(told), "medal")[2] == []


def test_where_every_form_did_worse_the_type_keeps_its_forms() -> None:
    told = cells(*(("laugh", form, "worse", 0.01) for form in ("short", "photo", "video")))
    assert forms(choose_forms(told)) == (["short", "photo", "video"], "default", [])


def of_network(**verdicts: str) -> pd.DataFrame:
    return pd.DataFrame({
        "network": "instagram", "metric": "engagement_rate", "form": list(verdicts),
        "verdict": list(verdicts.values()),
    })  # fmt: skip


def row_of(found: pd.DataFrame) -> list[object]:
    return found.iloc[0][["forms", "basis", "first", "last"]].tolist()


def test_what_did_better_among_all_posts_comes_first_and_what_did_worse_goes() -> None:
    told = of_network(photo="better", short="worse")
    laugh = {"networks": ["instagram"], "types": ["laugh"], "among_all": told}
    assert row_of(choose_forms(**laugh)) == [["photo"], "default", ["photo"], ["short"]]
    elsewhere = choose_forms(networks=["facebook"], types=["laugh"], among_all=told)
    assert row_of(elsewhere) == [["short", "photo", "video"], "default", [], []]
    # Reach alone does not tell what people answer.
    reach = choose_forms(**laugh | {"among_all": told.assign(metric="reach")})
    assert row_of(reach)[0] == ["short", "photo"]


def test_the_cell_of_the_type_decides_before_all_posts_do() -> None:
    told = of_network(photo="better", short="worse")
    found = choose_forms(
        cells(("laugh", "short", "better", 0.01)), networks=["instagram"], types=["laugh"],
        among_all=told,
    )  # fmt: skip
    assert row_of(found) == [["short"], "better", [], []]


def test_findings_tell_only_cells_that_stand() -> None:
    told = cells(
        ("laugh", "video", "better", 0.03), ("laugh", "photo", "too_few", 1.0),
        ("medal", "photo", "worse", 0.01), ("medal", "video", "not_distinguishable", 0.6),
    )  # fmt: skip
    found = choice_findings(told, sources=())
    assert [one.key for one in found] == [
        "content.type_forms.laugh.video.median", "content.type_forms.medal.photo.median"
    ]  # fmt: skip
    assert all((one.value, one.low, one.high, one.n) == (2.0, 1.5, 2.5, 20) for one in found)
    assert choice_findings(told[:0], sources=()) == []


def test_unknown_types_empty_maps_and_wrong_tables() -> None:
    assert choose_forms(cells(), types=["news"])["forms"].tolist() == [["photo"]]
    assert choose_forms(types=[]).empty
    with pytest.raises(DataError):
        choose_forms(cells().drop(columns="verdict"))
