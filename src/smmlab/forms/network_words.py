"""What a network fit says in sentences: the verdict, why, and what would turn it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smmlab.plots.network_places import verdict_of
from smmlab.plots.tornado import input_label
from smmlab.texts import Words
from smmlab.texts.labels import network_name

if TYPE_CHECKING:
    from smmlab.networks.result import NetworkFit

_MOST_BREAK_EVENS = 3


def tell_fit(fit: NetworkFit, words: Words) -> list[str]:
    """Return the sentences of a fit, what to beware of first.

    Examples
    --------
    >>> from smmlab.brief import Brief
    >>> from smmlab.networks.fit import score_networks
    >>> said = tell_fit(score_networks(Brief("Kohvik", market="EE")), Words("en"))
    >>> any(sentence.startswith("Not decided") for sentence in said)
    True
    """
    said = [words.say(sentence) for sentence in fit.cautions]
    if not fit.contenders:
        return [*said, words.say(fit.test)]
    leader = fit.contenders[0]
    row = fit.table.set_index("network").loc[leader]
    said += [
        verdict_of(fit, words) + ".",
        words.say(
            "{network} is the best in {share} of the draws; choosing it would lose {loss} of the "
            "best result on average.",
            network=network_name(leader, words),
            share=words.chance(float(row["p_best"]), digits=0),
            loss=words.percent(float(row["regret"]), digits=0),
        ),
    ]
    if not fit.sensitivity.empty:
        first = fit.sensitivity.iloc[0]
        name = input_label(str(first["network"]), str(first["input"]), words)
        said.append(words.say("What would most change the answer: {input}.", input=name))
    said += break_even_sentences(fit, words)
    return [sentence for sentence in [*said, words.say(fit.test)] if sentence]


def break_even_sentences(fit: NetworkFit, words: Words) -> list[str]:
    """Say by how much a figure must be wrong before another network wins.

    The nearest first, one for each challenger and figure of the leader.
    """
    if fit.break_even.empty:
        return []
    rows = fit.break_even[fit.break_even["changed"] == fit.contenders[0]]
    # Reach and interest ask for the same multiple: one of them is said.
    rows = rows[rows["input"] != "interest"]
    ratio = rows["times"].where(rows["times"] > 1, 1 / rows["times"])
    conditions = fit.conditions.set_index("condition")["value"]
    is_counted = bool(conditions.get("counted", 1))
    nearest = rows.assign(ratio=ratio).sort_values("ratio", kind="stable").head(_MOST_BREAK_EVENS)
    said = []
    for row in nearest.itertuples():
        names = {
            "challenger": network_name(row.challenger, words),
            "leader": network_name(row.changed, words),
            "times": words.number(float(row.times), digits=1 if row.input == "sellers" else 2),
        }
        if row.input == "sellers" and not is_counted:
            said.append(
                words.say(
                    "{challenger} wins if the sellers on {leader} post {times} times as much as "
                    "is assumed while nobody has counted them.",
                    **names,
                )
            )
        elif row.input == "sellers":
            said.append(
                words.say(
                    "{challenger} wins if the sellers on {leader} post {times} times as much as "
                    "your count says.",
                    **names,
                )
            )
        else:
            said.append(
                words.say(
                    "{challenger} wins if the reach of {leader}, or the interest there, is "
                    "{times} times what the figures say.",
                    **names,
                )
            )
    return said
