"""Exports of Meta: Facebook and Instagram."""
