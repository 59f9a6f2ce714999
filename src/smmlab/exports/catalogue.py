"""Every reader there is, and the one door through which a raw export becomes rows."""

from dataclasses import replace

from smmlab.errors import ExportError, SmmlabError
from smmlab.exports.meta import audience, content, series
from smmlab.exports.places import with_places
from smmlab.exports.reading import Reader, Reading
from smmlab.exports.shops import shopify
from smmlab.exports.source import RawExport
from smmlab.exports.telegram import chats
from smmlab.exports.web import ga4
from smmlab.texts import Phrase, Phrases, message

# Order matters only when two readers know the same file: the first one reads it.
READERS: tuple[Reader, ...] = (
    content.READER,
    series.READER,
    audience.READER,
    chats.READER,
    ga4.READER,
    shopify.READER,
)


class AccountError(ValueError):
    """A reader lost a row, or counted one twice."""


def read_export(raw: RawExport) -> tuple[Reader, Reading]:
    """Find the reader that knows a file and read it.

    Parameters
    ----------
    raw
        The file, from `open_export`.

    Returns
    -------
    tuple of Reader and Reading
        Who read it, and what it found.

    Raises
    ------
    ExportError
        When no reader knows the file, the one that does refuses it, or a reader fails.
    """
    reader = _find_reader(raw)
    try:
        reading = reader.read(raw)
        check_account(reading)
        cautions = raw.cautions if raw.kind == "text" else ()
        return reader, replace(
            reading,
            rejected=with_places(reading.rejected, raw),
            warnings=(*cautions, *reading.warnings),
        )
    except SmmlabError:
        raise
    except Exception as problem:
        raise ExportError(
            message(
                "{name} looks like {reader}, but it could not be read ({fault}). Please export it "
                "again; if that does not help, please report it."
            ),
            {
                "name": raw.name,
                "reader": Phrase(reader.card.title),
                "fault": type(problem).__name__,
            },
        ) from problem


def check_account(reading: Reading) -> None:
    """Check that every row read is imported, merged, rejected or noted, and only once.

    Raises
    ------
    AccountError
        When the sum does not come out.
    """
    rows = {int(row) for table in reading.tables.values() for row in table["source_row"].unique()}
    listed = len(reading.merged) + len(reading.rejected) + len(reading.notes)
    if reading.rows_read != len(rows) + listed:
        raise AccountError(
            f"{reading.rows_read} rows read, but {len(rows)} imported, {len(reading.merged)} "
            f"merged, {len(reading.rejected)} rejected and {len(reading.notes)} noted"
        )


def _find_reader(raw: RawExport) -> Reader:
    for reader in READERS:
        if reader.matches(raw):
            return reader
    # A file that is no text and no workbook has a clearer reason than being unknown.
    _ = raw.sheets if raw.kind in ("xlsx", "xls") else raw.text
    raise ExportError(
        message(
            "{name} is not an export that smmlab knows. It looked for {looked_for}. Was the file "
            "exported in English, and never opened in Excel?"
        ),
        {
            "name": raw.name,
            "looked_for": Phrases(Phrase(reader.looked_for) for reader in READERS),
        },
    )
