"""Leads count only where the network says that they are leads."""

import pandas as pd
import pytest

from smmlab.errors import DataError
from smmlab.money.counted_leads import count_leads
from smmlab.schema import conform


@pytest.mark.parametrize(
    ("kind", "is_lead"),
    [("actions:lead", True), ("actions:onsite_conversion.lead_grouped", True), ("Leads", True),
     ("Лид", True), ("Заявки", True), ("müügipäringud", True), ("actions:link_click", False),
     ("thought leadership", False), ("Сообщения", False), (None, False)],
)  # fmt: skip
def test_the_kind_of_result_must_say_so(kind: str | None, is_lead: bool) -> None:
    ads = conform(pd.DataFrame({"network": ["facebook"], "campaign": "Spring", "results": 4.0,
                                "result_kind": kind, "from_day": "2026-03-01",
                                "to_day": "2026-03-31"}), "ads")  # fmt: skip
    found = count_leads(conform(pd.DataFrame(), "daily"), ads)
    assert found["leads"].tolist() == ([4.0] if is_lead else [])
    assert found["campaign"].tolist() == (["spring"] if is_lead else [])


def test_pages_have_leads_of_both_sides() -> None:
    daily = conform(pd.DataFrame({"network": "tiktok", "metric": ["leads", "views", "leads"],
                                  "day": ["2026-03-01", "2026-03-01", "2026-03-02"],
                                  "value": [2.0, 900.0, None]}), "daily")  # fmt: skip
    found = count_leads(daily, conform(pd.DataFrame(), "ads"))
    assert found[["network", "day", "to_day", "leads"]].to_numpy().tolist() == [
        ["tiktok", "2026-03-01", "2026-03-01", 2.0]
    ]
    assert found[["campaign", "is_paid"]].isna().all(axis=None)
    with pytest.raises(DataError, match="metric"):
        count_leads(daily.drop(columns="metric"), conform(pd.DataFrame(), "ads"))
