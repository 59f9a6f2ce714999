"""Exports of X, formerly Twitter."""
