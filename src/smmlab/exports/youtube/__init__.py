"""Exports of YouTube Studio and answers of its API."""
