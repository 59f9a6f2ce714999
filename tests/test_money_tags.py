"""A link is built as the scheme says and read back the same; what is wrong is named once."""

from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.errors import DataError
from smmlab.money.tags import (
    PROBLEM_LABELS,
    PROBLEMS,
    WHAT_TO_DO,
    near_tag,
    read_tags,
    tag_link,
)
from smmlab.texts import Words
from smmlab.utm_scheme import NamedCampaign, UtmScheme

SCHEME = UtmScheme(site="kohvik.ee", campaigns=(NamedCampaign("joulukink"),))
GOOD = "utm_source=facebook&utm_medium=social&utm_campaign=joulukink"


def tagged(url: str, **more: str) -> str:
    asked = {"network": "facebook", "campaign": "joulukink", "content": "medal-1204"} | more
    return tag_link(url, SCHEME, **asked).url


def notes(url: str, **more: str) -> list[str]:
    asked = {"network": "facebook", "campaign": "joulukink"} | more
    made = tag_link(url, SCHEME, **asked)
    return [Words("en").say(note.text, **note.values) for note in made.notes]


def problems(query: str, scheme: UtmScheme | None = SCHEME) -> list[str]:
    return [fault.problem for fault in read_tags(f"https://kohvik.ee/{query}", scheme).faults]


WORDS = st.text("abcXYZ0189-._~õж %&=+;#?/", max_size=8)
QUERIES = st.lists(
    st.tuples(st.sampled_from(["a", "id", "q[]", "utm_source", "UTM_Medium", "utm_id"]), WORDS),
    max_size=4,
)


@st.composite
def addresses(draw: st.DrawFn) -> str:
    host = draw(st.sampled_from(["kohvik.ee", "www.kohvik.ee", "pood.kohvik.ee", "jõhvi.ee",
                                 "xn--jhvi-mra.ee", "кофе.рф", "1.2.3.4"]))  # fmt: skip
    port = draw(st.sampled_from(["", ":8080"]))
    path = "/".join(quote(part, safe="õж+;") for part in draw(st.lists(WORDS, max_size=3)))
    query = "&".join(f"{name}={quote(value, safe='õ;')}" for name, value in draw(QUERIES))
    fragment = quote(draw(WORDS), safe="?=&/")
    return f"https://{host}{port}/{path}" + (f"?{query}" if query else "") + (
        f"#{fragment}" if fragment else ""
    )  # fmt: skip


NAMES = st.from_regex(r"[a-z0-9]([a-z0-9._-]{0,8}[a-z])?", fullmatch=True).filter(
    lambda name: "--" not in name
)


@given(
    addresses(),
    st.sampled_from([*SCHEME.sources]),
    st.sampled_from(SCHEME.media),
    st.sampled_from(["joulukink", "2026-12"]),
    NAMES,
)
@settings(deadline=None)
def test_what_is_built_is_read_back_and_building_again_changes_nothing(
    url: str, network: str, medium: str, campaign: str, content: str
) -> None:
    made = tag_link(url, SCHEME, network=network, medium=medium, campaign=campaign, content=content)
    read = read_tags(made.url, SCHEME)
    assert dict(read.tags) == dict(made.tags)
    assert read.faults == ()
    again = tag_link(
        made.url, SCHEME, network=network, medium=medium, campaign=campaign, content=content
    )
    assert again.url == made.url
    before, after = urlsplit(url), urlsplit(made.url)
    assert (after.scheme, after.netloc, after.path) == (before.scheme, before.netloc, before.path)
    own = [p for p in parse_qsl(before.query, keep_blank_values=True)
           if not p[0].lower().startswith("utm_")]  # fmt: skip
    kept = parse_qsl(after.query, keep_blank_values=True)
    assert kept == [*own, *made.tags.items()]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://kohvik.ee", "https://kohvik.ee/?T"),
        ("kohvik.ee", "https://kohvik.ee/?T"),
        ("//kohvik.ee/a", "https://kohvik.ee/a?T"),
        ("kohvik.ee:8080/a", "https://kohvik.ee:8080/a?T"),
        (" HTTP://Kohvik.ee/A ", "http://Kohvik.ee/A?T"),
        ("https://kohvik.ee/?a=1", "https://kohvik.ee/?a=1&T"),
        ("https://kohvik.ee/?a=1#b", "https://kohvik.ee/?a=1&T#b"),
        ("https://kohvik.ee/?a=1;b=2", "https://kohvik.ee/?a=1;b=2&T"),
        ("https://kohvik.ee/?q=a%2Bb&q=c", "https://kohvik.ee/?q=a%2Bb&q=c&T"),
        ("https://kohvik.ee/?utm_source=x&a=1&UTM_id=3", "https://kohvik.ee/?a=1&T"),
        ("https://kohvik.ee/?a=1&amp;utm_source=x", "https://kohvik.ee/?a=1&T"),
        ("https://kohvik.ee/#utm_source=x", "https://kohvik.ee/?T"),
        ("https://kohvik.ee/#/menu?utm_source=x&a=1", "https://kohvik.ee/?T#/menu?a=1"),
        ("https://kohvik.ee/#/menu?utm_source=x", "https://kohvik.ee/?T#/menu"),
        ("https://kohvik.ee/a b", "https://kohvik.ee/a%20b?T"),
        ("https://jõhvi.ee/õ", "https://jõhvi.ee/õ?T"),
    ],
)
def test_an_address_keeps_what_is_its_own(url: str, expected: str) -> None:
    assert tagged(url) == expected.replace("T", f"{GOOD}&utm_content=medal-1204")


@pytest.mark.parametrize(
    "url",
    ["", "javascript:alert(1)", "data:text/html,x", "mailto:mari@example.ee", "ftp://kohvik.ee/",
     "https://", "https:///pood", "/pood", "kohvik", "https://kohvik", "https://koh\x00vik.ee/",
     "https://kohvik.ee/\u202epood", "https://kohvik.ee:port/", "https://[::1/",
     "https://user:secret@kohvik.ee/", "https://" + "õ" * 80 + ".ee/", "JaVaScRiPt://kohvik.ee/x"],
)  # fmt: skip
def test_what_is_no_web_page_is_refused(url: str) -> None:
    with pytest.raises(DataError) as refused:
        tagged(url)
    assert "mari@" not in str(refused.value)
    assert "secret" not in str(refused.value)


def test_what_was_folded_or_replaced_is_noted() -> None:
    assert notes(f"https://kohvik.ee/?{GOOD}", campaign="Jõulukink") == [
        "Jõulukink was written as joulukink, because tags have one spelling only.",
        "Older tags in the address were replaced.",
    ]
    assert notes("https://kohvik.ee/", content="Реклама 1")[0].startswith("Реклама 1 was written")
    assert notes("https://kohvik.ee/") == []
    assert "leads to blog.ee, not to kohvik.ee" in notes("https://www.blog.ee/")[0]
    assert notes("https://pood.kohvik.ee/") == []
    assert "leads to" in notes("https://notkohvik.ee/")[0]
    assert notes("kohvik.ee") == ["https:// was put before the address."]
    assert "e-mail address" in notes("https://kohvik.ee/?to=mari%40example.ee")[0]


@pytest.mark.parametrize("value", ["Mari@Example.ee", "+372 5123 4567", "mari%40example.ee"])
def test_folding_does_not_hide_a_person(value: str) -> None:
    with pytest.raises(DataError, match="personal data") as refused:
        tagged("https://kohvik.ee/", content=value)
    assert value not in str(refused.value)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (f"?{GOOD}", []),
        ("", ["no_tags"]),
        ("?a=1&utm_id=4", ["no_tags"]),
        ("?utm_source=", ["no_tags"]),
        (f"#{GOOD}", ["after_hash"]),
        (f"#/menu?{GOOD}", ["after_hash"]),
        ("?utm_source=facebook", ["missing_tag", "missing_tag"]),
        (f"?{GOOD}&utm_source=x", ["repeated"]),
        (f"?{GOOD.replace('facebook', 'Facebook')}", ["mixed_case"]),
        (f"?{GOOD.replace('utm_source', 'UTM_Source')}", ["mixed_case"]),
        (f"?{GOOD}&utm_content=a%20b", ["blank"]),
        (f"?{GOOD}&utm_content=a+b", ["blank"]),
        (f"?{GOOD}&utm_content=a%00b", ["control"]),
        (f"?{GOOD}&utm_content=a%2520b", ["encoded_twice"]),
        (f"?{GOOD}&utm_content={'x' * 200}", []),
        (f"?{GOOD}&utm_content={'x' * 201}", ["too_long"]),
        (f"?{GOOD}&utm_content={'x' * 10_000}", ["too_long"]),
        (f"?{GOOD}&utm_content=k%C3%B5rv", ["not_plain"]),
        (f"?{GOOD.replace('&', '&amp;')}", ["entity", "entity"]),
        (f"?{GOOD.replace('&', ';')}", ["missing_tag", "missing_tag", "unknown_source",
                                        "not_plain"]),
        (f"?{GOOD}&utm_content=mari%40example.ee", ["personal"]),
        (f"?{GOOD}&utm_content=mari%2540example.ee", ["personal"]),
        (f"?{GOOD}&utm_term=%2B37251234567", ["personal"]),
        (f"?{GOOD.replace('social', 'messenger')}", ["unknown_medium"]),
        (f"?{GOOD.replace('facebook', 'fb')}", ["unknown_source"]),
        (f"?{GOOD.replace('joulukink', 'kevad')}", ["unknown_campaign"]),
    ],
)  # fmt: skip
def test_each_fault_is_named_once(query: str, expected: list[str]) -> None:
    assert problems(query) == expected


def test_without_a_scheme_only_the_writing_is_judged() -> None:
    assert problems("?utm_source=q&utm_medium=w&utm_campaign=e", None) == []
    assert problems("?utm_source=Q&utm_medium=w&utm_campaign=e", None) == ["mixed_case"]


def test_the_first_of_repeated_tags_counts_and_is_decoded_once() -> None:
    read = read_tags("https://k.ee/?utm_source=A%2541&UTM_SOURCE=b&utm_medium=%C3%95")
    assert dict(read.tags) == {"utm_source": "a%41", "utm_medium": "õ"}
    assert read_tags("https://k.ee/?utm_source=" + "x" * 900).tags["utm_source"] == "x" * 200


def test_a_person_is_nowhere_in_what_is_read() -> None:
    for value in ("mari%40example.ee", "mari@example.ee", "mari%2540example.ee", "%2B37251234567"):
        told = str(read_tags(f"https://k.ee/?{GOOD}&utm_content=Mari+{value}", SCHEME))
        assert "example.ee" not in told
        assert "51234567" not in told


@pytest.mark.parametrize("url", ["", "https://[::1/x", "javascript:x", "mailto:a@b.ee", "a:b:c"])
def test_what_is_no_address_is_said_to_be_none(url: str) -> None:
    assert [fault.problem for fault in read_tags(url).faults] == ["bad_address"]


@given(st.text(max_size=80))
@settings(deadline=None)
def test_reading_never_fails(text: str) -> None:
    for url in (text, f"https://k.ee/?{text}", f"https://k.ee/?utm_source={text}"):
        read = read_tags(url, SCHEME)
        assert all(fault.problem in PROBLEMS for fault in read.faults)
        order = [PROBLEMS.index(fault.problem) for fault in read.faults]
        assert order == sorted(order)


@pytest.mark.parametrize(
    ("value", "meant"),
    [("Face-Book", "facebook"), ("facebok", "facebook"), ("instagramm", "instagram"), ("fb", ""),
     ("x", ""), ("paidsocial", "paid_social"), ("Paid Social", "paid_social"), ("ёлка", "")],
)  # fmt: skip
def test_what_is_near_is_offered(value: str, meant: str) -> None:
    assert near_tag(value, ("facebook", "instagram", "paid_social")) == meant


def test_every_problem_has_a_name_and_an_advice() -> None:
    assert set(PROBLEMS) == set(PROBLEM_LABELS) == set(WHAT_TO_DO)
