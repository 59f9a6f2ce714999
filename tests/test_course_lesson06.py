"""Lesson 6: the place on the network of the buyers, its face, and the text on its door."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from course_fake_project import BRIEF, fake_project, orders_of, post, reasons, visits_of
from smmlab.brief import Objective
from smmlab.course.tasks import lesson06
from smmlab.course.tasks.lesson06 import TASKS
from smmlab.errors import DataError

PLACE, FACE, ABOUT = TASKS
TALK = (Objective("comments", 50),)


def shop(buyers: str = "telegram", loud: str = "facebook", **more: Any) -> Any:
    """One network has the buyers, another one the reach."""
    names = dict.fromkeys((buyers, loud, "instagram"))
    tables: dict[str, Any] = {
        "posts": [post(name, 1, reach=9000 if name == loud else 100) for name in names],
        "visits": [visits_of(name, 100) for name in names],
        "orders": [
            order for name in names for order in orders_of(name, 30 if name == buyers else 2)
        ],
    }
    return fake_project(**(tables | more))


def test_the_place_serves_the_goal_on_the_network_of_the_buyers() -> None:
    found = PLACE.solve(shop())
    assert found.value == "channel"
    assert found.nearly == ("group",)
    assert "cannot be handed over" in reasons(found.mistakes, "personal_face")
    assert "largest reach" in reasons(found.mistakes, "page")


def test_another_network_asks_for_another_place() -> None:
    found = PLACE.solve(shop("facebook", "telegram"))
    assert found.value == "page"
    # On Facebook a profile of a person is forbidden, and no careful answer.
    assert found.nearly == ("group",)
    assert "largest reach" in reasons(found.mistakes, "channel")


def test_the_goal_of_the_brief_decides() -> None:
    talk = shop("facebook", brief=replace(BRIEF, objectives=TALK))
    assert (PLACE.solve(talk).value, PLACE.solve(talk).nearly) == ("group", ("page",))


def test_what_is_possible_here_too_is_no_sign_of_the_wrong_network() -> None:
    # The loud Facebook would get a group for talk, which Telegram has as well.
    found = PLACE.solve(shop(brief=replace(BRIEF, objectives=TALK)))
    assert found.value == "channel"
    assert found.nearly == ("group",)
    assert set(found.mistakes.values()) == {"personal_face"}


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read a face from the word Maarja alone; a post without a text has no mark."""

    def read(posts: pd.DataFrame) -> pd.DataFrame:
        rows = posts.reset_index(drop=True)
        shows = rows["text"].str.contains("Maarja").astype("boolean")
        return pd.DataFrame({"face": shows.mask(rows["text"].isna())})

    monkeypatch.setattr(lesson06, "describe_posts", read)


def test_the_share_of_faces_is_of_own_posts_with_a_text_there(marked: None) -> None:
    project = shop()
    texts = ["Maarja bakes", "Maarja again", "Buns", "Cakes", "Rye", None]
    posts = [post("telegram", number, text=text) for number, text in enumerate(texts)]
    posts += [post("telegram", 10 + number, text="Maarja?", is_own=False) for number in range(4)]
    posts += [post("facebook", number, text="Buns") for number in range(4)]
    posts += [post("instagram", 1, text="Buns")]
    found = FACE.solve(
        fake_project(
            posts=posts,
            visits=project.visits.to_dict("records"),
            orders=project.orders.to_dict("records"),
        )
    )
    assert found.value == 2 / 5
    assert (found.low, found.high) == (None, None)
    assert "all networks" in reasons(found.mistakes, 2 / 10)
    assert "rivals" in reasons(found.mistakes, 6 / 9)
    # Two of the three without a face are as many as the six of nine with the rivals.
    assert [why for why, told in found.mistakes.items() if told == pytest.approx(2 / 3)][1:]
    assert "number of posts" in reasons(found.mistakes, 2 / 100)


def test_the_model_reads_a_face_in_a_plain_text() -> None:
    texts = [
        "Meet Maarja, our baker. I asked her what she drinks in the morning.",
        "Open 10 to 18.",
    ]
    posts = [post("telegram", number, text=text) for number, text in enumerate(texts)]
    project = shop()
    tables = {name: getattr(project, name).to_dict("records") for name in ("visits", "orders")}
    found = FACE.solve(
        fake_project(posts=[*posts, post("facebook", 1), post("instagram", 1)], **tables)
    )
    assert found.value == 1 / 2


@pytest.mark.parametrize("task", [PLACE, FACE])
def test_empty_tables_say_what_to_do(task: Any) -> None:
    with pytest.raises(DataError, match="Import the files"):
        task.solve(fake_project())


def test_posts_without_texts_say_what_to_do() -> None:
    bare = [post(name, 1, text=None) for name in ("facebook", "instagram", "telegram")]
    with pytest.raises(DataError, match="own posts with a text on telegram"):
        FACE.solve(shop(posts=bare))


GOOD = {
    "en": "Rye bread and buns for everyone who likes a real crust. In Karlova, Tartu. Order with a "
    "message here; Maarja answers.",
    "et": "Rukkileib ja kuklid neile, kes hoolivad. Pagarikoda Tartus Karlovas. Telli siinsamas "
    "sõnumiga, Maarja vastab sulle kohe.",
    "ru": "Ржаной хлеб и булочки для тех, кто любит корочку. Пекарня в Тарту. Закажите сообщением, "
    "Маарья ответит вам сразу.",
}
BRIEFS = {
    "en": BRIEF,
    "et": replace(
        BRIEF, language="et", content_languages=("et",), business="Pagarikoda väikese poega",
        goods="rukkileib, kuklid", place="Tartu, Karlova",
    ),
    "ru": replace(
        BRIEF, language="ru", content_languages=("ru",), business="Пекарня с магазином",
        goods="ржаной хлеб, булочки", place="Тарту", face="Маарья, пекарь",
    ),
}  # fmt: skip


def held(text: str, language: str = "en") -> set[str]:
    project = fake_project(BRIEFS[language])
    return {one.name for one in ABOUT.rubric if one.holds(text, project)}


EVERY = {one.name for one in ABOUT.rubric}


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_a_good_text_on_the_door_has_everything(language: str) -> None:
    assert EVERY - held(GOOD[language], language) == set()


@pytest.mark.parametrize(
    ("was", "now", "lost"),
    [
        ("Rye bread and buns for everyone who likes a real crust", "For everyone", "what"),
        ("for everyone who likes", "with", "for_whom"),
        ("In Karlova, Tartu", "In a quiet street", "where"),
        ("Order with a message here; ", "", "how"),
        ("Maarja answers", "We answer", "face"),
        ("a real crust", "a real crust" + " of ours" * 40, "length"),
    ],
)
def test_what_is_missing_is_missed_alone(was: str, now: str, lost: str) -> None:
    assert was in GOOD["en"]
    assert EVERY - held(GOOD["en"].replace(was, now)) == {lost}


def test_another_language_is_not_theirs() -> None:
    assert "language" not in held(GOOD["ru"], "en")
    assert "language" not in held(GOOD["en"], "et")


def test_the_checks_and_the_teacher_can_give_seven_points() -> None:
    assert ABOUT.machine_points == 5
    assert ABOUT.teacher_points == 2
