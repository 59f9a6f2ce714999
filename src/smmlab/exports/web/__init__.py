"""Exports of web analytics: visits by where they came from."""
