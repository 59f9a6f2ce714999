"""Lesson 7: four kinds of content that spread, and whether they spread for this company."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from smmlab.content.scoring import TYPES
from smmlab.course.lessons.mistakes import telling_mistakes
from smmlab.course.task import Reference, Task
from smmlab.course.tasks.typed_posts import TypesThere, types_by_network
from smmlab.errors import DataError
from smmlab.findings import SMALLEST_GROUP
from smmlab.project import Project
from smmlab.texts import Phrase, Words, message
from smmlab.texts.labels import LABELS, network_name

CLAIMED = "provocation"
"""What the trade says spreads best."""

_HIGHEST_MEAN = message(
    "You compared means. One viral post pulls the mean of its whole type up; compare the middle "
    "posts."
)
_HIGHEST_TOTAL = message(
    "You compared totals. A type with more posts, or with more people reached, has more responses "
    "in all: compare the middle engagement rate."
)
_TOO_FEW_POSTS = message(
    "That type has fewer than ten posts there. A few posts cannot tell which type works."
)
_RATIO_OF_MEANS = message(
    "You divided means. One viral post pulls a mean up: divide the middle post of the type by the "
    "middle post of the network."
)
_UPSIDE_DOWN = message(
    "You divided the other way round. The middle post of the type belongs above the line, that of "
    "the network below it."
)
_BY_TOTALS = message(
    "You divided sums of responses. A sum grows with the number of posts: divide the middle rates."
)

_MEANS_GROUND = message("A mean carries nothing here: one viral post pulls it up.")
_TOTALS_GROUND = message("A total carries nothing here: it grows with the number of posts.")
_LUCKY_POST = message("One post is one post, however many passed it on.")
_BELIEVED = message(
    "You took the rule of the trade for an answer. The question is what the posts of this company "
    "say."
)
_TELL = message("These posts do tell: there are enough of them, and the intervals lie apart.")
_NO_PROOF = message(
    "That no difference shows is no proof of the contrary: the posts are too few, or the intervals "
    "overlap."
)

_TEST: Mapping[str, str] = MappingProxyType(
    {
        "better": message(
            "The test of the {posts} provocations on {network} says that they earn more than the "
            "other posts, beyond chance."
        ),
        "worse": message(
            "The test of the {posts} provocations on {network} says that they earn less than the "
            "other posts, beyond chance."
        ),
        "not_distinguishable": message(
            "The test of the {posts} provocations on {network} cannot tell them apart from the "
            "other posts."
        ),
        "too_few": message("On {network} there are only {posts} provocations, too few for a test."),
        "alone": message(
            "The {posts} provocations on {network} have too few other posts to be tested against."
        ),
    }
)
# What carries stands in no place of its own.
_SHOWN = (
    "totals", "beside_the_middle_post", "one_post", "what_the_test_says", "means",
    "beside_the_best_other",
)  # fmt: skip
_CARRIED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "better": ("supports",),
        "worse": ("contradicts",),
        "not_distinguishable": ("cannot_tell",),
        "too_few": ("cannot_tell",),
        "alone": ("cannot_tell",),
    }
)


def _best_compared(project: Project) -> TypesThere:
    return next(iter(types_by_network(project).values()))


def _solve_type(project: Project) -> Reference:
    found = _best_compared(project)
    ranked = found.compared
    right = str(ranked.index[0])
    by_type = found.of_the_four.groupby("type")
    few = found.table[found.table["type"].isin(TYPES) & found.table["counted"].lt(SMALLEST_GROUP)]
    few = few[few["median"] > ranked["median"].iloc[0]].sort_values("median")
    mistakes = {
        _HIGHEST_MEAN: str(by_type["value"].mean().idxmax()),
        _HIGHEST_TOTAL: str(by_type["engagements"].sum().idxmax()),
        _TOO_FEW_POSTS: str(few["type"].iloc[-1]) if len(few) else None,
    }
    told = telling_mistakes(right, mistakes)
    # An interval that reaches beyond the highest median leaves the question open.
    open_ones = ranked.index[ranked["high"].ge(ranked["median"].iloc[0])]
    near = [kind for kind in map(str, open_ones) if kind not in (right, *told.values())]
    return Reference(right, nearly=tuple(near), mistakes=told)


def _type_options(_project: Project) -> Mapping[str, object]:
    return {kind: LABELS[kind] for kind in TYPES}


def _solve_times(project: Project) -> Reference:
    found = _best_compared(project)
    best = found.compared.iloc[0]
    middle, right = float(best["network_median"]), float(best["median"])
    if not middle:
        raise DataError(
            message(
                "The middle post of {network} earned no response, so nothing can be a multiple of "
                "it. Import the content exports again, then answer."
            ),
            {"network": found.network},
        )
    of_type = found.rates[found.rates["type"].eq(found.compared.index[0])]
    mistakes = {
        _RATIO_OF_MEANS: float(of_type["value"].mean() / found.rates["value"].mean()),
        _BY_TOTALS: float(of_type["engagements"].sum() / found.rates["engagements"].sum()),
        _UPSIDE_DOWN: middle / right if right else None,
    }
    value = right / middle
    return Reference(
        value, float(best["low"]) / middle, float(best["high"]) / middle,
        mistakes=telling_mistakes(value, mistakes),
    )  # fmt: skip


def judge_claim(there: TypesThere) -> str:
    """Return what one network says of “provocation spreads best”.

    Returns
    -------
    str
        ``contradicts`` when the best of the other types clearly earns more, ``supports`` when
        provocation has the highest median and stands against chance, else ``cannot_tell``.
    """
    ranked = there.compared
    others = ranked[ranked.index != CLAIMED]
    if CLAIMED not in ranked.index or others.empty:
        return "cannot_tell"
    claimed = ranked.loc[CLAIMED]
    if others.iloc[0]["low"] > claimed["high"]:
        return "contradicts"
    leads = ranked.index[0] == CLAIMED and claimed["verdict"] == "better"
    return "supports" if leads else "cannot_tell"


def _deciding(project: Project) -> tuple[str, TypesThere, bool]:
    """Return the verdict on “always”, the network it is read from, and whether all agree."""
    every = types_by_network(project)
    verdicts = {name: judge_claim(there) for name, there in every.items()}
    # Always means everywhere: one network where it fails is enough against it.
    verdict = next(
        (one for one in ("contradicts", "supports") if one in verdicts.values()), "cannot_tell"
    )
    network = next(name for name, one in verdicts.items() if one == verdict)
    return verdict, every[network], set(verdicts.values()) == {verdict}


@dataclass(frozen=True)
class _Ground:
    """A finding that may be picked, the verdicts it carries, and those it at least agrees with."""

    says: Phrase
    carries: tuple[str, ...] = ()
    agrees: tuple[str, ...] = ()


def _grounds(there: TypesThere, words: Words) -> dict[str, _Ground]:
    return _comparisons(there, words) | _tempting(there, words)


def _comparisons(there: TypesThere, words: Words) -> dict[str, _Ground]:
    """Return what the middle provocation says beside the best of the others and beside all."""
    found: dict[str, _Ground] = {}
    where, ranked = network_name(there.network, words), there.compared
    others = ranked[ranked.index != CLAIMED]
    rows = there.table[there.table["type"] == CLAIMED]
    if not rows["counted"].sum():
        return found
    row = rows.iloc[0]
    posts, is_enough = int(row["counted"]), CLAIMED in ranked.index
    if is_enough and len(others):
        leader = others.iloc[0]
        found["beside_the_best_other"] = _Ground(
            Phrase(
                message(
                    "On {network} the middle post of the type {type} earned {rate} (interval {low} "
                    "to {high}, {posts} posts), and the middle provocation {rate_other} (interval "
                    "{low_other} to {high_other}, {posts_other} posts)."
                ),
                {"network": where, "type": words.say(LABELS[str(leader.name)]),
                 **_told(leader, words), **_told(row, words, "_other")},
            ),
            (judge_claim(there),),
        )  # fmt: skip
    is_above = row["median"] > row["network_median"]
    found["beside_the_middle_post"] = _Ground(
        Phrase(
            message(
                "On {network} the middle of {posts} provocations earned {rate}, and the middle "
                "post of all types {middle}."
            ),
            {"network": where, "posts": posts, "rate": words.percent(row["median"]),
             "middle": words.percent(row["network_median"])},
        ),
        () if not is_enough else ("supports",) if is_above else ("contradicts",),
    )  # fmt: skip
    found["what_the_test_says"] = _Ground(
        Phrase(_TEST[str(row["verdict"])], {"posts": posts, "network": where}),
        _CARRIED[str(row["verdict"])],
        # That no difference shows does not prove the contrary, but it is no praise either.
        ("contradicts",) if row["verdict"] == "not_distinguishable" else (),
    )
    return found


def _told(row: pd.Series, words: Words, ending: str = "") -> dict[str, str]:
    return {
        f"rate{ending}": words.percent(row["median"]),
        f"low{ending}": words.percent(row["low"]),
        f"high{ending}": words.percent(row["high"]),
        f"posts{ending}": words.number(row["counted"]),
    }


def _tempting(there: TypesThere, words: Words) -> dict[str, _Ground]:
    """Return findings that are true and carry nothing: one post, means, totals."""
    where, four = {"network": network_name(there.network, words)}, there.of_the_four
    best = four.loc[four["engagements"].idxmax()]
    by_type = four.groupby("type")
    means = {kind: words.percent(value) for kind, value in by_type["value"].mean().items()}
    sums = {kind: words.number(value) for kind, value in by_type["engagements"].sum().items()}
    return {
        "one_post": _Ground(
            Phrase(
                message(
                    "The post with most responses on {network} is of the type {type}; it had "
                    "{responses}."
                ),
                {**where, "type": words.say(LABELS[str(best["type"])]),
                 "responses": words.number(best["engagements"])},
            )
        ),
        "means": _Ground(
            Phrase(
                message("The mean engagement rates on {network} are: {listed}."),
                {**where, "listed": _listed(means, words)},
            )
        ),
        "totals": _Ground(
            Phrase(
                message("All responses on {network}, added up by type, are: {listed}."),
                {**where, "listed": _listed(sums, words)},
            )
        ),
    }  # fmt: skip


def _listed(told: Mapping[object, str], words: Words) -> str:
    return "; ".join(f"{words.say(LABELS[str(kind)])} {value}" for kind, value in told.items())


def _solve_claim(project: Project) -> Reference:
    right, there, is_everywhere = _deciding(project)
    grounds = _grounds(there, Words(project.brief.language))
    carry = [name for name, ground in grounds.items() if right in ground.carries]
    agree = [name for name, ground in grounds.items() if right in ground.agrees]
    # Where one network supports it and another cannot tell, “always” may fairly be left open.
    is_open = right == "supports" and not is_everywhere
    told = {
        _BELIEVED: "supports",
        _TELL: "cannot_tell" if right != "cannot_tell" and not is_open else None,
        _NO_PROOF: "contradicts" if right == "cannot_tell" else None,
        _MEANS_GROUND: ("means",),
        _TOTALS_GROUND: ("totals",),
        _LUCKY_POST: ("one_post",),
    }
    return Reference(
        right, nearly=("cannot_tell",) if is_open else (),
        mistakes=telling_mistakes(right, told),
        because=(*carry, *agree), least=min(2, len(carry)),
    )  # fmt: skip


def _claim_options(project: Project) -> Mapping[str, object]:
    _verdict, there, _everywhere = _deciding(project)
    grounds = _grounds(there, Words(project.brief.language))
    return {
        "choice": {
            "supports": message("The data support it."),
            "contradicts": message("The data contradict it."),
            "cannot_tell": message("It cannot be told from these data."),
        },
        "because": {name: grounds[name].says for name in _SHOWN if name in grounds},
    }


TASKS: tuple[Task, ...] = (
    Task(
        name="lesson07.q1",
        kind="choice",
        level="guided",
        asks=message(
            "Look at the networks with a rate by reach or views. Take the one on which a type "
            "stands apart from the others; if none does, the one where most types have ten posts. "
            "Which of the four types has the highest middle engagement rate there?"
        ),
        look=message(
            "Its interval reaches up to the highest middle, so a careful reader would not rule it "
            "out. Which middle itself is the highest?"
        ),
        solve=_solve_type,
        options=_type_options,
    ),
    Task(
        name="lesson07.q2",
        kind="number",
        level="guided",
        asks=message(
            "On that network, how many times the middle post of all types does the middle post of "
            "the best type earn? Compare engagement rates."
        ),
        look=message(
            "Divide the middle rate of the type by the middle rate of the network, both from the "
            "same table, and keep two digits."
        ),
        solve=_solve_times,
        unit=message("times"),
    ),
    Task(
        name="lesson07.q3",
        kind="justified",
        level="open",
        asks=message(
            "“Provocation always spreads best.” Do the posts of this company support it, "
            "contradict it, or can it not be told? Pick only the findings that carry your verdict."
        ),
        look=message(
            "Ask of every finding: does it compare middle posts, are there ten or more, and does "
            "it speak for your verdict and no other?"
        ),
        solve=_solve_claim,
        options=_claim_options,
        points=4.0,
    ),
)
