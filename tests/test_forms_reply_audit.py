"""The form of the audit: one answer at a time, kept at once, shown again."""

from pathlib import Path
from types import SimpleNamespace

import ipywidgets as w
import pytest

from dialogue_cases import acts, ours, said
from smmlab.brief import Brief
from smmlab.forms.reply_audit import reply_audit_form
from smmlab.own_reply_audit import read_reply_audit


@pytest.fixture
def project(tmp_path: Path) -> SimpleNamespace:
    rows = [said(f"q{n}", n, f"Question <b>{n}</b>") for n in range(3)]
    rows += [ours(f"r{n}", n + 1, f"Answer <i>{n}</i>", to=f"q{n}") for n in range(3)]
    tables = {"interactions": acts(rows)}
    return SimpleNamespace(brief=Brief(name="Kaja"), folder=tmp_path, table=tables.__getitem__)


def boxes(form) -> list[w.Checkbox]:
    return [one for one in form.children if isinstance(one, w.Checkbox)]


def test_a_judgement_is_kept_and_the_next_answer_shown(project) -> None:
    form = reply_audit_form(project, seed=1)
    (answer,) = (c for c in form.children if "smm-reply-audit-answer" in c._dom_classes)
    assert "<i>" not in answer.value
    assert "<b>Answer" in answer.value, "only our own marks"
    first = answer.value
    polite, helpful, _ = boxes(form)
    polite.value = helpful.value = True
    form.button.click()
    assert "Kept." in form.note.value
    assert answer.value != first
    assert [box.value for box in boxes(form)] == [False] * 3
    kept = read_reply_audit(project.folder)
    assert kept[["polite", "helpful", "answers_it"]].values.tolist() == [[True, True, False]]
    assert "Polite: 100% (between 21% and 100%)" in form.text.value


def test_what_was_judged_is_shown_again_and_can_be_changed(project) -> None:
    form = reply_audit_form(project, seed=1)
    for _ in range(3):
        boxes(form)[0].value = True
        form.button.click()
    assert len(read_reply_audit(project.folder)) == 3
    again = reply_audit_form(project, seed=1)
    assert "3 answers are judged" in again.text.value
    again.controls[0].value = 1
    assert [box.value for box in boxes(again)] == [True, False, False]
    boxes(again)[0].value = False
    again.button.click()
    assert read_reply_audit(project.folder)["polite"].sum() == 2


def test_without_answers_there_is_nothing_to_judge(project) -> None:
    project.table = {"interactions": acts([said("q", 0, "Hi")])}.__getitem__
    form = reply_audit_form(project)
    assert "No answer by the page" in form.text.value
    # What cannot be judged is not asked.
    assert form.button not in [c for box in form.children for c in getattr(box, "children", ())]
    assert not boxes(form)
