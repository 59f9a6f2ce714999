"""Exports of tools that manage several networks."""
