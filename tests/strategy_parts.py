"""What stands in a written document: a section of it, its text, its tables."""

from smmlab.strategy.document import DataTable, Document, Section, plain, runs_of


def section_of(document: Document, key: str) -> Section:
    return next(section for section in document.sections if section.key == key)


def text_of(section: Section) -> str:
    """Everything that the section says, a run a line."""
    return "\n".join(plain(run) for block in section.blocks for run in runs_of(block))


def text_in(document: Document, key: str) -> str:
    return text_of(section_of(document, key))


def tables_of(section: Section) -> list[DataTable]:
    return [block for block in section.blocks if isinstance(block, DataTable)]


def rows_of(section: Section) -> list[list[str]]:
    """The cells of all tables, without their heads."""
    return [[plain(cell) for cell in row] for table in tables_of(section) for row in table.rows]


def grid_of(table: DataTable) -> list[list[str]]:
    """The cells of one table, its head first."""
    return [[plain(cell) for cell in row] for row in (table.header, *table.rows)]
