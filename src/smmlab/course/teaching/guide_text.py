"""The teacher's guide in the language of the class."""

from importlib.resources import files

from smmlab.texts import Language

GUIDE_FILE = "guide.md"
"""What the guide is called in the folder of a class."""


def teachers_guide(language: Language) -> str:
    """Return the teacher's guide as Markdown.

    Each language has a text of its own: a guide is read from its beginning to its end, and a
    translation made sentence by sentence does not read.

    Parameters
    ----------
    language
        The language of the class.

    Examples
    --------
    >>> teachers_guide("en").splitlines()[0]
    "# The teacher's guide"
    """
    source = files("smmlab.course.teaching.guide") / f"teacher-{language}.md"
    return source.read_text(encoding="utf-8")
