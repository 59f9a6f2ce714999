"""The sample client, ready to look at: its exports and those of three rivals, imported."""

import tempfile
from pathlib import Path

from smmlab.datasets.cafe.build import build_cafe, cafe_brief
from smmlab.datasets.cafe.journeys import write_journeys
from smmlab.datasets.cafe.rivals import RIVALS_MAP, build_rivals
from smmlab.datasets.cafe.scheme import write_cafe_scheme
from smmlab.import_report import ImportReport
from smmlab.notebooks.copying import copy_notebooks
from smmlab.project import BRIEF_FILE, create_project, open_project
from smmlab.texts import Language

SEED = 2026


def make_sample(folder: Path, language: Language = "en", *, seed: int = SEED) -> list[ImportReport]:
    """Make the sample client, an invented café; where it is already, bring it up to date.

    Parameters
    ----------
    folder
        Its client folder.
    language
        Of a new one: its brief, its notebooks, its documents. The exports are the same in all.
    seed
        Another seed invents other people.

    Returns
    -------
    list of ImportReport
        What became of each export.

    Raises
    ------
    ProjectError
        When the folder cannot be written.
    """
    if (folder / BRIEF_FILE).is_file():
        project = open_project(folder)
    else:
        project = create_project(folder, cafe_brief(language))
    copy_notebooks(project.notebooks_folder, project.brief.language)
    write_journeys(project.folder, seed=seed)
    write_cafe_scheme(project.folder)
    with tempfile.TemporaryDirectory() as raw:
        reports = project.add_many(build_cafe(Path(raw), seed=seed))
        *channels, watched = build_rivals(Path(raw) / "rivals", seed=seed)
        reports += project.add_many(channels, is_own=False)
        reports.append(project.add(watched, is_own=False, column_map=RIVALS_MAP))
    return reports
