"""The gathering place of a project: what to open on each network, and what of it stands."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

import pandas as pd

from smmlab.analyses.networks import networks_room
from smmlab.analyses.rooms import Room, Tables
from smmlab.brief import Brief
from smmlab.findings import Finding, trace
from smmlab.gathering.audit import COLUMNS, audit_place
from smmlab.gathering.choice import PlaceChoice, choose_place
from smmlab.gathering.plain_rules import RULE_COLUMNS
from smmlab.gathering.report import audit_findings, choice_findings
from smmlab.networks.evidence import Evidence, load_evidence
from smmlab.networks.gates import rules_for
from smmlab.project import Project
from smmlab.reduce.answers import page_answers
from smmlab.reduce.frames import to_pandas
from smmlab.schema import NETWORKS


def gathering_room(tables: Tables) -> Room:
    """Choose the kind of place on every network and audit the places that matter.

    The chosen network is audited; while none is chosen, every network on which the client posts.
    """
    desk = Examiner(tables)
    choices = {network: desk.choose(network) for network in NETWORKS}
    audited = {network: desk.audit(network) for network in _networks(tables)}
    found: list[Finding] = choice_findings([choices[network] for network in audited])
    for network, audit in audited.items():
        own = tables.own_posts[tables.own_posts["network"].eq(network)]
        found += audit_findings(audit, sources=trace(own), reply_sources=tables.acts_sources)
    audits = pd.concat(audited.values(), ignore_index=True) if audited else _no_audit()
    return Room({"places": MappingProxyType(choices), "place_audit": audits}, found)


class Examiner:
    """Looks at places of one project again and again; the tables are read once."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._brief = tables.project.brief
        self._kept = tables.project.decision("place").choice
        self.face = str(self._kept.get("face") or self._brief.face)

    @cached_property
    def _rules(self) -> pd.DataFrame:
        return rules_of_places(self._brief, load_evidence(self._tables.project.evidence))

    @cached_property
    def _replies(self) -> pd.DataFrame:
        return to_pandas(page_answers(self._tables.acts))

    def kept(self, network: str) -> Mapping[str, Any]:
        """Return what is decided about the place on a network; of another it says nothing."""
        return self._kept if self._kept.get("network") == network else {}

    def answers(self, network: str) -> dict[str, str]:
        """Return the answers on file about the place on a network."""
        filed = self.kept(network).get("answers")
        return dict(filed) if isinstance(filed, Mapping) else {}

    def choose(self, network: str, *, face: str | None = None) -> PlaceChoice:
        """Return what to open on a network; the face is the one on file when not given."""
        spoken = self.face if face is None else face
        return choose_place(self._brief, network, self._rules, face=spoken)

    def audit(
        self,
        network: str,
        *,
        answers: Mapping[str, str] | None = None,
        kind: str = "",
        face: str | None = None,
    ) -> pd.DataFrame:
        """Return the audit of a place; answers, kind and face are those on file when not given."""
        kept = self.kept(network)
        return audit_place(
            network,
            self.answers(network) if answers is None else answers,
            posts=self._tables.own_posts,
            replies=self._replies,
            languages=self._brief.target.languages or self._brief.content_languages,
            face=self.face if face is None else face,
            kind=kind or str(kept.get("kind") or ""),
            market=self._brief.market,
        )


def rules_of_places(brief: Brief, evidence: Evidence) -> pd.DataFrame:
    """Return the rules that bind a place: those of the market, and the networks' own on accounts.

    Parameters
    ----------
    brief
        Market and ages of the target group are read.
    evidence
        Its rules and their sources.

    Returns
    -------
    DataFrame
        rule_id, network, kind, effect, reason (plain words), rule (as read), market it was read
        for, source_id, title, address, grade, read_on.

    Examples
    --------
    >>> from smmlab.networks.evidence import load_evidence
    >>> rules = rules_of_places(Brief("Kohvik", market="EE"), load_evidence(year=2026))
    >>> rules.loc[rules["network"].eq("vkontakte") & rules["kind"].eq("account"), "market"].tolist()
    ['RU']
    """
    read = evidence.rules
    binding = rules_for(brief, evidence)
    by_row = read.set_index("source_row")
    here = binding.assign(
        market=binding["source_row"].map(by_row["market"]),
        rule_id=binding["source_row"].map(by_row["rule_id"]),
    )
    # A network's rule on accounts is its own in every market, wherever its terms were read.
    own = read["kind"].eq("account") & ~read["source_row"].isin(binding["source_row"])
    elsewhere = read[own].assign(reason=read["rule"])
    sources = evidence.sources.set_index("source_id")
    # Terms read for this market come before the same ones read for another.
    rules = pd.concat([here, elsewhere], ignore_index=True)
    rules = rules.assign(
        address=rules["source_id"].map(sources["address"]),
        title=rules["source_id"].map(sources["title"]),
    )
    return rules[list(RULE_COLUMNS)].reset_index(drop=True)


def contending_networks(project: Project) -> tuple[str, ...]:
    """Return the chosen network alone, or those that may be best, the client's own first.

    Without figures they are those the client posts on.

    Examples
    --------
    >>> from smmlab.analyses.gathering import contending_networks
    """
    chosen = str(project.decision("network").choice.get("network") or "")
    if chosen in NETWORKS:
        return (chosen,)
    tables = Tables(project)
    fit = networks_room(tables).results["fit"]
    posted = _networks(tables)
    # Of the candidates those where something stands can be looked at now.
    candidates = sorted(fit.contenders, key=lambda network: network not in posted)
    return tuple(candidates) or posted or NETWORKS[:1]


def examine_place(
    project: Project,
    network: str = "",
    *,
    answers: Mapping[str, str] | None = None,
    kind: str = "",
    face: str | None = None,
) -> tuple[PlaceChoice, pd.DataFrame]:
    """Return what to open on a network, and the audit of what stands there.

    Parameters
    ----------
    project
        An opened client folder.
    network
        One of `smmlab.schema.NETWORKS`; the first of `contending_networks` when empty.
    answers
        Item to ``yes``, ``no`` or ``cannot_tell``; those on file when not given.
    kind
        The kind of place that is audited; the one on file when empty.
    face
        Who speaks; the one on file, or the brief's, when not given.

    Returns
    -------
    tuple
        `smmlab.gathering.choice.PlaceChoice`, and the frame of
        `smmlab.gathering.audit.audit_place`.

    Examples
    --------
    >>> from smmlab.analyses.gathering import examine_place
    """
    desk = Examiner(Tables(project))
    network = network or contending_networks(project)[0]
    audit = desk.audit(network, answers=answers, kind=kind, face=face)
    return desk.choose(network, face=face), audit


def _networks(tables: Tables) -> tuple[str, ...]:
    chosen = str(tables.project.decision("network").choice.get("network") or "")
    if chosen in NETWORKS:
        return (chosen,)
    posted = set(tables.own_posts["network"])
    return tuple(network for network in NETWORKS if network in posted)


def _no_audit() -> pd.DataFrame:
    return pd.DataFrame(columns=list(COLUMNS))
