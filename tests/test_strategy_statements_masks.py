"""What import hid in the words of others is said in the language of the document."""

import pytest

from smmlab.strategy.document import plain
from smmlab.strategy.statements import Name, Pen, Quote
from smmlab.texts import Words


def test_a_mask_in_a_quotation_is_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    words = Words("ru")
    monkeypatch.setattr(words, "say", lambda text: {"[phone]": "[телефон]"}.get(text, text))
    pen = Pen(words)
    assert plain(pen.value(Quote("Звоните: [phone], [other]"))) == "«Звоните: [телефон], [other]»"
    assert plain(pen.value(Name("[phone]"))) == "[phone]"


def test_in_english_masks_stay_as_they_are() -> None:
    said = plain(Pen(Words("en")).value(Quote("Call [phone] or write to [e-mail]")))
    assert said == "“Call [phone] or write to [e-mail]”"
