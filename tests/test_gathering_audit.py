"""The audit: what the rows show, what the strategist saw, and which of them holds."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmlab.errors import DataError
from smmlab.findings import Source
from smmlab.gathering.audit import COLUMNS, audit_place, summarise_audit, to_do
from smmlab.gathering.checklist import EFFECTS, ITEM, ITEMS, items_of
from smmlab.gathering.report import audit_findings
from smmlab.gathering.shown import NEWEST, RECENT_DAYS, STATES, shown_by_files
from smmlab.gathering.wording import evidence_phrase
from smmlab.schema import NETWORKS, conform
from smmlab.texts import Words

DAY = 86_400
ROWS = (Source("posts.csv", 2, 9, 8),)


def posts(*texts: str, network: str = "facebook", is_own: bool = True, days: int = 3) -> (
    pd.DataFrame
):  # fmt: skip
    frame = pd.DataFrame(
        {
            "network": network, "page": "Kohvik Kaja", "is_own": is_own,
            "post_id": [f"{network}{n}" for n in range(len(texts))],
            "at": [1_790_000_000 + n for n in range(len(texts))], "form": "text", "text": texts,
            "exported_at": 1_790_000_000 + len(texts) + days * DAY, "source_file": "posts.csv",
            "source_row": range(2, 2 + len(texts)),
        }
    )  # fmt: skip
    return conform(frame, "posts")


NOTHING = conform(pd.DataFrame(), "posts")


def row(audit: pd.DataFrame, item: str) -> pd.Series:
    return audit.set_index("item").loc[item]


def test_without_files_and_answers_everything_is_unknown() -> None:
    audit = audit_place("facebook", {}, posts=NOTHING)
    assert set(audit["state"]) == {"cannot_tell"}
    assert set(audit["by"]) == {"nobody"}
    assert list(audit.columns) == list(COLUMNS)
    assert audit["item"].tolist() == [item.key for item in items_of("facebook")]


def test_a_silent_place_is_not_alive_and_the_days_are_counted() -> None:
    for days, state in ((RECENT_DAYS, "yes"), (RECENT_DAYS + 1, "no")):
        found = shown_by_files("facebook", posts("Tere", days=days))["recent"]
        assert (found.state, found.count) == (state, days)


def test_only_own_posts_of_the_network_count() -> None:
    rival = posts("Telli https://pood.ee", is_own=False)
    other = posts("Telli https://pood.ee", network="telegram")
    assert shown_by_files("facebook", pd.concat([rival, other])) == {}


def test_a_post_with_one_bare_link_is_not_tagged() -> None:
    tagged = "https://kaja.ee/?utm_source=facebook&utm_medium=social"
    found = shown_by_files("facebook", posts(
        f"Uus {tagged}", f"Kaks {tagged} ja https://kaja.ee/menu", "Ilma lingita",
        "Meie https://www.instagram.com/kaja ja https://t.me/kaja ja https://bit.ly/abc",
    ))["tagged_posts"]  # fmt: skip
    assert (found.state, found.count, found.of) == ("no", 1, 2)
    whole = shown_by_files("facebook", posts(f"Uus {tagged}"))["tagged_posts"]
    assert (whole.state, whole.count, whole.of) == ("yes", 1, 1)
    assert "tagged_posts" not in shown_by_files("facebook", posts("vaata https://t.me/kaja"))
    for hidden in ("kaja.app.link/x1", "linkin.bio/kaja", "lnk.bio/kaja", "kaja.onelink.me/a"):
        assert "tagged_posts" not in shown_by_files("facebook", posts(f"vaata https://{hidden}"))


@pytest.mark.parametrize(
    "text",
    ["Kirjuta meile!", "Helista +372 5123 4567", "Link in bio", "Пишите в директ", "mari@kaja.ee",
     "Order by Friday", "Telli kook ette", "Ссылка в шапке профиля", "Laud kinni: [phone]",
     "Küsi [e-mail]", "Menüü: kohvik.ee"],
)  # fmt: skip
def test_ways_to_ask_are_seen_in_three_languages(text: str) -> None:
    found = shown_by_files("facebook", posts(text, *["Täna vihma sajab."] * 4))["ask_in_posts"]
    assert (found.state, found.count, found.of) == ("yes", 1, 5)


def test_talk_of_other_things_is_no_invitation() -> None:
    texts = ["In order to roast well, wait.", "14.02.2026 kell 10", "Hind 12,50 €", "Мы открылись",
             "Kohv on valmis."]  # fmt: skip
    found = shown_by_files("facebook", posts(*texts))["ask_in_posts"]
    assert (found.state, found.count) == ("no", 0)
    few = shown_by_files("facebook", posts(*texts[:4]))["ask_in_posts"]
    assert few.state == "cannot_tell"


def test_in_a_language_that_nobody_reads_a_lack_proves_nothing() -> None:
    bulgarian = "Заповядайте при нас тази вечер, очакваме ви с най-вкусните ястия и чаша вино"
    found = shown_by_files("facebook", posts(*[bulgarian] * 6))["ask_in_posts"]
    assert (found.state, found.count) == ("cannot_tell", 0)
    told = shown_by_files("facebook", posts(*[f"{bulgarian}: [phone]"] * 6))["ask_in_posts"]
    assert (told.state, told.count) == ("yes", 6)


def test_only_the_newest_posts_are_looked_at() -> None:
    old = ["Telli kohe: https://kaja.ee"] * 10
    found = shown_by_files("facebook", posts(*old, *["Täna vihma sajab."] * NEWEST))
    assert (found["ask_in_posts"].count, found["ask_in_posts"].of) == (0, NEWEST)


def test_languages_are_compared_with_the_target_group() -> None:
    estonian = ["Täna on meil uus kohv ja see on väga hea, tule ja proovi."] * 5
    russian = ["Сегодня у нас новый кофе, и он очень вкусный, приходите попробовать."]
    lacking = shown_by_files("facebook", posts(*estonian), languages=("et", "ru"))["language"]
    assert (lacking.state, lacking.names) == ("no", "ru")
    both = shown_by_files("facebook", posts(*estonian, *russian), languages=("et", "ru"))
    assert both["language"].state == "yes"
    # Latvian cannot be read here, so its absence proves nothing.
    unread = shown_by_files("facebook", posts(*estonian), languages=("et", "lv"))["language"]
    assert unread.state == "cannot_tell"
    assert "language" not in shown_by_files("facebook", posts(*estonian))


def test_a_post_called_advertising_needs_its_number() -> None:
    texts = ("Реклама. ООО «Кофе» erid: 2Vtz", "Реклама: скидка на зерно", "Реклама нам не нужна")
    found = shown_by_files("vkontakte", posts(*texts, network="vkontakte"))["ad_label"]
    assert (found.state, found.count, found.of) == ("no", 1, 2)
    audit = audit_place("vkontakte", {}, posts=posts(*texts, network="vkontakte"), market="RU")
    assert row(audit, "ad_label")["state"] == "no"
    abroad = audit_place("vkontakte", {}, posts=NOTHING, market="EE")
    assert "ad_label" not in set(abroad["item"])


def test_answers_of_the_page_are_counted_and_few_comments_tell_nothing() -> None:
    def told(comments: int, answered: int) -> tuple[str, int | None] | None:
        replies = pd.DataFrame(
            {"network": ["facebook"], "comments": [comments], "answered": [answered]}
        )
        found = shown_by_files("facebook", NOTHING, answers=replies).get("response")
        return found and (found.state, found.count)

    assert told(9, 9) is None
    assert told(10, 5) == ("yes", 5)
    assert told(10, 4) == ("cannot_tell", 4)
    assert told(10, 0) == ("cannot_tell", None)


def test_an_answer_holds_unless_rows_settle_it() -> None:
    own = posts("Tere", days=40)
    audit = audit_place("facebook", {"recent": "yes", "name": "yes", "face": "no"}, posts=own,
                        face="Mari")  # fmt: skip
    silent = row(audit, "recent")
    assert (silent["state"], silent["by"], silent["is_contradicted"]) == ("no", "files", True)
    name = row(audit, "name")
    assert (name["state"], name["by"], name["is_contradicted"]) == ("yes", "answer", False)
    assert name["names"] == "Kohvik Kaja"
    # The brief names a person, but whoever looked saw none.
    face = row(audit, "face")
    assert (face["state"], face["by"]) == ("no", "answer")
    agreed = audit_place("facebook", {"recent": "no"}, posts=own)
    assert not row(agreed, "recent")["is_contradicted"]


def test_cannot_tell_is_no_answer() -> None:
    audit = audit_place("facebook", {"face": "cannot_tell"}, posts=NOTHING, face="Mari")
    assert (row(audit, "face")["state"], row(audit, "face")["by"]) == ("yes", "brief")


def test_the_list_of_things_to_do_follows_the_effect() -> None:
    answers = {"cover": "no", "kind": "no", "contact": "yes", "avatar": "no"}
    left = to_do(audit_place("facebook", answers, posts=NOTHING))
    assert "contact" not in set(left["item"])
    assert left.loc[left["task"] == "fix", "item"].tolist() == ["kind", "avatar", "cover"]
    places = left["effect"].map(EFFECTS.index)
    assert places.is_monotonic_increasing
    assert set(left["task"]) == {"fix", "look"}


states = st.dictionaries(st.sampled_from(sorted(ITEM)), st.sampled_from(STATES))


@given(network=st.sampled_from(NETWORKS), answers=states)
def test_counts_add_up_and_nothing_is_guessed(network: str, answers: dict[str, str]) -> None:
    audit = audit_place(network, answers, posts=NOTHING)
    total = summarise_audit(audit).iloc[0]
    assert total["items"] == total["known"] + total["unknown"] == len(audit)
    assert total["known"] == total["stand"] + total["missing"]
    here = {item.key for item in items_of(network)}
    for state in ("yes", "no"):
        expected = sorted(k for k, v in answers.items() if v == state and k in here)
        assert sorted(audit.loc[audit["state"] == state, "item"]) == expected
    findings = {f.key: f for f in audit_findings(audit, sources=ROWS)}
    share = findings[f"gathering.{network}.done_share"]
    assert share.low is None
    if total["known"]:
        assert share.value == share.numerator / share.denominator == total["stand"] / total["known"]
    else:
        assert share.status == "unknown"
    assert findings[f"gathering.{network}.not_known"].value == total["unknown"]


def test_findings_say_who_told_and_carry_rows_only_when_counted() -> None:
    audit = audit_place("facebook", {"name": "yes"}, posts=posts("Tere"), face="Mari")
    found = {f.key.split(".")[-1]: f for f in audit_findings(audit, sources=ROWS)}
    assert (found["recent"].status, found["recent"].sources) == ("measured", ROWS)
    assert (found["recent"].value, found["recent"].numerator) == ("yes", 3)
    assert (found["name"].status, found["name"].sources) == ("estimated", ())
    assert (found["face"].status, found["pinned"].status) == ("estimated", "unknown")
    assert found["pinned"].value is None


def test_evidence_is_said_in_the_language() -> None:
    audit = audit_place("facebook", {}, posts=posts("Tere hommikust kõigile, uus kohv on siin."),
                        languages=("et",))  # fmt: skip
    names = Words("en").locale.languages
    told = [str(evidence_phrase(line, names)) for line in audit.to_dict("records")]
    assert "Languages among the newest posts: Estonian." in told
    assert "Days from the newest post to the export: 3." in told
    assert not any("{" in sentence for sentence in told)


def test_wrong_answers_are_told() -> None:
    for network, answers in (("orkut", {}), ("x", {"colour": "yes"}), ("x", {"name": "maybe"})):
        with pytest.raises(DataError):
            audit_place(network, answers, posts=NOTHING)


def test_items_are_ordered_by_effect_and_belong_to_known_networks() -> None:
    order = [EFFECTS.index(item.effect) for item in ITEMS]
    assert order == sorted(order)
    assert len({item.key for item in ITEMS}) == len(ITEMS)
    assert {network for item in ITEMS for network in item.networks} <= set(NETWORKS)
    for network in NETWORKS:
        assert 10 <= len(items_of(network)) <= len(ITEMS)
    # Keys that stand in decisions.toml of earlier projects are still items.
    assert {"name", "about", "pinned", "welcome", "contact", "rules", "link", "face"} <= set(ITEM)
