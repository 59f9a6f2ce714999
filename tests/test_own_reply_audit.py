"""reply_audit.csv: kept one by one, read back, and refused with the line that is wrong."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmlab.errors import ProjectError
from smmlab.own_reply_audit import AUDIT_COLUMNS, CRITERIA, keep_reply_audit, read_reply_audit

YES = dict.fromkeys(CRITERIA, True)


def test_nothing_kept_is_an_empty_table_of_flags(tmp_path: Path) -> None:
    table = read_reply_audit(tmp_path)
    assert list(table.columns) == list(AUDIT_COLUMNS)
    assert [str(table[name].dtype) for name in CRITERIA] == ["bool"] * 3


def test_the_last_judgement_holds_and_can_be_taken_back(tmp_path: Path) -> None:
    keep_reply_audit(tmp_path, "telegram", "1", YES)
    keep_reply_audit(tmp_path, "x", "1", YES)
    keep_reply_audit(tmp_path, "telegram", "1", {**YES, "helpful": False})
    assert read_reply_audit(tmp_path).to_numpy().tolist() == [
        ["x", "1", True, True, True], ["telegram", "1", True, False, True],
    ]  # fmt: skip
    keep_reply_audit(tmp_path, "x", "1", None)
    keep_reply_audit(tmp_path, "x", "never judged", None)
    assert read_reply_audit(tmp_path)["network"].tolist() == ["telegram"]


@given(
    st.text(alphabet='a"\n,=0;é', min_size=1, max_size=12).filter(lambda t: t.strip() == t != ""),
    st.tuples(st.booleans(), st.booleans(), st.booleans()),
)
def test_any_id_comes_back_as_it_was(tmp_path_factory, key, marks) -> None:
    folder = tmp_path_factory.mktemp("client")
    keep_reply_audit(folder, "vkontakte", key, dict(zip(CRITERIA, marks, strict=True)))
    row = read_reply_audit(folder).iloc[0]
    assert row["interaction_id"] == key
    assert tuple(row[list(CRITERIA)]) == marks


@pytest.mark.parametrize(
    "line", ["myspace,1,yes,yes,yes", "x,,yes,yes,yes", "x,1,yes,yes,", "x,1,yes,yes,maybe"]
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str) -> None:
    head = ",".join(AUDIT_COLUMNS)
    (tmp_path / "reply_audit.csv").write_text(f"{head}\nx,9,yes,no,yes\n{line}\n", "utf-8")
    with pytest.raises(ProjectError, match=r"cannot be used: 3\."):
        read_reply_audit(tmp_path)


def test_an_answer_named_twice_or_a_wrong_header_is_refused(tmp_path: Path) -> None:
    path, head = tmp_path / "reply_audit.csv", ",".join(AUDIT_COLUMNS)
    path.write_text(f"{head}\nx,1,yes,no,yes\nx,1,no,no,no\n", "utf-8")
    with pytest.raises(ProjectError, match="2, 3"):
        read_reply_audit(tmp_path)
    path.write_text("network,post\nx,1\n", "utf-8")
    with pytest.raises(ProjectError, match="interaction_id"):
        read_reply_audit(tmp_path)


def test_a_judgement_names_every_criterion(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="polite, helpful"):
        keep_reply_audit(tmp_path, "x", "1", {"polite": True})
    assert not (tmp_path / "reply_audit.csv").exists()
