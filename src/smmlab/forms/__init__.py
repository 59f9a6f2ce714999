"""Widgets: one form per analysis, its controls are that function's keywords."""
