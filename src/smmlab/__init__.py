"""smmlab: from raw exports to a written strategy."""

__version__ = "0.1.0"
