"""What a room is, and the tables that several rooms look at."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.audience.people import score_people
from smmlab.audience.questions import group_needs, read_asking
from smmlab.comments import comment_languages, written_comments
from smmlab.content.types import classify_content
from smmlab.findings import Finding, Source, trace
from smmlab.languages import PostLanguage
from smmlab.money.utm import attribute_orders
from smmlab.project import Project
from smmlab.rivals.placement_rates import own_rates
from smmlab.tokens import TextTerms, text_terms

# The default of every analysis, so that a notebook and the document show the same numbers.
SEED = 0


@dataclass(frozen=True)
class Room:
    """What one room found: its results by the name of their field, and the findings."""

    results: dict[str, Any]
    findings: list[Finding]


class Tables:
    """The tables of a project, each read once for all rooms."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.timezone = project.brief.timezone

    @cached_property
    def acts(self) -> IntoFrame:
        """The interactions, in the engine of the project."""
        return self.project.scan("interactions")

    @cached_property
    def acts_sources(self) -> tuple[Source, ...]:
        """The rows that all interactions come from."""
        return trace(self.project.relation("interactions", own=True))

    @cached_property
    def posts(self) -> pd.DataFrame:
        """The posts of all pages."""
        return self.project.posts

    @cached_property
    def own_posts(self) -> pd.DataFrame:
        """The posts of the client's own pages."""
        return self.posts[self.posts["is_own"]]

    @cached_property
    def types(self) -> pd.DataFrame:
        """The content types of the own posts."""
        return classify_content(self.own_posts, labels=self.project.labels)

    @cached_property
    def types_of_all(self) -> pd.DataFrame:
        """The content types of the posts of all pages, ours first."""
        others = classify_content(self.posts[~self.posts["is_own"]])
        return pd.concat([self.types, others], ignore_index=True)

    @cached_property
    def orders(self) -> pd.DataFrame:
        """The orders of the shop."""
        return self.project.table("orders")

    @cached_property
    def visits(self) -> pd.DataFrame:
        """The visits to the site."""
        return self.project.table("visits")

    @cached_property
    def utm(self) -> pd.DataFrame:
        """The orders by the tags they carry, with the visits of the same tags."""
        return attribute_orders(self.orders, self.visits, timezone=self.timezone)

    @cached_property
    def rates(self) -> pd.DataFrame:
        """Visits that own posts brought, and orders these visits made, by network."""
        return own_rates(self.own_posts, self.visits, self.utm, timezone=self.timezone)

    @cached_property
    def audience(self) -> pd.DataFrame:
        """The audience in aggregate."""
        return self.project.table("audience")

    @cached_property
    def people(self) -> pd.DataFrame:
        """What is known of each person."""
        return self.project.table("people")

    @cached_property
    def languages(self) -> dict[str, PostLanguage]:
        """The language of each different text that people wrote."""
        return comment_languages(self.acts)

    @cached_property
    def comments(self) -> pd.DataFrame:
        """What people wrote, with its language."""
        return written_comments(self.acts, languages=self.languages)

    @cached_property
    def terms(self) -> TextTerms:
        """The words of the comments, split once for all who count them."""
        return text_terms(self.comments)

    @cached_property
    def asked(self) -> pd.DataFrame:
        """The comments, with what they ask."""
        return read_asking(self.comments)

    @cached_property
    def needs(self) -> pd.DataFrame:
        """What people write about, by topic."""
        return group_needs(self.asked, split=self.terms)

    @cached_property
    def scored(self) -> pd.DataFrame:
        """The active people with their scores and segments."""
        return score_people(self.acts, timezone=self.timezone)
