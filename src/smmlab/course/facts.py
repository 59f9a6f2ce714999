"""The owner's letter: what no export can tell, kept as case.toml in the student's folder."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from smmlab.disk import on_disk, replace_file
from smmlab.errors import ProjectError
from smmlab.project import Project
from smmlab.texts import message
from smmlab.typed_fields import build, check_types

FACTS_FILE = "case.toml"


@dataclass(frozen=True)
class CaseFacts:
    """What the owner tells the student; money in the currency of the brief.

    Parameters
    ----------
    margin
        What is left of a price before the cost of marketing, as a share.
    ad_price_per_thousand
        What an advertiser would pay for a thousand views of a post.
    sponsored_posts_per_month
        How many such posts the page may carry.
    affiliate_share
        The part of an order that a neighbouring shop would pay for a recommendation.
    affiliate_orders_per_thousand
        Orders there of a thousand people reached.
    service_price
        Of one job that the company could do for others.
    service_jobs_per_month
        How many asked for it in a usual month.
    service_margin
        What is left of such a job, as a share.
    wanted_income
        What the student wants to have in hand of a month of work.
    taxes_share
        Of what is invoiced, the part that taxes and fixed costs take.
    working_hours
        Of a month, all of them.
    unpaid_share
        The part of these hours that nobody pays for.
    hours_for_client
        That this client's page takes a month.
    """

    margin: float
    ad_price_per_thousand: float
    sponsored_posts_per_month: int
    affiliate_share: float
    affiliate_orders_per_thousand: float
    service_price: float
    service_jobs_per_month: int
    service_margin: float
    wanted_income: float
    taxes_share: float
    working_hours: float
    unpaid_share: float
    hours_for_client: float

    def __post_init__(self) -> None:
        check_types(self)

    def as_dict(self) -> dict[str, Any]:
        """Return the facts as plain values."""
        return asdict(self)


def write_facts(folder: Path, facts: CaseFacts) -> Path:
    """Write case.toml into a student's folder and return its path."""
    path = folder / FACTS_FILE
    with on_disk():
        replace_file(path, tomlkit.dumps(facts.as_dict()).encode())
    return path


def read_facts(project: Project) -> CaseFacts:
    """Return the owner's letter of a student's folder.

    Raises
    ------
    ProjectError
        When the file is missing or damaged.
    """
    path = project.folder / FACTS_FILE
    try:
        plain = tomlkit.parse(path.read_text(encoding="utf-8")).unwrap()
        return build(CaseFacts, plain)
    except (OSError, UnicodeDecodeError, TOMLKitError, ProjectError) as problem:
        raise ProjectError(
            message(
                "The folder {folder} has no {name} that can be read: it is no folder of the "
                "course, or the file was changed. Ask your teacher for a fresh copy of {name}."
            ),
            {"folder": project.folder, "name": FACTS_FILE},
        ) from problem
