"""The posts of the company's own pages, which most questions are about."""

import pandas as pd

from smmlab.course.one_reading import shared
from smmlab.project import Project


@shared
def own_posts(project: Project) -> pd.DataFrame:
    """Return the posts of the company's own pages; those whose page is not known are left out.

    Parameters
    ----------
    project
        The student's folder.
    """
    posts = project.posts
    return posts[posts["is_own"].fillna(value=False).astype(bool)]
