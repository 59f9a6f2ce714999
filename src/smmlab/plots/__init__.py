"""Results to pictures: one function per analysis, returning matplotlib Axes."""
