"""Decisions and findings in, one written strategy out: HTML, DOCX, PDF, Markdown, a calendar."""

from smmlab.strategy.writer import write_strategy

__all__ = ["write_strategy"]
