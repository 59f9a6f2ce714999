"""What to do on Monday: in order, with hours, a person and what it rests on."""

from dataclasses import replace

import pandas as pd
import pytest

from smmlab.decisions import Decision
from smmlab.findings import Finding
from smmlab.gathering.checklist import ITEM
from smmlab.strategy.document import plain
from smmlab.strategy.monday import hours_of, monday_tasks, rests_on, tasks_table, who_does
from smmlab.strategy.statements import Pen
from smmlab.strategy.strongest import choose, tell
from smmlab.texts import Words
from strategy_told_cases import (
    count,
    empty_material,
    full_material,
    many_topics,
    material_of,
    share,
    with_brief,
)

WAITING = (
    count("dialogue.open.questions", 7, "comments"),
    count("dialogue.open.complaints", 2, "comments"),
)


def pen() -> Pen:
    return Pen(Words("en"))


def told(material: object, **more: object) -> list[str]:
    tasks = monday_tasks(material, pen(), **more)  # type: ignore[arg-type]
    return [plain(one.advice.spans) for one in tasks]


def test_people_who_wait_come_first_and_only_when_somebody_waits() -> None:
    first = told(material_of(*WAITING))[0]
    assert first == "Answer what waited when the files ended: questions (7), complaints (2)."
    nobody = [count(one.key, 0, "comments") for one in WAITING]
    assert not any("waited" in one for one in told(material_of(*nobody)))
    assert not any("waited" in one for one in told(material_of(WAITING[0])))


def test_the_goals_are_asked_for_where_nobody_has_set_them() -> None:
    assert any(one.startswith("Set one goal") for one in told(empty_material()))
    assert not any(one.startswith("Set one goal") for one in told(full_material()))
    assert not any("Set one goal" in one for one in told(empty_material(), with_asking=False))


def test_strong_findings_bring_their_advice_in_their_order() -> None:
    material, writer = material_of(*many_topics()), pen()
    strong = [tell(one, writer) for one in choose(material, most=3)]
    tasks = monday_tasks(material, writer, strong=strong)
    assert [one.advice for one in tasks[:3]] == [one.advice for one in strong]
    by = {one.topic: task.who for one, task in zip(strong, tasks, strict=False)}
    assert by["money"] == "owner"
    assert by["audience"] == "face"


@pytest.mark.parametrize("most", [0, 1, 2])
def test_never_more_than_there_is_room_for(most: int) -> None:
    material = material_of(*WAITING)
    assert told(material, most=most) == told(material)[:most]


def test_the_hours_are_those_of_the_tasks() -> None:
    writer = pen()
    tasks = monday_tasks(material_of(*WAITING), writer)
    cells = [plain(row[1]) for row in tasks_table(material_of(*WAITING), writer, tasks).rows]
    found = hours_of(tasks)
    assert found.value == sum(map(float, cells))
    assert (found.n, found.status) == (len(cells), "estimated")


def test_who_does_it_is_the_face_then_the_owner_else_a_gap_to_fill() -> None:
    material, writer = material_of(*WAITING), pen()
    answering = monday_tasks(material, writer)[0]
    assert plain(who_does(material, writer, answering)) == "Mari"
    assert plain(who_does(with_brief(material, face=""), writer, answering)) == "Mari Mägi"
    nobody = with_brief(material, face="", owner="")
    assert who_does(nobody, writer, answering) == ()
    assert plain(tasks_table(nobody, writer, [answering]).rows[0][2]) == "……"


def test_a_task_rests_on_a_mark_or_says_that_it_is_a_judgement() -> None:
    writer = pen()
    first, *_between, last = monday_tasks(material_of(*WAITING), writer)
    assert [span.mark for span in rests_on(writer, first) if span.mark] == ["e1", "e2"]
    assert plain(rests_on(writer, last)) == "judgement"


def audit_of(*points: tuple[str, str, str]) -> pd.DataFrame:
    """Points of the checklist: network, item, state."""
    rows = [{"network": network, "item": item, "state": state, "effect": "large", "fix": "Do it."}
            for network, item, state in points]  # fmt: skip
    return pd.DataFrame(rows)


def test_what_is_missing_on_the_chosen_network_is_fixed_first() -> None:
    audit = audit_of(
        ("instagram", "name", "no"),
        ("facebook", "face", "no"),
        ("instagram", "link", "yes"),
        ("instagram", "cover", "cannot_tell"),
    )
    fixes = [one for one in told(material_of(place_audit=audit)) if "Insta" in one]
    assert fixes == [f"{ITEM['name'].fix} Where: Instagram."]
    assert not any("Facebook" in one for one in told(material_of(place_audit=audit)))
    # Nothing is fixed where nothing is known to be missing.
    known = audit_of(("instagram", "name", "yes"), ("instagram", "cover", "cannot_tell"))
    assert not any(
        one.endswith("Where: Instagram.") for one in told(material_of(place_audit=known))
    )
    assert not any(one.endswith("Where: Instagram.") for one in told(material_of()))


def test_at_most_three_fixes_and_one_line_for_what_several_networks_lack() -> None:
    items = ("name", "face", "link", "cover")
    audit = audit_of(*(("instagram", item, "no") for item in items))
    assert (
        sum(one.endswith("Where: Instagram.") for one in told(material_of(place_audit=audit))) == 3
    )
    both = audit_of(("facebook", "name", "no"), ("tiktok", "name", "no"))
    assert any(
        one.endswith("Where: Facebook and TikTok.") for one in told(material_of(place_audit=both))
    )


@pytest.mark.parametrize(("days", "is_export_old"), [(61, True), (60, False)])
def test_a_long_silence_may_be_an_old_export(days: int, *, is_export_old: bool) -> None:
    silent = Finding("gathering.instagram.recent", "no", "label", numerator=days, method="Counted.")
    audit = audit_of(("instagram", "recent", "no"))
    line = next(one for one in told(material_of(silent, place_audit=audit)) if "Instagram" in one)
    assert ("Export the posts once more" in line) == is_export_old
    assert (f"{days} days older" in line) == is_export_old


def test_each_silent_page_is_told_with_its_own_days() -> None:
    silent = [
        Finding(f"gathering.{network}.recent", "no", "label", numerator=days, method="Counted.")
        for network, days in (("facebook", 592), ("tiktok", 332))
    ]
    audit = audit_of(("facebook", "recent", "no"), ("tiktok", "recent", "no"))
    lines = [one for one in told(material_of(*silent, place_audit=audit)) if "older than" in one]
    assert [line.split(" older")[0] for line in lines] == [
        "Facebook: the newest post in these files is 592 days",
        "TikTok: the newest post in these files is 332 days",
    ]


def test_while_two_networks_are_tried_only_their_pages_are_mended() -> None:
    material = material_of(
        place_audit=audit_of(("facebook", "name", "no"), ("instagram", "face", "no"))
    )
    chosen = Decision("network", {"network": "", "contenders": ["youtube", "instagram"]})
    tried = replace(material, decisions={**material.decisions, "network": chosen})
    fixes = [one for one in told(tried) if "Where: " in one]
    assert fixes == [f"{ITEM['face'].fix} Where: Instagram."]


def test_tags_are_asked_for_once() -> None:
    audit = audit_of(("instagram", "tagged_posts", "no"))
    material = material_of(share("money.links.good_share", 0, 60, 0, 0.06), place_audit=audit)
    writer = pen()
    strong = [tell(one, writer) for one in choose(material)]
    assert [one.candidate.finding.key for one in strong] == ["money.links.good_share"]
    fix = f"{ITEM['tagged_posts'].fix} Where: Instagram."
    assert fix in told(material)
    assert fix not in told(material, strong=strong)
    assert any("one scheme of tags" in one for one in told(material, strong=strong))


def test_missing_exports_are_asked_for_by_name_and_only_the_missing_ones() -> None:
    last = told(material_of())[-1]
    assert last == (
        "Export what is missing, beginning with: comments and reactions, audience totals and "
        "daily figures."
    )
    # Posts are in the files of this client.
    assert "posts" not in last
    material = material_of()
    known = tuple(replace(one, rows=count(one.name, 5, "rows")) for one in material.tables)
    assert not any(one.startswith("Export") for one in told(replace(material, tables=known)))


def test_nobody_is_sent_to_look_where_everything_is_known() -> None:
    audit = audit_of(("instagram", "name", "yes"))
    nothing_open = count("gathering.instagram.not_known", 0, "items")
    for material in (material_of(nothing_open, place_audit=audit), material_of(place_audit=audit)):
        assert not any("stranger" in one for one in told(material))


def test_an_open_point_is_counted_in_words_that_fit() -> None:
    audit = pd.DataFrame(
        {"network": ["instagram"], "item": ["name"], "state": "cannot_tell", "effect": "must",
         "fix": "Fix it."}
    )  # fmt: skip

    def line(left: int) -> str:
        found = count("gathering.instagram.not_known", left, "items")
        return next(one for one in told(material_of(found, place_audit=audit)) if "stranger" in one)

    assert line(1).endswith("1 point is open.")
    assert line(3).endswith("3 points are open.")
