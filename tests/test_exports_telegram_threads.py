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


def test_pictures_of_one_second_from_different_places_are_posts_of_their_own() -> None:
    messages = [
        posted(1, photo="p", forwarded_from="A", forwarded_from_id="channel5"),
        posted(2, photo="p", forwarded_from="B", forwarded_from_id="channel6"),
        posted(3, photo="p", forwarded_from="A", forwarded_from_id="channel5"),
        posted(4, photo="p"),
    ]
    posts = read(chat(messages)).tables["posts"].set_index("post_id")
    assert posts["form"].to_dict() == {
        "2001/1": "carousel", "2001/2": "photo", "2001/4": "photo",
    }  # fmt: skip


def test_two_pictures_with_words_and_reactions_each_are_two_posts() -> None:
    fire = [{"type": "emoji", "emoji": "🔥", "count": 2}]
    one, two = (posted(n, photo="p", text="Suvi", reactions=fire) for n in (1, 2))
    posts = read(chat([one, two])).tables["posts"]
    assert posts[["form", "reactions"]].values.tolist() == [["photo", 2], ["photo", 2]]
    for second in ({**two, "text": ""}, {**two, "reactions": []}):
        assert read(chat([one, second])).tables["posts"]["form"].tolist() == ["carousel"]


def test_a_channel_that_visits_a_group_publishes_nothing_there() -> None:
    guest = {"who": "channel555", "name": "Reklaam"}
    visits = [
        said(21, after=1, **guest),
        said(22, after=2, forwarded_from="Teine", forwarded_from_id="channel6", **guest),
        said(23, after=3, forwarded_from="Reklaam", forwarded_from_id="channel6", **guest),
        said(24, after=4, forwarded_from="Teine", **guest),
    ]
    for others in ([], [copied(10), posted(11, after=5, reply_to_message_id=10)]):
        reading = read(group([*others, *visits]))
        acts = reading.tables["interactions"].set_index("interaction_id")["by_page"]
        assert not acts[[f"3001/{number}" for number in range(21, 25)]].any()
        assert len(reading.tables["posts"]) == bool(others)
        assert balanced(reading)


def test_a_copy_of_what_the_channel_had_forwarded_says_where_it_was_taken_from() -> None:
    other = {"forwarded_from": "Teine", "forwarded_from_id": "channel6"}
    messages = [
        posted(1, saved_from="Kohvik", **other),
        said(2, after=9, reply_to_message_id=1),
        posted(3, after=20, saved_from="Teine", **other),
    ]
    reading = read(group(messages))
    assert reading.tables["posts"]["post_id"].tolist() == ["3001/1"]
    assert reading.tables["interactions"]["post_id"].tolist()[0] == "3001/1"


def test_a_copy_is_known_by_the_id_of_its_channel_or_in_old_exports_by_the_name() -> None:
    by_id = posted(1, forwarded_from="Uus nimi", forwarded_from_id="channel2001")
    by_number = copied(2, forwarded_from_id=0x200000000 + 2001)
    posts = read(group([by_id, by_number, copied(3), posted(4)])).tables["posts"]
    assert posts["post_id"].tolist() == ["3001/1", "3001/2", "3001/3"]


def test_a_page_that_answers_is_the_page_even_where_no_post_of_it_is_in_the_file() -> None:
    talk = [said(11), posted(12, after=5, reply_to_message_id=11)]
    acts = read(group(talk)).tables["interactions"].set_index("interaction_id")
    assert acts["by_page"].to_dict() == {"3001/11": False, "3001/12": True}
