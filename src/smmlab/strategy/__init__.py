"""Decisions and findings in, one written strategy out: HTML, DOCX, PDF, Markdown, a calendar."""
