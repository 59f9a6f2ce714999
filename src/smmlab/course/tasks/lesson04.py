"""Lesson 4: the audience, its core, its leaders and its noise."""

from smmlab.audience.leaders import find_leaders
from smmlab.audience.segments import segment_audience
from smmlab.audience.suspects import suspect_people
from smmlab.course.lessons.mistakes import telling_mistakes
from smmlab.course.task import Reference, Task
from smmlab.dialogue.spam import mark_spam, measure_spam
from smmlab.dialogue.talk import follow_talk
from smmlab.errors import DataError
from smmlab.intervals import wilson_interval
from smmlab.project import Project
from smmlab.texts import message

_FIRST = 10
_SHOWN = 20  # people in the form of the lesson, when it opens
_PARTS = 100
_WORDS = ("comment", "reply")


def _solve_core(project: Project) -> Reference:
    segments = segment_audience(project.interactions, timezone=project.brief.timezone)
    by_name = segments.set_index("segment")
    if "core" not in by_name.index:
        raise DataError(
            message(
                "Too few people took part in the group to tell a core from the others. Import the "
                "history of the discussion group from the folder downloads."
            )
        )
    core = by_name.loc["core"]
    value = float(core["share"])
    regular = float(by_name["share"].get("regular", 0.0))
    active, known = int(core["active_people"]), len(project.people)
    wrong = {
        message(
            "This is the core's part of all that was done, not of the people. A few people do a "
            "great deal; that is what makes them the core."
        ): float(core["acts_share"]),
        message(
            "The regulars are counted in. They come back, but they are not among the busiest; the "
            "two groups are greeted differently."
        ): value + regular,
        message(
            "You divided by everybody whom the files know. The question asks for those who took "
            "part."
        ): int(core["people"]) / max(known, active),
        message(
            "This is the number of people in the core. A share is that number divided by all who "
            "took part."
        ): int(core["people"]) / _PARTS,
    }
    return Reference(
        value,
        float(core["share_low"]),
        float(core["share_high"]),
        mistakes={why: share for why, share in wrong.items() if share != value},
    )


def _solve_leaders(project: Project) -> Reference:
    acts = project.interactions
    excluded = suspect_people(project.people, acts)
    # The intervals of the places are not asked for, so the answers are drawn once only.
    ranked = find_leaders(acts, excluded=excluded, draws=1, most=_SHOWN)
    if ranked.empty:
        raise DataError(
            message(
                "Too few people answer each other in your tables to say who leads. Import the "
                "history of the discussion group from the folder downloads."
            )
        )
    # Two groups are two talks; the one with most answers is meant.
    network = ranked.loc[ranked["answers"].idxmax(), "network"]
    shown = ranked[ranked["network"].eq(network)].sort_values("rank")
    leaders = shown.head(_FIRST)
    received, answers = int(leaders["answers_received"].sum()), int(leaders["answers"].iloc[0])
    low, high = wilson_interval([received], [answers])
    value = received / answers
    spoken = acts[
        acts["kind"].isin(_WORDS)
        & acts["network"].eq(network)
        & ~acts["by_page"].fillna(False).astype(bool)
        & acts["person"].notna()
    ]
    written = spoken["person"].value_counts()
    wrong = {
        message(
            "These are the ten people who write most, by their part of the comments. Whoever "
            "writes a lot is not yet somebody whom others answer."
        ): float(written.head(_FIRST).sum() / len(spoken)),
        message(
            "You added up the comments that the ten wrote. The question asks for the answers that "
            "they get, which stand in the column before."
        ): int(written.reindex(leaders["person"]).sum()) / answers,
        message(
            "This is the share of more than ten people: the form begins with twenty. The question "
            "asks for the first ten."
        ): int(shown["answers_received"].sum()) / answers,
        message(
            "You divided by all comments. Most comments answer nobody; the question asks for the "
            "answers that people give each other."
        ): received / len(spoken),
        message(
            "You counted the answers that the ten give. The question asks for those they get."
        ): int(leaders["replies_given"].sum()) / answers,
        message(
            "This is what ten people would get if everybody got the same. The question is how far "
            "the group is from that."
        ): _FIRST / int(leaders["talkers"].iloc[0]),
    }  # fmt: skip
    return Reference(
        value,
        float(low[0]),
        float(high[0]),
        mistakes={why: share for why, share in wrong.items() if share != value},
    )


def _solve_advertising(project: Project) -> Reference:
    marked = mark_spam(follow_talk(project.interactions))
    spam = measure_spam(marked)
    accounts, comments = spam.authors, spam.comments
    if not accounts.of:
        raise DataError(
            message(
                "Nobody's comments are in your tables, so no account can be judged. Import the "
                "history of the discussion group from the folder downloads."
            )
        )
    value = accounts.count / accounts.of
    known = marked[marked["person"].notna()]
    bears = known[["link", "bait", "contact", "repeated"]].any(axis=1)
    any_sign = bears.groupby([known["network"], known["person"]]).any()
    active = project.interactions
    people = active[~active["by_page"].fillna(False).astype(bool)]
    everybody = people[["network", "person"]].dropna().drop_duplicates()
    wrong: dict[str, float] = {
        message(
            "This is the share of the comments. The question asks for accounts: one noisy account "
            "can write a hundred comments and is still one."
        ): comments.count / comments.of,
        message(
            "Accounts with a single sign are counted in. Many honest people send a link once; two "
            "signs in one comment make advertising likely."
        ): float(any_sign.mean()),
        message(
            "You divided by the accounts without a tick. The whole is all accounts that wrote, "
            "those with a tick among them."
        ): accounts.count / max(accounts.of - accounts.count, 1),
        message(
            "You divided by everybody who did anything. Whoever only reacts has written nothing, "
            "so nothing of theirs could look like advertising."
        ): accounts.count / len(everybody),
    }
    low, high = wilson_interval([accounts.count], [accounts.of])
    return Reference(
        value,
        float(low[0]),
        float(high[0]),
        mistakes=telling_mistakes(value, wrong),
    )


TASKS: tuple[Task, ...] = (
    Task(
        name="lesson04.q1",
        kind="share",
        level="guided",
        asks=message(
            "What share of the people who took part belongs to the core of your company's audience?"
        ),
        look=message(
            "Look at what the share is a share of: people or acts. And look at whether a "
            "neighbouring segment slipped in."
        ),
        solve=_solve_core,
    ),
    Task(
        name="lesson04.q2",
        kind="share",
        level="guided",
        asks=message(
            "Of all answers that people in the group give each other, what share goes to the ten "
            "people who lead the talk? Suspicious accounts are left out."
        ),
        look=message(
            "Look at both numbers again: above the line the answers that the ten get, below it "
            "all answers between people."
        ),
        solve=_solve_leaders,
    ),
    Task(
        name="lesson04.q3",
        kind="share",
        level="open",
        asks=message(
            "The owner says: “The group is full of advertising.” Of the accounts that wrote "
            "something, what share looks like advertising by the signs of this lesson?"
        ),
        look=message(
            "Count accounts, not comments, and ask how many signs one comment must bear before "
            "its account counts."
        ),
        solve=_solve_advertising,
    ),
)
