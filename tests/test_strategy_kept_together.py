"""What no line may tear, in the three languages."""

from datetime import date

import pytest

from smmlab.strategy.document import Document, Paragraph, Section, Span
from smmlab.strategy.kept_together import kept_together
from smmlab.strategy.pdf import to_typst
from smmlab.texts import LANGUAGES, Language, Words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_of_a_day_stays_with_its_month(language: Language) -> None:
    for month in range(1, 13):
        day = Words(language).date(date(2026, month, 27))
        kept = kept_together(f"({day})")
        assert kept.replace("\u00a0", " ") == f"({day})"
        assert "27" in next(part for part in kept.split(" ") if any(map(str.isalpha, part)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_minus_stays_with_its_sum(language: Language) -> None:
    money = Words(language).money(-40, "EUR", is_rough=True)
    assert kept_together(money) == money.replace("−", "−\u2060")
    assert kept_together("a − b") == "a − b"


def test_the_printed_document_keeps_ours_together_and_leaves_quotations_as_they_are() -> None:
    spans = (Span("by November 27, 2026: −€40"), Span("on May 27", "quote"))
    title = (Span("T"),)
    document = Document(
        title, title, "en", date(2026, 11, 27), (Section("s", title, (Paragraph(spans),)),),
        Section("appendix", title, ()),
    )  # fmt: skip
    source = to_typst(document)
    assert "November\u00a027, 2026: −\u2060€40" in source
    assert "on May 27" in source
