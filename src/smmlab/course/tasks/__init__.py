"""What the lessons ask, a module a lesson, and how each answer is worked out from the files."""
