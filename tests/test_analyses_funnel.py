"""From a project to its funnel: what the brief says of key events counts."""

from dataclasses import replace

from smmlab.analyses.funnel import funnel_room
from smmlab.analyses.rooms import Tables
from smmlab.project import Project


def test_key_events_are_a_step_when_the_brief_calls_them_enquiries(cafe_copy: Project) -> None:
    keys = {one.key: one for one in funnel_room(Tables(cafe_copy)).findings}
    start = "money.funnel.network.instagram"
    assert f"{start}.key_events" in keys
    assert f"{start}.enquiry_rate" not in keys
    cafe_copy.save_brief(replace(cafe_copy.brief, key_events="enquiries"))
    said = {one.key: one for one in funnel_room(Tables(cafe_copy)).findings}
    assert f"{start}.key_events" not in said
    rate = said[f"{start}.enquiry_rate"]
    assert (rate.numerator, rate.denominator) == (
        keys[f"{start}.key_events"].value, keys[f"{start}.sessions"].value
    )  # fmt: skip
