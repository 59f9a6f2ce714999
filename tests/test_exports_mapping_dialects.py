"""What parts the cells of a strange text is tried out, and a wrong guess costs nothing."""

import pytest

from smmlab.exports.mapping.dialects import Dialect, find_dialect, split_lines


@pytest.mark.parametrize("sign", [";", "|", "\t", ":"])
@pytest.mark.parametrize("rows", [3, 205, 450])
def test_one_sign_in_many_quoted_rows_does_not_part_them(sign: str, rows: int) -> None:
    lines = ['"Day","Text","Views"\n', *['"2026-05-11","tere","7"\n'] * rows]
    lines[2] = f'"2026-05-11","tere{sign} kook","7"\n'
    assert find_dialect(lines) == Dialect(",")
    split, _, broken = split_lines(lines, Dialect(","), 1)
    assert ([len(row) for row in split], broken) == ([3] * (rows + 1), [])
