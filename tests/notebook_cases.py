"""How a notebook of ours is written, and the English that others would see in it."""

import ast
import html
import json
import re

import nbformat

from smmlab.texts.extract import visible_texts


def read(source: object) -> nbformat.NotebookNode:
    text = source.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    return nbformat.reads(text, as_version=4)


def check_form(notebook: nbformat.NotebookNode) -> None:
    """Prose before calls, a few lines a cell, no logic, nothing shown yet."""
    assert notebook.cells[0].cell_type == "markdown"
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= 10
            assert not cell.outputs
            assert cell.execution_count is None
            assert cell.metadata.jupyter.source_hidden
            kinds = {type(node) for node in ast.walk(ast.parse(cell.source))}
            assert not kinds & {
                ast.FunctionDef,
                ast.Lambda,
                ast.For,
                ast.While,
                ast.If,
                ast.ListComp,
            }


def english_in(executed: nbformat.NotebookNode) -> list[str]:
    """Return the English sentences of ours that a reader of cells and forms would see."""
    shown = [out.get("data", {}) for cell in executed.cells for out in cell.get("outputs", ())]
    told = [data[kind] for data in shown for kind in ("text/html", "text/markdown") if kind in data]
    told.append(json.dumps(executed.metadata.get("widgets", {}), ensure_ascii=False))
    plain = html.unescape(re.sub("<[^>]+>", " ", " ".join(told)))
    ours = (text if isinstance(text, str) else text[0] for text in visible_texts())
    sentences = (text for text in ours if len(text.split()) >= 4 and "{" not in text)
    return [text for text in sentences if text in plain]
