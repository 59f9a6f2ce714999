"""Who answered what in a Telegram group, and which pictures are one post."""

from telegram_files import NOON, balanced, chat, codes, copied, group, posted, read, said, thread


def test_an_album_is_one_post() -> None:
    photo = {"photo": "(File not included.)"}
    fire = [{"type": "emoji", "emoji": "🔥", "count": 2}]
    messages = [
        posted(1, text="", **photo),
        posted(2, text="Suvi!", reactions=fire, **photo),
        posted(3, text="", file="x", media_type="video_file"),
        posted(4, text="eraldi"),
        posted(5, after=1, **photo),
    ]
    reading = read(chat(messages))
    posts = reading.tables["posts"]
    assert posts["post_id"].tolist() == ["2001/1", "2001/4", "2001/5"]
    assert posts["form"].tolist() == ["carousel", "text", "photo"]
    assert posts["text"].tolist()[0] == "Suvi!"
    assert posts["reactions"].fillna(-1).tolist() == [2, -1, -1]
    assert [listed.line for listed in reading.merged] == [2, 3]
    assert balanced(reading)


def test_a_discussion_is_followed_to_its_post() -> None:
    reading = read(group(thread()))
    acts = reading.tables["interactions"].set_index("interaction_id")
    assert reading.tables["posts"]["post_id"].tolist() == ["3001/10"]
    assert reading.tables["posts"]["page"].tolist() == ["Kohvik"]
    assert acts["kind"].to_dict() == {
        "3001/11": "comment", "3001/12": "reply", "3001/13": "reply", "3001/14": "comment",
        "3001/15": "comment", "3001/16": "reply", "3001/17": "comment",
    }  # fmt: skip
    in_thread = ["3001/11", "3001/12", "3001/13"]
    assert acts["post_id"].dropna().to_dict() == dict.fromkeys(in_thread, "3001/10")
    assert acts["reply_to"].dropna().to_dict() == {
        "3001/12": "3001/11", "3001/13": "3001/12", "3001/16": "3001/14",
    }  # fmt: skip
    assert acts.index[acts["by_page"]].tolist() == ["3001/12", "3001/16"]
    assert acts.loc["3001/11", "person"] == "user7"
    assert reading.tables["posts"]["comments"].tolist() == [0], "counted when tables are merged"
    assert {"telegram_orphans", "telegram_copies"} <= codes(reading)
    assert balanced(reading)


def test_circles_and_answers_to_later_messages_are_broken() -> None:
    reading = read(group([said(1, reply_to_message_id=2), said(2, reply_to_message_id=1),
                          said(3, reply_to_message_id=3)]))  # fmt: skip
    acts = reading.tables["interactions"].set_index("interaction_id")
    assert acts["reply_to"].dropna().to_dict() == {"3001/2": "3001/1"}
    assert [c.values["n"] for c in reading.warnings if c.code == "telegram_orphans"] == [2]


def test_a_long_thread_reaches_its_post() -> None:
    chain = [said(n, after=n, reply_to_message_id=n - 1) for n in range(2, 500)]
    acts = read(group([copied(1), *chain])).tables["interactions"]
    assert set(acts["post_id"]) == {"3001/1"}


def test_parts_of_an_album_may_bring_reactions() -> None:
    recent = [{"from": "Mari", "from_id": "user7", "date": "2026-01-01T02:00:30"}]
    heart = [{"type": "emoji", "emoji": "❤", "count": 1, "recent": recent}]
    parts = [copied(10, photo="p"), copied(11, photo="p", reactions=heart, text="")]
    reading = read(group(parts))
    assert reading.tables["posts"]["reactions"].tolist() == [1]
    assert reading.tables["interactions"]["interaction_id"].tolist() == ["3001/10/user7/❤"]
    assert balanced(reading)


def test_every_caption_of_an_album_is_kept() -> None:
    messages = [posted(n, text=text, photo="p") for n, text in ((1, "Suvi"), (2, ""), (3, "Talv"))]
    for order in (messages, messages[::-1]):
        posts = read(chat(order)).tables["posts"]
        assert posts["text"].tolist() == ["Suvi\nTalv"]


def test_a_repeated_message_keeps_its_newest_wording() -> None:
    old, new = posted(1, text="vana"), posted(1, text="uus", edited_unixtime=str(NOON + 9))
    for messages in ([old, new], [new, old]):
        reading = read(chat(messages))
        assert reading.tables["posts"]["text"].tolist() == ["uus"]
        assert balanced(reading)
