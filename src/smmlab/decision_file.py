"""The files a person edits too, decisions.toml and project.toml: comments in them are kept."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

import tomlkit
from tomlkit.exceptions import TOMLKitError

from smmlab.brief import Brief, brief_from_dict
from smmlab.decisions import STEPS, By, Decision, Step
from smmlab.disk import on_disk, replace_file
from smmlab.errors import ProjectError
from smmlab.spark import take_master
from smmlab.texts import message

_BEFORE = "before"
# What stood before a decision that came back: something of which only the last is written down.
_FORGOTTEN: Mapping[str, Any] = MappingProxyType({})


def read_decisions(path: Path) -> dict[Step, Decision]:
    """Return the decisions on file, by step; none when there is no file.

    Raises
    ------
    ProjectError
        Naming the step or field that is not as it should be.
    """
    return _decisions(_plain_of(_text_of(path), path))


def write_decision(path: Path, decision: Decision) -> None:
    """Put one decision into the file; the one before it, the others and every comment stay.

    Raises
    ------
    ProjectError
        When the choice holds what a file cannot, or the disk refuses.
    """
    text = _text_of(path)
    plain = _plain_of(text, path)
    now = _decisions(plain).get(decision.step)
    # The same again is no new decision: what stood before it can still be had back.
    if now == decision:
        return
    entry = _entry(decision)
    if now is not None:
        # Of what stood before the one before it, only that there was something is remembered.
        older = {_BEFORE: dict(_FORGOTTEN)} if _BEFORE in plain[decision.step] else {}
        entry[_BEFORE] = _entry(now) | older
    _rewrite(path, text, {decision.step: entry}, remove=())


def take_back(path: Path, step: Step) -> Decision:
    """Put back what stood before the last decision of a step, and return it.

    One decision is remembered; with none before it, the step is undecided again.

    Raises
    ------
    ProjectError
        When the step is not decided, what stood before is no longer remembered, or the file is not
        as it should be.
    """
    text = _text_of(path)
    plain = _plain_of(text, path)
    if step not in _decisions(plain):
        raise ProjectError(
            message("Nobody has decided {step} yet, so there is nothing to take back."),
            {"step": step},
        )
    before = plain[step].get(_BEFORE)
    if before is None:
        _rewrite(path, text, {}, remove=(step,))
        return Decision(step, {}, by="default")
    if before == _FORGOTTEN:
        raise ProjectError(
            message(
                "Only the last decision of {step} is remembered, and it has been taken back. What "
                "stands now stays until you decide anew."
            ),
            {"step": step},
        )
    decision = _decision(step, before)
    older = {_BEFORE: dict(_FORGOTTEN)} if _BEFORE in before else {}
    _rewrite(path, text, {step: _entry(decision) | older}, remove=())
    return decision


def plain_choice(decision: Decision) -> Decision:
    """Return the decision as it will be read back: lists for tuples, nothing for None."""
    return replace(decision, choice=_plain(decision.choice))


def check_step(found: str) -> Step:
    """Return a step's name if there is such a step.

    Raises
    ------
    ProjectError
        With the steps there are.
    """
    for step in STEPS:
        if found == step:
            return step
    raise ProjectError(
        message("There is no step {found}. The steps are {allowed}."),
        {"found": found, "allowed": ", ".join(STEPS)},
    )


def read_brief(path: Path) -> tuple[str, Brief, str | None]:
    """Return the id and the brief of project.toml, and the address of Spark where it is asked for.

    Raises
    ------
    ProjectError
        When the id is absent or another value is wrong.
    """
    plain = read_toml(path)
    project_id = plain.pop("id", None)
    if not isinstance(project_id, str):
        raise ProjectError(
            message("{path} should begin with the id of the project. Copy it from a backup."),
            {"path": path},
        )
    master = take_master(plain)
    return project_id, brief_from_dict(plain), master


def write_brief(path: Path, project_id: str, brief: Brief) -> None:
    """Keep a brief in project.toml."""
    values = {"id": project_id, **brief.as_dict()}
    update_toml(path, values, remove={field.name for field in fields(Brief)} - set(values))


def read_toml(path: Path) -> dict[str, Any]:
    """Return a TOML file as plain values.

    Raises
    ------
    ProjectError
        With the line that cannot be read.
    """
    return _plain_of(_read(path), path)


def update_toml(path: Path, values: Mapping[str, Any], *, remove: Collection[str]) -> None:
    """Set top-level values in a TOML file, keep its comments, and replace it in one step."""
    _rewrite(path, _text_of(path), values, remove=remove)


def _text_of(path: Path) -> str:
    return _read(path) if path.exists() else ""


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise _unreadable(path, problem) from problem


def _plain_of(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise _unreadable(path, problem) from problem


def _unreadable(path: Path, problem: Exception) -> ProjectError:
    return ProjectError(
        message("The file {path} cannot be read: {problem}. Correct it in a text editor."),
        {"path": path, "problem": problem},
    )


def _rewrite(path: Path, text: str, values: Mapping[str, Any], *, remove: Collection[str]) -> None:
    """Set top-level values in the text of a TOML file and put it in the place of the file."""
    try:
        document = tomlkit.parse(text)
        for name in set(remove) & set(document):
            del document[name]
        _update(document, _plain(values))
        written = tomlkit.dumps(document)
        data = (written + _lost_comments(text, written)).encode()
    except (UnicodeEncodeError, TOMLKitError, TypeError) as problem:
        raise ProjectError(
            message("The file {path} cannot hold this: {problem}."),
            {"path": path, "problem": problem},
        ) from problem
    with on_disk():
        replace_file(path, data)


def _lost_comments(before: str, after: str) -> str:
    """Return the lines of comment that went with a table; they may be about the one below it."""
    kept = set(map(str.strip, after.splitlines()))
    lines = (line.strip() for line in before.splitlines())
    lost = [line for line in lines if line.startswith("#") and line not in kept]
    start = "" if not after or after.endswith("\n") else "\n"
    return start + "".join(f"{line}\n" for line in lost) if lost else ""


def _update(table: Any, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if isinstance(value, Mapping) and isinstance(table.get(name), Mapping):
            for gone in set(table[name]) - set(value):
                del table[name][gone]
            _update(table[name], value)
        elif name not in table or table[name] != value:
            table[name] = value


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items() if v is not None}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(item) for item in value if item is not None]
    # Numbers of NumPy know how to become Python's.
    return value.item() if hasattr(value, "item") else value


def _decisions(plain: Mapping[str, Any]) -> dict[Step, Decision]:
    return {check_step(step): _decision(check_step(step), entry) for step, entry in plain.items()}


def _entry(decision: Decision) -> dict[str, Any]:
    return {
        "choice": decision.choice,
        "reason": decision.reason,
        "by": decision.by,
        "findings": list(decision.findings),
        "fingerprint": decision.fingerprint,
        "decided_on": decision.decided_on,
    }


def _decision(step: Step, entry: Any) -> Decision:
    fields = {"choice": dict, "reason": str, "by": str, "findings": list, "fingerprint": str}
    if not isinstance(entry, dict) or not isinstance(entry.get("choice"), dict):
        raise ProjectError(
            message("decisions.toml should hold a table choice for the step {step}."),
            {"step": step},
        )
    wrong = [name for name, kind in fields.items() if not isinstance(entry.get(name, kind()), kind)]
    by = entry.get("by", "strategist")
    if wrong or by not in get_args(By):
        raise ProjectError(
            message("In decisions.toml, the step {step} has an unexpected value in {fields}."),
            {"step": step, "fields": ", ".join(wrong or ["by"])},
        )
    decided = entry.get("decided_on", "")
    return Decision(
        step,
        entry["choice"],
        entry.get("reason", ""),
        by,
        tuple(str(key) for key in entry.get("findings", ())),
        entry.get("fingerprint", ""),
        decided.isoformat() if isinstance(decided, date) else str(decided),
    )
