"""Exports of shops: orders."""
