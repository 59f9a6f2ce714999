"""Every analysis of a project at its default settings, and all their findings."""
