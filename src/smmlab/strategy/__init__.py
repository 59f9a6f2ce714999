"""Decisions and findings to a written strategy."""
