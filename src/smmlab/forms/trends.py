"""The trend watch as a form: whose words, hashtags or topics, and how recent."""

from functools import lru_cache

import ipywidgets as w
import pandas as pd

from smmlab.comments import written_comments
from smmlab.content.trends import TermKind, find_trends
from smmlab.forms.frame import Form, Shown, labelled
from smmlab.forms.number_box import number_box
from smmlab.forms.pictures import picture_of
from smmlab.plots.trends import SIDES, plot_trends
from smmlab.project import Project
from smmlab.texts import Words

_MOST = 8


def trends_form(project: Project) -> Form:
    """Show which hashtags and topics rise and fade, and which go with more response.

    The same as ``find_trends(posts, written_comments(project.scan("interactions")), kind=…,
    weeks=…)`` and ``plot_trends(…)`` of the rows of one side.
    """
    words = Words(project.brief.language)
    sides = [(words.say(name), side) for side, name in SIDES.items()]
    whose = labelled(
        w.Dropdown(options=[(words.say("All together"), ""), *sides], value=""),
        words.say("Whose texts"),
    )
    kind = labelled(
        w.Dropdown(options=[(words.say("Hashtags"), "hashtag"), (words.say("Topics"), "topic")]),
        words.say("What to follow"),
    )
    weeks = number_box(words.say("Recent weeks"), 4, low=1, high=12, words=words)
    form = Form("trends", [whose, kind, weeks], words=words)

    @lru_cache(maxsize=4)
    def found(_fingerprint: str, kind: TermKind, weeks: int) -> pd.DataFrame:
        comments = written_comments(project.scan("interactions"))
        return find_trends(
            project.posts, comments, timezone=project.brief.timezone, kind=kind, weeks=weeks
        )

    def show() -> Shown:
        trends = found(project.fingerprint, kind.value, weeks.value)
        if whose.value:
            trends = trends[trends["whose"] == whose.value]
        picture = picture_of(plot_trends(trends, words=words))
        return picture, _said(trends, words)

    form.shows(show)
    return form


def _said(trends: pd.DataFrame, words: Words) -> str:
    more, less = (
        ", ".join(trends.loc[trends["lift_verdict"] == verdict, "term"].unique()[:_MOST])
        for verdict in ("more", "less")
    )
    lines = []
    if more:
        lines.append(
            words.say(
                "Posts with these earned more than others of their page: {terms}.", terms=more
            )
        )
    if less:
        lines.append(
            words.say(
                "Posts with these earned less than others of their page: {terms}.", terms=less
            )
        )
    if not lines:
        lines.append(words.say("No hashtag or topic goes with clearly more or less response."))
    lines.append(
        words.say(
            "These are associations. The recent weeks are counted back from the last day in the "
            "files; a term fewer than ten people used in comments is not shown."
        )
    )
    return "\n".join(lines)
