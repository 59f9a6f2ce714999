"""What can go wrong, said so that a marketer can act on it."""


class SmmlabError(Exception):
    """The only family of errors a user ever sees.

    Parameters
    ----------
    template
        One sentence: what was expected, what was found, what to do. Marked with
        `smmlab.texts.message` where it is written, so that it can be translated.
    values
        What fills the template's ``{placeholders}``; a text of ours is a `smmlab.texts.Phrase`.

    Examples
    --------
    >>> str(SmmlabError("Expected {wanted}, found {found}.", {"wanted": "a CSV", "found": "a PDF"}))
    'Expected a CSV, found a PDF.'
    """

    def __init__(self, template: str, values: dict[str, object] | None = None) -> None:
        self.template = template
        self.values = values or {}
        super().__init__(template.format(**self.values))


class ExportError(SmmlabError):
    """A raw export cannot be read at all; nothing of it was imported."""


class ProjectError(SmmlabError):
    """The client folder is missing, damaged or asked for something it does not hold."""


class DataError(SmmlabError):
    """A frame handed to an analysis lacks a column, or holds what it must not hold."""


class StrategyError(SmmlabError):
    """A document would have said something that no finding supports."""
