"""A case that many tasks ask at once: its tables read once, what they share measured once."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import pandas as pd

from smmlab.project import Project

_Found = TypeVar("_Found")


class OneReading(Project):
    """A project as it stands now, for one pass over its tasks; later imports are not seen.

    Parameters
    ----------
    project
        The student's folder, or the teacher's own copy of it.
    """

    def __init__(self, project: Project) -> None:
        super().__init__(project.folder, project._id, project.brief, project._spark_master)
        # An engine that has been started already is not started anew.
        self._store = project._store
        self._views: dict[str, pd.DataFrame] = {}
        self._measured: dict[Callable[[Project], Any], Any] = {}

    def _view(self, name: str) -> pd.DataFrame:
        if name not in self._views:
            self._views[name] = super()._view(name)
        # Pandas copies on write: whoever changes this frame changes nobody else's.
        return self._views[name].copy(deep=False)

    def measured(self, measure: Callable[[Project], _Found]) -> _Found:
        """Return what an analysis says of this project; it is asked once, unless it fails."""
        if measure not in self._measured:
            self._measured[measure] = measure(self)
        found: _Found = self._measured[measure]
        return found


def shared(measure: Callable[[Project], _Found]) -> Callable[[Project], _Found]:
    """Mark an analysis that several tasks ask of a project: a `OneReading` makes it once.

    Of any other project it is made whenever it is asked, because there tables may change. What it
    returns belongs to all who ask, so nobody may change it in place.

    Parameters
    ----------
    measure
        The analysis; what it returns must depend on the project alone.
    """

    @wraps(measure)
    def measured(project: Project) -> _Found:
        return project.measured(measure) if isinstance(project, OneReading) else measure(project)

    return measured
