"""What to open on a network: every kind of place with a verdict, and the reasons for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

import pandas as pd

from smmlab.brief import Brief
from smmlab.errors import DataError
from smmlab.gathering.kinds import GOAL_OF_METRIC, GOALS, Goal, Kind, Option, kinds_of
from smmlab.gathering.plain_rules import RULE_COLUMNS, in_plain_words
from smmlab.schema import NETWORKS
from smmlab.texts import message

Verdict = Literal["recommended", "possible", "forbidden"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
Basis = Literal["rule", "goal", "face", "judgement"]

VERDICT_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "recommended": message("Recommended"),
        "possible": message("Possible"),
        "forbidden": message("Forbidden"),
    }
)
"""How the verdicts are called."""

_REASONS = ("network", "kind", "basis", *RULE_COLUMNS[4:])
# They bar the whole network in the market, whatever is opened there.
_BARS_ALL: Mapping[str, str] = MappingProxyType(
    {
        "ad_ban": message(
            "Advertising is banned by law on this network in this market: no kind of place there "
            "can sell."
        ),
        "blocked": message(
            "The regulator of this market has blocked the network: people cannot open the place."
        ),
    }
)
_SERVES: Mapping[Goal, str] = MappingProxyType(
    {
        "sales": message("The goal is sales: goods, prices and a button have their place here."),
        "talk": message("The goal is talk: here people answer, and not only the business speaks."),
        "reach": message("The goal is reach: from here posts travel to people who do not follow."),
        "service": message("The goal is service: here people ask, and get an answer."),
    }
)
_SERVES_LESS = message("It does less for the goal of the brief than another kind of place.")
_ASKED = message("The rules of the network ask a business for this kind of place.")
_FACE = message("There is a person who speaks for the business: this place lives by that.")
_NO_FACE = message("It lives by a person with a name, and the brief names nobody yet.")
_NOT_READ = message(
    "Whether the network lets a business sell through this was not read at a source: ask before "
    "you build on it."
)


@dataclass(frozen=True)
class PlaceChoice:
    """What can be opened on one network.

    Parameters
    ----------
    network
        Where.
    goal
        What the place is for; None when the brief sets no goal.
    options
        One row a kind of place, the recommended one first: network, kind, verdict
        (recommended|possible|forbidden).
    reasons
        One row a reason: network, kind, basis (rule|goal|face|judgement), reason, and for a rule
        the rule as read, market it was read for, source_id, title, address, grade, read_on. What
        is no rule is judgement.
    rules
        Every other rule that binds the place, columns of ``RULE_COLUMNS``; ``reason`` says it in
        plain words.
    """

    network: str
    goal: Goal | None
    options: pd.DataFrame
    reasons: pd.DataFrame
    rules: pd.DataFrame

    @property
    def recommended(self) -> Kind | None:
        """The kind to open, or None when everything is forbidden or nobody could speak there."""
        found = self.options.loc[self.options["verdict"] == "recommended", "kind"]
        return found.iloc[0] if len(found) else None

    def reasons_for(self, kind: str) -> pd.DataFrame:
        """Return the reasons about one kind, rules first."""
        return self.reasons[self.reasons["kind"] == kind]


def goal_of(brief: Brief) -> Goal | None:
    """Return what the place is for: the goal of the first objective that has one.

    Examples
    --------
    >>> from smmlab.brief import Objective
    >>> goal_of(Brief("Kohvik", objectives=(Objective("orders", 120),)))
    'sales'
    """
    known = (GOAL_OF_METRIC.get(objective.metric) for objective in brief.objectives)
    return next((goal for goal in known if goal is not None), None)


def choose_place(
    brief: Brief,
    network: str,
    rules: pd.DataFrame,
    *,
    goal: Goal | None = None,
    face: str | None = None,
) -> PlaceChoice:
    """Tell what to open on a network, and why.

    Parameters
    ----------
    brief
        Its objectives and its face are read.
    network
        One of `smmlab.schema.NETWORKS`.
    rules
        Rules of the networks as read: network, kind, effect, rule, source_id, grade, read_on, and
        where known rule_id, reason (plain words), market, title and address. A rule on accounts
        holds in every market, because it is the network's own; others must be those of the brief's
        market.
    goal
        What the place is for, when it is not what the objectives of the brief say.
    face
        Who speaks for the business; empty for nobody. The brief's when not given.

    Returns
    -------
    PlaceChoice
        The kinds of place with verdicts and reasons.

    Raises
    ------
    DataError
        When the network or the goal is not known.

    Examples
    --------
    >>> rules = pd.DataFrame({
    ...     "network": ["vkontakte"], "kind": ["account"], "effect": ["condition"],
    ...     "rule": ["Personal page is for non-commercial use"], "market": ["RU"],
    ...     "source_id": ["t_vkfaq"], "grade": ["B"], "read_on": ["2026-11-23"]})
    >>> choice = choose_place(Brief("Kohvik", market="RU"), "vkontakte", rules)
    >>> choice.options[["kind", "verdict"]].values.tolist()
    [['page', 'recommended'], ['group', 'possible'], ['personal_face', 'forbidden']]
    """
    _one_of("network", network, NETWORKS)
    if goal is not None:
        _one_of("goal", goal, GOALS)
    wanted = goal or goal_of(brief)
    speaks = bool((brief.face if face is None else face).strip())
    known = in_plain_words(rules)
    known = known[known["network"].isin((network, "any"))].reset_index(drop=True)
    options = kinds_of(network)
    bars = {option.kind: _bars(option, known) for option in options}
    open_to_us = [o for o in options if bars[o.kind].empty and (speaks or not o.needs_face)]
    # Of those that serve the goal alike the usual one comes first: sorting is stable.
    ranked = sorted(open_to_us, key=lambda option: not _serves(option, wanted))
    verdicts: dict[Kind, Verdict] = {option.kind: "possible" for option in options}
    verdicts |= {option.kind: "recommended" for option in ranked[:1]}
    verdicts |= {kind: "forbidden" for kind, found in bars.items() if len(found)}
    by_verdict = sorted(options, key=lambda option: VERDICTS.index(verdicts[option.kind]))
    reasons = [
        row for option in by_verdict for row in _reasons(option, known, wanted, speaks=speaks)
    ]
    kinds = [option.kind for option in by_verdict]
    said = {index for found in bars.values() for index in found.index}
    return PlaceChoice(
        network,
        wanted,
        pd.DataFrame(
            {"network": network, "kind": kinds, "verdict": [verdicts[kind] for kind in kinds]}
        ).astype("str"),
        pd.DataFrame(reasons, columns=list(_REASONS)).astype("str").fillna(""),
        known[~known.index.isin(said)].reset_index(drop=True),
    )


def _serves(option: Option, goal: Goal | None) -> bool:
    return goal is None or goal in option.serves


def _bars(option: Option, rules: pd.DataFrame) -> pd.DataFrame:
    """Return the rules that forbid selling through a kind of place, in plain words."""
    everywhere = rules["kind"].isin(_BARS_ALL) & rules["effect"].eq("closed")
    own = rules["kind"].eq(option.barred_by) & (option.barred_by != "")
    found = rules[everywhere | own]
    found = found.assign(reason=found["kind"].map(_BARS_ALL).astype("str").fillna(option.bar))
    # Several rules may say the same; the first is the one to cite.
    return found.drop_duplicates("reason")


def _asked(option: Option, rules: pd.DataFrame) -> pd.DataFrame:
    """Return the rule that asks a business for a kind of place."""
    found = rules[rules["kind"].eq(option.asked_by) & (option.asked_by != "")]
    return found.head(1).assign(reason=_ASKED)


def _reasons(
    option: Option, rules: pd.DataFrame, goal: Goal | None, *, speaks: bool
) -> list[dict[str, str]]:
    bars = _bars(option, rules)
    cited = (bars if len(bars) else _asked(option, rules)).assign(basis="rule").to_dict("records")
    said: list[tuple[Basis, str]] = [("judgement", option.what)]
    if option.barred_by and bars.empty:
        said.insert(0, ("judgement", _NOT_READ))
    if bars.empty and goal is not None:
        fits = _serves(option, goal)
        said.append(("goal", _SERVES[goal] if fits else _SERVES_LESS))
    if bars.empty and option.needs_face:
        said.append(("face", _FACE if speaks else _NO_FACE))
    plain = [{"basis": basis, "reason": reason} for basis, reason in said]
    return [{**row, "network": option.network, "kind": option.kind} for row in [*cited, *plain]]


def _one_of(name: str, found: str, allowed: Sequence[str]) -> None:
    if found not in allowed:
        raise DataError(
            message("{field} must be one of {allowed}; found {found}."),
            {"field": name, "allowed": ", ".join(allowed), "found": found},
        )
