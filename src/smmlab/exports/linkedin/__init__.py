"""Exports of LinkedIn pages."""
