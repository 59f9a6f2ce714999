"""The first minutes: look at the whole way on the sample café, or begin with files of one's own."""

import ipywidgets as w

from smmlab.forms.frame import Form
from smmlab.project import BRIEF_FILE, Project
from smmlab.texts import Words, for_html

_SAMPLE = "sample"
_START = "notebooks/00-start-here.ipynb"


def start_form(project: Project) -> Form:
    """Show how to begin; the button makes the sample client in the folder of this one.

    The sample is a client of its own in ``sample/``: nothing of it gets into the tables of this
    one, and the folder can be deleted at any time.

    Parameters
    ----------
    project
        The client folder, empty or not.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> from smmlab.brief import Brief
    >>> from smmlab.project import create_project
    >>> form = start_form(create_project(Path(mkdtemp()) / "kohvik", Brief("Kohvik")))
    >>> form.button.description
    'See it on the sample café'
    """
    from smmlab.datasets.cafe.build import cafe_brief

    words = Words(project.brief.language)
    form = Form("start", [], words=words)
    is_empty = not project.status().files
    if project.brief.name == cafe_brief().name and not is_empty:
        form.shows(
            lambda: (
                None,
                words.say(
                    "This is the sample café, invented from the first guest to the last order. "
                    "Change every number and press every button: nothing real can break here. To "
                    "go back to a client of your own, close this page; to make one, run: smmlab "
                    "new DIR"
                ),
            )
        )
        return form
    sample = project.folder / _SAMPLE
    where = w.HTML()
    where.add_class("smm-start-where")
    form.shows(lambda: (None, _ways(is_empty=is_empty, words=words)))

    def make() -> str:
        from smmlab.notebooks.sample import make_sample

        make_sample(sample, project.brief.language)
        where.value = _link(words)
        return words.say(
            "The sample café is ready, in the folder {folder} of this client. Delete the folder "
            "when you have seen enough. From a terminal: smmlab lab {path}",
            folder=_SAMPLE,
            path=sample,
        )

    form.decides(words.say("See it on the sample café"), make)
    form.set_trait("children", (*form.children, where))
    if (sample / BRIEF_FILE).is_file():
        where.value = _link(words)
    return form


def _ways(*, is_empty: bool, words: Words) -> str:
    if is_empty:
        return words.say(
            "This client has no files yet, so most of what follows is empty and says which export "
            "would fill it. There are two ways to begin.\n"
            "See it on the sample café: an invented client with a year of posts, comments, visits "
            "and orders. It takes some ten seconds to make, and you can walk all ten notebooks.\n"
            "Or drop files of your own into the form “The files” below."
        )
    return words.say(
        "This client has files: go on below. The sample café, an invented client with a year of "
        "files, is there when you want to see what a whole one looks like."
    )


def _link(words: Words) -> str:
    # Both JupyterLab and the web page show the notebooks at their places in the folder.
    told = for_html(words.say("Open the sample café in a new tab"))
    return f'<a href="../{_SAMPLE}/{_START}" target="_blank" rel="noopener"><b>{told}</b></a>'
