"""The key that turns people into pseudonyms; it never lies in the client folder."""

import os
import re
import secrets
from pathlib import Path

import pandas as pd

from smmlab.errors import ProjectError
from smmlab.exports.mapping.persons import persons_of
from smmlab.exports.privacy import Pseudonymiser
from smmlab.exports.shops.values import customers
from smmlab.schema import EVERY_NETWORK
from smmlab.texts import message

_SHOPS = ("shopify", "woocommerce", "orders")
_BYTES = 32


def project_key(project_id: str, *, must_exist: bool) -> bytes:
    """Return the key of a project, made on first need.

    Parameters
    ----------
    project_id
        From project.toml.
    must_exist
        True when tables were already made with the key: a new one would give every known person
        a second pseudonym.

    Raises
    ------
    ProjectError
        When the key is lost or damaged, or cannot be kept.
    """
    if not re.fullmatch(r"[A-Za-z0-9-]{8,64}", project_id):
        raise ProjectError(
            message("The id in project.toml should be letters and digits; found {found}."),
            {"found": project_id},
        )
    path = _folder() / f"{project_id}.key"
    try:
        if not path.exists() and not must_exist:
            _make(path)
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError as problem:
        raise ProjectError(
            message(
                "The key of this project is not at {path}. Without it the people of a new file "
                "cannot be matched with those already in the tables. Copy the key from the "
                "computer or backup that has it, or delete the folder tables and import again."
            ),
            {"path": path},
        ) from problem
    except ValueError as problem:
        raise ProjectError(
            message("The key at {path} is damaged. Copy it again from a backup."), {"path": path}
        ) from problem
    except OSError as problem:
        raise ProjectError(
            message("The key at {path} cannot be read or written: {problem}. Check the rights."),
            {"path": path, "problem": problem.strerror or str(problem)},
        ) from problem
    if len(key) != _BYTES:
        raise ProjectError(
            message("The key at {path} is damaged. Copy it again from a backup."), {"path": path}
        )
    return key


def pseudonyms_of(person: str, people: Pseudonymiser) -> list[str]:
    """Return every pseudonym a person may have: one for each network and shop.

    Parameters
    ----------
    person
        A pseudonym, which stands for itself, or the name, number or address the exports hold.
    people
        Makes the pseudonyms of this project.
    """
    if person.startswith("p_"):
        return [person]
    given = pd.Series([person], dtype="str")
    # Readers write addresses in small letters and telephones without blanks.
    spelt = pd.concat([given, persons_of(given), customers(given, given, given)])
    names = spelt.dropna().drop_duplicates()
    places = (*EVERY_NETWORK, *_SHOPS)
    return [str(name) for place in places for name in people.apply(names, place)]


def _folder() -> Path:
    chosen = os.environ.get("SMMLAB_CONFIG_DIR")
    if chosen:
        return Path(chosen) / "keys"
    import platformdirs

    return Path(platformdirs.user_config_dir("smmlab", appauthor=False)) / "keys"


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_bytes(_BYTES).hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        # Whoever comes second must not replace the key the first one already uses.
        if not path.exists():
            os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
