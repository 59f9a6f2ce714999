"""When a text made to stop a reader has stopped it."""

HANGS = 10
"""Seconds of this process, whatever else the machine does: linear work takes about one, and work
that grows with the square of such a text takes many."""
