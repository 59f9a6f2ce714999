"""A decision: what the strategist chose, why, on which findings, at which state of the tables."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

Step = Literal[
    "audience", "network", "place", "content", "rhythm", "dialogue", "rivals", "placements",
    "money", "objectives",
]  # fmt: skip
STEPS: tuple[Step, ...] = get_args(Step)
By = Literal["strategist", "default"]


@dataclass(frozen=True)
class Decision:
    """One choice on file in decisions.toml.

    Parameters
    ----------
    step
        Which question it answers.
    choice
        The chosen values, plain and small: numbers, texts, lists of texts.
    reason
        Why, in the strategist's words (or ours, for a default).
    by
        ``strategist``, or ``default`` when nobody has decided yet.
    findings
        Keys of the findings it rests on; empty means judgement.
    fingerprint
        Fingerprint of the tables at that moment.
    decided_on
        ISO date, empty for a default.

    Examples
    --------
    >>> chosen = Decision("network", {"network": "instagram"}, "they live there", "strategist",
    ...                   ("networks.instagram.p_best",), fingerprint="f1")
    >>> chosen.is_stale("f2")
    True
    """

    step: Step
    choice: dict[str, Any]
    reason: str = ""
    by: By = "strategist"
    findings: tuple[str, ...] = ()
    fingerprint: str = ""
    decided_on: str = ""

    def is_stale(self, fingerprint: str) -> bool:
        """Tell whether the tables have changed since; a default is never stale."""
        return self.by == "strategist" and self.fingerprint != fingerprint
