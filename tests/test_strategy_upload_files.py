"""Uploads keep the columns of each tool, carry no guard, and tell what they leave out."""

import csv
import io
from dataclasses import replace

from smmlab.strategy.post_briefs import PostBrief
from smmlab.strategy.upload_files import (
    BUFFER_COLUMNS,
    METRICOOL_COLUMNS,
    buffer_csv,
    hootsuite_csv,
    metricool_csv,
    upload_files,
)
from smmlab.texts import Words
from smmlab.utm_scheme import UtmScheme
from test_strategy_post_briefs import briefs

EN = Words("en")
ONE = briefs(scheme=UtmScheme(site="kohvik.ee"))[0]
TEXT = replace(ONE, network="facebook", form="photo", text="=1+1\n\u202ekook, “tea”")


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def posts(*pairs: tuple[str, str]) -> tuple[PostBrief, ...]:
    return tuple(replace(TEXT, network=network, form=form) for network, form in pairs)


def test_buffer_has_its_header_and_the_time_as_it_is_read() -> None:
    made = buffer_csv([TEXT], words=EN)
    head, row = rows(made.data)
    assert tuple(head) == BUFFER_COLUMNS == ("Text", "Image URL", "Tags", "Posting Time")
    assert row[3] == f"{TEXT.day.isoformat()} {TEXT.hour:02d}:00"
    assert row[0] == f"[DRAFT, replace this text] =1+1 kook, “tea” {TEXT.link}"


def test_hootsuite_has_no_header_no_mark_and_at_most_350_rows() -> None:
    made = hootsuite_csv([TEXT], words=EN)
    assert not made.data.startswith(b"\xef\xbb\xbf")
    [[when, text, link]] = rows(made.data)
    assert when == f"{TEXT.day.strftime('%m/%d/%Y')} {TEXT.hour:02d}:00"
    assert link == TEXT.link
    assert link not in text
    many = [replace(TEXT, number=number) for number in range(351)]
    full = hootsuite_csv(many, words=EN)
    assert (len(rows(full.data)), len(full.left_out)) == (350, 1)


def test_metricool_rows_are_drafts_of_one_network() -> None:
    made = metricool_csv(posts(("instagram", "short"), ("x", "text")), words=EN)
    head, first, second = rows(made.data)
    assert tuple(head) == METRICOOL_COLUMNS
    reel, tweet = (dict(zip(head, row, strict=True)) for row in (first, second))
    assert (reel["Instagram"], reel["Twitter/X"], reel["Draft"]) == ("TRUE", "FALSE", "TRUE")
    assert reel["Instagram Post Type"] == "REEL"
    assert tweet["Twitter/X"] == "TRUE"
    assert reel["Time"] == f"{TEXT.hour:02d}:00:00"


def test_what_a_tool_does_not_take_is_left_out_with_the_reason() -> None:
    odd = posts(("facebook", "video"), ("vkontakte", "photo"), ("instagram", "photo"))
    assert [why for _, why in hootsuite_csv(odd, words=EN).left_out] == [
        "the file takes no video: add it by hand",
        "the tool does not post to this network",
        "this network wants a picture or video, which the file does not carry",
    ]
    files = upload_files(odd, words=EN)
    assert "uploads/buffer-instagram.csv" in files
    assert "uploads/buffer-vkontakte.csv" not in files
    notes = files["uploads/notes.txt"].decode("utf-8-sig")
    assert notes.count("the tool does not post to this network") == 3


def test_a_poll_is_no_text_and_no_video() -> None:
    for write, network in ((buffer_csv, "youtube"), (hootsuite_csv, "facebook")):
        made = write(posts((network, "poll")), words=EN)
        assert made.taken == ()
        assert [why for _, why in made.left_out] == ["the file takes no poll: add it by hand"]


def test_one_network_has_plain_names_and_the_same_bytes() -> None:
    files = upload_files([TEXT], words=EN)
    assert sorted(files) == [
        "uploads/buffer.csv", "uploads/hootsuite.csv", "uploads/metricool.csv",
        "uploads/notes.txt",
    ]  # fmt: skip
    assert files == upload_files([TEXT], words=EN)
    assert upload_files([], words=EN) == {}


def test_a_link_without_its_site_is_not_uploaded() -> None:
    made = hootsuite_csv([replace(TEXT, link="?utm_source=facebook")], words=EN)
    assert rows(made.data)[0][2] == ""
