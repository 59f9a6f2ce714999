"""The course: lessons on invented companies, checked on each student's own data."""
