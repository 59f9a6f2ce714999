"""Replies as people write them: good ones lack nothing, bad ones lack what makes them bad."""

from datetime import date

import pytest

from course_fake_project import fake_project
from smmlab.course.lessons.incident import Complaint
from smmlab.course.tasks import lesson09

REPLY = lesson09.TASKS[2]
GOOD = {
    "en": [
        "I'm so sorry that you waited for nothing. I will find out what happened this afternoon "
        "and answer you here before noon tomorrow. Maarja, the owner",
        "That should not have happened, and we apologise. Please bring it back on Tuesday and "
        "you'll get your money back. Yours, Maarja",
        "We’re sorry you’re disappointed. You’re right. From tomorrow the old recipe is back, and "
        "your next one is on us.\nMaarja",
        "Oh no, I apologise! I've asked our supplier and you'll hear from me by Friday noon. Mary",
        "Sorry to read this. Let me make it right: drop by today until 8 pm. – Maarja, baker",
    ],
    "et": [
        "Aitäh, et kirjutasite, ja vabandame. Selgitame välja, mis juhtus, ja vastame teile siin "
        "täna kella 18-ks. Maarja",
        "Vabandust! Müük on peatatud ja kell 17.00 ütleme kõigile siin, mida teada saime. Maarja",
        "Vabandan väga. Teil on õigus. See sai tunni aja eest parandatud ja järgmine kord on meie "
        "kulul. Maarja",
        "Meil on kahju. Vaatame täna üle kõik kohad, kus kellaajad kirjas on, ja anname siin kella "
        "16ks teada. Tervitades Maarja",
        "Oi, vabandust! Palun kirjutage mulle, millal teile sobiks uus aeg, hoian selle homme "
        "teile. Mari",
    ],
    "ru": [
        "Спасибо, что написали, и простите нас. Мы выясняем, что случилось, и ответим вам здесь "
        "сегодня до 18:00. Алина",
        "Мне очень жаль, что вы ждали напрасно. Сегодня же разберусь и завтра до обеда отвечу вам "
        "здесь. Алина",
        "Приносим извинения. Принесите товар во вторник, мы вернём деньги. С уважением, Алина",
        "Здравствуйте! Простите за испорченный праздник. Сегодня до 20:00 привезём вам новый заказ "
        "бесплатно. Алина",
        "Спасибо, что сказали прямо. Зайдите завтра до обеда, поменяем на свежее. — Алина, повар",
    ],
}
BAD = {
    "en": [
        ("Sorry, no refunds, today or tomorrow. Maarja", "step"),
        ("Thanks! We will not answer such comments today. Maarja", "step"),
        ("Sorry. Such lies! Delete this or we will sue you today. Maarja", "calm"),
        ("We are sorry for any inconvenience. Your opinion is important to us.", "when"),
        ("Sorry about that. We'll look into it today. Thanks", "name"),
    ],
    "et": [
        ("Vabandust, raha me ei tagasta, ei täna ega homme. Maarja", "step"),
        ("Vabandust, meie teenindus on alati hea olnud. Täna ka. Maarja", "step"),
        ("Miks te valetate? See pole meie süü. Uurime täna. Maarja", "calm"),
        ("Vabandame ebamugavuste pärast. Teie arvamus on meile tähtis.", "when"),
        ("Vabandust! Helistage +372 5123 4567 täna. Maarja", "private"),
    ],
    "ru": [
        ("Извините, деньги мы не вернём ни сегодня, ни завтра. Алина", "step"),
        ("Спасибо! На такие комментарии мы сегодня не отвечаем. Алина", "step"),
        ("Зачем вы врёте? Это не наша вина. Сегодня проверим. Алина", "calm"),
        ("Приносим извинения за неудобства. Ваше мнение важно для нас.", "when"),
        ("ПРОСТИТЕ ПРОСТИТЕ! Сегодня проверим. Алина", "calm"),
    ],
}


def lacking(answer: str, language: str, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    found = Complaint("Horrible cake", language, date(2026, 3, 2))
    monkeypatch.setattr(lesson09, "find_complaint", lambda _project: found)
    project = fake_project()
    return {one.name for one in REPLY.rubric if not one.holds(answer, project)}


@pytest.mark.parametrize(
    ("language", "answer"), [(code, text) for code, texts in GOOD.items() for text in texts]
)
def test_a_good_reply_lacks_nothing(
    language: str, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lacking(answer, language, monkeypatch) == set()


@pytest.mark.parametrize(
    ("language", "answer", "lacks"),
    [(code, *pair) for code, pairs in BAD.items() for pair in pairs],
)
def test_a_bad_reply_lacks_what_makes_it_bad(
    language: str, answer: str, lacks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lacks in lacking(answer, language, monkeypatch)
