"""What a network fit says before any number: what to beware of, and the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smmlab.texts import message

if TYPE_CHECKING:
    from smmlab.networks.result import NetworkFit

NOT_SCORED = message(
    "No network could be scored: there is no figure for this market. Add figures with their "
    "sources to evidence.csv in the client folder."
)
WEAK = message("The leading network rests on a guess or on memory; nobody has checked it.")
OLD = message("A figure behind the leading network is more than two years old.")
BORROWED = message(
    "The figure on the leading network comes from another market; its interval is wider for that."
)
UNCOUNTED = message("Nobody counted the sellers, so the score shows potential customers only.")


def cautions_of(fit: NetworkFit, *, counted: bool) -> tuple[str, ...]:
    """Return the sentences to print first, the gravest first; none when there is nothing to say."""
    if not fit.contenders:
        return (NOT_SCORED,)
    leader = fit.contenders[0]
    behind = fit.figures[
        (fit.figures["for_network"] == leader)
        # Populations and corrections move all networks alike; reach, bands and interest decide.
        & fit.figures["topic"].isin(["reach", "accounts", "users", "purpose"])
    ]
    row = fit.table.set_index("network").loc[leader]
    said = {
        WEAK: bool(behind["is_weak"].any()),
        OLD: bool(behind["is_old"].any()),
        BORROWED: bool(row["borrowed_from"]),
        UNCOUNTED: not counted,
    }
    return tuple(sentence for sentence, holds in said.items() if holds)


def next_step_of(fit: NetworkFit, *, unknown: list[str]) -> str:
    """Return the cheapest next step that would bring a decision nearer."""
    if fit.recommendation is not None:
        return ""
    if len(fit.contenders) < 2:
        return message("Find a figure for at least one more network and add it to evidence.csv.")
    if unknown:
        return message(
            "Count the active sellers on each contender with the same search words and the same "
            "time, and note whether people ask them questions."
        )
    return message(
        "Post the same ten posts on each contender for four weeks and compare enquiries per hour "
        "of work."
    )
