"""Texts as a column that the vectorised text functions read."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


def text_array(texts: Sequence[str]) -> "pa.StringArray":
    r"""Return texts as an Arrow array; half an emoji, cut by some other program, becomes ``?``.

    Examples
    --------
    >>> text_array(["ok", "broken \ud83d"]).to_pylist()
    ['ok', 'broken ?']
    """
    import pyarrow as pa

    try:
        return pa.array(texts, type=pa.string())
    except UnicodeEncodeError:
        mended = [text.encode("utf-8", "replace").decode() for text in texts]
        return pa.array(mended, type=pa.string())
