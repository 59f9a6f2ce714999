"""Parts as an import writes them, of rows that a test invents."""

from pathlib import Path

import pandas as pd

from smmlab.merge import Output, arrow_table
from smmlab.schema import check, conform


def write_part(path: Path, rows: list[dict] | pd.DataFrame, table: str) -> Path:
    frame = conform(pd.DataFrame(rows), table, part=True).reset_index(drop=True)
    output = Output.of_part(path, table)
    output.take(arrow_table(frame, table))
    output.close()
    return path


def write_checked_part(path: Path, rows: pd.DataFrame, table: str) -> Path:
    check(conform(rows, table, part=True), table, part=True)
    return write_part(path, rows, table)


def a_post(post_id: str, exported_at: int, source_row: int = 1, **known: object) -> dict:
    return {
        "network": "x", "post_id": post_id, "form": "text", "is_own": True,
        "exported_at": exported_at, "source_file": f"f{exported_at}", "source_row": source_row,
        **known,
    }  # fmt: skip
