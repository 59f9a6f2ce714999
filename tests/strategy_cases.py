"""Hand-made projects for the tests of the strategy: one empty, one full, one hostile."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pandas as pd

from smmlab.brief import Brief, Target
from smmlab.decisions import Decision
from smmlab.findings import Finding, Source
from smmlab.own_labels import read_labels
from smmlab.schema import TABLES, conform
from smmlab.strategy.build import build_document
from smmlab.strategy.collecting import gather
from smmlab.strategy.document import Document, Span, runs_of
from smmlab.strategy.material import Material
from smmlab.texts import Language, Words

DAY = date(2026, 11, 23)
ROWS = (Source("posts.csv", 2, 60, 41),)
HOSTILE = (
    '<script>alert(1)</script> =HYPERLINK("http://evil") $x^2$ #typst(1) "]) @cite `code` '
    "[link](javascript:alert(1)) \u202egnp\u202c | pipe \x00\x1b[31m \\ {{7*7}} 🎉"
)


@dataclass
class FakeProject:
    """The parts of a project that the strategy looks at."""

    folder: Path
    brief: Brief
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    filed: dict[str, Decision] = field(default_factory=dict)
    fingerprint: str = "f1"
    files: tuple[SimpleNamespace, ...] = ()
    refused_files: tuple[SimpleNamespace, ...] = ()

    def table(self, name: str) -> pd.DataFrame:
        return self.tables[name] if name in self.tables else _nothing(name)

    scan = relation = table

    def decisions(self) -> dict[str, Decision]:
        return dict(self.filed)

    def status(self) -> SimpleNamespace:
        return SimpleNamespace(files=self.files, refused=self.refused_files)

    @property
    def labels(self) -> pd.DataFrame:
        return read_labels(self.folder)

    @property
    def strategy_folder(self) -> Path:
        return self.folder / "strategy"


@cache
def _nothing(name: str) -> pd.DataFrame:
    return conform(pd.DataFrame(), name)


def no_analyses(findings: tuple[Finding, ...] = ()) -> SimpleNamespace:
    names = ("segments", "demographics", "hours", "fit", "types", "type_summary", "forms", "timing",
             "rhythm", "replies", "mood", "voice", "orders", "utm")  # fmt: skip
    return SimpleNamespace(**dict.fromkeys(names), findings=findings)


def empty_project(folder: Path) -> FakeProject:
    return FakeProject(folder, Brief(name="Kohvik Kaja"))


def full_project(
    folder: Path, *, text: str = "Kas filterkohv või espresso? Vali pool!"
) -> FakeProject:
    posts = conform(
        pd.DataFrame(
            {
                "network": "instagram", "page": "kaja", "is_own": True, "post_id": ["a", "b"],
                "at": [1_790_000_000, 1_790_400_000], "form": "photo",
                "text": [text, "Как выбрать зерно: пять шагов"], "reactions": [41, 12],
                "comments": [7, None], "exported_at": 1_790_500_000, "source_file": "posts.csv",
                "source_row": [2, 3],
            }
        ),
        "posts",
    )  # fmt: skip
    assert set(posts.columns) == set(TABLES["posts"].columns)
    brief = Brief(
        name="Kohvik Käära · Кофейня «Уют»", business="coffee roastery", goods="freshly roasted "
        "coffee",
        market="EE", currency="EUR", owner="Mari Mägi", face="Mari", posts_per_week=2,
        target=Target(
            25, 44, "female", 40_000, languages=("et", "ru"), interest="coffee"
        ),
    )  # fmt: skip
    filed = {
        "network": Decision("network", {"network": "instagram"}, "Our customers show their cups "
        "there.",
                            "strategist", ("networks.instagram.p_best",), "f1", "2026-11-20"),
        "objectives": Decision("objectives", {"goals": [{"metric": "orders", "target": 120.0,
                               "by": "2027-02-28", "owner": "Mari Mägi"}]},
                               "The roaster has room for "
                               "it.", "strategist", (), "old", "2026-11-01"),
    }  # fmt: skip
    return FakeProject(folder, brief, {"posts": posts}, filed)


def full_analyses() -> SimpleNamespace:
    def one(key: str, value: object, unit: str, **more: object) -> Finding:
        return Finding(key, value, unit, sources=ROWS, method="Counted in these files.", **more)

    def unknown(key: str, unit: str) -> Finding:
        return Finding(
            key, None, unit, status="unknown", method="Too few comments with their authors."
        )

    findings = [
        one("audience.segment.core.people", 64, "people", n=412),
        one("audience.segment.core.share", 64 / 412, "share", n=412, low=0.124, high=0.193,
            numerator=64, denominator=412),
        one("audience.segment.fading.people", 120, "people", n=412),
        one("audience.segment.fading.share", 120 / 412, "share", n=412, low=0.249, high=0.337,
            numerator=120, denominator=412),
        one("content.types.provocation.posts", 11, "posts", n=41),
        one("content.types.provocation.median", 31.5, "engagements", n=11, low=20, high=44),
        one("content.types.provocation.verdict", "not_distinguishable", "label"),
        one("content.types.instruction.posts", 30, "posts", n=41),
        one("content.types.instruction.median", 12, "engagements", n=30, low=10, high=15),
        one("content.types.instruction.verdict", "worse", "label"),
        one("content.rhythm.instagram.kaja.posts_per_week", 2.4, "posts", n=41),
        one("content.rhythm.instagram.kaja.longest_gap_days", 19, "days", n=41),
        unknown("content.timing.hour", "hour"),
        one("dialogue.replies.comments", 318, "comments"),
        one("dialogue.replies.median_hours", 5.2, "hours", n=318, low=4.1, high=7.9),
        one("dialogue.replies.unanswered_share", 0.22, "share", n=318, low=0.18, high=0.27),
        one("dialogue.replies.within_hour", 0.11, "share", n=300),
        one("dialogue.replies.within_day", 0.63, "share", n=290),
        one("networks.caution.1", "Nobody counted the sellers.", "label"),
        *(
            one(f"networks.{name}.{part}", value, unit)
            for name, numbers in {"instagram": (0.41, 18_400, 0.71, 0.05),
                                  "facebook": (0.55, 17_900, 0.22, 0.31)}.items()
            for part, value, unit in zip(("reach", "potential", "p_best", "regret"), numbers,
                                         ("share", "people", "share", "share"), strict=True)
        ),
        one("money.orders.EUR.orders", 87, "orders"),
        one("money.orders.EUR.revenue", 3_215.4, "EUR"),
        one("money.orders.EUR.average_order_value", 36.96, "EUR", n=87, low=33.1, high=41.0),
        one("money.orders.EUR.customers", 70, "people"),
        one("money.orders.EUR.repeat_customers", 12, "people"),
    ]  # fmt: skip
    analyses = no_analyses(tuple(findings))
    analyses.segments = pd.DataFrame(
        {
            "segment": ["core", "fading"], "people": [64, 120], "share": [64 / 412, 120 / 412],
            "share_low": [0.124, 0.249], "share_high": [0.193, 0.337], "active_people": 412,
            "acts_share": [0.55, 0.12],
        }
    )  # fmt: skip
    analyses.types = pd.DataFrame(
        {"network": "instagram", "post_id": ["a", "b"], "type": ["provocation", "instruction"]}
    )
    return analyses


def client_of(
    brief: Brief, *found: Finding, language: Language = "en", **filed: Decision
) -> Material:
    """A client without tables, of whom the brief, some findings and some decisions are known."""
    project = FakeProject(Path("none"), brief, filed=filed)
    return gather(project, no_analyses(found), made_on=DAY, words=Words(language))  # type: ignore[arg-type]


def document_of(project: object, analyses: object) -> Document:
    material = gather(project, analyses, made_on=DAY, words=Words("en"))  # type: ignore[arg-type]
    return build_document(material)


def all_spans(document: Document) -> list[Span]:
    return [
        span
        for section in document.sections
        for block in section.blocks
        for run in runs_of(block)
        for span in run
    ]


def all_text(document: Document) -> str:
    return "".join(span.text for span in all_spans(document))
