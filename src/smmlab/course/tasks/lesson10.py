"""Lesson 10: rivals' pages beside ours, and what they leave free."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from smmlab.analyses.rivals import content_types
from smmlab.course.lessons.mistakes import telling_mistakes
from smmlab.course.one_reading import shared
from smmlab.course.task import Reference, Task
from smmlab.errors import DataError
from smmlab.findings import SMALLEST_GROUP
from smmlab.plots.rivals import shared_network
from smmlab.project import Project
from smmlab.rivals.benchmarks import compare_pages
from smmlab.rivals.comparable import MOST_RIVALS, comparable_posts
from smmlab.rivals.voice import share_of_voice
from smmlab.rivals.white_space import find_white_space
from smmlab.texts import Phrase, message
from smmlab.texts.labels import LABELS

NOTHING = "nothing"
"""The answer where no kind of post is free and answered clearly more."""
_CARRY = ("answered_more", "few_make_it", "we_hardly_do")
_CARRY_NOTHING = ("nothing_clear", "too_few_posts")
_MOST_KINDS = 8  # to choose among
_OURS_FROM = 0.1  # of our own posts, as `smmlab.rivals.white_space` counts it

_SHARE_OF_POSTS = message(
    "That is the share of the posts. Voice is what is heard: take the share of the responses."
)
_BESIDE = message(
    "You divided our responses by those of the rivals alone. Ours belong to the whole as well."
)
_MOST_POSTS = message(
    "You chose the rival who publishes most. Many posts are not yet many responses to each."
)
_HIGHEST_TOTAL = message(
    "You chose the rival with most responses in all. Many posts add up; ask what the middle post "
    "earns."
)
_HIGHEST_MEAN = message(
    "You took the mean. One post that went far lifts it; take the middle post of each page."
)
_FEW_POSTS = message(
    "You chose a kind of which the rivals have fewer than ten posts. On so few the highest figure "
    "is chance."
)
_CROWDED = message(
    "People answer this kind more, but many rivals make it already: there is no white space."
)
_OURS = message("People answer this kind more, but we make it often already. It is not free.")
_ONE_POST = message("One of your grounds is a single post. The best of many posts is partly luck.")
_LARGEST = message(
    "One of your grounds is what the largest rival does. It tells what costs the rival time, not "
    "what people answer."
)
_KNOWN = message("One of your grounds says that we make it often. What we make often is not free.")
_NOT_CLEAR = message(
    "Chance could explain the figure of this kind: its interval reaches down to the middle post, "
    "or of so many kinds one had to come out high."
)

_GROUNDS: Mapping[str, object] = MappingProxyType(
    {
        "largest_makes_it": Phrase(message("The rival with most posts makes it every week.")),
        "answered_more": Phrase(
            message(
                "The middle post of this kind earns more than the middle post of its page, and the "
                "whole interval lies above one."
            )
        ),
        "best_post": Phrase(message("The post with most responses of all was of this kind.")),
        "we_hardly_do": Phrase(message("Of our own posts fewer than one in ten are of this kind.")),
        "too_few_posts": Phrase(
            message(
                "What seems to earn most rests on fewer than ten posts, or its interval is wide."
            )
        ),
        "we_know_how": Phrase(message("We make it often already, so we know how.")),
        "few_make_it": Phrase(message("At most one in three rivals makes it as a habit.")),
        "nothing_clear": Phrase(
            message(
                "Of the kinds with ten posts or more, none that is free is answered clearly more."
            )
        ),
    }
)
"""What may be said for a choice; which of it carries the choice depends on the data."""


@shared
def _voices(project: Project) -> pd.DataFrame:
    return share_of_voice(project.posts)


@shared
def rival_network(project: Project) -> str:
    """Return the network on which own and rivals' posts stand side by side most.

    Raises
    ------
    DataError
        When no page of a rival can be compared with ours.
    """
    voice = _voices(project).dropna(subset=["posts", "engagements"])
    sides = voice.groupby("network")["is_own"].agg(["any", "all"])
    shared = sides.index[sides["any"] & ~sides["all"]]
    network = shared_network(voice[voice["network"].isin(shared)])
    if network is None:
        raise DataError(
            message(
                "Expected posts of our own page and of rivals on one network, found none. Import "
                "the files of downloads/rivals as those of rivals, then answer."
            )
        )
    return network


def _of_network(frame: pd.DataFrame, project: Project) -> pd.DataFrame:
    return frame[frame["network"].eq(rival_network(project))]


@dataclass(frozen=True)
class OwnVoice:
    """Responses to our own posts and to everybody's on one network, and our part of the posts."""

    network: str
    ours: float
    everybody: float
    share_of_posts: float


@shared
def own_voice(project: Project) -> OwnVoice:
    """Return how many of all responses on the network with rivals went to our own posts.

    Raises
    ------
    DataError
        When no page of a rival can be compared with ours, or nobody responded.
    """
    voice = _of_network(_voices(project), project)
    told = voice.dropna(subset=["posts", "engagements"])
    own = told[told["is_own"].astype(bool)]
    everybody = float(told["engagements"].sum())
    if not everybody:
        raise DataError(
            message(
                "Expected responses to the posts of all pages, found none. Import the files of "
                "downloads/own and downloads/rivals again, then answer."
            )
        )
    return OwnVoice(
        str(told["network"].iloc[0]),
        float(own["engagements"].sum()),
        everybody,
        float(own["posts"].sum()) / float(told["posts"].sum()),
    )


@shared
def rival_middles(project: Project) -> pd.DataFrame:
    """Return the rivals on that network, whose middle post earns most first.

    Returns
    -------
    DataFrame
        Under the page: ``posts`` that are counted, ``median`` and ``total`` of their responses.

    Raises
    ------
    DataError
        When no rival has enough posts to be compared.
    """
    posts = comparable_posts(_of_network(project.posts, project), most=MOST_RIVALS).posts
    theirs = posts[~posts["is_own"].astype(bool)].dropna(subset=["page", "engagements"])
    rivals = theirs.groupby("page")["engagements"].agg(posts="size", median="median", total="sum")
    rivals = rivals[rivals["posts"].ge(SMALLEST_GROUP)]
    if rivals.empty:
        raise DataError(
            message(
                "Expected a rival with at least {least} posts, found none. Import the files of "
                "downloads/rivals again, then answer."
            ),
            {"least": SMALLEST_GROUP},
        )
    # Of two that earn the same the name decides, so that the order is always the same.
    return rivals.sort_index().sort_values("median", ascending=False, kind="stable")


def _solve_voice(project: Project) -> Reference:
    voice = own_voice(project)
    right, others = voice.ours / voice.everybody, voice.everybody - voice.ours
    mistakes = {
        _SHARE_OF_POSTS: voice.share_of_posts,
        _BESIDE: voice.ours / others if others else None,
    }
    return Reference(right, mistakes=telling_mistakes(right, mistakes))


def _solve_strongest(project: Project) -> Reference:
    rivals = rival_middles(project)
    best = str(rivals.index[0])
    mistakes = telling_mistakes(
        best,
        {
            _MOST_POSTS: str(rivals["posts"].idxmax()),
            _HIGHEST_TOTAL: str(rivals["total"].idxmax()),
            _HIGHEST_MEAN: str((rivals["total"] / rivals["posts"]).idxmax()),
        },
    )
    near = [page for page in _hardly_apart(project, best) if page not in mistakes.values()]
    return Reference(best, nearly=tuple(near), mistakes=mistakes)


def _hardly_apart(project: Project, best: str) -> list[str]:
    """Return the rivals whose interval reaches that of the best: nobody knows who is ahead."""
    posts = _of_network(project.posts, project)
    pages = compare_pages(posts, timezone=project.brief.timezone)
    rivals = pages[~pages["is_own"].astype(bool) & pages["page"].notna()].set_index("page")
    reach = rivals["median_high"].ge(float(rivals.loc[best, "median_low"]))
    return [str(page) for page in rivals.index[reach] if page != best]


def _rival_options(project: Project) -> Mapping[str, object]:
    return {page: page for page in sorted(map(str, rival_middles(project).index))}


@shared
def rival_kinds(project: Project) -> pd.DataFrame:
    """Return the kinds of posts on the network, under ``type.form``, the most answered first.

    Returns
    -------
    DataFrame
        The columns of `smmlab.rivals.white_space.find_white_space`.

    Raises
    ------
    DataError
        When no page of a rival can be compared with ours, or no type of its posts is known.
    """
    cells = _of_network(find_white_space(project.posts, content_types(project)), project)
    cells = cells[cells["type"].ne("none") & cells["posts"].gt(0)]
    if cells.empty:
        raise DataError(
            message(
                "Expected posts of rivals whose texts tell their type, found none. Import the "
                "files of downloads/rivals again, then answer."
            )
        )
    cells = cells.assign(cell=cells["type"] + "." + cells["form"])
    return cells.sort_values(["ratio", "cell"], ascending=[False, True]).set_index("cell")


def _solve_white_space(project: Project) -> Reference:
    kinds = rival_kinds(project)
    of = _by_status(kinds)
    free, maybe = of.get("white_space", ()), _nearly_free(kinds)
    unclear = tuple(kind for kind in of.get("ordinary", ()) if kind not in maybe)
    mistakes = {
        _CROWDED: of.get("crowded"), _OURS: of.get("ours"), _NOT_CLEAR: unclear,
        _FEW_POSTS: of.get("too_few"), _ONE_POST: ("best_post",), _LARGEST: ("largest_makes_it",),
        _KNOWN: ("we_know_how",),
    }  # fmt: skip
    return Reference(
        free[0] if free else NOTHING,
        nearly=(*free[1:], *maybe),
        mistakes={reason: told for reason, told in mistakes.items() if told},
        because=_CARRY if free else _CARRY_NOTHING,
    )


def _nearly_free(kinds: pd.DataFrame) -> tuple[str, ...]:
    """Return the kinds that look free by their interval, but not once all kinds are counted."""
    looks = kinds["low"].gt(1) & kinds["pages"].le(kinds["of_pages"] / 3)
    looks &= kinds["own_share"].lt(_OURS_FROM) & kinds["status"].eq("ordinary")
    return tuple(map(str, kinds.index[looks]))


def _by_status(cells: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return the kinds of posts by what became of them, the most answered first."""
    return {str(status): tuple(map(str, rows.index)) for status, rows in cells.groupby("status")}


def _white_space_options(project: Project) -> Mapping[str, object]:
    return {"choice": _cell_options(project), "because": _GROUNDS}


def _cell_options(project: Project) -> Mapping[str, object]:
    cells = rival_kinds(project)
    # The most tempting of each sort stands in the list, whatever it is worth.
    tempting = [names[0] for names in _by_status(cells).values()]
    tempting.append(str(cells["posts"].idxmax()))
    shown = sorted(list(dict.fromkeys([*tempting, *map(str, cells.index)]))[:_MOST_KINDS])
    return {
        **{cell: _called(cell.split(".")) for cell in shown},
        NOTHING: Phrase(message("No kind of post is free and clearly worth more on these data")),
    }


def _called(names: Sequence[str]) -> Phrase:
    kind, form = (Phrase(LABELS[name]) for name in names)
    return Phrase(message("{type}, {form}"), {"type": kind, "form": form})


TASKS: tuple[Task, ...] = (
    Task(
        name="lesson10.q1",
        kind="share",
        level="guided",
        asks=message(
            "On the network where your posts and those of rivals stand side by side, which part of "
            "all responses went to your own page? Count only the days and the kinds of response "
            "that all pages have in common."
        ),
        look=message(
            "The part and the whole must be of the same days and the same kinds of response. Read "
            "the diamond in the picture, not the bar, and look at the unit."
        ),
        solve=_solve_voice,
    ),
    Task(
        name="lesson10.q2",
        kind="choice",
        level="guided",
        asks=message("Which rival's middle post earns most responses on that network?"),
        look=message(
            "The intervals of the two lie over each other, so both may be ahead. Which middle post "
            "has the higher figure?"
        ),
        solve=_solve_strongest,
        options=_rival_options,
    ),
    Task(
        name="lesson10.q3",
        kind="justified",
        level="open",
        asks=message(
            "Where is the white space on that network: which kind of post do people answer clearly "
            "more at rivals, while few of them make it and you hardly do? Choose it and pick the "
            "grounds that carry the choice."
        ),
        look=message(
            "White space needs three things at once: people answer more than chance explains, few "
            "rivals make it, and you hardly make it. Does each of your grounds say one of these? "
            "And remember that of a dozen kinds one may stand out by luck."
        ),
        solve=_solve_white_space,
        options=_white_space_options,
        points=4.0,
    ),
)
