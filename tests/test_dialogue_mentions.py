"""The brand is found on other pages by its spelling, in three languages, and counted by page."""

import pandas as pd
import pytest

from mood_cases import DAY, START
from smmlab.dialogue.brand_names import find_names
from smmlab.dialogue.mentions import find_mentions, mention_findings
from smmlab.errors import DataError

NAMES = ["Kohvik Kaja", "Кофейня Уют"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eile käisime Kohvik Kajas", "Kohvik Kaja"),
        ("KOHVIK KAJA on parim", "Kohvik Kaja"),
        ("kohvik «Kaja» ja teised", "Kohvik Kaja"),
        ("Kohvikust Kaja ma ei räägi", "Kohvik Kaja"),
        ("Лучший кофе в Кофейне «Уют»!", "Кофейня Уют"),
        ("в кофейню Уют больше ни ногой", "Кофейня Уют"),
        ("eile Kajas oli järjekord", "Kaja"),
        ("vaata @kohvikkaja", "@kohvikkaja"),
        ("https://instagram.com/kohvikkaja", "@kohvikkaja"),
        ("kohvikkaja kook", "@kohvikkaja"),
        ("@kaj on lahe", "@kaj"),
    ],
)
def test_names_are_found_with_their_endings(text: str, expected: str) -> None:
    assert find_names([text], NAMES, handles=["kohvikkaja", "@kaj"]).tolist() == [expected]


@pytest.mark.parametrize(
    "text",
    # A name of three letters is too short to stand alone.
    ["Были вчера в Уюте", "kaja metsas", "Kaja", "Hea kohvik", "eile Kohvikus", "kohvikkajakas",
     "kajaka pesa", "@kohvikkaja2", "@kohvikkaja.tartu", "kaj", ""],
)  # fmt: skip
def test_what_only_looks_alike_is_not(text: str) -> None:
    assert find_names([text], NAMES, handles=["kohvikkaja", "kaj"]).isna().all()


def test_missing_texts_and_no_names_find_nothing_and_the_index_stays() -> None:
    texts = pd.Series(["Kohvik Kaja", None], index=[7, 3], dtype="str")
    found = find_names(texts, NAMES)
    assert found.index.tolist() == [7, 3]
    assert found.notna().tolist() == [True, False]
    assert find_names(texts, ["", "«»"]).isna().all()
    assert find_names(["C++ (beta)"], ["C++"]).tolist() == ["C++"]


def posts() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "network": "telegram", "page": ["Linn", "Linn", "Turg", "kohvikkaja"],
            "is_own": [False, False, False, True], "post_id": ["1", "2", "3", "9"],
            "at": pd.array([START, START + 90 * DAY, START + 91 * DAY, START], dtype="Int64"),
            "text": ["Uus kohvik avati", "Kohvik Kaja on suurepärane", None, "Kohvik Kaja"],
        }
    )  # fmt: skip


def acts(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Comments: post, person, text."""
    return pd.DataFrame(
        {
            "network": "telegram", "interaction_id": [f"c{n}" for n in range(len(rows))],
            "post_id": [post for post, _, _ in rows], "person": [who for _, who, _ in rows],
            "kind": "comment",
            "at": pd.array([START + 91 * DAY + n for n in range(len(rows))], dtype="Int64"),
            "text": [text for _, _, text in rows], "by_page": False,
        }
    ).astype(dict.fromkeys(("text", "person", "post_id", "interaction_id"), "str"))  # fmt: skip


BAD = "Kohvik Kaja on kohutav, keegi ei vasta"


def test_mentions_are_found_on_other_pages_only_the_angriest_first() -> None:
    talk = acts(("1", "a", "Tore"), ("3", "b", BAD), ("9", "c", BAD), ("3", "d", "Kohvik Kaja?"))
    found = find_mentions(posts(), talk, name="Kohvik Kaja")
    assert found.rows["interaction_id"].iloc[0] == "c1"
    assert bool(found.rows["negative"].iloc[0])
    assert sorted(zip(found.rows["where"], found.rows["post_id"], strict=True)) == [
        ("comment", "3"), ("comment", "3"), ("post", "2"),
    ]  # fmt: skip
    assert (found.looked_pages, found.looked_posts, found.looked_comments) == (2, 2, 3)


def test_pages_are_counted_and_new_ones_are_told() -> None:
    talk = acts(("1", "a", "Kohvik Kaja"), *(("3", f"p{n}", BAD) for n in range(12)))
    talk["at"] = talk["at"].where(talk["post_id"] != "1", START)
    found = find_mentions(posts(), talk, name="Kohvik Kaja")
    pages = found.pages.set_index("page")
    assert pages["mentions"].to_dict() == {"Turg": 12, "Linn": 2}
    assert pages["posts"].to_dict() == {"Turg": 0, "Linn": 1}
    assert pages["is_new"].to_dict() == {"Turg": True, "Linn": False}
    assert pages.loc["Turg", "people"] == 12
    assert pages.loc["Turg", "mood"] < 0
    assert pd.isna(pages.loc["Linn", "mood"])
    assert pd.isna(pages.loc["Linn", "people"]), "fewer than ten people are not counted aloud"
    assert pages.loc["Linn", "first"] == "2026-01-01"
    keys = {f.key: f for f in mention_findings(found, sources=())}
    assert keys["dialogue.mentions.count"].value == 14
    assert keys["dialogue.mentions.pages"].value == 2
    assert keys["dialogue.mentions.new_pages"].value == 1
    assert keys["dialogue.mentions.mood"].n == 14


def test_further_names_are_searched_and_the_page_itself_is_not_asked() -> None:
    talk = acts(("1", "a", "Mari teeb parimat kooki"), ("1", "b", BAD))
    talk["by_page"] = [False, True]
    assert find_mentions(posts(), talk, name="Kohvik Kaja").rows["where"].tolist() == ["post"]
    found = find_mentions(posts(), talk, name="Kohvik Kaja", names=["Mari"])
    assert set(found.rows["name"]) == {"Mari", "Kohvik Kaja"}


def test_without_other_pages_nothing_is_known() -> None:
    own = posts()[lambda rows: rows["is_own"]]
    for here in (own, own.head(0)):
        found = find_mentions(here, acts(("9", "a", BAD)), name="Kohvik Kaja")
        assert found.rows.empty
        assert found.pages.empty
        (finding,) = mention_findings(found, sources=())
        assert finding.status == "unknown"
    nobody = find_mentions(posts().head(1), acts(), name="Kohvik Kaja")
    assert {f.key: f.value for f in mention_findings(nobody, sources=())} == {
        "dialogue.mentions.count": 0, "dialogue.mentions.pages": 0,
        "dialogue.mentions.new_pages": 0,
    }  # fmt: skip


def test_alarms_watch_the_mentions_too() -> None:
    calm = [("3", f"{day}/{n}", "Kohvik Kaja") for day in range(30) for n in range(25)]
    talk = acts(*calm)
    talk["at"] = pd.array([START + (n // 25) * DAY + n for n in range(len(calm))], dtype="Int64")
    talk.loc[talk.index[-25:], "text"] = BAD
    watch = find_mentions(posts(), talk, name="Kohvik Kaja").watch
    assert watch.periods.loc[watch.periods["alarm"], "starts"].tolist() == ["2026-01-30"]


def test_missing_columns_are_named() -> None:
    with pytest.raises(DataError, match="is_own"):
        find_mentions(posts().drop(columns="is_own"), acts(), name="Kaja")
    with pytest.raises(DataError, match="by_page"):
        find_mentions(posts(), acts().drop(columns="by_page"), name="Kaja")
