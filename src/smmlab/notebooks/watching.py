"""Follow a client folder, and say when something changed that an audit reads."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

_READ = ("project.toml", "decisions.toml", "exports", "tables", "notebooks")
_PAUSE = 1_600  # milliseconds without a change until a change counts as finished


def follow(
    folder: Path, changes: Iterable[Iterable[Path]], again: Callable[[tuple[Path, ...]], None]
) -> None:
    """Call ``again`` for every batch of changes that concerns what an audit reads.

    Parameters
    ----------
    folder
        The client folder.
    changes
        Batches of changed paths, as from `changes_in`.
    again
        Called with the changed paths inside the folder, sorted, without what the audit itself
        writes.

    Examples
    --------
    >>> follow(Path("cafe"), [[Path("cafe/strategy/strategy.md")], [Path("cafe/project.toml")]],
    ...        lambda paths: print(*paths))
    project.toml
    """
    for batch in changes:
        inside = (path.relative_to(folder) for path in batch if path.is_relative_to(folder))
        found = tuple(sorted({path for path in inside if _is_read(path)}))
        if found:
            again(found)


def changes_in(folder: Path) -> Iterator[list[Path]]:
    """Yield the changed paths of a client folder, batch by batch, until Ctrl-C.

    Parameters
    ----------
    folder
        The client folder; it must exist.
    """
    from watchfiles import watch

    # An import writes many files: they are one change. Ctrl-C is how people leave, no fault.
    for batch in watch(folder, debounce=_PAUSE, raise_interrupt=False):
        yield [Path(path) for _, path in batch]


def _is_read(path: Path) -> bool:
    hidden = any(part.startswith((".", "~")) for part in path.parts)
    return bool(path.parts) and path.parts[0] in _READ and not hidden
